"""What may stand in the HTML of a page that somebody contributed. Pure: rendered HTML in, harmless HTML and what was
removed out. Knows no page and no site engine.

The lists below are the whole of what is let through; all else is taken out, its words kept (save those of scripts and
styles). What is kept comes out in the one way in which HTML can be written: `<br />` as `<br>`, `&copy;` as the sign
itself, each table with its `<tbody>`, nothing left open, no comments. That is all that changes where nothing goes.

nh3 decides, by reading HTML as browsers do. Then `_hooked` looks at what the theme's script takes hold of: a tab
without its label stops that script for the whole page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

import nh3

from leadfront.removals import Removed, alike, difference

SCHEMES = frozenset({"http", "https", "mailto"})
"""The schemes of links; a link may also be relative."""

_TEXT = (
    "a abbr b bdi bdo br cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u var "
    "wbr"
)
_BLOCKS = "blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section summary ul"
_TABLES = "caption col colgroup table tbody td tfoot th thead tr"
_MEDIA = "audio img path source svg video"
_CONTROLS = "input label"  # of tabs and task lists, and of nothing else: see `_hooked`
TAGS = frozenset(" ".join((_TEXT, _BLOCKS, _TABLES, _MEDIA, _CONTROLS)).split())

_ANY = re.compile(r".*", re.DOTALL)
_FLAG = re.compile(r"|true|checked|disabled|open|controls|reversed|loop|muted", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,5}%?")
_SHAPE = re.compile(r"[\sMmZzLlHhVvCcSsQqTtAaEe\d.,+-]*")
_SIDE = re.compile(r"left|center|right|justify")
_TEXT_ALIGN = re.compile(r"text-align: ?(?:left|center|right|justify);?")
_WORD = re.compile(r"[\w .,:;+/-]{0,100}")
_CELL = {"align": _SIDE, "colspan": _NUMBER, "rowspan": _NUMBER, "style": _TEXT_ALIGN}
_PLAYER = {"controls": _FLAG, "loop": _FLAG, "muted": _FLAG, "src": _ANY}
_SIZE = {"height": _NUMBER, "width": _NUMBER}
ATTRIBUTES: dict[str, dict[str, re.Pattern[str]]] = {
    "*": {"class": _ANY, "dir": _WORD, "id": _ANY, "lang": _WORD, "title": _ANY},
    "a": {"href": _ANY, "name": re.compile(r"__codelineno-[\w-]+")},
    "audio": _PLAYER,
    "col": {"span": _NUMBER},
    "colgroup": {"span": _NUMBER},
    "del": {"datetime": _WORD},
    "details": {"open": _FLAG},
    "div": {"data-tabs": re.compile(r"\d+:\d+")},
    "img": {**_SIZE, "align": _SIDE, "alt": _ANY, "loading": re.compile("lazy|eager"), "src": _ANY},
    "input": {
        "checked": _FLAG,
        "disabled": _FLAG,
        "name": re.compile(r"__tabbed_\d+"),
        "type": re.compile("checkbox|radio"),
    },
    "ins": {"datetime": _WORD},
    "label": {"for": re.compile(r"__tabbed_\d+_\d+")},
    "li": {"value": _NUMBER},
    "ol": {"reversed": _FLAG, "start": re.compile(r"-?\d{1,9}"), "type": re.compile("[1aAiI]")},
    "path": {"d": _SHAPE},
    "source": {"src": _ANY, "type": _WORD},
    "span": {"data-linenos": _WORD},
    "svg": {"viewBox": re.compile(r"[\d. -]*"), "xmlns": re.compile(r"http://www\.w3\.org/2000/svg")},
    "td": _CELL,
    "th": {**_CELL, "scope": _WORD},
    "time": {"datetime": _WORD},
    "video": {**_PLAYER, **_SIZE, "poster": _ANY},
}
"""For each tag, and for all of them (`*`), its attributes, and what each may hold. Of those that may hold anything,
`href`, `src`, `poster`, `id` and `class` are looked at more closely."""

# The theme's parts (its ids begin with two underscores; its script stops where `__config` is not what it expects), our
# own, and what the theme's script would fetch a program from elsewhere for.
_RESERVED_ID = re.compile(r"__.*|lf-.*|fill-in-(?:prompt|try)(?:-\d+)?")
_RESERVED_CLASS = re.compile(r"md-.*|lf-.*|mermaid|no-js|js", re.IGNORECASE)
_GOOD_ID = re.compile(r"[^\s\"'`<>&=\x00-\x1f\x7f]{1,200}")
# Ids with two underscores that extensions of Markdown make, for lines of code and for tabs.
_MADE_ID = {
    "a": re.compile(r"__codelineno-[\w-]+"),
    "span": re.compile(r"__(?:span|codeline)-[\w-]+"),
    "input": re.compile(r"__tabbed_\d+_\d+"),
}
_REMEMBERED = 200
"""Letters; the same values come again and again, and long ones would fill the memory."""
_FETCHED = frozenset({"src", "poster"})
# What browsers skip when they read an address.
_SKIPPED = re.compile(r"^[\x00-\x20]+|[\t\n\r]")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
# HTML says that the first line break within <pre> is none; one more saves the one that was meant.
_SURROGATE = re.compile("[\ud800-\udfff]")  # half a letter, which no page can be written with
_PRE = re.compile(r"(<pre\b[^>]*>)\n", re.IGNORECASE)

# As nh3 writes it: every > within an attribute is &gt;.
_UNSEEN = re.compile(r'<img(?: (?!src=)[a-z]+="[^"]*")*>')
_ALT = re.compile(r' alt="([^"]*)"')


class Cleaned(NamedTuple):
    """Harmless HTML, and what was taken out, in the order of the page."""

    html: str
    removed: tuple[Removed, ...] = ()


class Sanitiser:
    """Cleans pages; made once, since that takes longer than a page. `site_url` is where the site is published."""

    def __init__(self, site_url: str = "") -> None:
        parts = urlsplit(site_url)
        self._origin = f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else ""
        self._own: frozenset[str] = frozenset()
        self._kept = lru_cache(maxsize=8192)(self._part_kept)
        self._cleaner = nh3.Cleaner(
            tags=set(TAGS),
            attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
            attribute_filter=self._filter,
            url_schemes=set(SCHEMES),
            link_rel=None,
            strip_comments=True,
        )

    def clean(self, rendered: str, own_ids: Iterable[str] = ()) -> Cleaned:
        """The page without what may not stand in it. `own_ids` are those that the page has besides.

        Cleaning what is clean changes nothing.
        """
        self._own = frozenset(own_ids)
        clean = self._once(rendered)
        if alike(rendered, clean):
            return Cleaned(_in_words(clean))
        removed = tuple(difference(rendered, clean, self.is_foreign))
        for _ in range(10):
            again = self._once(clean)
            if again == clean:
                return Cleaned(_in_words(clean), removed)
            clean = again
        return Cleaned(html.escape(clean), removed)  # what never settles is shown, not obeyed

    def is_foreign(self, address: str) -> bool:
        """Whether a browser would ask another origin for what lies there."""
        address = _SKIPPED.sub("", address).replace("\\", "/")
        if self._origin and f"{address.lower()}/".startswith(f"{self._origin}/"):
            return False
        return address.startswith("//") or _SCHEME.match(address) is not None

    def _once(self, rendered: str) -> str:
        if "<pre" in rendered or "<PRE" in rendered:
            rendered = _PRE.sub("\\1\n\n", rendered)
        try:
            return _hooked(self._cleaner.clean(rendered))
        except UnicodeEncodeError:
            return _hooked(self._cleaner.clean(_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", rendered)))

    def _filter(self, tag: str, attribute: str, value: str) -> str | None:
        if attribute == "id" and value in self._own:
            return None
        if len(value) > _REMEMBERED:
            return self._part_kept(tag, attribute, value)
        return self._kept(tag, attribute, value)

    def _part_kept(self, tag: str, attribute: str, value: str) -> str | None:
        """What an attribute keeps of its value; None where it goes."""
        shape = ATTRIBUTES.get(tag, {}).get(attribute) or ATTRIBUTES["*"].get(attribute)
        if shape is None or not shape.fullmatch(value):
            return None
        if attribute == "class":
            return _classes(value)
        if attribute == "id":
            return value if may_be_id(value, tag) else None
        if attribute == "href":
            return value if _may_be_linked(value) else None
        if attribute in _FETCHED:
            return None if self.is_foreign(value) else value
        return value


def may_be_id(value: str, tag: str = "") -> bool:
    """Whether a place on a page may have this name."""
    if tag in _MADE_ID and _MADE_ID[tag].fullmatch(value):
        return True
    return bool(_GOOD_ID.fullmatch(value)) and not _RESERVED_ID.fullmatch(value)


def _classes(value: str) -> str | None:
    words = value.split()
    good = [word for word in words if not _RESERVED_CLASS.fullmatch(word)]
    return value if len(good) == len(words) else " ".join(good) or None


def _may_be_linked(address: str) -> bool:
    scheme = _SCHEME.match(_SKIPPED.sub("", address))
    return scheme is None or scheme[1].lower() in SCHEMES


def _in_words(clean: str) -> str:
    """Pictures that may not be fetched as the words that stand for them, where a browser would show a broken one."""
    return _UNSEEN.sub(lambda picture: "".join(_ALT.findall(picture[0])), clean) if "<img" in clean else clean


# --- what the theme's script takes hold of --------------------------------------------------------------------------
# All of this reads what nh3 wrote, in which every < and > of a tag is one, and every other is written &lt; or &gt;.

_RADIO = r'<input(?: checked="[^"]*"| id="__tabbed_\d+_\d+"| name="__tabbed_\d+"| type="radio")+>'
_LABEL = r'<label for="__tabbed_\d+_\d+">(?:(?!</?label\b|</?div\b).)*</label>'
_TABS = rf'<div [^>]*\bdata-tabs="[^"]*"[^>]*>(?:{_RADIO})+<div class="tabbed-labels">\s*(?:{_LABEL}\s*)+</div>'
_TASK = (
    r'<(?:label class="task-list-control"|li class="task-list-item")>\s*(?:<p>\s*)?<input[^>]* type="checkbox"[^>]*>'
)
_LOOSE = r'<input[^>]*>|<div [^>]*\bdata-tabs="[^>]*>|<label [^>]*\bfor="[^>]*>'
_CONTROL = re.compile(rf"(?P<tabs>{_TABS})|(?P<task>{_TASK})|{_LOOSE}", re.DOTALL)
_INPUT = re.compile(r"<input[^>]*>")
_HOOKS = re.compile(r' (?:data-tabs|for)="[^"]*"')
_NUMBERED = re.compile(r'\b(?P<what>id|for)="__tabbed_(?P<set>\d+)_(?P<tab>\d+)"')
_LINK = re.compile(r"<a [^>]*>")
_TO = re.compile(r' href="#([^"]*)"')
_NOTE = re.compile(r' class="[^"]*\bfootnote-ref\b[^"]*"')
_ID = re.compile(r'<[^>]* id="([^"]*)"')


def _hooked(clean: str) -> str:
    """Controls only where tabs and task lists put them, whole; links to lines and notes only where these are."""
    if "<input" in clean or "data-tabs" in clean or "<label for" in clean:
        sets: set[str] = set()
        clean = _CONTROL.sub(lambda found: _control(found, sets), clean)
    if 'href="#__' in clean or "footnote-ref" in clean:
        ids = set(_ID.findall(clean))
        clean = _LINK.sub(lambda found: _link(found[0], ids), clean)
    return clean


def _control(found: re.Match[str], sets: set[str]) -> str:
    text = found[0]
    if found["task"]:
        # Only a box that nobody can tick: a page keeps nothing of what its readers do.
        dead = 'disabled="' in text and " id=" not in text and " name=" not in text
        return text if dead else _INPUT.sub("", text)
    if found["tabs"]:
        return text if _is_whole(text, sets) else re.sub(r"</?label\b[^>]*>", "", _HOOKS.sub("", _INPUT.sub("", text)))
    return _HOOKS.sub("", _INPUT.sub("", text))


def _is_whole(tabs: str, sets: set[str]) -> bool:
    """Whether each tab of a set has its label, in order, and no other set has its number."""
    numbers = _NUMBERED.findall(tabs)
    inputs = [tab for what, _, tab in numbers if what == "id"]
    names = set(re.findall(r'name="__tabbed_(\d+)"', tabs)) | {number for _, number, _ in numbers}
    if names & sets or len(names) != 1:
        return False
    sets |= names
    return inputs == [tab for what, _, tab in numbers if what == "for"] and len(set(inputs)) == len(
        inputs
    ) == tabs.count("<input") == tabs.count(' name="')


def _link(tag: str, ids: set[str]) -> str:
    to = _TO.search(tag)
    there = to is not None and to[1] in ids
    if to and to[1].startswith("__") and not (there and _MADE_ID["a"].fullmatch(to[1])):
        tag = _TO.sub("", tag)
    return tag if there else _NOTE.sub("", tag)
