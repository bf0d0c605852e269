"""The adapter's small parts, without a build."""

from __future__ import annotations

from leadfront.engine.search import entries_for
from leadfront.engine.site import titles
from leadfront.engine.tables import framed


def test_a_page_has_an_entry_for_itself_and_one_for_each_section() -> None:
    content = (
        '<h1 id="top">A &amp; B</h1><p>By <b>Ana</b>.</p><h2 id="prompt">The <i>prompt</i></h2><pre>1 &lt; 2</pre>'
    )
    assert entries_for("use-cases/a/", "A &amp; B", content) == [
        {"location": "use-cases/a/", "title": "A &amp; B", "text": "By Ana ."},
        {"location": "use-cases/a/#prompt", "title": "The prompt", "text": "1 &lt; 2"},
    ]


def test_only_plain_tables_that_are_closed_are_framed() -> None:
    assert framed("<table><tr></tr></table>").startswith('<div class="lf-scroll"')
    assert framed("<table><tr></tr></table>").endswith("</table></div>")
    for other in (
        "<p>none</p>",
        "<table>",
        '<table class="mine"></table>',
        '<table><tr><table class="x"></table></table>',
    ):
        assert framed(other) == other


def test_the_titles_of_a_navigation_are_found_at_every_depth() -> None:
    nav = [{"Start": "index.md"}, "loose.md", {"More": [{"The grid": "/coverage.md"}, {"Out": "https://example.com"}]}]
    assert dict(titles(nav)) == {"index.md": "Start", "coverage.md": "The grid", "https://example.com": "Out"}
