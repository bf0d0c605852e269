"""Feeds, data and the spotlight on a built site."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import pytest

from small_site import environment, make

pytestmark = pytest.mark.slow

SITE = "https://intranet.example.org/ai/"
SPOTLIGHT = "      spotlight: [{use_case: shift-rota, week: 2026-W47, note: He says what failed.}]\n"


def build(home: Path, **env: str) -> str:
    """Build; the log."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=home, env=environment(**env), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = make(tmp_path_factory.mktemp("feeds") / "repository")
    config = home / "mkdocs.yml"
    # The address is one that only MkDocs can read.
    config.write_text("site_url: !ENV SHOWCASE_ADDRESS\n" + config.read_text() + SPOTLIGHT)
    assert "site_url" not in build(home, SHOWCASE_ADDRESS=SITE)
    return home / "site"


def alternates(site: Path, page: str) -> list[str]:
    text = (site / page).read_text(encoding="utf-8")
    return re.findall(r'<link rel="alternate feed" type="[^"]+" title="[^"]+" href="([^"]+)">', text)


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("index.html", "feeds/all"),
        ("use-cases/index.html", "feeds/all"),
        ("levels/director/index.html", "feeds/level-director"),
        ("functions/finance/index.html", "feeds/function-finance"),
    ],
)
def test_pages_name_their_feeds_in_their_head(site: Path, page: str, feed: str) -> None:
    found = [(site / page).parent.joinpath(address).resolve() for address in alternates(site, page)]
    assert found == [(site / f"{feed}{ending}").resolve() for ending in (".rss.xml", ".atom.xml", ".json")]
    assert all(path.is_file() for path in found)


def test_other_pages_name_none(site: Path) -> None:
    assert alternates(site, "rules/index.html") == alternates(site, "404.html") == []


def test_a_feed_leads_to_pages_of_the_site(site: Path) -> None:
    for path in sorted((site / "feeds").glob("all.*.xml")):
        read = feedparser.parse(path.read_bytes())
        assert not read.bozo
        assert [link.href for link in read.feed.links if link.rel == "self"] == [urljoin(SITE, f"feeds/{path.name}")]
        assert {item.link for item in read.entries} == {f"{SITE}use-cases/board-paper/", f"{SITE}use-cases/shift-rota/"}
        assert "It invented a deadline that nobody had set." in path.read_text(encoding="utf-8")
    for item in json.loads((site / "feeds" / "all.json").read_text(encoding="utf-8"))["items"]:
        assert (site / item["url"].removeprefix(SITE) / "index.html").is_file()


def test_the_data_is_at_the_top_and_each_page_leads_to_it(site: Path) -> None:
    read = json.loads((site / "showcase.json").read_text(encoding="utf-8"))
    assert [case["id"] for case in read["use_cases"]] == ["board-paper", "shift-rota"]
    assert (site / "showcase.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")
    assert 'href="../../follow/"' in (site / "use-cases" / "shift-rota" / "index.html").read_text(encoding="utf-8")
    assert 'href="../showcase.csv"' in (site / "follow" / "index.html").read_text(encoding="utf-8")


def test_the_home_page_leads_with_the_use_case_of_the_week(site: Path) -> None:
    text = (site / "index.html").read_text(encoding="utf-8")
    assert text.index("He says what failed.") < text.index('id="latest"')


def test_without_the_address_of_the_site_the_log_says_how_to_get_feeds(tmp_path: Path) -> None:
    home = make(tmp_path / "repository")
    log = build(home)  # strict: it is no warning
    assert log.count("There are no feeds") == 1
    assert not (home / "site" / "feeds").exists()
    assert (home / "site" / "showcase.json").is_file()
