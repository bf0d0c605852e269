"""What the editor's form makes of a file, and a file of the form; by its own scripts and our strict reader."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from editor_door import TOP, Form
from leadfront.doors.writing import use_case_text
from leadfront.fields import FIELDS, SECTIONS, Field, Kind, Section
from leadfront.policy import Function
from leadfront.use_case import UseCase, read_use_case, split_sections
from made_up import POLICY

FOLDER = "showcase/use-cases"
SAMPLES = sorted(
    [*(TOP / "showcase" / "use-cases").glob("*.md"), *(TOP / "templates" / "demo").glob("*/*-*.md")],
    key=lambda path: path.as_posix(),
)
LEVELS = [level.id for level in POLICY.levels]

CASE = """\
---
# Written by hand.
title: 'A board paper,   turned over'
summary: >-
  An evening with an assistant,
  and what came of it.
leader: Imogen Ashdown
level: "director" # since May
function: finance
date: 2026-10-14
tools:
- Copilot
- "Claude"

coach:
effect: {measure: Time, before: 180, after: 25.50, unit: minutes, basis: measured}
old_key: kept
---
A line before the first heading.

## the TASK:

Turn a paper over.
## Prompt ##

~~~~markdown
Ask me five questions.
```
## Not a heading
```
~~~~

## Output

1. Who decides?

![The paper, marked in red](paper.png)


## Result
I answered them.

## What did not work

It invented a deadline.

## How I checked it

I compared every date.

## A heading of my own

Kept.
"""


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Form]:
    opened = Form(POLICY, tmp_path_factory.mktemp("form"))
    yield opened
    opened.close()


def read(text: str) -> UseCase:
    return read_use_case(f"{FOLDER}/case.md", FOLDER, text.encode())


# --- files written by hand --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_file_that_is_opened_and_saved_stays_byte_for_byte(form: Form, path: Path) -> None:
    text = path.read_bytes().decode()
    assert form.saved(form.opened(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        CASE,
        CASE.replace("\n", "\r\n"),
        "\ufeff" + CASE,
        CASE.rstrip("\n"),
        "No front matter at all.\n",
        "---\ntitle: A\n---",
        "---\n---\n",
        "---\ntools: &a [x]\ntags: *a\n---\n\n## Prompt\n\nUnfenced.\n\n    indented\n",
    ],
)  # fmt: skip
def test_so_does_an_odd_one(form: Form, text: str) -> None:
    if "&a" in text:  # what the reader refuses is written anew, without the signs
        assert form.saved(form.opened(text)).startswith("---\ntools: [x]\ntags: [x]\n---\n")
    else:
        assert form.saved(form.opened(text)) == text


def test_the_form_shows_what_the_file_says(form: Form) -> None:
    data = form.opened(CASE)
    assert data["title"] == "A board paper, turned over"
    assert data["summary"] == "An evening with an assistant, and what came of it."
    assert data["tools"] == ["Copilot", "Claude"]
    assert data["effect"] == [
        {"measure": "Time", "before": "180", "after": "25.50", "unit": "minutes", "basis": "measured"}
    ]
    assert data["sample"] is False
    assert data["section_task"] == "Turn a paper over."
    assert data["section_prompt"] == "Ask me five questions.\n```\n## Not a heading\n```"
    assert data["section_output"] == "1. Who decides?"
    assert data["section_pictures"] == [
        {"picture": "paper.png", "alt": "The paper, marked in red", "section": "output"}
    ]
    assert data["section_try"] == ""


def difference(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that only one of the two has."""
    old, new = before.split("\n"), after.split("\n")
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_a_changed_value_changes_its_lines_alone(form: Form) -> None:
    assert difference(CASE, form.edited(CASE, title="Sales: how we did it")) == (
        ["title: 'A board paper,   turned over'"],
        ['title: "Sales: how we did it"'],
    )
    after = form.edited(CASE, tools=["Copilot", "A, B"])
    assert difference(CASE, after) == (["tools:", "- Copilot", '- "Claude"'], ['tools: [Copilot, "A, B"]'])
    assert 'tools: [Copilot, "A, B"]\n\ncoach:' in after


def test_a_changed_section_changes_its_text_alone(form: Form) -> None:
    after = form.edited(CASE, section_result="I answered four.")
    assert after == CASE.replace("## Result\nI answered them.\n", "## Result\n\nI answered four.\n")
    after = form.edited(CASE, section_prompt="Ask me ~~~~~ six.")
    assert "~~~~~~markdown\nAsk me ~~~~~ six.\n~~~~~~\n\n## Output" in after
    before = form.opened(CASE)["section_prompt"]
    assert after.replace("~~~~~~", "~~~~").replace("Ask me ~~~~~ six.", before) == CASE


def test_an_emptied_value_goes_and_a_new_one_comes_where_the_definition_has_it(form: Form) -> None:
    after = form.edited(CASE, effect=[], role="Director: Finance", section_try="Put your own paper in.")
    assert "effect" not in after
    assert 'role: "Director: Finance"\n' in after
    assert "coach:\nold_key: kept\n---\n" in after
    assert "I compared every date.\n\n## Try it yourself\n\nPut your own paper in.\n\n## A heading of my own" in after
    assert form.edited(after, section_try="") == form.edited(CASE, effect=[], role="Director: Finance")


def test_what_the_form_does_not_know_is_kept(form: Form) -> None:
    after = form.edited(CASE, section_task="Another task.", title="Another title", verified="2026-11-01")
    for kept in ("# Written by hand.", "old_key: kept", "A line before the first", "## A heading of my own\n\nKept.\n"):
        assert kept in after


def test_opening_a_file_that_cannot_be_read_and_saving_it_mends_it(form: Form) -> None:
    broken = CASE.replace("'A board paper,   turned over'", "Sales: how we did it").replace("Ashdown", "Ashdown: \t x")
    data = form.opened(broken)
    assert data["title"] == "Sales: how we did it"
    assert data["tools"] == ["Copilot", "Claude"]
    case = read(form.saved(data))
    assert case.title == "Sales: how we did it"
    assert case.leader == "Imogen Ashdown: x"
    twice = CASE.replace("coach:\n", "coach:\ncoach: Ana\ncoach: Bea\n")
    assert read(form.saved(form.opened(twice))).text("coach") == "Ana"


NEW = """\
---
title: A title
summary: A summary.
leader: A Leader
level: executive
function: finance
date: 2026-10-14
tools: [Copilot]
minutes: 12
---

## The task

Task.

## Prompt

```text
Ask.
```

## Output

Answer.

## Result

Result.

## What did not work

Nothing.

## How I checked it

By hand.
"""


# --- what leaders type ------------------------------------------------------------------------------------------------


def filled(form: Form, **values: Any) -> str:
    return form.saved({
        "title": "A title", "summary": "A summary.", "leader": "A Leader", "level": LEVELS[0], "function": "finance",
        "date": "2026-10-14", "tools": ["Copilot"], "section_task": "Task.", "section_prompt": "Ask.",
        "section_output": "Answer.", "section_result": "Result.", "section_failures": "Nothing.",
        "section_check": "By hand.", **values,
    })  # fmt: skip


def test_a_new_file_reads_like_one_written_by_hand(form: Form) -> None:
    text = filled(form, skills=[], coach="", effect=None, sample=False, file_as_it_was="", minutes=12, section_try=None)
    assert text == NEW


@pytest.mark.parametrize(
    "title",
    [
        *("NO", "y", "null", "~", "012", "1:30", "1e5", "2026-10-14 was the day"),
        *("a: b", "a #b", "'x", '"x', "@x", "- x", "[x]", "{x}", "&x", "*x", "!x", "%x", "|", ">", "=", "---", "..."),
        *("x\u2028y: z", "tab\tin", "é – “x” \U0001f600", "\ud800x", "<b>", "a\\b"),
    ],
)
def test_odd_text_stays_text(form: Form, title: str) -> None:
    expected = " ".join(title.replace("\ud800", " ").split())
    text = filled(form, title=title, coach=title, tags=[title, "b"])
    case = read(text)
    assert (case.text("title"), case.text("coach"), case.texts("tags")) == (expected, expected, (expected, "b"))
    assert form.opened(text)["title"] == expected


@pytest.mark.parametrize(
    "prompt", ["```\ncode\n```", "## The task\n\nHa", "~~~\n````x", "\n\n  two\n\n", "| a |\n\n# b"]
)
def test_a_prompt_stays_word_for_word(form: Form, prompt: str) -> None:
    text = filled(form, section_prompt=prompt)
    assert form.opened(text)["section_prompt"] == prompt
    assert f"\n{prompt}\n" in read(text).by_key["prompt"].text + "\n"
    assert [section.heading for section in read(text).sections] == [section.heading for section in SECTIONS[:6]]


@pytest.mark.parametrize("words", ["## Result\n\nHa", "```\nopen", "~~~\n## x\n~~~\n## y ##", "  ```x", "## \n"])
def test_no_text_can_end_its_section(form: Form, words: str) -> None:
    for key in ("task", "output", "result"):
        text = filled(form, **{f"section_{key}": words})
        assert [section.heading for section in read(text).sections] == [section.heading for section in SECTIONS[:6]]


def test_a_picture_goes_to_the_end_of_its_section_and_can_be_taken_out_again(form: Form) -> None:
    picture = {"picture": "20261121-shot.png", "alt": "A [red] line", "section": "result"}
    text = filled(form, section_pictures=[picture])
    assert "## Result\n\nResult.\n\n![A red line](20261121-shot.png)\n\n## What" in text
    data = form.opened(text)
    assert data["section_pictures"] == [{**picture, "alt": "A red line"}]
    assert form.saved({**data, "section_pictures": []}) == filled(form)


def test_a_field_or_section_that_is_added_to_the_definition_is_in_the_form(tmp_path: Path) -> None:
    field = Field("mood", Kind.TEXT, "Mood", "How it felt.", "Relieved")
    section = Section("next", "What comes next", "The next step.")
    form = Form(POLICY, tmp_path, (*FIELDS, field), (*SECTIONS, section))
    text = filled(form, mood="Glad: very", section_next="More.")
    form.close()
    assert 'mood: "Glad: very"\n---' in text
    assert text.endswith("## What comes next\n\nMore.\n")


def test_choices_are_known_by_their_names_too(tmp_path: Path) -> None:
    form = Form(replace(POLICY, functions=(Function("finance", "Finance & Legal"),)), tmp_path)
    data = form.opened("---\nfunction: finance & legal\nskills: [Learning agility, other]\n---\n")
    saved = form.saved(data)
    form.close()
    assert (data["function"], data["skills"]) == ("finance", ["learning-agility", "other"])
    assert "function: finance & legal" in saved


# --- any use case at all ----------------------------------------------------------------------------------------------

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
MARKDOWN = st.lists(
    st.one_of(
        TEXT, st.sampled_from(["## Prompt", "```", "````", "~~~", "# x", "", "  ", "![a](b.png)", "## x ##", "\t```"])
    ),
    max_size=8,
).map("\n".join)
VALUES = {
    Kind.TEXT: TEXT,
    Kind.TEXTS: st.lists(TEXT, max_size=3),
    Kind.SKILLS: st.lists(st.sampled_from(POLICY.skills), max_size=3),
    Kind.DATE: st.dates().map(str),
    Kind.WHOLE_NUMBER: st.integers(0, 999).map(str),
    Kind.NUMBER: st.integers(-999, 999).map(lambda number: f"{number / 4:.2f}"),
    Kind.FLAG: st.sampled_from(["true", "false"]),
    Kind.LEVEL: st.sampled_from(LEVELS),
    Kind.FUNCTION: TEXT,
}


def values(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Any]]:
    given_ = {
        field.key: values(field.parts) if field.kind is Kind.GROUP
        else st.sampled_from(field.choices) if field.kind is Kind.CHOICE else VALUES[field.kind]
        for field in fields
    }  # fmt: skip
    return st.fixed_dictionaries({}, optional=given_)


SECTION_TEXTS = st.fixed_dictionaries({}, optional={section.key: MARKDOWN for section in SECTIONS})
ODD = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def meant(case: UseCase) -> dict[str, Any]:
    """What a file says, for the readers that matter: the values by field, the sections by heading."""
    said: dict[str, Any] = {field.key: case.text(field.key) for field in FIELDS}
    said |= {f"many {key}": case.texts(key) for key in ("tools", "tags", "skills", "related")}
    return said | {"sections": [(section.heading, section.text) for section in case.sections]}


@ODD
@given(values(FIELDS), SECTION_TEXTS)
@example({"title": "\ufeff", "leader": "A\ufeffna \ufffe\uffff", "function": "\u2028"}, {})
def test_definition_to_file_to_form_to_file_is_stable(form: Form, front: dict[str, Any], texts: dict[str, str]) -> None:
    text = use_case_text(front, texts)
    data = form.opened(text)
    assert form.saved(data) == text
    anew = form.saved({**data, "file_as_it_was": ""})
    again = form.opened(anew)
    assert form.saved({**again, "file_as_it_was": ""}) == anew
    one, other = meant(read(text)), meant(read(anew))
    del one["sections"], other["sections"]
    if one["sample"] == "false":
        one["sample"] = ""
    assert one == other


@ODD
@given(SECTION_TEXTS, MARKDOWN)
def test_whatever_is_typed_stays_in_its_box(form: Form, texts: dict[str, str], before: str) -> None:
    typed = {f"section_{key}": text for key, text in texts.items()}
    text = form.saved({**typed, "title": before})
    expected = [section.heading for section in SECTIONS if texts.get(section.key, "").strip()]
    assert [section.heading for section in split_sections(read(text).document.body)] == expected
    data = form.opened(text)
    again = form.saved({**data, "file_as_it_was": ""})
    assert form.saved({**form.opened(again), "file_as_it_was": ""}) == again


@ODD
@given(MARKDOWN)
@example("## a\n```\n## b\n```\n##c\n## d ##")
def test_the_browser_cuts_a_body_as_the_check_does(form: Form, body: str) -> None:
    assert form.call("cut", body) == [[one.heading, one.text] for one in split_sections(body)]
    assert form.call("joined", body) == body


@ODD
@given(st.lists(st.sampled_from(CASE.split("\n")), max_size=30).map("\n".join), TEXT)
@example("---\n  An evening with an assistant,\n---", "0")
def test_however_mixed_up_a_file_is_the_form_opens_and_saves_it(form: Form, text: str, title: str) -> None:
    saved = form.edited(text, title=title)
    assert form.opened(saved)["title"] == form.opened(filled(form, title=title))["title"]
    assert json.dumps(form.opened(saved))


@ODD
@given(st.lists(st.text("ab ,.é", min_size=1).map(str.strip).filter(bool), max_size=4))
def test_a_list_on_one_line_is_the_same_list(form: Form, texts: list[str]) -> None:
    assert form.call("texts", texts) == texts
