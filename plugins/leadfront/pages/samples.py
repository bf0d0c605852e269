"""Annotated samples: a use case taken apart into its lines, each with the note that speaks of it. Pure.

A sample is a use-case file that people can edit. Its notes are comments, so that the check reads it like any other:
a line that begins with `#` speaks of the field above it, an HTML comment of the paragraph above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from leadfront.fields import BY_KEY, SECTIONS, Kind
from leadfront.front_matter import Value, read_document, text_of
from leadfront.language import Language
from leadfront.policy import Policy
from leadfront.use_case import read_use_case

_COMMENT = re.compile(r"<!--(?P<note>.*?)-->", re.DOTALL)
_FENCED = re.compile(r"\A```\w*\n(?P<text>.*)\n```\Z", re.DOTALL)
_QUOTED = re.compile(r"^> ?", re.MULTILINE)
_LEVEL, _FUNCTION = (re.compile(rf"^{key}: .*$", re.MULTILINE) for key in ("level", "function"))
# A badge says so already.
_NOT_SHOWN = frozenset({"sample"})


@dataclass(frozen=True)
class Piece:
    """A field or a paragraph of a sample, and what is to be said of it."""

    label: str
    """The field's label; empty for a paragraph."""
    text: str
    note: str = ""
    heading: str = ""
    """The heading that stands above it, where it is the first of its section."""
    verbatim: bool = False
    """Whether its lines stand as they were typed: the prompt and the output."""


def fitted(text: str, policy: Policy) -> str:
    """A sample as somebody of this organisation would have written it: by a level and for a function that it has."""
    case = read_use_case("samples/sample.md", "samples", text.encode("utf-8"), {})
    if policy.levels and not policy.level_named(case.text("level")):
        text = _LEVEL.sub(f"level: {policy.levels[min(1, len(policy.levels) - 1)].id}", text, count=1)
    if policy.functions and not policy.function_named(case.text("function")):
        text = _FUNCTION.sub(f"function: {policy.functions[0].id}", text, count=1)
    return text


def pieces_of(text: str, policy: Policy, language: Language) -> tuple[Piece, ...]:
    """A sample's pieces in the order of its file, under the headings that this showcase uses.

    Raises leadfront.front_matter.Unreadable where its fields can't be read.
    """
    return (*_fields(text, language), *_paragraphs(text, policy))


def _fields(text: str, language: Language) -> Iterator[Piece]:
    document = read_document(text.encode("utf-8"))
    lines = text.splitlines()
    starts = [(document.line_of(key), key) for key in document.front_matter]
    for (start, key), (end, _) in pairwise([*sorted(starts), (lines.index("---", 1) + 1, "")]):
        if key in _NOT_SHOWN:
            continue
        comments = [line[1:].strip() for line in lines[start : end - 1] if line.startswith("#")]
        yield Piece(language.gettext(BY_KEY[key].label), _in_words(key, document.front_matter[key]), " ".join(comments))


def _in_words(key: str, value: Value) -> str:
    if BY_KEY[key].kind is Kind.GROUP and isinstance(value, dict):
        return "; ".join(f"{part.label.lower()}: {text_of(value.get(part.key))}" for part in BY_KEY[key].parts)
    return ", ".join(text_of(item) for item in value) if isinstance(value, list) else text_of(value)


def _paragraphs(text: str, policy: Policy) -> Iterator[Piece]:
    case = read_use_case("samples/sample.md", "samples", text.encode("utf-8"), {})
    for section in SECTIONS:
        if section.key not in case.by_key:
            continue
        heading = policy.sections.get(section.key, section.heading)
        # Every second part is a note; it speaks of the part before it.
        parts = [part.strip() for part in _COMMENT.split(case.by_key[section.key].text)]
        for words, note in zip(parts[::2], [*parts[1::2], ""], strict=True):
            if not words:
                continue
            fenced = _FENCED.match(words)
            plain = fenced["text"] if fenced else _QUOTED.sub("", words)
            yield Piece("", plain, " ".join(note.split()), heading, section.verbatim)
            heading = ""
