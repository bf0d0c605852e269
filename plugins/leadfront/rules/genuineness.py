"""LF401 and LF409: whether a use case is its leader's own, as far as names and words can tell. Knows nothing of git's
commands or files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import PurePosixPath

from leadfront.findings import Severity
from leadfront.people import has_full_name, may_be, name_of
from leadfront.rules.model import Attributed, Files, Problem, Scope, rule

_TOLD_ONE_BY_ONE = 3
_LONGEST_NAME = 60
_MOST_NAMES = 3


@rule("LF401", Severity.INFO, Scope.AUTHORS)
def typed_in_by_another(cases: Iterable[Attributed]) -> Iterator[Problem]:
    """The last update of a use case is attributed to somebody who is neither its leader nor named as having typed
    it in.

    Why: Anybody may type for a leader, and readers should see who did. It is a note and never fails anything: the name
    that the history holds is whatever somebody's computer was told. Where several changes came in together, the
    authors of all of them are looked at, whoever pressed the button. Nothing is said of samples, of robots, and of
    accounts without a first name and surname, as the issue form's authors often are.
    Fix: If somebody typed it in for the leader, name them under submitted_by. If the leader did it under another name,
    nothing is needed.
    Fails:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota, typed in by Ana Duarte
        as of 2026-02-01
    Passes:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota, typed in by Ana Duarte, and says so
        as of 2026-02-01
    """
    by_authors: dict[str, list[Attributed]] = defaultdict(list)
    for case in cases:
        if case.leader and not _may_be_theirs(case.authors, case.leader, case.submitted_by):
            by_authors[_names(case.authors)].append(case)
    for names, found in by_authors.items():
        if len(found) > _TOLD_ONE_BY_ONE:
            yield Problem(
                f"The last updates of this and {len(found) - 1} other use cases are attributed to {names}, and to "
                "none of their leaders or of those who are named as having typed them in.",
                "That may be quite right. Where somebody typed for the leader, add a line like “submitted_by: "
                f"{_first(found[0])}”, so that the page says so.",
                path=found[0].path,
                subject=found[0].id,
            )
            continue
        for case in found:
            typist = f"{case.submitted_by} is" if case.submitted_by else "nobody is"
            yield Problem(
                f"The last update is attributed to {names}, while the leader is {case.leader} and {typist} named as "
                "having typed it in.",
                f"That may be quite right. If {_first(case)} typed it in for the leader, add the line “submitted_by: "
                f"{_first(case)}”, so that the page says so.",
                path=case.path,
                subject=case.id,
            )


@rule("LF409", Severity.WARNING, Scope.SHOWCASE)
def near_copy(files: Files) -> Iterator[Problem]:
    """Two use cases tell nearly the same in nearly the same words.

    Why: Each use case shows one leader's own work. The same text under another name, or again in the next quarter,
    fills a level or a quarter without anything new to read. Prompts are not compared: to use somebody's prompt again is
    what the showcase is for.
    Fix: Tell what was different this time: your own task, what came back, what you changed. If two leaders did it
    together, keep one use case and name the other under coach.
    Fails:
        files:
        a.md: {}
        b.md: {title: About a.md}
    Passes:
        files:
        a.md: {}
        b.md: {}
    """
    for path, others in files.resembling.items():
        nearest, share = others[0]
        more = f" (and {len(others) - 1} more)" if len(others) > 1 else ""
        same = "the same words as" if share == 1 else f"nearly the same text ({int(100 * share)} per cent of it) as"
        yield Problem(
            f"This use case holds {same} {PurePosixPath(nearest).name}{more}.",
            "If it is a new one, tell what was different this time. If it is not, keep one of the two.",
            1,
            path,
            nearest,
        )


@lru_cache(maxsize=4096)
def _may_be_theirs(authors: tuple[str, ...], leader: str, submitted_by: str) -> bool:
    """Whether the page may name one of these authors, or nobody can tell."""
    return any(
        name_of(author) in (leader, submitted_by)
        or not has_full_name(author)
        or may_be(author, leader)
        or (bool(submitted_by) and may_be(author, submitted_by))
        for author in authors
    )


@lru_cache(maxsize=256)
def _names(authors: tuple[str, ...]) -> str:
    names = sorted({_short(author) for author in authors})
    if len(names) > _MOST_NAMES:
        names = [*names[: _MOST_NAMES - 1], f"{len(names) - _MOST_NAMES + 1} others"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _first(case: Attributed) -> str:
    return min(map(_short, case.authors))


def _short(author: str) -> str:
    return name_of(author)[:_LONGEST_NAME]


RULES = (typed_in_by_another, near_copy)
