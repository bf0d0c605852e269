"""Use cases: one Markdown file read into one value, by the definition in `leadfront.fields`. Pure: bytes in, values
out.

Two readings of the same file: `Version` is the little that history needs of each version that ever landed, and
`UseCase` is the whole of one file, for the rules and the pages.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple

from leadfront.fields import MAX_ITEMS, PUBLISHED, SECTIONS, WORDS_FIELDS
from leadfront.front_matter import Document, Unreadable, Value, read_document, text_of
from leadfront.guards.heaviness import heavy

IGNORED_NAMES = frozenset({"index.md", "README.md"})
_HEADING = re.compile(r"##(?!#)[ \t]*(?P<heading>.*?)[ \t]*#*[ \t]*")
_MAY_MATTER = frozenset("#`~ \t")  # with what a heading or a fence begins
# Backticks again in the same line make it code within a sentence.
_FENCE = re.compile(r"[ \t]*(?P<fence>`{3,}(?!.*`)|~{3,})(?P<rest>.*)")
# Comments before the first word, each ending at the first “-->”; none inside a fence, which would be a first word.
_COMMENTS_FIRST = re.compile(r"(?:\s*<!--(?>.*?-->))+[^\S\n]*\n*", re.DOTALL)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TRUE = frozenset({"true", "yes", "on"})
_FALSE = frozenset({"", "false", "no", "off"})
# The first line of a Git LFS pointer: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
_LFS_POINTER = b"version https://git-lfs.github.com/spec/"


class Version(NamedTuple):
    """What history needs of one version of a file; depends on its bytes alone.

    `words` is a digest of the words (DESIGN, Substance), empty where the file can't be published whatever the policy
    says: unreadable front matter, an empty body, or a status other than published.
    """

    words: str = ""
    id: str = ""
    """The front matter's `id`; empty where the path names the use case."""
    leader: str = ""
    level: str = ""
    sample: bool = False
    pointer: bool = False
    """Whether this is a Git LFS pointer in place of the file."""
    submitted_by: str = ""

    def published(self, count_samples: bool) -> bool:
        """Whether a file with these bytes is on the site and counts."""
        return bool(self.words) and (count_samples or not self.sample)


def is_use_case(path: str, folder: str) -> bool:
    """Whether a path (with `/` between its parts) names a use case below `folder`, by its name alone."""
    if not path.endswith(".md") or not path.startswith(f"{folder}/"):
        return False
    below = path[len(folder) + 1 :]
    if below.startswith(".") or "/." in below:
        return False
    return below.rpartition("/")[2] not in IGNORED_NAMES


def id_from_path(path: str, folder: str) -> str:
    """A use case's id where its front matter gives none: its path below the folder, without the ending."""
    return path[len(folder) + 1 : -len(".md")]


def read_version(data: bytes) -> Version:
    """Read what history needs of a file's bytes. Never raises: what can't be read can't be published."""
    try:
        return version_of(read_document(data))
    except Unreadable:
        return Version(pointer=data.startswith(_LFS_POINTER))


def version_of(document: Document) -> Version:
    """What history needs of a file that has been taken apart."""
    front = document.front_matter
    body = " ".join(document.body.split())
    status = text_of(front.get("status")).strip()
    return Version(
        words=_digest(front, body) if body and status in ("", PUBLISHED) else "",
        id=text_of(front.get("id")).strip(),
        leader=_line(front.get("leader")),
        level=text_of(front.get("level")).strip(),
        sample=text_of(front.get("sample")).strip().lower() not in _FALSE,
        submitted_by=_line(front.get("submitted_by")),
    )


def _line(value: Value | None) -> str:
    return " ".join(text_of(value).split()) if value else ""


def _digest(front: dict[str, Value], body: str) -> str:
    # One line a field and no line break within, so that a word moved to another field is a change.
    lines = [body]
    for item in WORDS_FIELDS:
        value = front.get(item.key)
        if isinstance(value, dict):  # in the definition's order, so that sorting the keys is no change
            value = [value[part.key] for part in item.parts if part.key in value]
        lines.append(" ".join(text_of(value).split()) if value else "")
    return hashlib.blake2b("\n".join(lines).encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


@dataclass(frozen=True)
class SectionText:
    """A section as it stands in the file: its heading as typed, its Markdown, and the line of the heading."""

    heading: str
    text: str
    line: int

    @cached_property
    def own_text(self) -> str:
        """The text without the comments that stand before its first word: the blank template's hints stand there."""
        comments = _COMMENTS_FIRST.match(self.text)
        return self.text[comments.end() :] if comments else self.text

    @property
    def empty(self) -> bool:
        """Whether a reader of the page would see nothing of it."""
        return not self.own_text.strip()


@dataclass(frozen=True)
class Effect:
    """What was counted before and after."""

    measure: str
    before: float
    after: float
    unit: str
    basis: str


@dataclass(frozen=True)
class UseCase:
    """A use case as its file tells it. Values that are missing or can't be read are empty; the rules speak of them."""

    path: str
    """From the repository's top folder."""
    folder: str
    """The use-case folder, from the repository's top folder."""
    document: Document
    headings: dict[str, str] = field(default_factory=dict)
    """The heading of each section by its key, where the policy renames it."""
    version: Version = field(default_factory=Version)

    @property
    def id(self) -> str:
        """The name that never changes."""
        return self.version.id or id_from_path(self.path, self.folder)

    def text(self, key: str) -> str:
        """A field as one line of text."""
        return " ".join(text_of(self.document.front_matter.get(key)).split())

    def texts(self, key: str) -> tuple[str, ...]:
        """A field as a list of texts; one text is a list of one. Of a longer list than may be, its beginning: each text
        may get a page, and a rule speaks of the rest.
        """
        value = self.document.front_matter.get(key)
        items = value[:MAX_ITEMS] if isinstance(value, list) else [value] if value else []
        return tuple(text for item in items if (text := " ".join(text_of(item).split())))

    def day(self, key: str) -> date | None:
        """A field as a date; None where it is missing or not a date."""
        return as_date(self.text(key))

    @cached_property
    def title(self) -> str:
        """The title; where it is missing, a title made from the file's name, so that lists have something to show."""
        return self.text("title") or PurePosixPath(self.path).stem.replace("-", " ").capitalize()

    @cached_property
    def leader(self) -> str:
        """Whose work it shows."""
        return self.text("leader")

    @property
    def minutes(self) -> int | None:
        """How long it took."""
        number = as_number(self.text("minutes"))
        return int(number) if number is not None and number == int(number) else None

    @cached_property
    def effect(self) -> Effect | None:
        """What was counted, where all of it is there and readable."""
        value = self.document.front_matter.get("effect")
        if not isinstance(value, dict):
            return None
        parts = {key: " ".join(text_of(item).split()) for key, item in value.items()}
        before, after = as_number(parts.get("before", "")), as_number(parts.get("after", ""))
        if before is None or after is None or not parts.get("measure"):
            return None
        return Effect(parts["measure"], before, after, parts.get("unit", ""), parts.get("basis", ""))

    @property
    def status(self) -> str:
        """`draft`, `published` or `retired`; what is empty is published."""
        return self.text("status") or PUBLISHED

    @cached_property
    def sections(self) -> tuple[SectionText, ...]:
        """Every section of the body in the file's order, known or not."""
        return tuple(split_sections(self.document.body, self.document.body_line))

    @cached_property
    def by_key(self) -> dict[str, SectionText]:
        """The known sections by their key; the first of each where one is repeated."""
        keys = keys_by_heading(tuple(self.headings.items()))
        found: dict[str, SectionText] = {}
        for section in self.sections:
            key = keys.get(folded(section.heading))
            if key:
                found.setdefault(key, section)
        return found

    def heading_of(self, key: str) -> str:
        """The heading under which a section stands in this showcase."""
        return self.headings.get(key) or next(section.heading for section in SECTIONS if section.key == key)


def read_use_case(path: str, folder: str, data: bytes, headings: dict[str, str] | None = None) -> UseCase:
    """Read a use case from its file's bytes.

    Raises Unreadable where the front matter can't be read, or the page would take for ever.
    """
    document = read_document(data)
    too_heavy = heavy(data)
    if too_heavy:
        raise Unreadable(f"{too_heavy.what}. {too_heavy.mend}", too_heavy.line, "heavy")
    return UseCase(path, folder, document, dict(headings or {}), version_of(document))


@lru_cache(maxsize=8)
def keys_by_heading(renamed: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """The key of each section by its heading, folded. `renamed` are the headings, by key, that the policy gives."""
    headings = dict(renamed)
    return {folded(headings.get(section.key) or section.heading): section.key for section in SECTIONS}


def folded(heading: str) -> str:
    """A heading as it is compared: case, white space and a last colon don't matter."""
    return " ".join(heading.casefold().split()).rstrip(":")


def split_sections(body: str, first_line: int = 1) -> list[SectionText]:
    """Cut a Markdown body at its headings of the second level, leaving fenced blocks whole.

    What stands before the first such heading is no section. `first_line` is the line of the file on which the body
    starts.
    """
    found: list[SectionText] = []
    heading, start, kept = None, first_line, list[str]()
    fence = ""
    for number, line in enumerate(body.split("\n"), first_line):
        if line[:1] not in _MAY_MATTER:  # as nearly always
            kept.append(line)
            continue
        mark = _FENCE.fullmatch(line) if "```" in line or "~~~" in line else None
        if mark and not fence:
            fence = mark["fence"]
        elif mark and mark["fence"].startswith(fence) and not mark["rest"].strip():
            fence = ""
        title = None if fence or not line.startswith("##") else _HEADING.fullmatch(line)
        if title:
            if heading is not None:
                found.append(SectionText(heading, "\n".join(kept).strip("\n"), start))
            heading, start, kept = title["heading"], number, []
        else:
            kept.append(line)
    if heading is not None:
        found.append(SectionText(heading, "\n".join(kept).strip("\n"), start))
    return found


def as_date(text: str) -> date | None:
    """A date typed as year-month-day; None where it is not one."""
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def as_number(text: str) -> float | None:
    """A number typed in plain digits, with a point or not; None where it is not one."""
    if not re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", text, re.ASCII):
        return None
    return float(text)


def as_flag(text: str) -> bool | None:
    """True or false as people type them; None where it is neither."""
    folded_text = text.strip().lower()
    if folded_text in _TRUE:
        return True
    return False if folded_text in _FALSE else None
