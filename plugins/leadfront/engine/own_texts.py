"""What the owner wrote to be set into pages of ours: the introduction of the home page, the owner's own chapters of the
playbook.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path

from mkdocs.structure.files import Files

from leadfront.engine.guarded import CheckedFile
from leadfront.front_matter import Unreadable
from leadfront.guards.pages import read_page
from leadfront.pages.home import URI as HOME
from leadfront.pages.playbook import uri_of
from leadfront.playbook import Chapter, is_name, read_chapter

Log = logging.Logger | logging.LoggerAdapter[logging.Logger]


def introduction(files: Files) -> str:
    """The Markdown of the owner's own home page, where there is one."""
    file = files.get_file_from_path(HOME)
    if isinstance(file, CheckedFile):
        with suppress(Unreadable):  # a page that the policy trusts may be one
            return (file.plain.page or read_page(file.plain.found.data)).body
    return ""


def chapters(files: Files, log: Log) -> list[Chapter]:
    """The owner's chapters of the playbook: pages directly in its folder. One that can't be read is warned of."""
    found = []
    for file in files.documentation_pages():
        name = Path(file.src_uri).stem
        if file.src_uri != uri_of(name) or not is_name(name) or not isinstance(file, CheckedFile):
            continue
        try:
            found.append(read_chapter(name, file.plain.found.data, own=True))
        except Unreadable as problem:
            log.warning("%s:%d: %s.", file.src_uri, problem.line, problem.reason)
    return found
