"""A second search, slow and obvious: no index, no packing, no shortcuts; every question looks at every document.

It shares with the real one only the weights, and what a word is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache

from leadfront.search_index import LONG, SATURATION, USUAL_LENGTH, WEIGHTS, other_spellings_of, words_of

Document = Mapping[str, str]


def find(documents: Sequence[Document], question: str) -> tuple[list[int], bool]:
    """The numbers of the documents, best first; whether they have all the words."""
    importances = [_importances(document) for document in documents]
    vocabulary = {word for known in importances for word in known}
    asked: list[list[str]] = []
    for spellings in _spellings(question):
        if spellings[0] not in [other[0] for other in asked]:
            asked.append(spellings)
    scores = [0.0] * len(documents)
    missing = [False] * len(documents)
    for place, spellings in enumerate(asked):
        unfinished = place == len(asked) - 1 and not question[-1:].isspace()
        fits = {word: _fit(word, spellings, unfinished, vocabulary) for word in vocabulary}
        best = [max((fits[word] * weight for word, weight in known.items()), default=0) for known in importances]
        count = sum(1 for value in best if value)
        if count:
            rare = math.log(1 + (len(documents) - count + 0.5) / (count + 0.5))
            scores = [score + rare * value for score, value in zip(scores, best, strict=True)]
        if len(asked) == 1 or not (len(spellings[0]) == 1 and spellings[0].isascii()):
            missing = [already or not value for already, value in zip(missing, best, strict=True)]
    rounded = [math.floor(score * 1e6 + 0.5) for score in scores]
    order = sorted((number for number in range(len(documents)) if rounded[number]), key=lambda n: (-rounded[n], n))
    complete = [number for number in order if not missing[number]]
    if complete:
        return complete, True
    return [number for number in order if rounded[number] * 2 >= max(rounded)], False


def _spellings(question: str) -> list[list[str]]:
    whole = question.lower()
    two = whole
    for letter, letters in {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}.items():
        two = two.replace(letter, letters)
    return [[one] if one == other else [one, other] for one, other in zip(words_of(whole), words_of(two), strict=True)]


def _importances(document: Document) -> dict[str, int]:
    words = {name: [*words_of(text), *other_spellings_of(text)] for name, text in document.items()}
    every = {word for found in words.values() for word in found}
    found = {}
    for word in every:
        weight = 0.0
        for name, text in document.items():
            each = WEIGHTS[name]
            if name in LONG:
                each = each / (0.5 + 0.5 * len(words_of(text)) / USUAL_LENGTH)
            for _ in range(words[name].count(word)):
                weight += each
        found[word] = max(1, round(63 * weight / (weight + SATURATION)))
    return found


def _fit(word: str, spellings: Sequence[str], unfinished: bool, vocabulary: set[str]) -> float:
    """How well a word of the documents fits what was typed."""

    def begins(other: str) -> float:
        return max(
            (
                0.8 * len(typed) / len(other)
                for typed in spellings
                if len(typed) >= (2 if unfinished else 4) and other.startswith(typed) and other != typed
            ),
            default=0.0,
        )

    def near(other: str, shortest: int, most: int) -> bool:
        return any(len(typed) >= shortest and distance(typed, other) <= most for typed in spellings)

    if word in spellings:
        return 1
    known = any(typed in vocabulary for typed in spellings)
    if known:
        return begins(word)
    begun = any(begins(other) for other in vocabulary)
    one_typo = {other for other in vocabulary if near(other, 5 if begun else 4, 1)}
    if begun or one_typo:
        return max(begins(word), 0.5 if word in one_typo else 0)
    return 0.25 if near(word, 8, 2) else 0


@cache
def distance(one: str, other: str) -> int:
    """Letters to add, leave out, change, or swap with their neighbour."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        distance(one[:-1], other) + 1,
        distance(one, other[:-1]) + 1,
        distance(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if len(one) > 1 and len(other) > 1 and one[-1] == other[-2] and one[-2] == other[-1]:
        ways.append(distance(one[:-2], other[:-2]) + 1)
    return min(ways)
