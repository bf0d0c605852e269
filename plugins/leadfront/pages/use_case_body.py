"""The leader's own words: prepared for the site engine, which renders them, and cut at their headings once rendered."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from markupsafe import Markup

from leadfront.body import has_fence
from leadfront.pages.template import trusted
from leadfront.use_case import UseCase, folded

_ONLY_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})[^\n]*\n(?P<words>.*)\n(?P=fence)", re.DOTALL)
_LOST = re.compile(r"\t|^ +$", re.MULTILINE)
_HEADING = re.compile(r"<h2\b[^>]*>(?P<words>.*?)</h2>", re.DOTALL)
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# A heading inside one of these does not begin a section of the page.
_HOLDERS = ("blockquote", "div", "details", "li", "section", "table")


@dataclass(frozen=True)
class Part:
    """A section of the rendered page."""

    key: str
    """Its key in `leadfront.fields`; empty for a section that the definition does not know."""
    heading: Markup
    text: Markup


def verbatim_prompt(case: UseCase) -> str:
    """The prompt to copy, where the rendered block can't give it back: Markdown turns each tab into spaces, and empties
    a line that holds nothing but spaces.
    """
    prompt = case.by_key.get("prompt")
    if prompt is None or not _LOST.search(prompt.own_text):
        return ""
    if not has_fence(prompt.own_text):
        return prompt.own_text
    only = _ONLY_FENCE.fullmatch(prompt.own_text.strip())
    return only["words"] if only and not has_fence(only["words"]) else ""


def parts_of(rendered: str, case: UseCase) -> tuple[Markup, list[Part]]:
    """Cut rendered HTML at its headings of the second level: what stands before the first, then the sections."""
    keys = {folded(case.heading_of(key)): key for key in case.by_key}
    cuts: list[tuple[int, int, str, str]] = []
    last = 0
    for found in _HEADING.finditer(rendered):
        if not _balanced(rendered[last : found.start()]):
            continue
        words = html.unescape(_TAG.sub("", _PERMALINK.sub("", found["words"])))
        cuts.append((found.start(), found.end(), found[0], keys.pop(folded(words), "")))
        last = found.start()
    if not cuts:
        return trusted(rendered), []
    ends = [*(start for start, *_ in cuts[1:]), len(rendered)]
    return trusted(rendered[: cuts[0][0]]), [
        Part(key, trusted(heading), trusted(rendered[after:end]))
        for (_, after, heading, key), end in zip(cuts, ends, strict=True)
    ]


def _balanced(text: str) -> bool:
    return all(text.count(f"<{tag}") == text.count(f"</{tag}") for tag in _HOLDERS)
