"""Where the templates lie: inside the installed package, or at the top of the checkout. May know nothing of what is
in them.
"""

from __future__ import annotations

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
