"""Reads the settings (`mkdocs.yml`) from disk or from a commit, always as data. An edge: asks
`leadfront.working_tree` and `leadfront.git` for the text, and `leadfront.policy_reader` for its meaning.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from leadfront.findings import Finding
from leadfront.git import Repository, Undecided
from leadfront.policy import Policy
from leadfront.policy_reader import LinkError, PolicyErrors, Problem, Settings, read_settings, scalars
from leadfront.rules import BY_CODE, judge
from leadfront.rules.confidential import exposed_in_settings
from leadfront.rules.model import Scope
from leadfront.working_tree import link_in_path, read_text

_LINK = "120000"
LED_OUTSIDE = "is a link to a place outside the repository, which is not followed: put the file itself in its place"


def settings_on_disk(config: Path, top: Path | None = None) -> Settings:
    """The settings as they lie on disk. `top` is the repository's top folder, which is looked for where it isn't given.

    Raises PolicyErrors.
    """
    if leads_outside(config):
        raise PolicyErrors([Problem(f"this file {LED_OUTSIDE}", 1, config.name)])
    config = config.resolve()
    top = top or top_folder(config.parent)
    path = _relative(config, top)

    def inherited(namer: str, name: str) -> tuple[str, str]:
        beside = _beside(namer, name)
        if link_in_path(top, beside):
            raise LinkError(beside)
        return beside, read_text(top / beside)

    try:
        text = read_text(config)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise PolicyErrors([Problem(f"this file can't be read ({reason})", 1, path)]) from None
    return _read(text, path, inherited)


def settings_at(config: Path, repository: Repository, revision: str) -> Settings:
    """The settings as they were at a commit.

    Raises PolicyErrors, Undecided.
    """
    path = _relative(config.resolve(), repository.top)

    def inherited(namer: str, name: str) -> tuple[str, str]:
        beside = _beside(namer, name)
        ways = [beside, *(above.as_posix() for above in PurePosixPath(beside).parents[:-1])]
        if any(entry.mode == _LINK and entry.path == way for way in ways for entry in repository.tree(revision, way)):
            raise LinkError(beside)
        return beside, text(beside)

    def text(name: str) -> str:
        data = repository.file(revision, name)
        if data is None:
            raise FileNotFoundError(name)
        return data.decode("utf-8-sig", "replace")

    try:
        return _read(text(path), path, inherited)
    except FileNotFoundError:
        message = f"this file is not there yet at {revision[:12]}; judge by the policy on disk until it is published"
        raise PolicyErrors([Problem(message, 1, path)]) from None


def given_away(settings: Settings, policy: Policy) -> Iterator[Finding]:
    """What the settings would put into public that opens something. `policy` says what opens nothing after all."""
    for path, text in settings.texts.items():
        seen = exposed_in_settings(text, scalars(text), policy.confidential.hashes)
        if seen:
            yield from (replace(item, help=_step(item.help)) for item in judge(Scope.EXPOSED, seen, policy, path))


def _step(step: str) -> str:
    """The next step, without the comment that only a page can hold."""
    return f"{step.partition(' If it is made up')[0]} What stands in the settings is published with the site."


def leads_outside(config: Path) -> bool:
    """Whether the settings file is a link to a place outside the repository that it lies in."""
    return config.is_symlink() and not config.resolve().is_relative_to(top_folder(config.parent.resolve()))


def top_folder(folder: Path) -> Path:
    """The folder that paths are told from: the repository's top, or the folder itself where git can't be asked."""
    try:
        return Repository.around(folder).top
    except Undecided:
        return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), folder)


def _read(text: str, path: str, inherited: Callable[[str, str], tuple[str, str]]) -> Settings:
    folder = PurePosixPath(path).parent

    def from_top(docs_dir: str) -> str:
        joined = os.path.normpath(folder / docs_dir)
        if joined.startswith("..") or PurePosixPath(joined).is_absolute():
            raise PolicyErrors([Problem("docs_dir must be a folder inside the repository", 1, path)])
        return "" if joined == "." else joined

    return read_settings(text, path, from_top, inherited, BY_CODE)


def _beside(namer: str, name: str) -> str:
    """The path from the top of what a settings file names, as MkDocs would look for it."""
    if "\0" in name:
        raise ValueError(name)
    return os.path.normpath(PurePosixPath(namer).parent / name)


def _relative(path: Path, top: Path) -> str:
    try:
        return path.relative_to(top).as_posix()
    except ValueError:
        return path.as_posix()
