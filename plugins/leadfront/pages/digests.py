"""The newsletter on the site: a page for each month, made from the same digest as the mail, and the list of them."""

from __future__ import annotations

from dataclasses import dataclass

from leadfront.digest.chronicle import Chronicle, Digest
from leadfront.digest.letter import INDEX, ON_THE_SITE, Letter, compose, digest_uri, headline, title_of
from leadfront.language import Language
from leadfront.pages.page import Frame, Page
from leadfront.pages.template import later, render
from leadfront.showcase import Showcase
from leadfront.translations import language_named


@dataclass(frozen=True)
class _Month:
    """A month in the list, and as the neighbour of another."""

    title: str
    uri: str
    headline: str


def digest_pages(showcase: Showcase) -> list[Page]:
    """The list of months, newest first, and the page of each."""
    language = language_named(showcase.site.language)
    chronicle = Chronicle(showcase)
    digests = [chronicle.digest(month) for month in reversed(chronicle.months())]
    months = [_month(digest, language) for digest in digests]
    index = Page(
        uri=INDEX,
        title=language.gettext("Month by month"),
        description=language.gettext("What each month brought: what is new, and what did not work."),
        frame=later("digests.html", language, months=months),
        title_id="digests",
        searchable=False,
    )
    newer: list[_Month | None] = [None, *months[:-1]]
    older: list[_Month | None] = [*months[1:], None]
    return [index, *map(_page, digests, newer, older, [language] * len(digests))]


def _month(digest: Digest, language: Language) -> _Month:
    return _Month(title_of(digest, language), digest_uri(digest.period.month), headline(digest, language))


def _page(digest: Digest, newer: _Month | None, older: _Month | None, language: Language) -> Page:
    return Page(
        uri=digest_uri(digest.period.month),
        title=title_of(digest, language),
        description=headline(digest, language),
        frame=_written(digest, newer, older, language),
        title_id="digest",
        section=INDEX,
        searchable=False,
    )


def _written(digest: Digest, newer: _Month | None, older: _Month | None, language: Language) -> Frame:
    """Puts the digest into words only when the page is written, since a month may be long."""

    def fill(_rendered: str, _edit_url: str) -> str:
        letter: Letter = compose(digest, language, ON_THE_SITE)
        return render("digest.html", language, letter=letter, newer=newer, older=older)

    return fill
