"""Try it yourself: a form for the blanks of each prompt that a use case shows. Values only.

The form stands directly after the prompt, hidden; `templates/assets/fill_in.js` shows it and sets what is typed into
the prompt above, which is what the copy buttons copy. Which signs make a blank, `leadfront.blanks` says.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from leadfront.blanks import Blank, blanks_of
from leadfront.language import Language
from leadfront.pages.cards import capital
from leadfront.pages.template import render, trusted

_SHOWN = re.compile(
    r'(?P<code>(?:<div class="(?P<outer>[^"]*)">)?<pre[^>]*>(?:<span></span>)?<code(?P<inner>[^>]*)>(?P<words>.*?)'
    r"</code></pre>(?:\s*</div>)?)"
    r"|<blockquote>\s*(?P<quote>(?:<p>(?:(?!<p>|</?blockquote).)*</p>\s*)+)</blockquote>",
    re.DOTALL,
)
_LANGUAGE = re.compile(r"\blanguage-([\w+#.-]+)")
_PROSE = frozenset({"text", "txt", "plain", "plaintext", "markdown", "md", "prompt"})
"""What a fence may say of its words; in anything else brackets belong to the code."""
_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_MORE_THAN_WORDS = re.compile(r"<(?!/?(?:p|br|em|strong)\b)")
_BREAK = re.compile(r"<br\s*/?>\n?")


@dataclass(frozen=True)
class _Field:
    """One blank as the form asks for it."""

    name: str
    """Its label, told apart from others of the same words."""
    shown: str
    """The blank as it stands in the prompt."""
    follows: int
    """The field from which it takes its words while it is empty: the first of the same words; -1 for none."""


def with_forms(rendered: str, section: str, verbatim: str, language: Language) -> tuple[Markup, int]:
    """The HTML of a section with a form after each prompt that has blanks, and how many forms that are.

    `section` is the section's key. `verbatim` is its one prompt word for word, where the HTML can't give it back.
    """
    if not any(sign in rendered for sign in ("[", "{", "&lt;", "___")):
        return trusted(rendered), 0
    parts: list[str] = []
    end = forms = 0
    for shown in _SHOWN.finditer(rendered):
        text = _text_of(shown, verbatim)
        blanks = blanks_of(text)
        if blanks:
            forms += 1
            form = _form(text, blanks, f"{section}-{forms}", language)
            parts += [rendered[end : shown.end()], "\n", form]
            end = shown.end()
    return trusted("".join([*parts, rendered[end:]])), forms


def _text_of(shown: re.Match[str], verbatim: str) -> str:
    """The words of a block of code, or of a quotation of nothing but words; empty where it is more, or a program."""
    if shown["quote"] is not None:
        if _MORE_THAN_WORDS.search(shown["quote"]):  # a link, a picture, code: the form would take it away
            return ""
        # A line that is broken where the file's line ends goes on, as a reader sees it.
        paragraphs = (_BREAK.sub("\v", words) for words in _PARAGRAPH.findall(shown["quote"]))
        plain = (html.unescape(_TAG.sub("", words)) for words in paragraphs)
        return "\n\n".join(re.sub(r"[ \t]*\n[ \t]*", " ", words).replace("\v", "\n").strip() for words in plain)
    named = _LANGUAGE.search(f"{shown['outer'] or ''} {shown['inner']}")
    if named and named[1].lower() not in _PROSE:
        return ""
    return verbatim or html.unescape(_TAG.sub("", shown["words"])).rstrip("\n")


def _form(text: str, blanks: tuple[Blank, ...], name: str, language: Language) -> str:
    pieces: list[str] = []
    end = 0
    for blank in blanks:
        pieces += [text[end : blank.start], text[blank.start : blank.end]]
        end = blank.end
    return render(
        "fill_in.html",
        language,
        name=name,
        fields=list(_fields(text, blanks, language)),
        # The blanks are every second piece.
        pieces=json.dumps([*pieces, text[end:]], ensure_ascii=False, separators=(",", ":")),
    ).strip()


def _fields(text: str, blanks: tuple[Blank, ...], language: Language) -> Iterator[_Field]:
    labels = [
        capital(blank.label) or language.gettext("Blank %(number)s", number=number)
        for number, blank in enumerate(blanks, 1)
    ]
    all_of = Counter(labels)
    seen: Counter[str] = Counter()
    for blank, label in zip(blanks, labels, strict=True):
        seen[label] += 1
        name = label if all_of[label] == 1 else f"{label} ({seen[label]})"
        follows = labels.index(label) if seen[label] > 1 else -1
        yield _Field(name, text[blank.start : blank.end], follows)
