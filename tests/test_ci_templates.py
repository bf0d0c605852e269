"""The CI files: they follow their hosts' schemas, zizmor finds nothing, and their shell does what it says.

GitHub and GitLab can't be had here, so `gh` is a script that writes down what it is asked, and GitLab's API
a web server of this test; the shell itself, jq and curl are the real ones.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
import yaml

import leadfront
from histories import git, write_policy
from leadfront.rules import BY_CODE, RULES
from small_showcase import environment, land, make, write_case

ROOT = Path(__file__).parent.parent
CI = ROOT / "templates" / "ci"
WORKFLOWS = [*sorted(CI.glob("github/.github/workflows/*.yml")), *sorted(ROOT.glob(".github/workflows/*.yml"))]
GITLAB = CI / "gitlab" / ".gitlab-ci.yml"
TOOLS = Path(sys.executable).parent

needs_jq = pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")


def read(path: Path) -> dict[str, Any]:
    # BaseLoader keeps `on:` a text.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts only


def workflow(name: str) -> dict[str, Any]:
    return read(CI / "github" / ".github" / "workflows" / f"leadfront-{name}.yml")


def steps_of(path: Path) -> list[dict[str, Any]]:
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


def step(name: str, title: str) -> str:
    """The shell of one step of one of our workflows."""
    return next(
        entry["run"] for job in workflow(name)["jobs"].values() for entry in job["steps"] if entry["name"] == title
    )


def gitlab_script(job: str) -> str:
    return "\n".join(read(GITLAB)[job]["script"])


def run(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run shell as the hosts do: bash that stops at the first failure. `leadfront` is this checkout's."""
    return subprocess.run(
        ["bash", "-e", "-c", 'leadfront() { "$PYTHON" -m leadfront "$@"; }\n' + script],
        cwd=folder,
        env=environment(PYTHON=sys.executable, **variables),
        capture_output=True,
        text=True,
        timeout=120,
    )


def tool(*arguments: str | Path) -> None:
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


# ---- their form


@pytest.mark.slow
def test_workflows_follow_githubs_schema() -> None:
    tool(TOOLS / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", *WORKFLOWS)


@pytest.mark.slow
def test_pipeline_follows_gitlabs_schema() -> None:
    tool(TOOLS / "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", GITLAB)


def test_pre_commit_takes_the_hook_and_the_sample_configuration() -> None:
    tool(TOOLS / "pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
    tool(TOOLS / "pre-commit", "validate-config", CI / "pre-commit" / ".pre-commit-config.yaml")


def test_sample_configuration_names_a_hook_that_is_offered() -> None:
    offered = {hook["id"] for hook in read_list(ROOT / ".pre-commit-hooks.yaml")}
    (repository,) = read(CI / "pre-commit" / ".pre-commit-config.yaml")["repos"]
    assert {hook["id"] for hook in repository["hooks"]} <= offered
    assert repository["rev"] == f"v{leadfront.__version__}"


def read_list(path: Path) -> list[dict[str, Any]]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_zizmor_finds_nothing() -> None:
    tool(TOOLS / "zizmor", "--offline", "--no-online-audits", "--persona", "regular", *WORKFLOWS)


def test_every_action_is_pinned_to_one_commit_with_its_version_beside_it() -> None:
    pins: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        for line in path.read_text(encoding="utf-8").splitlines():
            if "uses:" in line:
                found = re.fullmatch(r"\s*(?:- )?uses: ([\w./-]+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)", line)
                assert found, f"{path.name}: {line}"
                pins.setdefault(found[1], set()).add(found[2])
    assert pins
    assert all(len(versions) == 1 for versions in pins.values()), pins


def test_workflows_give_no_more_than_they_need() -> None:
    for path in WORKFLOWS:
        content = read(path)
        assert content["permissions"] == {}, path.name
        assert "pull_request_target" not in content["on"]
        for entry in steps_of(path):
            # Text that somebody typed reaches the shell as a variable only.
            assert "${{" not in entry.get("run", ""), path.name
            if "checkout" in entry.get("uses", ""):
                assert entry["with"]["persist-credentials"] == "false"
                assert entry["with"]["fetch-depth"] == "0"


def scripts() -> Iterator[tuple[str, str]]:
    for path in WORKFLOWS:
        for entry in steps_of(path):
            if "run" in entry:
                yield f"{path.name}: {entry['name']}", entry["run"]
    for job, content in read(GITLAB).items():
        if "script" in content:
            yield f"{GITLAB.name}: {job}", "\n".join(content["script"])


@pytest.mark.parametrize("script", [pytest.param(script, id=name) for name, script in scripts()])
def test_shell_is_well_formed(script: str) -> None:
    done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_installed_version_is_this_one() -> None:
    lines = (CI / "leadfront-requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == [f"leadfront=={leadfront.__version__}"]


def test_rules_that_the_shell_names_exist() -> None:
    names = {rule.name for rule in RULES}
    assert {"gap-filled-afterwards", "level-skipped-quarter"} <= names
    # The reminder takes LF20x and LF30x for what is asked of leaders, the rest for news of clocks.
    asked = {code for code in BY_CODE if re.match("LF[23]0", code)}
    assert asked == {"LF201", "LF202", "LF203", "LF301", "LF302", "LF303", "LF304"}


def test_owners_of_both_hosts_guard_the_policy_and_the_gate() -> None:
    for path in (CI / "github/.github/CODEOWNERS", CI / "gitlab/.gitlab/CODEOWNERS"):
        lines = path.read_text(encoding="utf-8").splitlines()
        guarded = {line.split()[0] for line in lines if line and not line.startswith("#")}
        assert {"/mkdocs.yml", "/leadfront-requirements.txt", "/.git-blame-ignore-revs"} <= guarded
        assert guarded & {"/.github/", "/.gitlab-ci.yml"}


# ---- the reminder


def finding(code: str, name: str, severity: str) -> dict[str, str]:
    return {"code": code, "name": name, "severity": severity}


GAP = finding("LF301", "quarter-without-update", "error")
DUE = finding("LF302", "quarter-still-empty", "warning")
NOT_DUE_YET = finding("LF302", "quarter-still-empty", "info")
CLOCK = finding("LF313", "clock-jump", "warning")
PAST = finding("LF303", "level-skipped-quarter", "warning")
SPELLING = finding("LF105", "field-missing", "error")

REMINDS = [
    pytest.param([GAP], True, id="a gap"),
    pytest.param([CLOCK, DUE], True, id="the quarter ends soon"),
    pytest.param([], False, id="all is well"),
    pytest.param([NOT_DUE_YET, CLOCK, PAST, SPELLING], False, id="nothing that a reminder could mend"),
]

STAND_IN_FOR_GH = """\
#!/bin/sh
printf '%s\\n' "$*" >>"$GH_LOG"
case "$1 $2" in
"issue list") printf '%s' "$OPEN_ISSUE" ;;
"run list") printf '%s\\n' 30 20 10 ;;
"run download") [ "$3" = 20 ] && mkdir "$RUNNER_TEMP/previous" && touch "$RUNNER_TEMP/previous/report.json" ;;
esac
"""


def with_gh(folder: Path) -> dict[str, str]:
    """The environment of a step with a `gh` that writes down what it is asked."""
    stand_in = folder / "bin" / "gh"
    stand_in.parent.mkdir()
    stand_in.write_text(STAND_IN_FOR_GH, encoding="utf-8")
    stand_in.chmod(0o755)
    return {
        "PATH": f"{stand_in.parent}:{environment()['PATH']}",
        "GH_LOG": str(folder / "gh.log"),
        "RUNNER_TEMP": str(folder),
    }


@needs_jq
@pytest.mark.parametrize("issue", ["", "7"], ids=["no issue yet", "an open issue"])
@pytest.mark.parametrize(("findings", "reminds"), REMINDS)
def test_github_reminder(tmp_path: Path, findings: list[dict[str, str]], reminds: bool, issue: str) -> None:
    variables = with_gh(tmp_path)
    (tmp_path / "report.json").write_text(json.dumps({"findings": findings}), encoding="utf-8")
    (tmp_path / "body.md").write_text("é" * 70_000, encoding="utf-8")
    done = run(step("reminder", "Open, update or close the issue"), tmp_path, OPEN_ISSUE=issue, **variables)
    assert done.returncode == 0, done.stderr
    asked = [line for line in (tmp_path / "gh.log").read_text(encoding="utf-8").splitlines() if " list " not in line]
    if reminds:
        (last,) = asked[-1:]
        assert last.startswith("issue edit 7 " if issue else "issue create ")
        assert "--body-file issue.md" in last
        assert len((tmp_path / "issue.md").read_text(encoding="utf-8")) <= 65_536
    elif issue:
        assert [line.split(" --")[0] for line in asked] == ["issue close 7"]
    else:
        assert asked == []


@dataclass
class Host:
    """What GitLab's API was asked."""

    issues: list[dict[str, int]]
    asked: list[tuple[str, str, dict[str, list[str]], str | None]] = field(default_factory=list)


@pytest.fixture
def gitlab() -> Iterator[tuple[Host, str]]:
    host = Host(issues=[])

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            host.asked.append((self.command, self.path, parse_qs(body), self.headers.get("PRIVATE-TOKEN")))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(host.issues if self.command == "GET" else {}).encode())

        do_GET = do_POST = do_PUT = answer  # noqa: N815 - the names that http.server asks for

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield host, f"http://127.0.0.1:{server.server_port}/api/v4"
    server.shutdown()
    thread.join()
    server.server_close()


@needs_jq
@pytest.mark.parametrize("issue", [None, 7], ids=["no issue yet", "an open issue"])
@pytest.mark.parametrize(("findings", "reminds"), REMINDS)
def test_gitlab_reminder(
    tmp_path: Path, gitlab: tuple[Host, str], findings: list[dict[str, str]], reminds: bool, issue: int | None
) -> None:
    host, address = gitlab
    host.issues = [{"iid": issue}] if issue else []
    (tmp_path / "report.json").write_text(json.dumps({"findings": findings}), encoding="utf-8")
    (tmp_path / "body.md").write_text("Nearly there & well\n  /close\n", encoding="utf-8")
    script = read(GITLAB)["leadfront-reminder"]["script"][-1]
    variables = {"CI_API_V4_URL": address, "CI_PROJECT_ID": "3", "LEADFRONT_ISSUE_TOKEN": "made-up"}
    done = run(script, tmp_path, **variables)
    assert done.returncode == 0, done.stderr
    assert {token for *_, token in host.asked} == {"made-up"}
    wrote = [(method, path, form) for method, path, form, _ in host.asked if method != "GET"]
    one_issue = "/api/v4/projects/3/issues/7"
    if reminds:
        ((method, path, form),) = wrote
        assert (method, path) == (("PUT", one_issue) if issue else ("POST", "/api/v4/projects/3/issues"))
        # A line that began with a slash would be an order to GitLab.
        assert form["description"] == ["Nearly there & well\n  \\/close\n"]
        assert issue or form["labels"] == ["leadfront"]
    else:
        assert wrote == ([("PUT", one_issue, {"state_event": ["close"]})] if issue else [])


# ---- the report that the next run compares with


def test_publishing_takes_the_newest_report_there_is(tmp_path: Path) -> None:
    done = run(step("publish", "Fetch the previous report"), tmp_path, **with_gh(tmp_path))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "previous" / "report.json").exists()
    assert "run 20" in done.stdout
    assert "run download 10" not in (tmp_path / "gh.log").read_text(encoding="utf-8")


FILLED = finding("LF315", "gap-filled-afterwards", "error")
ACCEPTED = finding("LF315", "gap-filled-afterwards", "warning")


@needs_jq
@pytest.mark.parametrize(
    ("report", "kept"),
    [
        pytest.param({"verdict": "pass", "findings": []}, True, id="the claim holds"),
        pytest.param({"verdict": "gaps", "findings": [GAP]}, True, id="gaps, to be remembered"),
        pytest.param({"verdict": "undecided", "findings": []}, False, id="undecided"),
        pytest.param({"verdict": "pass", "findings": [FILLED]}, False, id="a gap filled afterwards"),
        pytest.param(
            {"verdict": "pass", "findings": [{**FILLED, "severity": "warning"}]},
            True,
            id="filled, and accepted",
        ),
        pytest.param(None, False, id="no report"),
    ],
)
def test_what_the_next_run_compares_with(tmp_path: Path, report: dict[str, Any] | None, kept: bool) -> None:
    if report:
        (tmp_path / "report.json").write_text(json.dumps(report), encoding="utf-8")
    output = tmp_path / "output"
    output.touch()
    done = run(
        step("publish", "Decide whether the next run compares with this report"),
        tmp_path,
        RUNNER_TEMP=str(tmp_path),
        GITHUB_OUTPUT=str(output),
    )
    assert done.returncode == 0, done.stderr
    assert output.read_text(encoding="utf-8") == ("keep=yes\n" if kept else "")

    keeping = next(part for part in read(GITLAB)["pages"]["script"] if "gap-filled-afterwards" in part)
    done = run(f"state=1\nprevious=.leadfront-report/report.json\n{keeping}", tmp_path)
    assert done.returncode == 1, "the pipeline still fails where the check did"
    assert (tmp_path / ".leadfront-report" / "report.json").exists() is kept


# ---- the gate, with Leadfront itself


@pytest.fixture
def proposal(tmp_path: Path) -> Path:
    """A clone as a pull request's check sees it: the published branch is origin/main."""
    make(tmp_path / "published")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(tmp_path / "published"), str(clone))
    git(clone, "switch", "--quiet", "--create", "proposal")
    return clone


def judge_on_github(clone: Path) -> tuple[subprocess.CompletedProcess[str], str]:
    summary = clone.parent / "step-summary.md"
    summary.touch()
    done = run(
        step("check", "Check the showcase"),
        clone,
        BASE="origin/main",
        GITHUB_STEP_SUMMARY=str(summary),
        RUNNER_TEMP=str(clone.parent),
    )
    return done, summary.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_good_pull_request_passes(proposal: Path) -> None:
    write_case(proposal, "budget-letter")
    land(proposal, "Add the budget letter", on="2026-11-10T10:00:00+00:00")
    done, summary = judge_on_github(proposal)
    assert done.returncode == 0, done.stdout + done.stderr
    assert summary.strip()


@pytest.mark.slow
def test_a_pull_request_that_makes_a_gap_fails_and_says_why(proposal: Path) -> None:
    (proposal / "showcase" / "use-cases" / "shift-rota.md").unlink()
    land(proposal, "Remove the shift rota", on="2026-11-10T10:00:00+00:00")
    done, summary = judge_on_github(proposal)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "::error" in done.stdout
    assert "Director" in summary


@pytest.mark.slow
def test_a_pull_request_cannot_bring_its_own_policy(proposal: Path) -> None:
    write_policy(proposal, launch="2026-07-01", levels=["executive"])
    (proposal / "showcase" / "use-cases" / "shift-rota.md").unlink()
    land(proposal, "No more directors", on="2026-11-10T10:00:00+00:00")
    done, summary = judge_on_github(proposal)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Director" in summary


@pytest.mark.slow
def test_a_merge_request_gets_its_code_quality_report(proposal: Path) -> None:
    case = proposal / "showcase" / "use-cases" / "shift-rota.md"
    case.write_text(case.read_text(encoding="utf-8").replace("level: director", "level: directer"), encoding="utf-8")
    land(proposal, "Misspell a level", on="2026-11-10T10:00:00+00:00")
    base = git(proposal, "rev-parse", "origin/main").strip()
    done = run(gitlab_script("leadfront-check"), proposal, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert done.returncode == 1, done.stdout + done.stderr
    quality = json.loads((proposal / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    assert any(entry["location"]["path"] == "showcase/use-cases/shift-rota.md" for entry in quality)
    assert (proposal / "leadfront-junit.xml").read_text(encoding="utf-8").startswith("<?xml")


@needs_jq
@pytest.mark.slow
def test_publishing_remembers_a_gap_that_is_filled_afterwards(tmp_path: Path) -> None:
    """A quarter that was published as a gap can't be filled by a commit with an early date."""
    showcase = make(tmp_path / "showcase")
    temporary = tmp_path / "temporary"
    (temporary / "previous").mkdir(parents=True)
    variables = {"RUNNER_TEMP": str(temporary), "GITHUB_STEP_SUMMARY": str(temporary / "summary.md")}
    (temporary / "summary.md").touch()
    check = step("publish", "Check the showcase")

    in_february = "1802000000"
    done = run(check, showcase, **{**variables, "SOURCE_DATE_EPOCH": in_february})
    assert done.returncode == 1, done.stdout + done.stderr
    (temporary / "report.json").rename(temporary / "previous" / "report.json")

    write_case(showcase, "late-letter")
    land(showcase, "Backdated", on="2026-12-30T10:00:00+00:00")
    done = run(check, showcase, **{**variables, "SOURCE_DATE_EPOCH": in_february})
    assert done.returncode == 1, done.stdout + done.stderr
    names = {entry["name"] for entry in json.loads((temporary / "report.json").read_text(encoding="utf-8"))["findings"]}
    assert "gap-filled-afterwards" in names


@pytest.mark.slow
def test_reminder_goes_on_when_there_are_gaps_and_stops_when_nothing_can_be_decided(tmp_path: Path) -> None:
    showcase = make(tmp_path / "showcase")
    check = step("reminder", "Check the showcase")
    on_gitlab = read(GITLAB)["leadfront-reminder"]["script"][1]
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth", "1", showcase.as_uri(), str(shallow))
    for script in (check, on_gitlab):
        done = run(script, showcase, RUNNER_TEMP=str(tmp_path), SOURCE_DATE_EPOCH="1802000000")
        assert done.returncode == 0, done.stderr
        folder = tmp_path if script is check else showcase
        assert json.loads((folder / "report.json").read_text(encoding="utf-8"))["verdict"] == "gaps"
        assert "2026-Q4" in (folder / "body.md").read_text(encoding="utf-8")
        assert run(script, shallow, RUNNER_TEMP=str(tmp_path)).returncode != 0
