"""Which use cases are worth reading after another. Pure: values in, places in the list out.

What counts is what two use cases share, and the fewer others share it, the more it counts: the words that set a use
case apart, its function, its tools, its skills. How much a shared thing weighs is ln(N / n) for N use cases of which n
have it, as in tf-idf; a word that a use case says often, or in its title, weighs more in it.

Ten thousand use cases must not be compared each with each. So only those are looked at that share one of a few
distinctive words; the nearest by their words are compared in all, and where there are too few of these, the newest of
the same function, tools and skills. Everything is counted in whole numbers, so that no order of adding matters.
"""

from __future__ import annotations

import heapq
import math
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leadfront.search_index import words_of

MOST = 4
"""How many are named."""
WORDS = 12
"""How many distinctive words of a use case are looked at."""
COMMON = 40
"""A word that more use cases have sets none apart; nor does one that more than a tenth of a small showcase have."""
COMPARED = 16
"""How many of the nearest by their words are compared in all."""
NEWEST = 6
"""How many of each function, tool and skill are compared where fewer share a word."""
IN_TITLE = 3
"""A word of the title counts as often as this."""
_SHORTEST = 4


@dataclass(frozen=True)
class Subject:
    """What is compared of a use case."""

    title: str
    text: str
    """Its other words."""
    traits: frozenset[str] = frozenset()
    """Its function, tools and skills, told apart by whoever names them."""
    chosen: tuple[int, ...] = ()
    """The places of those that its leader chose: they come first, in this order."""


def related_to_each(subjects: Sequence[Subject]) -> list[tuple[int, ...]]:
    """For each use case the places of up to `MOST` others, nearest first. The subjects come newest first: of two that
    are equally near, the newer one is named.
    """
    distinctive = _distinctive_words(subjects)
    having: dict[int, list[tuple[int, int]]] = {}
    for place, words in enumerate(distinctive):
        for word, strength in words.items():
            having.setdefault(word, []).append((place, strength))
    traits = _Traits(subjects)
    found = []
    for place, subject in enumerate(subjects):
        nearness: dict[int, int] = {}
        for word, strength in distinctive[place].items():
            for other, its in having[word]:
                nearness[other] = nearness.get(other, 0) + (its if its < strength else strength)
        nearness.pop(place, None)
        nearest = heapq.nsmallest(COMPARED, ((-near, other) for other, near in nearness.items()))
        near = {other: -less for less, other in nearest}
        if len(near) < COMPARED:
            near = dict.fromkeys(traits.newest_like(subject, place), 0) | near
        chosen = tuple(dict.fromkeys(other for other in subject.chosen if other != place))[:MOST]
        rest = [
            (-by_words - traits.shared(subject, subjects[other]), other)
            for other, by_words in near.items()
            if other not in chosen
        ]
        found.append((*chosen, *(other for _, other in heapq.nsmallest(MOST - len(chosen), rest))))
    return found


def tokens(subject: Subject) -> list[str]:
    """The words that can set a use case apart, as often as they count: neither short ones nor numbers."""
    words = [*words_of(subject.title) * IN_TITLE, *words_of(subject.text)]
    return [word for word in words if (len(word) >= _SHORTEST or not word.isascii()) and not word.isdecimal()]


def most_that_may_share(subjects: int) -> int:
    """How many use cases may have a word that sets them apart."""
    return min(COMMON, max(3, subjects // 10))


def weight(subjects: int, having: int) -> int:
    """How much it says that use cases share what so many of all have: in thousandths."""
    return round(1000 * math.log(subjects / having))


def strength(weight: int, times: int) -> int:
    """How strongly a word speaks in a use case that says it so often."""
    return round(weight * (1 + math.log(times)))


def _distinctive_words(subjects: Sequence[Subject]) -> list[dict[int, int]]:
    """For each use case its distinctive words that others have too, as numbers, with how strongly each speaks."""
    numbers: dict[str, int] = {}
    said = [array("I", (numbers.setdefault(word, len(numbers)) for word in tokens(subject))) for subject in subjects]
    having: Counter[int] = Counter()
    for words in said:
        having.update(set(words))
    most = most_that_may_share(len(subjects))
    weights = {word: weight(len(subjects), many) for word, many in having.items() if 2 <= many <= most}
    # Of words that speak equally strongly the first in their order is taken, whichever use case comes first.
    rank = {numbers[word]: place for place, word in enumerate(sorted(numbers)) if numbers[word] in weights}
    del numbers, having
    found = []
    for words in said:
        times = Counter(word for word in words if word in weights)
        spoken = [(-strength(weights[word], often), rank[word], word) for word, often in times.items()]
        found.append({word: -less for less, _, word in heapq.nsmallest(WORDS, spoken)})
    return found


class _Traits:
    """Functions, tools and skills: how much sharing one says, and the newest use cases of each."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        counts = Counter(trait for subject in subjects for trait in subject.traits)
        self._weights = {trait: weight(len(subjects), many) for trait, many in counts.items()}
        self._newest: dict[str, list[int]] = {}
        for place, subject in enumerate(subjects):
            for trait in subject.traits:
                newest = self._newest.setdefault(trait, [])
                if len(newest) <= NEWEST:  # one more, since none is compared with itself
                    newest.append(place)

    def shared(self, one: Subject, other: Subject) -> int:
        """How much two use cases have in common."""
        return sum(self._weights[trait] for trait in one.traits & other.traits)

    def newest_like(self, subject: Subject, place: int) -> Iterator[int]:
        """The newest others that share a trait."""
        for trait in subject.traits:
            yield from [other for other in self._newest[trait] if other != place][:NEWEST]
