"""Changes single fields of a use case that somebody wrote by hand, and leaves every other byte as it was. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from leadfront.doors.writing import field_line, settled
from leadfront.fields import BY_KEY
from leadfront.front_matter import Document, Unreadable, read_document


class CannotAmendError(Exception):
    """The fields are written in a way in which one can't be changed alone. The message is a sentence for a person."""


def amended(data: bytes, changes: Mapping[str, str]) -> bytes:
    """The file with these fields set, each on the line where it stands, else on a new one after the others.

    Raises CannotAmendError, also where the file can't be read.
    """
    wanted = {key: settled(value) for key, value in changes.items()}
    try:
        before = read_document(data)
        for key, value in changes.items():
            data = _with_line(data, read_document(data), key, field_line(BY_KEY[key], value))
        after = read_document(data)
    except Unreadable as error:
        raise CannotAmendError(f"The file can't be read: {error.reason}.") from None
    # The strict reader has the last word: nothing but what was asked for may have changed.
    if after.front_matter != {**before.front_matter, **wanted} or after.body != before.body:
        raise CannotAmendError("The fields at the top of the file are written in a way that must be changed by hand.")
    return data


def _with_line(data: bytes, document: Document, key: str, line: str) -> bytes:
    lines = data.split(b"\n")
    ending = b"\r" if lines[0].endswith(b"\r") else b""
    written = line.encode("utf-8") + ending
    number = document.lines.get(key)
    if number is not None:
        lines[number - 1] = written
    else:
        lines.insert(document.body_line - 2, written)  # before the line that closes the fields
    return b"\n".join(lines)
