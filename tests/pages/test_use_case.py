"""The page of a use case: the leader's words stay theirs, the prompt stays word for word."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadfront.body import markdown_of
from leadfront.doors.host import Host, Kind
from leadfront.doors.ways import Present, Ways
from leadfront.language import ENGLISH
from leadfront.pages.neighbours import Neighbours
from leadfront.pages.use_case import Surroundings, use_case
from leadfront.pages.use_case_body import parts_of
from made_up import case_text, entry

NO_WAYS = Ways(None, "use-cases", Present())


def page(
    text: str | None = None,
    edit_url: str = "",
    landed: str = "2026-10-20",
    ways: Ways | None = None,
    uri: str = "",
    **fields: str,
) -> str:
    """A use case's page, with its Markdown rendered by the plain renderer."""
    made = entry(text=text, landed=landed, **fields)
    made = replace(made, uri=uri or made.uri)
    done = use_case(made, Surroundings(Neighbours([made])), ways or NO_WAYS, ENGLISH)
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
        ({"coach": "Tomasz Bell"}, ("Coached by", "Tomasz Bell")),
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
    assert "Not published yet" in page(landed="")


@pytest.mark.parametrize(
    ("tools", "words"),
    [
        ("Claude", "What Claude wrote"),
        ("internal assistant (BrindleChat)", "What the internal assistant (BrindleChat) wrote"),
        ("[Claude, Excel]", "What Claude and Excel wrote"),
        ("", "What the assistant wrote"),
    ],
)
def test_whose_words_the_output_is(tools: str, words: str) -> None:
    assert f">{words}</p>" in page(tools=tools)


def test_an_edit_link_only_where_the_site_has_an_address_for_it() -> None:
    assert "Suggest an edit" not in page()
    assert 'href="https://git.example.com/edit?a=1&amp;b=2"' in page(edit_url="https://git.example.com/edit?a=1&b=2")


HOST = Host(Kind.GITHUB, "https://github.com/a/b", "main")
EVERYTHING = Ways(HOST, "use-cases", Present(editor=True, issue_form=True, again_form=True))


def test_an_edit_is_suggested_in_the_form_where_there_is_one_and_in_the_file_beside_it() -> None:
    shown = page(edit_url="https://git.example.com/edit", ways=EVERYTHING, uri="use-cases/one.md")
    assert '<a href="page:editor/index.html#/collections/use_cases/entries/one" rel="edit">Suggest an edit</a>' in shown
    assert '<a href="https://git.example.com/edit">edit the file itself</a>' in shown


def test_the_form_is_not_offered_for_what_it_does_not_list() -> None:
    shown = page(edit_url="https://git.example.com/edit", ways=EVERYTHING, uri="use-cases/2026/one.md")
    assert "editor/" not in shown
    assert '<a href="https://git.example.com/edit" rel="edit">Suggest an edit</a>' in shown


def test_who_has_tried_one_again_is_led_to_the_issue_form_else_to_the_page_that_says_how() -> None:
    assert 'href="page:contribute.md#again"' in page()
    address = "https://github.com/a/b/issues/new?template=use-case-again.yml&amp;which=the-one"
    assert f'href="{address}"' in page(ways=EVERYTHING, id="the-one")


def test_related_use_cases_are_linked_where_they_are_published() -> None:
    here = entry("one", related="[two, nowhere, one]")
    there = entry("two", title="The second")
    made = use_case(here, Surroundings(Neighbours([here, there])), NO_WAYS, ENGLISH)
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


HINT = "<!-- The actual prompt, word for word. -->"


def test_the_template_hint_that_was_left_in_is_neither_shown_nor_copied() -> None:
    assert prompt_in(page(case_text(f"{HINT}\n\n  Ask\tme <!-- this -->"))) == "  Ask\tme <!-- this -->"
    assert prompt_in(page(case_text(f"{HINT}\n\n```text\nAsk\tme\n```"))) == "Ask\tme"


def test_a_section_in_which_only_the_hint_was_left_is_not_shown() -> None:
    rendered = page(f"{case_text('Ask me')}\n## Try it yourself\n\n<!-- What to put in its place. -->\n")
    assert "Try it yourself" not in rendered
    assert "lf-section--check" in rendered
