"""Lists of use cases as cards, cut into pages. Knows nothing of what a list is about."""

from __future__ import annotations

from collections.abc import Sequence

from leadfront.language import Language
from leadfront.pages.cards import Cards
from leadfront.pages.contributors import count_people
from leadfront.pages.page import Frame, Page
from leadfront.pages.paged import page_uris
from leadfront.pages.template import render
from leadfront.showcase import Entry

ON_A_PAGE = 100


def list_pages(
    cards: Cards,
    language: Language,
    template: str,
    *,
    uri: str,
    title: str,
    title_id: str,
    entries: Sequence[Entry],
    section: str = "",
    first_template: str = "",
    first_holds: int = ON_A_PAGE,
    folder: str = "",
    **values: object,
) -> list[Page]:
    """A list cut into pages. The first is at `uri` and may have a template of its own and hold another number of cards;
    for the others see `page_uris`. What is common to all is said once: `headline`, and `values` for the templates.
    """
    chunks = [entries[:first_holds]]
    chunks += [entries[at : at + ON_A_PAGE] for at in range(first_holds, len(entries), ON_A_PAGE)]
    uris = page_uris(uri, len(chunks), folder)
    first = first_template or template
    headline = headline_of(entries, language)
    shared = {"title": title, "headline": headline, "total": len(entries), "pages": uris, **values}
    return [
        Page(
            uri=own,
            title=title if number == 1 else language.gettext("%(title)s, page %(number)s", title=title, number=number),
            description=headline,
            frame=_list_of(chunk, cards, language, first if number == 1 else template, number, shared),
            title_id=title_id,
            section=section or ("" if number == 1 else uri),
            searchable=False,
        )
        for number, (own, chunk) in enumerate(zip(uris, chunks, strict=True), 1)
    ]


def _list_of(
    entries: Sequence[Entry], cards: Cards, language: Language, template: str, number: int, values: dict[str, object]
) -> Frame:
    """Makes the cards only when the page is written, since long lists are large."""

    def fill(_rendered: str, _edit_url: str) -> str:
        return render(template, language, cards=cards.of(entries), number=number, **values)

    return fill


def headline_of(entries: Sequence[Entry], language: Language) -> str:
    """An honest count: `12 use cases by 7 leaders.`"""
    if not entries:
        return language.gettext("Nothing yet.")
    leaders = count_people(entry.case.leader for entry in entries)
    return language.gettext(
        "%(use_cases)s by %(leaders)s.",
        use_cases=language.ngettext("%(num)s use case", "%(num)s use cases", len(entries)),
        leaders=language.ngettext("%(num)s leader", "%(num)s leaders", leaders),
    )
