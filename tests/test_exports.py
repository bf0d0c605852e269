"""The showcase as data: described by its schema, safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from leadfront.exports import as_csv, as_json, columns, safe_cell
from leadfront.fields import FIELDS, SECTIONS
from leadfront.policy import Function
from leadfront.showcase import Entry, Showcase
from made_up import empty_showcase, entry, showcase

SCHEMA = json.loads(
    (Path(__file__).parent.parent / "templates" / "schema" / "showcase.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
EFFECT = "{measure: Time to a draft, before: 180, after: 2.5, unit: minutes, basis: measured}"
FULL = {
    "id": "board-questions-2026",
    "role": "Director of Finance",
    "skills": "[trust, influence]",
    "minutes": "12",
    "effect": EFFECT,
    "verified": "2026-11-02",
    "sample": "true",
}


def address(found: Entry) -> str:
    return f"https://intranet.example.org/{found.case.id}/"


def data(made: Showcase) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(b"".join(as_json(made, address)))
    assert [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(read)] == []
    return read


def rows(made: Showcase) -> list[dict[str, str]]:
    text = b"".join(as_csv(made, address)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_the_schema_is_one_and_names_every_field_and_section() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    case = SCHEMA["$defs"]["use_case"]["properties"]
    assert list(case["fields"]["properties"]) == [field.key for field in FIELDS]
    keys = case["sections"]["items"]["properties"]["key"]["enum"]
    assert keys == [*(section.key for section in SECTIONS), None]


def test_a_use_case_with_everything() -> None:
    made = showcase([entry(**FULL)])
    made = replace(made, policy=replace(made.policy, functions=(Function("finance", "Finance"),)))
    read = data(made)
    assert (read["version"], read["site"], read["revision"]) == (1, "Orchard Vale", made.report.revision)
    assert read["levels"][0] == {"id": "executive", "name": "Executive team"}
    (case,) = read["use_cases"]
    assert (case["id"], case["url"]) == ("board-questions-2026", "https://intranet.example.org/board-questions-2026/")
    assert case["level"] == {"id": "director", "name": "Directors"}
    assert case["function"] == {"id": "finance", "name": "Finance"}
    assert case["landed_at"] == case["updated_at"] == "2026-10-20T12:00:00+01:00"
    fields = case["fields"]
    assert fields["effect"] == {
        "measure": "Time to a draft", "before": 180, "after": 2.5, "unit": "minutes", "basis": "measured"
    }  # fmt: skip
    assert (fields["tools"], fields["skills"], fields["tags"]) == (["Copilot"], ["trust", "influence"], [])
    assert (fields["minutes"], fields["verified"], fields["sample"]) == (12, "2026-11-02", True)
    assert (fields["status"], fields["coach"]) == ("published", None)
    assert [section["key"] for section in case["sections"]] == [section.key for section in SECTIONS if section.required]
    assert case["sections"][4]["text"] == "It invented a deadline."


def test_what_cannot_be_read_is_empty_and_still_fits_the_schema() -> None:
    broken = entry(
        "odd", level="boss", date="soon", minutes="ten", effect="{measure: x, before: many}", verified="2026-02-30",
        sample="perhaps", title="", landed="", text=None,
    )  # fmt: skip
    (case,) = data(showcase([broken]))["use_cases"]
    assert (case["level"], case["landed_at"], case["title"]) == (None, None, "Odd")
    fields = case["fields"]
    assert [fields[key] for key in ("date", "minutes", "verified", "sample", "title")] == [None] * 5
    assert fields["effect"]["before"] is None
    (row,) = rows(showcase([broken]))
    assert (row["level_id"], row["level"], row["date"], row["effect_before"]) == ("", "boss", "", "")


def test_an_empty_showcase() -> None:
    assert data(empty_showcase())["use_cases"] == []
    assert rows(empty_showcase()) == []
    assert b"".join(as_csv(empty_showcase(), address)).startswith(b"\xef\xbb\xbfid,url,")


def test_the_table_has_a_column_for_each_field_and_each_part_of_one() -> None:
    names = [name for name, _ in columns()]
    assert len(names) == len(set(names))
    for field in FIELDS:
        parts = [f"{field.key}_{part.key}" for part in field.parts] or [field.key]
        assert set(parts) <= set(names)
    (row,) = rows(showcase([entry(**FULL, tools='["Copilot", "Excel, macros"]')]))
    assert list(row) == names
    assert row["tools"] == "Copilot; Excel, macros"
    assert (row["effect_before"], row["effect_after"], row["effect_basis"]) == ("180", "2.5", "measured")
    assert (row["sample"], row["minutes"]) == ("true", "12")
    assert row["url"] == "https://intranet.example.org/board-questions-2026/"


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "＝1", '=HYPERLINK("x","y")'],
)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Three questions", "a=b", "2026-10-14", "", 180, -2.5])
def test_other_cells_stay_as_they_are(cell: str | float) -> None:
    assert safe_cell(cell) == cell


def test_a_negative_number_stays_a_number_and_a_hostile_title_a_text() -> None:
    effect = "{measure: Margin, before: -3, after: 2, unit: points, basis: measured}"
    (row,) = rows(showcase([entry(effect=effect, title="'=cmd|''/c calc''!A0, \"and\" more'", leader='"@x"')]))
    assert row["effect_before"] == "-3"
    assert row["title"] == "'=cmd|'/c calc'!A0, \"and\" more"
    assert row["leader"] == "'@x"


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs"), max_codepoint=0xFFFF), max_size=40))
def test_what_is_written_is_what_is_read(words: str) -> None:
    title = " ".join(words.split()) or "A title"
    made = showcase([entry(title="'" + title.replace("'", "''") + "'")])
    (row,) = rows(made)
    (case,) = data(made)["use_cases"]
    assert case["title"] == title
    assert row["title"] == safe_cell(title)


def test_the_same_showcase_gives_the_same_bytes() -> None:
    made = showcase([entry("a"), entry("b")])
    assert list(as_json(made, address)) == list(as_json(made, address))
    assert list(as_csv(made, address)) == list(as_csv(made, address))
