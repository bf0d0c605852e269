"""Which page has which picture for chats."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leadfront.pages import all_files, all_pages
from leadfront.pages.previews import Previews
from leadfront.policy import Site
from leadfront.showcase import Showcase
from made_up import LEVELS, entry, showcase


def published(made: Showcase) -> Showcase:
    return replace(made, site=Site(name="Orchard Vale", url="https://example.org/show/"))


def test_the_newest_have_their_own_and_the_others_that_of_their_level(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leadfront.pages.previews.NEWEST", 1)
    newest, older, unknown = entry("new"), entry("old"), entry("odd", level="boss")
    previews = Previews(published(showcase([newest, older, unknown])))
    assert previews.uri_of(newest) == "previews/use-cases/new.png"
    assert previews.uri_of(older) == "previews/levels/director.png"
    assert previews.uri_of(unknown) == ""
    assert [file.uri for file in previews.files()] == [
        "previews/showcase.png",
        *(f"previews/levels/{level.id}.png" for level in LEVELS),
        "previews/use-cases/new.png",
    ]


def test_every_picture_that_a_page_names_is_there_and_is_one() -> None:
    made = published(showcase([entry("one"), entry("two", level="boss")]))
    files = {file.uri: file for file in all_files(made)}
    named = {page.picture for page in all_pages(made)} - {""}
    assert named == {"previews/use-cases/one.png", "previews/use-cases/two.png"}
    for uri in named:
        assert files[uri].content(str).startswith(b"\x89PNG")


def test_without_an_address_of_the_site_there_are_none() -> None:
    made = showcase([entry("one")])
    assert Previews(made).site_uri == ""
    assert Previews(made).files() == []
    assert {page.picture for page in all_pages(made)} == {""}
