"""The one package that runs git. Asks plumbing commands, through GitPython's command layer, and parses raw bytes.

Comes in: a folder, revisions, object names. Goes out: values (`Commit`, `FileChange`, `TreeEntry`, bytes). It may not
know what a use case or a policy is. What git can't tell for certain raises `Undecided`, with the one command that mends
it.

The reader's configuration, environment, locale and time zone can't change the answers: every call runs with a cleaned
environment, paths are bytes between NULs, and times are the integers that the commits hold.
"""

from __future__ import annotations

from leadfront.git.answers import NotCommittedError, Undecided, UnknownRevision
from leadfront.git.repository import Repository
from leadfront.git.writing import Importer, commit_on_new_branch, name_of_user, new_repository

__all__ = [
    "Importer",
    "NotCommittedError",
    "Repository",
    "Undecided",
    "UnknownRevision",
    "commit_on_new_branch",
    "name_of_user",
    "new_repository",
]
