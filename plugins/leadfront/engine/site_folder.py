"""Which folder may be a site's. A build empties it or replaces it whole, so nothing else may lie there. Only looks."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from leadfront.escaping import plain
from leadfront.settings import top_folder

_MADE = ("index.html", "404.html", "sitemap.xml")
_EMPTY = frozenset({".gitignore", ".gitkeep"})
"""What keeps an empty folder in a repository."""


@dataclass(frozen=True)
class Folders:
    """A settings file and the folders that it names."""

    settings: Path
    site: Path
    docs: Path

    @property
    def top(self) -> Path:
        """The repository's top."""
        return top_folder(self.settings.resolve().parent)


def folders_of(settings: Path) -> Folders | None:
    """The folders that a settings file names; None where MkDocs will say itself why it can't use the file.

    Read as MkDocs reads it, but not judged yet: what it says of a folder is no help to whoever wrote it.
    """
    settings = settings.absolute()
    config = MkDocsConfig(config_file_path=str(settings))
    try:
        with settings.open("rb") as file:
            config.load_file(file)
    except (OSError, ValueError, ConfigurationError):
        return None
    site, docs = config.get("site_dir"), config.get("docs_dir")
    site, docs = "site" if site is None else site, "docs" if docs is None else docs
    if not isinstance(site, str) or not isinstance(docs, str):
        return None
    return Folders(settings, _beside(settings, site), _beside(settings, docs))


def unfit(site: Path, folders: Folders) -> str:
    """Why a folder can't be the site's, whoever names it and whatever lies in it; empty where nothing speaks against
    it.
    """
    try:
        resolved = site.resolve()
        docs = folders.docs.resolve()
    except (OSError, RuntimeError, ValueError):
        return "no folder can have this name; name another one (site_dir)"
    for place in (site, resolved):
        if any(part.lower() == ".git" for part in place.parts):
            return "git keeps the history there, and a build replaces the whole folder; name another one (site_dir)"
    for what in (folders.top, folders.settings, folders.settings.resolve(), docs):
        if what.is_relative_to(resolved):
            name = what.name if what == docs or what.name == folders.settings.name else "the whole repository"
            return f"it holds {name}, and a build replaces the whole folder; name one of its own (site_dir: site)"
    if os.path.lexists(resolved / ".git"):
        return "it holds a repository, which the site would take the place of; name a folder below it (site_dir)"
    if resolved.is_relative_to(docs):
        return f"it lies in {docs.name}, whose files the site is made of; name one of its own (site_dir: site)"
    return ""


def why_not(site: Path, folders: Folders, chosen: bool) -> str:
    """Why a build may not take a folder for the site, as a sentence; empty where it may.

    `chosen` is whether whoever builds named the folder on the command line: then it may lie outside the repository.
    """
    reason = unfit(site, folders) or _taken(site.resolve())
    if not reason and not chosen and not site.resolve().is_relative_to(folders.top):
        reason = (
            f"the folder {site.resolve()} lies outside the repository, and a build replaces it whole; name one inside "
            "(site_dir: site), or take this one out of mkdocs.yml and name it on the command line (--site-dir)"
        )
    return refused(site, reason) if reason else ""


def refused(site: Path, reason: str) -> str:
    """The sentence that refuses a folder."""
    return plain(f"The site can't be written to {site}: {reason}.")


def _taken(site: Path) -> str:
    if not os.path.lexists(site):
        return ""
    if not site.is_dir():
        return "it is a file"
    try:
        names = {path.name for path in site.iterdir()} - _EMPTY
    except OSError as error:
        return f"it can't be read ({error.strerror})"
    if names and names.isdisjoint(_MADE):
        return "it holds files that no build made, and they would be lost; move them away or name another (site_dir)"
    return ""


def _beside(settings: Path, name: str) -> Path:
    return Path(os.path.normpath(settings.parent / name))
