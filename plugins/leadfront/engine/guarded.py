"""Gives MkDocs the files of the showcase folder that were looked at, as they were looked at, and no others.

MkDocs 1.6.1 walks the folder itself (`get_files` in `mkdocs/structure/files.py`), follows links while it does, without
end where two of them lead to their own folder, and reads each page later, when it may be another. So for that walk it
is shown a folder that is none.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, file_sort_key, set_exclusions
from mkdocs.structure.pages import Page as MkDocsPage

from leadfront.engine.site import place
from leadfront.guards import Plain
from leadfront.guards.addresses import folded
from leadfront.rules.showcase_folder import link_in_folder
from leadfront.showcase import Showcase
from leadfront.working_tree import ChangedError, copy_unchanged


class Curtain:
    """Hides the showcase folder from MkDocs for a while."""

    def __init__(self) -> None:
        self._hidden = ""

    def draw(self, config: MkDocsConfig) -> None:
        """Hide it: what is no folder holds nothing."""
        if not self._hidden:
            self._hidden = config.docs_dir
            config.docs_dir = os.devnull

    def open(self, config: MkDocsConfig) -> None:
        """Show it again."""
        if self._hidden:
            config.docs_dir, self._hidden = self._hidden, ""


class CheckedFile(File):
    """A file of the showcase folder, with the bytes that were checked."""

    def __init__(self, plain: Plain, config: MkDocsConfig) -> None:
        super().__init__(plain.uri, config.docs_dir, config.site_dir, config.use_directory_urls)
        self.plain = plain

    @property  # type: ignore[misc] # MkDocs' own can be set too; what was checked stays as it is
    def content_bytes(self) -> bytes:
        """The bytes of a page; of anything else those on disk, by MkDocs' own way."""
        return self.plain.found.data if self.is_documentation_page() else super().content_bytes

    @property  # type: ignore[misc]
    def content_string(self) -> str:
        """The text of a page."""
        return self.content_bytes.decode("utf-8-sig")

    def copy_file(self, dirty: bool = False) -> None:
        """Copy the file to the site, if it still is the one that was checked."""
        del dirty
        try:
            copy_unchanged(Path(self.src_dir or ""), self.src_uri, self.plain.found.stamp, Path(self.abs_dest_path))
        except ChangedError:
            raise PluginError(f"{self.src_uri} was changed while the site was being built. Build it again.") from None


class PlainDocument(MkDocsPage):
    """A page that is no use case, read once: by `leadfront.guards`."""

    def __init__(self, title: str, file: CheckedFile, config: MkDocsConfig) -> None:
        super().__init__(title or None, file, config)
        self._read = file.plain.page

    def read_source(self, config: MkDocsConfig) -> None:
        """Take over what was read. A page that the policy trusts is read by MkDocs, from the same bytes."""
        if self._read is None:
            super().read_source(config)
            return
        self.markdown = self._read.body
        self.meta: dict[str, Any] = dict(self._read.meta)


def add_checked(files: Files, showcase: Showcase, config: MkDocsConfig) -> None:
    """Put the files of the showcase folder among the site's."""
    for file in sorted((CheckedFile(plain, config) for plain in showcase.files), key=file_sort_key):
        place(files, file)
    set_exclusions(files, config)


def links_in(showcase: Showcase) -> list[str]:
    """The links in the showcase folder."""
    return [item.path for item in showcase.withheld if item.code == link_in_folder.code]


def in_the_way(files: Files) -> list[CheckedFile]:
    """The files of the showcase folder whose place on the site is another's, which the check did not foresee."""
    others = {folded(file.dest_uri) for file in files if not isinstance(file, CheckedFile)}
    return [file for file in files if isinstance(file, CheckedFile) and folded(file.dest_uri) in others]
