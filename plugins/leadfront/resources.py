"""Where the templates lie: inside the installed package, or at the top of the checkout. May know nothing of what is
in them.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path


@cache
def templates_folder() -> Path:
    """The folder `templates/`.

    Raises FileNotFoundError where the package was installed without it.
    """
    package = Path(__file__).resolve().parent
    # The wheel carries the folder inside the package; in a checkout it lies at the top, where people edit it.
    for candidate in (package / "templates", package.parent.parent / "templates"):
        if (candidate / "pages").is_dir():
            return candidate
    raise FileNotFoundError("leadfront was installed without its templates folder: install it again")


@cache
def asset_uris() -> dict[str, str]:
    """By the name of a file in `templates/assets/`: its uri on the site.

    They lie together in a folder named by a digest of them all, so that no browser keeps an old one and scripts may
    import each other by name.
    """
    files = sorted(path for path in (templates_folder() / "assets").iterdir() if path.is_file())
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    folder = f"assets/leadfront-{digest.hexdigest()[:8]}"
    return {path.name: f"{folder}/{path.name}" for path in files}
