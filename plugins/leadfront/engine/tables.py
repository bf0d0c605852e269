"""Tables that are wider than the window: each in a frame that scrolls and that the keyboard reaches.

The theme does this by script, without the keyboard; where a table has a class, the theme leaves it alone.
"""

from __future__ import annotations

import html

from leadfront.language import Language


def framed(rendered: str, language: Language) -> str:
    """Rendered Markdown with its tables framed. Tables written as HTML with attributes of their own are left alone."""
    plain = rendered.count("<table>")
    if not plain or plain != rendered.count("</table>"):
        return rendered
    label = html.escape(language.gettext("Table"))
    start = f'<div class="lf-scroll" role="group" aria-label="{label}" tabindex="0"><table class="lf-table">'
    return rendered.replace("<table>", start).replace("</table>", "</table></div>")
