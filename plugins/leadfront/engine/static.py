"""How MkDocs holds our files that are no pages: made when they are written, so that only one is in memory."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from leadfront.pages import StaticFile


class MadeFile(File):
    """A file that is made as it is written."""

    def __init__(self, made: StaticFile, files: Files, config: MkDocsConfig) -> None:
        super().__init__(
            made.uri,
            src_dir=None,
            dest_dir=config.site_dir,
            use_directory_urls=config.use_directory_urls,
            inclusion=InclusionLevel.INCLUDED,
        )
        self.generated_by = "leadfront"
        self.made = made
        self._files = files

    @property  # type: ignore[misc] # MkDocs' own can be set too; there is nothing here to set
    def content_bytes(self) -> bytes:
        """What will be written."""
        return self.made.content(partial(address_among, self._files))

    @property  # type: ignore[misc]
    def content_string(self) -> str:
        """What will be written, as text."""
        return self.content_bytes.decode("utf-8")

    def is_modified(self) -> bool:
        """Made anew in each build."""
        return True

    def copy_file(self, dirty: bool = False) -> None:
        """Write it."""
        del dirty
        path = Path(self.abs_dest_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            stream.writelines(self.made.pieces(partial(address_among, self._files)))


def address_among(files: Files, uri: str) -> str:
    """The address of a page or file from the site's top, by its uri.

    Raises LookupError where there is none.
    """
    target = files.get_file_from_path(uri)
    if target is None:
        raise LookupError(f"{uri} is not on the site")
    return "" if target.url in (".", "./") else target.url
