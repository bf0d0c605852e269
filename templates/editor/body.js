/* The Markdown below the front matter, as sections: what leadfront.use_case does in Python, in the browser.
   Knows nothing of forms, files or the editor that uses it. */
(function (Leadfront) {
  "use strict";

  var HEADING = /^##(?!#)[ \t]*([^\n]*?)[ \t]*#*[ \t]*$/;
  var FENCE = /^[ \t]*(`{3,}|~{3,})([^\n]*)$/;
  var PICTURE = /^!\[([^\]\\]+)\]\(([^\s()<>:\\]+)\)$/;

  // White space as Python has it, which counts the separators of old file formats too.
  var SEEN = /[^\s\x1c-\x1f\x85]/;

  /** Whether nothing can be seen of a text. */
  function blank(text) {
    return !SEEN.test(text);
  }

  /** A heading as it is compared: case, white space and last colons don't matter. */
  function folded(heading) {
    return heading.toLowerCase().trim().split(/\s+/).join(" ").replace(/:+$/, "");
  }

  /** Walks over lines and says of each whether it is inside a fenced block; `open` is the fence left open at the end. */
  function fences() {
    var walk = { open: "" };
    walk.inside = function (line) {
      var mark = FENCE.exec(line);
      if (mark && !walk.open) {
        walk.open = mark[1];
        return true;
      }
      if (mark && mark[1].indexOf(walk.open) === 0 && !mark[2].trim()) {
        walk.open = "";
        return true;
      }
      return Boolean(walk.open);
    };
    return walk;
  }

  /** Cut a body at its headings: the lines before the first, then { line, heading, lines } each. Nothing is lost. */
  function cut(body) {
    var walk = fences();
    var parts = { before: [], sections: [] };
    var lines = parts.before;
    body.split("\n").forEach(function (line) {
      var title = walk.inside(line) ? null : HEADING.exec(line);
      if (title) {
        lines = [];
        parts.sections.push({ line: line, heading: title[1], lines: lines });
      } else {
        lines.push(line);
      }
    });
    return parts;
  }

  /** The body of parts that `cut` made. */
  function joined(parts) {
    var lines = parts.before.slice();
    parts.sections.forEach(function (section) {
      lines.push(section.line);
      lines.push.apply(lines, section.lines);
    });
    return lines.join("\n");
  }

  /** A section's text without the empty lines around it. */
  function textOf(section) {
    return section.lines.join("\n").replace(/^\n+|\n+$/g, "");
  }

  /** Take the fence off a text that is one fenced block and nothing else; null where it is something else. */
  function unfenced(text) {
    var lines = text.split("\n");
    var mark = /^(`{3,}|~{3,})(.*)$/.exec(lines[0]);
    if (!mark || lines.length < 2) return null;
    var walk = fences();
    walk.inside(lines[0]);
    for (var at = 1; at < lines.length; at++) {
      walk.inside(lines[at]);
      if (!walk.open) break;
    }
    if (walk.open || at !== lines.length - 1) return null;
    return { text: lines.slice(1, -1).join("\n"), fence: mark[1], info: mark[2].trim() };
  }

  /** Whether any line opens or closes a fenced block. */
  function hasFence(text) {
    return text.split("\n").some(function (line) {
      return FENCE.test(line);
    });
  }

  /** A fence around a text, longer than any inside it, so that the text stays word for word. */
  function fenced(text, fence, info) {
    var sign = (fence || "`")[0];
    var runs = text.match(sign === "~" ? /~+/g : /`+/g) || [];
    var longest = runs.reduce(function (most, run) {
      return Math.max(most, run.length);
    }, 0);
    var line = sign.repeat(Math.max(3, (fence || "").length, longest + 1));
    return line + (info === undefined ? "text" : info) + "\n" + text + "\n" + line;
  }

  /** Whether a text put into a section would end it: a heading of the second level, or a block left open. */
  function endsSection(text) {
    var walk = fences();
    var heading = text.split("\n").some(function (line) {
      return !walk.inside(line) && HEADING.test(line);
    });
    return heading || Boolean(walk.open);
  }

  /** A text that can't end its section: such headings go one level down, an open block is closed. */
  function kept(text) {
    var walk = fences();
    var lines = text.split("\n").map(function (line) {
      return !walk.inside(line) && HEADING.test(line) ? "#" + line : line;
    });
    return lines.join("\n") + (walk.open ? "\n" + walk.open : "");
  }

  /** Take the pictures off the end of a text: { text, pictures: [{ picture, alt }] }. A text is never left empty. */
  function withoutPictures(text) {
    var lines = text.split("\n");
    var pictures = [];
    for (var end = lines.length; end > 0; end--) {
      if (!lines[end - 1].trim()) continue;
      var found = PICTURE.exec(lines[end - 1].trim());
      // A picture with text right above it belongs to that text's paragraph.
      if (!found || (end > 1 && lines[end - 2].trim() && !PICTURE.test(lines[end - 2].trim()))) break;
      pictures.unshift({ picture: found[2], alt: found[1] });
    }
    var rest = lines.slice(0, end).join("\n").replace(/\n+$/, "");
    var walk = fences();
    rest.split("\n").forEach(walk.inside);
    if (!rest.trim() || walk.open || !pictures.length) return { text: text, pictures: [] };
    return { text: rest, pictures: pictures };
  }

  /** A picture as Markdown. */
  function pictureLine(item) {
    var alt = String(item.alt || "").replace(/[[\]\\]/g, " ").split(/\s+/).join(" ").trim();
    var address = String(item.picture).replace(/[\s()<>\\]/g, encodeURIComponent);
    return "![" + alt + "](" + address + ")";
  }

  Leadfront.body = {
    blank: blank, folded: folded, cut: cut, joined: joined, textOf: textOf, unfenced: unfenced, fenced: fenced,
    hasFence: hasFence, endsSection: endsSection, kept: kept, withoutPictures: withoutPictures, pictureLine: pictureLine
  };
})((globalThis.Leadfront = globalThis.Leadfront || {}));
