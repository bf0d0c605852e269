/* A use-case file as the editor's form has it, and back: one value a field, one box a section.
   The file stays as its author wrote it save for what was changed in the form. Needs body.js and front_matter.js;
   knows nothing of the editor. */
(function (Leadfront) {
  "use strict";

  var body = Leadfront.body;
  var frontMatter = Leadfront.frontMatter;

  // Control characters, which come along when text is copied from a terminal.
  var UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

  function textOf(value) {
    if (value === null || value === undefined) return "";
    if (typeof value !== "object") return frontMatter.oneLine(value);
    return Object.keys(value).map(function (key) {
      return textOf(value[key]);
    }).filter(Boolean).join(" ");
  }

  function textsOf(value) {
    var items = Array.isArray(value) ? value : [value];
    return items.map(textOf).filter(Boolean);
  }

  // “Finance” and “finance” are one choice where the policy names it so.
  function choiceOf(text, options) {
    var same = options.filter(function (option) {
      return option.value === text;
    });
    var near = same.length ? same : options.filter(function (option) {
      return body.folded(option.label) === body.folded(text) || loose(option.value) === loose(text);
    });
    return near.length ? near[0].value : text;
  }

  function loose(text) {
    return body.folded(text).replace(/-/g, " ");
  }

  /** A value of the front matter as the form has it. */
  function forForm(field, value) {
    var options = field.options || [];
    if (field.kind === "texts") return textsOf(value);
    if (field.kind === "skills") {
      return textsOf(value).map(function (text) {
        return choiceOf(text, options);
      });
    }
    if (field.kind === "flag") return /^(?:true|yes|on)$/i.test(textOf(value));
    if (field.kind === "group") {
      if (value === null || typeof value !== "object" || Array.isArray(value) || !textOf(value)) return [];
      var group = {};
      field.parts.forEach(function (part) {
        group[part.key] = forForm(part, value[part.key]);
      });
      return [group];
    }
    return options.length ? choiceOf(textOf(value), options) : textOf(value);
  }

  /** A value of the form as the front matter has it; null where it is empty and stays out of the file. */
  function forFile(field, value) {
    if (field.kind === "texts" || field.kind === "skills") {
      var texts = textsOf(value);
      return texts.length ? texts : null;
    }
    if (field.kind === "flag") return value === true ? "true" : null;
    if (field.kind === "group") {
      var first = Array.isArray(value) ? value[0] : null;
      var group = {};
      field.parts.forEach(function (part) {
        var inner = forFile(part, first && first[part.key]);
        if (inner !== null) group[part.key] = inner;
      });
      return Object.keys(group).length ? group : null;
    }
    return textOf(value) || null;
  }

  function same(one, other) {
    return JSON.stringify(one) === JSON.stringify(other);
  }

  /** A file taken apart for the form. */
  function opened(text, definition) {
    var plain = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
    var file = frontMatter.apart(plain);
    file.pieces = frontMatter.pieces(file.lines);
    file.values = {};
    file.pieces.forEach(function (piece) {
      if (piece.key) file.values[piece.key] = piece.value;
    });
    file.parts = body.cut(file.body);
    file.byKey = {};
    file.parts.sections.forEach(function (section) {
      definition.sections.forEach(function (known) {
        if (body.folded(known.heading) === body.folded(section.heading) && !file.byKey[known.key]) {
          file.byKey[known.key] = section;
        }
      });
    });
    return file;
  }

  /** A section's box: its text, the pictures after it, and how its prompt is fenced. */
  function boxOf(known, section) {
    var text = section ? body.textOf(section) : "";
    if (!known.fenced) return body.withoutPictures(text);
    var block = body.unfenced(text);
    return { text: block ? block.text : text, pictures: [], block: block, mixed: !block && body.hasFence(text) };
  }

  function fromFile(text, definition) {
    var file = opened(text, definition);
    var names = definition.names;
    var data = {};
    definition.fields.forEach(function (field) {
      data[field.key] = forForm(field, file.values[field.key]);
    });
    data[names.pictures] = [];
    definition.sections.forEach(function (known) {
      var box = boxOf(known, file.byKey[known.key]);
      data[names.section + known.key] = box.text;
      box.pictures.forEach(function (item) {
        data[names.pictures].push({ picture: item.picture, alt: item.alt, section: known.key });
      });
    });
    data[names.original] = text;
    return data;
  }

  /** A box's text as the section's Markdown. */
  function sectionOf(known, text, pictures, before) {
    var plain = text.replace(/\r\n?/g, "\n").replace(UNSEEN, "");
    var markdown;
    if (known.fenced && !before.mixed) {
      markdown = body.fenced(plain, before.block && before.block.fence, before.block ? before.block.info : "text");
    } else if (known.verbatim && body.endsSection(plain)) {
      markdown = body.fenced(plain);
    } else {
      markdown = body.kept(plain.replace(/^\n+|\s+$/g, ""));
    }
    return [markdown].concat(pictures.map(body.pictureLine)).join("\n\n");
  }

  function changeBody(file, data, definition) {
    var names = definition.names;
    var pictures = (data[names.pictures] || []).filter(function (item) {
      return item && item.picture;
    });
    definition.sections.forEach(function (known, place) {
      var section = file.byKey[known.key];
      var before = boxOf(known, section);
      var text = String(data[names.section + known.key] || "");
      var own = pictures.filter(function (item) {
        return item.section === known.key;
      }).map(function (item) {
        return { picture: item.picture, alt: item.alt };
      });
      if (text === before.text && same(own.map(body.pictureLine), before.pictures.map(body.pictureLine))) return;
      if (body.blank(text) && !own.length) {
        if (section) remove(file, known.key);
        return;
      }
      var markdown = body.blank(text) ? own.map(body.pictureLine).join("\n\n") : sectionOf(known, text, own, before);
      var lines = [""].concat(markdown.split("\n"), [""]);
      if (section) {
        // A heading stays as it was typed, and so does the last section's end.
        section.lines = lines;
      } else {
        add(file, definition, place, lines);
      }
    });
  }

  function remove(file, key) {
    file.parts.sections = file.parts.sections.filter(function (section) {
      return section !== file.byKey[key];
    });
    delete file.byKey[key];
  }

  /** Put a new section after the nearest one that comes before it in the definition. */
  function add(file, definition, place, lines) {
    var known = definition.sections[place];
    var section = { line: "## " + known.heading, heading: known.heading, lines: lines };
    var sections = file.parts.sections;
    var at = null;
    definition.sections.forEach(function (other, index) {
      var there = sections.indexOf(file.byKey[other.key]);
      if (there < 0) return;
      if (index < place) at = there + 1;
      else if (at === null) at = there;
    });
    if (at === null) at = sections.length;
    // An empty line above the heading, also where the part before has none.
    var above = at ? sections[at - 1].lines : file.parts.before;
    if (!above.length || above[above.length - 1].trim()) above.push("");
    sections.splice(at, 0, section);
    file.byKey[known.key] = section;
  }

  function toFile(data, definition) {
    var original = String(data[definition.names.original] || "");
    var file = opened(original, definition);
    var changes = {};
    definition.fields.forEach(function (field) {
      var before = forFile(field, forForm(field, file.values[field.key]));
      var now = forFile(field, data[field.key]);
      if (!same(before, now)) changes[field.key] = now;
    });
    var order = definition.fields.map(function (field) {
      return field.key;
    });
    var front = frontMatter.linesOf(frontMatter.changed(file.pieces, changes, order));
    changeBody(file, data, definition);
    if (original && same(front, file.lines) && body.joined(file.parts) === file.body) return original;
    var text = [file.open].concat(front, [file.close]).join("\n");
    var rest = body.joined(file.parts);
    if (file.ended || rest) text += "\n" + rest;
    text = text.replace(/\n*$/, "\n");
    if (original.indexOf("\r\n") >= 0) text = text.replace(/\n/g, "\r\n");
    return (original[0] === "\ufeff" ? "\ufeff" : "") + text;
  }

  /** The boxes of the file that a form would make, as its page will show them: { text, block, mixed } by key. */
  function boxes(data, definition) {
    var file = opened(toFile(data, definition), definition);
    var found = {};
    definition.sections.forEach(function (known) {
      if (file.byKey[known.key]) found[known.key] = boxOf(known, file.byKey[known.key]);
    });
    return found;
  }

  /** The formatter that Decap asks for. */
  Leadfront.format = function (definition) {
    return {
      boxes: function (data) {
        return boxes(data, definition);
      },
      fromFile: function (text) {
        return fromFile(text, definition);
      },
      toFile: function (data) {
        return toFile(data, definition);
      }
    };
  };
})((globalThis.Leadfront = globalThis.Leadfront || {}));
