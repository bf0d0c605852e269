"""Turns an issue that says “still works” or “take it off the site” into the changed file. Pure: the files are given.

The file is found among those of the showcase, never by a path from the issue; two or three of its fields change and
nothing else in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from leadfront.doors.amending import CannotAmendError, amended
from leadfront.doors.questions import RETIRE, questions_of_again
from leadfront.doors.writing import slug_of
from leadfront.issues.body import answers
from leadfront.issues.proposal import MAX_ANSWER, Issue, Proposal, RefusedError
from leadfront.use_case import as_date, id_from_path, read_version
from leadfront.working_tree import SourceFile


def tried_again(issue: Issue, files: Sequence[SourceFile], folder: str) -> Proposal | None:
    """The change that an issue proposes to one of the showcase's files; None where it was not made from this form.

    Raises RefusedError.
    """
    asked = questions_of_again()
    given = answers(issue.body[: 20 * MAX_ANSWER], asked)
    if given is None:
        return None
    choices = dict(asked[1].choices)
    if given["what"] not in choices:
        raise RefusedError(
            "Please say what you found: that it still works, or that it is time to take it off the site."
        )
    file = _meant(given["which"][:MAX_ANSWER], files, folder)
    changes = {"model": given["model"][:MAX_ANSWER]} if given["model"] else {}
    if choices[given["what"]] == RETIRE:
        changes = {"status": "retired"}
    elif as_date(given["verified"]):
        changes["verified"] = given["verified"]
    else:
        raise RefusedError("Please write the day on which you tried it as year-month-day, as in 2026-11-02.")
    try:
        text = amended(file.data, changes).decode("utf-8")
    except CannotAmendError as reason:
        raise RefusedError(f"{reason} Suggest an edit on its own page instead.") from None
    words = slug_of(id_from_path(file.path, folder)).replace("-", " ")
    return Proposal(file.path, text, title=f"{words} {'retired' if 'status' in changes else 'tried again'}")


def _meant(which: str, files: Sequence[SourceFile], folder: str) -> SourceFile:
    try:
        said = unquote(urlsplit(which).path)
    except ValueError:
        said = ""
    said = said.strip("/ ").removesuffix("/index.html").removesuffix(".md")
    found = []
    for file in files:
        place = id_from_path(file.path, folder)
        own = read_version(file.data).id
        # The address of a page ends in the folder's own name and the file's.
        address = f"{folder.rpartition('/')[2]}/{place}"
        if not file.refused and (said in (place, own) or f"/{said}".endswith(f"/{address}")):
            found.append(file)
    if not said or len(found) != 1:
        raise RefusedError("There is no use case of this name. Copy the address of its page into the answer.")
    return found[0]
