"""The story of a use case that was published long ago, is tried again, and is retired in the end. Each door tells it;
what has to come true is the same.
"""

from __future__ import annotations

import difflib
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from histories import git
from small_site import CASE, environment, land, make

SLUG = "still-works"
PATH = f"showcase/use-cases/{SLUG}.md"
DAY, MODEL = "2026-11-18", "Claude Sonnet 4.5"


def tried_again_text() -> str:
    """A use case as somebody types it by hand, with much that a careless program would tidy up."""
    text = CASE.replace("TITLE", "The long letter").replace("LEADER", "Zoë Bell").replace("LEVEL", "director")
    for tidy, typed in (
        ("title: The", "# Typed by hand.\ntitle:   The"),
        ("tools: [Copilot]", "tools:\n  - Copilot"),
        ("function: finance", 'function: "finance"   # keep me'),
        ("\n\n## Result", "  \n\n\n## Result"),
    ):
        text = text.replace(tidy, typed)
    return text


def make_story(folder: Path, **settings: str) -> Path:
    """A showcase with the use case in it; `settings` are lines of `mkdocs.yml`. Its folder."""
    home = make(folder)
    lines = "".join(f"{key}: {value}\n" for key, value in settings.items())
    config = home / "mkdocs.yml"
    config.write_text(lines + config.read_text(encoding="utf-8"), encoding="utf-8")
    (home / PATH).write_text(tried_again_text(), encoding="utf-8")
    land(home, "Share the long letter", on="2026-07-20T10:00:00+01:00")
    return home


@dataclass(frozen=True)
class Chapter:
    """What one visit to a door came to: the branch that it left."""

    home: Path
    branch: str

    def differences(self) -> list[str]:
        """The lines that went and came, in the whole repository."""
        assert git(self.home, "diff", "--name-only", f"main...{self.branch}").split() == [PATH]
        before, after = (git(self.home, "show", f"{name}:{PATH}").split("\n") for name in ("main", self.branch))
        return [line for line in difflib.ndiff(before, after) if not line.startswith(("  ", "? "))]

    def passes(self) -> None:
        """The check of the proposed change fails for nothing and has no fault to find with the file. That somebody else
        may have typed for the leader is no fault.
        """
        command = [sys.executable, "-m", "leadfront", "check", "--base", "main", "--revision", self.branch]
        done = subprocess.run(
            [*command, "--format", "json"], cwd=self.home, env=environment(), capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        found = json.loads(done.stdout)["findings"]
        assert [item for item in found if item["path"] == PATH and item["severity"] != "info"] == []

    def lands(self, on: str) -> None:
        """It is merged, as hosts do, and its branch goes."""
        git(self.home, "checkout", "--quiet", "main")
        git(self.home, "merge", "--quiet", "--squash", self.branch)
        land(self.home, "Merge it", on=on)
        git(self.home, "branch", "--quiet", "--delete", "--force", self.branch)


def build(home: Path) -> Path:
    """Build the site; its folder."""
    site = home.parent / "built"
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    done = subprocess.run(command, cwd=home, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return site


def page_of(site: Path) -> str:
    """The use case's page, as HTML; empty where there is none."""
    path = site / "use-cases" / SLUG / "index.html"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def address_of(page: str, words: str) -> str:
    """Where the link leads whose words begin so."""
    found = re.search(rf'<a href="([^"]*)"[^>]*>{re.escape(words)}', page)
    assert found, f"no link “{words}”"
    return unescape(found[1])


def shows_that_it_still_works(site: Path) -> None:
    """Its page tells the day and the model, and it counts as an update."""
    page = page_of(site)
    assert re.search(r'<dt>Last tried again</dt><dd><time datetime="2026-11-18">18 November 2026</time>', page)
    assert f"<dt>Model</dt><dd>{MODEL}</dd>" in page
    assert re.search(r"<dt>Last updated</dt><dd><time[^>]*>19 November 2026", page)


def shows_that_it_is_retired(site: Path) -> None:
    """It has no page and stands in no list, but the past keeps it."""
    assert page_of(site) == ""
    assert "The long letter" not in (site / "use-cases" / "index.html").read_text(encoding="utf-8")
    past = (site / "coverage" / "index.html").read_text(encoding="utf-8")
    assert past.count(f'{SLUG} <span class="lf-note">(no longer on the site)</span>') == 2, "added once, changed once"
    ledger = re.sub(r"<[^>]+>", " ", past.partition("<table")[2].partition("</table>")[0])
    assert "Q4" in ledger
    assert "Gap" not in ledger
