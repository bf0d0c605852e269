"""The spotlight on the home page, and its archive."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from leadfront.pages import all_pages
from leadfront.policy import Spotlight
from leadfront.showcase import Showcase
from made_up import entry, showcase

HOSTILE = "x\"'><script>alert(1)</script>"


def with_spotlights(*chosen: Spotlight) -> Showcase:
    made = showcase([entry("a", title="The first"), entry("b", title="The second")])
    return replace(made, policy=replace(made.policy, spotlight=chosen))


def texts(made: Showcase) -> dict[str, str]:
    return {page.uri: page.frame("", "") if page.frame else page.text for page in all_pages(made)}


def test_the_home_page_leads_with_it_above_the_latest() -> None:
    made = texts(with_spotlights(Spotlight("b", date(2026, 11, 16), f"It failed twice. {HOSTILE}")))
    home = made["index.md"]
    assert home.index('id="spotlight"') < home.index('id="latest"')
    block = home[home.index('id="spotlight"') : home.index('id="latest"')]
    assert 'href="page:use-cases/b.md">The second</a>' in block
    for words in ("I let an assistant attack my own paper.", "Imogen Ashdown", "It failed twice.", "&lt;script&gt;"):
        assert words in block
    assert "<script>" not in block
    assert "page:spotlight.md" not in block, "there is no earlier one"


def test_the_archive_keeps_the_earlier_ones_newest_first() -> None:
    chosen = (
        Spotlight("b", date(2026, 11, 2), "Second note."),
        Spotlight("a", date(2026, 10, 26), "First note."),
        Spotlight("a", date(2026, 11, 16), "Now."),
        Spotlight("b", date(2026, 11, 30), "Not yet."),
    )
    made = texts(with_spotlights(*chosen))
    assert "page:spotlight.md" in made["index.md"]
    archive = made["spotlight.md"]
    assert re.findall(r'datetime="([^"]+)"', archive) == ["2026-11-16", "2026-11-02", "2026-10-26"]
    assert archive.index("Now.") < archive.index("Second note.") < archive.index("First note.")
    assert "Not yet." not in archive


def test_without_any_there_is_neither() -> None:
    made = texts(with_spotlights(Spotlight("gone", date(2026, 11, 2))))
    assert "spotlight.md" not in made
    assert 'id="spotlight"' not in made["index.md"]
