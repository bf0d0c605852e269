"""The playbook's pages: one for each chapter, and the one that leads to them. Below each chapter stand the use cases of
this showcase that bear it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from leadfront.language import Language
from leadfront.pages.cards import Card, card_of, skill_in_words
from leadfront.pages.page import Heading, Page
from leadfront.pages.template import playbook_texts, render, trusted
from leadfront.playbook import INDEX, Chapter, borne_out, chapters_of, read_chapter
from leadfront.showcase import Entry, Showcase
from leadfront.translations import language_named

FOLDER = "playbook"
URI = f"{FOLDER}/{INDEX}.md"
CASES = "from-this-showcase"
TITLE = "playbook"


@dataclass(frozen=True)
class _Shown:
    """A use case below a chapter, with why it stands there."""

    card: Card
    why: str


def uri_of(name: str) -> str:
    """Where a chapter lies, in the owner's showcase folder as on the site."""
    return f"{FOLDER}/{name}.md"


def playbook_pages(showcase: Showcase, own: Iterable[Chapter] = ()) -> list[Page]:
    """The whole playbook, where the policy wants one. `own` are the owner's chapters."""
    if not showcase.policy.playbook:
        return []
    language = language_named(showcase.site.language)
    shipped = [read_chapter(name, data) for name, data in playbook_texts(language).items()]
    index, chapters = chapters_of(shipped, own)
    cases = borne_out(showcase, chapters)
    pages = [_page(chapter, place, chapters, cases[chapter.name], language) for place, chapter in enumerate(chapters)]
    return [*([_leading_page(index, chapters, language)] if index else []), *pages]


def _page(chapter: Chapter, place: int, chapters: Sequence[Chapter], cases: list[Entry], language: Language) -> Page:
    """One chapter, framed with what bears it out and its neighbours."""
    neighbours = [
        (chapters[at].title, uri_of(chapters[at].name)) if 0 <= at < len(chapters) else None
        for at in (place - 1, place + 1)
    ]

    def frame(rendered: str, edit_url: str) -> str:
        return render(
            "playbook_chapter.html",
            language,
            chapter=chapter,
            index=URI,
            text=trusted(rendered),
            cases=[_Shown(card_of(entry, language), _why(entry, chapter, language)) for entry in cases],
            before=neighbours[0],
            after=neighbours[1],
            edit_url=edit_url,
        )

    return Page(
        uri=uri_of(chapter.name),
        title=chapter.title,
        description=chapter.summary,
        headings=(Heading(language.gettext("From this showcase"), CASES),),
        section=URI,
        markdown=chapter.markdown,
        frame=frame,
        title_id=TITLE,
        in_showcase=chapter.own,
    )


def _leading_page(index: Chapter, chapters: Sequence[Chapter], language: Language) -> Page:
    groups = [
        (group, [(chapter.title, chapter.summary, uri_of(chapter.name)) for chapter in members])
        for group, members in groupby(_by_group(chapters), key=lambda chapter: chapter.group)
    ]

    def frame(rendered: str, edit_url: str) -> str:
        return render("playbook.html", language, index=index, groups=groups, text=trusted(rendered), edit_url=edit_url)

    return Page(
        uri=URI,
        title=index.title,
        description=index.summary,
        markdown=index.markdown,
        frame=frame,
        title_id=TITLE,
        in_showcase=index.own,
    )


def _by_group(chapters: Sequence[Chapter]) -> list[Chapter]:
    """Group by group, each where its first chapter stands."""
    first: dict[str, int] = {}
    for place, chapter in enumerate(chapters):
        first.setdefault(chapter.group, place)
    return sorted(chapters, key=lambda chapter: first[chapter.group])


def _why(entry: Entry, chapter: Chapter, language: Language) -> str:
    """What of the use case the chapter asks for, in words; empty where its summary says it."""
    case, shows = entry.case, chapter.shows
    day, minutes = case.day("verified"), case.minutes
    if shows.coached and case.text("coach"):
        return language.gettext("Coached by %(name)s", name=case.text("coach"))
    if shows.tried_again and day:
        return language.gettext("Tried again on %(day)s", day=language.day(day))
    if shows.minutes_up_to is not None and minutes is not None and minutes <= shows.minutes_up_to:
        return language.ngettext("Took %(num)s minute", "Took %(num)s minutes", minutes)
    if shows.measured and case.effect and case.effect.basis == "measured":
        return language.gettext("Measured: %(what)s", what=case.effect.measure)
    met = [skill_in_words(skill, language) for skill in case.texts("skills") if skill in shows.skills]
    return language.gettext("It took %(skills)s", skills=language.listed(met)) if met else ""
