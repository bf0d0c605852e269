"""What is written is what is read back: values, sections, fences, whatever is in them."""

from __future__ import annotations

from collections.abc import Mapping

import yaml
from hypothesis import given
from hypothesis import strategies as st

from leadfront.doors.writing import fenced, section_text, settled, unfenced, use_case_text
from leadfront.fields import FIELDS, SECTIONS, Field, Kind, Section
from leadfront.front_matter import Value
from leadfront.use_case import UseCase, read_use_case, split_sections

# Letters that mean something to YAML or Markdown come up often, all others now and then.
TEXT = st.one_of(st.text(max_size=60), st.text("#`~-:>|&*!%@\"'\\{}[], \n\r\tabé\u2028\ufeff\x00", max_size=60))
LINES = st.lists(
    st.one_of(TEXT, st.sampled_from(["## Prompt", "##x", "```", "````text", "~~~", "   ```", "---", "...", "<!--"])),
    max_size=8,
).map("\n".join)
VALUES = st.dictionaries(
    st.one_of(st.sampled_from([field.key for field in FIELDS]), st.text("abc_:- #", min_size=1, max_size=8)),
    st.recursive(
        TEXT,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(st.text("abc:", min_size=1), inner, max_size=3)
        ),
        max_leaves=4,
    ),
    max_size=8,
).filter(lambda values: depth(values) <= 4)
SECTION_TEXTS = st.dictionaries(st.sampled_from([section.key for section in SECTIONS]), LINES)


def depth(value: Value) -> int:
    if isinstance(value, str):
        return 0
    return 1 + max(map(depth, value.values() if isinstance(value, dict) else value), default=0)


def read(text: str) -> UseCase:
    return read_use_case("cases/one.md", "cases", text.encode("utf-8"))


def without_empty(values: Mapping[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in values.items() if value}


@given(VALUES, SECTION_TEXTS)
def test_values_and_sections_are_read_back(values: dict[str, Value], texts: dict[str, str]) -> None:
    case = read(use_case_text(values, texts))
    assert without_empty(case.document.front_matter) == settled(values)
    assert len(case.by_key) == len(case.sections)
    for section in SECTIONS:
        given_text = texts.get(section.key, "")
        written = fenced(given_text) if section.verbatim else section_text(given_text)
        assert (case.by_key[section.key].text if section.key in case.by_key else "") == written


@given(VALUES, SECTION_TEXTS)
def test_writing_again_what_was_read_changes_nothing(values: dict[str, Value], texts: dict[str, str]) -> None:
    first = use_case_text(values, texts)
    case = read(first)
    again = {
        key: unfenced(section.text) if key in ("prompt", "output") else section.text
        for key, section in case.by_key.items()
    }
    known = [field.key for field in FIELDS]
    ordered = sorted(case.document.front_matter.items(), key=lambda item: item[0] not in known)
    assert use_case_text(dict(ordered), again) == first


@given(TEXT)
def test_other_readers_of_yaml_take_a_text_for_the_same_text(text: str) -> None:
    written = use_case_text({"title": text, "tags": [text]}, {})
    front = yaml.safe_load(written.split("\n---\n")[0])
    assert (front["title"] or "") == settled(text)
    assert front.get("tags", []) == settled([text])


@given(LINES)
def test_verbatim_text_comes_back_to_the_letter(text: str) -> None:
    kept = "".join(
        letter for letter in text.replace("\r\n", "\n").replace("\r", "\n") if letter in "\n\t" or letter >= " "
    )
    kept = "".join(letter for letter in kept if not "\x7f" <= letter <= "\x9f").strip("\n")
    assert unfenced(fenced(text)) == (kept if kept.strip() else "")


@given(LINES)
def test_a_section_stays_one_section_and_settles_at_once(text: str) -> None:
    written = section_text(text)
    assert section_text(written) == written
    around = split_sections(f"## One\n\n{written}\n\n## Two\n\nend")
    assert [(section.heading, section.text) for section in around] == [("One", written), ("Two", "end")]


def test_a_fence_is_longer_than_any_inside() -> None:
    assert fenced("a\n````\nb") == "`````text\na\n````\nb\n`````"


def test_a_fence_left_open_is_closed_by_one_as_long() -> None:
    assert section_text("see:\n~~~~py\nx = 1") == "see:\n~~~~py\nx = 1\n~~~~"


def test_headings_of_the_second_level_become_smaller_outside_code_only() -> None:
    assert section_text("## A\n```\n## B\n```\n### C") == "### A\n```\n## B\n```\n### C"


def test_texts_of_other_writers_are_left_as_they_are() -> None:
    for text in ("", "plain", "```text\nopen", "```\na\n```\nand more", "```\na\n```\n```\nb\n```"):
        assert unfenced(text) == text


def test_how_it_looks() -> None:
    text = use_case_text(
        {
            "tools": ["Copilot", "Sheets, online"],
            "title": "Sales: how we did it",
            "date": "2026-10-14",
            "minutes": "12",
            "level": "director",
            "tags": ["yes", "board papers"],
            "effect": {"basis": "measured", "measure": "Time", "before": "180", "after": "25.5", "unit": "minutes"},
            "sample": "true",
            "coach": "",
        },
        {"task": "Sales.", "prompt": "Ask me.", "result": "Sent."},
        headings={"prompt": "Eingabe"},
        below={"prompt": "![A table](images/a.png)"},
    )
    assert text == (
        '---\ntitle: "Sales: how we did it"\nsummary:\nleader:\nlevel: director\nfunction:\ndate: 2026-10-14\n'
        'tools: [Copilot, "Sheets, online"]\ntags: ["yes", board papers]\nminutes: 12\neffect:\n  measure: Time\n'
        "  before: 180\n  after: 25.5\n  unit: minutes\n  basis: measured\nsample: true\n---\n\n"
        "## The task\n\nSales.\n\n## Eingabe\n\n```text\nAsk me.\n```\n\n![A table](images/a.png)\n\n## Output\n\n"
        "## Result\n\nSent.\n\n## What did not work\n\n## How I checked it\n"
    )


def test_a_field_and_a_section_that_are_added_are_written() -> None:
    mood = Field("mood", Kind.TEXT, "Mood", "How it felt.", "calm")
    moral = Section("moral", "The moral", "What to learn.")
    text = use_case_text(
        {"mood": "calm"}, {"moral": "Read twice."}, fields=(*FIELDS, mood), sections=(*SECTIONS, moral)
    )
    assert "\nmood: calm\n---\n" in text
    assert text.endswith("## The moral\n\nRead twice.\n")
