"""Pages are cleaned as they are built: use cases, the home page, chapters and plain pages; what was removed is said."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from small_site import environment, make

pytestmark = pytest.mark.slow

HOSTILE = "\n\nWords <b onclick='x()'>that stay</b>.\n\n<script>pwned()</script>\n\n## A part {#__config}\n"


def run(home: Path, *arguments: str, plain: bool = False) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs" if plain else "leadfront", "build", *arguments]
    return subprocess.run(command, cwd=home, env=environment(), capture_output=True, text=True)


class Handlers(HTMLParser):
    """What on a page reacts to something."""

    found: set[str]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.found |= {name for name, _ in attrs if name.startswith("on")}

    @classmethod
    def of(cls, page: str) -> set[str]:
        reader = cls()
        reader.found = set()
        reader.feed(page)
        return reader.found


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = make(tmp_path / "repository")
    config = home / "mkdocs.yml"
    config.write_text(config.read_text() + "markdown_extensions: [attr_list, {toc: {permalink: true}}]\n")
    return home


def pages(home: Path) -> dict[str, str]:
    return {path.relative_to(home / "site").as_posix(): path.read_text() for path in home.glob("site/**/*.html")}


def test_every_kind_of_page_is_cleaned_and_each_is_told(home: Path) -> None:
    sources = {
        "index.html": "index.md",
        "playbook/ours/index.html": "playbook/ours.md",
        "plain/index.html": "plain.md",
        "use-cases/board-paper/index.html": "use-cases/board-paper.md",
    }
    for name in sources.values():
        path = home / "showcase" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text((path.read_text() if path.exists() else "# A page\n") + HOSTILE)
    done = run(home)
    assert done.returncode == 0, done.stderr
    built = pages(home)
    for page, name in sources.items():
        assert "<b>that stay</b>" in built[page], page
        assert "pwned" not in built[page]
        assert "onclick" not in built[page]
        assert 'id="__config"' not in built[page].replace('<script id="__config"', "")
        assert "#__config" not in built[page]
        text = (home / "showcase" / name).read_text()
        for words in ("onclick", "<script", "#__config"):
            line = text[: text.index(words)].count("\n") + 1
            assert re.search(rf"showcase/{name}:{line}: warning LF140: ", done.stderr), (name, words)


def test_the_same_does_harm_on_plain_mkdocs(home: Path) -> None:
    config = home / "mkdocs.yml"
    config.write_text("site_name: Plain\ndocs_dir: showcase\ntheme: material\nmarkdown_extensions: [attr_list]\n")
    (home / "showcase" / "plain.md").write_text("# A page\n" + HOSTILE)
    assert run(home, plain=True).returncode == 0
    page = pages(home)["plain/index.html"]
    assert "<script>pwned()</script>" in page
    assert "onclick='x()'" in page
    assert page.count('id="__config"') == 2


def test_removed_markup_fails_no_strict_build_and_a_foreign_picture_does(home: Path) -> None:
    case = home / "showcase" / "use-cases" / "board-paper.md"
    good = case.read_text()
    case.write_text(good + "\n<script>pwned()</script>\n")
    done = run(home, "--strict")
    assert done.returncode == 0, done.stderr
    before = pages(home)
    case.write_text(good + "\n![x](https://pictures.example.com/x.png)\n")
    done = run(home, "--strict")
    assert done.returncode == 1
    assert f"error LF141: line {good.count(chr(10)) + 2}: " in done.stderr
    assert pages(home) == before
    assert run(home).returncode == 0
    assert "pictures.example.com" not in pages(home)["use-cases/board-paper/index.html"]


def test_a_page_that_the_policy_trusts_is_left_as_it_is_and_a_use_case_never(home: Path) -> None:
    config = home / "mkdocs.yml"
    config.write_text(
        config.read_text().replace("      levels:", "      trusted_pages: ['plain*', 'use-cases/*']\n      levels:")
    )
    (home / "showcase" / "plain.md").write_text("# A page\n" + HOSTILE)
    case = home / "showcase" / "use-cases" / "board-paper.md"
    case.write_text(case.read_text() + HOSTILE)
    done = run(home)
    assert done.returncode == 0, done.stderr
    built = pages(home)
    assert "<script>pwned()</script>" in built["plain/index.html"]
    assert "onclick" in built["plain/index.html"]
    assert "pwned" not in built["use-cases/board-paper/index.html"]


@pytest.mark.parametrize("markup", ["</title><script>pwned()</script>", '"><img src=x onerror=pwned()>'])
def test_titles_and_descriptions_of_plain_pages_are_text(home: Path, markup: str) -> None:
    quoted = markup.replace("'", "''")
    top = f"---\ntitle: '{quoted}'\ndescription: '{quoted}'\n---\nWords.\n"
    (home / "showcase" / "said.md").write_text(top)
    heading = markup.replace("<", "&lt;")
    (home / "showcase" / "heading.md").write_text(f"# {heading}\n\nWords.\n\n## {heading}\n\nWords.\n")
    done = run(home)
    assert done.returncode == 0, done.stderr
    for page in pages(home).values():
        assert "<script>pwned" not in page
        assert "<img src=x" not in page
    assert "&lt;" in pages(home)["said/index.html"].partition("</title>")[0]


def test_names_of_files_and_folders_are_text(home: Path) -> None:
    for folder in ("<img src=x onerror=pwned()>", 'x" onmouseover="pwned()'):
        below = home / "showcase" / folder
        below.mkdir()
        (below / "page.md").write_text("Words.\n")
        (below / f"{folder}.md").write_text("Words.\n")
    config = home / "mkdocs.yml"
    config.write_text("repo_url: https://github.com/example/showcase\n" + config.read_text())
    done = run(home)
    assert done.returncode == 0, done.stderr
    for page in pages(home).values():
        assert "<img src=x" not in page.lower()
        assert "onmouseover" not in Handlers.of(page)


def test_a_name_of_a_place_breaks_out_of_no_attribute(home: Path) -> None:
    (home / "showcase" / "plain.md").write_text(
        "# A page\n\n## A part {: id='x\" onmouseover=\"pwned()' }\n\nWords.\n\n## B\n"
    )
    assert run(home).returncode == 0
    page = pages(home)["plain/index.html"]
    assert Handlers.of(page) == set()
    assert 'href="#b"' in page


def test_good_pages_look_as_they_did(home: Path) -> None:
    text = Path(__file__).parents[1].joinpath("sanitised", "everything.md").read_text()
    (home / "showcase" / "plain.md").write_text(text)
    config = home / "mkdocs.yml"
    names = "admonition, abbr, def_list, footnotes, md_in_html, pymdownx.details, pymdownx.superfences, tables"
    config.write_text(config.read_text().replace("[attr_list, ", f"[attr_list, {names}, "))
    done = run(home)
    assert done.returncode == 0, done.stderr
    assert not re.search("LF14[01]", done.stderr)
