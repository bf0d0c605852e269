"""The repositories that the red team contributes to, and what becomes of them: the check's answers, the sites."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from histories import git
from red_team.cases import Case
from small_site import environment, write_case

OUTSIDE = "what-lies-outside"
"""The text of a file beside the repository, and of the environment, which no page may ever hold."""
LIMIT = 100
"""Seconds, for everything that all cases together are put through."""
FORMS = ("github", "gitlab", "json", "junit", "leader", "markdown", "sarif")
LANDED, OPENED = "2026-07-15T10:00:00+01:00", "2026-11-18T10:00:00+00:00"
EXTENSIONS = (
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "pymdownx.details"),
    *("pymdownx.highlight", "pymdownx.superfences", {"pymdownx.tabbed": {"alternate_style": True}}),
    *("pymdownx.tasklist", "tables", {"toc": {"permalink": False}}),
)
SETTINGS: dict[str, Any] = {
    "site_name": "A small showcase",
    "site_url": "https://showcase.example.org/",
    "docs_dir": "showcase",
    "theme": {"name": "material", "font": False},
    "markdown_extensions": list(EXTENSIONS),
}
POLICY: dict[str, Any] = {
    "launch": "2026-07-01",
    "timezone": "Europe/London",
    "levels": [{"id": "executive", "name": "Executive team"}, {"id": "director", "name": "Directors"}],
}


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    said: str
    """Both its streams."""


@dataclass(frozen=True)
class Checked(Ran):
    """What the check answered: its report, and every form of it by name."""

    report: dict[str, Any]
    forms: dict[str, str]

    def codes(self, case: Case) -> set[str]:
        """What is told of the case's files; of a case that is alone, everything is its own."""
        mine = {path.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for path in case.paths()}
        return {
            finding["code"]
            for finding in self.report["findings"]
            if case.alone or _readable(finding["path"] or "") in mine
        }


def make(folder: Path, cases: Iterable[Case] = ()) -> Path:
    """A repository that follows every rule, with one branch more on which the contributions lie."""
    top = folder / "repository"
    (top / "showcase" / "handbook").mkdir(parents=True)
    (folder / "outside").mkdir()
    (folder / "outside" / "page.md").write_text(f"---\ntitle: Outside\n---\n\n{OUTSIDE}\n", encoding="utf-8")
    git(top, "init", "--quiet", "--initial-branch", "main")
    write_case(top, "board-paper", "The board paper", "Imogen Ashdown", "executive")
    write_case(top, "shift-rota", "The shift rota", "Tomasz Bell", "director")
    (top / "showcase" / "index.md").write_text("# A small showcase\n\nWelcome.\n", encoding="utf-8")
    (top / "showcase" / "handbook" / "data.md").write_text("# What may be pasted\n\nWords.\n", encoding="utf-8")
    (top / ".gitignore").write_text("/site*/\n/.site*/\n/.cache/\n/plain.yml\n", encoding="utf-8")
    _settings(top, {}, {})
    _land(top, "Launch the showcase", LANDED)
    git(top, "checkout", "--quiet", "-b", "contribution")
    for case in cases:
        case.lay(top)
        if case.policy or case.settings:
            _settings(top, case.settings, case.policy)
            git(top, "add", "mkdocs.yml")
    if git(top, "status", "--porcelain").strip():
        _commit(top, "Share something", OPENED)
    return top


def check(top: Path) -> Checked:
    """Ask the check about the contribution, in every form."""
    answers = top.parent / "answers"
    answers.mkdir(exist_ok=True)
    pairs = [part for form in FORMS for part in ("--format", form, "--output", str(answers / form))]
    ran = _run(top, "leadfront", "check", "--base", "main", "--format", "text", *pairs)
    forms = {form: (answers / form).read_text(encoding="utf-8") for form in FORMS if (answers / form).exists()}
    report = json.loads(forms["json"]) if "json" in forms else {"findings": []}
    return Checked(ran.code, ran.said, report, forms)


def build(top: Path, site: str = "site", strict: bool = False, config: str = "mkdocs.yml") -> Ran:
    """Build the site with MkDocs' own command."""
    options = ["--strict"] if strict else []
    return _run(top, "mkdocs", "build", "-f", config, "--site-dir", site, *options)


def build_plain(top: Path) -> Ran:
    """Build the same contribution without Leadfront, into the folder `site-plain`."""
    whole = {**SETTINGS, "plugins": ["search"]}
    (top / "plain.yml").write_text(yaml.safe_dump(whole, sort_keys=False), encoding="utf-8")
    return build(top, "site-plain", config="plain.yml")


def obeyed(log: str) -> list[str]:
    """The lines of a log that a CI server would obey, save our own findings, or that a terminal would."""
    ours = re.compile(r"::(error|warning|notice) (file=[^:]*,)?(line=\d+,)?title=LF\d+ [a-z0-9-]+::")
    lines = [line for line in log.split("\n") if re.match(r"\s*::", line) and not ours.match(line)]
    return lines + [line for line in log.split("\n") if re.search(r"##\w*\[|[\x00-\x08\x0b-\x1f\x7f-\x9f]", line)]


def _run(top: Path, module: str, *arguments: str) -> Ran:
    command = [sys.executable, "-m", module, *arguments]
    secrets = {"SECRET_OF_THE_BUILDER": OUTSIDE}
    try:
        done = subprocess.run(command, cwd=top, env=environment(**secrets), capture_output=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return Ran(-1, f"Not done after {LIMIT} seconds.")
    return Ran(done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace"))


def _settings(top: Path, settings: dict[str, Any], policy: dict[str, Any]) -> None:
    whole = {**SETTINGS, **settings}
    whole.setdefault("plugins", ["search", {"leadfront": {**POLICY, **policy}}])
    (top / "mkdocs.yml").write_text(yaml.safe_dump(whole, sort_keys=False), encoding="utf-8")


def _land(top: Path, subject: str, on: str) -> None:
    git(top, "add", "--all")
    _commit(top, subject, on)


def _commit(top: Path, subject: str, on: str) -> None:
    git(top, "commit", "--quiet", "--message", subject, GIT_AUTHOR_DATE=on, GIT_COMMITTER_DATE=on)


def _readable(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
