"""What can be typed: the commands, their options, and the words that `--help` says of them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from leadfront import __version__
from leadfront.reporters import REPORTERS

DIGEST_FORMS = ("text", "html", "markdown", "chat")

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


class _InOrder(argparse.Action):
    """Keeps --format and --output in the order in which they were typed."""

    def __call__(self, _parser: object, namespace: argparse.Namespace, value: Any, _option: object = None) -> None:
        kind = "format" if self.metavar == "FORMAT" else "output"
        namespace.outputs = [*namespace.outputs, (kind, value)]


def _command(module: str, name: str) -> Callable[[argparse.Namespace], int]:
    """A command by its name, imported when it is typed: most need what the others do not."""

    def run(options: argparse.Namespace) -> int:
        code: int = getattr(import_module(f"leadfront.cli.{module}"), name)(options)
        return code

    return run


def parser() -> argparse.ArgumentParser:
    """The parser; what it gives has the command as `run`."""
    top = argparse.ArgumentParser(
        prog="leadfront",
        description="A leadership AI use-case showcase: every level contributes, every quarter. Proved from git.",
    )
    top.add_argument("--version", action="version", version=f"leadfront {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for add in (_check, _new, _build, _digest, _agenda, _explain, _schema, _editor, _ci, _demo):
        add(commands)
    return top


def _check(commands: Commands) -> None:
    check = commands.add_parser(
        "check",
        help="say whether every level has contributed and every quarter had an update",
        description="Exit codes: 0 nothing to fail for, 1 a gap or an error, 2 wrong usage or policy, 3 undecided.",
    )
    check.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        help="look at these use cases (or folders of them) only, without any history",
    )
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
    _outputs(check, REPORTERS, "text")
    check.set_defaults(run=_command("checking", "check"))


def _new(commands: Commands) -> None:
    new = commands.add_parser(
        "new",
        help="share a use case: asks for it field by field and writes the file",
        description="Exit codes: 0 the file is fine, 1 something is left to mend, 2 wrong usage, 130 stopped.",
    )
    _common(new)
    new.add_argument(
        "--again", metavar="FILE", default="", help="say that this use case still works, or take it off the site"
    )
    new.set_defaults(run=_command("sharing", "new"))


def _build(commands: Commands) -> None:
    build = commands.add_parser("build", help="build the site beside the published one and swap it in when all is well")
    _common(build)
    build.add_argument("--strict", action="store_true", help="publish nothing where the check fails")
    build.add_argument(
        "--site-dir",
        metavar="DIR",
        default="",
        help="the folder of the site, which is replaced whole (default: site_dir in mkdocs.yml)",
    )
    build.add_argument(
        "--headers",
        metavar="DIR",
        default="",
        help="where to write the headers for the web server (default: site.headers, beside the site)",
    )
    build.add_argument(
        "--headers-in-pages",
        action="store_true",
        help="let each page name its Content-Security-Policy, for hosts where no header can be set",
    )
    build.set_defaults(run=_command("building", "build_site"))


def _digest(commands: Commands) -> None:
    digest = commands.add_parser(
        "digest",
        help="write the newsletter: what is new, what failed, who has not been heard from yet, what is due",
        description="Without a span of time, that of the last month that is over. Links need site_url in mkdocs.yml. "
        "Exit codes: 0 written, 2 wrong usage or policy, 3 undecided.",
    )
    _common(digest)
    span = digest.add_mutually_exclusive_group()
    span.add_argument("--month", metavar="MONTH", default="", help="a month, as 2026-11")
    span.add_argument("--quarter", metavar="QUARTER", default="", help="a quarter, as 2026-Q4 or FY2027-Q1")
    span.add_argument("--since", metavar="DATE", default="", help="from this day until now, as 2026-11-03")
    _outputs(digest, DIGEST_FORMS, "text")
    digest.set_defaults(run=_command("passing_on", "digest"))


def _agenda(commands: Commands) -> None:
    agenda = commands.add_parser(
        "agenda",
        help="write a card for a team meeting: a use of last week in five lines, and one question",
        description="As Markdown. The same card stands on the site, large enough to be projected. "
        "Exit codes: 0 written, 1 there is no use case yet, 2 wrong usage or policy.",
    )
    _common(agenda)
    agenda.add_argument("--output", "-o", metavar="FILE", default="", help="write it to a file, not to the terminal")
    agenda.set_defaults(run=_command("passing_on", "agenda"))


def _explain(commands: Commands) -> None:
    explain = commands.add_parser("explain", help="say what a rule asks and why")
    explain.add_argument(
        "code",
        metavar="CODE",
        nargs="?",
        default="",
        help="a rule as LF301, or a family as LF3; without it, all rules are listed",
    )
    explain.set_defaults(run=_command("explaining", "explain"))


def _schema(commands: Commands) -> None:
    schema = commands.add_parser("schema", help="print the JSON Schema of a use case's fields, for editors")
    _settings_file(schema)
    schema.set_defaults(run=_command("sharing", "schema"))


def _editor(commands: Commands) -> None:
    editor = commands.add_parser(
        "editor",
        help="fetch the form in the browser (Decap CMS), which the next build puts at /editor/",
        description="Fetches two packages in pinned versions through npm, compares them with their hashes, and lays "
        "what is served into the folder .editor beside mkdocs.yml. Does nothing where they are there. Exit codes: "
        "0 it is there, 1 it could not be fetched (or is not set up), 2 wrong usage or policy.",
    )
    _settings_file(editor)
    editor.add_argument(
        "--from",
        dest="given",
        metavar="DIR",
        default="",
        help="take the packages from this folder, where “npm pack” has put them, and ask nobody",
    )
    editor.add_argument(
        "--is-set-up",
        action="store_true",
        help="fetch nothing; say with the exit code whether mkdocs.yml sets the form up",
    )
    editor.set_defaults(run=_command("sharing", "editor"))


def _ci(commands: Commands) -> None:
    ci = commands.add_parser(
        "ci",
        help="write the files with which GitHub or GitLab checks, publishes and reminds",
        description="Writes over nothing. Exit codes: 0 written, 1 something is in the way, 2 wrong usage or policy.",
    )
    ci.add_argument("folder", metavar="DIR", nargs="?", default=".", help="the repository's top folder (default: here)")
    ci.add_argument(
        "--host",
        choices=["github", "gitlab"],
        default="",
        help="the git host (default: told by repo_url in mkdocs.yml)",
    )
    ci.set_defaults(run=_command("setting_up", "ci"))


def _demo(commands: Commands) -> None:
    demo = commands.add_parser("demo", help="make a sample showcase with nine quarters of history, to look at")
    demo.add_argument("folder", metavar="DIR", help="a new folder")
    demo.add_argument("--as-of", metavar="TIME", default="", help="the day on which the story ends (default: today)")
    demo.add_argument("--serve", action="store_true", help="show it in the browser")
    demo.add_argument("--port", type=int, default=8000, help="the port to serve on (default: 8000)")
    demo.set_defaults(run=_command("building", "demo"))


def _settings_file(parser: argparse.ArgumentParser) -> None:
    words = "the showcase's mkdocs.yml (default: the one here)"
    parser.add_argument("-f", "--config-file", metavar="FILE", default="", help=words)


def _outputs(parser: argparse.ArgumentParser, forms: Iterable[str], usual: str) -> None:
    parser.add_argument(
        "--format",
        dest="outputs",
        metavar="FORMAT",
        action=_InOrder,
        choices=list(forms),
        default=[],
        help=f"{', '.join(forms)} (default: {usual}); may be given several times",
    )
    parser.add_argument(
        "--output",
        "-o",
        dest="outputs",
        metavar="FILE",
        action=_InOrder,
        default=[],
        help="write the format before it to a file, not to the terminal",
    )


def _common(parser: argparse.ArgumentParser) -> None:
    _settings_file(parser)
    words = "the time to judge at, as 2026-10-01 or ISO 8601 (default: SOURCE_DATE_EPOCH, else now)"
    parser.add_argument("--as-of", metavar="TIME", default="", help=words)
