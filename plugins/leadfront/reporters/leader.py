"""For the leader who opened a pull request: what is still to mend, in words, with a link to the page where it is done.

Only what this change must mend: nothing that was there before, and no warning that is for others (the policy, clocks,
what is due).
"""

from __future__ import annotations

import os
import re
import textwrap
from collections.abc import Iterable, Sequence
from itertools import groupby

from leadfront.doors.host import Host, edit, host_of, host_of_change
from leadfront.escaping import line_of_log, markdown_code, markdown_text, plain
from leadfront.fields import BY_KEY, SECTION_BY_KEY
from leadfront.findings import Finding, Severity
from leadfront.showcase import Showcase

ALL_IS_WELL = "All is well"
"""What the answer begins with when there is nothing left to say."""

_WELL = f"{ALL_IS_WELL}, as far as a program can tell"
_THANKS = (
    "Everything that is asked for is there. Thank you for sharing. Please read it once more yourself: whether it holds "
    "anything confidential, or anything by which somebody could be recognised, only a person can judge."
)
_MOST = 30
_WIDTH = 88
_TO_TYPE = re.compile(r"“(?P<quoted>[^“”]+)”|(?P<bracketed>\[[^\[\]]+\])")
_ADVICE = "The rest is advice, and stops nothing."
_AFTER_FILE = "Save the file, then have it looked at again: on a pull request that happens by itself."
_AFTER_FORM = (
    "To mend it, choose “Edit” in the menu (the three dots) at the top right of your answers. When you save them, they "
    "are looked at again and this answer is brought up to date."
)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1}
# The field that a rule is about, where its findings name a value and not the field.
_FIELD_OF = {"LF108": "level", "LF109": "function", "LF110": "skills", "LF113": "id", "LF116": "related"}


def render(showcase: Showcase) -> str:
    """The answer as Markdown (GitHub's and GitLab's)."""
    host = host_of_change(os.environ, host_of(showcase.site, showcase.policy))
    return answer(showcase.report.findings, host)


def answer(findings: Iterable[Finding], host: Host | None, in_form: bool = False) -> str:
    """The answer to these findings. `host` is where the change's files are edited; without it there are no links.
    `in_form` says that the leader answered a form and never saw the file.
    """
    things = _things(findings)
    if not things:
        return f"### {_WELL}\n\n{_THANKS}\n"
    parts = [f"### {_heading(things)}"]
    number = 0
    stopped = things[0].severity is Severity.ERROR
    for (severity, path), group in groupby(things[:_MOST], key=lambda thing: (thing.severity, thing.path)):
        if stopped and severity is not Severity.ERROR:
            stopped = False
            parts.append(_ADVICE)
        parts.append("In your answers:" if in_form else _about(path, host))
        lines = []
        for thing in group:
            number += 1
            where = f" (line {thing.line})" if thing.line and thing.line > 1 and not in_form else ""
            lines.append(f"{number}. {_said(thing)}{where}  \n   {_with_code(_next_step(thing, in_form))}")
        parts.append("\n".join(lines))
    if len(things) > _MOST:
        parts.append(f"And {len(things) - _MOST} more.")
    parts.append(_AFTER_FORM if in_form else _AFTER_FILE)
    return "\n\n".join(parts) + "\n"


def told_at_terminal(findings: Iterable[Finding]) -> str:
    """The same in plain lines, for the leader who has just typed the answers. Names no file: there is but one."""
    things = _things(findings)
    if not things:
        return "\n".join(textwrap.wrap(f"{_WELL}. {_THANKS}", _WIDTH)) + "\n"
    lines = [f"{_heading(things)}."]
    for number, thing in enumerate(things, 1):
        said = f"{thing.message} (line {thing.line})" if thing.line and thing.line > 1 else thing.message
        lines += textwrap.wrap(plain(said), _WIDTH, initial_indent=f"{number}. ", subsequent_indent="   ")
        lines += textwrap.wrap(plain(thing.help), _WIDTH, initial_indent="   ", subsequent_indent="   ")
    return "\n".join(map(line_of_log, lines)) + "\n"


def _things(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(filter(_concerns_the_leader, findings), key=lambda thing: (_ORDER[thing.severity], thing.path))


def _concerns_the_leader(finding: Finding) -> bool:
    if finding.standing or finding.severity is Severity.INFO:
        return False
    return finding.severity is Severity.ERROR or finding.path.endswith(".md")


def _heading(things: Sequence[Finding]) -> str:
    errors = sum(thing.severity is Severity.ERROR for thing in things)
    if not errors:
        return f"Ready; {_counted(len(things))} could be better"
    return f"Nearly there: {_counted(errors)} must be mended{'; the rest is advice' if errors < len(things) else ''}"


def _counted(number: int) -> str:
    words = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{words} thing" if number == 1 else f"{words} things"


def _about(path: str, host: Host | None) -> str:
    if not path:
        return "In the showcase as a whole:"
    name = markdown_text(path)
    return f"In [{name}]({edit(host, path)}) (the link opens it for editing):" if host else f"In {name}:"


def _said(thing: Finding) -> str:
    """The finding's sentence, with the label of its field or section in bold, in front where the sentence lacks it."""
    label, _ = _asked(thing)
    said, shown = markdown_text(thing.message), markdown_text(label)
    if not label:
        return said
    before, found, after = said.partition(shown)
    return f"{before}**{shown}**{after}" if found else f"**{shown}**: {said}"


def _with_code(text: str) -> str:
    """A next step as Markdown, in which what is to be typed stands as code, so that it can be read as it is."""
    parts, at = [], 0
    for found in _TO_TYPE.finditer(text):
        parts.append(_between(text[at : found.start()], at))
        parts.append(markdown_code(found["quoted"] or found["bracketed"]))
        at = found.end()
    return "".join([*parts, _between(text[at:], at)])


def _between(text: str, position: int) -> str:
    """A piece of a text as Markdown. The commas, taken away again, hold the space at its ends, and tell that only the
    first piece stands where a list or a heading could begin.
    """
    return markdown_text(f",{text},")[1:-1] if position else markdown_text(f"{text},")[:-1]


def _next_step(thing: Finding, in_form: bool) -> str:
    # How a line of the file is written helps nobody who fills in a form; what a choice offers does.
    _, hint = _asked(thing)
    return hint if in_form and hint and thing.code not in _FIELD_OF else thing.help


def _asked(thing: Finding) -> tuple[str, str]:
    """Label and hint of the field or section that a finding is about, as the leader was asked for it."""
    key, _, part = thing.subject.partition(".")
    field = BY_KEY.get(_FIELD_OF.get(thing.code, key))
    if field and part:
        inner = next((item.hint for item in field.parts if item.key == part), "")
        return field.label, f"{inner} Or empty all answers under “{field.label}”."
    if field:
        return field.label, field.hint
    section = SECTION_BY_KEY.get(thing.subject)
    return (section.heading, section.hint) if section else ("", "")
