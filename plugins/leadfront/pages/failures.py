"""What did not work: the leaders' own words about it, gathered from all use cases. That they admit it is the point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leadfront.language import Language
from leadfront.pages.cards import initials, level_name
from leadfront.pages.contributors import Contributors, count_people
from leadfront.pages.page import Page
from leadfront.pages.paged import paged
from leadfront.plain_words import excerpt
from leadfront.showcase import Entry, Showcase

URI = "what-did-not-work.md"
ON_A_PAGE = 50
LONGEST = 420
"""Letters of what is shown of one: enough to learn from; the use case has the rest."""


@dataclass(frozen=True)
class _Failure:
    """What did not work in one use case."""

    uri: str
    title: str
    words: str
    leader: str
    leader_uri: str
    initials: str
    level: str
    function: str
    day: date | None
    sample: bool


def failure_pages(showcase: Showcase, contributors: Contributors, language: Language) -> list[Page]:
    """The list of what did not work, newest first."""
    entries = [entry for entry in showcase.entries if _told(entry)]

    def values_of(_number: int, chunk: Sequence[Entry]) -> dict[str, object]:
        return {"failures": [_failure(entry, contributors, language) for entry in chunk]}

    return paged(
        "failures.html",
        language,
        entries,
        ON_A_PAGE,
        values_of,
        uri=URI,
        title=language.gettext("What did not work"),
        title_id="failures",
        description=language.gettext("Where AI was wrong, slow or no help, told by the leaders who tried it."),
        leaders=count_people(entry.case.leader for entry in entries),
    )


def _told(entry: Entry) -> bool:
    section = entry.case.by_key.get("failures")
    return section is not None and not section.empty


def _failure(entry: Entry, contributors: Contributors, language: Language) -> _Failure:
    case = entry.case
    return _Failure(
        uri=entry.uri,
        title=case.title,
        words=excerpt(case.by_key["failures"].own_text, LONGEST),
        leader=case.leader or language.gettext("A leader"),
        leader_uri=contributors.leader_uri(case.leader),
        initials=initials(case.leader),
        level=level_name(entry),
        function=entry.function,
        day=None if entry.newest == date.min else entry.newest,
        sample=case.version.sample,
    )
