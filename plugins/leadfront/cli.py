"""The `leadfront` command: reads what was typed, asks, and prints. What is asked for goes to standard output, all
else to standard error.

Exit codes: 0 nothing to fail for; 1 a gap or an error; 2 wrong usage, policy or revision; 3 undecided; 70 a fault of
Leadfront's own.
"""

from __future__ import annotations

import argparse
import difflib
import gc
import json
import os
import sys
import textwrap
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from leadfront import __version__
from leadfront.check import Question, UsageError, examine
from leadfront.git import Undecided, UnknownRevision
from leadfront.policy_reader import PolicyErrors
from leadfront.progress import Progress
from leadfront.reporters import REPORTERS
from leadfront.reporters.escaping import line_of_log, plain
from leadfront.rules import FAMILIES, RULES, find
from leadfront.rules.model import Rule
from leadfront.schema import front_matter_schema
from leadfront.settings import settings_on_disk
from leadfront.showcase import Showcase
from leadfront.wording import claim_in_words

SETTINGS = "mkdocs.yml"
USAGE_ERROR = 2
UNDECIDED = 3
BROKEN = 70


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """The console script: runs the command and exits with its code."""
    _speak_utf_8()
    try:
        code = run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        code = 130
    except Exception:
        # Python's own exit code here is 1, which would read as “gaps”.
        traceback.print_exc()
        _say("Leadfront itself failed; this says nothing about the showcase. Please report the lines above.")
        code = BROKEN
    sys.stderr.flush()
    # Leave at once, as mypy does: taking apart hundreds of thousands of small values costs a tenth of the run.
    os._exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except PolicyErrors as errors:
        for problem in errors.problems:
            _say(f"{problem.path}:{problem.line}: {problem.message}")
        return USAGE_ERROR
    except UnknownRevision as unknown:
        _say(f"There is no revision “{unknown}” here. Fetch it first (git fetch origin), or check the name.")
        return USAGE_ERROR
    except UsageError as error:
        message = str(error)
        _say(f"{message[:1].upper()}{message[1:]}.")
        return USAGE_ERROR
    except Undecided as undecided:
        _say(f"The history can't tell: {undecided}.")
        return UNDECIDED
    return code


# --- check ----------------------------------------------------------------------------------------------------------


def _check(options: argparse.Namespace) -> int:
    # One run that makes many small values and ends: collecting them costs a fifth of the time and frees nothing.
    gc.disable()
    outputs = _outputs(options.outputs)
    files = tuple(Path(name) for name in options.files)
    if files and (options.revision or options.base or options.policy_from or options.previous):
        raise UsageError("named files are checked without history: leave out --revision, --base and the like")
    missing = [str(path) for path in files if not path.exists() and not path.is_symlink()]
    if missing:
        raise UsageError(f"there is no file {missing[0]}")
    question = Question(
        files=files,
        config_path=_config(options.config_file, files),
        as_of=options.as_of,
        revision=options.revision,
        base=options.base,
        policy_from=options.policy_from,
        previous=_previous(options.previous),
    )
    showcase = examine(question, Progress(), with_entries=False)
    for form, target in outputs:
        _write(REPORTERS[form](showcase), target)
    if all(target for _, target in outputs):
        _say(claim_in_words(showcase.report))
    return showcase.report.exit_code


def _outputs(asked: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs of format and file; an empty file is standard output. An --output belongs to the --format before it."""
    formats = [value for kind, value in asked if kind == "format"]
    files = [value for kind, value in asked if kind == "output"]
    if len(formats) <= 1 and len(files) == 1:
        return [(formats[0] if formats else "text", "" if files[0] == "-" else files[0])]
    pairs: list[tuple[str, str]] = []
    open_pair = False
    for kind, value in asked:
        if kind == "format":
            pairs.append((value, ""))
            open_pair = True
        elif not open_pair:
            raise UsageError(
                f"--output {value} has no --format before it: write them in pairs, like --format json "
                f"--output report.json"
            )
        else:
            pairs[-1] = (pairs[-1][0], "" if value == "-" else value)
            open_pair = False
    if sum(not target for _, target in pairs) > 1:
        raise UsageError("two formats would go to the terminal at once: give all but one of them an --output")
    return pairs or [("text", "")]


def _previous(path: str) -> Any:
    if not path:
        return None
    try:
        data = json.loads(Path(path).read_bytes())
    except OSError as error:
        raise UsageError(f"the previous report {path} can't be read ({error.strerror})") from None
    except (ValueError, RecursionError):
        raise UsageError(f"the previous report {path} is not JSON") from None
    if not isinstance(data, dict):
        raise UsageError(f"the previous report {path} is not a report")
    return data


def _config(path: str, files: Sequence[Path] = ()) -> Path:
    """The settings file: the one that was named, else the one here, else the nearest one above a named file."""
    config = Path(path or SETTINGS)
    if not path and not config.is_file() and files:
        above = (folder / SETTINGS for folder in files[0].absolute().parents)
        config = next((candidate for candidate in above if candidate.is_file()), config)
    if not config.is_file():
        raise UsageError(f"there is no file {config} here: go to the showcase's folder, or name its mkdocs.yml with -f")
    return config


def _write(text: str, target: str) -> None:
    if not target:
        _print(text)
        return
    try:
        Path(target).write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise UsageError(f"the file {target} can't be written ({error.strerror})") from None


def _print(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # Point stdout elsewhere, so that the interpreter's last flush is quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        # A reader that has had enough (… | head) changes nothing in the answer, nor in the exit code.
        if not isinstance(error, BrokenPipeError):
            raise UsageError(f"the answer can't be written to standard output ({error.strerror})") from None


# --- explain --------------------------------------------------------------------------------------------------------


def _explain(options: argparse.Namespace) -> int:
    family = options.code.upper().removesuffix("XX")
    if not options.code or family in FAMILIES:
        _write(_listed(family), "")
        return 0
    rule = find(options.code)
    if rule is None:
        known = [name for item in RULES for name in (item.code, item.name)]
        near = difflib.get_close_matches(options.code.upper(), known, 1) or difflib.get_close_matches(
            options.code.lower(), known, 1
        )
        hint = f" Did you mean {near[0]}?" if near else ""
        _say(f"There is no rule “{plain(options.code)}”.{hint} “leadfront explain” lists them all.")
        return USAGE_ERROR
    _write(_one_rule(rule), "")
    return 0


def _listed(only: str) -> str:
    lines: list[str] = []
    for family, words in FAMILIES.items():
        members = [rule for rule in RULES if rule.code.startswith(family) and family.startswith(only)]
        if not members:
            continue
        lines += ["", f"{family}xx  {words}"] if lines else [f"{family}xx  {words}"]
        for rule in members:
            head = f"  {rule.code}  {rule.severity.value:<8} "
            lines += textwrap.wrap(rule.summary, 96, initial_indent=head, subsequent_indent=" " * len(head))
    return "\n".join([*lines, "", "“leadfront explain LF301” tells why a rule is there, with examples.", ""])


def _one_rule(rule: Rule) -> str:
    lines = [f"{rule.code} {rule.name} ({rule.severity.value})", "", *textwrap.wrap(rule.summary, 88), ""]
    for heading, words in (("Why", rule.why), ("How to fix it", rule.fix)):
        lines += [heading, *textwrap.wrap(words, 88, initial_indent="  ", subsequent_indent="  "), ""]
    for heading, example in (("This fails", rule.fails), ("This passes", rule.passes)):
        lines += [heading, textwrap.indent(example, "    "), ""]
    return "\n".join(lines)


def _schema(options: argparse.Namespace) -> int:
    named = bool(options.config_file)
    settings = settings_on_disk(_config(options.config_file)) if named or Path(SETTINGS).is_file() else None
    _write(json.dumps(front_matter_schema(settings.policy if settings else None), indent=2) + "\n", "")
    return 0


def _new(options: argparse.Namespace) -> int:
    from leadfront.doors.asking import again, share
    from leadfront.doors.draft import Asked

    asked = Asked(_config(options.config_file, [Path(options.again)] if options.again else ()), options.as_of)
    render = REPORTERS["text"]
    if options.again:
        return again(asked, Path(options.again), _say, lambda showcase: _print(render(showcase)))
    return share(asked, _say, lambda showcase: _print(render(showcase)))


# --- build and demo -------------------------------------------------------------------------------------------------


def _build(options: argparse.Namespace) -> int:
    from leadfront.engine.build import build  # MkDocs is slow to import and only needed here

    return build(_config(options.config_file), strict=options.strict, as_of=options.as_of)


def _demo(options: argparse.Namespace) -> int:
    from leadfront.demo import DemoError, make_demo

    folder = Path(options.folder)
    try:
        make_demo(folder, options.as_of)
    except DemoError as error:
        raise UsageError(str(error)) from None
    _say(f"A made-up organisation with nine quarters of history lies in {folder}.")
    if not options.serve:
        _say(f"Next: cd {folder}, then “leadfront check” for the answer or “mkdocs serve” for the site.")
        return 0
    showcase: Showcase = examine(Question(folder / "mkdocs.yml", as_of=options.as_of), Progress(), with_entries=False)
    sys.stderr.write(REPORTERS["text"](showcase) + "\n")
    from leadfront.engine.serve import serve

    return serve(folder / "mkdocs.yml", options.port)


# --- what can be typed ----------------------------------------------------------------------------------------------


class _InOrder(argparse.Action):
    """Keeps --format and --output in the order in which they were typed."""

    def __call__(self, _parser: object, namespace: argparse.Namespace, value: Any, _option: object = None) -> None:
        kind = "format" if self.metavar == "FORMAT" else "output"
        namespace.outputs = [*namespace.outputs, (kind, value)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="leadfront",
        description="A leadership AI use-case showcase: every level contributes, every quarter. Proved from git.",
    )
    parser.add_argument("--version", action="version", version=f"leadfront {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    check = commands.add_parser(
        "check",
        help="say whether every level has contributed and every quarter had an update",
        description="Exit codes: 0 nothing to fail for, 1 a gap or an error, 2 wrong usage or policy, 3 undecided.",
    )
    check.add_argument("files", metavar="FILE", nargs="*", help="look at these use cases only, without any history")
    _common(check)
    check.add_argument(
        "--revision",
        metavar="REV",
        default="",
        help="judge this commit, and the files in it (default: HEAD and the files on disk)",
    )
    check.add_argument(
        "--base",
        metavar="REF",
        default="",
        help="judge a pull request against its base: what was there before does not fail it",
    )
    check.add_argument(
        "--policy-from",
        metavar="REF",
        default="",
        help="judge by the policy of another revision, such as the base's",
    )
    check.add_argument(
        "--previous",
        metavar="REPORT.json",
        default="",
        help="the last published report: a gap of then that is filled now is an error",
    )
    check.add_argument(
        "--format", dest="outputs", metavar="FORMAT", action=_InOrder, choices=list(REPORTERS), default=[],
        help=f"{', '.join(REPORTERS)} (default: text); may be given several times",
    )  # fmt: skip
    check.add_argument(
        "--output",
        "-o",
        dest="outputs",
        metavar="FILE",
        action=_InOrder,
        default=[],
        help="write the format before it to a file, not to the terminal",
    )
    check.set_defaults(run=_check)

    new = commands.add_parser(
        "new",
        help="share a use case: asks for it field by field and writes the file",
        description="Exit codes: 0 the file is fine, 1 something is left to mend, 2 wrong usage, 130 stopped.",
    )
    _common(new)
    new.add_argument(
        "--again", metavar="FILE", default="", help="say that this use case still works, or take it off the site"
    )
    new.set_defaults(run=_new)

    build = commands.add_parser("build", help="build the site beside the published one and swap it in when all is well")
    _common(build)
    build.add_argument("--strict", action="store_true", help="publish nothing where the check fails")
    build.set_defaults(run=_build)

    explain = commands.add_parser("explain", help="say what a rule asks and why")
    explain.add_argument(
        "code",
        metavar="CODE",
        nargs="?",
        default="",
        help="a rule as LF301, or a family as LF3; without it, all rules are listed",
    )
    explain.set_defaults(run=_explain)

    schema = commands.add_parser("schema", help="print the JSON Schema of a use case's fields, for editors")
    _settings_file(schema)
    schema.set_defaults(run=_schema)

    demo = commands.add_parser("demo", help="make a sample showcase with nine quarters of history, to look at")
    demo.add_argument("folder", metavar="DIR", help="a new folder")
    demo.add_argument("--as-of", metavar="TIME", default="", help="the day on which the story ends (default: today)")
    demo.add_argument("--serve", action="store_true", help="show it in the browser")
    demo.add_argument("--port", type=int, default=8000, help="the port to serve on (default: 8000)")
    demo.set_defaults(run=_demo)
    return parser


def _settings_file(parser: argparse.ArgumentParser) -> None:
    words = "the showcase's mkdocs.yml (default: the one here)"
    parser.add_argument("-f", "--config-file", metavar="FILE", default="", help=words)


def _common(parser: argparse.ArgumentParser) -> None:
    _settings_file(parser)
    words = "the time to judge at, as 2026-10-01 or ISO 8601 (default: SOURCE_DATE_EPOCH, else now)"
    parser.add_argument("--as-of", metavar="TIME", default="", help=words)


def _say(text: str) -> None:
    sys.stderr.write(line_of_log(plain(text)) + "\n")


def _speak_utf_8() -> None:
    """Write UTF-8 whatever the locale is, and never fail over a character or a stream that was closed."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 - open as long as the process
    sys.stderr = sys.stderr or sys.stdout
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
