"""The playbook: chapters for managers, and which use cases of a showcase bear each of them out. Takes values and
returns values; where a chapter's text comes from, only the pages and the engine know.

A chapter is Markdown with a few lines at the top. `shows` says what a use case should have in order to stand below the
chapter; nobody lists use cases by hand, so that the same chapter is true in every showcase and no link goes dead.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from leadfront.front_matter import Document, Unreadable, Value, read_document, text_of
from leadfront.showcase import Entry, Showcase
from leadfront.use_case import as_flag, as_number

INDEX = "index"
MOST = 3
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TITLE = re.compile(r"\s*#[ \t]+(?P<title>[^\n]*?)[ \t]*#*[ \t]*(?:\n|$)")
_LINK = re.compile(r"\]\(\.\./([^)#\s]+)")
_LAST = 999
_ENOUGH = 60
"""So many fitting use cases, the newest, are compared: which of ten thousand is best would be no better advice."""


@dataclass(frozen=True)
class Shows:
    """What a use case should have to stand below a chapter. What is left empty does not matter."""

    level: str = ""
    """`highest` or `lowest` of the policy's levels."""
    coached: bool = False
    tried_again: bool = False
    measured: bool = False
    minutes_up_to: int | None = None
    skills: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """Beginnings of words in its title, summary and tags."""

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """What finds the words."""
        if not self.words:
            return None
        return re.compile(r"\b(?:" + "|".join(re.escape(word.casefold()) for word in self.words) + ")")


@dataclass(frozen=True)
class Chapter:
    """One page of the playbook."""

    name: str
    """Its file's name without the ending; `index` is the page that leads to the others."""
    title: str
    markdown: str
    summary: str = ""
    group: str = ""
    """What it stands under on the page that leads to it."""
    order: int = _LAST
    shows: Shows = field(default_factory=Shows)
    own: bool = False
    """Whether the owner wrote it, so that its file lies in the showcase folder."""


def is_name(name: str) -> bool:
    """Whether a file of this name (without its ending) can be a chapter."""
    return _NAME.fullmatch(name) is not None


def read_chapter(name: str, data: bytes, own: bool = False) -> Chapter:
    """Read a chapter. Lines at the top may be left out; the first heading then is the title.

    Raises Unreadable, with the line and the mend in words.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    document = read_document(data if data.startswith(b"---") else b"---\n---\n" + data)
    front = document.front_matter
    heading = _TITLE.match(document.body)
    title, order = _line(front.get("title")), _whole(document, front.get("order"), "order")
    return Chapter(
        name=name,
        title=title or (heading["title"] if heading else "") or name.replace("-", " ").capitalize(),
        markdown=document.body[heading.end() :] if heading else document.body,
        summary=_line(front.get("summary")) or _line(front.get("description")),
        group=_line(front.get("group")),
        order=_LAST if order is None else order,
        shows=_shows(document),
        own=own,
    )


def chapters_of(shipped: Iterable[Chapter], own: Iterable[Chapter]) -> tuple[Chapter | None, list[Chapter]]:
    """The page that leads to the others, where there is one, and the chapters in their order. One of the owner's stands
    in the place of the shipped one of the same name, and of its order and group where it names none.
    """
    found = {chapter.name: chapter for chapter in shipped}
    found.update((chapter.name, _in_place_of(found.get(chapter.name), chapter)) for chapter in own)
    index = found.pop(INDEX, None)
    return index, sorted(found.values(), key=lambda chapter: (chapter.order, chapter.name))


def borne_out(showcase: Showcase, chapters: Sequence[Chapter]) -> dict[str, list[Entry]]:
    """For each chapter, by its name, the use cases that bear it out, the best first.

    First come those that have most of what it asks for; of equals, those that stand below fewer chapters; then the
    newest.
    """
    ends = _ends(showcase)
    used: Counter[str] = Counter()
    found = {}
    for chapter in chapters:
        named = set(_LINK.findall(chapter.markdown))  # what the text links need not stand below it again
        others = (entry for entry in showcase.entries if entry.uri not in named)
        chosen = _chosen(others, chapter.shows, ends, used)
        used.update(entry.uri for entry in chosen)
        found[chapter.name] = chosen
    return found


def _chosen(entries: Iterable[Entry], shows: Shows, ends: Mapping[str, str], used: Mapping[str, int]) -> list[Entry]:
    fitting: list[tuple[int, int, int, Entry]] = []
    for place, entry in enumerate(entries):
        facts, hints = _facts_met(entry, shows, ends), _hints_met(entry, shows)
        if facts or hints:
            fitting.append((-facts, used.get(entry.uri, 0) - hints, place, entry))
            if len(fitting) == _ENOUGH:
                break
    ranked = [entry for *_, entry in sorted(fitting, key=lambda item: item[:3])]
    leaders: set[str] = set()
    several: list[Entry] = []
    for entry in ranked:  # three people say more than one person three times
        if entry.case.leader not in leaders and len(several) < MOST:
            leaders.add(entry.case.leader)
            several.append(entry)
    return several


def _facts_met(entry: Entry, shows: Shows, ends: Mapping[str, str]) -> int:
    case, minutes = entry.case, entry.case.minutes
    asked = (
        bool(shows.level) and entry.level is not None and ends.get(shows.level) == entry.level.id,
        shows.coached and bool(case.text("coach")),
        shows.tried_again and case.day("verified") is not None,
        shows.measured and case.effect is not None and case.effect.basis == "measured",
        shows.minutes_up_to is not None and minutes is not None and minutes <= shows.minutes_up_to,
    )
    return sum(asked)


def _hints_met(entry: Entry, shows: Shows) -> int:
    case = entry.case
    met = len(set(shows.skills).intersection(case.texts("skills"))) if shows.skills else 0
    if shows.pattern:
        words = " ".join((case.title, case.text("summary"), *case.texts("tags"))).casefold()
        met += len(set(shows.pattern.findall(words)))
    return met


def _ends(showcase: Showcase) -> dict[str, str]:
    """The highest and the lowest level in force, by these words."""
    quarter = showcase.policy.calendar.quarter_of(showcase.report.as_of.date())
    levels = [level.id for level in showcase.policy.levels if level.in_force(quarter)]
    return {"highest": levels[0], "lowest": levels[-1]} if levels else {}


def _in_place_of(shipped: Chapter | None, own: Chapter) -> Chapter:
    if shipped is None:
        return own
    return replace(
        own,
        group=own.group or shipped.group,
        order=shipped.order if own.order == _LAST else own.order,
        shows=shipped.shows if own.shows == Shows() else own.shows,
    )


def _shows(document: Document) -> Shows:
    value = document.front_matter.get("shows")
    if value is None or value == "":
        return Shows()
    if not isinstance(value, dict):
        raise Unreadable("“shows” must be a group, like “shows: {coached: yes}”", document.line_of("shows"))
    known = Shows.__dataclass_fields__
    for key in value:
        if key not in known:
            message = f"“{key}” is nothing that a chapter can ask for; there are {', '.join(known)}"
            raise Unreadable(message, document.line_of(f"shows.{key}"))
    level = _line(value.get("level"))
    if level not in ("", "highest", "lowest"):
        raise Unreadable(f"level must be highest or lowest, not “{level}”", document.line_of("shows.level"))
    return Shows(
        level=level,
        coached=_flag(document, value, "coached"),
        tried_again=_flag(document, value, "tried_again"),
        measured=_flag(document, value, "measured"),
        minutes_up_to=_whole(document, value.get("minutes_up_to"), "shows.minutes_up_to"),
        skills=_texts(value.get("skills")),
        words=_texts(value.get("words")),
    )


def _line(value: Value | None) -> str:
    return " ".join(text_of(value).split())


def _texts(value: Value | None) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value] if value else []
    return tuple(text for item in items if (text := _line(item)))


def _flag(document: Document, value: Mapping[str, Value], key: str) -> bool:
    flag = as_flag(_line(value.get(key)))
    if flag is None:
        raise Unreadable(f"{key} must be yes or no", document.line_of(f"shows.{key}"))
    return flag


def _whole(document: Document, value: Value | None, key: str) -> int | None:
    text = _line(value)
    number = as_number(text)
    if text and (number is None or number != int(number)):
        raise Unreadable(f"{key.rpartition('.')[2]} must be a whole number, not “{text}”", document.line_of(key))
    return None if number is None else int(number)
