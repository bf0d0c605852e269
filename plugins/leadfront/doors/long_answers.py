"""The page on which the long answers are written in an editor: all sections with their hints, out and back in. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leadfront.doors.questions import Question
from leadfront.doors.writing import unfenced
from leadfront.use_case import folded


def page_of(texts: Mapping[str, str], story: Sequence[Question]) -> str:
    """The page: a heading and a hint for each section, and below it what was written already."""
    parts = [f"## {item.label}\n\n{_hint(item)}\n\n{texts.get(item.key, '')}" for item in story]
    return "\n\n".join(part.rstrip("\n") + "\n" for part in parts)


def _hint(question: Question) -> str:
    # Two hyphens would end the comment early.
    return f"<!-- {'' if question.required else 'Optional. '}{question.hint.replace('--', '–')} -->"


def texts_of(text: str, story: Sequence[Question]) -> dict[str, str]:
    """The sections of the page. Only a heading that is still to come begins one, even inside an open fence: any other
    heading is part of what was written, such as a prompt with headings of its own.
    """
    hints = {_hint(item) for item in story}
    found: dict[str, list[str]] = {}
    left = list(story)
    key = story[0].key
    for line in text.split("\n"):
        heading = folded(line[2:]) if line.startswith("##") else ""
        position = next((at for at, item in enumerate(left) if folded(item.label) == heading), None)
        if position is not None:
            key = left[position].key
            left = left[position + 1 :]
        elif line.strip() not in hints:
            found.setdefault(key, []).append(line)
    return {item.key: as_typed("\n".join(found.get(item.key, [])), item) for item in story}


def as_typed(text: str, question: Question) -> str:
    """A section's text as it is kept until it is written to its file."""
    # What is shown word for word is put between fences when it is written.
    text = text.strip("\n") if text.strip() else ""
    return unfenced(text) if question.verbatim else text
