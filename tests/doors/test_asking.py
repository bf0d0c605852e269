"""`leadfront new`, driven as through a pipe, in real repositories and with a real program as the editor."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import leadfront
from histories import CASES, git
from leadfront.cli import run
from leadfront.doors.long_answers import page_of, texts_of
from leadfront.doors.questions import Place, questions
from leadfront.doors.writing import subject_of
from leadfront.fields import SECTIONS
from leadfront.front_matter import read_document
from leadfront.settings import settings_on_disk
from leadfront.use_case import read_use_case
from small_showcase import environment, make

FOLDER = CASES.rstrip("/")
# title, summary, leader (Enter), level by number, function by name, date (Enter), tools
FIELDS = ["Rota: fixed", "It drafted the rota.", "", "2", "finance", "", "Copilot, Excel"]
SECTION_LINES = [line for section in SECTIONS for line in (f"A few words about the {section.key}.", ".")]
NO_MORE, NO_COMMIT = "no", "no"

Answer = Callable[..., int]


@pytest.fixture
def showcase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make(tmp_path / "showcase")
    git(folder, "config", "user.name", "Ana Sample")
    git(folder, "config", "user.email", "ana@example.com")
    monkeypatch.chdir(folder)
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    return folder


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    def run_with(lines: list[str], *arguments: str, source: Any = None) -> int:
        monkeypatch.setattr(sys, "stdin", source or io.StringIO("".join(f"{line}\n" for line in lines)))
        return run(["new", *arguments])

    return run_with


def editor(folder: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let the editor be a program that changes `text`, the page it was given."""
    script = folder.parent / "an editor.py"
    script.write_text(
        "import sys, pathlib\nfile = pathlib.Path(sys.argv[1])\ntext = file.read_text(encoding='utf-8')\n"
        f"{program}\nfile.write_text(text, encoding='utf-8')\n"
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} '{script}'")


FILL_IN = "text = text.replace('-->\\n', '-->\\n\\nWritten here.\\n')"


def test_answers_become_a_file_that_passes(showcase: Path, answer: Answer, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer([*FIELDS, *SECTION_LINES, NO_MORE, NO_COMMIT]) == 0
    written = (showcase / CASES / "rota-fixed.md").read_bytes()
    case = read_use_case(f"{CASES}rota-fixed.md", FOLDER, written)
    assert case.document.front_matter == {
        "title": "Rota: fixed",
        "summary": "It drafted the rota.",
        "leader": "Ana Sample",
        "level": "director",
        "function": "finance",
        "date": "2026-11-20",
        "tools": ["Copilot", "Excel"],
    }
    assert case.by_key["prompt"].text == "```text\nA few words about the prompt.\n```"
    printed = capsys.readouterr()
    assert printed.out.startswith("All is well, as far as a program can tell.")
    assert "1. Executive" in printed.err
    assert git(showcase, "branch", "--format=%(refname:short)").split() == ["main"]


def test_each_answer_is_judged_as_it_comes(showcase: Path, answer: Answer, capsys: pytest.CaptureFixture[str]) -> None:
    fields = [
        "",
        "T" * 121,
        "Rota",
        "S",
        "",
        "9",
        "directr",
        "directr",
        "director",
        "Finance",
        "2099-01-01",
        "soon",
        "",
        "",
        "A",
    ]
    assert answer([*fields, *SECTION_LINES, NO_MORE]) == 0
    said = capsys.readouterr().err
    assert said.count("Did you mean “director”?") == 2, "what was refused once is refused again"
    for sentence in (
        "Title is missing.",
        "Title has 121 characters; 120 are the most.",
        "“9” is not a level here.",
        "Date of use is 1 January 2099, which has not come yet.",
        "Date of use is “soon”, which is not a day.",
        "Tools is missing.",
    ):
        assert sentence in said
    assert b"level: director\nfunction: finance\ndate: 2026-11-20\n" in (showcase / CASES / "rota.md").read_bytes()


def test_what_to_type_is_said_as_it_is_typed_here(
    showcase: Path, answer: Answer, capsys: pytest.CaptureFixture[str]
) -> None:
    fields = ["", "title: Rota", "S", "", "Chief", "level: 2", "Finance", "12/11/2026", "date: 2026-11-12", "A"]
    assert answer([*fields, *SECTION_LINES, NO_MORE]) == 0
    assert b"title: Rota\n" in (showcase / CASES / "rota.md").read_bytes()
    assert b"date: 2026-11-12\n" in (showcase / CASES / "rota.md").read_bytes()
    said = capsys.readouterr().err
    assert "Title is missing. What you did, in one line." in said
    assert "12 November or 11 December? Write “2026-11-12” or “2026-12-11”." in said
    assert "Choose one of: Executive" in said, "the names of the menu, and not what is written into the file"
    assert "(for example: Copilot, ChatGPT)" in said
    assert "Add a line" not in said


def test_a_commit_is_named_by_the_title_and_orders_nothing(showcase: Path, answer: Answer) -> None:
    title = "Why? Fixes #7, closes GH-8 and org/repo#9 [skip ci] @all https://x.example/issues/1"
    assert answer([title, *FIELDS[1:], *SECTION_LINES, NO_MORE, "yes"]) == 0
    assert git(showcase, "log", "-1", "--format=%s") == (
        "Share: Why? Fixes 7, closes GH 8 and org repo 9 skip ci all https:\n"
    )
    assert subject_of("#7 [8]") == ""
    assert len(subject_of("x" * 400)) <= 60


def test_the_optional_answers(showcase: Path, answer: Answer, capsys: pytest.CaptureFixture[str]) -> None:
    policy = settings_on_disk(showcase / "mkdocs.yml").policy
    optional = [item.key for item in questions(policy) if item.place is Place.LAST]
    given = {
        "skills": ["1, trust"], "minutes": ["a while", ""], "effect.measure": ["Time"], "effect.before": ["", "180"],
        "effect.after": ["25"], "effect.unit": ["minutes"], "effect.basis": ["2"], "coach": ["Tomasz Bell"],
    }  # fmt: skip
    assert {*given} <= {*optional}
    more = [line for key in optional for line in given.get(key, [""])]
    assert answer([*FIELDS, *SECTION_LINES, "yes", *more, NO_COMMIT]) == 0
    front = read_document((showcase / CASES / "rota-fixed.md").read_bytes()).front_matter
    assert front["skills"] == ["communication", "trust"]
    effect = {"measure": "Time", "before": "180", "after": "25", "unit": "minutes", "basis": "estimated"}
    assert front["effect"] == effect
    assert front["coach"] == "Tomasz Bell"
    assert "minutes" not in front, "what was refused and then left out is not written"
    said = capsys.readouterr().err
    assert "Minutes is “a while”, which is not a whole number." in said
    assert "Effect: “Before” is missing." in said


def test_optional_answers_may_all_be_left_out(showcase: Path, answer: Answer) -> None:
    policy = settings_on_disk(showcase / "mkdocs.yml").policy
    parts = [item for item in questions(policy) if item.place is Place.LAST and "." in item.key]
    asked = [item for item in questions(policy) if item.place is Place.LAST and item not in parts[1:]]
    assert answer([*FIELDS, *SECTION_LINES, "yes", *("" for _ in asked), "yes"]) == 0
    assert "effect" not in (showcase / CASES / "rota-fixed.md").read_text()
    assert git(showcase, "branch", "--show-current") == "use-case/rota-fixed\n", "each was asked once, the rest of none"


def test_who_types_for_another_is_named(showcase: Path, answer: Answer) -> None:
    fields = [*FIELDS[:2], "Imogen Ashdown", *FIELDS[3:]]
    assert answer([*fields, "", *SECTION_LINES, NO_MORE]) == 0
    front = read_document((showcase / CASES / "rota-fixed.md").read_bytes()).front_matter
    assert (front["leader"], front["submitted_by"]) == ("Imogen Ashdown", "Ana Sample")


def test_the_long_answers_are_written_in_the_editor(
    showcase: Path, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(showcase, monkeypatch, FILL_IN)
    assert answer([*FIELDS, NO_MORE]) == 0
    text = (showcase / CASES / "rota-fixed.md").read_text()
    assert text.count("Written here.") == len(SECTIONS)
    assert "<!--" not in text


def test_a_section_that_is_missing_is_told_and_the_editor_opens_again(
    showcase: Path, answer: Answer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    editor(
        showcase,
        monkeypatch,
        "first = 'Seen' not in text\ntext = text.replace('-->\\n', '-->\\n\\nSeen.\\n')\n"
        "if first: text = text[:text.index('## How I')]",
    )
    assert answer([*FIELDS, "yes", NO_MORE]) == 0
    assert "The section “How I checked it” is empty." in capsys.readouterr().err
    assert "## How I checked it\n\nSeen.\n" in (showcase / CASES / "rota-fixed.md").read_text()


@pytest.mark.parametrize("command", ["/no/such/editor", "false", "'unclosed"])
def test_without_an_editor_one_types_here(
    showcase: Path, answer: Answer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.setenv("VISUAL", command)
    assert answer([*FIELDS, *SECTION_LINES, NO_MORE]) == 0
    assert "Type your answers here instead." in capsys.readouterr().err


def test_a_prompt_keeps_its_own_headings_and_open_fences(showcase: Path) -> None:
    story = [item for item in questions(settings_on_disk(showcase / "mkdocs.yml").policy) if item.place is Place.STORY]
    prompt = "## Role\n\n```\nnever closed\n## The task\n  indented"
    texts = {item.key: "" for item in story} | {"prompt": prompt, "result": "Sent."}
    assert texts_of(page_of(texts, story), story) == texts


def test_a_file_is_never_overwritten(showcase: Path, answer: Answer) -> None:
    before = (showcase / CASES / "shift-rota.md").read_bytes()
    assert answer(["Shift rota", *FIELDS[1:], *SECTION_LINES, NO_MORE]) == 0
    assert (showcase / CASES / "shift-rota.md").read_bytes() == before
    assert (showcase / CASES / "shift-rota-2.md").is_file()


@pytest.mark.parametrize(
    ("title", "name"), [("../../etc/passwd", "etc-passwd"), ("CON", "con-2"), ("日本", "use-case")]
)
def test_the_name_is_safe(showcase: Path, answer: Answer, title: str, name: str) -> None:
    assert answer([title, *FIELDS[1:], *SECTION_LINES, NO_MORE]) == 0
    assert git(showcase, "status", "--porcelain", "--untracked-files=all") == f"?? {CASES}{name}.md\n"


def test_it_is_committed_alone_to_a_branch_of_its_own(showcase: Path, answer: Answer) -> None:
    (showcase / "staged.txt").write_text("mine\n")
    git(showcase, "add", "staged.txt")
    git(showcase, "branch", "use-case/rota-fixed")
    assert answer([*FIELDS, *SECTION_LINES, NO_MORE, "yes"]) == 0
    assert git(showcase, "branch", "--show-current") == "use-case/rota-fixed-2\n"
    assert (
        git(showcase, "show", "--format=%s", "--name-only", "HEAD") == f"Share: Rota: fixed\n\n{CASES}rota-fixed.md\n"
    )
    assert git(showcase, "status", "--porcelain") == "A  staged.txt\n"


def test_where_git_refuses_all_is_as_it_was(showcase: Path, answer: Answer, capsys: pytest.CaptureFixture[str]) -> None:
    hook = showcase / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho not on a Friday >&2\nexit 1\n")
    hook.chmod(0o755)
    assert answer([*FIELDS, *SECTION_LINES, NO_MORE, "yes"]) == 0
    assert "Git did not take it: not on a Friday." in capsys.readouterr().err
    assert git(showcase, "branch", "--format=%(refname:short)").split() == ["main"]
    assert git(showcase, "status", "--porcelain") == f"?? {CASES}rota-fixed.md\n"


class Interrupted(io.StringIO):
    """Answers, then Ctrl-C."""

    def readline(self, *size: Any) -> str:
        line = super().readline(*size)
        if not line:
            raise KeyboardInterrupt
        return line


@pytest.mark.parametrize("lines", [FIELDS[:1], [*FIELDS, "Half a task", "and more"]])
def test_ctrl_c_keeps_what_was_typed(
    showcase: Path, answer: Answer, capsys: pytest.CaptureFixture[str], lines: list[str]
) -> None:
    for name in ("draft-rota-fixed.md", "draft-rota-fixed-2.md"):
        assert answer([], source=Interrupted("".join(f"{line}\n" for line in lines))) == 130
        kept = (showcase / name).read_text()
        assert f"kept in {showcase / name}" in capsys.readouterr().err
        assert 'title: "Rota: fixed"' in kept
        assert ("Half a task\nand more" in kept) == (len(lines) > 1)
    assert git(showcase, "status", "--porcelain", "--", "showcase") == ""


def test_answers_that_end_early_are_kept_too(showcase: Path, answer: Answer) -> None:
    assert answer(FIELDS[:3]) == 2
    assert "leader: Ana Sample" in (showcase / "draft-rota-fixed.md").read_text()


def test_nothing_typed_leaves_nothing(showcase: Path, answer: Answer) -> None:
    assert answer([], source=Interrupted("")) == 130
    assert git(showcase, "status", "--porcelain") == ""


@pytest.mark.slow
def heed_interrupts() -> None:
    """A suite that was started in the background hands down that interrupts are ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_real_interrupt(showcase: Path) -> None:
    env = environment(PYTHONPATH=str(Path(leadfront.__file__).parent.parent), PYTHONDONTWRITEBYTECODE="1")
    command = [sys.executable, "-m", "leadfront", "new"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=env, cwd=showcase,
        preexec_fn=heed_interrupts,
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stderr
        process.stdin.write(b"Rota\nIt drafted the rota.\n")
        process.stdin.flush()
        for line in process.stderr:
            if line.startswith(b"Leader"):
                break
        os.kill(process.pid, signal.SIGINT)
        rest = process.stderr.read()
        assert process.wait() == 130
    assert b"draft-rota.md" in rest
    assert "summary: It drafted the rota." in (showcase / "draft-rota.md").read_text()


def test_still_works(showcase: Path, answer: Answer) -> None:
    file = showcase / CASES / "shift-rota.md"
    before = file.read_text()
    assert answer(["1", "", "Newer model", "yes"], "--again", str(file)) == 0
    assert file.read_text() == before.replace("\n---\n", "\nverified: 2026-11-20\nmodel: Newer model\n---\n", 1)
    assert git(showcase, "log", "-1", "--format=%s") == "Try again: Shift rota\n"


def test_retired(showcase: Path, answer: Answer) -> None:
    assert answer(["take it off the site", NO_COMMIT], "--again", f"{CASES}shift-rota.md") == 0
    assert "\nstatus: retired\n---\n" in (showcase / CASES / "shift-rota.md").read_text()


def test_again_is_judged_and_can_be_stopped(showcase: Path, answer: Answer, capsys: pytest.CaptureFixture[str]) -> None:
    file = showcase / CASES / "shift-rota.md"
    before = file.read_bytes()
    source = Interrupted("3\n1\n2099-01-01\n")
    assert answer([], "--again", str(file), source=source) == 130
    assert file.read_bytes() == before
    said = capsys.readouterr().err
    assert "Please choose one of the numbers." in said
    assert "Last tried again is 1 January 2099, which has not come yet." in said


def test_what_can_not_be_changed_is_said(showcase: Path, answer: Answer, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["1"], "--again", f"{CASES}nowhere.md") == 2
    (showcase / CASES / "broken.md").write_text("no fields\n")
    assert answer(["2"], "--again", f"{CASES}broken.md") == 2
    assert "was not changed" in capsys.readouterr().err
