"""Looks at everything that lies in the showcase folder, before the site engine does, and says what may be published.

What is not among `Inspected.plain` is on no site, strict or not. The rules in `leadfront.rules.showcase_folder` put the
refusals into words; turning one off does not let anything through.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from leadfront.front_matter import MAX_FILE_BYTES, Unreadable
from leadfront.guards import types
from leadfront.guards.addresses import is_made, is_readme, shared
from leadfront.guards.found import MAX_OTHER_BYTES, MAX_PICTURE_BYTES, FoundFile, Kind, is_page
from leadfront.guards.heaviness import heavy
from leadfront.guards.names import DEEPEST, LONGEST_PATH, FreeNames, is_legible, is_suitable, is_within_reach
from leadfront.guards.pages import CHAPTER_KEYS, KEYS, PlainPage, read_page
from leadfront.guards.reasons import Reason

SLOW = "Such a page takes very long to show."
_CHAPTER = re.compile(r"playbook/[^/]+\.md")


@dataclass(frozen=True)
class Refusal:
    """What is wrong with a file of the showcase folder."""

    uri: str
    """Its path below the showcase folder; empty for that folder itself."""
    reason: Reason
    message: str
    help: str
    line: int | None = None
    published: bool = False
    """Whether it is published all the same: the fault does no harm."""


@dataclass(frozen=True)
class Plain:
    """A file that is no use case and may be published."""

    found: FoundFile
    page: PlainPage | None = None
    """What is in it, where it is a page that no policy trusts."""

    @property
    def uri(self) -> str:
        """Its path below the showcase folder."""
        return self.found.uri


@dataclass(frozen=True)
class Inspected:
    """What may be published, and what is refused."""

    plain: tuple[Plain, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @property
    def refused(self) -> frozenset[str]:
        """The paths, below the showcase folder, of everything that is not published for what was found here."""
        return frozenset(item.uri for item in self.refusals if not item.published)

    def for_reason(self, reason: Reason) -> Iterator[Refusal]:
        """What is refused for one reason."""
        return (item for item in self.refusals if item.reason is reason and item.message)


def nothing(uri: str) -> bool:  # noqa: ARG001 - a question with one answer
    """Trusts no file."""
    return False


@dataclass(frozen=True)
class Trust:
    """What the policy lets through, by paths below the showcase folder."""

    file: Callable[[str], bool] = nothing
    """Whether a file of another type is published, such as a style sheet of the owner's."""
    page: Callable[[str], bool] = nothing
    """Whether the site engine may read a page itself, with whatever it sets."""


def inspect(
    found: Iterable[FoundFile],
    use_cases: str,
    trust: Trust | None = None,
) -> Inspected:
    """Look at what lies in the showcase folder, the use cases included, of which only names and addresses matter here.

    `use_cases` is their folder, below the showcase folder.
    """
    trust = trust or Trust()
    found = tuple(found)
    names = FreeNames((item.uri for item in found), use_cases)
    plain: list[Plain] = []
    refusals: list[Refusal] = []
    cases: list[str] = []
    for item in found:
        if item.kind is Kind.USE_CASE:
            cases.append(item.uri)  # their own rules speak of the rest
            continue
        said = list(_look(item, trust, use_cases, names))
        page = None
        if not said and is_page(item.uri) and not trust.page(item.uri):
            try:
                page = read_page(item.data, CHAPTER_KEYS if _CHAPTER.fullmatch(item.uri) else KEYS)
            except Unreadable as error:
                said.append(unreadable(item.uri, error))
            else:
                refusals.extend(_untold_keys(item.uri, page))
        refusals.extend(said)
        if not said and not _only_in_the_repository(item.uri, use_cases):
            plain.append(Plain(item, page))
            if item.tells_place:
                refusals.append(_place(item.uri))
            if not is_suitable(item.uri) and not is_readme(item.uri) and not trust.file(item.uri):
                refusals.append(_name(item.uri, names, published=True))
    refusals.extend(_unheard_of(uri) for uri in cases if not is_legible(uri))
    refusals.extend(_too_far(uri) for uri in cases if is_legible(uri) and not is_within_reach(uri))
    twice = list(_twice(cases, [item.uri for item in plain]))
    refusals.extend(item for item in twice if item.message)
    gone = {item.uri for item in twice if not item.published}
    return Inspected(tuple(item for item in plain if item.uri not in gone), tuple(refusals))


def _look(item: FoundFile, trust: Trust, use_cases: str, names: FreeNames) -> Iterator[Refusal]:
    """Why a file that is no use case is refused: nothing, or the first reason."""
    uri, name = item.uri, posixpath.basename(item.uri)
    if item.kind is Kind.LINK:
        yield Refusal(
            uri,
            Reason.LINK,
            "This is a link to another place, which is not followed.",
            "Put the file itself in its place.",
        )
    elif item.kind is Kind.REPOSITORY:
        yield Refusal(
            uri,
            Reason.LINK,
            "This folder belongs to another repository, whose changes nobody reviews here.",
            "Copy the files that should be published into the showcase folder.",
        )
    elif item.kind is Kind.DEVICE:
        yield Refusal(uri, Reason.LINK, "This is no file but a device or a pipe.", "Remove it.")
    elif types.steers(name):
        if not trust.file(uri):
            yield Refusal(
                uri,
                Reason.STEERING,
                f"A file “{name}” changes what git shows to reviewers, or how a web server answers.",
                "Remove it. What git needs to know stands in the repository's top folder.",
            )
    elif _hidden(uri):
        return
    elif not is_legible(uri):
        yield _name(uri, names, published=False)
    elif not is_within_reach(uri):
        yield _too_far(uri)
    else:
        yield from _of_type(item, trust, use_cases, names)


def _of_type(item: FoundFile, trust: Trust, use_cases: str, names: FreeNames) -> Iterator[Refusal]:
    uri, ending = item.uri, types.ending_of(item.uri)
    trusted = trust.file(uri)
    if item.unreadable:
        yield Refusal(
            uri, Reason.UNREADABLE, f"The file is not read: {item.unreadable}.", "Make it readable for everybody."
        )
    elif not is_page(uri) and ending not in types.PICTURES and not trusted:
        if ending.lower() in (*types.PICTURES, "md"):
            better = names.free(uri)
            yield Refusal(
                uri,
                Reason.NAME,
                f"The name ends in .{ending}, which is not read.",
                f"Call the file “{better}”: endings are in lower case.",
            )
            return
        yield Refusal(
            uri,
            Reason.TYPE,
            types.why_not_published(ending),
            f"Use a page (.md) or a picture ({', '.join(types.PICTURES)}). The owner can let single files "
            "through with “trusted_files” in the policy.",
        )
    elif is_made(uri, use_cases) and not is_readme(uri) and not trusted:
        yield Refusal(
            uri,
            Reason.RESERVED,
            "Leadfront or the theme makes something of its own at this address, and this file would take its place.",
            "Give the file another name, or put it into another folder.",
        )
    elif is_page(uri):
        yield from _of_page(item)
    elif item.size > (MAX_OTHER_BYTES if trusted else MAX_PICTURE_BYTES):
        most = (MAX_OTHER_BYTES if trusted else MAX_PICTURE_BYTES) // 1024 // 1024
        yield Refusal(
            uri,
            Reason.SIZE,
            f"The file is larger than {most} MB.",
            "Make the picture smaller: 1600 pixels across are enough for any screen.",
        )
    elif not types.agrees(ending, item.data):
        yield Refusal(
            uri,
            Reason.DISGUISED,
            f"The name ends in .{ending}, but what is in the file is something else.",
            "Open the picture in a program for pictures and save it again as PNG or JPEG.",
        )


def _of_page(item: FoundFile) -> Iterator[Refusal]:
    if len(item.data) > MAX_FILE_BYTES:
        most = MAX_FILE_BYTES // 1024
        yield Refusal(
            item.uri, Reason.SIZE, f"The page is larger than {most} KB.", "Cut it into several pages, or shorten it."
        )
    elif too_heavy := heavy(item.data):
        yield Refusal(
            item.uri,
            Reason.HEAVY,
            f"{too_heavy.what}. {SLOW}",
            too_heavy.mend,
            too_heavy.line,
        )


def unreadable(uri: str, error: Unreadable) -> Refusal:
    """A page that can't be read is refused."""
    reason = f"{error.reason[:1].upper()}{error.reason[1:]}."
    return Refusal(uri, Reason.UNREADABLE, reason, "Correct it, then save the file again.", error.line)


def _untold_keys(uri: str, page: PlainPage) -> Iterator[Refusal]:
    for said, line in page.told:
        yield Refusal(
            uri,
            Reason.KEYS,
            f"{said}.",
            "Remove it. The owner can let single pages set what they like with “trusted_pages” in the policy.",
            line,
            published=True,
        )


def _name(uri: str, names: FreeNames, published: bool) -> Refusal:
    return Refusal(
        uri,
        Reason.NAME,
        "This name can't be an address on every computer that reads the showcase.",
        f"Call it “{names.free(uri)}”: lower-case letters, digits and hyphens.",
        published=published,
    )


def _too_far(uri: str) -> Refusal:
    return Refusal(
        uri,
        Reason.NAME,
        f"The path has more than {LONGEST_PATH} letters or {DEEPEST} folders, which not every computer can read.",
        "Put the file into a folder further up, or give it and its folders shorter names.",
    )


def _place(uri: str) -> Refusal:
    return Refusal(
        uri,
        Reason.PLACE,
        "In this picture stands where it was taken, to within a few metres.",
        "Take the place out: on Windows by “Remove Properties and Personal Information” in its properties, on a Mac by "
        "“Remove Location Info” in Preview's inspector. Or take a screenshot of the picture, and use that.",
        published=True,
    )


def _unheard_of(uri: str) -> Refusal:
    """A use case whose name can't be printed: the rule of its name speaks of it, and here it is held back."""
    return Refusal(uri, Reason.NAME, "", "")


def _hidden(uri: str) -> bool:
    """Whether a file is in nobody's way: names that begin with a dot are never published."""
    return uri.startswith(".") or "/." in uri


def _only_in_the_repository(uri: str, use_cases: str) -> bool:
    """What is neither published nor wrong."""
    return _hidden(uri) or (is_readme(uri) and (uri == "README.md" or is_made(uri, use_cases)))


def _twice(cases: Sequence[str], others: Sequence[str]) -> Iterator[Refusal]:
    """What would be written over something else. Use cases stay before other files, good names before bad ones."""
    known = frozenset(cases)
    for sources in shared((*cases, *others)).values():
        first, *rest = sorted(sources, key=lambda uri: (uri not in known, not is_suitable(uri), is_readme(uri), uri))
        for uri in (first, *rest):
            other = first if uri != first else rest[0]
            if is_readme(uri) or (is_readme(other) and uri == first):
                yield Refusal(uri, Reason.TWICE, "", "", published=uri == first)  # it is for readers of the repository
                continue
            yield Refusal(
                uri,
                Reason.TWICE,
                f"This file and “{_shown(other)}” would have one address on the site.",
                "Give one of the two another name.",
                published=uri == first,
            )


def _shown(uri: str) -> str:
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in uri)
