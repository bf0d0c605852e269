"""Lets `mkdocs serve` write unchanged pages again without asking the theme: half of a rebuild is filling its templates.

MkDocs takes a page's template from its meta data (`_build_page` in `mkdocs/commands/build.py`), and Jinja takes a
template object for a name (`Environment.get_template`).
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Self

from jinja2 import Environment, Template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

PAGE_TEMPLATE = "main.html"


class Outputs:
    """What the pages of the build before looked like, by everything that went into them."""

    def __init__(self) -> None:
        self._before: dict[bytes, str] = {}
        self._now: dict[bytes, str] = {}

    def begin(self) -> None:
        """A new build."""
        self._before, self._now = self._now, {}

    def of(self, key: bytes) -> str | None:
        """What a page with this key looked like."""
        found = self._before.get(key)
        if found is not None:
            self._now[key] = found
        return found

    def keep(self, key: bytes, output: str) -> None:
        """Remember for the next build."""
        self._now[key] = output


class PageTemplate(Template):
    """What Jinja and MkDocs take for a template, and what knows another way to fill it."""

    def __new__(cls, *_: Any) -> Self:
        """A plain object: Jinja's own way to make a template compiles a source."""
        return object.__new__(cls)


class RememberedTemplate(PageTemplate):
    """The theme's page template, which is filled only for pages that changed."""

    def __init__(self, template: Template, outputs: Outputs, shared: str) -> None:
        self._template = template
        self._outputs = outputs
        self._shared = shared

    def render(self, *args: Any, **kwargs: Any) -> str:
        """Fill the template, or give what it was filled with before."""
        context = dict(*args, **kwargs)
        page = context["page"]
        meta = {key: value for key, value in page.meta.items() if key != "template"}
        told = repr((self._shared, page.url, page.title, page.edit_url, page.update_date, page.made.picture, meta))
        key = hashlib.blake2b(f"{told}\0{page.content}".encode("utf-8", "surrogatepass"), digest_size=20).digest()
        known = self._outputs.of(key)
        if known is not None:
            return known
        output = self._template.render(context)
        self._outputs.keep(key, output)
        return output


def shared_by_pages(config: MkDocsConfig, nav: Navigation) -> str:
    """What all pages show: the settings, the navigation, and the owner's own templates."""
    settings = Path(config.config_file_path).read_bytes()
    links = [(item.title, getattr(item, "url", "")) for item in nav.pages]
    own = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    files = sorted(own.rglob("*")) if own else []
    changed = [(path.as_posix(), path.stat().st_mtime_ns) for path in files if path.is_file()]
    return repr((hashlib.blake2b(settings).hexdigest(), config.extra.get("leadfront"), links, changed))


def remember(env: Environment, outputs: Outputs, config: MkDocsConfig, nav: Navigation) -> RememberedTemplate:
    """The template for the pages of one build."""
    outputs.begin()
    return RememberedTemplate(env.get_template(PAGE_TEMPLATE), outputs, shared_by_pages(config, nav))
