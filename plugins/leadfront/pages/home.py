"""The home page: the claim with its state, the ledger, the latest use cases."""

from __future__ import annotations

import re

from leadfront.pages.cards import Cards
from leadfront.pages.ledger import SHOWN_ON_HOME, ledger
from leadfront.pages.page import Frame, Heading, Page
from leadfront.pages.template import render, trusted
from leadfront.report import Verdict
from leadfront.showcase import Showcase
from leadfront.wording import claim_in_words, counted

URI = "index.md"
LATEST = 6
_TITLE = re.compile(r"\s*<h1[^>]*>(?P<title>.*?)</h1>", re.DOTALL)
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)


def home(showcase: Showcase, cards: Cards, introduction: str = "") -> Page:
    """The home page.

    `introduction` is the Markdown of the owner's own `index.md`; its first heading becomes the name above the claim.
    """
    return Page(
        uri=URI,
        title=showcase.site.name or "Use cases",
        description=claim_in_words(showcase.report),
        headings=(Heading("The ledger", "ledger"), Heading("Latest use cases", "latest")),
        markdown=introduction,
        frame=_frame(showcase, cards),
        title_id="claim",
    )


def claim_sentences(showcase: Showcase) -> list[str]:
    """The claim with its state, sentence by sentence, so that each may stand on a line of its own."""
    return re.split(r"(?<=\.) (?=[A-Z0-9])", claim_in_words(showcase.report))


def _frame(showcase: Showcase, cards: Cards) -> Frame:
    def frame(introduction: str, edit_url: str) -> str:
        title = _TITLE.match(introduction)
        report = showcase.report
        return render(
            "home.html",
            name=trusted(_PERMALINK.sub("", title["title"])) if title else "",
            introduction=trusted(introduction[title.end() :] if title else introduction),
            edit_url=edit_url if introduction else "",
            claim=claim_sentences(showcase),
            verdict=report.verdict,
            undecided=[
                item for item in report.findings if report.verdict is Verdict.UNDECIDED and item.code == "LF310"
            ],
            ledger=ledger(showcase, SHOWN_ON_HOME),
            earlier=max(0, len(report.quarters) - SHOWN_ON_HOME),
            latest=cards.of(showcase.entries[:LATEST]),
            total=len(showcase.entries),
            leaders=counted(len({entry.case.leader for entry in showcase.entries}), "leader"),
        )

    return frame
