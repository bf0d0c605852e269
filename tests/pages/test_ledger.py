"""The ledger's cells: what each says, where it leads, and that the table stays a table."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from leadfront.pages.coverage import coverage_pages
from leadfront.pages.ledger import EVIDENCE_ON_ONE_PAGE, Cell, Kind, grid, ledger, shade
from leadfront.policy import Setting, Waiver
from made_up import GAP, LEVELS, WAIVED, showcase, update, usual_updates


def column(label: str, made: object = None) -> list[Cell]:
    """The cells of one quarter, from the top down."""
    picture = grid(made or showcase())  # type: ignore[arg-type]
    labels = [item.label for item in picture.columns]
    found, open_until = [], [0] * len(labels)
    for height, row in enumerate(picture.rows):
        cells = iter(row.cells)
        for index, name in enumerate(labels):
            if open_until[index] > height:
                continue
            cell = next(cells)
            open_until[index] = height + cell.rows
            if name == label:
                found.append(cell)
        assert next(cells, None) is None, "a row has as many cells as there are quarters without one from above"
    return found


def test_a_gap_is_one_tall_cell_that_leads_to_what_is_missing() -> None:
    (cell,) = column(GAP)
    assert (cell.kind, cell.rows, cell.href) == (Kind.GAP, len(LEVELS), "page:coverage.md#missing")
    assert cell.spoken == f"{GAP}: a gap, no update"


def test_a_waived_quarter_is_one_tall_cell_with_its_reason() -> None:
    (cell,) = column(WAIVED)
    assert (cell.kind, cell.rows) == (Kind.WAIVED, len(LEVELS))
    assert "The move to the new building" in cell.spoken


def test_a_filled_cell_counts_and_leads_to_its_evidence() -> None:
    made = showcase(updates=[*usual_updates(), update("2025-11-03", "head", "second")])
    cell = column("2025-Q4", made)[2]
    assert (cell.kind, cell.count, cell.shade) == (Kind.FILLED, 2, 2)
    assert cell.href == "page:coverage.md#2025-q4-head"
    assert cell.spoken == "Heads of service, 2025-Q4: 2 updates"


def test_the_running_quarter_says_nothing_yet_and_its_days_left() -> None:
    picture = grid(showcase())
    assert picture.columns[-1].note == "41 days left"
    assert column("2026-Q4")[1].kind is Kind.OPEN


def test_a_level_that_is_not_in_force_is_told_apart_from_an_empty_one() -> None:
    assert column("2024-Q4")[3].kind is Kind.ABSENT
    made = showcase(updates=[item for item in usual_updates() if item.level != "lead"])
    assert column("2025-Q4", made)[4].kind is Kind.EMPTY


def test_where_each_level_is_asked_for_an_empty_cell_is_a_gap_or_waived() -> None:
    made = showcase(updates=[item for item in usual_updates() if item.level != "lead"])
    strict = replace(made, policy=replace(made.policy, per_level=Setting.ERROR))
    assert column("2025-Q4", strict)[4].kind is Kind.GAP
    quarter = made.policy.calendar.parse("2025-Q4")
    waiver = Waiver("No team leads then", "Ruth Calder", quarter=quarter, level="lead")
    waived = replace(made, policy=replace(strict.policy, waivers=(*made.policy.waivers, waiver)))
    assert column("2025-Q4", waived)[4].kind is Kind.WAIVED


def test_what_landed_without_a_known_level_has_a_row_of_its_own() -> None:
    picture = grid(showcase(updates=[*usual_updates(), update("2025-11-03", None)]))
    assert [row.name for row in picture.rows][-1] == "No known level"
    assert len(column("2025-Q4", showcase(updates=[*usual_updates(), update("2025-11-03", None)]))) == len(LEVELS) + 1


@pytest.mark.parametrize(("count", "expected"), [(1, 1), (2, 2), (3, 2), (4, 3), (6, 3), (7, 4), (400, 4)])
def test_shades_grow_with_the_count(count: int, expected: int) -> None:
    assert shade(count) == expected


def test_the_totals_are_those_of_the_report() -> None:
    made = showcase()
    assert grid(made).totals == tuple(len(state.updates) for state in made.report.quarters)


def test_the_last_quarters_only_where_so_asked() -> None:
    picture = grid(showcase(), most=4)
    assert [item.label for item in picture.columns] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert picture.earlier == 5


def test_it_is_a_table_with_headings_for_each_row_and_column() -> None:
    html = ledger(showcase())
    assert html.count('<th scope="row">') == len(LEVELS) + 1  # and the totals
    assert html.count('<th scope="col"') == 1 + 9
    assert "<caption" in html


def test_before_launch_there_is_no_ledger() -> None:
    assert ledger(showcase(quarters=())) == ""


@pytest.mark.parametrize("count", [3, EVIDENCE_ON_ONE_PAGE + 1])
def test_every_cell_leads_to_evidence_that_is_there(count: int) -> None:
    made = showcase(updates=[update(f"2025-0{4 + index % 3}-02", "head", f"case-{index}") for index in range(count)])
    pages = {page.uri: page.frame("", "") if page.frame else page.text for page in coverage_pages(made)}
    links = re.findall(r'href="page:(coverage[^"#]*)#([^"]+)"', ledger(made))
    assert links
    for uri, anchor in links:
        assert f'id="{anchor}"' in pages[uri]
    assert sum(page.count("lf-evidence__day") for page in pages.values()) == count
