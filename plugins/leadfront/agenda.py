"""One card for a team meeting: a use case in five lines and one question to discuss. Pure: values in, values out.

Which use and which question is decided by the showcase and as-of alone: everybody who asks in the same week gets the
same card.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from leadfront.escaping import markdown_text
from leadfront.language import Language
from leadfront.plain_words import excerpt, opening
from leadfront.showcase import Entry, Showcase
from leadfront.use_case import UseCase

_LETTERS = 170
_SHORT = 90
"""Minutes that a team may find in a week."""
_SECTIONS = ("task", "prompt", "result", "failures", "check")


@dataclass(frozen=True)
class Point:
    """One of the five lines. Plain words."""

    key: str
    """Of the section it is taken from."""
    label: str
    words: str


@dataclass(frozen=True)
class Card:
    """What is put before the team. All texts are plain."""

    heading: str
    title: str
    uri: str
    byline: str
    points: tuple[Point, ...]
    question: str


def card_for(showcase: Showcase, language: Language) -> Card | None:
    """The card of as-of's week: a use case that landed the week before, else the newest; None where there is none."""
    today = showcase.report.as_of.date()
    this_monday = today - timedelta(days=today.weekday())
    last_monday = this_monday - timedelta(days=7)
    if not showcase.entries:
        return None
    newest = sorted(showcase.entries, key=_landed, reverse=True)  # stable: of one moment, the order of the lists
    landed = [entry for entry in newest if last_monday <= _landed(entry).date() < this_monday]
    # The newest, but rather one that tells what failed: there is more to talk about.
    entry = min(landed or newest[:1], key=lambda entry: not _told(entry.case, "failures"))
    level = entry.level.name if entry.level else entry.case.text("level")
    sample = language.gettext("sample, made up") if entry.case.version.sample else ""
    parts = (entry.case.leader or language.gettext("A leader"), level, entry.function, sample)
    return Card(
        heading=language.gettext("From last week") if landed else language.gettext("The newest use case"),
        title=entry.case.title,
        uri=entry.uri,
        byline=" · ".join(part for part in parts if part),
        points=tuple(_points(entry, language)),
        question=question_for(entry.case, language),
    )


def in_markdown(card: Card, language: Language, address: str = "") -> str:
    """The card as Markdown. `address` is that of its use case; empty where it is not known."""
    title = markdown_text(card.title)
    blocks = [
        f"## {f'[{title}](<{address}>)' if address else title}",
        f"*{markdown_text(card.heading)}: {markdown_text(card.byline)}*",
        "\n".join(f"- **{markdown_text(point.label)}:** {markdown_text(point.words)}" for point in card.points),
        f"**{markdown_text(language.gettext('To discuss'))}:** {markdown_text(card.question)}",
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _landed(entry: Entry) -> datetime:
    return entry.landed_at or datetime.min.replace(tzinfo=UTC)


def _told(case: UseCase, key: str) -> str:
    section = case.by_key.get(key)
    return section.own_text if section and not section.empty else ""


def _points(entry: Entry, language: Language) -> Iterator[Point]:
    labels = {
        "task": language.gettext("The task"),
        "prompt": language.gettext("The prompt"),
        "result": language.gettext("What came of it"),
        "failures": language.gettext("What did not work"),
        "check": language.gettext("How it was checked"),
    }
    for key in _SECTIONS:
        text = _told(entry.case, key)
        # A prompt is no prose: its first words say more than its first sentence.
        words = excerpt(text, _LETTERS) if key == "prompt" else opening(text, _LETTERS)
        if words:
            yield Point(key, labels[key], words)


def question_for(case: UseCase, language: Language) -> str:
    """One question that suits a use case, always the same for it."""
    suiting = list(_questions(case, language))
    number = int.from_bytes(hashlib.blake2b(case.id.encode("utf-8", "surrogatepass"), digest_size=8).digest())
    return suiting[number % len(suiting)]


def _questions(case: UseCase, language: Language) -> Iterator[str]:
    """The questions that a use case answers to. Each asks the team about its own work, and none has a right answer."""
    say, effect = language.gettext, case.effect
    yield say("Which piece of our own work looks like this one, and who of us tries it before we meet again?")
    if _told(case, "failures"):
        yield say("Where in our work would the same mistake have slipped past us?")
        yield say("What would have happened if nobody had noticed what did not work here?")
        yield say("What has failed for us in the same way, and have we told anyone?")
    if effect and effect.basis == "estimated":
        yield say("The effect is an estimate. What could we count next time, without extra work, to be sure?")
    elif effect:
        yield say("Which number would we count, before and after, to know whether this helps us too?")
    if case.minutes and case.minutes <= _SHORT:
        yield language.ngettext(
            "This took %(num)s minute. What do we put off that would be worth the same time?",
            "This took %(num)s minutes. What do we put off that would be worth the same time?",
            case.minutes,
        )
    if _told(case, "prompt"):
        yield say("Which sentence of the prompt did the most work, and would we have thought of it?")
        yield say("What would we put in place of the details in this prompt? Let us write it down now.")
    if _told(case, "check"):
        yield say("How would we check an answer like this, and who of us knows enough to do it?")
        yield say("Which part of this would we never leave to an assistant, and why?")
    if case.text("coach"):
        yield say("Somebody helped here. Who among us could show the others, whatever their rank?")
