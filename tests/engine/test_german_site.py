"""A German showcase, built by MkDocs from a repository made for the test: its pages and the theme around them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from german import SECTIONS, left_in_english
from small_site import CASE, environment, land, make
from visible import visible

pytestmark = pytest.mark.slow

ENGLISH_HEADINGS = {
    "task": "The task",
    "prompt": "Prompt",
    "output": "Output",
    "result": "Result",
    "failures": "What did not work",
    "check": "How I checked it",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    home = make(tmp_path_factory.mktemp("german") / "repository")
    config = home / "mkdocs.yml"
    sections = "".join(f"        {key}: {words}\n" for key, words in SECTIONS.items())
    text = config.read_text(encoding="utf-8").replace("font: false}", "font: false, language: de}")
    config.write_text(
        text.replace("A small showcase", "Eine kleine Sammlung")
        .replace("Executive team", "Geschäftsführung")
        .replace("Directors", "Direktion")
        + "      count_samples: true\n      sections:\n"
        + sections,
        encoding="utf-8",
    )
    case = CASE.replace("tools: [Copilot]", EFFECT)
    for key, words in ENGLISH_HEADINGS.items():
        case = case.replace(f"## {words}\n", f"## {SECTIONS[key]}\n")
    for name, level in (("board-paper", "executive"), ("shift-rota", "director")):
        told = case.replace("TITLE", "Die Vorlage").replace("LEADER", "Imogen Ashdown").replace("LEVEL", level)
        (home / "showcase" / "use-cases" / f"{name}.md").write_text(told, encoding="utf-8")
    (home / "showcase" / "index.md").write_text("# Unsere Sammlung\n\nWillkommen.\n", encoding="utf-8")
    (home / "showcase" / "tafel.md").write_text("# Tafel\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", encoding="utf-8")
    land(home, "Deutsch", on="2026-10-15T10:00:00+01:00")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(home / "site")]
    done = subprocess.run(command, cwd=home, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return home / "site"


EFFECT = (
    "tools: [Copilot]\neffect: {measure: Seiten gelesen, before: 6960, after: 25, unit: Seiten, basis: measured}\n"
    "minutes: 12\nskills: [ethics, creativity]\nverified: 2026-10-14"
)


def test_every_page_is_german_to_its_reader(site: Path) -> None:
    pages = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    assert len(pages) > 20
    for name, text in pages.items():
        if name.startswith("editor/"):
            continue
        assert re.search(r'<html lang="de"', text), name
        assert not left_in_english(visible(text)), name


def test_days_numbers_and_the_navigation(site: Path) -> None:
    case = visible((site / "use-cases" / "board-paper" / "index.html").read_text(encoding="utf-8"))
    assert "6.960 Seiten" in case
    assert "14. Oktober 2026" in case
    assert "Stand" in case
    assert "am 20. November 2026" in case
    assert "Diese Sammlung besteht aus Beispielen" in case
    home = visible((site / "index.html").read_text(encoding="utf-8"))
    assert "Der nächste Beitrag ist bis zum 31. März 2027 fällig." in home
    for words in ("Start", "Anwendungsfälle", "Abdeckung", "Anwendungsfall teilen", "Regeln"):
        assert words in home


def test_a_table_of_the_owner_is_named_in_german(site: Path) -> None:
    assert 'aria-label="Tabelle"' in (site / "tafel" / "index.html").read_text(encoding="utf-8")
