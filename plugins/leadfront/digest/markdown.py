"""The letter as Markdown, for wikis and issue trackers. Pure."""

from __future__ import annotations

from leadfront.digest.addresses import Address
from leadfront.digest.letter import Letter, Line, Part
from leadfront.escaping import markdown_text


def render(letter: Letter, address: Address) -> str:
    """The letter as GitHub, GitLab and most wikis read it."""
    title = f"{letter.name}: {letter.title}" if letter.name else letter.title
    blocks = [f"# {markdown_text(title)}", markdown_text(letter.standfirst)]
    for part in letter.parts:
        blocks += _part(part, address)
    links = [f"[{markdown_text(link.title)}](<{address(link.uri)}>)" for link in letter.links if address(link.uri)]
    if links:
        blocks += ["---", " · ".join(links)]
    if letter.note:
        blocks.append(f"*{markdown_text(letter.note)}*")
    return "\n\n".join(blocks) + "\n"


def _part(part: Part, address: Address) -> list[str]:
    blocks = [f"## {markdown_text(part.heading)}"]
    if part.introduction:
        blocks.append(markdown_text(part.introduction))
    blocks.append("\n".join(_item(line, address) for line in part.lines))
    return [*blocks, markdown_text(part.more)] if part.more else blocks


def _item(line: Line, address: Address) -> str:
    if not line.title:
        return f"- {markdown_text(line.words)}"
    title = markdown_text(line.title)
    where = address(line.uri)
    said = [f"**[{title}](<{where}>)**" if where else f"**{title}**", f"*{markdown_text(line.byline)}*"]
    said += [markdown_text(words) for words in (line.words, line.effect) if words]
    return "- " + "  \n  ".join(said)
