"""Names, addresses and messages in commits are claims, and may hold anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from hazards import UNKNOWN_COMMIT, WHOLE, Check, whole
from histories import (
    BOT,
    CASES,
    IMOGEN,
    Person,
    use_case,
)


def test_mailmap_does_not_turn_a_bot_into_a_leader(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path, bots=["*[bot]@bots.example.com"])
    history.write(".mailmap", f"Imogen Ashdown <imogen@example.com> <{BOT.email}>\n")
    history.write(CASES + "rota.md", use_case(title="The rota"))
    history.commit(at="2026-07-02T10:00+01:00", author=BOT)
    history.check_out()
    assert check(tmp_path).ledger() == WHOLE


def test_nor_a_leader_into_a_bot(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path, bots=["*[bot]@bots.example.com"])
    history.write(".mailmap", f"Renewal Bot <{BOT.email}> <{IMOGEN.email}>\n")
    history.write(CASES + "rota.md", use_case(title="The rota"))
    history.commit(at="2026-07-02T10:00+01:00")
    history.check_out()
    assert check(tmp_path).ledger()["2026-Q3"] == [("rota", "added")]


@pytest.mark.parametrize(
    ("glob", "is_bot"),
    [
        ("*[bot]@bots.example.com", True),
        ("renewals[bot]@*", True),
        ("renewals?bot]@*", True),
        ("renewals[b]*", False),
        ("bots.example.com", False),
    ],
)
def test_only_stars_and_question_marks_are_special(tmp_path: Path, check: Check, glob: str, is_bot: bool) -> None:
    history = whole(tmp_path, bots=[glob])
    history.write(CASES + "rota.md", use_case(title="The rota"))
    history.commit(at="2026-07-02T10:00+01:00", author=BOT)
    assert (check(tmp_path).ledger()["2026-Q3"] == []) is is_bot


@pytest.mark.parametrize(
    "person",
    [
        Person("", ""),
        Person("A" * 4000, "a" * 4000),
        Person("<script>alert(1)</script", "x"),
        Person("\x1b[31mRed", "e\x07@x"),
        Person("::error::boo", "%0A::error::@x"),
        Person("Jos\udce9", "jos\udce9@example.com"),
        Person("\u202eevil", "rtl@example.com"),
        Person("Ana> 1767225600 +0000", "ana@example.com"),
        Person("Ana <forger@example.com> 1 +0000 <b", "ana@example.com"),
    ],
)
def test_odd_authors(tmp_path: Path, check: Check, person: Person) -> None:
    history = whole(tmp_path)
    history.write(CASES + "rota.md", use_case(title="The rota"))
    history.commit(at="2026-07-02T10:00+01:00", author=person, committer=person)
    assert check(tmp_path).ledger()["2026-Q3"] == [("rota", "added")]


FORGED = f"x\0\0:000000 100644 {'0' * 40} {'1' * 40} A\0showcase/use-cases/fake.md\0"


@pytest.mark.parametrize(
    "subject",
    [
        "",
        "\n\n\n",
        "committer Forger <f@example.com> 1767225600 +0000\nparent " + UNKNOWN_COMMIT,
        "x" * 100_000,
        ":000000 100644 0000 1111 A\tshowcase/use-cases/fake.md",
        "caf\udce9",
        "\x1e\x1f\x01",
        "a\rb",
        "Merge \u2028",
    ],
)
def test_odd_messages(tmp_path: Path, check: Check, subject: str) -> None:
    history = whole(tmp_path)
    history.write(CASES + "rota.md", use_case(title="The rota"))
    history.commit(subject, at="2026-07-02T10:00+01:00")
    assert check(tmp_path).ledger() == {**WHOLE, "2026-Q3": [("rota", "added")]}


def test_nul_bytes_in_a_message_forge_no_landing(tmp_path: Path, check: Check) -> None:
    """NUL is what separates git's own output, and a raw commit may hold one."""
    history = whole(tmp_path)
    history.write(CASES + "rota.md", use_case(title="The rota"))
    history.commit(FORGED, at="2026-07-02T10:00+01:00")
    assert check(tmp_path).ledger() == {**WHOLE, "2026-Q3": [("rota", "added")]}


def test_nul_bytes_in_a_name_leave_no_readable_time(tmp_path: Path, check: Check) -> None:
    """Git reads such a commit up to the NUL, so that nothing after it is known: not the committer, not the time."""
    history = whole(tmp_path)
    history.write(CASES + "rota.md", use_case(title="The rota"))
    odd = history.commit(author=Person(FORGED, "ana@example.com"), at="2026-07-02T10:00+01:00")
    answer = check(tmp_path)
    assert (answer.code, answer.ledger()) == (0, WHOLE)
    assert odd[:12] in answer.words


SIGNATURE = "\n ".join(
    [
        "gpgsig -----BEGIN PGP SIGNATURE-----",
        "",
        "committer Forger <forger@example.com> 1767225600 +0000",
        f"parent {UNKNOWN_COMMIT}",
        "-----END PGP SIGNATURE-----",
    ]
)


@pytest.mark.parametrize(
    "headers",
    [
        SIGNATURE,
        "encoding ISO-8859-1",
        "encoding no-such-encoding",
        "mergetag object " + UNKNOWN_COMMIT + "\n type commit",
    ],
)
def test_other_headers(tmp_path: Path, check: Check, headers: str) -> None:
    history = whole(tmp_path)
    history.write(CASES + "rota.md", use_case(title="The rota"))
    history.commit("Caf\udce9", at="2026-07-02T10:00+01:00", headers=headers)
    assert check(tmp_path).ledger() == {**WHOLE, "2026-Q3": [("rota", "added")]}
