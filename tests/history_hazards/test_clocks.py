"""Clocks that are wrong, and dates that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from hazards import WHOLE, Check, whole
from histories import (
    CASES,
    body,
    use_case,
    write_policy,
)


def test_landings_outside_the_showcase_set_the_floor(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    history.write("README.md", "Notes")
    history.commit(at="2026-07-01T09:00+01:00")
    history.write(CASES + "rota.md", use_case(title="The rota"))
    history.commit(at="2026-06-29T10:00+01:00")
    assert check(tmp_path).ledger()["2026-Q3"] == [("rota", "added")]


def test_one_clock_ahead_is_one_finding_that_settles_itself_with_the_line_it_gives(
    tmp_path: Path, check: Check
) -> None:
    history = whole(tmp_path)
    history.write("README.md", "Notes")
    ahead = history.commit(at="2026-07-04T10:00+01:00")
    later = []
    for number in range(40):
        history.write(CASES + "rota.md", use_case(body(result=f"Version {number}"), title="The rota"))
        later.append(history.commit(at=f"2026-06-24T{number // 4 + 8:02}:00+01:00"))
    answer = check(tmp_path)
    assert len(answer.ledger()["2026-Q3"]) == 40
    (finding,) = [finding for finding in answer.report["findings"] if finding["code"].startswith("LF31")]
    assert finding["severity"] == "warning"
    assert ahead[:12] in finding["message"] + finding["help"]
    assert later[0][:12] in finding["message"]
    assert "40 landings" in finding["message"]
    assert "clock_overrides" in finding["help"]
    assert ahead in finding["help"], "the full name, ready to be copied"

    override = {"commit": ahead, "time": "2026-06-24T08:00", "reason": "The laptop's clock was ahead"}
    write_policy(tmp_path, clock_overrides=[override])
    settled = check(tmp_path)
    assert len(settled.ledger()["2026-Q2"]) == 41
    assert not [code for code in settled.codes if code.startswith("LF31")]


@pytest.mark.parametrize(
    ("second", "findings"), [("2026-07-01T10:00:00+01:00", []), ("2026-07-01T09:59:59+01:00", ["LF313"])]
)
def test_a_clock_up_to_a_day_behind_is_not_worth_a_finding(
    tmp_path: Path, check: Check, second: str, findings: list[str]
) -> None:
    history = whole(tmp_path)
    history.write("README.md", "Notes")
    history.commit(at="2026-07-02T10:00:00+01:00")
    history.write(CASES + "rota.md", use_case(title="The rota"))
    history.commit(at=second)
    answer = check(tmp_path)
    assert [landing["landed_at"] for landing in answer.report["quarters"][-1]["landings"]] == [
        "2026-07-02T10:00:00+01:00"
    ]
    assert [code for code in answer.codes if code.startswith("LF31")] == findings


def test_the_authors_clock_does_not_matter(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    history.write(CASES + "rota.md", use_case(title="The rota"))
    history.commit(at="2026-07-02T10:00+01:00", authored="2026-02-02T10:00+00:00")
    history.write(CASES + "audit.md", use_case(title="The audit"))
    history.commit(at="2026-07-03T10:00+01:00", authored="2030-02-02T10:00+00:00")
    assert check(tmp_path).ledger() == {**WHOLE, "2026-Q3": [("rota", "added"), ("audit", "added")]}


def test_a_clock_up_to_a_day_ahead_counts_as_now(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    history.write(CASES + "rota.md", use_case(title="The rota"))
    history.commit(at="2026-07-11T12:00+01:00")
    answer = check(tmp_path)
    assert [landing["landed_at"] for landing in answer.report["quarters"][-1]["landings"]] == [
        "2026-07-10T12:00:00+01:00"
    ]


def test_a_later_clock_earns_nothing_and_sets_no_floor(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    history.write(CASES + "rota.md", use_case(title="The rota"))
    history.commit(at="2026-07-11T12:00:01+01:00")
    history.write(CASES + "audit.md", use_case(title="The audit"))
    history.commit(at="2026-06-11T12:00+01:00")
    answer = check(tmp_path)
    assert answer.ledger() == {**WHOLE, "2026-Q2": [("pack", "changed"), ("audit", "added")]}
    assert [f["severity"] for f in answer.report["findings"] if f["code"] == "LF311"] == ["warning"]
    assert answer.code == 0, "clock findings never fail anything"


def test_looking_back_without_a_revision_is_one_finding(tmp_path: Path, check: Check) -> None:
    whole(tmp_path)
    answer = check(tmp_path, as_of="2026-03-01")
    assert answer.ledger() == {"2026-Q1": [("pack", "added")]}
    assert answer.codes.count("LF311") == 1
    assert "--revision" in answer.words
    assert not [
        code for code in check(tmp_path, "--revision=HEAD~1", as_of="2026-03-01").codes if code.startswith("LF31")
    ]


@pytest.mark.parametrize(
    "date",
    [
        "tomorrow +0000",
        "",
        "+0000",
        "0x7f +0000",
        "1e9 +0000",
        "1.5 +0000",
        "18446744073709551615 +0000",
        "18446744073709551614 +0000",
        "9223372036854775807 +0000",
        "9223372036854775808 +0000",
        "253402300800 +0000",
        "99999999999999999999999999 +0000",
        "-1 +0000",
        "-62135596801 +0000",
        "\u0661\u0662 +0000",
    ],
)
def test_dates_that_are_no_dates(tmp_path: Path, check: Check, date: str) -> None:
    history = whole(tmp_path)
    history.write(CASES + "rota.md", use_case(title="The rota"))
    odd = history.commit(date=date)
    history.write(CASES + "audit.md", use_case(title="The audit"))
    history.commit(at="2026-06-11T12:00+01:00")
    answer = check(tmp_path)
    assert answer.code == 0, answer.words
    assert answer.ledger() == {**WHOLE, "2026-Q2": [("pack", "changed"), ("audit", "added")]}
    assert odd[:12] in answer.words
    assert "clock_overrides" in answer.words


@pytest.mark.parametrize("zone", ["+2500", "-2500", "+9999", "+0545", "-0000", "+1400"])
def test_odd_offsets_change_nothing(tmp_path: Path, check: Check, zone: str) -> None:
    history = whole(tmp_path)
    history.write(CASES + "rota.md", use_case(title="The rota"))
    history.commit(date=f"1782990000 {zone}")
    assert check(tmp_path).report["quarters"][-1]["landings"][0]["landed_at"] == "2026-07-02T12:00:00+01:00"


def test_an_override_gives_an_unreadable_date_its_time(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    history.write(CASES + "rota.md", use_case(title="The rota"))
    odd = history.commit(date="yesterday +0000")
    write_policy(tmp_path, clock_overrides=[{"commit": odd, "time": "2026-06-30T23:59:59", "reason": "Broken tool"}])
    answer = check(tmp_path)
    assert answer.ledger()["2026-Q2"] == [("pack", "changed"), ("rota", "added")]
    assert not [code for code in answer.codes if code.startswith("LF31")]


def test_an_override_cannot_go_below_the_floor_nor_beyond_now(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    history.write(CASES + "rota.md", use_case(title="The rota"))
    early = history.commit(at="2026-07-02T10:00+01:00")
    history.write(CASES + "audit.md", use_case(title="The audit"))
    late = history.commit(at="2026-07-03T10:00+01:00")
    overrides = [
        {"commit": early, "time": "2026-01-05", "reason": "Wishful"},
        {"commit": late, "time": "2027-01-05", "reason": "Wishful"},
    ]
    write_policy(tmp_path, clock_overrides=overrides)
    assert check(tmp_path).ledger() == {**WHOLE, "2026-Q2": [("pack", "changed"), ("rota", "added")]}


@pytest.mark.parametrize(
    ("zone", "moment", "quarter"),
    [
        ("Europe/London", "2026-06-30T22:59:59+00:00", "2026-Q2"),
        ("Europe/London", "2026-06-30T23:00:00+00:00", "2026-Q3"),
        ("Pacific/Kiritimati", "2026-06-30T09:59:59+00:00", "2026-Q2"),
        ("Pacific/Kiritimati", "2026-06-30T10:00:00+00:00", "2026-Q3"),
        ("Pacific/Pago_Pago", "2026-07-01T10:59:59+00:00", "2026-Q2"),
        ("Pacific/Pago_Pago", "2026-07-01T11:00:00+00:00", "2026-Q3"),
    ],
)
def test_quarters_begin_in_the_policys_zone(tmp_path: Path, check: Check, zone: str, moment: str, quarter: str) -> None:
    history = whole(tmp_path, timezone=zone)
    history.write(CASES + "rota.md", use_case(title="The rota"))
    history.commit(at=moment)
    assert ("rota", "added") in check(tmp_path).ledger()[quarter]
