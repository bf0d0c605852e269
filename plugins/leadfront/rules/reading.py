"""LF101 to LF104 and LF118: whether a use case's file can be read at all. One file at a time."""

from __future__ import annotations

from collections.abc import Iterator

from leadfront.findings import Severity
from leadfront.guards.found import NO_FILE
from leadfront.rules.model import Checked, Problem, Scope, rule


@rule("LF101", Severity.ERROR, Scope.FILE, title="Fields missing at the top")
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

        Dear Ms Alder, your visit was moved, and nobody told you.

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


@rule("LF103", Severity.ERROR, Scope.FILE, title="Not saved as UTF-8")
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


@rule("LF104", Severity.ERROR, Scope.FILE, title="File too large")
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
        if reason == NO_FILE:
            yield Problem("This is no file but a pipe or a device.", "Remove it.", subject=file.path)
            return
        yield Problem(f"The file is not read: {reason}.", "Put a plain file in its place.", subject=file.path)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


RULES = (
    fields_missing_at_top,
    fields_unreadable,
    not_utf_8,
    too_large,
    not_a_plain_file,
)
