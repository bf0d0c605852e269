"""Which scripts in a page are the theme's own."""

from __future__ import annotations

import pytest

from leadfront.headers.inline import DEPTHS, ThemeScripts, digest_of, inline_scripts, what_is_refused

SCOPE = '{#- made by a program -#}\n<script>scope=new URL("{{ config.extra.scope | d(base_url) }}",location)</script>'
PLAIN = "<p><script>var palette=1</script></p>"
THEME = ThemeScripts([SCOPE, PLAIN, '<script src="a.js"></script>'])


def at(way: str) -> str:
    return f'scope=new URL("{way}",location)'


def test_a_script_of_the_theme_is_allowed_word_for_word() -> None:
    assert THEME.versions_of("var palette=1") == ("var palette=1",)
    for other in ("var palette=2", "var palette=1;", " var palette=1", "", "alert(1)"):
        assert THEME.versions_of(other) == ()


def test_the_way_up_is_allowed_from_every_folder() -> None:
    allowed = THEME.versions_of(at("../.."))
    assert set(allowed) == {at("."), *(at("/".join([".."] * depth)) for depth in range(1, DEPTHS + 1))}
    assert set(THEME.versions_of(at("."))) == set(allowed)
    assert at("/ai/") in THEME.versions_of(at("/ai/")), "as on the page for what is missing"
    assert at("/".join([".."] * 9)) in THEME.versions_of(at("/".join([".."] * 9))), "deeper than was foreseen"


@pytest.mark.parametrize("filled", ['"+alert(1)+"', "');alert(1)//", "\\u0022", "${1}", "a b", "ö(", "\n"])
def test_a_blank_takes_nothing_but_an_address(filled: str) -> None:
    assert THEME.versions_of(at(filled)) == ()


def test_what_a_browser_runs_without_asking_for_it() -> None:
    page = """<script>1</script><script type=module>2</script><script type="text/javascript" async>3\r\n</script>
        <script id="__config" type="application/json">{"no": 1}</script><script src="x.js"></script>
        <script type='importmap'>4</script><script type="application/ld+json">{}</script>
        <script defer src='y'>no</script>"""
    assert list(inline_scripts(page)) == ["1", "2", "3\n", "4"]


def test_what_besides_scripts_the_policy_refuses() -> None:
    style, handler = "a style", "an attribute that runs a script"
    assert list(what_is_refused("<style>p{}</style>")) == [style]
    assert list(what_is_refused("<p id=x style='color: red'>")) == [style]
    assert list(what_is_refused('<a onclick="x()" href="#">')) == [handler]
    assert list(what_is_refused('<p title="a > b"\nONCLICK=x() Style=y>')) == [style, handler]
    assert list(what_is_refused("<svg/onload=x()>")) == [handler]
    assert list(what_is_refused('<p>The style="…" and onclick = of a book</p><p data-style="a">')) == []


@pytest.mark.parametrize(
    "page",
    [
        '<meta content="How I found &lt;svg onload=x()&gt; in a form" name="description">',
        '<meta content="How I found <svg onload=x()> in a form" name="description">',
        "<a title='the style=\"…\" of a page' href='#'>…</a>",
        "<title>An onerror= in a title &lt;img onerror=x()&gt;</title>",
        '<script>let text = "<p onclick=x() style=y>"</script>',
        "<!-- <p onclick=x() style=y> -->",
    ],
)
def test_what_a_page_only_speaks_of_is_neither_a_style_nor_a_script(page: str) -> None:
    assert list(what_is_refused(page)) == []


def test_a_digest_is_that_of_the_standard() -> None:
    # From https://www.w3.org/TR/CSP3/
    assert digest_of("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
