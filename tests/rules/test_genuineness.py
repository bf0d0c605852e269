"""Who typed it: what is noted of a use case whose last update is attributed to somebody whom its file does not name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from histories import BOT, CASES, IMOGEN, History, Person, settings_text, use_case
from leadfront.check import examine
from leadfront.findings import Finding, Severity
from leadfront.question import Question
from scenarios import live

ANA = Person("Ana Duarte", "ana.duarte@example.com")
TOMASZ = Person("Tomasz Bell", "tomasz.bell@example.com")
AS_OF = "2026-03-01"


class Told:
    """A repository in which each commit lands one change, and what is noted at its end."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.folder = folder
        self.history = History(folder)
        self.history.write("mkdocs.yml", settings_text(**settings))

    def put(self, name: str = "pack", by: Person = IMOGEN, text: str | None = None, **fields: Any) -> str:
        self.history.write(f"{CASES}{name}.md", text if text is not None else use_case(**{"title": name, **fields}))
        return self.history.commit(author=by)

    def notes(self, **asked: Any) -> list[Finding]:
        self.history.check_out()
        report = examine(Question(self.folder / "mkdocs.yml", as_of=AS_OF, **asked)).report
        found = [finding for finding in report.findings if finding.code.startswith("LF4")]
        assert not any(finding.fails for finding in found)
        return found

    def names(self, **asked: Any) -> list[tuple[str, str]]:
        """Each note's file, and to whom its last update is attributed."""
        return [
            (note.path.removeprefix(CASES), note.message.partition("attributed to ")[2].partition(",")[0])
            for note in self.notes(**asked)
        ]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path)


def test_a_leader_who_types_needs_no_note(told: Told) -> None:
    told.put()
    told.put("again", by=Person("ASHDOWN, I.", "x@example.com"))
    told.put("once-more", by=Person("The Finance Team", "iashdown@example.com"))
    assert told.notes() == []


def test_somebody_else_is_noted_and_the_note_says_what_to_do(told: Told) -> None:
    told.put(by=ANA)
    (note,) = told.notes()
    assert note.severity is Severity.INFO
    assert note.message == (
        "The last update is attributed to Ana Duarte, while the leader is Imogen Ashdown and nobody is named as "
        "having typed it in."
    )
    assert "“submitted_by: Ana Duarte”" in note.help


def test_saying_so_afterwards_is_enough_though_it_is_no_update(told: Told) -> None:
    told.put(by=ANA)
    told.put(by=TOMASZ, submitted_by="Ana Duarte")
    assert told.notes() == []


def test_naming_somebody_else_is_not(told: Told) -> None:
    told.put(by=ANA, submitted_by="Tomasz Bell")
    (note,) = told.notes()
    assert "and Tomasz Bell is named as having typed it in" in note.message


def test_the_last_update_is_what_counts(told: Told) -> None:
    told.put("first", by=ANA)
    told.put("first", title="In my own words")
    told.put("second")
    told.put("second", by=ANA, title="Put better")
    assert told.names() == [("second.md", "Ana Duarte")]


def test_what_earns_nothing_is_no_update(told: Told) -> None:
    told.put()
    told.put(by=ANA, text=use_case(title="pack").replace("\n\n", "\n\n\n"), tags=["tidied"])
    assert told.notes() == []
    told.history.move(f"{CASES}pack.md", f"{CASES}moved.md")
    told.history.commit(author=ANA)
    assert told.notes() == []


def test_robots_and_accounts_without_a_full_name_are_nobody(tmp_path: Path) -> None:
    told = Told(tmp_path, bots=["importer@example.com"])
    told.put("hosts-robot", by=BOT)
    told.put("robot-by-address", by=Person("Helpful Robot", "1+robot[bot]@users.noreply.github.com"))
    told.put("policys-robot", by=Person("Nightly Import", "importer@example.com"))
    told.put("account", by=Person("adu42", "7+adu42@users.noreply.github.com"))
    told.put("nameless", by=Person("", "x@example.com"))
    assert told.notes() == []


def test_nothing_is_said_of_samples_drafts_and_files_without_a_leader(tmp_path: Path) -> None:
    told = Told(tmp_path, count_samples=True)
    told.put("sample", by=ANA, sample=True)
    told.put("draft", by=ANA, status="draft")
    told.put("retired", by=ANA)
    told.put("retired", by=ANA, status="retired")
    told.put("leaderless", by=ANA, leader=None)
    assert told.notes() == []


def test_nor_of_what_is_not_committed(told: Told) -> None:
    told.put(by=ANA)
    told.put("left-alone", by=ANA)
    told.history.check_out()
    folder = told.folder / CASES
    (folder / "pack.md").write_text(use_case(title="pack", submitted_by="Ana Duarte"))
    (folder / "new.md").write_text(use_case(title="new"))
    report = examine(Question(told.folder / "mkdocs.yml", as_of=AS_OF)).report
    assert [item.path for item in report.findings if item.code == "LF401"] == [f"{CASES}left-alone.md"]
    assert [item.path for item in report.findings if item.code == "LF117"] == [f"{CASES}new.md"]


# --- merges -----------------------------------------------------------------------------------------------------------


def test_of_a_merge_those_count_whose_work_it_brings(told: Told) -> None:
    start = told.put("other")
    told.put("theirs", by=ANA)
    theirs = told.put("theirs", by=TOMASZ, tags=["tidied"])
    told.history.go_to(start)
    hers = told.put("hers")
    told.history.go_to(start)
    told.history.merge(theirs, author=IMOGEN)
    told.history.merge(hers, author=ANA)
    assert told.names() == [("theirs.md", "Ana Duarte and Tomasz Bell")]


def test_a_merge_to_which_the_leader_gave_something_is_not_noted(told: Told) -> None:
    start = told.put("other")
    told.put("ours", by=ANA)
    ours = told.put("ours", tags=["mine"])
    told.history.go_to(start)
    told.history.merge(ours, author=ANA)
    assert told.notes() == []


def test_a_merge_that_brings_only_its_own_changes_is_its_authors(told: Told) -> None:
    start = told.put("other")
    told.history.merge(start, then={f"{CASES}evil.md": use_case(title="evil")}, author=ANA)
    assert told.names() == [("evil.md", "Ana Duarte")]


def test_a_merge_of_many_names_some(told: Told) -> None:
    start = told.put("other")
    branch = start
    for name in ("Ana Duarte", "Bela Moss", "Cem Kaya", "Dora Finch"):
        branch = told.put(by=Person(name, "x@example.com"), tags=[name])
    told.history.go_to(start)
    told.history.merge(branch)
    (note,) = told.notes()
    assert "attributed to Ana Duarte, Bela Moss and 2 others, while" in note.message


# --- pull requests ----------------------------------------------------------------------------------------------------


def test_a_pull_request_is_told_of_the_files_it_touches(told: Told) -> None:
    told.put("published", by=ANA)
    base = told.put("touched", by=ANA)
    told.put("new", by=TOMASZ)
    told.put("touched", by=ANA, title="Put better")
    assert told.names(base=base) == [("new.md", "Tomasz Bell"), ("touched.md", "Ana Duarte")]
    assert not any(note.standing for note in told.notes(base=base))


@pytest.mark.parametrize("tidied_after", [False, True])
def test_a_branch_that_merged_its_base_is_judged_by_its_own_commits(told: Told, tidied_after: bool) -> None:
    start = told.put("other")
    base = told.put("published-meanwhile", by=ANA)
    told.history.go_to(start)
    told.put("new", by=TOMASZ)
    told.history.merge(base, author=ANA)
    if tidied_after:
        told.put("new", by=ANA, tags=["tidied"])
    names = "Ana Duarte and Tomasz Bell" if tidied_after else "Tomasz Bell"
    assert told.names(base=base) == [("new.md", names)]


# --- many, and the policy's say ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "notes"), [(3, 3), (4, 1)])
def test_one_who_types_for_many_is_noted_once(told: Told, count: int, notes: int) -> None:
    for number in range(count):
        told.put(f"case-{number}", by=ANA)
    told.put("other", by=TOMASZ)
    found = [note for note in told.notes() if "Ana Duarte" in note.message]
    assert len(found) == notes
    if notes == 1:
        assert found[0].path == f"{CASES}case-0.md"
        assert found[0].message.startswith(
            "The last updates of this and 3 other use cases are attributed to Ana Duarte,"
        )
    assert told.names()[-1] == ("other.md", "Tomasz Bell")


@pytest.mark.parametrize(
    ("rules", "severities"),
    [({"LF4": "off"}, []), ({"LF401": "off"}, []), ({"LF4": "warning"}, [Severity.WARNING])],
)
def test_the_policy_may_turn_it_off_or_up(tmp_path: Path, rules: dict[str, str], severities: list[Severity]) -> None:
    told = Told(tmp_path, rules=rules)
    told.put(by=ANA)
    assert [note.severity for note in told.notes()] == severities


def test_a_long_name_is_cut(told: Told) -> None:
    told.put(by=Person("Ana " * 10_000, "x@example.com"))
    (note,) = told.notes()
    assert len(note.message) < 300
    assert len(note.help) < 300


def test_the_answer_is_the_same_from_the_cache(told: Told) -> None:
    told.put(by=ANA)
    first = told.notes()
    assert (told.folder / ".cache/leadfront/commits.jsonl").exists()
    assert told.notes() == first != []
    told.put("later", by=ANA)
    assert told.names() == [("later.md", "Ana Duarte"), ("pack.md", "Ana Duarte")]


def test_a_story_of_a_colleague_who_types(tmp_path: Path) -> None:
    showcase = live(
        tmp_path,
        """launch: 2026-01-01
        2026-01-20 executive adds board-pack, typed in by Ana Duarte, and says so
        2026-01-22 director adds shift-rota, typed in by Ana Duarte
        as of 2026-02-01""",
    )
    assert [(item.code, item.path) for item in showcase.report.findings] == [("LF401", f"{CASES}shift-rota.md")]
    assert showcase.report.exit_code == 0
