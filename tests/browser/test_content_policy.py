"""Behind nginx, with the headers that the build wrote: every kind of page and what can be done there, and a browser
that has to refuse nothing. The other browser tests run behind it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser_paths import PAGES
from browser_windows import Glance, opened
from leadfront.headers.forms import tags
from leadfront.headers.sent import headers
from served import free_port, nginx, served
from small_site import POLICY, make, run_build

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not nginx(), reason="nginx is not installed (Debian: nginx-light); it sends the headers"),
]
CASE = "use-cases/word-for-word/"


@pytest.mark.parametrize("path", [*PAGES, "nowhere/", "compare/?a=word-for-word", "digests/nowhere/at/all/"])
def test_every_kind_of_page_has_the_policy_and_breaks_it_nowhere(glance: Glance, url: str, path: str) -> None:
    with glance("about:blank") as page:
        answer = page.goto(url + path)
        assert answer
        said = answer.headers
        assert "default-src 'none'; script-src 'self' 'sha256-" in said["content-security-policy"]
        assert "unsafe" not in said["content-security-policy"]
        assert said["x-content-type-options"] == "nosniff"
        assert said["referrer-policy"] == said["cross-origin-opener-policy"] == "same-origin"
        page.wait_for_load_state("networkidle")
        # The theme's own script ran: it takes the mark of a page without script away, and chose light or dark.
        assert page.locator("html.js").count()
        assert page.evaluate("typeof __md_get") == "function"


def test_a_reader_s_whole_walk(browser: Browser, url: str) -> None:
    """Search, browse, compare, fill in, copy, print, light and dark."""
    permissions = ["clipboard-read", "clipboard-write"]
    with opened(browser, url, permissions=permissions, color_scheme="light") as page:
        page.keyboard.press("/")
        page.keyboard.type("audiobok")
        page.locator(".lf-search__list a, .lf-search__list [role=option]").first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=audiobok")
        page.goto(url + "search/?q=board")
        page.locator("main a[href*='use-cases/']:visible").first.wait_for()
        page.goto(url + "use-cases/?level=director")
        page.wait_for_load_state("networkidle")
        expect(page.locator(".lf-browse, [data-lf-browse]").first).to_be_visible()
        page.goto(url + CASE)
        section = page.locator(".lf-section--prompt")
        section.get_by_label("Date (1)").fill("October")
        section.locator("[data-clipboard-target]").first.click()
        page.wait_for_selector(".md-dialog--active")
        assert "From October to" in page.evaluate("navigator.clipboard.readText()")
        page.locator("[data-lf-scheme]:visible").click()
        page.wait_for_selector("body[data-md-color-scheme=slate]")
        page.reload()
        page.wait_for_selector("body[data-md-color-scheme=slate]")
        page.goto(url + "handbook/data/")
        page.goto(url + "coverage/")
        page.locator(".lf-cell--filled a").last.click()
        assert page.url.partition("#")[2]


def test_columns_are_aligned_without_a_style(browser: Browser, url: str) -> None:
    with opened(browser, url, "handbook/figures/") as page:
        cells = page.locator("td")
        aligned = "it => getComputedStyle(it).textAlign.replace('-webkit-', '')"
        wanted = ["left", "center", "right"]
        assert [cell.evaluate(aligned) for cell in cells.all()] == wanted
        assert page.locator("table [style], table[style]").count() == 0


@pytest.fixture(scope="module")
def smuggled(site: Path) -> Iterator[str]:
    """The address of the site with a page that holds what nobody should be able to put there."""
    page = site / "handbook" / "data" / "index.html"
    there = site / "smuggled" / "deep" / "index.html"
    there.parent.mkdir(parents=True)
    harm = (
        "<script>window.harm = 1</script><script>var palette=0;window.harm = 1</script>"
        "<p style='color: red' id=red>x</p>"
        "<img src=x onerror='window.harm = 1'><a id=link href='javascript:window.harm = 1'>x</a>"
        "<script src='https://foreign.example/x.js'></script><img src='https://foreign.example/x.png'>"
        "<iframe src='https://foreign.example/'></iframe><base href='https://foreign.example/'>"
        "<form action='https://foreign.example/' id=form><button id=send>x</button></form></main>"
    )
    there.write_text(page.read_text(encoding="utf-8").replace("</main>", harm), encoding="utf-8")
    with served(site, site.with_name("site.headers")) as address:
        yield address + "smuggled/deep/"
    there.unlink()
    there.parent.rmdir()
    there.parent.parent.rmdir()


def test_what_was_smuggled_into_a_page_stays_dead(browser: Browser, smuggled: str) -> None:
    _stays_dead(browser, smuggled)


def test_what_a_browser_refuses_does_not_go_unnoticed(browser: Browser, smuggled: str) -> None:
    with (
        pytest.raises(AssertionError, match="script-src-elem inline") as noticed,
        opened(browser, smuggled) as page,
    ):
        page.wait_for_load_state("networkidle")
    for directive in ("style-src-attr inline", "script-src-attr inline", "img-src https://foreign.example/x.png"):
        assert directive in str(noticed.value)


def test_a_page_that_names_the_policy_itself_is_as_safe(browser: Browser, site: Path, smuggled: str) -> None:
    """As on a host where no header can be set: the same site, without headers, with the tags in the page."""
    there = site / "smuggled" / "deep" / "index.html"
    written = there.read_text(encoding="utf-8")
    sent = (site.with_name("site.headers") / "content-security-policy.txt").read_text(encoding="utf-8")
    scripts = re.findall(r"'sha256-[^']+'", sent)
    there.write_text(written.replace("<head>", "<head>" + tags(headers(scripts))), encoding="utf-8")
    bare = site.with_name("no.headers")
    bare.mkdir()
    (bare / "nginx.conf").write_text("# nothing\n")
    try:
        with served(site, bare) as address:
            _stays_dead(browser, address + "smuggled/deep/")
    finally:
        there.write_text(written, encoding="utf-8")


def _stays_dead(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    sent: list[str] = []
    context.route("https://foreign.example/**", lambda route: (sent.append(route.request.url), route.abort()))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert page.locator("#red").evaluate("it => getComputedStyle(it).color") != "rgb(255, 0, 0)"
    assert page.evaluate("document.baseURI") == address
    assert page.evaluate("typeof __md_get") == "function", "the theme's own scripts run"
    page.evaluate("document.querySelector('#link').click(); document.querySelector('#send').click()")
    page.wait_for_timeout(500)
    assert page.evaluate("window.harm") is None
    assert page.url == address
    assert sent == []
    context.close()


def test_no_other_site_may_show_a_page_inside_its_own(browser: Browser, url: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(f"<iframe src='{url}'></iframe>")
    (tmp_path / "nginx.conf").write_text("# nothing\n")
    with served(tmp_path, tmp_path) as other:
        context = browser.new_context()
        page: Page = context.new_page()
        refused: list[str] = []
        page.on("console", lambda said: refused.append(said.text))
        page.goto(other)
        page.wait_for_load_state("networkidle")
        assert any("frame-ancestors" in line for line in refused)
        context.close()


FEATURES = """\
site_name: A small showcase
site_url: SITE
docs_dir: showcase
theme:
  name: material
  features: [navigation.instant, navigation.instant.progress, navigation.tracking, navigation.top, toc.follow,
             content.code.annotate, content.code.select, content.tabs.link, content.tooltips, content.footnote.tooltips,
             content.action.view, announce.dismiss, header.autohide]
  palette:
    - {scheme: default, toggle: {icon: material/weather-night, name: Switch to dark}}
    - {scheme: slate, toggle: {icon: material/weather-sunny, name: Switch to light}}
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - pymdownx.details
  - pymdownx.keys
  - pymdownx.mark
  - pymdownx.superfences
  - pymdownx.highlight: {anchor_linenums: true, line_spans: __span, linenums: true}
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist: {custom_checkbox: true}
  - toc: {permalink: true}
"""
RICH = """\
# Everything at once

*[HTML]: The language of pages

??? note "Open me"

    HTML inside, with ++ctrl+k++ and ==a mark==.

=== "One"

    First.

=== "Two"

    ```python hl_lines="2"
    a = 1  # (1)!
    b = 2
    ```

    1.  An annotation.

- [x] Done
- [ ] Not yet

| a | b |
|--:|:-:|
| 1 | 2 |

A note.[^1]

[^1]: At the foot.

## Further down

[Coverage](../coverage.md){ title="A tooltip" }
"""


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site whose owner has switched on what the theme and Markdown can do."""
    home = make(tmp_path_factory.mktemp("rich") / "repository")
    port = free_port()
    policy = POLICY[POLICY.index("plugins:") :]
    (home / "mkdocs.yml").write_text(FEATURES.replace("SITE", f"http://127.0.0.1:{port}/") + policy)
    (home / "showcase" / "handbook").mkdir()
    (home / "showcase" / "handbook" / "rich.md").write_text(RICH)
    done = run_build(home)
    assert done.returncode == 0, done.stderr
    with served(home / "site", home / "site.headers", port) as address:
        yield address


def test_what_the_theme_can_do_needs_nothing_more(browser: Browser, rich: str) -> None:
    with opened(browser, rich, "handbook/rich/", color_scheme="light") as page:
        page.get_by_text("Open me").click()
        page.get_by_text("Two", exact=True).click()
        page.locator(".highlight").first.wait_for()
        page.locator(".md-annotation, code").first.click()
        page.locator("sup a").first.hover()
        page.locator("abbr").first.hover()
        page.get_by_role("link", name="Coverage").last.hover()
        page.wait_for_timeout(500)
        page.locator("[data-lf-scheme]:visible").click()
        page.get_by_role("link", name="Coverage").last.click()  # without loading the page anew
        page.wait_for_url("**/coverage/")
        page.locator(".lf-ledger").wait_for()
        page.go_back()
        page.get_by_text("Everything at once").first.wait_for()
        page.mouse.wheel(0, 2000)
        page.wait_for_timeout(300)
