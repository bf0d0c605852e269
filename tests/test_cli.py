"""The command from outside, as a person or a CI job runs it: exit codes, streams, and that nothing of the checked
repository is ever run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import leadfront
from histories import CASES, git, write_policy
from leadfront import __version__
from leadfront.cli import run
from leadfront.reporters import REPORTERS
from leadfront.rules import FAMILIES, RULES
from small_showcase import environment, land, make, write_case

HERE = Path(__file__).parent
# What pip makes of an entry in [project.scripts].
CONSOLE_SCRIPT = "import sys\nfrom leadfront.__main__ import main\nif __name__ == '__main__':\n    sys.exit(main())\n"


class Run:
    """What a run left behind."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def showcase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A showcase whose claim holds on 20 November 2026, with the command standing in it."""
    folder = make(tmp_path / "showcase")
    stand_in(folder, monkeypatch)
    return folder


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    for name, value in environment().items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def leadfront_says(capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the command in this process, which is quick."""

    def says(*arguments: str) -> Run:
        try:
            code: Any = run(arguments)
        except SystemExit as ended:  # by argparse
            code = ended.code
        printed = capsys.readouterr()
        return Run(code, printed.out, printed.err)

    return says


def console(
    folder: Path, *arguments: str, script: Path | None = None, **how: Any
) -> subprocess.CompletedProcess[bytes]:
    """Runs the console script in a process of its own."""
    script = script or folder.parent / "bin" / "leadfront"
    script.parent.mkdir(exist_ok=True)
    script.write_text(CONSOLE_SCRIPT)
    package = Path(leadfront.__file__).parent.parent
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **how}
    env = environment(PYTHONPATH=str(package), PYTHONDONTWRITEBYTECODE="1", **how.pop("env", {}))
    return subprocess.run([sys.executable, script, *arguments], cwd=folder, env=env, timeout=60, check=False, **how)


# --- exit codes -------------------------------------------------------------------------------------------------------


def test_0_where_there_is_nothing_to_fail_for(showcase: Path, leadfront_says: Any) -> None:
    told = leadfront_says("check")
    assert told.code == 0
    assert told.out.startswith("PASS  Every level has contributed.")
    assert told.err == ""


def test_1_for_a_gap(showcase: Path, leadfront_says: Any) -> None:
    told = leadfront_says("check", "--as-of", "2027-01-01")
    assert told.code == 1
    assert told.out.startswith("GAPS  Every level has contributed. No update in 2026-Q4.")


def test_1_for_an_error_in_a_file_while_the_claim_holds(showcase: Path, leadfront_says: Any) -> None:
    write_case(showcase, "new-one", level="queen")
    told = leadfront_says("check")
    assert told.code == 1
    assert told.out.startswith("PASS  The claim holds, but 1 thing stops publication. Every level")
    assert f"{CASES}new-one.md" in told.out


def test_0_for_a_gap_whose_rule_is_off(showcase: Path, leadfront_says: Any) -> None:
    write_policy(showcase, launch="2026-07-01", levels=["executive", "director"], rules={"LF3": "warning"})
    told = leadfront_says("check", "--as-of", "2027-01-01")
    assert (told.code, told.out[:4]) == (0, "GAPS")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "-f", "gone.yml"], "There is no file gone.yml here"),
        (["check", "-f", "."], "There is no file . here"),
        (["check", "--as-of", "yesterday"], "“yesterday” is not a time"),
        (["check", "--as-of", "2026-02-30"], "is not a time"),
        (["check", "--as-of", "99999-01-01"], "is not a time"),
        (["check", "--revision", "gone"], "There is no revision “gone” here"),
        (["check", "--revision", "--all"], "expected one argument"),
        (["check", "--revision=--all"], "There is no revision “--all” here"),
        (["check", "--base", "gone"], "There is no revision “gone” here"),
        (["check", "--policy-from", "gone"], "There is no revision “gone” here"),
        (["check", "--previous", "gone.json"], "gone.json can't be read (No such file or directory)"),
        (["check", "--previous", "."], "can't be read"),
        (["check", "--previous", "mkdocs.yml"], "is not JSON"),
        (["check", "--format", "xml"], "invalid choice: 'xml'"),
        (["check", "--output", "a", "--output", "b"], "--output a has no --format before it"),
        (["check", "--format", "json", "--output", "a", "--output", "b"], "--output b has no --format before it"),
        (["check", "--format", "json", "--format", "text"], "Two formats would go to the terminal at once"),
        (["check", "--format", "json", "--output", "gone/a.json"], "The file gone/a.json can't be written"),
        (["check", "--output", "."], "can't be written"),
        (["check", "--colour"], "unrecognized arguments: --colour"),
        (["explain", "LF999"], "There is no rule “LF999”"),
        (["build", "-f", "gone.yml"], "There is no file gone.yml here"),
        (["frobnicate"], "invalid choice"),
        ([], "COMMAND"),
    ],
)
def test_2_for_wrong_usage(showcase: Path, leadfront_says: Any, arguments: list[str], words: str) -> None:
    told = leadfront_says(*arguments)
    assert told.code == 2
    assert words in told.err
    assert told.out == ""
    assert "Traceback" not in told.err


def test_2_where_the_showcase_folder_is_not_there(showcase: Path, leadfront_says: Any) -> None:
    settings = showcase / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("docs_dir: showcase", "docs_dir: nowhere"))
    told = leadfront_says("check")
    assert told.code == 2
    assert "There is no folder nowhere, which mkdocs.yml names as that of the showcase (docs_dir)" in told.err


def test_a_branch_that_is_not_there_is_told(showcase: Path, leadfront_says: Any) -> None:
    settings = showcase / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("timezone:", "branch: master\n    timezone:"))
    told = leadfront_says("check")
    assert told.code == 0
    assert "warning LF604" in told.out
    assert "write “branch: main” in the policy" in " ".join(told.out.split())
    git(showcase, "branch", "master")
    assert "LF604" not in leadfront_says("check").out


def test_2_for_a_wrong_policy_with_every_line(showcase: Path, leadfront_says: Any) -> None:
    settings = showcase / "mkdocs.yml"
    settings.write_text(
        "plugins:\n  - leadfront:\n      lunch: 2026-07-01\n      timezone: Europe/London\n      bot: []\n"
    )
    told = leadfront_says("check")
    assert (told.code, told.out) == (2, "")
    assert "mkdocs.yml:3: unknown setting “lunch”, did you mean “launch”?\n" in told.err
    assert "mkdocs.yml:5: unknown setting “bot”, did you mean “bots”?\n" in told.err


@pytest.mark.parametrize("text", ["[" * 100_000, "[]", "7", '{"version": 2}', '{"version": 1}', "\udcff"])
def test_2_for_a_previous_report_that_is_none(showcase: Path, leadfront_says: Any, text: str) -> None:
    (showcase / "previous.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    told = leadfront_says("check", "--previous", "previous.json")
    assert (told.code, told.out) == (2, "")
    assert "previous report" in told.err


def test_3_where_history_cannot_tell(showcase: Path, leadfront_says: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    git(showcase.parent, "clone", "--quiet", "--depth=1", showcase.as_uri(), "shallow")
    # One commit is the whole history here, and a shallow clone of it is whole; so there must be another.
    write_case(showcase, "another", level="director")
    land(showcase, "Another", on="2026-10-02T10:00:00+01:00")
    git(showcase.parent, "clone", "--quiet", "--depth=1", showcase.as_uri(), "cut")
    monkeypatch.chdir(showcase.parent / "cut")
    told = leadfront_says("check", "--as-of", "2027-06-01")
    assert told.code == 3
    assert told.out.startswith("UNDECIDED  It can't be said whether the claim holds")
    assert "git fetch --unshallow" in " ".join(told.out.split())


def test_3_without_a_repository(tmp_path: Path, leadfront_says: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    write_policy(folder)
    write_case(folder, "broken", level="queen")
    stand_in(folder, monkeypatch)
    told = leadfront_says("check")
    assert told.code == 3
    assert "queen" in told.out  # what can be said is said
    assert leadfront_says("check", "--format", "json").code == 3


# --- time -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "as_of"),
    [
        ("2026-10-01", "2026-10-01T00:00:00+01:00"),
        ("2026-12-01", "2026-12-01T00:00:00+00:00"),
        ("2026-10-01T09:30", "2026-10-01T09:30:00+01:00"),
        ("2026-10-01T09:30:15", "2026-10-01T09:30:15+01:00"),
        ("2026-10-01T09:30Z", "2026-10-01T10:30:00+01:00"),
        ("2026-10-01T09:30+05:30", "2026-10-01T05:00:00+01:00"),
        ("", "2026-11-20T00:00:00+00:00"),  # SOURCE_DATE_EPOCH
    ],
)
def test_as_of(showcase: Path, leadfront_says: Any, typed: str, as_of: str) -> None:
    told = leadfront_says("check", "--as-of", typed, "--format", "json")
    assert json.loads(told.out)["as_of"] == as_of


@pytest.mark.parametrize("epoch", ["-1", "soon", "1e9", "٣", "9" * 12, "1.5"])
def test_a_wrong_source_date_epoch_is_wrong_usage(
    showcase: Path, leadfront_says: Any, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    told = leadfront_says("check")
    assert told.code == 2
    assert "SOURCE_DATE_EPOCH must be seconds since 1970" in told.err
    assert leadfront_says("check", "--as-of", "2026-11-20").code == 0


@pytest.mark.slow
@pytest.mark.parametrize("epoch", ["0", "1", "99999999999"])
def test_the_ends_of_time_are_no_fault(
    showcase: Path, leadfront_says: Any, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert leadfront_says("check").code in (0, 1)


# --- formats and outputs ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", REPORTERS)
def test_every_format_goes_to_standard_output_alone(showcase: Path, leadfront_says: Any, form: str) -> None:
    told = leadfront_says("check", "--format", form)
    assert told.code == 0
    assert told.err == ""
    if form in ("json", "gitlab", "sarif"):
        json.loads(told.out)
    elif form == "junit":
        ET.fromstring(told.out.encode())  # noqa: S314 - our own
    elif form in ("text", "github", "markdown"):
        assert "Every level has contributed." in told.out
    else:
        assert told.out.endswith("\n")


def test_several_formats_in_one_run(showcase: Path, leadfront_says: Any) -> None:
    alone = {form: leadfront_says("check", "--format", form).out for form in ("github", "json", "markdown")}
    told = leadfront_says(
        *("check", "--format", "github", "--format", "json", "--output", "r.json", "--format", "markdown", "-o", "r.md")
    )
    assert told.code == 0
    assert told.out == alone["github"]
    assert (showcase / "r.json").read_text(encoding="utf-8") == alone["json"]
    assert (showcase / "r.md").read_text(encoding="utf-8") == alone["markdown"]


@pytest.mark.parametrize(
    "arguments",
    [["--format", "json", "--output", "r.json"], ["--output", "r.json", "--format", "json"]],
)
def test_one_pair_may_be_typed_either_way_round(showcase: Path, leadfront_says: Any, arguments: list[str]) -> None:
    told = leadfront_says("check", *arguments)
    assert told.out == ""
    assert told.err.startswith("Every level has contributed.")  # a person still hears the answer
    assert json.loads((showcase / "r.json").read_bytes())["verdict"] == "pass"


def test_text_is_the_format_where_none_is_named(showcase: Path, leadfront_says: Any) -> None:
    leadfront_says("check", "--output", "r.txt")
    assert (showcase / "r.txt").read_text(encoding="utf-8") == leadfront_says("check").out
    assert leadfront_says("check", "--format", "json", "--output", "-").out.startswith("{")


def test_the_page_that_a_person_sees(showcase: Path, leadfront_says: Any) -> None:
    write_case(showcase, "new-one", level="directr", title="Sales", summary="x" * 200)
    (showcase / CASES / "broken.md").write_text("---\ntitle: Sales: how\n---\n\nText\n", encoding="utf-8")
    told = leadfront_says("check", "--as-of", "2027-01-05")
    revision = git(showcase, "rev-parse", "HEAD").strip()[:12]
    assert told.out.replace(revision, "REVISION") == (HERE / "reporters" / "check.txt").read_text(encoding="utf-8")


def test_findings_of_the_same_state_are_the_same_bytes(showcase: Path, leadfront_says: Any) -> None:
    write_case(showcase, "new-one", level="queen")
    first = leadfront_says("check", "--format", "json").out
    assert leadfront_says("check", "--format", "json").out == first
    for path in (showcase / ".cache").rglob("*.jsonl"):
        path.unlink()
    assert leadfront_says("check", "--format", "json").out == first


# --- streams ----------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_c_locale_and_another_encoding_change_nothing(showcase: Path) -> None:
    write_case(showcase, "new-one", level="königin")
    usual = console(showcase, "check")
    assert "“königin”".encode() in usual.stdout
    for changed in (
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"TZ": "Asia/Tokyo"},
    ):
        again = console(showcase, "check", env=changed)
        assert (again.returncode, again.stdout, again.stderr) == (usual.returncode, usual.stdout, usual.stderr), changed


@pytest.mark.slow
def test_a_reader_that_has_had_enough_changes_no_exit_code(showcase: Path) -> None:
    for as_of, code in (("2026-11-20", 0), ("2027-01-05", 1)):
        reading, writing = os.pipe()
        os.close(reading)
        told = console(showcase, "check", "--as-of", as_of, stdout=writing)
        os.close(writing)
        assert (told.returncode, told.stderr) == (code, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_an_answer_that_cannot_be_written_is_told(showcase: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        told = console(showcase, "check", stdout=full)
    assert told.returncode == 2
    assert told.stderr.decode() == "The answer can't be written to standard output (No space left on device).\n"


@pytest.mark.slow
def test_closed_streams_are_no_fault(showcase: Path) -> None:
    (showcase.parent / "bin").mkdir()
    console(showcase, "--version")
    for closed in (">&-", "2>&-", ">&- 2>&-", "<&-"):
        command = f'"$0" "$1" check --output answer.txt {closed}'
        package = Path(leadfront.__file__).parent.parent
        told = subprocess.run(
            ["sh", "-c", command, sys.executable, showcase.parent / "bin" / "leadfront"],
            cwd=showcase, env=environment(PYTHONPATH=str(package)), timeout=60, check=False,
        )  # fmt: skip
        assert told.returncode == 0, closed


# --- nothing of the repository is run ---------------------------------------------------------------------------------


@pytest.fixture
def trapped(showcase: Path) -> Path:
    """A repository full of code that leaves a marker where anything runs it."""
    trap = f"import pathlib\npathlib.Path({str(showcase.parent / 'sprung')!r}).touch()\n"
    names = ("leadfront", "yaml", "sitecustomize", "usercustomize", "git", "json", "frontmatter", "hooks", "conftest")
    for folder in (showcase, showcase / "showcase", showcase / CASES):
        for name in names:
            (folder / f"{name}.py").write_text(trap)
    package = showcase / "mkdocs"
    package.mkdir()
    (package / "__init__.py").write_text(trap)
    script = showcase / "git"
    script.write_text(f"#!/bin/sh\ntouch {showcase.parent / 'sprung'}\nexit 1\n")
    script.chmod(0o755)
    settings = (showcase / "mkdocs.yml").read_text()
    (showcase / "mkdocs.yml").write_text(
        settings.replace(
            "- search\n", "- search\n- macros: {module_name: hooks}\n- !!python/object/apply:hooks.run []\n"
        )
        + "hooks: [hooks.py]\nnav: !!python/name:hooks.nav\nextra: {x: !ENV [HOME]}\n"
        + "markdown_extensions: [hooks]\n"
    )
    (showcase / ".gitattributes").write_text("*.md filter=evil diff=evil textconv=evil\n")
    for key in ("filter.evil.clean", "filter.evil.smudge", "diff.evil.textconv", "diff.external", "core.fsmonitor"):
        git(showcase, "config", key, f"touch {showcase.parent / 'sprung'}; cat")
    return showcase


@pytest.mark.slow
def test_check_runs_nothing_that_the_repository_holds(trapped: Path) -> None:
    for arguments in (["check"], ["check", "--base", "HEAD"], ["check", "--revision", "HEAD", "--policy-from", "HEAD"]):
        told = console(trapped, *arguments)
        assert told.returncode in (0, 1), told.stderr.decode()
        assert not (trapped.parent / "sprung").exists(), arguments


def test_check_imports_no_site_engine(showcase: Path) -> None:
    (showcase / "mkdocs.yml").write_text((showcase / "mkdocs.yml").read_text() + "hooks: [hooks.py]\n")
    script = (
        "import sys\nfrom leadfront.cli import run\ncode = run(['check'])\n"
        "heavy = {'mkdocs', 'material', 'jinja2', 'markdown', 'properdocs'} & set(sys.modules)\n"
        "assert not heavy, heavy\nsys.exit(code)\n"
    )
    package = Path(leadfront.__file__).parent.parent
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=showcase, env=environment(PYTHONPATH=str(package)), timeout=60, check=False,
        capture_output=True,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr.decode()


def test_check_changes_nothing_but_its_cache(showcase: Path) -> None:
    def everything() -> dict[str, bytes]:
        files = (path for path in showcase.rglob("*") if path.is_file() and ".cache" not in path.parts)
        return {str(path): path.read_bytes() for path in files}

    before = everything()
    console(showcase, "check")
    assert everything() == before
    assert {path.name for path in showcase.iterdir()} == {".git", ".cache", "mkdocs.yml", "showcase"}


# --- explain, version, help -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["LF301", "lf301", " LF301 "])
def test_explain_a_rule_by_its_code_or_name(leadfront_says: Any, typed: str) -> None:
    rule = next(rule for rule in RULES if rule.code == "LF301")
    told = leadfront_says("explain", typed)
    assert told.code == 0
    assert told.out.startswith(f"LF301 {rule.name} (")
    for heading in ("Why", "How to fix it", "This fails", "This passes"):
        assert f"\n{heading}\n" in told.out
    assert leadfront_says("explain", rule.name).out == told.out
    assert told.err == ""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_explained(leadfront_says: Any, rule: Any) -> None:
    out = leadfront_says("explain", rule.code).out
    assert " ".join(rule.summary.split()) in " ".join(out.split())
    assert " ".join(rule.fix.split()) in " ".join(out.split())
    prose = out.split("This fails")[0]
    assert max(map(len, prose.splitlines())) <= 88


@pytest.mark.parametrize("typed", ["LF3", "lf3", "LF3xx", "lf3XX"])
def test_explain_a_family(leadfront_says: Any, typed: str) -> None:
    out = leadfront_says("explain", typed).out
    assert [rule.code for rule in RULES if f"  {rule.code}  " in out] == [r.code for r in RULES if r.code[:3] == "LF3"]


def test_explain_lists_every_rule(leadfront_says: Any) -> None:
    out = leadfront_says("explain").out
    assert all(f"  {rule.code}  {rule.severity.value}" in out for rule in RULES)
    used = {rule.code[:3] for rule in RULES}
    assert all((f"{family}xx  {words}" in out) == (family in used) for family, words in FAMILIES.items())


@pytest.mark.parametrize(
    ("typed", "meant"), [("LF3O1", "LF3"), ("quarter-without-updates", "quarter-without-update"), ("\x1b[31m", "")]
)
def test_explain_suggests_what_was_meant(leadfront_says: Any, typed: str, meant: str) -> None:
    told = leadfront_says("explain", typed)
    assert (told.code, told.out) == (2, "")
    assert "\x1b" not in told.err
    assert (f"Did you mean {meant}" in told.err) == bool(meant)
    assert "“leadfront explain” lists them all" in told.err


def test_version_and_help(leadfront_says: Any) -> None:
    assert (leadfront_says("--version").out, leadfront_says("--version").code) == (f"leadfront {__version__}\n", 0)
    for arguments in (["--help"], *([command, "--help"] for command in ("check", "build", "explain", "demo"))):
        told = leadfront_says(*arguments)
        assert (told.code, told.err) == (0, "")
        assert "usage: leadfront" in told.out


# --- names that are no words ------------------------------------------------------------------------------------------


def test_paths_and_titles_that_try_to_command(showcase: Path, leadfront_says: Any) -> None:
    evil = "\x1b[31m\n::error::pwned\n##[error]x\u202e"
    write_case(showcase, evil.replace("/", ""), level=evil, leader=evil)
    name = os.fsencode(showcase / CASES) + b"/\xff.md"
    Path(os.fsdecode(name)).write_bytes(b"\xff")
    for form in REPORTERS:
        told = leadfront_says("check", "--format", form)
        assert told.code == 1
        assert "\x1b" not in told.out + told.err
        assert "\u202e" not in told.out + told.err
        assert not any(line.lstrip().startswith("::error::pwned") for line in told.out.splitlines())
        assert "##[" not in told.out
        told.out.encode()
