"""What the site needs of MkDocs beyond what the owner wrote: our theme, no foreign requests, a short navigation."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

from leadfront.doors.host import edit_folder, host_of
from leadfront.policy import Policy, Site
from leadfront.resources import templates_folder

ASSETS = ("leadfront.css", "leadfront.js")
NAVIGATION = (
    ("Home", "index.md"),
    ("Use cases", "use-cases/index.md"),
    ("Levels", "levels/index.md"),
    ("Coverage", "coverage.md"),
    ("Share a use case", "contribute.md"),
    ("Rules", "rules.md"),
)


def prepare(config: MkDocsConfig, policy: Policy, site: Site) -> None:
    """Set the theme up. What the owner has set stays, save where it would ask another origin for something.

    Raises PluginError where the theme is not Material.
    """
    if config.theme.name != "material":
        raise PluginError("leadfront needs the theme Material: write “theme: {name: material}” in mkdocs.yml.")
    config.theme["font"] = False
    config.extra["generator"] = False
    # Before the theme's own folder, after the owner's.
    own = 1 if config.theme.custom_dir else 0
    folder = str(templates_folder() / "theme")
    if folder not in config.theme.dirs:
        config.theme.dirs.insert(own, folder)
    features = config.theme.get("features", [])
    config.theme["features"] = [*features, *({"content.code.copy"} - set(features))]
    styles, script = assets()
    config.extra_css.insert(0, styles)
    config.extra_javascript.insert(0, script)
    if not site.edit_uri and not site.edit_uri_template and not config.edit_uri_template:
        # MkDocs would guess the branch “master” and the folder “docs”.
        host = host_of(replace(site, repo_url=config.repo_url or ""), policy)
        if host:
            config.edit_uri = edit_folder(host, site.docs_dir)


def assets() -> tuple[str, ...]:
    """The addresses of our style and script; each holds a digest, so that no browser keeps an old one."""
    found = []
    for name in ASSETS:
        stem, _, ending = name.partition(".")
        found.append(f"assets/{stem}.{hashlib.sha256(_asset(name).read_bytes()).hexdigest()[:8]}.{ending}")
    return tuple(found)


def add_assets(files: Files, config: MkDocsConfig) -> None:
    """Put our style and script among the site's files."""
    for name, uri in zip(ASSETS, assets(), strict=True):
        place(files, File.generated(config, uri, abs_src_path=str(_asset(name)), inclusion=InclusionLevel.INCLUDED))


def place(files: Files, file: File) -> None:
    """Add a file, in the place of one of the same name."""
    known = files.get_file_from_path(file.src_uri)
    if known is not None:
        files.remove(known)
    files.append(file)


def _asset(name: str) -> Path:
    return templates_folder() / "assets" / name


def navigation(others: Iterable[File]) -> list[Any]:
    """The navigation where the owner wrote none: our pages, and the owner's own in between."""
    first: list[Any] = [{title: uri} for title, uri in NAVIGATION[:2]]
    last: list[Any] = [{title: uri} for title, uri in NAVIGATION[2:]]
    loose: list[Any] = []
    folders: dict[str, list[Any]] = {}
    for file in others:
        top, slash, _ = file.src_uri.partition("/")
        if slash:
            folders.setdefault(top, []).append(file.src_uri)
        else:
            loose.append(file.src_uri)
    sections = [{name.replace("-", " ").capitalize(): uris} for name, uris in folders.items()]
    return [*first, *last[:2], *sections, *loose, *last[2:]]


def titles(nav: Any) -> Iterator[tuple[str, str]]:
    """The titles that a navigation gives to pages: (uri, title)."""
    if isinstance(nav, Mapping):
        for title, inner in nav.items():
            if isinstance(inner, str):
                yield inner.lstrip("/"), str(title)
            else:
                yield from titles(inner)
    elif isinstance(nav, list):
        for item in nav:
            yield from titles(item)
