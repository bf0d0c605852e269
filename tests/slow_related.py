"""Which use cases are related, worked out again: slow and obvious, every use case compared with every other."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from leadfront.related import COMPARED, MOST, NEWEST, WORDS, Subject, most_that_may_share, tokens


def thousandths(subjects: Sequence[Subject], having: int) -> int:
    return round(1000 * math.log(len(subjects) / having))


def distinctive(subject: Subject, subjects: Sequence[Subject]) -> dict[str, int]:
    """The strongest words that a few others have too."""
    found = {}
    for word, times in Counter(tokens(subject)).items():
        having = sum(word in tokens(other) for other in subjects)
        if 2 <= having <= most_that_may_share(len(subjects)):
            found[word] = round(thousandths(subjects, having) * (1 + math.log(times)))
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:WORDS])


def by_words(mine: dict[str, int], its: dict[str, int]) -> int | None:
    """How near two are by their words; None where they share none that sets both apart."""
    shared = mine.keys() & its.keys()
    return sum(min(mine[word], its[word]) for word in shared) if shared else None


def by_traits(one: Subject, other: Subject, subjects: Sequence[Subject]) -> int:
    shared = one.traits & other.traits
    return sum(thousandths(subjects, sum(trait in each.traits for each in subjects)) for trait in shared)


def related_to_each(subjects: Sequence[Subject]) -> list[tuple[int, ...]]:
    words = [distinctive(subject, subjects) for subject in subjects]
    return [related(place, subjects, words) for place in range(len(subjects))]


def related(place: int, subjects: Sequence[Subject], words: Sequence[dict[str, int]]) -> tuple[int, ...]:
    """What is named after the use case at a place."""
    here = subjects[place]
    others = [other for other in range(len(subjects)) if other != place]
    near = {other: by_words(words[place], words[other]) for other in others}
    nearest = sorted((-points, other) for other, points in near.items() if points is not None)[:COMPARED]
    looked_at = {other: -less for less, other in nearest}
    if len(looked_at) < COMPARED:
        for trait in here.traits:
            for other in [other for other in others if trait in subjects[other].traits][:NEWEST]:
                looked_at.setdefault(other, 0)
    chosen = [other for number, other in enumerate(here.chosen) if other != place and other not in here.chosen[:number]]
    points = {
        other: by + by_traits(here, subjects[other], subjects)
        for other, by in looked_at.items()
        if other not in chosen[:MOST]
    }
    rest = sorted(points, key=lambda other: (-points[other], other))
    return tuple([*chosen, *rest][:MOST])
