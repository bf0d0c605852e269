"""The front matter of a Markdown file: strict, all text, one parse for the check and for the site.

Comes in: a file's bytes. Goes out: a `Document`, or `Unreadable` with the line and words for its author.

YAML is read from its event stream, before anything is constructed, and every scalar stays the text that was typed:
`NO` is not false, `012` is not ten and `1:30` is not ninety. What makes YAML surprising or dangerous (aliases, merge
keys, tags, duplicate keys, depth, several documents) is refused. Fields turn texts into dates and numbers later, by
their own definition.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler

MAX_FILE_BYTES = 256 * 1024
MAX_FRONT_MATTER_CHARACTERS = 16 * 1024
MAX_DEPTH = 4

Value = str | list["Value"] | dict[str, "Value"]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SHORT = 24
_MOST_SHARED = 4000
_MOST_LINES = 40
_SHARED: dict[str, str] = {}
_SHARED_LINES: dict[tuple[tuple[str, int], ...], dict[str, int]] = {}
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
# YAML 1.1 takes the first three for line breaks, so that a title could smuggle in a key; the last is left out by one
# scanner and kept by another. Nobody types them on purpose.
_HIDDEN = re.compile("[\x85\u2028\u2029\ufeff]")
_FENCE = re.compile(r"---[ \t]*")


class Unreadable(Exception):  # noqa: N818 - it is a state of a file, not an error of the program
    """A file whose front matter can't be read: `reason` in words, `line` counted from 1."""

    def __init__(self, reason: str, line: int = 1, kind: str = "yaml") -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.kind = kind
        """`missing`, `encoding`, `size` or `yaml`: which rule speaks of it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file taken apart: the front matter as texts, the line of each key, and the body."""

    front_matter: dict[str, Value] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    """The line, from 1, of each key; of a key in a group as `effect.before`."""
    body: str = ""
    body_line: int = 1
    """The line of the file on which the body starts."""

    def line_of(self, key: str) -> int:
        """The line of a key; where it is missing, the line of the first fence."""
        return self.lines.get(key, 1)


def read_document(data: bytes) -> Document:
    """Take a file apart.

    Raises Unreadable, with the line and the mend in words.
    """
    text = _decode(data)
    first, _, rest = text.partition("\n")
    if not _FENCE.fullmatch(first):
        raise Unreadable(_why_no_fence(text), 1, "missing")
    end = _closing_fence(rest)
    if end is None:
        raise Unreadable(
            "the lines at the top have no end: put a line with just --- after the last of them", 1, "missing"
        )
    front = rest[:end]
    handler = _StrictHandler(front, rest[end:].partition("\n")[2])
    parsed: tuple[Any, str] = frontmatter.parse(text, handler=handler)
    return Document(parsed[0], _lines_once(handler.lines), handler.body, front.count("\n") + 3)


def text_of(value: Value | None) -> str:
    """A value as one text: the items of a list, and the values of a mapping, joined by spaces."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return " ".join(text_of(item) for item in (value.values() if isinstance(value, dict) else value))


class _StrictHandler(BaseHandler):
    """python-frontmatter's protocol, with the fences already found by stricter rules than its regular expression."""

    FM_BOUNDARY = re.compile("^---$")

    def __init__(self, front: str, body: str) -> None:
        super().__init__()
        self.front = front
        self.body = body
        self.lines: dict[str, int] = {}

    def split(self, text: str) -> tuple[str, str]:  # noqa: ARG002 - the protocol's argument
        return self.front, self.body

    def load(self, fm: str) -> dict[str, Any]:
        if len(fm) > MAX_FRONT_MATTER_CHARACTERS:
            raise Unreadable(
                f"the lines at the top are longer than {MAX_FRONT_MATTER_CHARACTERS} characters: move text to the body",
                1,
                "size",
            )
        hidden = _HIDDEN.search(fm)
        if hidden:
            raise Unreadable(
                "there is an invisible character in this line: delete the line and type it again",
                fm.count("\n", 0, hidden.start()) + 2,
            )
        try:
            return _construct(fm, self.lines)
        except yaml.YAMLError as error:
            raise _explain(fm, error) from error


def _decode(data: bytes) -> str:
    if len(data) > MAX_FILE_BYTES:
        raise Unreadable(
            f"the file is larger than {MAX_FILE_BYTES // 1024} KB: keep the part that matters, link the rest",
            1,
            "size",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable("the file is not in UTF-8: save it again with the encoding UTF-8", line, "encoding") from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _why_no_fence(text: str) -> str:
    if text.lstrip().startswith("---"):
        return "the first line must be exactly --- with nothing before it and nothing after it"
    return "the file must begin with a line --- followed by the fields (title, leader, level …) and another line ---"


def _closing_fence(text: str) -> int | None:
    """Where the line that closes the front matter begins."""
    at = 0
    while True:
        end = text.find("\n", at)
        line = text[at:] if end < 0 else text[at:end]
        if line.startswith("---") and _FENCE.fullmatch(line):
            return at
        if end < 0:
            return None
        at = end + 1


def _construct(text: str, lines: dict[str, int]) -> dict[str, Any]:
    """Build the mapping from YAML's events, and note the line of each key in `lines`."""
    stack: list[tuple[Any, str]] = []  # the open collections and the dotted name of each
    root: dict[str, Any] = {}
    key: str | None = None  # the key whose value comes next, in the innermost mapping
    pending: list[str | None] = []  # the keys of the outer mappings
    started = False

    # One event at a time from the parser itself: the generator of yaml.parse() costs a third more.
    for event in iter(_LOADER(text).get_event, None):
        kind = type(event)
        if kind is yaml.ScalarEvent:
            line = event.start_mark.line + 2
            if event.anchor is not None or (event.tag is not None and event.tag != "!"):
                raise Unreadable("“&” and “!” have a meaning here: put the value in double quotes", line)
            plain = event.implicit[0] and not event.style
            value: str = "" if plain and event.value in _EMPTY else _once(event.value)
            if not stack:
                raise Unreadable("this line needs a name, a colon and a space before its value", line)
            holder, name = stack[-1]
            if isinstance(holder, list):
                holder.append(value)
            elif key is None:
                key = _new_key(holder, name, event.value, plain, line, lines)
            else:
                holder[key] = value
                key = None
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            line = event.start_mark.line + 2
            if event.anchor is not None or event.tag is not None:
                raise Unreadable("“&” and “!” have a meaning here: put the value in double quotes", line)
            made: Any = {} if kind is yaml.MappingStartEvent else []
            if not stack:
                if kind is not yaml.MappingStartEvent:
                    raise Unreadable("these lines must be names with values, like “title: …”, not a list", line)
                stack.append((root, ""))
            else:
                holder, name = stack[-1]
                if len(stack) >= MAX_DEPTH:
                    raise Unreadable("there are too many levels inside each other here", line)
                if isinstance(holder, list):
                    holder.append(made)
                    inner = name
                elif key is None:
                    raise Unreadable("the name before the colon must be a plain word", line)
                else:
                    holder[key] = made
                    inner = f"{name}{key}."
                stack.append((made, inner))
            pending.append(key)
            key = None
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            stack.pop()
            pending.pop()
            key = None
        elif kind is yaml.AliasEvent:
            raise Unreadable("“*” has a meaning here: put the value in double quotes", event.start_mark.line + 2)
        elif kind is yaml.DocumentStartEvent:
            if event.version or event.tags:
                raise Unreadable("lines that begin with % are not allowed here", 2)
            if started:
                raise Unreadable(
                    "a line of only dots, or one that begins with ---, ends the fields too early",
                    event.start_mark.line + 2,
                )
            started = True
    return root


def _new_key(holder: dict[str, Any], name: str, key: str, plain: bool, line: int, lines: dict[str, int]) -> str:
    if plain and key == "<<":
        raise Unreadable("“<<” is not allowed here", line)
    if key in holder:
        named = f"“{key}”" if key.isprintable() else "a name"
        raise Unreadable(f"{named} stands here twice: keep one of the two lines", line)
    key = _once(key)
    holder[key] = ""
    lines[_once(f"{name}{key}") if name else key] = line
    return key


def _once(text: str) -> str:
    """The same text, kept once: ten thousand files share a few names and short values, which is tens of megabytes."""
    if len(text) > _SHORT or (text not in _SHARED and len(_SHARED) >= _MOST_SHARED):
        return text
    return _SHARED.setdefault(text, text)


def _lines_once(lines: dict[str, int]) -> dict[str, int]:
    """The same lines, kept once: most files have the same fields in the same places; a table for each is a kilobyte."""
    if len(lines) > _MOST_LINES:
        return lines
    key = tuple(lines.items())
    if key not in _SHARED_LINES and len(_SHARED_LINES) >= _MOST_SHARED:
        return lines
    return _SHARED_LINES.setdefault(key, lines)


def _explain(text: str, error: yaml.YAMLError) -> Unreadable:
    """YAML's complaint in words for somebody who has never heard of YAML."""
    problem, context = str(getattr(error, "problem", "") or error), str(getattr(error, "context", "") or "")
    line, opened = (getattr(getattr(error, name, None), "line", 0) for name in ("problem_mark", "context_mark"))
    lines = text.split("\n")
    written = lines[line] if line < len(lines) else ""
    indented = written[:1] in (" ", "\t")
    if "\t" in written[: len(written) - len(written.lstrip())] or "'\\t'" in problem:
        reason = "there is a tab in this line: use spaces instead"
    elif (
        "control characters" in problem or "special characters" in problem or isinstance(error, yaml.reader.ReaderError)
    ):
        position = getattr(error, "position", 0)
        line = text.count("\n", 0, position) if isinstance(position, int) else line
        reason = "there is an invisible control character here: delete the line and type it again"
    elif "quoted scalar" in context and "end of" in problem:
        line = opened
        reason = "a quotation mark is opened here and not closed"
    elif "flow" in context:
        line = opened
        one, other = "[]" if "sequence" in context else "{}"
        reason = f"a list is opened with {one} and not closed with {other}"
    elif "document start" in problem and any(above.startswith("...") for above in lines[:line]):
        reason = "a line of only dots ends the fields too early"
    elif "mapping values are not allowed" in problem and indented and written.count(": ") < 2:
        reason = "this line is indented: begin it at the left edge, or put the text above it in double quotes"
    elif "mapping values are not allowed" in problem or re.search(r":\s.*:(\s|$)", written):
        reason = 'a value with a colon in it must stand in double quotes, like title: "Sales: how we did it"'
    elif "escape character" in problem:
        reason = "inside double quotes \\ has a meaning: write \\\\ in its place"
    elif "cannot start any token" in problem:
        reason = "the value begins with a sign that has a meaning here: put the value in double quotes"
    elif "expected key" in problem and re.search(r":\s+[\"']", written):
        reason = "text goes on after the closing quotation mark: leave out the quotation marks around the value"
    else:
        reason = "this line can't be read: check its indentation, and that it reads “name: value”"
    return Unreadable(reason, line + 2)
