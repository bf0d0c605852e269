"""The commands behind the issue form: `python -m leadfront.issues form` and `… propose`. An edge: reads and writes
files.

`propose` reads the event that the host hands to its workflow and writes into a new folder what the workflow does next:

    status       proposed, refused (there is an answer, but no file) or other (the issue is none of ours)
    comment.md   the answer to the issue's author
    path         of the use case, from the repository's top folder
    title        for the pull request
    author       of the commit
    files/       what goes into the repository, by path
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from leadfront.doors.host import Host, host_of
from leadfront.doors.issue_form import again_form, issue_form_of
from leadfront.escaping import line_of_log, markdown_text, plain
from leadfront.issues.again import tried_again
from leadfront.issues.pictures import download
from leadfront.issues.proposal import Issue, NotOursError, Proposal, RefusedError, judged, propose
from leadfront.policy_reader import PolicyErrors, Settings
from leadfront.question import UsageError, instant_asked
from leadfront.reporters.leader import answer
from leadfront.settings import settings_on_disk, top_folder
from leadfront.working_tree import use_case_files

_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,60}(?:\[bot\])?)?")


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and exit: 0 done, 2 wrong usage or policy."""
    options = _parser().parse_args(arguments)
    try:
        config = Path(options.config_file)
        if options.command == "form":
            sys.stdout.write(again_form() if options.again else issue_form_of(settings_on_disk(config).policy))
        else:
            _propose(config, Path(options.event), Path(options.into), options.as_of)
    except PolicyErrors as errors:
        for problem in errors.problems:
            _say(f"{problem.path}:{problem.line}: {problem.message}")
        sys.exit(2)
    except UsageError as error:
        _say(f"{error}.")
        sys.exit(2)
    sys.exit(0)


def _propose(config: Path, event: Path, into: Path, as_of: str) -> None:
    issue, author = _issue(event)
    top = top_folder(config.resolve().parent)
    settings = settings_on_disk(config, top)
    folder = settings.site.in_docs(settings.policy.use_cases)
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    fetch = partial(download, server=server, token=os.environ.get("LEADFRONT_PICTURE_TOKEN", ""))
    into.mkdir(parents=True)
    try:
        proposal = tried_again(issue, use_case_files(top, folder), folder)
        if proposal is None:
            proposal = propose(issue, settings.policy, folder, server, fetch)
            _refuse_to_overwrite(proposal, top)
    except NotOursError:
        _write(into / "status", "other\n")
        return
    except RefusedError as reason:
        _write(into / "status", "refused\n")
        _write(into / "comment.md", f"### Not yet\n\n{markdown_text(str(reason))}\n")
        return
    _write(into / "status", "proposed\n")
    _write(into / "comment.md", _comment(proposal, settings, issue, as_of))
    _write(into / "path", f"{proposal.path}\n")
    _write(into / "title", f"Use case: {proposal.title}\n")
    _write(into / "author", f"{author}\n")
    _write(into / "files" / proposal.path, proposal.text)
    for path, data in proposal.pictures:
        target = into / "files" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _comment(proposal: Proposal, settings: Settings, issue: Issue, as_of: str) -> str:
    policy = settings.policy
    today = policy.calendar.local(instant_asked(as_of, policy)).date()
    folder = settings.site.in_docs(policy.use_cases)
    host = host_of(settings.site, policy)
    said = answer(judged(proposal, policy, folder, today), _branch(host, issue), in_form=True)
    notes = "\n".join(f"- {markdown_text(note)}" for note in proposal.notes)
    return f"{said}\n{notes}\n" if notes else said


def _branch(host: Host | None, issue: Issue) -> Host | None:
    return host.on_branch(f"leadfront/issue-{issue.number}") if host else None


def _refuse_to_overwrite(proposal: Proposal, top: Path) -> None:
    for path in (proposal.path, *(path for path, _ in proposal.pictures)):
        if os.path.lexists(top / path):
            raise RefusedError(f"There is a file {path} already. Suggest an edit on its own page instead.")


def _issue(event: Path) -> tuple[Issue, str]:
    """The issue of an event's file, and the author of the commit, as git writes people.

    Raises UsageError.
    """
    try:
        data: Any = json.loads(event.read_bytes())
        found = data.get("issue", data)
        number, body, user = found["number"], found.get("body") or "", found.get("user") or {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(f"{event} is not the event of an issue ({type(error).__name__})") from None
    if type(number) is not int or not 0 < number < 10**10 or not isinstance(body, str) or not isinstance(user, dict):
        raise UsageError(f"{event} is not the event of an issue")
    login, own = user.get("login"), user.get("id")
    if not isinstance(login, str) or not _LOGIN.fullmatch(login) or type(own) is not int:
        login, own = "issue", number
    # The address by which GitHub knows people who keep theirs to themselves.
    return Issue(number, body), f"{login} <{own}+{login}@users.noreply.github.com>"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _say(text: str) -> None:
    sys.stderr.write(line_of_log(plain(text)) + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m leadfront.issues", description="The issue form and its other end.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    form = commands.add_parser("form", help="print the issue form for this showcase's policy")
    form.add_argument("--again", action="store_true", help="the one for a use case that was tried again")
    made = commands.add_parser("propose", help="turn an issue into a proposed file and an answer to its author")
    made.add_argument("--event", metavar="FILE", required=True, help="the event, or the issue, as JSON")
    made.add_argument("--into", metavar="DIR", required=True, help="a new folder for what is made")
    made.add_argument("--as-of", metavar="TIME", default="", help="the day to judge at (default: today)")
    for command in (form, made):
        command.add_argument(
            "-f", "--config-file", metavar="FILE", default="mkdocs.yml", help="the showcase's mkdocs.yml"
        )
    return parser


if __name__ == "__main__":
    main()
