"""Tables: each in a frame that scrolls and that the keyboard reaches, its columns aligned without a style in the text.

Markdown aligns a cell by a style, which a Content-Security-Policy would have to allow in every text; an attribute does
the same. The theme frames wide tables by script, without the keyboard; a table with a class it leaves alone.
"""

from __future__ import annotations

import html
import re

from leadfront.language import Language

_ALIGNED = re.compile(r"""(<t[dh]\b[^<>]*?) style="text-align:\s?(left|center|right);?\"""")


def framed(rendered: str, language: Language) -> str:
    """Rendered Markdown with its tables framed. Tables written as HTML with attributes of their own are left alone."""
    if "text-align" in rendered:
        rendered = _ALIGNED.sub(r'\1 align="\2"', rendered)
    plain = rendered.count("<table>")
    if not plain or plain != rendered.count("</table>"):
        return rendered
    label = html.escape(language.gettext("Table"))
    start = f'<div class="lf-scroll" role="group" aria-label="{label}" tabindex="0"><table class="lf-table">'
    return rendered.replace("<table>", start).replace("</table>", "</table></div>")
