"""The adapter's small parts, without a build."""

from __future__ import annotations

import html

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.structure.files import File, Files

from leadfront.engine.links import UnknownPageError, disarm, resolve
from leadfront.engine.search import passages_of
from leadfront.engine.site import titles
from leadfront.engine.tables import framed
from leadfront.language import ENGLISH
from leadfront.pages.search import Passage


def test_the_search_knows_a_page_and_each_of_its_sections() -> None:
    content = (
        '<h1 id="top">A &amp; B</h1><p>By <b>Ana</b>.</p><style>no {}</style><h2>No id</h2><p>still the page</p>'
        '<h2 id="prompt">The <i>prompt</i><a class="headerlink" href="#prompt">¶</a></h2><pre>1 &lt; 2</pre>'
    )
    assert list(passages_of("use-cases/a/", "A & B", "What it is about", content)) == [
        Passage("use-cases/a/", "A & B", "", "What it is about", "A & B By Ana . No id still the page"),
        Passage("use-cases/a/#prompt", "The prompt", "A & B", "", "1 < 2"),
    ]
    assert list(passages_of("b/", "B", "", "<p>Alone</p>")) == [Passage("b/", "B", "", "", "Alone")]


def test_columns_are_aligned_by_an_attribute() -> None:
    source = '| a | b | c |\n|:--|:-:|--:|\n| 1 | style="text-align: left;" | 3 |'
    written = markdown.markdown(source, extensions=["tables"])
    made = framed(written, ENGLISH)
    assert made.count(' align="left"') == made.count(' align="center"') == made.count(' align="right"') == 2
    assert made.count("text-align") == 1, "what the cell says stays"
    assert framed('<td class="x" style="text-align:right">', ENGLISH) == '<td class="x" align="right">'
    assert framed('<p style="text-align: right">', ENGLISH) == '<p style="text-align: right">'


def test_only_plain_tables_that_are_closed_are_framed() -> None:
    assert framed("<table><tr></tr></table>", ENGLISH).startswith('<div class="lf-scroll"')
    assert framed("<table><tr></tr></table>", ENGLISH).endswith("</table></div>")
    for other in (
        "<p>none</p>",
        "<table>",
        '<table class="mine"></table>',
        '<table><tr><table class="x"></table></table>',
    ):
        assert framed(other, ENGLISH) == other


def test_the_titles_of_a_navigation_are_found_at_every_depth() -> None:
    nav = [{"Start": "index.md"}, "loose.md", {"More": [{"The grid": "/coverage.md"}, {"Out": "https://example.com"}]}]
    assert dict(titles(nav)) == {"index.md": "Start", "coverage.md": "The grid", "https://example.com": "Out"}


def test_what_looks_like_a_link_of_ours_is_shown_as_it_was_typed_and_leads_nowhere() -> None:
    shown = '<p>Write href="page:a.md" <a title="href" href="page:a.md">b</a></p>'
    assert disarm(shown) == '<p>Write href=&quot;page:a.md" <a title="href" href="#page:a.md">b</a></p>'
    assert disarm("<p>“page:”</p>") == "<p>“page:”</p>"


def test_only_links_are_resolved() -> None:
    files = Files([File("a.md", None, "site", True)])
    text = '<div data-case="page:b" data-src="page:a.md" title="page:b"><img src="page:a.md"><a href="page:a.md#x">'
    made = '<div data-case="page:b" data-src="./" title="page:b"><img src="./"><a href="./#x">'
    assert resolve(text, next(iter(files)), files) == made


NAMES = ["a", "b", "a-b", "index", "a&b", "ä", "it's", '"', "a#b", "?", "b.md#x", "<", "%23"]
PATHS = st.builds(
    lambda parts, ending: "/".join(parts) + ending,
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=4),
    st.sampled_from([".md", ".xml"]),
)


@given(st.lists(PATHS, min_size=1, max_size=8, unique=True), st.booleans())
def test_a_link_leads_from_each_page_to_each_other(paths: list[str], as_folders: bool) -> None:
    files = Files([File(path, None, "site", as_folders) for path in paths])
    for here in files:
        for there in files:
            for rest in ("", "#x", "?a=1&b=2"):
                made = resolve(f'<a href="page:{html.escape(there.src_uri + rest)}">', here, files)
                assert made == f'<a href="{html.escape(there.url_relative_to(here) + rest)}">'


def test_a_link_to_no_page_is_told() -> None:
    files = Files([File("a.md", None, "site", True)])
    with pytest.raises(UnknownPageError, match=r"a\.md links to b\.md"):
        resolve('<a href="page:b.md">', next(iter(files)), files)
