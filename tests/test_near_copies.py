"""Near copies: found among many, whatever was done to hide them; honest use cases are told apart; quickly."""

from __future__ import annotations

import random
import re
import time
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from histories import CASES, History, body, settings_text, use_case
from leadfront import contents
from leadfront.check import examine
from leadfront.findings import Finding
from leadfront.near_copies import ALIKE, Fingerprint, alikeness, fingerprint, nearest, telling_of, worth_comparing
from leadfront.question import Question
from leadfront.use_case import UseCase, read_use_case

ROOT = Path(__file__).parent.parent
FOLDER = CASES.rstrip("/")
REAL = sorted([*ROOT.glob("templates/demo/use-cases/*.md"), *ROOT.glob("showcase/use-cases/*.md")])
"""Use cases that were written one by one, in two organisations' words."""
ONE = next(path for path in REAL if path.name == "public-meeting-rehearsal.md").read_text(encoding="utf-8")
WORDS = ["harbour", "ledger", "morning", "ticket", "crew", "weather", "spare", "quiet", "second", "folder"]


def read(text: str, name: str = "a") -> UseCase:
    return read_use_case(f"{CASES}{name}.md", FOLDER, text.encode())


def pair_of(one: UseCase, other: UseCase) -> list[tuple[str, str]]:
    return list(worth_comparing([("one", fingerprint(one)), ("other", fingerprint(other))]))


def share_of(one: UseCase, other: UseCase) -> float:
    """What the check finds: both steps."""
    return alikeness(telling_of(one), telling_of(other)) if pair_of(one, other) else 0.0


def with_words_changed(text: str, every: int, seed: int) -> str:
    chosen = random.Random(seed)  # noqa: S311
    head, body = text.split("\n---\n", 1)

    def changed(word: re.Match[str]) -> str:
        return chosen.choice(WORDS) if chosen.random() < 1 / every else word[0]

    return head + "\n---\n" + re.sub(r"(?m)^(?!##|```).*$", lambda line: re.sub(r"[A-Za-z]+", changed, line[0]), body)


def with_another_name(text: str) -> str:
    return re.sub(r"(?m)^(title|leader|level|function|date|summary): .*$", r"\1: Another", text)


# --- two files --------------------------------------------------------------------------------------------------------


PROMPT = r"(?s)## Prompt\n.*?(?=\n## )"
WAYS_TO_HIDE: dict[str, tuple[str, str]] = {
    "line ends": (r"\n", "\r\n"),
    "line breaks": (r"(?<=[a-z,])\n(?=[a-z])", " "),
    "more line breaks": (r"(?<=,) |(?<=\bthe) |(?<=\bof) ", "\n"),
    "bold": (r"\b(the|and|of|was)\b", r"**\1**"),
    "numbers": (r"\d", "7"),
    "another prompt": (PROMPT, "## Prompt\n\nQuite another one, of which nothing had been there."),
    "spaces": (r"(?<=\S) (?=\S)", "  "),
}


@pytest.mark.parametrize("how", WAYS_TO_HIDE)
def test_a_copy_is_found_whatever_was_done_to_hide_it(how: str) -> None:
    head, body = with_another_name(ONE).split("\n---\n", 1)
    hidden = f"{head}\n---\n{re.sub(*WAYS_TO_HIDE[how], body)}"
    assert hidden != with_another_name(ONE)
    assert share_of(read(ONE), read(hidden, "b")) >= ALIKE


@pytest.mark.parametrize(("every", "found"), [(50, 1.0), (20, 1.0), (10, 0.9), (6, 0.6)])
def test_most_copies_with_words_changed_are_found(every: int, found: float) -> None:
    texts = [path.read_text(encoding="utf-8") for path in REAL]
    shares = [share_of(read(text), read(with_words_changed(text, every, seed), "b")) for seed, text in enumerate(texts)]
    assert sum(share >= ALIKE for share in shares) >= found * len(texts)


def test_honest_use_cases_are_nothing_alike() -> None:
    tellings = [telling_of(read(path.read_text(encoding="utf-8"), path.stem)) for path in REAL]
    assert all(telling.words for telling in tellings)
    assert [pair for pair in combinations(tellings, 2) if alikeness(*pair)] == []


def test_the_same_prompt_is_no_copy() -> None:
    """To use somebody's prompt again is what the showcase is for."""
    other = next(path for path in REAL if path.name == "outage-timeline-plain-words.md").read_text(encoding="utf-8")
    prompt = re.search(PROMPT, ONE)
    assert prompt
    with_prompt = re.sub(PROMPT, lambda _: prompt[0], other)
    assert share_of(read(ONE), read(with_prompt, "b")) == 0


def test_short_texts_are_compared_as_a_whole_only() -> None:
    assert share_of(read(use_case()), read(use_case(), "b")) == 1
    assert share_of(read(use_case()), read(use_case(title="Another"), "b")) == 0


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_what_nobody_reads_is_compared_with_nothing(status: str) -> None:
    assert fingerprint(read(ONE.replace("---\n", f"---\nstatus: {status}\n", 1))) == ()


# --- many files -------------------------------------------------------------------------------------------------------

fingerprints = st.lists(st.lists(st.integers(0, 9), max_size=4, unique=True).map(tuple), max_size=9)


@given(fingerprints, st.randoms())
def test_what_is_worth_comparing_does_not_depend_on_the_order(found: list[Fingerprint], chance: random.Random) -> None:
    named = [(f"{number:02}", checksums) for number, checksums in enumerate(found)]
    pairs = list(worth_comparing(named))
    chance.shuffle(named)
    assert list(worth_comparing(named)) == pairs == sorted(set(pairs))
    held = dict(named)
    assert all(one < other and set(held[one]) & set(held[other]) for one, other in pairs)


def test_a_copy_among_hundreds_that_share_a_phrase_is_found_in_few_comparisons() -> None:
    named = [(f"{number:04}", (1, 1000 + number)) for number in range(5000)]
    named += [("copy", (1, 77, 78)), ("original", (1, 77, 78))]
    pairs = list(worth_comparing(named))
    assert ("copy", "original") in pairs
    assert len(pairs) < 2 * len(named)


def test_ten_thousand_are_looked_through_in_a_moment() -> None:
    chosen = random.Random(20261121)  # noqa: S311
    named = [(f"{n:05}", tuple(chosen.randrange(2**32) for _ in range(11))) for n in range(10_000)]
    started = time.process_time()
    pairs = list(worth_comparing(named))
    assert time.process_time() - started < 1.0  # 0.03 on a quiet machine
    assert len(pairs) < 100


def test_texts_as_long_as_a_file_may_be_are_compared_in_a_moment() -> None:
    chosen = random.Random(20261121)  # noqa: S311
    texts = [use_case(body(result=" ".join(chosen.choices(WORDS, k=30_000)) + ".")) for _ in range(2)]
    started = time.process_time()
    share_of(*(read(text) for text in texts))
    assert alikeness(*(telling_of(read(text)) for text in texts)) < 1
    assert time.process_time() - started < 2.0


def test_the_most_alike_comes_first() -> None:
    found = nearest({("a", "b"): 0.8, ("a", "c"): 0.9, ("b", "c"): 0.8})
    assert found == {
        "a": [("c", 0.9), ("b", 0.8)],
        "b": [("a", 0.8), ("c", 0.8)],
        "c": [("a", 0.9), ("b", 0.8)],
    }


# --- what the check says ----------------------------------------------------------------------------------------------


class Showcase:
    """A repository with a use case, to which others come."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.folder = folder
        self.history = History(folder)
        self.history.write("mkdocs.yml", settings_text(**settings))
        self.add("original")

    def add(self, name: str, text: str = "") -> None:
        own = text or ONE
        for key, value in {"level": "executive", "function": "finance", "title": name, "date": "2026-01-14"}.items():
            own = re.sub(rf"(?m)^{key}: .*$", f"{key}: {value}", own, count=1)
        self.history.write(f"{CASES}{name}.md", re.sub(r"(?m)^(sample|related): .*\n", "", own))
        self.head = self.history.commit()

    def told(self, **asked: Any) -> list[Finding]:
        self.history.check_out()
        report = examine(Question(self.folder / "mkdocs.yml", as_of="2026-03-01", **asked)).report
        return [finding for finding in report.findings if finding.code == "LF409"]


def test_each_of_two_is_told_and_a_change_for_its_own(tmp_path: Path) -> None:
    showcase = Showcase(tmp_path)
    base = showcase.head
    showcase.add("second", with_words_changed(ONE, 20, 1))
    found = showcase.told()
    assert [finding.path for finding in found] == [f"{CASES}original.md", f"{CASES}second.md"]
    assert re.fullmatch(
        r"This use case holds nearly the same text \(9\d per cent of it\) as original\.md\.", found[1].message
    )
    assert [finding.standing for finding in showcase.told(base=base)] == [True, False]


def test_the_same_words_for_two_levels_in_one_landing_are_told(tmp_path: Path) -> None:
    """Both fill a cell, since neither was published before."""
    showcase = Showcase(tmp_path, levels=["executive", "director"])
    for level in ("executive", "director"):
        showcase.history.write(f"{CASES}by-{level}.md", use_case(level=level, title="One text"))
    showcase.history.commit()
    found = showcase.told()
    assert [finding.path for finding in found] == [f"{CASES}by-director.md", f"{CASES}by-executive.md"]
    assert "holds the same words as by-executive.md" in found[0].message


def test_copies_by_the_dozen_are_told_once_each(tmp_path: Path) -> None:
    showcase = Showcase(tmp_path)
    for number in range(12):
        showcase.add(f"copy-{number:02}")
    found = showcase.told()
    assert len(found) == 13
    assert all(" more)" in finding.message or "copy-00" in finding.message for finding in found)


def test_what_was_compared_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    showcase = Showcase(tmp_path)
    showcase.add("second", with_words_changed(ONE, 20, 1))
    first = showcase.told()
    monkeypatch.setattr(contents, "alikeness", lambda *_: pytest.fail("compared again"))
    assert showcase.told() == first != []
    showcase.history.delete(f"{CASES}original.md")
    showcase.history.commit()
    assert showcase.told() == []


def test_a_rule_that_is_off_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    showcase = Showcase(tmp_path, rules={"LF409": "off"})
    showcase.add("second")
    monkeypatch.setattr(contents, "worth_comparing", lambda *_: pytest.fail("looked at"))
    assert showcase.told() == []
