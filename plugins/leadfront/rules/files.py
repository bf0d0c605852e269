"""LF113, LF114, LF116 and LF117: the names of the use cases' files, and what the files must know of each other."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

from leadfront.findings import Severity
from leadfront.rules.model import Checked, Filed, Files, Problem, Scope, rule
from leadfront.rules.near_misses import did_you_mean

# Letters, digits, hyphens: a name that every file system, web server and terminal takes for the same.
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.md")
_RESERVED_NAMES = re.compile(r"(aux|con|nul|prn|com\d|lpt\d)\.md")


@rule("LF113", Severity.ERROR, Scope.SHOWCASE, title="Two use cases with one id")
def two_with_one_id(files: Files) -> Iterator[Problem]:
    """Two use cases have the same id.

    Why: The id is how a use case is told from others over the years, whatever its file is called. History can't tell
    the two apart.
    Fix: Remove the id from the newer of the two, or choose another.
    Fails:
        files:
        a.md: {id: forty-letters}
        b.md: {id: forty-letters}
    Passes:
        files:
        a.md: {id: forty-letters}
        b.md: {}
    """
    by_id: dict[str, list[Filed]] = defaultdict(list)
    for case in files.cases:
        by_id[case.id].append(case)
    for identifier, cases in by_id.items():
        for case in cases if len(cases) > 1 else ():  # each is told, since either may be the new one
            other = next(item for item in cases if item is not case)
            yield Problem(
                f"The id “{identifier}” belongs to another use case as well ({PurePosixPath(other.path).name}).",
                "Remove the id from the newer of the two, or choose another.",
                case.id_line,
                case.path,
                identifier,
            )


@rule("LF114", Severity.ERROR, Scope.FILE, title="File name unsuitable")
def file_name(file: Checked) -> Iterator[Problem]:
    """The file's name is not made of lower-case letters, digits and hyphens.

    Why: The name becomes the page's address, and must work on every computer that reads the showcase.
    Fix: Give the file the name that the message proposes.
    Fails:
        name: Board Pack (final).md
    Passes:
        name: board-pack.md
    """
    below = file.path[len(file.folder) + 1 :]
    *folders, name = below.split("/")
    good = all(_NAME.fullmatch(f"{part}.md") for part in folders)
    if good and _NAME.fullmatch(name) and not _RESERVED_NAMES.fullmatch(name) and len(name) <= 100:
        return
    proposed = "/".join(_slug(part) for part in [*folders, name.removesuffix(".md")])
    yield Problem(
        f"The name “{printable(below)}” can't be the address of a page.",
        f"Call the file “{proposed}.md”: lower-case letters, digits and hyphens.",
        subject=below,
    )


@rule("LF116", Severity.WARNING, Scope.SHOWCASE, title="Related use case unknown")
def related_unknown(files: Files) -> Iterator[Problem]:
    """A related use case does not exist.

    Why: Readers would be sent nowhere, so the link is left out.
    Fix: Correct the identifier, or remove it from the list.
    Fails:
        files:
        a.md: {related: [no-such-case]}
    Passes:
        files:
        a.md: {related: [b]}
        b.md: {}
    """
    known = {case.id for case in files.cases}
    for case in files.cases:
        for other in case.related:
            if other not in known:
                near = did_you_mean(other, sorted(known)) if len(known) < 2000 else "."
                yield Problem(
                    f"There is no use case “{other}”{near}",
                    "Correct it, or remove it from the list.",
                    case.related_line,
                    case.path,
                    other,
                )


@rule("LF117", Severity.INFO, Scope.SHOWCASE)
def not_landed_yet(files: Files) -> Iterator[Problem]:
    """The file is checked and shown, but it counts only when it has landed.

    Why: The showcase proves its claim from what was published, not from what lies on somebody's computer.
    Fix: Commit the file and open a pull request, or wait for its review.
    Fails:
        files:
        a.md: {}
        new.md: {uncommitted: true}
    Passes:
        files:
        a.md: {}
    """
    for case in files.cases:
        if case.path in files.unlanded:
            yield Problem(
                "Not landed yet: it counts for its level and quarter once it is on the published branch.",
                "Commit it and open a pull request.",
                1,
                case.path,
            )


def printable(text: str) -> str:
    """A name as it can be shown: what a terminal or a log would obey or can't show is replaced."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or "use-case"
    return f"{slug}-case" if _RESERVED_NAMES.fullmatch(f"{slug}.md") else slug


RULES = (
    two_with_one_id,
    file_name,
    related_unknown,
    not_landed_yet,
)
