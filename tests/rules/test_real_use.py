"""What shows a real use and what only speaks of one: phrases that are told, honest ones beside them that are not."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest

from histories import SECTION_TEXTS, settings_text, use_case
from leadfront.fields import BY_KEY, SECTIONS
from leadfront.findings import Finding, Severity
from leadfront.front_matter import Unreadable
from leadfront.policy_reader import read_settings
from leadfront.rules import BY_CODE, judge_file
from leadfront.rules.model import Checked
from leadfront.rules.real_use import RULES
from leadfront.use_case import read_use_case

FOLDER = "showcase/use-cases"


def told(text: str, name: str = "pack", **settings: object) -> list[Finding]:
    policy = read_settings(settings_text(**settings), "mkdocs.yml", known_rules=BY_CODE).policy
    data = text.encode()
    case = read_use_case(f"{FOLDER}/{name}.md", FOLDER, data, dict(policy.sections))
    found = judge_file(Checked(case.path, FOLDER, policy, date(2026, 11, 20), case), data)
    assert all(finding.severity is Severity.WARNING for finding in found if finding.code.startswith("LF4"))
    return found


def codes(text: str, **settings: object) -> list[str]:
    return [finding.code for finding in told(text, **settings)]


def with_section(heading: str, text: str) -> str:
    texts = {**SECTION_TEXTS, heading: text}
    return use_case("".join(f"\n## {name}\n\n{words}\n" for name, words in texts.items()))


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if words in line)


# --- LF402: what was meant to be replaced -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "left"),
    [
        ("Result", "[your result here]"),
        ("The task", "[Insert the task]"),
        ("What did not work", "TODO"),
        ("What did not work", "It was slow.\n\n- TODO: ask Ana"),
        ("How I checked it", "TBD"),
        ("Result", "Lorem ipsum dolor sit amet, consectetur."),
        ("Output", "[paste the output here]"),
        ("Prompt", "[your prompt]"),
        *((section.heading, section.hint) for section in SECTIONS),
    ],
)
def test_what_was_to_be_replaced_is_told_with_its_line(heading: str, left: str) -> None:
    text = with_section(heading, f"{SECTION_TEXTS.get(heading, 'Two rules.')}\n\n{left}")
    (finding,) = told(text)
    assert finding.code == "LF402"
    assert finding.line == line_of(text, left.split("\n")[-1])


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Prompt", "Write to [your customer] about [insert date]. TODO lists are welcome."),
        ("Output", "Dear [Your name],\n\n[insert date]: the lorem ipsum is gone.\n\nTODO: sign it."),
        ("Result", "It left a TODO in the text, and [customer A] was named twice."),
        ("Result", "It took [your rules](rules.md) for its own."),
        ("Try it yourself", "Put [your letter] in place of mine."),
        ("Result", "<!-- What you did with it and what changed. -->\n\nTwo were asked."),
    ],
)
def test_blanks_and_redactions_are_no_placeholders(heading: str, text: str) -> None:
    assert codes(with_section(heading, text)) == []


def test_what_is_left_of_the_template_at_the_top_of_a_file() -> None:
    assert codes(use_case(summary=BY_KEY["summary"].example)) == ["LF402"]
    assert codes(use_case(title="[Your title]")) == ["LF402"]
    assert [item.code for item in told(use_case(), name="name-of-your-use-case")] == ["LF402"]


# --- LF403 to LF405: thin, or twice the same --------------------------------------------------------------------------


@pytest.mark.parametrize(("heading", "code"), [("Prompt", "LF403"), ("Output", "LF404")])
@pytest.mark.parametrize(
    ("text", "thin"),
    [
        ("Write it.", True),
        ("```text\nWrite it.\n```", True),
        ("> Write it.", True),
        ("Write the letter once more, in plain words.", False),
        ("請用平易近人的語氣改寫這封信", False),
        ("Short. <!-- a comment that goes on and on, and that nobody who reads the page will see -->", True),
    ],
)
def test_a_few_words_are_too_few(heading: str, code: str, text: str, thin: bool) -> None:
    assert codes(with_section(heading, text)) == ([code] if thin else [])


def test_a_picture_is_an_output() -> None:
    assert codes(with_section("Output", "![](a.png)")) == []


def test_what_headings_have_cut_short_is_told_once() -> None:
    assert codes(with_section("Prompt", "You are kind.\n\n## Tone\n\nStern, but kind.")) == ["LF112"]


@pytest.mark.parametrize("again", ["{}", "> {}", "```text\n{}\n```"])
def test_the_same_words_twice_are_one_of_them_missing(again: str) -> None:
    assert codes(with_section("Output", again.format(SECTION_TEXTS["Prompt"]))) == ["LF405"]


def test_a_text_that_was_corrected_may_come_back_nearly_as_it_was() -> None:
    letter = "We regret that your visit was moved, and that nobody told you of it. " * 12
    text = with_section("Prompt", f"Correct the spelling: {letter}").replace(SECTION_TEXTS["Output"], letter.strip())
    assert codes(text) == []


# --- LF406 to LF408: something else in its place ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "n/a", "N/A.", "See attachment.", "see above", "confidential", "[confidential]", "–", "Not disclosed", "TBC",
        "https://chat.example.com/share/8c1e", "[the conversation](https://chat.example.com/share/8c1e)",
        "Vertraulich.", "<https://chat.example.com/share/8c1e>", "```\nN/A\n```",
    ],
)  # fmt: skip
def test_a_word_in_place_of_the_prompt(words: str) -> None:
    text = with_section("Prompt", words)
    (finding,) = told(text)
    assert finding.code == "LF406"
    assert finding.line == line_of(text, "## Prompt")


@pytest.mark.parametrize(
    "words",
    [
        "Summarise https://www.example.com/minutes for the board.",
        "None of these letters may be longer than a page. Shorten them.",
        "See above: the second table. Which of its rows do not add up?",
        "[the letter] Answer it in four sentences.",
    ],
)
def test_a_prompt_with_a_link_or_a_blank_is_a_prompt(words: str) -> None:
    assert codes(with_section("Prompt", words)) == []


@pytest.mark.parametrize(
    "words",
    [
        "n/a", "It looked good.", "I read it through and it looked good.", "Not checked", "I did not.", "No need.",
        "Yes", "I trusted it.", "It seemed fine to me!", "Sah gut aus.", "Gar nicht.", "everything was correct",
    ],
)  # fmt: skip
def test_no_check(words: str) -> None:
    assert codes(with_section("How I checked it", words)) == ["LF407"]


@pytest.mark.parametrize(
    "words",
    [
        "Nobody checked the sums; the names I compared with the rota.",
        "It looked good, so I had Ana compare it with last year's.",
        "I read it against the minutes.",
        "Line by line.",
    ],
)
def test_a_short_check_is_a_check(words: str) -> None:
    assert codes(with_section("How I checked it", words)) == []


@pytest.mark.parametrize(
    "words",
    [
        "I asked it to write a professional update on our strategy.",
        "I then asked Copilot to summarise the minutes of the last three meetings.",
        "My team uses ChatGPT for most of the letters that we send to our customers.",
        "We had the assistant draft all of the letters, and we then went through them.",
        "My personal assistant asked Claude for a draft of the letter to all staff.",
        "Wir haben Copilot gebeten, die Protokolle der letzten drei Sitzungen zusammenzufassen.",
        "Meine Abteilung nutzt ChatGPT für die meisten Briefe an unsere Kundschaft.",
    ],
)
def test_a_prompt_that_is_told_and_not_shown(words: str) -> None:
    (finding,) = told(with_section("Prompt", words))
    assert finding.code == "LF408"
    assert not re.search(r"\b(you|leader|she|he) (did not|didn|never|lie|claim)", finding.message + finding.help)


@pytest.mark.parametrize(
    "words",
    [
        "I asked it:\n\n> Write an update on our strategy for the people who load the ships.",
        "I asked it “Which three questions would the chair ask?”, and nothing else.",
        "I asked my supplier for a lower price. Draft a polite answer to what came back.",
        "I lead a team of nine. Draft a rota for December in which nobody works two weekends in a row.",
        "We use three ferries. Plan the timetable for a day on which one of them is in the dock.",
        "I used it as a critic:\n\n```text\nRead this as a sceptical chair would.\n```",
        "The tool below is a spreadsheet of hours. Find the rows in which they do not add up.",
    ],
)
def test_a_prompt_that_begins_with_i_is_a_prompt(words: str) -> None:
    assert codes(with_section("Prompt", words)) == []


HOSTILE = [
    "[your ", "[insert [", "<!--", "-->", "<!-- a -->", "https://", "[a](", "[a]: ", "my a ", "my-", "I ", "I then ",
    "TODO ", "\n> ", "\n```", "\n- ", "it was good and ", "I read it and ", "n/a ", "Lorem ipsum dolor ", "“",
    "ich ", "\t", "ÿ",
]  # fmt: skip


@pytest.mark.parametrize("part", HOSTILE)
@pytest.mark.parametrize("heading", ["Prompt", "Output", "Result", "How I checked it"])
def test_the_same_again_and_again_takes_no_time(heading: str, part: str) -> None:
    for start in ("", "I asked ", "[", "See "):
        # In paragraphs: one that is longer than anybody reads is refused before any rule sees it.
        paragraph = part * (40 if "\n" not in part else 8)
        text = with_section(heading, start + f"{paragraph}\n\n" * (30_000 // len(paragraph.encode())))
        try:
            case = read_use_case(f"{FOLDER}/pack.md", FOLDER, text.encode())
        except Unreadable:  # which is an answer
            continue
        policy = read_settings(settings_text(), "mkdocs.yml", known_rules=BY_CODE).policy
        checked = Checked(case.path, FOLDER, policy, date(2026, 11, 20), case)
        started = time.process_time()
        found = [problem for rule in RULES for problem in rule.check(checked)]
        assert time.process_time() - started < 0.3
        assert all(len(problem.message) < 500 for problem in found)


# --- all of them ------------------------------------------------------------------------------------------------------


def test_the_policy_may_turn_them_off_or_up() -> None:
    text = with_section("Prompt", "n/a")
    assert codes(text, rules={"LF4": "off"}) == []
    policy = read_settings(settings_text(rules={"LF406": "error"}), "mkdocs.yml", known_rules=BY_CODE).policy
    case = read_use_case(f"{FOLDER}/pack.md", FOLDER, text.encode())
    found = judge_file(Checked(case.path, FOLDER, policy, date(2026, 11, 20), case), text.encode())
    assert [(item.code, item.severity) for item in found] == [("LF406", Severity.ERROR)]


def test_sections_by_other_names_are_looked_at_too() -> None:
    text = with_section("Prompt", "n/a").replace("## Prompt", "## Eingabe")
    assert codes(text, sections={"prompt": "Eingabe"}) == ["LF406"]
