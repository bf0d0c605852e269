"""The blank use case: complete, readable, and without anything that would count as an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leadfront.doors.template import blank_use_case, choices_of
from leadfront.fields import BY_KEY, FIELDS, SECTIONS, Field, Kind, Section
from leadfront.policy import Function
from leadfront.use_case import read_use_case
from made_up import POLICY


@pytest.mark.parametrize("brief", [False, True])
def test_it_is_read_and_holds_no_answers(brief: bool) -> None:
    policy = replace(POLICY, sections={"prompt": "Eingabe"})
    case = read_use_case("cases/one.md", "cases", blank_use_case(policy, brief=brief).encode(), {"prompt": "Eingabe"})
    required = [field.key for field in FIELDS if field.required]
    assert list(case.document.front_matter) == required
    assert not any(case.document.front_matter.values())
    assert list(case.by_key) == [section.key for section in SECTIONS if section.required or not brief]
    assert case.by_key["prompt"].heading == "Eingabe"


def test_a_title_with_a_colon_goes_between_the_quotation_marks_that_are_there() -> None:
    text = blank_use_case(POLICY).replace('title: ""', 'title: "Sales: how we did it"')
    assert read_use_case("cases/one.md", "cases", text.encode()).title == "Sales: how we did it"


def test_every_optional_field_becomes_one_when_its_mark_is_taken_away() -> None:
    lines = [line.removeprefix("# ") for line in blank_use_case(POLICY).split("\n")]
    case = read_use_case(
        "cases/one.md", "cases", "\n".join(line for line in lines if "Optional: take" not in line).encode()
    )
    offered = set(case.document.front_matter)
    assert offered == {field.key for field in FIELDS} - {"status"}
    assert case.effect is not None


def test_it_says_what_may_be_chosen() -> None:
    policy = replace(POLICY, functions=(Function("finance", "Finance"), Function("people", "People and pay")))
    text = blank_use_case(policy)
    named = ", ".join(level.as_choice for level in POLICY.levels)
    assert f"level: # one of: {named}\n" in text
    assert "function: # one of: finance, people (People and pay)\n" in text
    assert choices_of(BY_KEY["skills"], policy) == policy.skills
    assert choices_of(BY_KEY["function"], POLICY) == ()


def test_a_field_and_a_section_that_are_added_are_in_it() -> None:
    mood = Field("mood", Kind.CHOICE, "Mood", "How it felt.", "calm", required=True, choices=("calm", "tense"))
    moral = Section("moral", "The moral", "What -- to learn.")
    text = blank_use_case(POLICY, (*FIELDS, mood), (*SECTIONS, moral))
    assert "mood: # one of: calm, tense\n" in text
    assert text.endswith("## The moral\n\n<!-- What – to learn. -->\n")
