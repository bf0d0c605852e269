"""One hostile text through every output there is, each read back by a real parser: it stays a text, and nothing of it
is obeyed. What the reporters and the newsletter owe besides is told in their own tests.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser
import pytest
from hypothesis import HealthCheck, example, given, settings
from markdown_it import MarkdownIt
from PIL import Image
from playwright.sync_api import Browser
from playwright.sync_api import Page as Window

from hostile_showcase import HOSTILE, SITE, everywhere, quoted, texts
from leadfront.agenda import card_for, in_markdown
from leadfront.digest import chat, mail, markdown, plain
from leadfront.digest.addresses import addresses
from leadfront.digest.chronicle import Chronicle
from leadfront.digest.letter import Letter, compose
from leadfront.digest.period import month_named
from leadfront.engine.build import build
from leadfront.engine.gate import _line as line_of_build_log
from leadfront.exports import as_csv, as_json, columns
from leadfront.feeds import FORMATS
from leadfront.language import ENGLISH
from leadfront.pages import Page, all_files, all_pages
from leadfront.pages.search import catalogue
from leadfront.preview_picture import HEIGHT, WIDTH, Words, picture_of
from leadfront.reporters import REPORTERS
from leadfront.showcase import Showcase
from small_site import make, write_case

FORMULA = re.compile(r"^[\s\u00a0\ufeff]*[=+\-@＝＋－＠]")
RENDERED = MarkdownIt("commonmark", {"html": True}).enable("table").render
COMMAND = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)
pytestmark = pytest.mark.slow


def on_everything(examples: int, together: int = 1) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test with every text that is known to have done harm, and with what hypothesis makes of them. Where a test
    takes its time, so many of the known ones stand together.
    """

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        for start in range(0, len(HOSTILE), together):
            test = example(" ".join(HOSTILE[start : start + together]))(test)
        unhurried = settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
        return given(texts)(unhurried(test))

    return decorate


def address_of(uri: str) -> str:
    return uri.removesuffix(".md") + "/" if uri.endswith(".md") else uri


def printable(text: str, also: str = "") -> None:
    """No letter in it is an order to a terminal, turns the line round, or can't be seen."""
    for letter in set(text) - set("\n" + also):
        assert unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"), repr(letter)
    assert not COMMAND.search(text), text


# --- pages: elements, attributes, scripts with data, addresses --------------------------------------------------------

# What the browser makes of a page: each element with its attributes, each address, the data of each script.
_PARSED = """
html => {
  const page = new DOMParser().parseFromString(html, 'text/html'), found = {shape: [], addresses: [], data: []};
  for (const element of page.querySelectorAll('*')) {
    for (const {name, value} of element.attributes) {
      found.shape.push(element.localName + ' ' + name);
      if (['href', 'src', 'action', 'data-src', 'formaction', 'xlink:href', 'srcset'].includes(name))
        found.addresses.push(value);
      if (name === 'style') found.shape.push('style=' + value.replace(/[\\d.]+/g, '0'));
    }
    found.shape.push(element.localName);
    if (element.localName === 'script') found.data.push([element.type, element.text]);
  }
  const comments = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  while (comments.nextNode()) found.shape.push('comment');
  found.shape = [...new Set(found.shape)];
  return found;
}
"""


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Window]:
    page = browser.new_page()
    yield page
    page.close()


def shown(page: Page) -> str:
    return page.frame("<p>What was rendered.</p>", f"{SITE}edit") if page.frame else page.text


def parsed(window: Window, made: Showcase) -> tuple[set[str], set[str], list[list[str]]]:
    """The shapes, addresses and data of all pages together."""
    found = window.evaluate(_PARSED, "\n".join(shown(page) for page in all_pages(made)))
    return set(found["shape"]), set(found["addresses"]), found["data"]


@pytest.mark.browser
@example("\x0b\x0c")
@on_everything(20, together=8)
def test_pages_have_the_same_elements_and_attributes(window: Window, text: str) -> None:
    tame, _, tame_data = parsed(window, everywhere("A tame text"))
    one, _, _ = parsed(window, everywhere("…"))  # a text without letters leaves some things out, and says so
    shape, links, data = parsed(window, everywhere(text))
    assert shape <= tame | one
    for link in links:
        assert link.startswith(("page:", "#", SITE)) or urlsplit(link).scheme in ("", "mailto"), link
    # Fewer, where a text that nobody can see leaves a page out.
    assert Counter(kind for kind, _ in data) <= Counter(kind for kind, _ in tame_data)
    for kind, content in data:
        if kind == "application/json":
            json.loads(content)


# What the browser knows of a page by its head.
_HEAD = """
html => {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const metas = [...page.head.querySelectorAll('meta')].map(
    one => [one.getAttribute('property') || one.name, one.content]);
  return {title: page.title, metas, shape: [...page.head.querySelectorAll('*')].map(
    one => one.localName + ' ' + [...one.attributes].map(attribute => attribute.name)).sort()};
}
"""


@pytest.mark.browser
def test_the_head_of_a_page_holds_its_words_only(window: Window, tmp_path: Path) -> None:
    home = make(tmp_path / "repository")
    config = home / "mkdocs.yml"
    config.write_text(f"site_url: {SITE}\n" + config.read_text(encoding="utf-8"), encoding="utf-8")
    said: dict[str, str] = {}
    for number, text in enumerate(HOSTILE):
        case = write_case(home, f"hostile-{number}", "TITLE", "LEADER", "director")
        titled = case.read_text(encoding="utf-8").replace("title: TITLE", f"title: {quoted('Words ' + text)}")
        summed = re.sub("(?m)^summary: .*$", lambda _, text=text: f"summary: {quoted(text)}", titled)
        case.write_text(summed.replace("leader: LEADER", f"leader: {quoted(text)}"), encoding="utf-8")
        said[f"hostile-{number}"] = "Words " + text
    assert build(config) == 0
    folders = (page.parent for page in (home / "site" / "use-cases").glob("*/index.html"))
    pages = {folder.name: (folder / "index.html").read_text(encoding="utf-8") for folder in folders}
    tame = window.evaluate(_HEAD, pages["board-paper"])["shape"]
    for name, text in said.items():
        head = window.evaluate(_HEAD, pages[name])
        assert set(head["shape"]) <= set(tame), name
        (title,) = [content for key, content in head["metas"] if key == "og:title"]
        assert visible(title) == visible(text), name
        assert visible(head["title"]).startswith(visible(text)), name


def visible(text: str) -> str:
    """A text without what browsers and YAML leave out, take for white space or put a sign in the place of."""
    return "".join(letter for letter in text if unicodedata.category(letter)[0] not in "CZ" and letter != "\ufffd")


# --- feeds and data ---------------------------------------------------------------------------------------------------


def made_files(made: Showcase) -> dict[str, bytes]:
    return {file.uri: file.content(address_of) for file in all_files(made) if not file.uri.endswith(".png")}


def tags(xml: bytes) -> set[str]:
    return {element.tag for element in ET.fromstring(xml).iter()}  # noqa: S314 - our own


@on_everything(20, together=8)
def test_feeds_are_well_formed_and_carry_texts_only(text: str) -> None:
    tame = made_files(everywhere("A tame text"))
    found = made_files(everywhere(text))
    assert {uri.rpartition(".")[2] for uri in found} >= {form.ending.rpartition(".")[2] for form in FORMATS}
    for uri, content in found.items():
        if content.startswith(b"<?xml"):
            assert tags(content) <= {tag for other in tame.values() if other[:5] == b"<?xml" for tag in tags(other)}
            read = feedparser.parse(content)
            assert not read.bozo, (uri, read.get("bozo_exception"))
            assert all(item.link.startswith(SITE) for item in read.entries)
        elif uri.endswith(".json"):
            json.loads(content)


@on_everything(60)
def test_a_spreadsheet_runs_no_cell(text: str) -> None:
    written = b"".join(as_csv(everywhere(text), lambda entry: SITE + entry.uri)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(written, newline=""), strict=True))
    assert [len(row) for row in rows] == [len(columns())] * 3
    for cell in (cell for row in rows for cell in row):
        assert not FORMULA.match(cell) or re.fullmatch(r"-?\d+(\.\d+)?", cell), cell


@on_everything(60)
def test_data_keeps_its_shape(text: str) -> None:
    def shape(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: shape(inner) for key, inner in value.items() if inner is not None}
        return [shape(item) for item in value] if isinstance(value, list) else type(value).__name__

    read = json.loads(b"".join(as_json(everywhere(text), lambda entry: SITE + entry.uri)))
    assert read["use_cases"][0]["title"] == everywhere(text).entries[0].case.title
    assert read.keys() == json.loads(b"".join(as_json(everywhere("tame"), lambda _: SITE))).keys()
    assert shape(read["levels"]) == [{"id": "str", "name": "str"}] * len(read["levels"])


@on_everything(10, together=8)
def test_what_the_search_reads_is_data(text: str) -> None:
    for uri, content in catalogue(everywhere(text), (), address_of, searchable=True).items():
        if uri.endswith(".json"):
            json.loads(content)
        assert b"\0" not in content or uri.endswith(".bin"), uri


# --- terminals, logs, CI, reports -------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", REPORTERS)
@on_everything(10, together=3)
def test_no_form_of_the_report_is_obeyed(form: str, text: str) -> None:
    written = REPORTERS[form](everywhere(text))
    lines = [line for line in written.split("\n") if form != "github" or not line.startswith(("::error ", "::notice "))]
    printable("\n".join(lines))
    if form in ("json", "gitlab", "sarif"):
        json.loads(written)
    elif form == "junit":
        ET.fromstring(written.encode())  # noqa: S314 - our own
    elif form in ("markdown", "leader"):
        assert not re.search(r"<(script|img|svg|iframe|b|a)\b", RENDERED(written).replace('<a href="', "")), written


@on_everything(60)
def test_a_build_log_is_not_obeyed(text: str) -> None:
    for finding in everywhere(text).report.findings:
        line = line_of_build_log(finding)
        assert "\n" not in line
        printable(f"WARNING -  {line}")  # MkDocs puts this before it


# --- what is passed on ------------------------------------------------------------------------------------------------


def letters(text: str) -> Iterator[Letter]:
    chronicle = Chronicle(everywhere(text))
    yield from (compose(chronicle.digest(month_named(month)), ENGLISH) for month in ("2026-10", "2026-11"))


@pytest.mark.parametrize("form", [chat, mail, markdown, plain], ids=["chat", "mail", "markdown", "plain"])
@on_everything(10, together=3)
def test_the_newsletter_is_obeyed_by_nobody(form: Any, text: str) -> None:
    to = addresses(everywhere(text).site)
    for letter in letters(text):
        written = form.render(letter, to)
        printable(written, also="\N{ZERO WIDTH SPACE}")
        if form is chat:
            assert not set("*`~<>|[]") & set(written)
            continue
        rendered = RENDERED(written) if form is markdown else written
        found = re.findall(r"(?:href|src)\s*=\s*[\"']?([^\"'\s>]+)", rendered) if form is not plain else []
        assert all(urljoin(SITE, link).startswith(SITE) for link in found), found


@on_everything(40)
def test_the_card_for_a_meeting_is_obeyed_by_nobody(text: str) -> None:
    made = everywhere(text)
    card = card_for(made, ENGLISH)
    assert card is not None
    written = in_markdown(card, ENGLISH, SITE + "use-cases/hostile/")
    printable(written, also="\N{ZERO WIDTH SPACE}")
    assert all(link.startswith(SITE) for link in re.findall(r'href="([^"]*)"', RENDERED(written)))


@on_everything(10, together=6)
def test_a_picture_holds_pixels_and_nothing_else(text: str) -> None:
    drawn = picture_of(Words(text, text, text, text))
    with Image.open(io.BytesIO(drawn)) as picture:
        picture.load()
        assert (picture.format, picture.size, picture.info) == ("PNG", (WIDTH, HEIGHT), {})
    kinds = re.findall(rb"(IHDR|PLTE|IDAT|IEND|tEXt|zTXt|iTXt|eXIf|tRNS)", drawn)
    assert {kind.decode() for kind in kinds} <= {"IHDR", "PLTE", "IDAT", "IEND"}
