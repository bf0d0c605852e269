/* A list of short texts in one line, with commas between them. The editor's own takes a comma back when a space is
   typed after it. */
(function (Leadfront) {
  "use strict";

  /** The texts of a line. A semicolon parts them where one of them holds a comma. */
  function apart(line) {
    return line.split(line.indexOf(";") >= 0 ? ";" : ",").map(function (text) {
      return text.trim();
    }).filter(Boolean);
  }

  function joined(texts) {
    var comma = texts.some(function (text) {
      return text.indexOf(",") >= 0;
    });
    return texts.join(comma ? "; " : ", ") + (comma && texts.length === 1 ? ";" : "");
  }

  function plain(value) {
    var list = value && typeof value.toJS === "function" ? value.toJS() : value;
    return Array.isArray(list) ? list.map(String) : list ? [String(list)] : [];
  }

  function same(one, other) {
    return JSON.stringify(one) === JSON.stringify(other);
  }

  Leadfront.texts = function () {
    return createClass({
      getInitialState: function () {
        return { line: joined(plain(this.props.value)) };
      },

      // A draft that is restored changes the value from outside.
      componentDidUpdate: function (before) {
        var texts = plain(this.props.value);
        if (same(texts, plain(before.value)) || same(texts, apart(this.state.line))) return;
        this.setState({ line: joined(texts) });
      },

      typed: function (event) {
        this.setState({ line: event.target.value });
        this.props.onChange(apart(event.target.value));
      },

      render: function () {
        return h("input", {
          type: "text", id: this.props.forID, className: this.props.classNameWrapper, value: this.state.line,
          onChange: this.typed, onFocus: this.props.setActiveStyle, onBlur: this.props.setInactiveStyle
        });
      }
    });
  };

  Leadfront.texts.apart = apart;
  Leadfront.texts.joined = joined;
})(globalThis.Leadfront);
