"""Works out the headers of a built site, from its pages and the theme's templates, and writes them beside it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from leadfront.doors.editor import ADDRESS
from leadfront.headers.forms import files, policy_named_in, tags, with_tags
from leadfront.headers.inline import ThemeScripts, digest_of, inline_scripts, what_is_refused
from leadfront.headers.sent import Headers, headers


@dataclass(frozen=True)
class Looked:
    """What was seen in a built site: its headers, and what stands in its pages and will not work under them."""

    headers: Headers
    refused: tuple[tuple[str, str], ...] = ()
    """What, in words, and the page."""


def headers_of(site: Path, config: MkDocsConfig) -> Looked:
    """The headers of the site that was built into a folder.

    Raises OSError where it can't be read.
    """
    theme = ThemeScripts(_templates(config.theme.dirs))
    allowed: dict[str, tuple[str, ...]] = {}
    refused: list[tuple[str, str]] = []
    editor = ""
    for path in _pages(site):
        page = path.read_text(encoding="utf-8", errors="surrogateescape")
        uri = path.relative_to(site).as_posix()
        if uri.startswith(ADDRESS):
            editor = editor or policy_named_in(page)
            continue
        for script in inline_scripts(page):
            if script not in allowed:
                allowed[script] = theme.versions_of(script)
            if not allowed[script]:
                refused.append(("a script", uri))
        refused += [(what, uri) for what in what_is_refused(page)]
    sources = {digest_of(version) for versions in allowed.values() for version in versions}
    root = urlsplit(config.site_url or "").path or "/"
    return Looked(headers(sources, editor, root), tuple(refused))


def say_in_pages(site: Path, said: Headers) -> None:
    """Let each page of a built site name the policy itself.

    Raises OSError where it can't be written.
    """
    text = tags(said)
    for path in _pages(site):
        page = path.read_text(encoding="utf-8", errors="surrogateescape")
        path.write_text(with_tags(page, text), encoding="utf-8", errors="surrogateescape", newline="\n")


def write_headers(folder: Path, said: Headers) -> None:
    """Write the files; those that say the same as before stay untouched, so that a server need not be told.

    Raises OSError, with the folder's name, where they can't be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files(said).items():
            _write(folder / name, text.encode("utf-8"))
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(folder)) from None  # the system does not always say where


def _write(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)  # of a build that was killed
    if not path.is_file() or path.read_bytes() != data:
        beside.write_bytes(data)
        beside.replace(path)


def _pages(site: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(site):
        folders.sort()
        for name in sorted(names):
            if name.endswith((".html", ".htm")):
                yield Path(folder, name)


def _templates(folders: Iterable[str]) -> Iterator[str]:
    for top in folders:
        for folder, inside, names in os.walk(top):
            # The theme's icons lie in folders that begin with a dot: thousands of files without a script.
            inside[:] = [name for name in inside if not name.startswith(".") and name != "assets"]
            for name in names:
                if name.endswith(".html"):
                    yield Path(folder, name).read_text(encoding="utf-8", errors="replace")
