"""Tables that are wider than the window: each in a frame that scrolls and that the keyboard reaches.

The theme does this by script, without the keyboard; where a table has a class, the theme leaves it alone.
"""

from __future__ import annotations

_OPEN = '<div class="lf-scroll" role="group" aria-label="Table" tabindex="0"><table class="lf-table">'


def framed(rendered: str) -> str:
    """Rendered Markdown with its tables framed. Tables written as HTML with attributes of their own are left alone."""
    plain = rendered.count("<table>")
    if not plain or plain != rendered.count("</table>"):
        return rendered
    return rendered.replace("<table>", _OPEN).replace("</table>", "</table></div>")
