"""What the site needs of MkDocs beyond what the owner wrote: our theme, no foreign requests, a short navigation."""

from __future__ import annotations

import html
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from leadfront.doors.host import edit_folder, host_of
from leadfront.language import Language
from leadfront.policy import Policy, Site
from leadfront.resources import asset_uris, templates_folder
from leadfront.translations import language_named

# They put what lies elsewhere into a page, and say nothing where they can't.
_READ_FILES = frozenset({"pymdownx.snippets", "pymdownx.b64", "markdown_include.include", "mdx_include.mdx_include"})

Section = tuple[str, str | tuple[tuple[str, str], ...]]


def own_sections(language: Language) -> tuple[Section, ...]:
    """Our pages in the navigation: each section's title, and its page's uri or the titles and uris of its pages."""
    _ = language.gettext
    return (
        (_("Home"), "index.md"),
        (
            _("Use cases"),
            (
                (_("All use cases"), "use-cases/index.md"),
                (_("What did not work"), "what-did-not-work.md"),
                (_("Compare"), "compare.md"),
            ),
        ),
        (
            _("People"),
            (
                (_("Leaders"), "leaders/index.md"),
                (_("Levels"), "levels/index.md"),
                (_("Functions"), "functions/index.md"),
            ),
        ),
        (_("Coverage"), "coverage.md"),
        (_("Playbook"), "playbook/index.md"),
        (_("Share a use case"), "contribute.md"),
        (_("Rules"), "rules.md"),
    )


def prepare(config: MkDocsConfig, policy: Policy, site: Site) -> None:
    """Set the theme up. What the owner has set stays, save where it would ask another origin for something.

    Raises PluginError where the theme is not Material, or where any page could read the files of the machine.
    """
    reading = sorted(_READ_FILES & set(config.markdown_extensions))
    if reading:
        raise PluginError(
            f"the extension {reading[0]} lets every page publish files of the machine that builds the site: remove it "
            "from “markdown_extensions” in mkdocs.yml."
        )
    _colour_only_what_is_named(config)
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
    config.extra_css[:0] = [styles, asset_uris()["search.css"]]
    config.extra_javascript.insert(0, script)
    if not site.edit_uri and not site.edit_uri_template and not config.edit_uri_template:
        # MkDocs would guess the branch “master” and the folder “docs”.
        host = host_of(replace(site, repo_url=config.repo_url or ""), policy)
        if host:
            config.edit_uri = edit_folder(host, site.docs_dir)


def _colour_only_what_is_named(config: MkDocsConfig) -> None:
    """Guessing a language asks every lexer that there is, and the weight of a page only counts code with a name."""
    guessing = {"codehilite", "markdown.extensions.codehilite", "pymdownx.highlight"}
    for name in guessing & set(config.markdown_extensions):
        config.mdx_configs[name] = {**(config.mdx_configs.get(name) or {}), "guess_lang": False}


def language_of(config: MkDocsConfig) -> Language:
    """The language of the site."""
    return language_named(str(config.theme.get("language", "")))


def assets() -> tuple[str, str]:
    """The addresses of the style and the script that every page has."""
    uris = asset_uris()
    return uris["leadfront.css"], uris["leadfront.js"]


def add_assets(files: Files, config: MkDocsConfig) -> None:
    """Put our styles and scripts among the site's files."""
    for name, uri in asset_uris().items():
        path = str(templates_folder() / "assets" / name)
        place(files, File.generated(config, uri, abs_src_path=path, inclusion=InclusionLevel.INCLUDED))


def place(files: Files, file: File) -> None:
    """Add a file, in the place of one of the same name."""
    known = files.get_file_from_path(file.src_uri)
    if known is not None:
        files.remove(known)
    files.append(file)


def navigation(others: Iterable[File], ours: Container[str], language: Language) -> list[Any]:
    """The navigation where the owner wrote none: those of our pages that there are, and the owner's own in between."""
    there = [item for section in own_sections(language) for item in _those_there(section, ours)]
    loose: list[Any] = []
    folders: dict[str, list[Any]] = {}
    for file in others:
        top, slash, _ = file.src_uri.partition("/")
        if slash:
            folders.setdefault(top, []).append(file.src_uri)
        else:
            loose.append(file.src_uri)
    # The theme prints titles as they are.
    sections = [{html.escape(name.replace("-", " ").capitalize()): uris} for name, uris in folders.items()]
    return [*there[:-2], *sections, *loose, *there[-2:]]  # how to share, and the rules, come last


def _those_there(section: Section, ours: Container[str]) -> list[Any]:
    title, pages = section
    if isinstance(pages, str):
        return [{title: pages}] if pages in ours else []
    inner = [{name: uri} for name, uri in pages if uri in ours]
    return [{title: inner}] if inner else []


def top_items(nav: Navigation) -> dict[str, StructureItem]:
    """By the uri of each page in the navigation: the item of its first row that holds the page, or is it."""
    found: dict[str, StructureItem] = {}
    for top in nav.items:
        items = [top]
        while items:
            item = items.pop()
            items += item.children or []
            if isinstance(item, MkDocsPage):
                found.setdefault(item.file.src_uri, top)
    return found


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
