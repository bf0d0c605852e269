"""Which doors this showcase has: puts the editor's files on the site, where it was fetched and knows its host, else
says why it is not there; and looks for our issue forms.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from leadfront.doors.editor_backend import NotSetUp
from leadfront.doors.editor_files import editor_files
from leadfront.doors.host import ISSUE_FORM
from leadfront.engine.site import place
from leadfront.policy_reader import Settings

_THEME_STYLES = re.compile(r"assets/stylesheets/(main|palette)\.[0-9a-f]+\.min\.css")


def add_editor(
    files: Files,
    config: MkDocsConfig,
    settings: Settings,
    own_style: str,
    log: logging.Logger | logging.LoggerAdapter[logging.Logger],
) -> bool:
    """Add the files of `/editor/`; whether there is an editor."""
    styles = sorted(file.src_uri for file in files if _THEME_STYLES.fullmatch(file.src_uri))
    try:
        found = editor_files(settings, Path(config.config_file_path or ".").parent, [*styles, own_style])
    except NotSetUp as reason:
        log.debug("No editor at /editor/: %s", reason)
        return False
    for item in found:
        if item.path is not None:
            file = File.generated(config, item.uri, abs_src_path=str(item.path), inclusion=InclusionLevel.INCLUDED)
        else:
            file = File.generated(config, item.uri, content=item.text, inclusion=InclusionLevel.INCLUDED)
        place(files, file)
    return True


def has_issue_form(config_path: Path, name: str = ISSUE_FORM) -> bool:
    """Whether an issue form of ours lies where the git host looks for it: at the top of the repository."""
    for folder in config_path.resolve().parents:
        if (folder / ".github" / "ISSUE_TEMPLATE" / name).is_file():
            return True
        if (folder / ".git").exists():  # the top; in a worktree it is a file
            return False
    return False
