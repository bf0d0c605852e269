"""The issue form: GitHub takes it, it asks for every field, and the sample is the one that the code makes."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from leadfront.doors.issue_form import PROMISE, again_form, issue_form, issue_form_of
from leadfront.doors.questions import Place, questions
from leadfront.fields import FIELDS, SECTIONS, Field, Kind, Section
from leadfront.policy import Function, Level
from leadfront.settings import settings_on_disk
from made_up import POLICY

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "templates" / "ci" / "github" / ".github" / "ISSUE_TEMPLATE" / "use-case.yml"
AGAIN = SAMPLE.with_name("use-case-again.yml")


def form(text: str) -> dict[str, Any]:
    return yaml.safe_load(text)


def elements(text: str) -> list[dict[str, Any]]:
    return [element for element in form(text)["body"] if element["type"] != "markdown"]


def test_the_sample_is_of_this_repositorys_policy() -> None:
    assert SAMPLE.read_text(encoding="utf-8") == issue_form_of(settings_on_disk(ROOT / "mkdocs.yml").policy)


def test_the_sample_for_one_tried_again_is_what_the_code_makes() -> None:
    assert AGAIN.read_text(encoding="utf-8") == again_form()


@pytest.mark.slow
def test_it_follows_githubs_schema(tmp_path: Path) -> None:
    odd = replace(
        POLICY,
        levels=(Level("one", "None"), Level("two", "Heads: of “service”"), Level("three", "Heads: of “service”")),
        functions=(Function("a", "N/A"), Function("b", "  Yes  ")),
        sections={"prompt": "Title", "output": "Before: {x}"},
    )
    paths = [SAMPLE, AGAIN]
    for name, policy in (("plain", POLICY), ("odd", odd)):
        paths.append(tmp_path / f"{name}.yml")
        paths[-1].write_text(issue_form_of(policy), encoding="utf-8")
    tool = Path(sys.executable).parent / "check-jsonschema"
    done = subprocess.run(
        [tool, "--builtin-schema", "vendor.github-issue-forms", *paths], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
    for path in paths:
        asked = elements(path.read_text(encoding="utf-8"))
        labels = [element["attributes"]["label"].casefold() for element in asked]
        assert len(set(labels)) == len(labels)
        assert len({element["id"] for element in asked}) == len(asked)
        for element in asked:
            options = element["attributes"].get("options", [])
            shown = [option for option in options if isinstance(option, str)]
            assert len(set(shown)) == len(shown)
            assert "none" not in {option.lower() for option in shown}


def test_every_field_and_section_is_asked_for_save_the_owners() -> None:
    keys = [question.key for question in questions(POLICY)]
    parts = [f"{field.key}.{part.key}" for field in FIELDS for part in field.parts]
    fields = [field.key for field in FIELDS if not field.parts]
    assert sorted(keys) == sorted(
        {*fields, *parts, *(section.key for section in SECTIONS)} - {"id", "status", "sample"}
    )


def test_answers_of_many_lines_stand_between_those_of_one() -> None:
    places = [question.place for question in questions(POLICY)]
    assert places == sorted(places, key=[Place.FIRST, Place.STORY, Place.LAST].index)
    kinds = [element["type"] for element in elements(issue_form_of(POLICY))]
    story = [number for number, kind in enumerate(kinds) if kind == "textarea"]
    assert story == list(range(story[0], story[0] + len(SECTIONS)))
    assert kinds[-1] == "checkboxes"
    assert elements(issue_form_of(POLICY))[-1]["attributes"]["label"] == PROMISE


def test_what_is_required_is_required() -> None:
    asked = questions(POLICY)
    wanted = {question.label for question in asked if question.required}
    found = {
        element["attributes"]["label"]
        for element in elements(issue_form_of(POLICY))
        if element.get("validations", {}).get("required")
    }
    assert found == wanted
    assert {field.label for field in FIELDS if field.required} <= wanted


def test_a_field_and_a_section_that_are_added_are_asked_for() -> None:
    mood = Field("mood", Kind.CHOICE, "Mood", "How it felt.", "calm", choices=("calm", "tense"), required=True)
    moral = Section("moral", "The moral", "What to learn.")
    asked = elements(issue_form(questions(POLICY, (*FIELDS, mood), (*SECTIONS, moral))))
    by_label = {element["attributes"]["label"]: element for element in asked}
    assert by_label["Mood"]["attributes"]["options"] == ["calm", "tense"]
    assert by_label["Mood"]["validations"] == {"required": True}
    assert by_label["The moral"]["type"] == "textarea"
