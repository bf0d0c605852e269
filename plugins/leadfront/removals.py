"""What a sanitised page lost: told by comparing it with what it was. Pure. Knows not what is allowed.

A report, no safeguard: what is not told has been removed all the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from html.parser import HTMLParser

Pairs = tuple[tuple[str, str], ...]

_TAG = re.compile(r"<[a-zA-Z][^>]*>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_URL = re.compile(r"""(?:url\(|@import)\s*(?:url\()?["']?([^"')\s;]+)""", re.IGNORECASE)
# What a browser fetches as soon as it reads the tag, to show it or to style the page. (A frame shows another page.)
_FETCHING = {
    "audio": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src",),
    "link": ("href",),
    "source": ("src", "srcset"),
    "table": ("background",),
    "td": ("background",),
    "track": ("src",),
    "video": ("src", "poster"),
}
_VOID = frozenset({"br", "col", "hr", "img", "input", "source", "wbr"})
_ALONE = tuple(f"<{tag}" for tag in sorted(_VOID))
_TELLING = ("title", "alt", "id", "href")


class Kind(StrEnum):
    """What was removed."""

    TAG = "tag"
    ATTRIBUTE = "attribute"
    LINK = "link"  # an address that no link may lead to
    FOREIGN = "foreign"  # a picture, a film, a sound or a style that would be fetched from elsewhere
    ID = "id"
    CLASS = "class"
    UNFINISHED = "unfinished"  # text that begins like a tag and does not end


@dataclass(frozen=True)
class Removed:
    """One thing that was taken out."""

    kind: Kind
    name: str
    """The tag's or attribute's name, the address, the id, or the word of the class."""
    tag: str = ""
    """The tag at which it stood."""
    beside: tuple[str, ...] = ()
    """Other words of the tag, by which it can be found in its source, where `:smile:` says nothing of an address."""


def alike(before: str, after: str) -> bool:
    """Whether both have the same tags with the same attributes: quick, and sure where it says that they have."""
    if "<!--" in before:
        before = _COMMENT.sub("", before)
    if "<tbody" in after and "<tbody" not in before:  # every table has one, written out or not
        after = after.replace("<tbody>", "").replace("</tbody>", "")
    one, other = _TAG.findall(before), _TAG.findall(after)
    if len(one) != len(other):
        return False
    # Of <path/> comes <path></path>; where more is missing, it was no tag that ends, or an end without a beginning.
    closed = sum(tag.endswith("/>") and not tag.startswith(_ALONE) for tag in one) if "/>" in before else 0
    if before.count("<") + closed != after.count("<"):
        return False
    return all(x == y or _same(x, y) for x, y in zip(one, other, strict=True))


def difference(before: str, after: str, is_foreign: Callable[[str], bool]) -> Iterator[Removed]:
    """What `before` has and `after` has not, in the order of the page."""
    was, now = _Reader(before), _Reader(after)
    left = Counter(tag for tag, _ in now.tags)
    kept = Counter((tag, *pair) for tag, pairs in now.tags for pair in pairs)
    told = False
    for number, (tag, pairs) in enumerate(was.tags):
        lost = left[tag] <= 0
        left[tag] -= 1
        gone = [pair for pair in pairs if lost or not kept[tag, *pair]]
        kept.subtract((tag, *pair) for pair in pairs if pair not in gone)
        foreign = [
            address
            for name, value in gone
            for address in _fetched(tag, name, value)
            if is_foreign(address) and not address.lower().startswith("data:")
        ]
        if tag == "style":
            foreign = [address for address in _URL.findall(was.inside.get(number, "")) if is_foreign(address)]
        beside = tuple(value for name, value in pairs if name in _TELLING and value)
        found = [Removed(Kind.FOREIGN, foreign[0], tag, beside)] if foreign else []
        if lost and not foreign:
            found = [Removed(Kind.TAG, tag, tag, beside)]
        elif not lost:
            found += [
                Removed(_KINDS.get(name, Kind.ATTRIBUTE), value if name in _KINDS else name, tag, beside)
                for name, value in gone
                if not foreign or not list(_fetched(tag, name, value))
            ]
        told = told or bool(found)
        yield from found
    opened = Counter(tag for tag, _ in was.tags)
    for tag in was.ends:
        opened[tag] -= 1
        if opened[tag] < 0 and tag not in _VOID:
            told = True
            yield Removed(Kind.TAG, f"/{tag}", tag)
    if not told and was.words != now.words:
        yield Removed(Kind.UNFINISHED, "<")


_KINDS = {"class": Kind.CLASS, "id": Kind.ID, "href": Kind.LINK}


def _fetched(tag: str, name: str, value: str) -> Iterator[str]:
    """The addresses that a browser fetches for an attribute."""
    if name == "style":
        yield from _URL.findall(value)
    elif name == "srcset":
        yield from (part.split()[0] for part in value.split(",") if part.strip())
    elif name in _FETCHING.get(tag, ()):
        yield value


class _Reader(HTMLParser):
    """The tags of a piece of HTML with their attributes, and its words without white space."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, Pairs]] = []
        self.ends: list[str] = []
        self.inside: dict[int, str] = {}
        """What styles hold, by the number of their tag."""
        self._words: list[str] = []
        self.feed(text)
        self.close()

    @property
    def words(self) -> str:
        return "".join("".join(self._words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pairs: list[tuple[str, str]] = []
        for name, value in attrs:
            parts = (value or "").split() if name == "class" else [value or ""]
            pairs += [(name, part) for part in parts]
        self.tags.append((tag, tuple(pairs)))

    def handle_endtag(self, tag: str) -> None:
        self.ends.append(tag)

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:  # within a script or a style
            number = len(self.tags) - 1
            self.inside[number] = self.inside.get(number, "") + data
        else:
            self._words.append(data)


@lru_cache(maxsize=4096)
def _same(one: str, other: str) -> bool:
    """Whether two tags mean the same. Long ones are left to those who look closely, and are not remembered."""
    return len(one) < 1000 and _read(one) == _read(other)


def _read(tag: str) -> list[tuple[str, Pairs]]:
    # `disabled` alone is written out as `disabled=""`.
    return [
        (name, tuple(sorted((key, "" if value == key else value) for key, value in pairs)))
        for name, pairs in _Reader(tag).tags
    ]
