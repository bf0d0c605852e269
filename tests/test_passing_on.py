"""`leadfront digest` and `leadfront agenda` as people type them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from leadfront.cli import run
from small_showcase import environment, land, make, write_case

SITE = "https://intranet.example.com/ai/"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A showcase launched in July 2026 with something new in September and in November, as of 20 November."""
    folder = make(tmp_path_factory.mktemp("passing") / "showcase")
    write_case(folder, "audit-reply", title="The audit reply", leader="Tomasz Bell", level="director")
    land(folder, "Share another", on="2026-09-30T23:30:00+01:00")
    write_case(folder, "tender", title="The tender", leader="Ana Duarte", level="executive")
    land(folder, "And another", on="2026-11-10T10:00:00+00:00")
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + f"site_url: {SITE}\n", encoding="utf-8")
    return folder


@pytest.fixture
def typed(
    made: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Types a command into the showcase's folder: exit code, standard output, standard error."""
    monkeypatch.chdir(made)
    for name, value in environment().items():
        monkeypatch.setenv(name, value)

    def says(*arguments: str) -> tuple[int, str, str]:
        try:
            code: object = run(arguments)
        except SystemExit as ended:  # by argparse
            code = ended.code
        printed = capsys.readouterr()
        assert isinstance(code, int)
        return code, printed.out, printed.err

    return says


def test_the_digest_tells_of_the_last_month_that_is_over(typed: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = typed("digest")
    assert code == 0
    assert "October 2026" in out.partition("\n")[0]
    assert "Nothing came in." in out
    assert err == ""


def test_a_month_a_quarter_and_a_day_can_be_named(typed: Callable[..., tuple[int, str, str]]) -> None:
    _, september, _ = typed("digest", "--month", "2026-09")
    assert "The audit reply" in september
    assert "The tender" not in september
    _, quarter, _ = typed("digest", "--quarter", "2026-Q3")
    assert "3 new use cases" in quarter
    _, since, _ = typed("digest", "--since", "2026-11-01")
    assert "The tender" in since
    assert f"{SITE}use-cases/tender/" in since


def test_forms_and_files_are_typed_in_pairs(typed: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    pairs = [(form, tmp_path / form) for form in ("html", "text", "markdown", "chat")]
    arguments = [word for form, path in pairs for word in ("--format", form, "--output", str(path))]
    code, out, err = typed("digest", "--month", "2026-11", *arguments)
    assert (code, out) == (0, "")
    assert "November 2026, so far: 1 new use case, by 1 leader." in err
    assert all("The tender" in path.read_text(encoding="utf-8") for _, path in pairs)
    assert (tmp_path / "html").read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--month", "2026-13"], "is not a month: write one like 2026-11"),
        (["--month", "2027-01"], "has not begun yet"),
        (["--month", "2026-06"], "the quarter of the launch"),
        (["--quarter", "FY2027-Q1"], "write one like 2026-Q4"),
        (["--since", "yesterday"], "is not a day: write one like 2026-11-03"),
        (["--since", "2026-12-24"], "is still to come"),
        (["--month", "2026-11", "--quarter", "2026-Q4"], "not allowed with"),
        (["--format", "pdf"], "invalid choice"),
    ],
)
def test_what_cannot_be_told_is_said_in_words(
    typed: Callable[..., tuple[int, str, str]], arguments: list[str], said: str
) -> None:
    code, out, err = typed("digest", *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_without_site_url_there_are_no_links_and_a_note(typed: Callable[..., tuple[int, str, str]], made: Path) -> None:
    config = made / "mkdocs.yml"
    before = config.read_text(encoding="utf-8")
    config.write_text(before.replace(f"site_url: {SITE}\n", ""), encoding="utf-8")
    try:
        for command in (["digest", "--format", "html"], ["agenda"]):
            code, out, err = typed(*command)
            assert code == 0
            assert "href=" not in out
            assert "](" not in out
            assert "site_url" in err
    finally:
        config.write_text(before, encoding="utf-8")


def test_a_history_that_cannot_be_read_is_undecided(
    typed: Callable[..., tuple[int, str, str]], made: Path, tmp_path: Path
) -> None:
    shallow = tmp_path / "shallow"
    subprocess.run(
        ["git", "clone", "--quiet", "--depth", "1", made.as_uri(), str(shallow)], env=environment(), check=True
    )
    code, out, err = typed("digest", "-f", str(shallow / "mkdocs.yml"))
    assert (code, out) == (3, "")
    assert "To mend it" in err


def test_the_agenda_is_a_card_with_a_question(typed: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    code, out, err = typed("agenda")
    assert (code, err) == (0, "")
    assert out.startswith(f"## [The tender](<{SITE}use-cases/tender/>)")
    assert "From last week: Ana Duarte" in out
    assert "**To discuss:**" in out
    target = tmp_path / "card.md"
    code, nothing, _ = typed("agenda", "--output", str(target))
    assert (code, nothing) == (0, "")
    assert target.read_text(encoding="utf-8") == out


def test_the_same_day_gives_the_same_letter(typed: Callable[..., tuple[int, str, str]]) -> None:
    for form in ("html", "text", "markdown", "chat"):
        assert typed("digest", "--format", form) == typed("digest", "--format", form)


@pytest.mark.parametrize("command", ["digest", "agenda"])
def test_a_secret_in_the_settings_is_not_passed_on(
    made: Path, typed: Callable[..., tuple[int, str, str]], command: str
) -> None:
    config = made / "mkdocs.yml"
    before = config.read_text(encoding="utf-8")
    config.write_text(before + "extra: {address: 'postgres://rota:Harb0urLights@db.ferries.internal/shifts'}\n")
    code, out, err = typed(command)
    config.write_text(before, encoding="utf-8")
    assert (code, out) == (2, "")
    assert "The settings hold what must not be passed on" in err
