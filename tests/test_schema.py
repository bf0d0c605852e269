"""The schema for editors says what the check says, as far as a schema can."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from histories import settings_text
from leadfront.fields import FIELDS, Field, Kind
from leadfront.policy import Policy
from leadfront.policy_reader import read_settings
from leadfront.rules import judge
from leadfront.rules.model import Checked, Scope
from leadfront.schema import front_matter_schema
from leadfront.use_case import read_use_case

ROOT = Path(__file__).resolve().parent.parent
POLICY = read_settings(settings_text(levels=["executive", "director"]), "mkdocs.yml").policy
GOOD: dict[str, Any] = {
    "title": "Forty letters",
    "summary": "How I answered them.",
    "leader": "Imogen Sample",
    "level": "director",
    "function": "finance",
    "date": "2026-10-14",
    "tools": ["Copilot"],
}
FIELD_RULES = {"LF105", "LF106", "LF107", "LF108", "LF109", "LF110"}


def accepts(values: dict[str, Any], policy: Policy | None = POLICY) -> bool:
    return jsonschema.Draft202012Validator(front_matter_schema(policy)).is_valid(values)


def check_accepts(values: dict[str, Any]) -> bool:
    front = yaml.safe_dump(values, sort_keys=False, allow_unicode=True)
    case = read_use_case("a/b.md", "a", f"---\n{front}---\ntext\n".encode())
    checked = Checked("a/b.md", "a", POLICY, date(2026, 11, 1), case)
    return not FIELD_RULES & {finding.code for finding in judge(Scope.FILE, checked, POLICY)}


EFFECT = {"measure": "Minutes", "before": 20, "after": 5.5, "unit": "minutes", "basis": "measured"}


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"skills": ["learning agility", "trust"]},
        {"skills": "learning-agility"},
        {"tools": "Copilot"},
        {"minutes": 12},
        {"sample": True},
        {"status": "draft"},
        {"effect": EFFECT},
        {"function": "Finance"},
        {"level": "directr"},
        {"level": None},
        {"title": ""},
        {"title": "x" * 121},
        {"date": "14 October"},
        {"minutes": "a while"},
        {"status": "published soon"},
        {"skills": ["juggling"]},
        {"effect": {**EFFECT, "basis": "guessed"}},
        {"effect": {**EFFECT, "colour": "red"}},
        {"effect": {key: value for key, value in EFFECT.items() if key != "unit"}},
        {"sumary": "A slip."},
        {"id": "Not An Id"},
    ],
    ids=str,
)
def test_schema_and_check_agree(change: dict[str, Any]) -> None:
    values = {key: value for key, value in {**GOOD, **change}.items() if value is not None}
    assert accepts(values) is check_accepts(values)


def test_the_schema_is_a_schema_with_and_without_a_policy() -> None:
    for policy in (None, POLICY, replace(POLICY, functions=())):
        jsonschema.Draft202012Validator.check_schema(front_matter_schema(policy))
    assert accepts({**GOOD, "level": "anything"}, None)


def test_every_example_is_valid_by_the_schema() -> None:
    properties = front_matter_schema(None)["properties"]
    for field in FIELDS:
        for example in properties[field.key].get("examples", []):
            jsonschema.validate(example, properties[field.key])


def test_a_field_that_is_added_is_in_the_schema() -> None:
    added = Field("mood", Kind.CHOICE, "Mood", "How it felt.", "calm", choices=("calm", "tense"), required=True)
    schema = front_matter_schema(POLICY, (*FIELDS, added))
    assert schema["properties"]["mood"]["enum"] == ["calm", "tense"]
    assert "mood" in schema["required"]


@pytest.mark.parametrize("path", sorted((ROOT / "showcase" / "use-cases").glob("*.md")), ids=lambda path: path.stem)
def test_the_samples_of_this_repository_are_valid(path: Path) -> None:
    front = yaml.load(path.read_text().split("---\n")[1], yaml.SafeLoader)
    values = {key: value.isoformat() if isinstance(value, date) else value for key, value in front.items()}
    assert accepts(values, None), path
