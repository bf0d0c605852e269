"""Measures the check and the build against what they are compared with, in one run, and prints ratios of medians.

Repositories are made from the records of a CSV file with the columns name, purpose_benefits and outputs, such as the US
federal AI use-case inventory of 2024. Nothing here is a test: the numbers depend on the machine, the ratios hardly do.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench_browse import bench_browse
from bench_search import SLOW_DOWN, bench_search

ROOT = Path(__file__).resolve().parent.parent
RECORDS = ROOT.parent / "shared" / "data" / "us-federal-ai-inventory-2024.csv"
LEVELS = ("executive", "director", "head", "manager", "lead")
FUNCTIONS = ("finance", "people", "operations", "legal", "sales", "marketing", "customer", "technology")
FIRST_LANDING = 1_727_773_200  # 1 October 2024
SPAN = 66_000_000  # a little more than two years
AS_OF = "2026-11-20"


@dataclass(frozen=True)
class Run:
    """One measured process."""

    seconds: float
    megabytes: float


def measured(command: Sequence[str], cwd: Path, expect: Sequence[int] = (0,)) -> Run:
    """Run a command to its end. Memory is the peak of its largest process."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    if process.returncode not in expect:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{said.decode(errors='replace')[-2000:]}")
    return Run(seconds, usage.ru_maxrss / 1024)


# --- repositories -----------------------------------------------------------------------------------------------------


def records(path: Path) -> list[dict[str, str]]:
    """The records to draw text from."""
    with path.open(newline="", encoding="utf-8") as stream:
        return [row for row in csv.DictReader(stream) if row["name"].strip()]


def use_case(number: int, version: int, rows: Sequence[dict[str, str]]) -> bytes:
    """A use case of about 350 words."""
    row, other = rows[number % len(rows)], rows[(number * 7 + version) % len(rows)]
    order = random.Random(number)

    def text(value: str, most: int) -> str:
        return " ".join(value.split())[:most] or "Nothing to tell."

    def quoted(value: str, most: int) -> str:
        return '"' + text(value, most).replace("\\", "/").replace('"', "'") + '"'

    def told(value: str, most: int) -> str:
        """The same words in another order each time: ten thousand use cases that are no near copies of each other."""
        words = text(value, most).split()
        order.shuffle(words)
        return " ".join(words)

    return f"""---
title: {quoted(f"{row['name'][:90]} {number}", 110)}
summary: {quoted(row["purpose_benefits"], 150)}
leader: Leader {number % 700}
level: {LEVELS[number % len(LEVELS)]}
function: {FUNCTIONS[number % len(FUNCTIONS)]}
date: 2024-1{number % 3}-11
tools: [Assistant, Transcription]
model: Model {version}
skills: [trust, communication]
minutes: {number % 90 + 3}
effect:
  measure: Time to a first draft
  before: {number % 100 + 30}
  after: {number % 30 + 2}
  unit: minutes
  basis: measured
---

## The task

{told(row["purpose_benefits"], 700)}

## Prompt

```text
Write down what comes of this: {told(row["outputs"], 500)}
```

## Output

> This is what comes of it: {told(other["outputs"], 500)}

## Result

{told(other["purpose_benefits"], 500)} Version {version}.

## What did not work

{told(f"It missed {other['name'][:90]} in version {version}.", 140)}

## How I checked it

{told(f"Line by line, against the *records* of {row['name'][:60]}.", 120)}
""".encode()


def settings(with_leadfront: bool, extra: str = "") -> str:
    """A `mkdocs.yml`: the same site with and without the plugin."""
    leadfront = f"""  - leadfront:
      launch: 2024-10-01
      timezone: Europe/London
      levels: [{", ".join(f"{{id: {level}}}" for level in LEVELS)}]
      functions: [{", ".join(f"{{id: {name}}}" for name in FUNCTIONS)}]
"""
    return f"""site_name: Bench
docs_dir: showcase
theme: {{name: material, font: false}}
extra: {{generator: false}}
{"" if with_leadfront else "nav: [index.md]" + chr(10) + "not_in_nav: '*'"}
markdown_extensions: [admonition, attr_list, md_in_html, tables, pymdownx.highlight, pymdownx.superfences]
plugins:
  - search
{leadfront if with_leadfront else ""}{extra}"""


def repository(folder: Path, cases: int, commits: int, rows: Sequence[dict[str, str]]) -> None:
    """A repository in which every commit adds or changes one use case; one folder a function."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    importer = subprocess.Popen(["git", "fast-import", "--quiet"], cwd=folder, stdin=subprocess.PIPE)
    assert importer.stdin is not None
    for part in _commits(cases, commits, rows):
        importer.stdin.write(part)
    importer.stdin.close()
    if importer.wait():
        sys.exit("git fast-import failed")
    git(folder, "reset", "--quiet", "--hard")


def _commits(cases: int, commits: int, rows: Sequence[dict[str, str]]) -> Iterator[bytes]:
    chosen = random.Random(20261120)
    versions: dict[int, int] = {}
    for number in range(commits):
        case = number if number < cases else chosen.randrange(cases)
        versions[case] = versions.get(case, 0) + 1
        when = FIRST_LANDING + number * SPAN // commits
        yield b"commit refs/heads/main\ncommitter Ana Sample <ana@example.com> %d +0000\ndata 6\nChange\n" % when
        if number == 0:
            for name, content in (("mkdocs.yml", settings(True)), ("showcase/index.md", "# Bench\n")):
                yield b"M 100644 inline %s\ndata %d\n%s\n" % (name.encode(), len(content.encode()), content.encode())
        data = use_case(case, versions[case], rows)
        yield b"M 100644 inline %s\ndata %d\n%s\n" % (path_of(case).encode(), len(data), data)


def path_of(case: int) -> str:
    """Where a use case lies."""
    return f"showcase/use-cases/{FUNCTIONS[case % len(FUNCTIONS)]}/case-{case:05}.md"


def git(folder: Path, *arguments: str) -> None:
    """Run git in a repository of the bench."""
    identity = ["-c", "user.name=Ana Sample", "-c", "user.email=ana@example.com"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True)


# --- what is compared -------------------------------------------------------------------------------------------------


def medians(rounds: int, **measures: Callable[[int], Run]) -> dict[str, Run]:
    """Each measure once a round, in turn, so that a machine that slows down slows all of them; the medians."""
    runs: dict[str, list[Run]] = {name: [] for name in measures}
    for number in range(rounds):
        for name, measure in measures.items():
            runs[name].append(measure(number))
    return {
        name: Run(statistics.median(run.seconds for run in found), statistics.median(run.megabytes for run in found))
        for name, found in runs.items()
    }


def row(words: str, run: Run, base: Run | None = None, goal: float = 0) -> None:
    """Print one measure, and where it is compared, its ratio beside the goal."""
    compared = f"   {run.seconds / base.seconds:5.2f} x  (goal {goal:g})" if base else ""
    print(f"  {words:<36} {run.seconds:7.2f} s {run.megabytes:6.0f} MB{compared}", flush=True)


CHECK = [sys.executable, "-I", "-m", "leadfront", "check", "--as-of", AS_OF, "--output", os.devnull]


def cold_check(folder: Path) -> Run:
    """A check with nothing cached."""
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    return measured(CHECK, folder)


def bench_check(folder: Path, rows: Sequence[dict[str, str]], rounds: int) -> None:
    """The check, cold and warm, against one `git log` over the same repository."""
    log = ["git", "log", "--first-parent", "--raw"]

    def warm(number: int) -> Run:
        (folder / path_of(number)).write_bytes(use_case(number, 1000 + number, rows))
        git(folder, "commit", "--quiet", "--all", "--message=Change one", f"--date={AS_OF}T00:00:00Z")
        return measured(CHECK, folder)

    found = medians(rounds, log=lambda _: measured(log, folder), cold=lambda _: cold_check(folder), warm=warm)
    log_run, cold_run, warm_run = found["log"], found["cold"], found["warm"]
    row("git log --first-parent --raw", log_run)
    row("check, nothing cached", cold_run, log_run, 4)
    row("check, warm, one new commit", warm_run, log_run, 0.5)


def builder(folder: Path, config: str, name: str) -> Callable[[int], Run]:
    """A build of a folder by plain MkDocs with other settings, its cache cold, as on a machine that has none yet: each
    into a new folder. Where many files have just been removed, ext4 takes up to a millisecond to make one.
    """
    path = folder / name
    path.write_text(config)

    def build(_: int) -> Run:
        shutil.rmtree(folder / ".cache", ignore_errors=True)
        command = [
            sys.executable,
            "-I",
            "-m",
            "mkdocs",
            "build",
            "--quiet",
            "--config-file",
            name,
            "--site-dir",
            tempfile.mkdtemp(prefix=f"site-{name}-", dir=folder.parent),
        ]
        return measured(command, folder)

    return build


def bench_build(folder: Path, rounds: int) -> None:
    """The build with the plugin against the same pages built without it."""
    found = medians(
        rounds,
        plain=builder(folder, settings(False), "plain.yml"),
        leadfront=builder(folder, settings(True), "leadfront.yml"),
    )
    row("MkDocs + Material", found["plain"])
    row("with leadfront", found["leadfront"], found["plain"], 1.25)
    print(f"  its memory: {found['leadfront'].megabytes / found['plain'].megabytes:.2f} x  (goal 1.5)")


def built(folder: Path) -> Path:
    """The site of a folder; built now where no comparison has built it yet."""
    if not (sites := sorted(folder.parent.glob("site-leadfront.yml-*"))):
        builder(folder, settings(True), "leadfront.yml")(0)
        sites = sorted(folder.parent.glob("site-leadfront.yml-*"))
    return sites[0]


def bench_dates(folder: Path, rows: Sequence[dict[str, str]], rounds: int) -> None:
    """What the plugin adds to a build against what a plugin adds that asks git file by file. Ours makes pages of its
    own (of leaders, tools, quarters), so it is also held against MkDocs + Material building as many.
    """
    pages = sum(1 for _ in built(folder).rglob("index.html"))
    as_many = folder.parent / "as-many" / "repository"
    repository(as_many, pages, pages, rows)
    localized = "  - git-revision-date-localized: {enable_creation_date: true}\n"
    found = medians(
        rounds,
        plain=builder(folder, settings(False), "plain.yml"),
        leadfront=builder(folder, settings(True), "leadfront.yml"),
        dates=builder(folder, settings(False, localized), "dates.yml"),
        as_many=builder(as_many, settings(False), "plain.yml"),
        check=lambda _: cold_check(folder),
    )
    plain = found["plain"].seconds
    ours, theirs = found["leadfront"].seconds - plain, found["dates"].seconds - plain
    row("MkDocs + Material", found["plain"])
    print(f"  what git-revision-date-localized adds: {theirs:.2f} s")
    proof = found["check"].seconds
    print(f"  what leadfront adds: {ours:.2f} s, 1/{theirs / max(ours, 0.001):.0f} of it  (goal 1/50)")
    alike = found["leadfront"].seconds - found["as_many"].seconds
    share = f"1/{theirs / alike:.0f} of it" if alike > 0 else "nothing"
    print(f"  beyond MkDocs + Material building as many pages ({pages:,}): {alike:.2f} s, {share}")
    print(f"  of which dates and proof (the check as a command): {proof:.2f} s, 1/{theirs / proof:.0f}")


def main() -> None:
    """Make the repositories, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=Path, default=RECORDS, help="the CSV file to draw text from")
    parser.add_argument("--quick", action="store_true", help="a tenth of the size, one round: for trying it out")
    parser.add_argument(
        "--only", choices=["check", "build", "dates", "search", "browse"], help="one of the comparisons"
    )
    options = parser.parse_args()
    if not options.records.is_file():
        sys.exit(
            f"There is no {options.records}: name a CSV file with --records (columns name, purpose_benefits, outputs)."
        )
    rows = records(options.records)
    share, rounds = (10, 1) if options.quick else (1, 3)
    with tempfile.TemporaryDirectory(prefix="leadfront-bench-") as scratch:
        large, small = Path(scratch, "large", "repository"), Path(scratch, "small", "repository")
        if options.only != "dates":
            print(f"{10_000 // share:,} use cases, {25_000 // share:,} commits", flush=True)
            repository(large, 10_000 // share, 25_000 // share, rows)
        if options.only in (None, "check"):
            bench_check(large, rows, 3 * rounds)  # a second's work, of which others on the machine can take half
        if options.only in (None, "build"):
            bench_build(large, max(1, rounds - 1))
        if options.only in (None, "search"):
            print(f"searching in Chromium, {SLOW_DOWN} times slowed down", flush=True)
            bench_search(built(large))
        if options.only in (None, "browse"):
            print(f"browsing in Chromium, {SLOW_DOWN} times slowed down", flush=True)
            bench_browse(built(large))
        if options.only in (None, "dates"):
            print(f"{1_000 // share:,} use cases, {2_500 // share:,} commits", flush=True)
            repository(small, 1_000 // share, 2_500 // share, rows)
            bench_dates(small, rows, rounds)


if __name__ == "__main__":
    main()
