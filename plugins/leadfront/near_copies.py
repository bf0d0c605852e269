"""Whether two use cases tell nearly the same in nearly the same words. Pure: use cases in, pairs and shares out.

Only the leader's own words are compared, and what came back: the same prompt in two use cases is what a showcase is
for. In two steps, so that ten thousand use cases take no longer to look through than to read:

1. Each use case has a fingerprint, the `KEPT` smallest checksums of its clauses. It is worked out from one file
   alone, so it can be remembered with it. Two use cases with a clause in common there are worth comparing. Where every
   tenth word was changed about half the clauses are whole, and one of those is nearly always in both fingerprints.
2. Those few are compared letter by letter, by rapidfuzz.

All pairs of ten thousand would be fifty million comparisons, each of about a tenth of a millisecond.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

from leadfront.use_case import UseCase

KEPT = 10
ALIKE = 0.75
"""The share of letters, in their order, from which on two use cases are nearly the same. Two honest ones share less
than half; where every fifth word was changed, it is 0.87."""
SHORTEST = 450
"""In letters: shorter texts resemble each other by chance, and are only compared as a whole."""
_MOST = 20_000
"""In letters: what is compared takes time by the square of it. Nobody reads on so far, and the beginning is enough."""
_SECTIONS = ("task", "output", "result", "failures", "check")
_SHORTEST_CLAUSE = 20
_MOST_BY_ONE_CLAUSE = 8
# What ends a clause becomes a full stop; white space, numbers and signs go, so that a new line break, another sum or
# bold letters change nothing.
_CAPITALS, _STOPS = bytes(range(ord("A"), ord("Z") + 1)), b",;:!?()[]{}|/-"
_CLAUSES = bytes.maketrans(_CAPITALS + _STOPS, _CAPITALS.lower() + b"." * len(_STOPS))
_DROPPED = b" \t\r\n0123456789'\"*_`>#~+=$%&@\\^<"
_WIDE_STOPS = (
    "\N{IDEOGRAPHIC FULL STOP}",
    "\N{FULLWIDTH COMMA}",
    "\N{EM DASH}",
    "\N{EN DASH}",
    "\N{HORIZONTAL ELLIPSIS}",
)

Fingerprint = tuple[int, ...]
Resembling = Mapping[str, Sequence[tuple[str, float]]]
"""Of each use case that resembles others, those others and the share that is the same, the most alike first."""


class Telling(NamedTuple):
    """What is compared of a use case."""

    digest: str
    """Of all its words; empty where it is not published, and so not compared."""
    words: str
    """The leader's own words and the output; empty where they are few."""


def telling_of(case: UseCase) -> Telling:
    """What is compared of a use case, case and white space apart."""
    return Telling(case.version.words, " ".join(_own_words(case).casefold().split())[:_MOST])


def _own_words(case: UseCase) -> str:
    sections = case.by_key
    text = ". ".join([sections[key].own_text for key in _SECTIONS if key in sections])
    return text if len(text) >= SHORTEST else ""


def fingerprint(case: UseCase) -> Fingerprint:
    """The smallest checksums of its clauses, and one of all its words, for what is copied as it is; none where it is
    not published.
    """
    if not case.version.words:
        return ()
    text = _own_words(case)
    if not text.isascii():
        for stop in _WIDE_STOPS:
            text = text.replace(stop, ".")
    clauses = text.encode("utf-8", "surrogatepass").translate(_CLAUSES, _DROPPED).split(b".")
    smallest = sorted({crc32(clause) for clause in clauses if len(clause) >= _SHORTEST_CLAUSE})[:KEPT]
    return int(case.version.words[:8], 16), *smallest


def worth_comparing(fingerprints: Iterable[tuple[str, Fingerprint]]) -> Iterator[tuple[str, str]]:
    """The pairs of use cases, by name, that have a clause in common. Depends on nothing but what it is given."""
    first: dict[int, str] = {}
    shared: dict[int, list[str]] = {}  # nearly all clauses have one holder, and lists for them would take their time
    for name, checksums in fingerprints:
        for checksum in checksums:
            holder = first.setdefault(checksum, name)
            if holder is not name:
                shared.setdefault(checksum, [holder]).append(name)
    pairs: set[tuple[str, str]] = set()
    for names in shared.values():
        names.sort()
        # Copies by the hundred are each compared with the first. So is what has only a set phrase in common.
        firsts = names if len(names) <= _MOST_BY_ONE_CLAUSE else names[:1]
        pairs.update((first, name) for place, first in enumerate(firsts) for name in names[place + 1 :])
    yield from sorted(pairs)


def alikeness(one: Telling, other: Telling) -> float:
    """Which share of two use cases is the same, in its order; 0 where that is less than `ALIKE`."""
    if one.digest == other.digest:
        return 1.0
    if not one.words or not other.words:
        return 0.0
    from rapidfuzz import fuzz  # here, since most checks compare nothing and its loading takes a few hundredths

    return fuzz.ratio(one.words, other.words, score_cutoff=100 * ALIKE) / 100


def nearest(shares: Mapping[tuple[str, str], float]) -> Resembling:
    """Of each use case that resembles others, those others, the most alike first."""
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for (one, other), share in shares.items():
        found[one].append((other, share))
        found[other].append((one, share))
    return {name: sorted(others, key=lambda other: (-other[1], other[0])) for name, others in sorted(found.items())}
