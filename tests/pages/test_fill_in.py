"""A form for the blanks of a prompt, wherever the site engine shows one."""

from __future__ import annotations

import html
import json
import re

import markdown
import pytest

from leadfront.language import ENGLISH
from leadfront.pages.fill_in import with_forms


def shown(text: str, verbatim: str = "", extensions: tuple[str, ...] = ("fenced_code",)) -> str:
    found, forms = with_forms(markdown.markdown(text, extensions=list(extensions)), "prompt", verbatim, ENGLISH)
    assert found.count("<form") == forms
    return found


def pieces(page: str) -> list[list[str]]:
    return [json.loads(html.unescape(found)) for found in re.findall(r'data-pieces="([^"]*)"', page)]


def labels(page: str) -> list[str]:
    return [html.unescape(label) for label in re.findall(r"<label[^>]*>(.*?)</label>", page)]


def test_the_blanks_are_every_second_piece_and_all_pieces_are_the_prompt() -> None:
    prompt = "Compare [your quarter] with\n\n  [last year], & <b>why</b>."
    (found,) = pieces(shown(f"```text\n{prompt}\n```"))
    assert found[1::2] == ["[your quarter]", "[last year]"]
    assert "".join(found) == prompt


@pytest.mark.parametrize(
    "extensions", [("fenced_code",), ("pymdownx.superfences",), ("pymdownx.superfences", "pymdownx.highlight")]
)
def test_whatever_shows_the_code(extensions: tuple[str, ...]) -> None:
    page = shown("```text\nAbout [your team]: {topic}\n```\n\nMore.", extensions=extensions)
    assert labels(page) == ["Your team", "Topic"]
    assert page.index("<form") > page.index("</pre>")
    assert page.index("<form") < page.index("More.")


def test_a_quotation_is_a_prompt_too_and_its_lines_go_on() -> None:
    (found,) = pieces(shown("> Rehearse me for [the\n> meeting]. Do\n> not *praise*.\n>\n> Stop after [number]."))
    assert "".join(found) == "Rehearse me for [the meeting]. Do not praise.\n\nStop after [number]."


@pytest.mark.parametrize(
    "text",
    [
        "```python\nrows = table[the row]\nprint({name})\n```",
        "Words with [blanks] that are no prompt.",
        "> - a list with [a blank]",
        "> Ask [whom you like] about [the rules](rules.md).",
        "> Write `[a blank]` as [a blank].",
        "```text\nNothing to fill.\n```",
        "```text\n" + "[a day],[a time]\n" * 20 + "```",
    ],
)
def test_no_form_where_there_is_nothing_to_fill(text: str) -> None:
    assert "<form" not in shown(text)


def test_blanks_of_the_same_words_are_told_apart_and_follow_the_first() -> None:
    page = shown("```\nFrom [time] to [time] in [place], ____ and ____\n```")
    assert labels(page) == ["Time (1)", "Time (2)", "Place", "Blank 4", "And"]
    assert re.findall(r'data-follows="(\d+)"', page) == ["0"]


def test_each_field_has_a_label_of_its_own() -> None:
    page = shown("```\n[a]\n```\n\n```\n[a]\n```")
    ids = re.findall(r'<textarea id="([^"]+)"', page)
    assert re.findall(r'<label for="([^"]+)"', page) == ids
    assert len(set(ids)) == 2


def test_the_words_to_copy_are_the_leaders_where_the_page_lost_some() -> None:
    (found,) = pieces(shown("```\nname    [amount]\n```", verbatim="name\t[amount]"))
    assert "".join(found) == "name\t[amount]"


def test_hostile_blanks_stay_words() -> None:
    page = shown('```\n[x" onfocus="alert(1)] and [<script>y</script>] {a}\n```')
    assert "<script" not in page
    assert 'onfocus="' not in page
