"""Where a page of ours is found on the site, for those who write letters and have no site engine to ask. Pure."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, urlsplit

from leadfront.policy import Site

Address = Callable[[str], str]
"""From the uri of a page to its whole address; nothing where that is not known."""


def addresses(site: Site) -> Address:
    """The addresses of a site; nothing for all pages where `mkdocs.yml` does not say (`site_url`) where it is."""
    parts = urlsplit(site.url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return nowhere
    top = site.url.rstrip("/") + "/"
    return lambda uri: top + _path(uri, site.use_directory_urls) if uri else ""


def nowhere(_uri: str) -> str:
    """The address of each page of a site of which nobody knows where it is."""
    return ""


def _path(uri: str, folders: bool) -> str:
    """As MkDocs has it: a page is a folder of its own, or a file that ends in `.html`."""
    stem = uri.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    if name == "index":
        path = f"{folder}/" if folder else ""
        path = path if folders else f"{path}index.html"
    else:
        path = f"{stem}/" if folders else f"{stem}.html"
    return quote(path, errors="replace")
