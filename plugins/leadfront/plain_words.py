"""What a contributor wrote in Markdown as plain words, for places that can show no more: feeds, mails, chats. Pure.

No renderer: it takes the marks away and keeps the words, so that whoever shows them need only escape them.
"""

from __future__ import annotations

import html
import re

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FENCE = re.compile(r"^[ \t]*(?:`{3,}|~{3,}).*$", re.MULTILINE)
_LEAD = re.compile(
    r"^[ \t]*(?:(?:>[ \t]?)+|#{1,6}[ \t]+|(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)*", re.MULTILINE
)
_RULE = re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$", re.MULTILINE)
_IMAGE_OR_LINK = re.compile(r"!?\[(?P<words>[^\[\]]*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])")
_ADDRESS = re.compile(r"<(?P<words>(?:https?|mailto):[^<>\s]+)>")
_NOTE_MARK = re.compile(r"\[\^[^\[\]\s]{1,60}\]:?")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_STRONG = re.compile(r"(?<![\w*_\\])(?P<mark>\*{1,3}|_{1,3})(?=\S)(?P<words>[^*_\n]*?[^\s\\])(?P=mark)(?![\w*_])")
_CODE = re.compile(r"(?P<mark>`+)[ ]?(?P<words>[^`\n]+?)[ ]?(?P=mark)(?!`)")
_ESCAPED = re.compile(r"\\(?P<words>[!-/:-@\[-`{-~])")
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+", re.MULTILINE)
_ENDS = frozenset(".!?…:;,”’»\"'")
# A sentence ends where a capital, a figure or a quotation begins after its last sign.
_NEXT_SENTENCE = re.compile(r"(?<=[.!?…])(?<![.\s][^\W\d_]\.)[”’\"')\]]*\s+(?=[“‘\"'(\[]?[^\W_a-zà-öø-ÿ])")


def paragraphs(markdown: str) -> list[str]:
    """The words, paragraph by paragraph; each item of a list is one of its own."""
    text = _FENCE.sub("\n", _COMMENT.sub("", markdown))
    text = _ITEM.sub(lambda item: f"\n{item[0]}", _RULE.sub("", text))
    found = (" ".join(_words(block).split()) for block in re.split(r"\n[ \t]*\n", text))
    return [words for words in found if words]


def excerpt(markdown: str, most: int) -> str:
    """The words on one line, cut at the end of a word where there are more than `most` letters."""
    text = _on_one_line(markdown)
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:–-") + "…"


def opening(markdown: str, most: int, sentences: int = 2) -> str:
    """The first sentences, as far as they fit into `most` letters; where not even one does, its beginning."""
    text = _on_one_line(markdown)
    ends = [found.end() for found in _NEXT_SENTENCE.finditer(text[: most + 80])]
    whole = [end for end in [*ends, len(text)][:sentences] if len(text[:end].rstrip()) <= most]
    return text[: whole[-1]].rstrip() if whole else excerpt(markdown, most)


def _on_one_line(markdown: str) -> str:
    """Items of a list and headings have no full stop of their own: something must keep them apart."""
    *before, last = paragraphs(markdown) or [""]
    return " ".join([*(words if words[-1] in _ENDS else f"{words};" for words in before), last])


def _words(block: str) -> str:
    text = _NOTE_MARK.sub("", _LEAD.sub("", block))
    for pattern in (_IMAGE_OR_LINK, _ADDRESS):
        text = pattern.sub(r"\g<words>", text)
    text = _TAG.sub(" ", text)
    for pattern in (_STRONG, _CODE, _ESCAPED):
        text = pattern.sub(r"\g<words>", text)
    return html.unescape(text)
