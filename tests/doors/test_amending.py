"""One field of a hand-written file is changed, every other byte stays; where that can't be, nothing is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfront.doors.amending import CannotAmendError, amended
from leadfront.doors.writing import settled
from leadfront.front_matter import read_document
from leadfront.issues.again import tried_again
from leadfront.issues.proposal import Issue, Proposal, RefusedError
from leadfront.working_tree import SourceFile

HAND_WRITTEN = (
    "---\n# By hand.\ntitle:   'Board   paper'  # kept\nmodel: >-\n  An old\n  one\n\nverified: 2026-01-02  # gone\n"
    "tools: [Copilot,\n  Excel]\n---\n\ntext \n\n## The task\n\nverified: not a field\n"
)


def test_a_field_that_is_there_is_changed_on_its_line() -> None:
    after = amended(HAND_WRITTEN.encode(), {"verified": "2026-11-02"}).decode()
    assert after == HAND_WRITTEN.replace("verified: 2026-01-02  # gone", "verified: 2026-11-02")


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_field_that_is_not_there_comes_last(ending: str, mark: str) -> None:
    text = f"{mark}{HAND_WRITTEN}".replace("\n", ending)
    after = amended(text.encode(), {"status": "retired"}).decode()
    assert after == text.replace(f"  Excel]{ending}", f"  Excel]{ending}status: retired{ending}")


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        (HAND_WRITTEN, {"model": "A new one"}),  # it runs over several lines
        ("---\n{title: A, verified: 2026-01-01}\n---\nx\n", {"verified": "2026-11-02"}),
        ("---\n{title: A}\n---\nx\n", {"verified": "2026-11-02"}),
        ("---\ntitle: A\rverified: 2026-01-01\n---\nx\n", {"verified": "2026-11-02"}),
        ("no fields\n", {"verified": "2026-11-02"}),
        ("---\ntitle: [\n---\n", {"verified": "2026-11-02"}),
    ],
)
def test_what_can_not_be_changed_alone_is_not_changed(text: str, changes: dict[str, str]) -> None:
    with pytest.raises(CannotAmendError):
        amended(text.encode(), changes)


@given(st.text(max_size=60))
def test_whatever_the_value_is_it_is_that_value_and_no_more(value: str) -> None:
    data = b"---\ntitle: A\nmodel: B\n---\n\nx\n"
    document = read_document(amended(data, {"model": value}))
    assert document.front_matter == {"title": "A", "model": settled(value)}
    assert document.body == "\nx\n"


FOLDER = "showcase/use-cases"
FILES = [
    SourceFile(f"{FOLDER}/board-paper.md", b"---\ntitle: A\nid: the-board\n---\nx\n"),
    SourceFile(f"{FOLDER}/2026/rota.md", b"---\ntitle: B\n---\nx\n"),
    SourceFile(f"{FOLDER}/link.md", b"", "it is a link to another place"),
]


def ask(
    which: str, what: str = "It still works", day: str = "2026-11-02", model: str = "_No response_"
) -> Proposal | None:
    body = (
        f"### Which use case\n\n{which}\n\n### What did you find\n\n{what}\n\n### Last tried again\n\n{day}\n\n"
        f"### Model\n\n{model}\n"
    )
    return tried_again(Issue(7, body), FILES, FOLDER)


@pytest.mark.parametrize(
    "which",
    [
        "board-paper",
        "the-board",
        "board-paper.md",
        "use-cases/board-paper/",
        "https://intranet.example/showcase/use-cases/board-paper/index.html",
        "https://intranet.example/use-cases/board-paper/?utm=1#prompt",
    ],
)
def test_the_use_case_that_is_meant_is_found(which: str) -> None:
    proposal = ask(which, model="Claude Sonnet 4.5")
    assert proposal is not None
    assert proposal.path == FILES[0].path
    assert proposal.text == "---\ntitle: A\nid: the-board\nmodel: Claude Sonnet 4.5\nverified: 2026-11-02\n---\nx\n"
    assert proposal.title == "board paper tried again"


def test_one_is_taken_off_the_site() -> None:
    proposal = ask("https://intranet.example/use-cases/2026/rota/", what="Take it off the site", day="_No response_")
    assert proposal is not None
    assert proposal.path == f"{FOLDER}/2026/rota.md"
    assert proposal.text == "---\ntitle: B\nstatus: retired\n---\nx\n"


@pytest.mark.parametrize(
    "answers",
    [
        {"which": "no-such-case"},
        {"which": "_No response_"},
        {"which": "paper"},
        {"which": "../../mkdocs.yml"},
        {"which": "https://[broken"},
        {"which": "link"},
        {"which": "board-paper", "day": "last week"},
        {"which": "board-paper", "what": "Delete the repository"},
    ],
)
def test_what_is_not_clear_is_asked_again(answers: dict[str, str]) -> None:
    with pytest.raises(RefusedError):
        ask(**answers)


def test_other_issues_are_left_to_others() -> None:
    assert tried_again(Issue(7, "### Last tried again\n\n2026-11-02"), FILES, FOLDER) is None
