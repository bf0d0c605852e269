"""The past is settled: what has closed stays as it was, whatever lands afterwards."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from histories import CASES, History, use_case, write_policy
from leadfront.check import examine
from leadfront.question import Question
from leadfront.report import to_json
from random_histories import Story, examples, play, stories, without_ignored
from reference.past import Past
from reference.settings import read_settings


def closed_quarters(config: Path, revision: str, as_of: datetime) -> dict[str, list[Any]]:
    """The ledger of each closed quarter, by label in the order of time."""
    report = to_json(examine(Question(config, as_of=as_of.isoformat(), revision=revision, use_cache=False)).report)
    return {quarter["label"]: quarter["landings"] for quarter in report["quarters"] if quarter["state"] == "closed"}


def hold(story: Story) -> None:
    """Each closed quarter, seen from the tip, is what was seen from that quarter's last landing."""
    with tempfile.TemporaryDirectory() as folder:
        played = play(without_ignored(story), Path(folder))
        policy = read_settings(played.config)
        landings = Past(played.folder, played.tip, policy).landings(int(played.as_of.timestamp()))
        now = closed_quarters(played.config, played.tip, played.as_of)
        then: dict[str, dict[str, list[Any]]] = {}
        for label, cells in now.items():
            last = None
            for landing in landings:
                if landing.time is not None and policy.season_at(landing.time).label <= label:
                    last = landing.commit.name
            if last is None:
                assert cells == [], f"{label} holds something though nothing had landed"
                continue
            if last not in then:
                then[last] = closed_quarters(played.config, last, played.as_of)
            assert cells == then[last][label], f"{label} has changed since {last}"


@pytest.mark.slow
@examples(15)
@given(stories(6))
def test_closed_quarters_stay_as_they_were(story: Story) -> None:
    hold(story)


@pytest.mark.slow
@examples(200)
@given(stories(12))
def test_closed_quarters_stay_as_they_were_at_length(story: Story) -> None:
    hold(story)


AS_OF = datetime(2026, 8, 1, tzinfo=UTC)


@pytest.fixture
def settled(tmp_path: Path) -> tuple[History, Path, dict[str, list[Any]]]:
    """A first quarter with two levels, its ledger, and a history that goes on in the second."""
    history = History(tmp_path)
    history.write(CASES + "pack.md", use_case(level="executive"))
    history.commit(at="2026-01-20T10:00+00:00")
    history.write(CASES + "rota.md", use_case(level="director", title="The rota that wrote itself"))
    history.commit(at="2026-03-31T23:30+00:00")
    config = write_policy(tmp_path, levels=["executive", "director"])
    assert history.head is not None
    before = closed_quarters(config, history.head, AS_OF)
    assert [cell["level"] for cell in before["2026-Q1"]] == ["executive"]
    assert [cell["level"] for cell in before["2026-Q2"]] == ["director"], "half past midnight in London, in summer time"
    return history, config, before


def _delete(history: History) -> None:
    history.delete(CASES + "pack.md")


def _rename(history: History) -> None:
    history.move(CASES + "pack.md", CASES + "board/papers.md")


def _promote(history: History) -> None:
    history.write(CASES + "pack.md", use_case(level="director"))


def _retire(history: History) -> None:
    history.write(CASES + "pack.md", use_case(level="executive", status="retired"))


def _rewrite(history: History) -> None:
    history.write(CASES + "pack.md", use_case(level="executive", title="All new"))


def _break(history: History) -> None:
    history.write(CASES + "pack.md", "title: no fences any more\n")


def _replace_everything(history: History) -> None:
    history.files.clear()
    history.write("README.md", "Moved elsewhere.\n")


@pytest.mark.parametrize(
    "later", [_delete, _rename, _promote, _retire, _rewrite, _break, _replace_everything], ids=lambda f: f.__name__[1:]
)
def test_nothing_later_changes_a_closed_quarter(
    settled: tuple[History, Path, dict[str, list[Any]]], later: Any
) -> None:
    history, config, before = settled
    later(history)
    history.commit(at="2026-07-02T10:00+00:00")
    assert history.head is not None
    assert closed_quarters(config, history.head, AS_OF) == before


def test_a_backdated_landing_fills_no_quarter_after_which_something_landed(tmp_path: Path) -> None:
    history = History(tmp_path)
    history.write(CASES + "pack.md", use_case())
    history.commit(at="2026-01-20T10:00+00:00")
    history.write("README.md", "Nothing to do with a use case.\n")
    history.commit(at="2026-07-01T10:00+01:00")
    history.write(CASES + "rota.md", use_case(title="The rota that wrote itself"))
    tip = history.commit(at="2026-05-05T10:00+00:00")
    quarters = closed_quarters(write_policy(tmp_path), tip, datetime(2026, 10, 2, tzinfo=UTC))
    assert quarters["2026-Q2"] == []
    assert [cell["landed_at"] for cell in quarters["2026-Q3"]] == ["2026-07-01T10:00:00+01:00"]
