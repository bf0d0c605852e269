"""LF111 and LF112: the sections of a use case's body. One file at a time."""

from __future__ import annotations

from collections.abc import Container, Iterator

from leadfront.fields import SECTION_BY_KEY, SECTIONS
from leadfront.findings import Severity
from leadfront.language import ENGLISH
from leadfront.rules.model import Checked, Problem, Scope, rule
from leadfront.rules.near_misses import misspelt_headings
from leadfront.use_case import SectionText, UseCase, folded, keys_by_heading


@rule("LF111", Severity.ERROR, Scope.FILE)
def section_missing(file: Checked) -> Iterator[Problem]:
    """A section that every use case needs is missing or empty.

    Why: The prompt, the output, the result, what did not work and how it was checked are what makes it real. A section
    in which only the template's hint stands is empty: readers don't see the hint.
    Fix: Add the heading, exactly as the message writes it, and a few honest sentences below it.
    Fails:
        ## What did not work
    Passes:
        ## What did not work

        It invented the name of a ward that we closed years ago.
    """
    if not file.case:
        return
    misspelt = misspelt_headings(file.case)
    for section in SECTIONS:
        if not section.required:
            continue
        found, meant = file.case.by_key.get(section.key), misspelt.get(section.key)
        if found and not found.empty:
            continue
        heading = file.case.heading_of(section.key)
        if meant:
            same = folded(meant.heading) == folded(heading)
            typed = "this line" if same else f"“{meant.heading}”"
            yield Problem(
                f"The section “{heading}” is missing, but {typed} looks like its heading.",
                f"Write “## {heading}” in line {meant.line}.",
                meant.line,
                subject=section.key,
            )
        elif found is None:
            yield Problem(
                f"The section “{heading}” is missing.",
                f"Add a line “## {heading}” and below it: {section.hint}",
                subject=section.key,
            )
        elif found.empty:
            yield Problem(
                f"The section “{heading}” is empty.",
                f"Write below it: {section.hint}",
                found.line,
                subject=section.key,
            )


@rule("LF112", Severity.WARNING, Scope.FILE)
def section_unknown(file: Checked) -> Iterator[Problem]:
    """A heading is there that no use case has, or one stands there twice.

    Why: Readers know their way by the same headings on every page. A prompt with headings of its own is often cut in
    two this way: right below a prompt or an output that does not stand between lines of three backticks, such a
    heading is an error.
    Fix: Use a smaller heading (###) inside a section. Put a prompt that holds headings between two lines of three
    backticks.
    Fails:
        ## My thoughts

        It was a good day.
    Passes:
        ## Try it yourself

        Put your own letter in place of mine.
    """
    if not file.case or len(file.case.by_key) == len(file.case.sections):
        return  # as nearly always: every heading is known and stands there once
    known = keys_by_heading(tuple(file.case.headings.items()))
    told = {section.line for section in misspelt_headings(file.case).values()}
    seen: set[str] = set()
    for above, run in _runs(file.case, known):
        unknown = [section for section in run if section.line not in told]
        if above and folded(above.heading) in seen:
            yield Problem(
                f"The section “{above.heading}” stands there twice.", "Join the two.", above.line, subject=above.heading
            )
        seen.add(folded(above.heading) if above else "")
        cut = _cut_short(file.case, above, unknown) if above and unknown else None
        if cut:
            yield cut
            continue
        for section in unknown:
            yield Problem(
                f"“{section.heading}” is not one of the sections of a use case.",
                f"Write “### {section.heading}” for a smaller heading, or move its text into one of the sections.",
                section.line,
                subject=section.heading,
            )


def _runs(case: UseCase, known: Container[str]) -> Iterator[tuple[SectionText | None, list[SectionText]]]:
    """Each section that a use case has, with the unknown ones that follow it; those before the first under None."""
    above: SectionText | None = None
    run: list[SectionText] = []
    for section in case.sections:
        if folded(section.heading) not in known:
            run.append(section)
            continue
        yield above, run
        above, run = section, []
    yield above, run


def _cut_short(case: UseCase, above: SectionText, unknown: list[SectionText]) -> Problem | None:
    """What to say where the headings below a section may be part of what was pasted into it, since nothing says where
    that ends; None where they can't be.
    """
    key = next((key for key, first in case.by_key.items() if first.line == above.line), "")
    last = above.own_text.rstrip().rpartition("\n")[2].strip()
    if key not in SECTION_BY_KEY or not SECTION_BY_KEY[key].verbatim or last.startswith(("```", "~~~", ">")):
        return None
    names, one = ENGLISH.listed([f"“{section.heading}”" for section in unknown]), len(unknown) == 1
    return Problem(
        f"The section “{above.heading}” ends above {names}, which {'is' if one else 'are'} not among the sections of a "
        "use case.",
        f"{'Is this line' if one else 'Are these lines'} part of your {key}? Then put a line of three backticks "
        f"before and after the {key}. If not, write “### {unknown[0].heading}” for a smaller heading, or move its text "
        "into one of the sections.",
        unknown[0].line,
        subject=unknown[0].heading,
        severity=Severity.ERROR,
    )


RULES = (
    section_missing,
    section_unknown,
)
