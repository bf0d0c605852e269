"""The letter as plain text: no line longer than 72 letters, save for addresses. Pure."""

from __future__ import annotations

import textwrap

from leadfront.digest.addresses import Address
from leadfront.digest.letter import Letter, Line, Part
from leadfront.escaping import line_of_log, plain

WIDTH = 72


def render(letter: Letter, address: Address) -> str:
    """The letter, which a terminal, a log and an old mail program show as it is."""
    title = f"{letter.name}: {letter.title}" if letter.name else letter.title
    blocks = [_underlined(title, "="), _wrapped(letter.standfirst)]
    blocks += [block for part in letter.parts for block in _part(part, address)]
    links = [f"{plain(link.title)}:\n{address(link.uri)}" for link in letter.links if address(link.uri)]
    if links:
        blocks.append("-" * WIDTH)
        blocks += links
    if letter.note:
        blocks.append(_wrapped(letter.note))
    lines = "\n\n".join(blocks).split("\n")
    return "\n".join(line_of_log(line) for line in lines) + "\n"


def _part(part: Part, address: Address) -> list[str]:
    blocks = [_underlined(part.heading, "-")]
    if part.introduction:
        blocks.append(_wrapped(part.introduction))
    if all(line.title for line in part.lines):
        blocks += [_case(line, address) for line in part.lines]
    else:
        blocks.append("\n".join(_wrapped(line.words, "- ", "  ") for line in part.lines))
    return [*blocks, part.more] if part.more else blocks


def _case(line: Line, address: Address) -> str:
    said = [_wrapped(line.title, "* ", "  "), _wrapped(line.byline, "  ", "  ")]
    said += [_wrapped(words, "  ", "  ") for words in (line.words, line.effect) if words]
    if address(line.uri):
        said.append(f"  {address(line.uri)}")
    return "\n".join(said)


def _underlined(heading: str, sign: str) -> str:
    lines = _wrapped(heading).split("\n")
    return "\n".join([*lines, sign * max(len(line) for line in lines)])


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    width = WIDTH - 1 if "::" in text else WIDTH  # room for what `line_of_log` may put in
    return textwrap.fill(
        plain(text), width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, break_long_words=False
    )
