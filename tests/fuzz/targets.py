"""What is fuzzed: each target takes any bytes, puts them through one reader of Leadfront, and fails where that reader
does anything but answer. Pure Python, so that hypothesis and atheris can drive the same.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import IO, Any

from markdown import Markdown

from histories import settings_text
from leadfront.front_matter import MAX_DEPTH, Unreadable, read_document
from leadfront.git import Repository, Undecided
from leadfront.guards.heaviness import heavy
from leadfront.guards.places import tells_place
from leadfront.issues.proposal import Issue, NotOursError, RefusedError, judged, propose
from leadfront.policy import Policy
from leadfront.policy_reader import PolicyErrors, read_settings
from leadfront.rendered import lines_of
from leadfront.rules import RULES, judge_file
from leadfront.rules.model import Checked
from leadfront.sanitise import Sanitiser
from leadfront.use_case import read_use_case

FOLDER = "showcase/use-cases"
PATH = f"{FOLDER}/fuzzed.md"
TODAY = date(2026, 11, 20)
Target = Callable[[bytes], None]


@cache
def policy() -> Policy:
    return read_settings(settings_text(levels=["executive", "director"]), "mkdocs.yml").policy


@cache
def _sanitiser() -> Sanitiser:
    return Sanitiser("https://showcase.example.org/")


@cache
def _converter() -> Markdown:
    names = ("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc")
    more = ("details", "highlight", "superfences", "tabbed", "tasklist")
    return Markdown(extensions=[*names, *(f"pymdownx.{name}" for name in more)])


def front_matter(data: bytes) -> None:
    """A file is taken apart, or refused with a reason and a line that it has."""
    try:
        document = read_document(data)
    except Unreadable as error:
        _must(bool(error.reason) and 1 <= error.line <= _lines(data), f"{error.line}: {error.reason}")
        return
    assert all(1 <= line <= _lines(data) for line in document.lines.values())
    assert all(_depth(value) <= MAX_DEPTH for value in document.front_matter.values())
    assert document.front_matter.keys() <= document.lines.keys()


def use_case(data: bytes) -> None:
    """All rules of a file are asked; each finding names a line of the file, and says what to do."""
    case, unreadable = None, None
    with suppress(Unreadable):
        case = read_use_case(PATH, FOLDER, data)
    if case is None:
        try:
            read_use_case(PATH, FOLDER, data)
        except Unreadable as reason:
            unreadable = reason
    for finding in judge_file(Checked(PATH, FOLDER, policy(), TODAY, case, unreadable), data):
        assert finding.message.strip(), finding
        assert finding.help.strip(), finding
        assert finding.line is None or 1 <= finding.line <= _lines(data), finding


def markdown(data: bytes) -> None:
    """What is light enough to be rendered is rendered in time, and cleaning it twice changes nothing."""
    if heavy(data):
        return
    text = data.decode("utf-8", "replace")
    cleaned = _sanitiser().clean(_converter().reset().convert(text))
    assert not _sanitiser().clean(cleaned.html).removed
    lines = lines_of(cleaned.removed, text)
    assert all(line is None or 1 <= line <= _lines(data) for line in lines)


def settings(data: bytes) -> None:
    """Settings are read, or refused with lines that they have."""
    text = data.decode("utf-8", "replace")
    try:
        read_settings(text, "mkdocs.yml", known_rules=[rule.code for rule in RULES])
    except PolicyErrors as errors:
        _must(bool(errors.problems), "refused without a reason")
        _must(all(item.message and item.line >= 0 for item in errors.problems), repr(errors.problems))


def issue(data: bytes) -> None:
    """An issue's body becomes a use case that can be read, or an answer to its author."""
    text = data.decode("utf-8", "replace")
    try:
        proposal = propose(Issue(7, text), policy(), FOLDER, "https://github.com", lambda _: None)
    except (NotOursError, RefusedError):
        return
    assert proposal.path.startswith(f"{FOLDER}/")
    assert ".." not in proposal.path
    codes = {finding.code for finding in judged(proposal, policy(), FOLDER, TODAY)}
    assert not codes & {"LF101", "LF102", "LF103", "LF114"}, "what was made of it can't be read"


def git_output(data: bytes) -> None:
    """Whatever git prints, cut off anywhere: values, or the answer that history can't tell."""
    repository = _Talked(data)
    with suppress(Undecided):
        for commit in repository.commits("HEAD").values():
            assert isinstance(commit.parents, tuple)
    with suppress(Undecided):
        repository.tree("HEAD")
    with suppress(Undecided):
        list(repository.changes([("a" * 40, None)], ""))
    with suppress(Undecided):
        for _, content in repository.blobs(["a" * 40], 1000):
            assert len(content) <= 1001


def picture(data: bytes) -> None:
    """A picture tells where it was taken, or does not."""
    assert tells_place(lambda at, count: data[at : at + count], len(data)) in (True, False)


TARGETS: dict[str, Target] = {
    "front_matter": front_matter,
    "use_case": use_case,
    "markdown": markdown,
    "settings": settings,
    "issue": issue,
    "git_output": git_output,
    "picture": picture,
}


class _Talked(Repository):
    """A repository whose git says these bytes to everything."""

    def __init__(self, said: bytes) -> None:
        super().__init__(Path())
        self._said = said

    def _must(self, *_: str) -> bytes:
        return self._said

    @contextmanager
    def _stream(self, arguments: list[str], standard_input: bytes) -> Iterator[IO[bytes]]:  # noqa: ARG002
        yield io.BytesIO(self._said)


def _must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)


def _lines(data: bytes) -> int:
    # As an editor counts: a last line without an end is one, and so is the empty one after an end.
    text = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return text.count(b"\n") + 1


def _depth(value: Any) -> int:
    inner: Sequence[Any] = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner), default=0)
