"""The door in the terminal: asks for a use case field by field, judges each answer as it comes, and writes the file.

An edge. The questions come from `leadfront.doors.questions`, the sentences from the rules, the file from
`leadfront.doors.writing`; nothing of a field is known here save where a default comes from. Works through pipes too.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from leadfront.check import examine
from leadfront.doors.amending import CannotAmendError, amended
from leadfront.doors.draft import Asked, Draft, Target, keep, write
from leadfront.doors.long_answers import as_typed, page_of, texts_of
from leadfront.doors.questions import RETIRE, Place, Question, questions, questions_of_again
from leadfront.doors.writing import slug_of, subject_of
from leadfront.fields import BY_KEY, Kind
from leadfront.findings import Finding
from leadfront.front_matter import Unreadable, Value
from leadfront.git import NotCommittedError, Repository, Undecided, commit_on_new_branch, name_of_user
from leadfront.question import Question as Check
from leadfront.question import UsageError, no_such_file
from leadfront.showcase import Showcase
from leadfront.use_case import read_use_case
from leadfront.working_tree import read_file

Say = Callable[[str], None]
Show = Callable[[Showcase], None]

STOPPED = 130
"""The exit code of what Ctrl-C ended, as shells have it."""
_NOTHING = "-"
_EDITOR_FAILED = "The editor did not open ({}). Type your answers here instead."


def share(asked: Asked, say: Say, show: Show) -> int:
    """Ask for a use case, write its file, check it and offer to commit it; the exit code.

    Raises PolicyErrors, UsageError.
    """
    target = Target.of(asked)
    draft = Draft(target)
    terminal = _Terminal(say)
    say("Share a use case. Press Enter to take what stands in [brackets]; Ctrl-C stops and keeps what you typed.")
    try:
        with _stopped_by_closing():
            _ask_all(draft, terminal)
            path = write(draft)
    except BaseException as stopped:
        _say_kept(keep(draft), target.folder, say)
        if isinstance(stopped, OSError):
            raise UsageError(f"the file {stopped.filename} can't be written ({stopped.strerror})") from None
        if isinstance(stopped, (KeyboardInterrupt, EOFError)):
            return _code_of(stopped)
        raise
    say(f"Written: {path}")
    return _finished(target, path, "Share", terminal, show)


def again(asked: Asked, file: Path, say: Say, show: Show) -> int:
    """Ask whether a use case still works, set its fields accordingly, check it and offer to commit it; the exit code.

    Raises PolicyErrors, UsageError.
    """
    target = Target.of(asked)
    path = file.parent.resolve() / file.name  # and not what a link leads to
    if not os.path.lexists(path):
        raise UsageError(no_such_file(file))
    found = read_file(path.parent, path.name)
    if found.refused:
        raise UsageError(f"the file {file} can't be changed: {found.refused}")
    draft, terminal = Draft(target), _Terminal(say)
    asks = {question.key: question for question in questions_of_again()}
    try:
        draft.defaults["verified"] = target.today.isoformat()
        asks["verified"] = replace(asks["verified"], hint=BY_KEY["verified"].hint, required=True)
        if _value(terminal, draft, asks["what"]) == RETIRE:
            changes, done = {"status": "retired"}, "Retire"
        else:
            keys = ("verified", "model")
            answers = {key: _value(terminal, draft, asks[key]) for key in keys}
            changes, done = {key: str(said) for key, said in answers.items() if said}, "Try again"
    except (KeyboardInterrupt, EOFError) as stopped:
        say(f"Stopped. {file} is as it was.")
        return _code_of(stopped)
    try:
        path.write_bytes(amended(found.data, changes))
    except OSError as error:
        raise UsageError(f"the file {file} can't be written ({error.strerror})") from None
    except CannotAmendError as reason:
        raise UsageError(f"the file {file} was not changed. {str(reason).rstrip('.')}") from None
    say(f"Changed: {', '.join(f'{key} is {value}' for key, value in changes.items())}, in {file}")
    return _finished(target, path, done, terminal, show)


# --- what is typed ----------------------------------------------------------------------------------------------------


class _Terminal:
    """Says a line and reads one. Raises EOFError where the answers end."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.by_hand = sys.stdin.isatty()
        if self.by_hand:
            with suppress(ImportError):
                import readline  # noqa: F401 - lines longer than a terminal takes by itself, and arrow keys

    def line(self, prompt: str) -> str:
        if self.by_hand and sys.stdout.isatty():
            return input(prompt)
        sys.stderr.write(prompt)
        sys.stderr.flush()
        typed = sys.stdin.readline()
        if not self.by_hand:
            sys.stderr.write("\n")
        if not typed:
            raise EOFError
        return typed.rstrip("\r\n")

    def agrees(self, prompt: str, default: bool) -> bool:
        """Yes or no; where nobody types, or the answers have ended, no."""
        default = default and self.by_hand
        try:
            said = self.line(f"{prompt} [{'yes' if default else 'no'}] ").strip().casefold()
        except EOFError:
            return False
        return said in ("y", "yes") if said else default


# --- the questions ----------------------------------------------------------------------------------------------------


def _ask_all(draft: Draft, terminal: _Terminal) -> None:
    asked = questions(draft.target.policy)
    typist = name_of_user(draft.target.top)
    draft.defaults.update(leader=typist, date=draft.target.today.isoformat())
    first, story, last = ([item for item in asked if item.place is place] for place in Place)
    for question in first:
        _value(terminal, draft, question)
    if typist and draft.values.get("leader") != typist:
        # Someone types for the leader, which the page is to say.
        draft.defaults["submitted_by"] = typist
        for question in [item for item in last if item.key == "submitted_by"]:
            _value(terminal, draft, question)
            last.remove(question)
    _sections(draft, story, terminal)
    labels = ", ".join(dict.fromkeys(item.label.partition(":")[0].lower() for item in last))
    if last and terminal.agrees(f"There is more you may add ({labels}). Answer these too?", default=False):
        for question in last:
            group, dot, part = question.key.partition(".")
            if dot and not draft.values.get(group) and part != BY_KEY[group].parts[0].key:
                continue  # nothing was counted
            _value(terminal, draft, question)


def _value(terminal: _Terminal, draft: Draft, question: Question) -> Value:
    """Ask until the rules have no error to tell; the value, which the draft now holds."""
    default = draft.defaults.get(question.key, "")
    group, dot, _ = question.key.partition(".")
    needed = question.required or bool(dot and draft.values.get(group))
    terminal.say("")
    terminal.say(f"{question.label}{'' if needed else ' (optional)'}: {question.hint}")
    for number, (shown, _) in enumerate(question.choices, 1):
        terminal.say(f"  {number}. {shown}")
    several = question.kind in (Kind.TEXTS, Kind.SKILLS)
    how = "numbers, with commas" if several else "number"
    more = "; several with commas" if several and "," not in question.example else ""
    asks = how if question.choices else f"for example: {question.example}{more}"
    while True:
        said = terminal.line(f"[{default}] > " if default else f"({asks}) > ").strip()
        said = said.removeprefix(f"{question.key.rpartition('.')[2]}:").strip()  # as it stands in the file
        said = "" if said == _NOTHING else said or default
        items = [_chosen(item.strip(), question) for item in said.split(",") if item.strip()]
        value: Value = list(items) if several else _chosen(said, question)
        if not said and not needed:
            draft.about(question.key, "")  # takes back what the rules refused
            return value
        if question.key not in BY_KEY and not dot:  # a question that is no field's
            if value in [choice for _, choice in question.choices]:
                return value
            terminal.say("Please choose one of the numbers.")
            continue
        found = draft.about(question.key, value)
        if not said and not found:  # asked for here, though no rule asks for it
            terminal.say(f"{question.label} is missing.")
            continue
        for finding in found:
            terminal.say(_told(finding, question))
        if not any(finding.fails for finding in found):
            return value


def _told(finding: Finding, question: Question) -> str:
    """What was found, with what to type here: the rules speak of a line in a file."""
    if finding.code in ("LF105", "LF111"):  # missing
        return f"{finding.message} {question.hint}"
    if question.choices:
        return f"{finding.message} Choose one of: {', '.join(shown for shown, _ in question.choices)}."
    name = question.key.rpartition(".")[2]
    return f"{finding.message} {finding.help.replace(f'“{name}: ', '“')}"


def _chosen(said: str, question: Question) -> str:
    """What is written for a choice that was named by its number, by its words or as it is written."""
    if said.isascii() and said.isdigit() and 0 < int(said[:6]) <= len(question.choices):
        return question.choices[int(said[:6]) - 1][1]
    return {shown.casefold(): choice for shown, choice in question.choices}.get(said.casefold(), said)


# --- the sections -----------------------------------------------------------------------------------------------------


def _sections(draft: Draft, story: Sequence[Question], terminal: _Terminal) -> None:
    """Ask for the sections in the editor, else here."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    while editor:
        try:
            _edited(draft, story, editor, terminal)
        except (OSError, ValueError, subprocess.CalledProcessError) as error:
            terminal.say(_EDITOR_FAILED.format(getattr(error, "strerror", "") or error))
            break
        asked = {question.key: question for question in story}
        found = [finding for finding in draft.judged() if finding.subject in asked]
        for finding in found:
            terminal.say(_told(finding, asked[finding.subject]))
        if not any(finding.fails for finding in found):
            return
        if not terminal.agrees("Open the editor again?", default=True):
            return
    for question in story:
        while not draft.texts.get(question.key):
            terminal.say("")
            terminal.say(f"{question.label}{'' if question.required else ' (optional)'}: {question.hint}")
            terminal.say("As many lines as you like; end with a line that holds a single dot.")
            _typed(draft, question, terminal)
            found = [finding for finding in draft.judged() if finding.subject == question.key]
            for finding in found:
                terminal.say(_told(finding, question))
            if not any(finding.fails for finding in found):
                break


def _typed(draft: Draft, question: Question, terminal: _Terminal) -> None:
    lines: list[str] = []
    try:
        while (line := terminal.line("")) != ".":
            lines.append(line)
    finally:  # what was typed before Ctrl-C is kept as well
        draft.texts[question.key] = as_typed("\n".join(lines), question)


def _edited(draft: Draft, story: Sequence[Question], editor: str, terminal: _Terminal) -> None:
    terminal.say(f"Your editor opens for the long answers ({editor}). Save and close it to go on.")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "your-use-case.md"
        file.write_text(page_of(draft.texts, story), encoding="utf-8")
        try:
            subprocess.run([*shlex.split(editor), str(file)], check=True)  # noqa: S603 - the reader's own editor
        finally:
            with suppress(OSError):
                saved = file.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n")
                draft.texts.update(texts_of(saved, story))


# --- afterwards -------------------------------------------------------------------------------------------------------


@contextmanager
def _stopped_by_closing() -> Iterator[None]:
    """While something is typed, closing the window or shutting down the machine is no other than Ctrl-C."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    signals = [getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name)]
    before = {number: signal.signal(number, stop) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say_kept(path: Path | None, folder: str, say: Say) -> None:
    with suppress(OSError):  # the window may be closed by now
        _say_where(path, folder, say)


def _say_where(path: Path | None, folder: str, say: Say) -> None:
    say("")
    if path is None:
        say("Stopped. Nothing was typed, so nothing is kept.")
    else:
        say(f"Stopped. What you typed is kept in {path}")
        say(f"Finish it in any editor, then move it to the folder {folder}.")


def _finished(target: Target, path: Path, done: str, terminal: _Terminal, show: Show) -> int:
    """Check the one file, show what was found, and offer to commit it."""
    showcase = examine(Check(target.asked.config, target.asked.as_of, files=(path,)), with_entries=False)
    show(showcase)
    code = showcase.report.exit_code
    if not path.is_relative_to(target.top):
        return code
    try:
        Repository.around(target.top).head()
        if not terminal.agrees("Commit it to a new branch?", default=code == 0):
            return code
        message = f"{done}: {_subject(path, target)}"
        within = path.relative_to(target.top).as_posix()
        branch = commit_on_new_branch(target.top, f"use-case/{slug_of(path.stem)}", within, message)
    except Undecided:
        return code  # there is nothing to commit to
    except KeyboardInterrupt:
        terminal.say(f"Stopped. Your use case is in {path}")
        return STOPPED
    except NotCommittedError as reason:
        terminal.say(f"Git did not take it: {reason}. Your use case is in {path}")
        return code
    terminal.say(f"Committed to the branch {branch}.")
    terminal.say(f"Next: git push -u origin {branch}, then open a pull request.")
    return code


def _subject(path: Path, target: Target) -> str:
    """What the commit is about: the use case's title, else the words of its file's name."""
    file = read_file(path.parent, path.name)
    try:
        title = read_use_case(path.name, target.folder, file.data).title
    except Unreadable:
        title = ""
    return subject_of(title) or path.stem.replace("-", " ")


def _code_of(stopped: BaseException) -> int:
    return STOPPED if isinstance(stopped, KeyboardInterrupt) else 2
