"""The table of fields and sections holds together, and says what the specification says."""

from __future__ import annotations

from leadfront.fields import BY_KEY, DEFAULT_SKILLS, FIELDS, SECTION_BY_KEY, SECTIONS, WORDS_FIELDS, Field, Kind
from leadfront.use_case import as_date, as_number, folded


def everything() -> list[Field]:
    return [*FIELDS, *(part for field in FIELDS for part in field.parts)]


def test_the_fields_of_the_specification() -> None:
    required = ["title", "summary", "leader", "level", "function", "date", "tools"]
    optional = [
        *("id", "role", "model", "skills", "tags", "coach", "submitted_by", "minutes", "effect"),
        *("sensitivity", "verified", "related", "status", "sample"),
    ]
    assert [field.key for field in FIELDS if field.required] == required
    assert sorted(field.key for field in FIELDS if not field.required) == sorted(optional)
    assert BY_KEY["summary"].max_length == 160
    assert [part.key for part in BY_KEY["effect"].parts] == ["measure", "before", "after", "unit", "basis"]
    assert BY_KEY["status"].choices == ("draft", "published", "retired")


def test_the_sections_of_the_specification() -> None:
    headings = ["The task", "Prompt", "Output", "Result", "What did not work", "How I checked it"]
    assert [section.heading for section in SECTIONS if section.required] == headings
    assert [section.heading for section in SECTIONS if not section.required] == ["Try it yourself"]
    assert [section.key for section in SECTIONS if section.verbatim] == ["prompt", "output"]


def test_the_words_of_the_specification() -> None:
    assert {field.key for field in WORDS_FIELDS} == {"title", "summary", "tools", "model", "effect", "verified"}


def test_names_are_unique_and_everything_is_explained() -> None:
    assert len(BY_KEY) == len(FIELDS)
    assert len(SECTION_BY_KEY) == len({folded(section.heading) for section in SECTIONS}) == len(SECTIONS)
    for field in everything():
        assert field.label, field.key
        assert field.hint.endswith("."), field.key
        assert field.example, field.key
        assert bool(field.choices) == (field.kind is Kind.CHOICE), field.key
        assert bool(field.parts) == (field.kind is Kind.GROUP), field.key
    assert all(section.hint.endswith(".") for section in SECTIONS)


def test_examples_are_of_their_kind() -> None:
    for field in everything():
        if field.kind is Kind.DATE:
            assert as_date(field.example), field.key
        elif field.kind in (Kind.NUMBER, Kind.WHOLE_NUMBER):
            assert as_number(field.example) is not None, field.key
        elif field.kind is Kind.CHOICE:
            assert field.example in field.choices, field.key
            assert field.default in ("", *field.choices), field.key
        elif field.kind is Kind.TEXT:
            assert len(field.example) <= field.max_length, field.key
        elif field.kind is Kind.SKILLS:
            assert set(field.example.strip("[]").split(", ")) <= set(DEFAULT_SKILLS)
