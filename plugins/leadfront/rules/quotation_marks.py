"""LF119: quotation marks that a word processor put around a value. One file at a time."""

from __future__ import annotations

from collections.abc import Iterator

from leadfront.fields import FIELDS, Kind
from leadfront.findings import Severity
from leadfront.front_matter import text_of
from leadfront.rules.model import Checked, Problem, Scope, rule

_OPENING, _CLOSING = "“„«‘‚", "”“»’‘"
_DOUBLE = frozenset("“”„«»")
_TEXTS = tuple(field for field in FIELDS if field.kind in (Kind.TEXT, Kind.TEXTS))


@rule("LF119", Severity.WARNING, Scope.FILE)
def curly_quotation_marks(file: Checked) -> Iterator[Problem]:
    """A value stands in curly quotation marks, which are shown to readers as part of it.

    Why: Word processors and telephones turn straight quotation marks into curly ones. Around a value only straight
    ones have a meaning; curly ones are taken for a part of the text.
    Fix: Take the curly quotation marks away, or type straight ones in their place.
    Fails:
        title: “Forty letters, one afternoon”
    Passes:
        title: Forty letters and one “thank you”
    """
    if not file.case:
        return
    front = file.case.document.front_matter
    for field in _TEXTS:
        if text_of(front.get(field.key)).isascii():  # at once, as nearly always
            continue
        curly = [text for text in file.case.texts(field.key) if _in_curly_marks(text)]
        if curly:
            words = ", ".join(text.strip(_OPENING + _CLOSING) for text in file.case.texts(field.key))
            written = f"[{words}]" if field.kind is Kind.TEXTS else f'"{words}"'
            yield Problem(
                f"{field.label}: readers would see the curly quotation marks in {', '.join(curly)}.",
                f"Did you mean “{field.key}: {written}”?",
                file.case.document.line_of(field.key),
                subject=field.key,
            )


def _in_curly_marks(text: str) -> bool:
    """Whether a pair stands around the whole text, or one mark has lost its other."""
    inner = sum(letter in _DOUBLE for letter in text[1:-1])
    around = len(text) > 1 and text[0] in _OPENING and text[-1] in _CLOSING and not inner
    return around or sum(letter in _DOUBLE for letter in text) % 2 == 1


RULES = (curly_quotation_marks,)
