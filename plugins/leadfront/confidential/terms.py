"""What an organisation itself lists as confidential: names of hosts, and words such as those of projects and customers.
Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from leadfront.confidential.exposure import Kind, Stretch

_GAP = r"[\s>*_&+/-]{1,12}"


@dataclass(frozen=True)
class Terms:
    """The lists, as typed in the policy."""

    hosts: tuple[str, ...] = ()
    """Each with everything below it: `corp.example` means `files.corp.example` too. A * stands for any part."""
    words: tuple[str, ...] = ()
    hashes: tuple[str, ...] = ()
    """The SHA-256 of texts that may be published, though they look like a key."""

    @cached_property
    def patterns(self) -> tuple[tuple[str, re.Pattern[str], Kind], ...]:
        """For each term a part of it, in small letters, without which the pattern need not be tried."""
        hosts = ((_longest(host.lower().split("*")), re.compile(_host(host)), Kind.HOST) for host in self.hosts)
        words = ((_longest(_parts(word)), re.compile(_word(word)), Kind.WORD) for word in self.words)
        return tuple(item for item in (*hosts, *words) if item[0])


def listed_terms(text: str, terms: Terms) -> Iterator[Stretch]:
    """Where a listed word or host stands, however it is capitalised and wrapped."""
    if not terms.hosts and not terms.words:
        return
    folded = text.lower()
    if len(folded) != len(text):  # a few letters grow when they are made small; no place may move
        folded = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    for part, pattern, kind in terms.patterns:
        if part in folded:
            what = "the name of an internal host" if kind is Kind.HOST else "a word that the policy lists"
            for found in pattern.finditer(folded):
                yield Stretch(found.start(), found.end(), kind, what)


def _parts(word: str) -> list[str]:
    return re.findall(r"[^\W_]+", word.lower())


def _longest(parts: Iterable[str]) -> str:
    return max((part.strip(".") for part in parts), key=len, default="")


def _host(host: str) -> str:
    name = host.lower().removeprefix("*.").strip(".")
    inner = r"[a-z0-9-]*".join(re.escape(part) for part in name.split("*"))
    return rf"(?<![a-z0-9.@-])(?:[a-z0-9-]{{1,63}}\.){{0,8}}{inner}(?![a-z0-9-]|\.[a-z0-9])"


def _word(word: str) -> str:
    return r"(?<![^\W_])" + _GAP.join(map(re.escape, _parts(word))) + r"(?![^\W_])"
