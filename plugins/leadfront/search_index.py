"""The search's index: which words stand in which documents, cut into small files of which a reader's browser fetches
few. Pure: texts in, bytes out. `templates/assets/search_index.js` reads what is written here; the two change together.

Why our own: the words of 10,000 prompts do not fit into one file of 400 KB, and what cuts its index forgives no typo.
Measured on the 10,000 use cases of `scripts/bench`, their title, summary, leader, tools and prompt:

| engine | first search, compressed | index made in | typos | allowed by `default-src 'self'` |
|---|---|---|---|---|
| Material's own (lunr) | 1,156 KB, then 2.4 s of work | by each reader | if asked for by `~` | yes |
| MiniSearch 7 | 1,350 KB, then 0.3 s of work | 0.7 s | yes | yes |
| Pagefind 1.5 | 160 KB | 4.9 s, 375 MB | only at a word's end | no, needs `wasm-unsafe-eval` |
| this | 60 to 95 KB | 1.3 s | yes | yes |

How it works. All words, sorted, are one small file: in it the browser finds what begins like the word that is typed,
and what is one or two typos away. The documents of the words are kept in shards, each for a stretch of the sorted
words, so that all that begins alike lies together. For each word and document one digit says how much the word matters
there: BM25 with weighted fields, but measured against a usual length in place of the average one, so that it does not
depend on the other documents. How rare a word is, the browser sees from how many documents it finds.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from leadfront.catalogue import as_json

WEIGHTS: Mapping[str, float] = {
    "title": 8,
    "leader": 5,
    "tools": 4,
    "tags": 4,
    "summary": 3,
    "headings": 2,
    "about": 2,
    "prompt": 1,
    "text": 1,
}
"""How much a word matters by the field it stands in. `about` is who, where and with whom."""
LONG = frozenset({"prompt", "text"})
"""Fields in which a word matters less the more words there are."""
USUAL_LENGTH = 100
"""Words of a long field in which a word counts by its full weight."""
SATURATION = 8
"""The weight at which a word has half of all the importance it can have: saying it again adds less and less."""
LONGEST_WORD = 32
"""Letters of a word that are kept; nobody types more of a pasted key."""
SHARD = 16_000
"""Characters after which a shard is full."""
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"

_NO_SPACES = "\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_NO_SPACES}]|(?:(?![{_NO_SPACES}])[^\W_])+")
"""A run of letters and digits; where a script has no spaces between words (Chinese, Japanese), each sign."""
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_APART = str.maketrans(
    {"ß": "ss", "ς": "σ", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)
_TWO_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa"}
)


def folded(text: str) -> str:
    """A text as it is compared: without accents, in small letters."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if not _is_mark(sign)).lower().translate(_APART)


def words_of(text: str) -> list[str]:
    """The words of a text, in their order, as they are compared."""
    if text.isascii():
        return [word[:LONGEST_WORD] for word in _PLAIN_WORD.findall(text.lower())]
    return [word[:LONGEST_WORD] for word in _WORD.findall(folded(text))]


def other_spellings_of(text: str) -> list[str]:
    """What becomes of words with ä, ö, ü, ø or å where these are typed with two letters."""
    if text.isascii():
        return []
    whole = unicodedata.normalize("NFC", text)
    two = whole.translate(_TWO_LETTERS)
    if two == whole:
        return []
    return [other for word, other in zip(words_of(whole), words_of(two), strict=True) if word != other]


@lru_cache(maxsize=4096)
def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign).startswith("M")


def importance(fields: Mapping[str, str]) -> dict[str, int]:
    """By word: how much it matters in a document, from 1 to 63. The keys of `fields` are those of `WEIGHTS`."""
    weights: defaultdict[str, float] = defaultdict(float)
    for name, text in fields.items():
        if not text:
            continue
        words = words_of(text)
        weight = WEIGHTS[name]
        if name in LONG:
            weight /= 0.5 + 0.5 * len(words) / USUAL_LENGTH
        for word in words:
            weights[word] += weight
        for word in other_spellings_of(text):
            weights[word] += weight
    return {word: max(1, round(63 * weight / (weight + SATURATION))) for word, weight in weights.items()}


@dataclass
class SearchIndex:
    """An index that is being made: documents are added by their number, in rising order."""

    _found: defaultdict[str, array[int]] = field(default_factory=lambda: defaultdict(lambda: array("Q")))

    def add(self, number: int, fields: Mapping[str, str]) -> None:
        """Add a document."""
        found = self._found
        for word, matters in importance(fields).items():
            found[word].append(number << 6 | matters)

    def files(self) -> dict[str, bytes]:
        """The files of the index by their names: `words.json` and the shards `0.json`, `1.json` …"""
        words = sorted(self._found, key=_browser_order)
        starts: list[int] = []
        shards: list[list[str]] = []
        size = SHARD
        for place, word in enumerate(words):
            if size >= SHARD:
                starts.append(place)
                shards.append([])
                size = 0
            packed = packed_documents(self._found[word])
            shards[-1].append(packed)
            size += len(packed)
        made = {"words.json": as_json({"shards": starts, "words": packed_words(words)})}
        return made | {f"{number}.json": as_json(shard) for number, shard in enumerate(shards)}


def packed_words(words: Iterable[str]) -> str:
    """Sorted words as one text: each is a capital letter that counts the letters it shares with the word before
    (A for none), and the rest of its letters, which are never capitals.
    """
    parts: list[str] = []
    before = ""
    for word in words:
        shared = 0
        for one, other in zip(before, word, strict=False):
            # Beyond U+FFFF a browser counts a letter as two.
            if one != other or shared == 25 or one > "\uffff":
                break
            shared += 1
        parts.append(chr(65 + shared) + word[shared:])
        before = word
    return "".join(parts)


def packed_documents(found: Iterable[int]) -> str:
    """The documents of a word as text: for each how many numbers after the one before it comes, less one, in base 32
    with the lowest digit first and 32 added to all but the last; then one digit for how much the word matters.
    """
    parts: list[str] = []
    before = -1
    for item in found:
        gap, matters = (item >> 6) - before - 1, DIGITS[item & 63]
        before = item >> 6
        while gap > 31:
            parts.append(DIGITS[32 + (gap & 31)])
            gap >>= 5
        parts.append(DIGITS[gap] + matters)
    return "".join(parts)


def _browser_order(word: str) -> bytes:
    """As JavaScript compares texts."""
    return word.encode("utf-16-be")
