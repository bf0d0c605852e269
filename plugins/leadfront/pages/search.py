"""The search: its page, what it knows of each use case, and the words that it says to a reader. Values only; the index
itself is made in `leadfront.search_index`, and asked in the browser by `templates/assets/search.js`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leadfront.catalogue import CaseCard, PageCard, Shelf, cards_shelf, catalogue_files
from leadfront.fields import SECTION_BY_KEY
from leadfront.language import Language
from leadfront.pages.browse import browse_shelves
from leadfront.pages.cards import Cards, card_of
from leadfront.pages.compare import ids_shelf
from leadfront.pages.contributors import contributors_of
from leadfront.pages.page import AddressOf, Page
from leadfront.pages.template import render
from leadfront.search_index import SearchIndex
from leadfront.showcase import Entry, Showcase
from leadfront.translations import language_named
from leadfront.use_case import UseCase

URI = "search.md"
_FENCE = re.compile(r"^[ \t]*(?:`{3,}|~{3,}).*$", re.MULTILINE)
_HEADING = re.compile(r"^#{3,6}[ \t]+(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Passage:
    """A page of the owner's (or of ours that is no use case), or one of its sections, as the search knows it."""

    address: str
    """From the site's top, with the section's id."""
    title: str
    page: str
    """The title of the page that a section stands on; empty for the page itself."""
    about: str
    """What the page says of itself."""
    text: str
    """All its words."""


def search_page(showcase: Showcase) -> Page:
    """The page of all results, whose question stands in its address."""
    language = language_named(showcase.site.language)
    title = language.gettext("Search")
    return Page(
        uri=URI,
        title=title,
        text=render("search.html", language, title=title, words=search_words(language)),
        title_id="search",
        searchable=False,
    )


def search_words(language: Language) -> str:
    """What the search says, as JSON: by name, with `{places}` to be filled."""
    words = {
        "one": language.ngettext("%(num)s result", "%(num)s results", 1, num="{count}"),
        "many": language.ngettext("%(num)s result", "%(num)s results", 2, num="{count}"),
        "all_one": language.ngettext("Show the one result", "Show all %(num)s results", 1, num="{count}"),
        "all_many": language.ngettext("Show the one result", "Show all %(num)s results", 2, num="{count}"),
        "some": language.gettext("Nothing has all of these words; what comes nearest is shown."),
        "none": language.gettext("Nothing found for “%(query)s”.", query="{query}"),
        "meant": language.gettext("Did you mean"),
        "failed": language.gettext("The search could not be loaded. Please try again in a moment."),
        "sample": language.gettext("Sample"),
        "inside": language.gettext("Found in the prompt or the details"),
        "inside_page": language.gettext("Found in the text"),
    }
    return json.dumps(words, ensure_ascii=False, sort_keys=True)


def catalogue(
    showcase: Showcase, passages: Sequence[Passage], address_of: AddressOf, searchable: bool
) -> dict[str, bytes]:
    """The files of the catalogue by their uri: a card for each use case and passage, and the index of their words."""
    language = language_named(showcase.site.language)
    cards: list[CaseCard | PageCard] = [_case_card(entry, language, address_of) for entry in showcase.entries]
    cards += [PageCard(item.address, item.title, item.page or item.about) for item in passages]
    shown = Cards(language, contributors_of(showcase.entries, language))
    shelves = [cards_shelf(cards), *browse_shelves(showcase, shown, language, address_of), ids_shelf(showcase)]
    if searchable:
        shelves.append(words_shelf(showcase.entries, passages))
    return catalogue_files(len(showcase.entries), len(passages), shelves)


def words_shelf(entries: Sequence[Entry], passages: Iterable[Passage] = ()) -> Shelf:
    """The index of the words of all use cases and passages, by their numbers."""
    index = SearchIndex()
    for number, entry in enumerate(entries):
        index.add(number, case_words(entry))
    for number, item in enumerate(passages, len(entries)):
        index.add(number, {"title": item.title, "headings": item.page, "summary": item.about, "text": item.text})
    return Shelf("words", index.files())


def case_words(entry: Entry) -> dict[str, str]:
    """What can be found of a use case, by the fields of `leadfront.search_index`."""
    case = entry.case
    prompt = case.by_key.get("prompt")
    about = [
        entry.level.name if entry.level else case.text("level"),
        entry.function,
        *(case.text(key) for key in ("role", "model", "coach")),
        *(skill.replace("-", " ") for skill in case.texts("skills")),
    ]
    return {
        "title": case.title,
        "summary": case.text("summary"),
        "leader": case.leader,
        "tools": "\n".join(case.texts("tools")),
        "tags": "\n".join(case.texts("tags")),
        "headings": "\n".join(_headings(case)),
        "about": "\n".join(about),
        "prompt": _FENCE.sub("", prompt.own_text) if prompt else "",
    }


def _headings(case: UseCase) -> Iterable[str]:
    """The headings that are not the same in every use case, and not part of what is shown word for word."""
    known = {section.line: key for key, section in case.by_key.items()}
    for section in case.sections:
        key = known.get(section.line)
        if key is None:
            yield section.heading
        if (key is None or not SECTION_BY_KEY[key].verbatim) and "\n###" in section.text:
            yield from _HEADING.findall(section.text)


def _case_card(entry: Entry, language: Language, address_of: AddressOf) -> CaseCard:
    card = card_of(entry, language)
    return CaseCard(
        address_of(card.uri),
        card.title,
        card.summary,
        card.leader,
        card.initials,
        card.level,
        card.function,
        card.day.isoformat() if card.day else "",
        card.when,
        card.tools,
        card.effect,
        card.measure,
        card.sample,
    )
