"""A published use case is tried again and then retired: the story through the issue form, the terminal and a plain
edit on the host. The form in the browser tells it in `tests/browser/test_editor_again.py`.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from histories import git
from leadfront.cli import run
from leadfront.doors.questions import questions_of_again
from leadfront.issues.__main__ import main as issues
from leadfront.resources import templates_folder
from small_site import environment, land
from tried_again import (
    DAY,
    MODEL,
    PATH,
    Chapter,
    address_of,
    build,
    make_story,
    page_of,
    shows_that_it_is_retired,
    shows_that_it_still_works,
)

pytestmark = pytest.mark.slow

Door = Callable[[Path, Path, bool], Chapter]
FORMS = templates_folder() / "ci" / "github" / ".github" / "ISSUE_TEMPLATE"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_story(tmp_path / "showcase", repo_url="https://github.com/a/b")
    shutil.copytree(FORMS, folder / ".github" / "ISSUE_TEMPLATE")
    land(folder, "Add the forms", on="2026-07-21T10:00:00+01:00")
    git(folder, "config", "user.name", "Zoë Bell")
    git(folder, "config", "user.email", "zoe@example.com")
    monkeypatch.chdir(folder)
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    return folder


def by_issue(home: Path, site: Path, works: bool) -> Chapter:
    """The link on the page, the form that it opens, and the script that reads the answers."""
    asked = parse_qs(urlsplit(address_of(page_of(site), "Tried it again?")).query)
    assert (FORMS / asked.pop("template")[0]).is_file()
    answers = {"which": asked.pop("which")[0], "what": "It still works", "verified": DAY, "model": MODEL}
    assert not asked
    if not works:
        answers |= {"what": "Take it off the site", "verified": "_No response_", "model": "_No response_"}
    body = "\n\n".join(f"### {question.label}\n\n{answers[question.key]}" for question in questions_of_again())
    event, made = home.parent / "event.json", home.parent / f"proposal-{works}"
    event.write_text(json.dumps({"issue": {"number": 7, "body": body, "user": {"login": "zoe", "id": 1}}}))
    with pytest.raises(SystemExit) as ended:
        issues(["propose", "--event", str(event), "--into", str(made)])
    assert ended.value.code == 0
    assert (made / "status").read_text() == "proposed\n"
    assert (made / "comment.md").read_text().startswith("### All is well")
    git(home, "switch", "--quiet", "--create", "leadfront/issue-7")
    shutil.copytree(made / "files", home, dirs_exist_ok=True)
    land(home, "Add the use case of issue 7", on="2026-11-18T10:00:00+00:00")
    return Chapter(home, "leadfront/issue-7")


def by_terminal(home: Path, site: Path, works: bool) -> Chapter:
    """`leadfront new --again`, up to the commit that it offers."""
    answers = ["1", DAY, MODEL, "yes"] if works else ["Take it off the site", "yes"]
    with pytest.MonkeyPatch.context() as typed:
        typed.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in answers)))
        assert run(["new", "--again", PATH]) == 0
    return Chapter(home, git(home, "branch", "--show-current").strip())


def by_hand(home: Path, site: Path, works: bool) -> Chapter:
    """“Suggest an edit”, and the line that the contribute page says, where it says to put it."""
    address = urlsplit(address_of(page_of(site), "Suggest an edit"))
    branch, _, path = unquote(address.path).removeprefix("/a/b/edit/").partition("/")
    assert (branch, path) == ("main", PATH)
    contribute = (site / "contribute" / "index.html").read_text(encoding="utf-8")
    ways = contribute.partition('<ul class="lf-again">')[2].partition("</ul>")[0]
    [way] = [item for item in ways.split("<li>") if item.startswith("<strong>On GitHub")]
    assert "Above the second line of dashes" in way
    verified, retired = map(unescape, re.findall("<code>(.*?)</code>", way))
    assert verified == "verified: 2026-11-20", "the day of the build, to be changed to the day of the try"
    lines = [f"verified: {DAY}", f"model: {MODEL}"] if works else [retired]
    text = (home / path).read_text(encoding="utf-8").split("\n")
    second = [number for number, line in enumerate(text) if line == "---"][1]
    git(home, "switch", "--quiet", "--create", "zoe-patch-1")
    (home / path).write_text("\n".join([*text[:second], *lines, *text[second:]]), encoding="utf-8")
    land(home, "Update it", on="2026-11-18T10:00:00+00:00")
    return Chapter(home, "zoe-patch-1")


@pytest.mark.parametrize("door", [by_issue, by_terminal, by_hand])
def test_tried_again_and_then_retired(home: Path, door: Door) -> None:
    site = build(home)
    assert "Last tried again" not in page_of(site)

    chapter = door(home, site, True)
    assert sorted(chapter.differences()) == [f"+ model: {MODEL}", f"+ verified: {DAY}"]
    chapter.passes()
    chapter.lands(on="2026-11-19T10:00:00+00:00")
    site = build(home)
    shows_that_it_still_works(site)

    chapter = door(home, site, False)
    assert chapter.differences() == ["+ status: retired"]
    chapter.passes()
    chapter.lands(on="2026-11-20T10:00:00+00:00")
    shows_that_it_is_retired(build(home))


def test_the_only_one_of_a_level_is_not_retired_unnoticed(home: Path) -> None:
    """Each door ends in a change; the check of it says what would be missing."""
    (home / "showcase/use-cases/shift-rota.md").unlink()
    land(home, "Leave one at this level", on="2026-07-22T10:00:00+01:00")
    chapter = by_terminal(home, build(home), False)
    command = [sys.executable, "-m", "leadfront", "check", "--base", "main", "--format", "leader"]
    done = subprocess.run(command, cwd=home, env=environment(), capture_output=True, text=True)
    assert (done.returncode, chapter.branch) == (1, "use-case/still-works")
    assert "Directors" in done.stdout
