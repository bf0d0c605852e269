"""Writes a use case: values in, the text of its file out, such that our strict reader reads the same values back.

The other half of `leadfront.front_matter` and `leadfront.use_case.split_sections`. Pure. Whoever writes a use case for
a leader (the issue form, the terminal) does it here, so that no answer, whatever is in it, can become a field or a
section of its own.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping

from leadfront.fields import FIELDS, SECTIONS, Field, Kind, Section
from leadfront.front_matter import Value
from leadfront.use_case import as_date, as_flag, as_number, split_sections

# Begins with a letter, and holds nothing that YAML gives a meaning to in any place, inside brackets or not.
_PLAIN = re.compile(r"[^\W\d_](?:[\w .'’“”()/+&;!%–—-]*[\w.)!%’”])?")
# Words that some YAML reader takes for something other than the text they are.
_OTHER_MEANINGS = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null"})
_PLAIN_KEY = re.compile(r"[a-z]+(_[a-z]+)*")
_BACKTICKS = re.compile(r"`+")
_FENCE_LINE = re.compile(r"^[ \t]*(`{3,}|~{3,})", re.MULTILINE)
_FENCED = re.compile(r"(?P<fence>`{3,})[a-z]*\n(?P<text>(?:.*\n)*)(?P=fence)")
# What is no character in YAML, and the mark that only a file may begin with. The form takes them out too.
_NO_CHARACTERS = "\ufeff\ufffe\uffff"
_SLUG = 60
_SUBJECT = ".,;:'’“”()?&–—-"
_SUBJECT_MOST = 60
# “GH-7” is an issue on GitHub, “ABC-7” one of Jira's.
_NUMBER_OF = re.compile(r"(?<=[^\W\d_])-(?=\d)")
_SHORT = {"a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b"}
_ESCAPES = {"\\": "\\\\", '"': '\\"', **{letter: f"\\{name}" for name, letter in _SHORT.items()}}


def use_case_text(
    values: Mapping[str, Value],
    texts: Mapping[str, str],
    headings: Mapping[str, str] | None = None,
    below: Mapping[str, str] | None = None,
    fields: Iterable[Field] = FIELDS,
    sections: Iterable[Section] = SECTIONS,
) -> str:
    """The text of a use-case file.

    `values` are the front matter by key; those that the definition does not know follow after the others. `texts` are
    the sections by key, as Markdown, save that those shown verbatim are taken letter by letter. `headings` rename
    sections; `below` holds Markdown that follows a section's text, such as its pictures. Empty values are left out,
    save those of required fields, so that their author sees what is missing.
    """
    lines = ["---"]
    known = tuple(fields)
    for field in known:
        value = settled(values.get(field.key, ""))
        if value or field.required:
            lines += _entry(field.key, value, field)
    names = {field.key for field in known}
    for key, given in values.items():
        if key not in names and (value := settled(given)):
            lines += _entry(key, value, None)
    lines.append("---")
    more = below or {}
    for section in sections:
        text = texts.get(section.key, "")
        parts = (fenced(text) if section.verbatim else section_text(text), section_text(more.get(section.key, "")))
        written = "\n\n".join(part for part in parts if part)
        if written or section.required:
            heading = (headings or {}).get(section.key, section.heading)
            lines += ["", f"## {heading}", *(["", written] if written else [])]
    return "\n".join(lines) + "\n"


def field_line(field: Field, value: str) -> str:
    """A field of one value as its line in the file."""
    return "".join(_entry(field.key, settled(value), field))


def settled(value: Value) -> Value:
    """A value as it can be kept: texts on one line without control characters, and nothing that is empty."""
    if isinstance(value, str):
        words = _encodable(value).split()
        return " ".join(kept for word in words if (kept := "".join(filter(_is_character, word))))
    if isinstance(value, list):
        return [item for given in value if (item := settled(given))]
    return {key: item for key, given in value.items() if (item := settled(given))}


def slug_of(title: str) -> str:
    """The letters and digits of a title, for a file name; never empty, never with a dot or a slash."""
    plain = unicodedata.normalize("NFKD", title[:500]).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.split(r"[^a-z0-9]+", plain) if word]
    slug = ""
    for word in words:
        if len(slug) + len(word) >= _SLUG:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug or (words[0][:_SLUG] if words else "use-case")


def subject_of(title: str) -> str:
    """A title as the subject of a commit, in which nothing is left that a git host or its CI obeys: neither “fixes #7”
    nor “closes GH-7”, “[skip ci]” or an address. Empty where no letter remains.
    """
    words = "".join(letter if letter.isalnum() or letter in _SUBJECT else " " for letter in title[:500]).split()
    subject = _NUMBER_OF.sub(" ", " ".join(words))
    while len(subject) > _SUBJECT_MOST:
        subject = subject[:_SUBJECT_MOST].rpartition(" ")[0] or subject[:_SUBJECT_MOST]
    return subject if any(map(str.isalpha, subject)) else ""


def section_text(text: str) -> str:
    """A section's Markdown, changed only where it would not stay in its section: a heading of the second level becomes
    one of the third, and a fence that is left open is closed.
    """
    text = _lines(text).strip("\n")
    if not text.strip():
        return ""
    text = _closed(text)
    # The reader itself says which lines begin a section, so that the two can't disagree.
    lines = text.split("\n")
    for found in split_sections(text):
        lines[found.line - 1] = f"#{lines[found.line - 1]}"
    return "\n".join(lines)


def fenced(text: str) -> str:
    """A text, word for word, between two fences that are longer than any inside it; empty where there is no text."""
    text = _lines(text).strip("\n")
    if not text.strip():
        return ""
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def unfenced(written: str) -> str:
    """What was put between fences: the other way round of `fenced`. Any other text is given back as it is."""
    found = _FENCED.fullmatch(written)
    if not found or any(line.strip().startswith(found["fence"]) for line in found["text"].split("\n")):
        return written
    return found["text"].removesuffix("\n")


def _closed(text: str) -> str:
    """The text with a fence that is left open closed again, by one just as long as that which opened it."""
    if _ends_outside_fences(text):
        return text
    for mark in "`~":
        lengths = sorted({len(fence) for fence in _FENCE_LINE.findall(text) if fence[0] == mark})
        closers = [f"{text}\n{mark * length}" for length in lengths]
        # A fence is closed by any that is at least as long; some renderers want the very same length.
        first = bisect_left(closers, True, key=_ends_outside_fences)
        if first < len(closers):
            return closers[first]
    return text  # never reached: whatever is open was opened by one of these


def _ends_outside_fences(text: str) -> bool:
    found = split_sections(f"{text}\n## end")
    return bool(found) and found[-1].heading == "end"


def _entry(key: str, value: Value, field: Field | None) -> list[str]:
    value = value or ""  # an empty list or group is nothing
    name = key if _PLAIN_KEY.fullmatch(key) and key not in _OTHER_MEANINGS else _quoted(key)
    if isinstance(value, dict):
        parts = {part.key: part for part in field.parts} if field else {}
        ordered = [*(part for part in parts if part in value), *(part for part in value if part not in parts)]
        inner = [line for part in ordered for line in _entry(part, value[part], parts.get(part))]
        return [f"{name}:", *(f"  {line}" for line in inner)]
    written = _flow(value, field)
    return [f"{name}: {written}" if written else f"{name}:"]


def _flow(value: Value, field: Field | None) -> str:
    """A value on one line."""
    if isinstance(value, list):
        return f"[{', '.join(_flow(item, None) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_quoted(key)}: {_flow(item, None)}' for key, item in value.items())}}}"
    if not value:
        return "[]" if field and field.kind in (Kind.TEXTS, Kind.SKILLS) else ""
    plain = _PLAIN.fullmatch(value) and value.lower() not in _OTHER_MEANINGS
    return value if plain or (field and _own_spelling(value, field.kind)) else _quoted(value)


def _own_spelling(value: str, kind: Kind) -> bool:
    """Whether a value that is no text is spelt as its kind asks, so that every reader takes it for what it is."""
    if kind is Kind.DATE:
        return as_date(value) is not None
    if kind in (Kind.NUMBER, Kind.WHOLE_NUMBER):
        return as_number(value) is not None
    return kind is Kind.FLAG and as_flag(value) is not None


def _quoted(text: str) -> str:
    """A text between double quotes, as YAML reads it; what can't be seen is escaped."""
    shown = []
    for letter in text:
        if letter in _ESCAPES:
            shown.append(_ESCAPES[letter])
        elif letter == " " or letter.isprintable():
            shown.append(letter)
        else:
            number = ord(letter)
            shown.append(f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else "")
            shown[-1] = shown[-1] or f"\\U{number:08x}"
    return f'"{"".join(shown)}"'


def _lines(text: str) -> str:
    """A text whose lines end as the reader takes them to, without control characters other than tabs."""
    text = _encodable(text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) != "Cc")


def _is_character(letter: str) -> bool:
    return unicodedata.category(letter) != "Cc" and letter not in _NO_CHARACTERS


def _encodable(text: str) -> str:
    """Without halves of characters, which no file can hold."""
    return text.encode("utf-8", "ignore").decode("utf-8")
