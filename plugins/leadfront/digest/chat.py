"""The letter as a short message for a chat channel: no markup at all, since each chat has its own. Pure."""

from __future__ import annotations

import re

from leadfront.digest.addresses import Address
from leadfront.digest.letter import Letter, Line, Part
from leadfront.escaping import line_of_log, plain

MOST = 900
_LIST = 3
# Where there is no room for everything: what is kept first. The letter's order stays.
_FIRST_COME = ("spotlight", "first", "failures", "quiet", "added", "due", "changed")
# What Slack, Teams and their like make bold, code, links, pictures or mentions of.
_MARKUP = str.maketrans({"*": None, "`": None, "~": None, "|": "/", "<": "‹", ">": "›", "[": "(", "]": ")"})
_SLANTED = re.compile(r"(?<![^\W_])_+|_+(?![^\W_])")
_MENTION = re.compile(r"@(?=\w)")
_EMOJI = re.compile(r":(?=[\w+-]+:)")


def render(letter: Letter, address: Address) -> str:
    """The letter in about 900 letters at most: what matters most is kept, the rest is on the site."""
    title = f"{letter.name}: {letter.title}" if letter.name else letter.title
    end = next((f"{words(link.title)}: {address(link.uri)}" for link in letter.links if address(link.uri)), "")
    said = [f"{words(title)}. {words(letter.standfirst)}"]
    if letter.note:
        said[0] += f" {words(letter.note)}"
    left = MOST - len(end) - len(said[0]) - 3  # a blank line before the end, and the last line break
    keys = [part.key for part in letter.parts]
    blocks = {part.key: _part(part, address, brief="spotlight" in keys) for part in letter.parts}
    kept: set[str] = set()
    for key in _FIRST_COME:
        if key in blocks and len(blocks[key]) + 2 <= left:
            kept.add(key)
            left -= len(blocks[key]) + 2
    said += [blocks[part.key] for part in letter.parts if part.key in kept]
    lines = "\n\n".join([*said, *([end] if end else [])]).split("\n")
    return "\n".join(line_of_log(line) for line in lines)[: MOST - 1] + "\n"


def words(text: str) -> str:
    """A text of which no chat makes anything but words."""
    shown = _SLANTED.sub("", plain(text).translate(_MARKUP))
    return _EMOJI.sub(":\N{ZERO WIDTH SPACE}", _MENTION.sub("@\N{ZERO WIDTH SPACE}", shown)).strip()


def _part(part: Part, address: Address, brief: bool) -> str:
    """A part as a block of lines; `brief` says that another use case is told at length already."""
    lines = [f"{words(part.heading)}:"]
    if part.key in ("spotlight", "first"):
        (line,) = part.lines
        told = f"{words(line.title)} ({words(', '.join(filter(None, (line.leader, line.level))))})"
        lines.append(told if brief and part.key == "first" else f"{told}. {words(line.words)}".rstrip())
        if address(line.uri):
            lines.append(address(line.uri))
    elif part.key == "failures":
        line = part.lines[0]
        lines.append(f"{words(line.leader)}: {words(line.words)}")
    else:
        lines += [f"• {_short(line)}" for line in part.lines[:_LIST]]
        left = len(part.lines) - _LIST
        if left > 0 or part.more:
            lines.append("• …")
    return "\n".join(lines)


def _short(line: Line) -> str:
    return f"{words(line.title)} ({words(line.leader)})" if line.title else words(line.words)
