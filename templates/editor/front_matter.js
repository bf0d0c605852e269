/* The front matter of a file: read, and written again with as few changes as can be. Values are texts, lists of texts
   and groups of texts. Knows nothing of forms and fields. Needs js-yaml (globalThis.jsyaml). */
(function (Leadfront) {
  "use strict";

  var FENCE = /^---[ \t]*$/;
  var KEY = /^(?:"([^"\\]+)"|'([^']+)'|([^\s#"'[\]{},&*!|>%@`?:-][^:#"']*?))[ \t]*:(?=[ \t]|$)/;
  var NOTHING = /^(?:~|null|Null|NULL)?[ \t]*(?:#.*)?$/;
  // What a file must not hold raw: YAML's line breaks and control characters that people can't see.
  var HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/gu;
  // Plain in every version of YAML, and text in each: no sign with a meaning, no word for true, false, null or a number.
  var PLAIN = /^[A-Za-z\u00c0-\u024f](?:[\w\u00c0-\u024f .()/+’“”£€–-]|,(?= )|'(?=\w))*$/;
  var WORD = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;
  var DAY = /^\d{4}-\d{2}-\d{2}$/;
  var NUMBER = /^-?(?:0|[1-9]\d{0,11})(?:\.\d{1,6})?$/;

  function yaml(text) {
    // Everything is a text: NO is not false, and 012 is not ten.
    return globalThis.jsyaml.load(text, { schema: globalThis.jsyaml.FAILSAFE_SCHEMA });
  }

  /** Take a file apart: { open, lines, close, body }, or all of it body where it has no front matter. */
  function apart(text) {
    var lines = text.split("\n");
    if (FENCE.test(lines[0])) {
      for (var at = 1; at < lines.length; at++) {
        if (FENCE.test(lines[at])) {
          return {
            open: lines[0], lines: lines.slice(1, at), close: lines[at], body: lines.slice(at + 1).join("\n"),
            ended: at + 1 < lines.length
          };
        }
      }
    }
    return { open: "---", lines: [], close: "---", body: text ? "\n" + text : "", ended: true };
  }

  /** The front matter as pieces, one a key: { key, lines, value, broken }. The first piece has no key. */
  function pieces(lines) {
    var found = [{ key: "", lines: [], value: undefined, broken: false }];
    lines.forEach(function (line) {
      var key = KEY.exec(line);
      if (key) found.push({ key: key[1] || key[2] || key[3], lines: [], value: "", broken: false });
      found[found.length - 1].lines.push(line);
    });
    found.slice(1).forEach(read);
    var whole = null;
    try {
      whole = yaml(lines.join("\n")) || {};
    } catch (error) {
      whole = null; // each piece is read by itself then, and what can't be read is written anew
    }
    if (whole && sameAs(found, whole)) return found;
    return whole && typeof whole === "object" && !Array.isArray(whole) ? anew(found, whole) : mended(found);
  }

  function read(piece) {
    var written = piece.lines[0].replace(KEY, "").trim();
    if (piece.lines.length === 1 && NOTHING.test(written)) return;
    try {
      var value = yaml(piece.lines.join("\n"))[piece.key];
      if (value === undefined) throw new Error("another key");
      piece.value = value === null ? "" : value;
    } catch (error) {
      // What its author meant is nearly always the text itself, as in “title: Sales: how we did it”.
      piece.value = [written].concat(piece.lines.slice(1)).join(" ").replace(/^["']|["']$/g, "").trim();
      piece.broken = true;
    }
  }

  function sameAs(found, whole) {
    var keys = found.slice(1).map(function (piece) {
      return piece.key;
    });
    return keys.length === Object.keys(whole).length && found.slice(1).every(function (piece) {
      var value = whole[piece.key];
      return !piece.broken && (piece.value === "" || JSON.stringify(value) === JSON.stringify(piece.value));
    });
  }

  // The lines can't be told apart by key (a key over several lines, an anchor): every value is written anew.
  function anew(found, whole) {
    return [found[0]].concat(Object.keys(whole).map(function (key) {
      return { key: key, lines: [], value: whole[key] === null ? "" : whole[key], broken: true };
    }));
  }

  // A key that stands twice is kept once; what stands before the first key and means nothing is kept as a comment.
  function mended(found) {
    var seen = {};
    found[0].lines = found[0].lines.map(function (line) {
      return /^[ \t]*(?:#|$)/.test(line) ? line : "# " + line.trim();
    });
    found.slice(1).forEach(function (piece) {
      if (!seen[piece.key] || (seen[piece.key].value === "" && piece.value !== "")) seen[piece.key] = piece;
    });
    return found.filter(function (piece) {
      return !piece.key || seen[piece.key] === piece;
    });
  }

  /** Take out what can't be seen, and make one line of a text. */
  function oneLine(text) {
    return String(text).replace(HIDDEN, " ").split(/\s+/).join(" ").trim();
  }

  function scalar(value) {
    var text = oneLine(value);
    var plain = DAY.test(text) || NUMBER.test(text) || (PLAIN.test(text) && !WORD.test(text) && text.length < 1000);
    return plain ? text : JSON.stringify(text);
  }

  function inside(value) {
    var text = scalar(value);
    return /[,[\]{}]/.test(text) && text[0] !== '"' ? JSON.stringify(text) : text;
  }

  /** A value as YAML that every reader takes for the same texts. */
  function written(value) {
    if (Array.isArray(value)) {
      return "[" + value.map(function (item) {
        return item !== null && typeof item === "object" ? written(item) : inside(item);
      }).join(", ") + "]";
    }
    if (value !== null && typeof value === "object") {
      return "{" + Object.keys(value).map(function (key) {
        var item = value[key];
        return inside(key) + ": " + (item !== null && typeof item === "object" ? written(item) : inside(item));
      }).join(", ") + "}";
    }
    return scalar(value);
  }

  function lineOf(key, value) {
    return scalar(key) + ": " + written(value);
  }

  /** The comments and empty lines that follow a key's value. */
  function trailing(lines) {
    for (var at = lines.length; at > 1; at--) {
      if (lines[at - 1].trim() && lines[at - 1][0] !== "#") break;
    }
    return lines.length ? lines.slice(Math.max(1, at)) : [];
  }

  /** Change some keys: `changes` holds a value each, or null for those to leave out. `order` says where new ones go. */
  function changed(found, changes, order) {
    var result = [];
    found.forEach(function (piece) {
      if (!piece.key) {
        result.push(piece);
      } else if (!(piece.key in changes) && !piece.broken) {
        result.push(piece);
      } else {
        var value = piece.key in changes ? changes[piece.key] : piece.value;
        var first = value === null ? [] : [lineOf(piece.key, value)];
        result.push({ key: value === null ? "" : piece.key, lines: first.concat(trailing(piece.lines)) });
      }
    });
    order.forEach(function (key, place) {
      var there = found.some(function (piece) {
        return piece.key === key;
      });
      if (there || !(key in changes) || changes[key] === null) return;
      var at = 0;
      result.forEach(function (piece, index) {
        var other = order.indexOf(piece.key);
        if (other >= 0 && other < place) at = index;
      });
      // Comments after the key before stay with what follows them.
      var before = result[at];
      var rest = before.key ? trailing(before.lines) : before.lines;
      var own = before.lines.slice(0, before.lines.length - rest.length);
      result.splice(at, 1, { key: before.key, lines: own }, { key: key, lines: [lineOf(key, changes[key])].concat(rest) });
    });
    return result;
  }

  /** The lines of pieces. */
  function linesOf(found) {
    return found.reduce(function (lines, piece) {
      return lines.concat(piece.lines);
    }, []);
  }

  Leadfront.frontMatter = { apart: apart, pieces: pieces, changed: changed, linesOf: linesOf, oneLine: oneLine };
})((globalThis.Leadfront = globalThis.Leadfront || {}));
