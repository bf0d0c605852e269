"""Merges: what counts when, for whom, and the line that `git pull` turns around."""

from __future__ import annotations

from pathlib import Path

import pytest

from hazards import WHOLE, Check, whole
from histories import (
    BOT,
    CASES,
    IMOGEN,
    History,
    Person,
    git,
    use_case,
    write_policy,
)


def test_a_merge_counts_when_it_was_merged(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    main = history.head
    history.write(CASES + "rota.md", use_case(title="The rota"))
    side = history.commit(at="2026-06-20T10:00+01:00")
    history.go_to(main)
    history.merge(side, at="2026-07-02T10:00+01:00")
    assert check(tmp_path).ledger() == {**WHOLE, "2026-Q3": [("rota", "added")]}


def test_what_a_merge_itself_changes_counts(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    main = history.head
    history.write("README.md", "Notes")
    side = history.commit(at="2026-06-20T10:00+01:00")
    history.go_to(main)
    history.merge(side, at="2026-07-02T10:00+01:00", then={CASES + "rota.md": use_case(title="The rota")})
    assert check(tmp_path).ledger()["2026-Q3"] == [("rota", "added")]


def test_an_octopus_merge(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    main = history.head
    sides = []
    for name in ("rota", "brief", "audit"):
        history.go_to(main)
        history.write(CASES + f"{name}.md", use_case(title=name))
        sides.append(history.commit(at="2026-06-20T10:00+01:00"))
    history.go_to(main)
    history.merge(*sides, subject="Merge branches 'a', 'b' and 'c'", at="2026-07-02T10:00+01:00")
    assert sorted(check(tmp_path).ledger()["2026-Q3"]) == [("audit", "added"), ("brief", "added"), ("rota", "added")]


def test_a_squash(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    history.write(CASES + "rota.md", use_case(title="The rota"))
    history.write(CASES + "pack.md", use_case(title="Four questions"))
    history.commit("Two cases (#12)", at="2026-07-02T10:00+01:00")
    assert sorted(check(tmp_path).ledger()["2026-Q3"]) == [("pack", "changed"), ("rota", "added")]


def test_a_merge_by_a_bot_of_a_leaders_work_counts(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path, bots=["*[bot]@bots.example.com"])
    main = history.head
    history.write(CASES + "rota.md", use_case(title="The rota"))
    side = history.commit(at="2026-06-20T10:00+01:00")
    history.go_to(main)
    history.merge(side, at="2026-07-02T10:00+01:00", author=BOT, committer=BOT)
    assert check(tmp_path).ledger()["2026-Q3"] == [("rota", "added")]


def test_a_merge_by_a_leader_of_a_bots_work_does_not_count(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path, bots=["*[bot]@bots.example.com"])
    main = history.head
    history.write(CASES + "rota.md", use_case(title="The rota"))
    side = history.commit(at="2026-06-20T10:00+01:00", author=BOT)
    history.go_to(main)
    history.merge(side, at="2026-07-02T10:00+01:00")
    assert check(tmp_path).ledger()["2026-Q3"] == []


def test_a_merge_of_another_repositorys_past(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path, bots=["*[bot]@bots.example.com"])
    main = history.head
    history.go_to(None)
    history.write(CASES + "rota.md", use_case(title="The rota"))
    other = history.commit(at="2026-03-02T10:00+00:00")
    history.go_to(main)
    history.merge(other, at="2026-07-02T10:00+01:00", author=BOT)
    assert check(tmp_path).ledger() == {**WHOLE, "2026-Q3": [("rota", "added")]}


def test_a_merge_of_a_leaders_work_on_a_bots_counts(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path, bots=["*[bot]@bots.example.com"])
    main = history.head
    history.write("README.md", "Renewed")
    history.commit(at="2026-06-19T10:00+01:00", author=BOT)
    history.write(CASES + "rota.md", use_case(title="The rota"))
    side = history.commit(at="2026-06-20T10:00+01:00")
    history.go_to(main)
    history.merge(side, at="2026-07-02T10:00+01:00")
    assert check(tmp_path).ledger()["2026-Q3"] == [("rota", "added")]


@pytest.mark.parametrize(("author", "earned"), [(IMOGEN, [("rota", "added")]), (BOT, [])], ids=["leader", "bot"])
def test_a_merge_that_brings_in_nothing_is_judged_by_its_author(
    tmp_path: Path, check: Check, author: Person, earned: list[tuple[str, str]]
) -> None:
    history = whole(tmp_path, bots=["*[bot]@bots.example.com"])
    first = git(tmp_path, "rev-list", "--max-parents=0", "HEAD").strip()
    rota = {CASES + "rota.md": use_case(title="The rota")}
    history.merge(first, subject="Merge what was there", at="2026-07-02T10:00+01:00", author=author, then=rota)
    assert check(tmp_path).ledger()["2026-Q3"] == earned


def test_a_leaders_merge_between_a_bots_commits_makes_them_no_leaders_work(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path, bots=["*[bot]@bots.example.com"])
    main = history.head
    history.write("README.md", "Renewed")
    one = history.commit(at="2026-06-19T10:00+01:00", author=BOT)
    history.go_to(main)
    history.write(CASES + "rota.md", use_case(title="The rota"))
    history.commit(at="2026-06-20T10:00+01:00", author=BOT)
    side = history.merge(one, at="2026-06-21T10:00+01:00")
    history.go_to(main)
    history.merge(side, at="2026-07-02T10:00+01:00")
    assert check(tmp_path).ledger()["2026-Q3"] == []


def test_what_a_bot_published_was_published(tmp_path: Path, check: Check) -> None:
    """Its words are not new when a leader publishes them again, and its use case is changed, not added."""
    history = whole(tmp_path, bots=["*[bot]@bots.example.com"])
    history.write(CASES + "rota.md", use_case(title="The rota"))
    history.commit(at="2026-06-20T10:00+01:00", author=BOT)
    history.delete(CASES + "rota.md")
    history.commit(at="2026-06-21T10:00+01:00")
    history.write(CASES + "rota.md", use_case(title="The rota"))
    history.commit(at="2026-07-01T10:00+01:00")
    assert check(tmp_path).ledger() == WHOLE
    history.write(CASES + "rota.md", use_case(title="The rota, a month later"))
    history.commit(at="2026-07-02T10:00+01:00")
    assert check(tmp_path).ledger() == {**WHOLE, "2026-Q3": [("rota", "changed")]}


def test_a_cache_from_another_line_is_not_believed(tmp_path: Path, check: Check) -> None:
    pulled_and_pushed(whole(tmp_path), PULLED)
    assert check(tmp_path).ledger()["2026-Q3"] == [("rota", "added")]
    write_policy(tmp_path, pulled_from=["https://git.example.com/*"])
    assert check(tmp_path).ledger()["2026-Q3"] == [("audit", "added")]
    write_policy(tmp_path)
    assert check(tmp_path).ledger()["2026-Q3"] == [("rota", "added")]


def pulled_and_pushed(history: History, subject: str) -> None:
    """Ana published in June; Ben, who had older work of his own, pulled that and pushed in July."""
    main = history.head
    history.write(CASES + "rota.md", use_case(title="The rota"))
    published = history.commit("Add the rota", at="2026-06-20T10:00+01:00")
    history.go_to(main)
    history.write(CASES + "audit.md", use_case(title="The audit reply"))
    history.commit("Add the audit reply", at="2026-06-10T10:00+01:00")
    history.merge(published, subject=subject, at="2026-07-02T10:00+01:00")


PULLED = "Merge branch 'main' of https://git.example.com/leaders/showcase"
PULLED_REMOTE = "Merge remote-tracking branch 'origin/main'"


@pytest.mark.parametrize("subject", [PULLED, PULLED_REMOTE])
def test_git_pull_turns_the_line_around_and_a_finding_says_so(tmp_path: Path, check: Check, subject: str) -> None:
    pulled_and_pushed(whole(tmp_path), subject)
    answer = check(tmp_path)
    assert answer.ledger()["2026-Q2"] == [("pack", "changed"), ("audit", "added")]
    assert answer.ledger()["2026-Q3"] == [("rota", "added")]
    (finding,) = [
        finding for finding in answer.report["findings"] if "pulled_from" in finding["help"] + finding["message"]
    ]
    assert finding["severity"] == "info"


@pytest.mark.parametrize(
    ("subject", "pulled_from"),
    [(PULLED, ["https://git.example.com/*"]), (PULLED_REMOTE, ["ori?in"]), (PULLED, ["nobody", "*"])],
)
def test_pulled_from_turns_it_back(tmp_path: Path, check: Check, subject: str, pulled_from: list[str]) -> None:
    pulled_and_pushed(whole(tmp_path, pulled_from=pulled_from), subject)
    answer = check(tmp_path)
    assert answer.ledger()["2026-Q2"] == [("pack", "changed"), ("rota", "added")]
    assert answer.ledger()["2026-Q3"] == [("audit", "added")]


@pytest.mark.parametrize(
    "subject",
    [
        "Merge branch 'main' of https://elsewhere.example.org/fork",
        "Merge branch 'topic' of https://git.example.com/leaders/showcase",
        "Merge branch 'main'",
        "I say: " + PULLED,
        "Merge branch 'other/main' of https://git.example.com/leaders/showcase",
    ],
)
def test_other_subjects_do_not_turn_it(tmp_path: Path, check: Check, subject: str) -> None:
    pulled_and_pushed(whole(tmp_path, pulled_from=["https://git.example.com/*"]), subject)
    assert check(tmp_path).ledger()["2026-Q3"] == [("rota", "added")]


def test_the_pull_is_known_by_the_published_branchs_own_name(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path, branch=["live", "trunk"], pulled_from=["origin"])
    pulled_and_pushed(history, "Merge branch 'trunk' of origin")
    assert check(tmp_path).ledger()["2026-Q3"] == [("audit", "added")]
