"""The headers and what each of them says. Knows no server: see `forms`.

Measured in Chromium with Material 9.8: the site needs nothing beyond this. Styles in the text are not among it, since
nothing that a contributor writes may hold one; what the theme's script does with an element's style is no such style.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

POLICY = "Content-Security-Policy"
_ONLY_AS_HEADER = "frame-ancestors"


@dataclass(frozen=True)
class Headers:
    """The headers of the pages, and of the form at /editor/ where there is one; and where the site lies."""

    pages: dict[str, str]
    editor: dict[str, str]
    root: str = "/"
    """The path of the site on its server."""

    @property
    def policy(self) -> str:
        """The Content-Security-Policy of the pages."""
        return self.pages[POLICY]


def headers(scripts: Iterable[str], editor_policy: str = "", root: str = "/") -> Headers:
    """The headers, by the sources of the scripts that stand in the pages and the policy that the form's page names.

    `root` is the path of the site on its server.
    """
    policy = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *sorted(scripts)]),
        "style-src": "'self'",
        "img-src": "'self' data:",  # the theme's style draws its icons from data: addresses
        "font-src": "'self'",
        "media-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        _ONLY_AS_HEADER: "'none'",
    }
    pages = {
        POLICY: "; ".join(f"{name} {sources}" for name, sources in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    editor = {
        **pages,
        POLICY: f"{editor_policy}; {_ONLY_AS_HEADER} 'none'",
        # People sign in in a window that tells the one that opened it how it went.
        "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
    }
    return Headers(pages, editor if editor_policy else {}, root if root.endswith("/") else f"{root}/")


def without_frames(policy: str) -> str:
    """The policy as a page can say it of itself: by whom it may be framed, only the server can say."""
    return "; ".join(part for part in policy.split("; ") if not part.startswith(f"{_ONLY_AS_HEADER} "))
