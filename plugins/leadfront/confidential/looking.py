"""Looks through one text with every finder that could find something in it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from leadfront.confidential.contacts import emails, phones
from leadfront.confidential.cut import cut, may_be_cut
from leadfront.confidential.examples import Example, examples
from leadfront.confidential.exposure import (
    EXCUSABLE,
    Exposure,
    Kind,
    Stretch,
    digest_of,
    masked,
    without_overlaps,
)
from leadfront.confidential.keys import keys, url_passwords
from leadfront.confidential.legible import decoded, legible
from leadfront.confidential.national_ids import national_ids
from leadfront.confidential.numbers import cards, ibans, runs
from leadfront.confidential.randomness import named_secrets, random_texts
from leadfront.confidential.sieve import NOTHING, hints, is_plain
from leadfront.confidential.terms import Terms, listed_terms


@dataclass(frozen=True)
class Look:
    """What was found in a text, and the comments in it that excuse nothing."""

    exposures: tuple[Exposure, ...] = ()
    idle_examples: tuple[Example, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.exposures or self.idle_examples)


_NOTHING = Look()
_NO_TERMS = Terms()


def look_at_file(data: bytes, terms: Terms) -> Look:
    """The same for the bytes of a file. Most are done with before they are even a text."""
    nothing = is_plain(data) and not terms.hosts and not terms.words and hints(data) is NOTHING
    if nothing and not may_be_cut(data):
        return _NOTHING
    return look(decoded(data), terms)


def look(text: str, terms: Terms) -> Look:
    """Everything in a text that should not be published, in its order."""
    text = legible(text)
    found = stretches(text, terms)
    excused = examples(text)
    if not found and not excused.found:
        return _NOTHING
    exposures, used = [], set()
    line, counted = 1, 0
    for item in without_overlaps(found):
        line, counted = line + text.count("\n", counted, item.start), item.start
        last = line + text.count("\n", item.start, item.end)
        example = excused.about(item.kind.value, line, last) if item.kind in EXCUSABLE else None
        if example:
            used.add(example)
        elif not (terms.hashes and _digest(text, item) in terms.hashes):
            exposures.append(_exposure(text, item, line))
    return Look(tuple(exposures), tuple(example for example in excused.found if example not in used))


def hide(message: str) -> str:
    """A message without what it should not give away: whatever is found in it is masked."""
    text = legible(message)
    found = without_overlaps([item for item in stretches(text, _NO_TERMS) if item.kind is not Kind.RANDOM])
    if not found:
        return message
    parts, at = [], 0
    for item in found:
        parts += [text[at : item.start], masked(text[item.start : item.end])]
        at = item.end
    return "".join([*parts, text[at:]])


def stretches(text: str, terms: Terms) -> list[Stretch]:
    """Every stretch of a legible text that gives something away. Some of them overlap."""
    data = text.encode("utf-8", "surrogatepass")
    asked, cut_apart = hints(data), may_be_cut(data)
    if asked is NOTHING and not cut_apart and not terms.hosts and not terms.words:
        return []
    finders = (
        *((keys, random_texts) if asked.tokens else ()),
        *((named_secrets,) if asked.tokens or asked.passwords else ()),
        *((url_passwords,) if asked.addresses and "://" in text else ()),
        *((emails,) if asked.addresses else ()),
        *((cards,) if asked.long_numbers else ()),
        *((ibans, of_people) if asked.numbers else ()),
    )
    found = [*(item for finder in finders for item in finder(text)), *listed_terms(text, terms)]
    if cut_apart:
        found.extend(cut(text, found))
    return found


def of_people(text: str) -> Iterator[Stretch]:
    """National ids and telephone numbers."""
    named: dict[str, bool] = {}
    for start, end in runs(text):
        yield from national_ids(text, start, end, named)
        yield from phones(text, start, end)


def _digest(text: str, item: Stretch) -> str:
    return digest_of(item.value or text[item.start : item.end])


def _exposure(text: str, item: Stretch, line: int) -> Exposure:
    value = item.value or text[item.start : item.end]
    shown = text[item.start : item.end] if item.kind is Kind.PRIVATE_KEY else value
    return Exposure(item.kind, line, item.what, masked(shown), _digest(text, item) if item.kind.a_key else "")
