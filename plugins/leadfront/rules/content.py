"""LF1xx: what a use-case file must hold. One file at a time, except where two files must differ."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import PurePosixPath

from leadfront.fields import BY_KEY, FIELDS, SECTIONS, Field, Kind
from leadfront.findings import Severity
from leadfront.front_matter import text_of
from leadfront.policy import Policy
from leadfront.rules.model import Checked, Filed, Files, Problem, Scope, rule
from leadfront.use_case import as_date, as_flag, as_number, folded

# Letters, digits, hyphens: a name that every file system, web server and terminal takes for the same.
FILE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.md")
_RESERVED_NAMES = re.compile(r"(aux|con|nul|prn|com\d|lpt\d)\.md")


@rule("LF101", Severity.ERROR, Scope.FILE)
def fields_missing_at_top(file: Checked) -> Iterator[Problem]:
    """The file does not begin with its fields between two lines of three hyphens.

    Why: Title, leader, level and the other fields stand there. Without them the use case can't be shown or counted.
    Fix: Begin the file with a line of three hyphens, then the fields, then another line of three hyphens.
    Fails:
        file:
        ## The task

        We had to answer forty letters.
    Passes:
        file:
        ---
        title: Forty letters, one afternoon
        summary: How I drafted forty answers and rewrote six of them.
        leader: Imogen Sample
        level: director
        function: finance
        date: 2026-10-14
        tools: [Copilot]
        ---

        ## The task

        Forty letters.

        ## Prompt

        Answer this letter.

        ## Output

        Dear …

        ## Result

        Sent.

        ## What did not work

        Six of them.

        ## How I checked it

        Read them all.
    """
    if file.unreadable and file.unreadable.kind == "missing":
        yield Problem(
            _sentence(file.unreadable.reason),
            "Copy the blank template from the contribute page and fill it in.",
            file.unreadable.line,
        )


@rule("LF102", Severity.ERROR, Scope.FILE)
def fields_unreadable(file: Checked) -> Iterator[Problem]:
    """The fields at the top of the file can't be read.

    Why: A page that can't be read is not published, and a guess could publish something that nobody wrote.
    Fix: Mend the line that is named. A value that holds a colon and a space must stand in double quotes.
    Fails:
        title: Sales: how we halved the backlog
    Passes:
        title: "Sales: how we halved the backlog"
    """
    if file.unreadable and file.unreadable.kind == "yaml":
        yield Problem(
            f"The fields at the top can't be read: {file.unreadable.reason}.",
            "Mend this line and save the file again.",
            file.unreadable.line,
        )


@rule("LF103", Severity.ERROR, Scope.FILE)
def not_utf_8(file: Checked) -> Iterator[Problem]:
    """The file is not saved as UTF-8.

    Why: Accents, quotation marks and currency signs would come out wrong for readers.
    Fix: Open it in your editor and save it again, choosing the encoding UTF-8.
    Fails:
        title: A caf{byte e9} rota in ten minutes
    Passes:
        title: A café rota in ten minutes
    """
    if file.unreadable and file.unreadable.kind == "encoding":
        yield Problem(
            "The file is not saved as UTF-8.",
            "Save it again and choose the encoding UTF-8.",
            file.unreadable.line,
        )


@rule("LF104", Severity.ERROR, Scope.FILE)
def too_large(file: Checked) -> Iterator[Problem]:
    """The file, or the part with the fields, is too large to be a use case.

    Why: A use case is read in a few minutes. Very large files slow the site down for everybody.
    Fix: Keep the part that matters and link to the rest.
    Fails:
        title: x{* 20000}
    Passes:
        title: One page that matters
    """
    if file.unreadable and file.unreadable.kind == "size":
        yield Problem(_sentence(file.unreadable.reason), "Shorten it, then save the file again.", file.unreadable.line)


@rule("LF105", Severity.ERROR, Scope.FILE)
def field_missing(file: Checked) -> Iterator[Problem]:
    """A field that every use case needs is missing or empty.

    Why: Readers look for people like their own boss and for work like their own: that takes these fields.
    Fix: Add the field at the top of the file.
    Fails:
        summary:
    Passes:
        summary: I drafted forty answers in an afternoon and rewrote six of them.
    """
    if not file.case:
        return
    front = file.case.document.front_matter
    for field in FIELDS:
        if field.required and not text_of(front.get(field.key)).strip():
            yield Problem(
                f"{field.label} is missing.",
                f"Add a line like “{field.key}: {field.example}”. {field.hint}",
                file.case.document.line_of(field.key),
                subject=field.key,
            )
        group = front.get(field.key)
        if field.kind is Kind.GROUP and isinstance(group, dict):
            for part in field.parts:
                if part.required and not text_of(group.get(part.key)).strip():
                    yield Problem(
                        f"{field.label}: “{part.label}” is missing.",
                        f"Add “{part.key}: {part.example}” to it, or remove the whole effect.",
                        file.case.document.line_of(field.key),
                        subject=f"{field.key}.{part.key}",
                    )


@rule("LF106", Severity.ERROR, Scope.FILE)
def field_unknown(file: Checked) -> Iterator[Problem]:
    """A field is there that no use case has.

    Why: It is usually a slip of the pen, and what it says would be lost.
    Fix: Correct its name, or remove the line.
    Fails:
        sumary: I drafted forty answers in an afternoon.
    Passes:
        coach: Tomasz Sample
    """
    if not file.case:
        return
    document = file.case.document
    for key, value in document.front_matter.items():
        field = BY_KEY.get(key)
        if field is None:
            near = did_you_mean(key, BY_KEY)
            yield Problem(
                f"There is no field “{key}”{near}",
                "Correct the name, or remove the line.",
                document.line_of(key),
                subject=key,
            )
        elif field.kind is Kind.GROUP and isinstance(value, dict):
            parts = {part.key: part for part in field.parts}
            for inner in value:
                if inner not in parts:
                    near = did_you_mean(inner, parts)
                    line = document.line_of(f"{key}.{inner}")
                    yield Problem(
                        f"{field.label} has no “{inner}”{near}",
                        "Correct the name, or remove it.",
                        line,
                        subject=f"{key}.{inner}",
                    )


@rule("LF107", Severity.ERROR, Scope.FILE)
def field_value(file: Checked) -> Iterator[Problem]:
    """A field's value is not what the field is for.

    Why: Dates, numbers and choices are counted and sorted by, so they must be written in one way.
    Fix: Write the value as the example shows.
    Fails:
        date: last Tuesday
    Passes:
        date: 2026-10-13
    """
    if not file.case:
        return
    document = file.case.document
    for key, value in document.front_matter.items():
        field = BY_KEY.get(key)
        if field is None or not text_of(value).strip():
            continue
        if field.kind is Kind.GROUP:
            if not isinstance(value, dict):
                yield Problem(
                    f"{field.label} needs its parts.",
                    f"Write it like “{key}: {field.example}”.",
                    document.line_of(key),
                    subject=key,
                )
                continue
            for part in field.parts:
                inner = value.get(part.key, "")
                said = _wrong_value(part, inner)
                if said and text_of(inner).strip():
                    line = document.line_of(f"{key}.{part.key}")
                    yield Problem(
                        f"{field.label}, {part.label.lower()}: {said}",
                        f"Write it like “{part.key}: {part.example}”.",
                        line,
                        subject=f"{key}.{part.key}",
                    )
        else:
            said = _wrong_value(field, value)
            if said:
                yield Problem(
                    f"{field.label} {said}",
                    f"Write it like “{key}: {field.example}”.",
                    document.line_of(key),
                    subject=key,
                )


@rule("LF108", Severity.ERROR, Scope.FILE)
def level_unknown(file: Checked) -> Iterator[Problem]:
    """The level is not one of the organisation's levels of management.

    Why: A use case counts for the level that its file names. An unknown level counts for none.
    Fix: Use one of the ids that the message lists.
    Fails:
        level: directr
    Passes:
        level: director
    """
    level = file.case.text("level") if file.case else ""
    if file.case and level and not file.policy.level_named(level):
        names = [name for item in file.policy.levels for name in (item.id, *item.aliases)]
        listed = ", ".join(item.id for item in file.policy.levels)
        yield Problem(
            f"“{level}” is not a level here{did_you_mean(level, names)}",
            f"Use one of: {listed}.",
            file.case.document.line_of("level"),
            subject=level,
        )


@rule("LF109", Severity.ERROR, Scope.FILE)
def function_unknown(file: Checked) -> Iterator[Problem]:
    """The function is not one of the organisation's departments.

    Why: Staff look for work near their own job by the department's name.
    Fix: Use one of the ids that the message lists.
    Fails:
        function: fynance
    Passes:
        function: finance
    """
    function = file.case.text("function") if file.case else ""
    if file.case and function and file.policy.functions and not file.policy.function_named(function):
        names = [name for item in file.policy.functions for name in (item.id, item.name)]
        listed = ", ".join(item.id for item in file.policy.functions)
        yield Problem(
            f"“{function}” is not a function here{did_you_mean(function, names)}",
            f"Use one of: {listed}.",
            file.case.document.line_of("function"),
            subject=function,
        )


@rule("LF110", Severity.ERROR, Scope.FILE)
def skill_unknown(file: Checked) -> Iterator[Problem]:
    """A skill is not in the list that this showcase uses.

    Why: Skills are few on purpose, so that readers can follow one through many use cases.
    Fix: Use the ones that the message lists, or put the word under tags.
    Fails:
        skills: [comunication]
    Passes:
        skills: [communication]
    """
    if not file.case or not file.case.document.front_matter.get("skills"):
        return
    known = _skills(file.policy)
    for skill in file.case.texts("skills"):
        if folded(skill.replace("-", " ")) not in known:
            near = did_you_mean(skill, file.policy.skills)
            yield Problem(
                f"“{skill}” is not a skill here{near}",
                f"Use some of: {', '.join(file.policy.skills)}.",
                file.case.document.line_of("skills"),
                subject=skill,
            )


@rule("LF111", Severity.ERROR, Scope.FILE)
def section_missing(file: Checked) -> Iterator[Problem]:
    """A section that every use case needs is missing or empty.

    Why: The prompt, the output, the result, what did not work and how it was checked are what makes it real.
    Fix: Add the heading, exactly as the message writes it, and a few honest sentences below it.
    Fails:
        ## What did not work
    Passes:
        ## What did not work

        It invented the name of a ward that we closed years ago.
    """
    if not file.case:
        return
    for section in SECTIONS:
        if not section.required:
            continue
        found = file.case.by_key.get(section.key)
        heading = file.case.heading_of(section.key)
        if found is None:
            near = [
                s
                for s in file.case.sections
                if difflib.SequenceMatcher(None, folded(s.heading), folded(heading)).ratio() > 0.75
            ]
            hint = f" “{near[0].heading}” is close: is it meant?" if near else ""
            yield Problem(
                f"The section “{heading}” is missing.{hint}",
                f"Add a line “## {heading}” and below it: {section.hint}",
                near[0].line if near else None,
                subject=section.key,
            )
        elif not found.text.strip():
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
    two this way.
    Fix: Use a smaller heading (###) inside a section. Put a prompt that holds headings between two lines of three
    back-ticks.
    Fails:
        ## My thoughts

        It was a good day.
    Passes:
        ## Try it yourself

        Put your own letter in place of mine.
    """
    if not file.case:
        return
    known = _known_headings(tuple(sorted(file.case.headings.items())))
    seen: set[str] = set()
    for section in file.case.sections:
        name = folded(section.heading)
        if name not in known:
            yield Problem(
                f"“{section.heading}” is not one of the sections of a use case.",
                "Make it a smaller heading (###), or move its text into one of the sections.",
                section.line,
                subject=section.heading,
            )
        elif name in seen:
            yield Problem(
                f"The section “{section.heading}” stands there twice.",
                "Join the two.",
                section.line,
                subject=section.heading,
            )
        seen.add(name)


@rule("LF113", Severity.ERROR, Scope.SHOWCASE)
def two_with_one_id(files: Files) -> Iterator[Problem]:
    """Two use cases have the same id.

    Why: The id is how a use case is told from others over the years, whatever its file is called. History can't tell
    the two apart.
    Fix: Remove the id from the newer of the two, or choose another.
    Fails:
        files:
        a.md: {id: forty-letters}
        b.md: {id: forty-letters}
    Passes:
        files:
        a.md: {id: forty-letters}
        b.md: {}
    """
    by_id: dict[str, list[Filed]] = defaultdict(list)
    for case in files.cases:
        by_id[case.id].append(case)
    for identifier, cases in by_id.items():
        for case in cases if len(cases) > 1 else ():  # each is told, since either may be the new one
            other = next(item for item in cases if item is not case)
            yield Problem(
                f"The id “{identifier}” belongs to another use case as well ({PurePosixPath(other.path).name}).",
                "Remove the id from the newer of the two, or choose another.",
                case.id_line,
                case.path,
                identifier,
            )


@rule("LF114", Severity.ERROR, Scope.FILE)
def file_name(file: Checked) -> Iterator[Problem]:
    """The file's name is not made of lower-case letters, digits and hyphens.

    Why: The name becomes the page's address, and must work on every computer that reads the showcase.
    Fix: Give the file the name that the message proposes.
    Fails:
        name: Board Pack (final).md
    Passes:
        name: board-pack.md
    """
    below = file.path[len(file.folder) + 1 :]
    *folders, name = below.split("/")
    good = all(FILE_NAME.fullmatch(f"{part}.md") for part in folders)
    if good and FILE_NAME.fullmatch(name) and not _RESERVED_NAMES.fullmatch(name) and len(name) <= 100:
        return
    proposed = "/".join(_slug(part) for part in [*folders, name[: -len(".md")]])
    yield Problem(
        f"The name “{printable(below)}” can't be the address of a page.",
        f"Call the file “{proposed}.md”: lower-case letters, digits and hyphens.",
        subject=below,
    )


@rule("LF115", Severity.ERROR, Scope.FILE)
def date_in_the_future(file: Checked) -> Iterator[Problem]:
    """The day of use, or the day it was last tried again, has not come yet.

    Why: The showcase tells what was done, not what is planned.
    Fix: Correct the year or the day.
    Fails:
        date: 2099-01-01
    Passes:
        date: 2026-10-13
    """
    if not file.case:
        return
    for key in ("date", "verified"):
        day = file.case.day(key)
        # A day's grace: a leader east of the policy's zone may be a day ahead of it.
        if day and (day - file.today).days > 1:
            yield Problem(
                f"{BY_KEY[key].label} is {day.isoformat()}, which has not come yet.",
                "Correct the year or the day.",
                file.case.document.line_of(key),
                subject=key,
            )


@rule("LF116", Severity.WARNING, Scope.SHOWCASE)
def related_unknown(files: Files) -> Iterator[Problem]:
    """A related use case does not exist.

    Why: Readers would be sent nowhere, so the link is left out.
    Fix: Correct the identifier, or remove it from the list.
    Fails:
        files:
        a.md: {related: [no-such-case]}
    Passes:
        files:
        a.md: {related: [b]}
        b.md: {}
    """
    known = {case.id for case in files.cases}
    for case in files.cases:
        for other in case.related:
            if other not in known:
                near = did_you_mean(other, sorted(known)) if len(known) < 2000 else "."
                yield Problem(
                    f"There is no use case “{other}”{near}",
                    "Correct it, or remove it from the list.",
                    case.related_line,
                    case.path,
                    other,
                )


@rule("LF117", Severity.INFO, Scope.SHOWCASE)
def not_landed_yet(files: Files) -> Iterator[Problem]:
    """The file is checked and shown, but it counts only when it has landed.

    Why: The showcase proves its claim from what was published, not from what lies on somebody's computer.
    Fix: Commit the file and open a pull request, or wait for its review.
    Fails:
        files:
        a.md: {}
        new.md: {uncommitted: true}
    Passes:
        files:
        a.md: {}
    """
    for case in files.cases:
        if case.path in files.unlanded:
            yield Problem(
                "Not landed yet: it counts for its level and quarter once it is on the published branch.",
                "Commit it and open a pull request.",
                1,
                case.path,
            )


@rule("LF118", Severity.ERROR, Scope.FILE)
def not_a_plain_file(file: Checked) -> Iterator[Problem]:
    """The use case is a link to another place, or can't be opened.

    Why: A link could publish what was never meant to be shown, so links are not followed.
    Fix: Put the file itself in the place of the link.
    Fails:
        link: ../../elsewhere.md
    Passes:
        title: A file like any other
    """
    if file.unreadable and file.unreadable.kind == "refused":
        reason = file.unreadable.reason
        yield Problem(f"The file is not read: {reason}.", "Put a plain file in its place.", subject=file.path)


def printable(text: str) -> str:
    """A name as it can be shown: what a terminal or a log would obey or can't show is replaced."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a sentence that names the nearest known word, or a full stop."""
    near = difflib.get_close_matches(word.lower(), list(known), 1, 0.6)
    return f". Did you mean “{near[0]}”?" if near else "."


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _slug(name: str) -> str:
    import unicodedata

    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or "use-case"
    return f"{slug}-case" if _RESERVED_NAMES.fullmatch(f"{slug}.md") else slug


def _wrong_value(field: Field, value: object) -> str:
    """What is wrong with a value, as the end of a sentence; empty where it is right."""
    if field.kind in (Kind.TEXTS, Kind.SKILLS):
        items = value if isinstance(value, list) else [value]
        if any(not isinstance(item, str) for item in items):
            return "must be a plain list of texts."
        long = [item for item in items if len(str(item)) > field.max_length]
        return f"has an entry of {len(str(long[0]))} characters; {field.max_length} are the most." if long else ""
    if not isinstance(value, str):
        return "must be one plain text."
    text = value.strip()
    if field.kind is Kind.DATE:
        return "" if as_date(text) else f"is “{text[:40]}”, which is not a day."
    if field.kind is Kind.WHOLE_NUMBER:
        return (
            ""
            if text.isascii() and text.isdigit() and len(text) < 7
            else f"is “{text[:40]}”, which is not a whole number."
        )
    if field.kind is Kind.NUMBER:
        return "" if as_number(text) is not None else f"“{text[:40]}” is not a number."
    if field.kind is Kind.FLAG:
        return "" if as_flag(text) is not None else f"is “{text[:40]}”, which is neither true nor false."
    if field.kind is Kind.CHOICE and text not in field.choices:
        return f"is “{text[:40]}”; it must be {' or '.join(field.choices)}."
    if len(text) > field.max_length:
        return f"has {len(text)} characters; {field.max_length} are the most."
    if field.pattern and not re.fullmatch(field.pattern, text):
        return f"is “{text[:40]}”; use lower-case letters, digits and hyphens."
    return ""


@cache
def _known_headings(renamed: tuple[tuple[str, str], ...]) -> frozenset[str]:
    headings = dict(renamed)
    return frozenset(folded(headings.get(section.key, section.heading)) for section in SECTIONS)


@cache
def _skill_names(skills: tuple[str, ...]) -> frozenset[str]:
    return frozenset(folded(skill.replace("-", " ")) for skill in skills)


def _skills(policy: Policy) -> frozenset[str]:
    return _skill_names(policy.skills)


RULES = (
    fields_missing_at_top,
    fields_unreadable,
    not_utf_8,
    too_large,
    field_missing,
    field_unknown,
    field_value,
    level_unknown,
    function_unknown,
    skill_unknown,
    section_missing,
    section_unknown,
    two_with_one_id,
    file_name,
    date_in_the_future,
    related_unknown,
    not_landed_yet,
    not_a_plain_file,
)
