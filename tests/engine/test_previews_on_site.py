"""What a chat finds at the head of a page: title, description and a picture, by whole addresses and as plain text."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path

import pytest

from small_site import environment, make, write_case

pytestmark = pytest.mark.slow

SITE = "https://intranet.example.org/ai/"
HOSTILE = """\"><script>alert(1)</script> & 'more'"""
OWNERS = f"""---
title: '{HOSTILE.replace("'", "''")}'
description: ['"><script>alert(2)</script>']
picture: https://elsewhere.example.org/track.png
made: {{picture: x}}
---

Words.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = make(tmp_path_factory.mktemp("previews") / "repository")
    config = home / "mkdocs.yml"
    config.write_text(f"site_url: {SITE}\n" + config.read_text())
    case = write_case(home, "hostile", "TITLE", "Tomasz Bell", "director")
    quoted = HOSTILE.replace("'", "''")
    case.write_text(case.read_text().replace("title: TITLE", f"title: '{quoted}'"))
    (home / "showcase" / "about.md").write_text(OWNERS)
    command = [sys.executable, "-m", "mkdocs", "build"]
    done = subprocess.run(command, cwd=home, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return home / "site"


def told(site: Path, page: str) -> dict[str, str]:
    head = (site / page).read_text(encoding="utf-8").partition("</head>")[0]
    found = re.findall(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)">', head)
    assert not [line for line in head.split("\n") if "<script>alert" in line and ("og:" in line or "twitter:" in line)]
    assert len(found) == len(dict(found)) == head.count("og:") + head.count("twitter:")
    return {name: html.unescape(content) for name, content in found}


def test_a_use_case_tells_its_title_its_summary_and_its_own_picture(site: Path) -> None:
    told_of = told(site, "use-cases/board-paper/index.html")
    assert told_of["og:title"] == "The board paper"
    assert told_of["og:description"] == "One afternoon with an assistant, and what came of it."
    assert told_of["og:url"] == f"{SITE}use-cases/board-paper/"
    assert told_of["og:image"] == f"{SITE}previews/use-cases/board-paper.png"
    assert told_of["twitter:card"] == "summary_large_image"


@pytest.mark.parametrize("page", ["index.html", "rules/index.html", "use-cases/hostile/index.html", "about/index.html"])
def test_every_page_has_a_picture_of_this_site_that_is_there(site: Path, page: str) -> None:
    address = told(site, page)["og:image"]
    assert address.startswith(SITE)
    assert (site / address.removeprefix(SITE)).read_bytes().startswith(b"\x89PNG")


def test_hostile_titles_are_text(site: Path) -> None:
    assert told(site, "use-cases/hostile/index.html")["og:title"] == HOSTILE
    assert told(site, "about/index.html")["og:title"] == HOSTILE


def test_the_home_page_is_told_by_the_name_of_the_site(site: Path) -> None:
    assert told(site, "index.html")["og:title"] == "A small showcase"
