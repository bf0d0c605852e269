"""The page of a use case: the leader's words stay theirs, the prompt stays word for word."""

from __future__ import annotations

import html
import re

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadfront.pages.use_case import markdown_of, parts_of, use_case
from made_up import case_text, entry


def page(text: str | None = None, edit_url: str = "", landed: str = "2026-10-20", **fields: str) -> str:
    """A use case's page, with its Markdown rendered by the plain renderer."""
    made = entry(text=text, landed=landed, **fields)
    done = use_case(made, {made.case.id: made})
    assert done.frame is not None
    return done.frame(render(done.markdown), edit_url)


def render(text: str) -> str:
    return markdown.markdown(text, extensions=["fenced_code", "tables", "toc"])


def prompt_in(rendered: str) -> str:
    """What the prompt's copy button gives: the text that goes with it, else what stands in the block."""
    section = rendered.partition("lf-section--prompt")[2].partition("</section>")[0]
    exact = re.match(r'[^>]*data-copy="([^"]*)"', section)
    if exact:
        return html.unescape(exact[1])
    (code,) = re.findall(r"<pre[^>]*><code[^>]*>(.*?)</code></pre>", section, re.DOTALL)
    return html.unescape(code).rstrip("\n")


def test_sections_stand_in_the_order_of_the_file_with_their_own_headings() -> None:
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", page())
    assert headings == ["The task", "Prompt", "Output", "Result", "What did not work", "How I checked it"]


def test_each_known_section_is_marked_as_such() -> None:
    keys = re.findall(r"lf-section lf-section--(\w+)", page())
    assert keys == ["task", "prompt", "output", "result", "failures", "check"]


def test_a_prompt_without_a_fence_is_shown_word_for_word() -> None:
    prompt = "Look at *this*:\n\n    <b>four</b> spaces\n\n- one\n# not a heading\n`code` & more"
    assert prompt_in(page(case_text(prompt))) == prompt


def test_a_prompt_that_holds_fence_marks_gets_a_longer_fence() -> None:
    assert prompt_in(page(case_text("Answer in ```json, like ```` this"))) == "Answer in ```json, like ```` this"


def test_a_prompt_with_a_fence_of_its_own_is_left_as_it_is() -> None:
    text = case_text("```text\nAsk me\n```")
    assert "```text\nAsk me\n```" in markdown_of(entry(text=text).case)
    assert prompt_in(page(text)) == "Ask me"


WORDS = st.text(st.sampled_from("ab `~#>*_-<&[]()\n"), min_size=1, max_size=80).filter(
    # A heading of the second level ends the section; a line that is a fence is the leader's own; the ends are trimmed.
    lambda text: (
        text.strip() and text == text.strip() and not re.search(r"^##(?!#)|^ {0,3}(`{3}|~{3})", text, re.MULTILINE)
    )
)


@given(WORDS)
@settings(max_examples=150, deadline=None)
def test_any_prompt_comes_out_word_for_word(prompt: str) -> None:
    assert prompt_in(page(case_text(prompt))) == prompt


def test_a_heading_inside_a_quotation_does_not_cut_the_page() -> None:
    body = "## Output\n\n> ## A heading of the machine's\n>\n> words\n\n## Result\n\nMine."
    case = entry(text=case_text(body=body)).case
    before, parts = parts_of(render(body), case)
    assert not before.strip()
    assert [part.key for part in parts] == ["output", "result"]
    assert "A heading of the machine" in parts[0].text


def test_an_unknown_section_is_shown_too() -> None:
    shown = page(case_text(body="## The task\n\nx\n\n## My <own> thoughts\n\ny"))
    assert "lf-section--other" in shown


def test_what_stands_before_the_first_heading_is_kept() -> None:
    assert "A word before." in page(case_text(body="A word before.\n\n## The task\n\nx"))


def test_a_repeated_section_is_marked_once() -> None:
    shown = page(case_text(body="## Result\n\none\n\n## Result\n\ntwo"))
    assert shown.count("lf-section--result") == 1
    assert "two" in shown


def test_the_effect_is_two_numbers_with_their_basis() -> None:
    shown = page(effect="{measure: Time to a draft, before: 6960, after: 0.5, unit: minutes, basis: estimated}")
    assert "6,960" in shown
    assert "0.5" in shown
    assert "Estimated, not measured" in shown


def test_an_effect_below_zero_has_numbers_and_no_bars() -> None:
    shown = page(effect="{measure: Balance, before: -4, after: 3, unit: points, basis: measured}")
    assert ">-4<" in shown
    assert "<svg" not in shown


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"coach": "Tomasz Bell"}, ("Helped by", "Tomasz Bell")),
        ({"submitted_by": "Ana Duarte"}, ("Typed in by", "Ana Duarte")),
        ({"minutes": "90"}, ("1 hour 30 minutes",)),
        ({"minutes": "1"}, ("1 minute",)),
        ({"verified": "2026-11-02"}, ("Last tried again", "2 November 2026")),
        ({"role": "Director of Finance"}, ("Director of Finance",)),
        ({"sample": "true"}, ("lf-sample",)),
        ({"tags": "[board papers]"}, ("board papers",)),
    ],
)
def test_what_is_known_is_shown(fields: dict[str, str], words: tuple[str, ...]) -> None:
    shown = page(**fields)
    for word in words:
        assert word in shown


def test_when_it_landed_or_that_it_has_not() -> None:
    assert '<time datetime="2026-10-20">20 October 2026</time>' in page()
    assert "Not landed yet" in page(landed="")


def test_an_edit_link_only_where_the_site_has_an_address_for_it() -> None:
    assert "Suggest an edit" not in page()
    assert 'href="https://git.example.com/edit?a=1&amp;b=2"' in page(edit_url="https://git.example.com/edit?a=1&b=2")


def test_related_use_cases_are_linked_where_they_are_published() -> None:
    here = entry("one", related="[two, nowhere, one]")
    there = entry("two", title="The second")
    made = use_case(here, {"one": here, "two": there})
    assert made.frame is not None
    shown = made.frame("", "")
    assert 'href="page:use-cases/two.md">The second' in shown
    assert "nowhere" not in shown
    assert "page:use-cases/one.md" not in shown


@pytest.mark.parametrize("fence", ["", "```"])
def test_a_prompt_with_tabs_is_copied_with_its_tabs(fence: str) -> None:
    prompt = 'name\tamount\nTea & "cake"\t4'
    text = f"{fence}text\n{prompt}\n{fence}" if fence else prompt
    copied = re.search(r'data-copy="([^"]*)"', page(case_text(text)))
    assert copied
    assert html.unescape(copied[1]) == prompt


def test_a_prompt_without_tabs_is_not_told_twice() -> None:
    assert "data-copy" not in page()
