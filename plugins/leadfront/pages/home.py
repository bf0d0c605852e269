"""The home page: the claim with its state, the ledger, the latest use cases."""

from __future__ import annotations

import re

from leadfront.pages.cards import Cards
from leadfront.pages.contributors import count_people
from leadfront.pages.ledger import SHOWN_ON_HOME, ledger
from leadfront.pages.page import Frame, Heading, Page
from leadfront.pages.spotlight import in_the_spotlight
from leadfront.pages.template import render, trusted
from leadfront.report import Verdict
from leadfront.showcase import Showcase
from leadfront.translations import language_named
from leadfront.wording import claim_in_words, claim_sentences

URI = "index.md"
LATEST = 6
_TITLE = re.compile(r"\s*<h1[^>]*>(?P<title>.*?)</h1>", re.DOTALL)
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)


def home(showcase: Showcase, cards: Cards, introduction: str = "") -> Page:
    """The home page.

    `introduction` is the Markdown of the owner's own `index.md`; its first heading becomes the name above the claim.
    """
    language = language_named(showcase.site.language)
    return Page(
        uri=URI,
        title=showcase.site.name or language.gettext("Use cases"),
        description=claim_in_words(showcase.report, language),
        headings=(
            Heading(language.gettext("The ledger"), "ledger"),
            Heading(language.gettext("Latest use cases"), "latest"),
        ),
        markdown=introduction,
        frame=_frame(showcase, cards),
        title_id="claim",
    )


def _frame(showcase: Showcase, cards: Cards) -> Frame:
    def frame(introduction: str, edit_url: str) -> str:
        title = _TITLE.match(introduction)
        report, language = showcase.report, language_named(showcase.site.language)
        spotlit = in_the_spotlight(showcase)
        return render(
            "home.html",
            language,
            name=trusted(_PERMALINK.sub("", title["title"])) if title else "",
            introduction=trusted(introduction[title.end() :] if title else introduction),
            edit_url=edit_url if introduction else "",
            claim=claim_sentences(report, language),
            verdict=report.verdict,
            undecided=[
                item for item in report.findings if report.verdict is Verdict.UNDECIDED and item.code == "LF310"
            ],
            ledger=ledger(showcase, SHOWN_ON_HOME),
            earlier=max(0, len(report.quarters) - SHOWN_ON_HOME),
            spotlight=spotlit[0] if spotlit else None,
            earlier_spotlights=len(spotlit) - 1,
            latest=cards.of(showcase.entries[:LATEST]),
            total=len(showcase.entries),
            leaders=language.ngettext(
                "%(num)s leader", "%(num)s leaders", count_people(entry.case.leader for entry in showcase.entries)
            ),
        )

    return frame
