"""LF402 to LF408: whether a text shows a real use: what was asked, what came back, how it was checked. One file at a
time.

They speak of the text, never of the person, and only of what set phrases tell: a note that is wrong costs a leader's
good will, and a reviewer reads every use case anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadfront.fields import BY_KEY, SECTION_BY_KEY
from leadfront.findings import Severity
from leadfront.rules.model import Checked, Problem, Scope, rule
from leadfront.rules.phrases import (
    LONGEST_TELLING,
    is_thin,
    plain,
    says_nothing,
    short,
    tells_about_a_use,
    tells_of_no_check,
    without_comments,
)
from leadfront.use_case import SectionText, UseCase

_OWN_WORDS = ("task", "result", "failures", "check")
_UNNAMED = "name-of-your-use-case"  # what the blank file is called, see leadfront.doors.template
_LONGEST_THIN = 200  # in letters, marks of quotation and all
_LOREM = "lorem ipsum dolor"
_TO_FILL_IN = re.compile(
    r"\[(?:your|insert|paste|enter|describe|fill in|write|ihre?|deine?|hier)\b[^\[\]\n]{0,80}\](?![(\[])", re.IGNORECASE
)
# Within what was copied, square brackets are redactions and blanks, unless they stand for the whole of it.
_WHOLE_TO_PASTE = re.compile(
    r"\[(?:your|insert|paste|enter|ihre?|deine?|hier)\b[^\[\]\n]{0,30}\b(?:prompt|output|answer|response|antwort|ausgabe)\b"
    r"[^\[\]\n]{0,30}\](?![(\[])",
    re.IGNORECASE,
)
_TO_DO = re.compile(r"^[ \t>*+-]*(?P<word>TODO|TBD)\b(?=[ \t]*(?::|$))", re.MULTILINE)


@rule("LF402", Severity.WARNING, Scope.FILE)
def template_text_left(file: Checked) -> Iterator[Problem]:
    """Text that was meant to be replaced is still there.

    Why: A hint of the template, a “to do” or words that only fill space tell readers that nobody looked at the page
    before it was published. Square brackets in the prompt and the output are left alone: there they are blanks and
    what was taken out.
    Fix: Put your own words in its place, or delete it.
    Fails:
        ## Result

        The board asked two of the three, and [your result here].
    Passes:
        ## Result

        The board asked two of the three.
    """
    case = file.case
    if not case:
        return
    if case.id.endswith(_UNNAMED):
        yield Problem(
            "The file still has the name of the blank template.",
            "Give it a name that says what was done, like “three-board-questions.md”.",
            subject=_UNNAMED,
        )
    if case.text("summary") == BY_KEY["summary"].example:
        yield _left("The summary", "the template's example", case.document.line_of("summary"))
    for key in ("title", "summary"):
        said = case.text(key)
        if found := _TO_DO.match(said) or ("[" in said and _TO_FILL_IN.search(said)):
            yield _left(f"The {key}", f"“{found[0]}”", case.document.line_of(key))
    body = case.document.body
    # Written out, since this looks at every use case there is.
    signs = "[" in body or "TODO" in body or "TBD" in body
    if "orem ipsum" in body and _LOREM in body.lower():
        line = _line_of(case, "orem ipsum", case.document.body_line)
        yield _left("The text", "“Lorem ipsum”, which only fills space", line)
    for key, section in case.by_key.items():
        hint = SECTION_BY_KEY[key].hint
        # A hint that is left above an answer, as a comment, is not shown.
        if hint in section.text and hint in section.own_text:
            yield _left(f"The section “{section.heading}”", "the template's hint", _line_of(case, hint, section.line))
        if not signs:
            continue
        text = section.own_text
        pattern = _TO_FILL_IN if key in _OWN_WORDS else _WHOLE_TO_PASTE
        left = pattern.search(text) if "[" in text else None
        if not left and key in _OWN_WORDS:
            left = _TO_DO.search(text)
        if left:
            said = left["word"] if "word" in left.groupdict() else left[0]
            yield _left(f"The section “{section.heading}”", f"“{said}”", _line_of(case, said, section.line))


@rule("LF403", Severity.WARNING, Scope.FILE)
def prompt_thin(file: Checked) -> Iterator[Problem]:
    """The prompt is hardly a sentence.

    Why: Readers copy the prompt. From two or three words they can't learn how it was done, and the answer that the
    page shows rarely comes from them alone.
    Fix: Paste the whole prompt, with what was given to the tool besides: a file, a table, a letter, as words in square
    brackets.
    Fails:
        ## Prompt

        Write it.
    Passes:
        ## Prompt

        Write the letter again in plain English. Keep every number. [the letter]
    """
    prompt = None if _is_cut(file) else _words(file, "prompt", _LONGEST_THIN)
    if file.case and prompt and is_thin(prompt) and not says_nothing(prompt):
        yield Problem(
            f"The prompt is only “{prompt}”.",
            "Paste all of it, word for word. What you gave the tool besides, like a file, goes into square brackets.",
            file.case.by_key["prompt"].line,
            subject="prompt",
        )


@rule("LF404", Severity.WARNING, Scope.FILE)
def output_thin(file: Checked) -> Iterator[Problem]:
    """The output is hardly a sentence.

    Why: The output is what readers judge the tool by. Two or three words don't show what it can do, nor where it is
    wrong.
    Fix: Paste what came back, or the part that matters, with its mistakes.
    Fails:
        ## Output

        A good text.
    Passes:
        ## Output

        > Dear Ms Alder, your visit was moved and nobody told you. We are sorry.
    """
    output = None if _is_cut(file) else _words(file, "output", _LONGEST_THIN)
    if file.case and output is not None and is_thin(output) and "![" not in file.case.by_key["output"].text:
        yield Problem(
            f"The output is only “{output}”." if output else "The output holds no words.",
            "Paste what came back, word for word, or the part that matters.",
            file.case.by_key["output"].line,
            subject="output",
        )


@rule("LF405", Severity.WARNING, Scope.FILE)
def prompt_is_output(file: Checked) -> Iterator[Problem]:
    """Prompt and output hold the same words.

    Why: One of the two was pasted twice, so the other is missing.
    Fix: Put what was typed into the section for the prompt, and what came back into that for the output.
    Fails:
        file:
        ---
        title: Forty letters, one afternoon
        summary: How I drafted forty answers and rewrote six of them.
        leader: Imogen Ashdown
        level: director
        function: finance
        date: 2026-10-14
        tools: [Copilot]
        ---

        ## The task

        Forty letters.

        ## Prompt

        Answer this letter in four plain sentences. [the letter]

        ## Output

        > Answer this letter in four plain sentences. [the letter]

        ## Result

        Sent.

        ## What did not work

        Six of them.

        ## How I checked it

        Read each against the file of its customer.
    Passes:
        ## Output

        > Dear Ms Alder, your visit was moved and nobody told you. We are sorry.
    """
    sections = file.case.by_key if file.case else {}
    prompt, output = sections.get("prompt"), sections.get("output")
    # Marks of quotation make the one a little longer; nothing else may.
    if not prompt or not output or abs(len(prompt.text) - len(output.text)) > 20 + len(prompt.text) // 10:
        return
    if (words := plain(prompt.text).casefold()) and words == plain(output.text).casefold():
        yield Problem(
            "Prompt and output hold the same words.",
            "One of the two was pasted twice: put what was typed into the one and what came back into the other.",
            output.line,
            subject="output",
        )


@rule("LF406", Severity.WARNING, Scope.FILE)
def output_without_prompt(file: Checked) -> Iterator[Problem]:
    """There is an output, and in place of the prompt only a word like “confidential”, or a link.

    Why: Without the prompt nobody can do the same, and nobody can tell what the output answers. A link leads to a place
    that readers may not see, or that is gone next year.
    Fix: Paste the prompt. If a part of it must not be read by all, put words in square brackets in its place.
    Fails:
        ## Prompt

        See attachment.
    Passes:
        ## Prompt

        Group these complaints by what went wrong on our side. [12 complaints]
    """
    prompt = _words(file, "prompt", LONGEST_TELLING)
    if not file.case or not prompt or not says_nothing(prompt):
        return
    output = file.case.by_key.get("output")
    if output and not output.empty:
        yield Problem(
            f"There is an output, and in place of the prompt stands “{short(prompt)}”.",
            "Paste the prompt itself. What must not be read by all goes, in other words, into square brackets.",
            file.case.by_key["prompt"].line,
            subject="prompt",
        )


@rule("LF407", Severity.WARNING, Scope.FILE)
def result_without_check(file: Checked) -> Iterator[Problem]:
    """There is a result, and nothing that says how it was checked.

    Why: What a tool writes looks right whether it is or not. “It looked good” tells readers that nobody knows.
    Fix: Say what you compared it with, and what you found. If it was not checked, say so in a sentence, and what might
    be wrong.
    Fails:
        ## How I checked it

        It looked good.
    Passes:
        ## How I checked it

        I read all twelve letters against their group. Two were wrong.
    """
    check = _words(file, "check", _LONGEST_THIN)
    if not file.case or not check or not tells_of_no_check(check):
        return
    result = file.case.by_key.get("result")
    if result and not result.empty:
        yield Problem(
            f"There is a result, and of how it was checked only: “{short(check)}”.",
            "Say what you compared it with, and what you found. If nobody checked it, say what might be wrong.",
            file.case.by_key["check"].line,
            subject="check",
        )


@rule("LF408", Severity.WARNING, Scope.FILE)
def prompt_told_not_shown(file: Checked) -> Iterator[Problem]:
    """The section for the prompt tells about a use, and holds no prompt.

    Why: Words like “I asked it to write an update”, or “my team uses it for letters”, speak well of the tool and show
    nothing. Nobody can copy a description, and the showcase promises what leaders themselves really typed.
    Fix: Paste the prompt itself, word for word.
    Fails:
        ## Prompt

        I asked it to write a professional update on our strategy.
    Passes:
        ## Prompt

        Write an update on our strategy for people who load ships. Six sentences, no words that we would not say.
    """
    if not file.case or "prompt" not in file.case.by_key:
        return
    section = file.case.by_key["prompt"]
    text = (section.own_text if section.text.startswith("<!--") else section.text).lstrip()
    if tells_about_a_use(text):
        told = short(without_comments(text))
        yield Problem(
            f"The section “{section.heading}” tells about a prompt and does not show it: “{told}”.",
            "Paste the prompt itself, word for word, perhaps between two lines of three backticks.",
            section.line,
            subject="prompt",
        )


def _left(where: str, what: str, line: int) -> Problem:
    return Problem(
        f"{where} still holds {what}.", "Put your own words in its place, or delete it.", line, subject=where + what
    )


def _line_of(case: UseCase, text: str, start: int) -> int:
    """The first line of the file, from `start` on, in which a text begins that was found in the body."""
    first = text.split("\n")[0]
    lines = case.document.body.split("\n")
    begin = max(0, start - case.document.body_line)
    return next((n for n, line in enumerate(lines[begin:], start) if first in line), start)


def _words(file: Checked, key: str, most: int) -> str | None:
    """The words of a section as one line, without comments, fences and marks of quotation; None where it is missing,
    longer than that, or empty, of which LF111 speaks.
    """
    section: SectionText | None = file.case.by_key.get(key) if file.case else None
    if section is None or (len(section.text) > most and "<!--" not in section.text) or section.empty:
        return None
    words = plain(section.text)
    return words if len(words) <= most else None


def _is_cut(file: Checked) -> bool:
    """Whether headings of its own may have cut a text short, of which LF112 speaks."""
    return file.case is not None and len(file.case.sections) > len(file.case.by_key)


RULES = (
    template_text_left,
    prompt_thin,
    output_thin,
    prompt_is_output,
    output_without_prompt,
    result_without_check,
    prompt_told_not_shown,
)
