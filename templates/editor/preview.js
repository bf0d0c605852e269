/* The preview beside the form: the use case as its page will show it. Draws with the editor's own React. */
(function (Leadfront) {
  "use strict";

  Leadfront.preview = function (definition) {
    var names = definition.names;
    var byKey = {};
    definition.fields.forEach(function (field) {
      byKey[field.key] = field;
    });

    function plain(value) {
      return value && typeof value.toJS === "function" ? value.toJS() : value;
    }

    function labelOf(key, value) {
      var options = (byKey[key] && byKey[key].options) || [];
      var found = options.filter(function (option) {
        return option.value === value;
      });
      return found.length ? found[0].label : value;
    }

    function initials(name) {
      return String(name || "").split(/\s+/).filter(Boolean).map(function (word) {
        return word[0];
      }).slice(0, 2).join("").toUpperCase();
    }

    function head(data) {
      var where = [labelOf("level", data.level), labelOf("function", data.function)].filter(Boolean).join(" · ");
      return h("header", { className: "lf-case__head" },
        h("p", { className: "lf-kicker" }, where),
        h("h1", {}, data.title || definition.words.title),
        data.summary ? h("p", { className: "lf-standfirst" }, data.summary) : null,
        h("div", { className: "lf-byline lf-byline--large" },
          h("span", { className: "lf-disc", "aria-hidden": "true" }, initials(data.leader)),
          h("p", {},
            h("span", { className: "lf-byline__name" }, data.leader || definition.words.leader),
            data.role ? h("span", { className: "lf-byline__what" }, h("br"), data.role) : null)));
    }

    function wroteBy(tools) {
      var words = definition.words;
      if (!tools.length) return words.assistant;
      return words.wrote.replace("{tool}", function () { return tools.join(", "); });
    }

    function effect(data) {
      var group = (data.effect || [])[0];
      if (!group || !group.measure) return null;
      var side = function (label, value) {
        return h("div", {}, h("dt", {}, label),
          h("dd", {}, h("span", { className: "lf-effect__number" }, String(value === undefined ? "" : value)), " ", group.unit));
      };
      return h("figure", { className: "lf-effect" },
        h("figcaption", {}, group.measure),
        h("dl", {}, side(definition.words.before, group.before), side(definition.words.after, group.after)),
        group.basis ? h("p", { className: "lf-effect__basis" }, labelOf("basis", group.basis)) : null);
    }

    return createClass({
      // The frame is the editor's and comes without a name or a language.
      componentDidMount: function () {
        var frame = this.props.document;
        if (!frame || !frame.defaultView) return;
        frame.documentElement.dir = "ltr";
        frame.documentElement.lang = document.documentElement.lang;
        frame.title = definition.words.preview;
        if (frame.defaultView.frameElement) frame.defaultView.frameElement.title = frame.title;
      },

      markdown: function (text) {
        // The editor's own Markdown, which it cleans of scripts before it is shown.
        return h(CMS.getWidget("markdown").preview, {
          value: text, field: this.props.fields.first(), getAsset: this.props.getAsset, resolveWidget: CMS.resolveWidget
        });
      },

      picture: function (item, index) {
        var address = this.props.getAsset(item.picture);
        return h("p", { key: "picture" + index }, h("img", { src: address ? address.toString() : "", alt: item.alt || "" }));
      },

      section: function (known, data, box) {
        if (!box) return null;
        // A prompt is shown word for word, save where its author mixed it with Markdown.
        var shown = box.block || (known.fenced && !box.mixed)
          ? h("div", { className: "highlight" }, h("pre", {}, h("code", {}, box.text)))
          : this.markdown(box.text);
        var own = (data[names.pictures] || []).filter(function (item) {
          return item && item.picture && item.section === known.key;
        });
        if (known.key === "output") {
          shown = h("div", { className: "lf-output" },
            h("p", { className: "lf-output__by" }, wroteBy(data.tools || [])),
            shown);
        }
        return h("section", { className: "lf-section lf-section--" + known.key, key: known.key },
          h("h2", {}, known.heading), shown, own.map(this.picture), known.key === "result" ? effect(data) : null);
      },

      render: function () {
        var data = plain(this.props.entry.get("data")) || {};
        var self = this;
        var boxes = Leadfront.format(definition).boxes(data);
        return h("main", { className: "md-typeset lf-preview", "data-md-color-scheme": "default" },
          h("div", { className: "lf-case" }, head(data),
            h("div", { className: "lf-case__body" }, definition.sections.map(function (known) {
              return self.section(known, data, boxes[known.key]);
            }))));
      }
    });
  };
})(globalThis.Leadfront);
