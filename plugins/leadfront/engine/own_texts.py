"""What the owner wrote to be set into pages of ours: the introduction of the home page, the owner's own chapters of the
playbook.
"""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.structure.files import Files
from mkdocs.utils.meta import get_data

from leadfront.front_matter import Unreadable
from leadfront.pages.home import URI as HOME
from leadfront.pages.playbook import uri_of
from leadfront.playbook import Chapter, is_name, read_chapter
from leadfront.working_tree import SourceFile, read_file

Log = logging.Logger | logging.LoggerAdapter[logging.Logger]


def introduction(docs_dir: Path, log: Log) -> str:
    """The Markdown of the owner's own home page, where there is one."""
    if not (docs_dir / HOME).exists():
        return ""
    source = read_file(docs_dir, HOME)
    if source.refused:
        log.warning("%s: %s; the home page goes without its introduction.", HOME, source.refused)
        return ""
    markdown, _ = get_data(source.data.decode("utf-8-sig", "replace").replace("\r\n", "\n"))
    return markdown


def chapters(docs_dir: Path, files: Files, log: Log) -> list[Chapter]:
    """The owner's chapters of the playbook: pages directly in its folder. One that can't be read is warned of."""
    found = []
    for file in files.documentation_pages():
        name = Path(file.src_uri).stem
        if file.src_uri != uri_of(name) or not is_name(name):
            continue
        try:
            found.append(_chapter(name, read_file(docs_dir, file.src_uri)))
        except Unreadable as problem:
            log.warning("%s:%d: %s.", file.src_uri, problem.line, problem.reason)
    return found


def _chapter(name: str, source: SourceFile) -> Chapter:
    if source.refused:
        raise Unreadable(source.refused)
    return read_chapter(name, source.data, own=True)
