"""What becomes of a page's Markdown. A value."""

from __future__ import annotations

from dataclasses import dataclass, field

from mkdocs.structure.toc import AnchorLink

from leadfront.removals import Removed


@dataclass(frozen=True)
class Converted:
    """What became of a page's Markdown."""

    content: str = ""
    toc: tuple[AnchorLink, ...] = ()
    links_to_anchors: dict[str, dict[str, str]] = field(default_factory=dict)
    """By the uri of the page that is linked to."""
    removed: tuple[Removed, ...] = ()
    """What may not stand on a page, and was taken out."""
