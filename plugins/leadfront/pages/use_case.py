"""The page of one use case: its header, the leader's own words set for reading, and the facts beside them.

The words are Markdown that the site engine renders; here they are prepared for it and, once rendered, cut at their
headings
and framed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from leadfront.pages.cards import card_of, number
from leadfront.pages.ledger import level_uri
from leadfront.pages.page import Page
from leadfront.pages.template import render, time_of, trusted
from leadfront.showcase import Entry
from leadfront.use_case import Effect, UseCase, folded
from leadfront.wording import joined

_FENCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})", re.MULTILINE)
_ONLY_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})[^\n]*\n(?P<words>.*)\n(?P=fence)", re.DOTALL)
_LOST = re.compile(r"\t|^ +$", re.MULTILINE)
_RUN = re.compile(r"`+")
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


@dataclass(frozen=True)
class Fact:
    """A line of the facts beside the words."""

    label: str
    value: Markup | str
    href: str = ""


def use_case(entry: Entry, by_id: Mapping[str, Entry]) -> Page:
    """The page of a use case. `by_id` holds every published one, for links between them."""
    case = entry.case
    return Page(
        uri=entry.uri,
        title=case.title,
        description=case.text("summary"),
        section="use-cases/index.md",
        updated=entry.updated_at.date() if entry.updated_at else case.day("date"),
        markdown=markdown_of(case),
        frame=partial(_frame, entry, by_id),
        title_id="use-case",
    )


def markdown_of(case: UseCase) -> str:
    """The body as the leader wrote it, save that a prompt without a fence gets one, so that it stays word for word."""
    prompt = case.by_key.get("prompt")
    if prompt is None or not prompt.text.strip() or _FENCE.search(prompt.text):
        return case.document.body
    lines = case.document.body.split("\n")
    start = prompt.line - case.document.body_line + 1
    end = next(
        (section.line - case.document.body_line for section in case.sections if section.line > prompt.line), len(lines)
    )
    longest = max((len(run) for run in _RUN.findall(prompt.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([*lines[:start], "", f"{fence}text", prompt.text, fence, "", *lines[end:]])


def verbatim_prompt(case: UseCase) -> str:
    """The prompt to copy, where the rendered block can't give it back: Markdown turns each tab into spaces, and empties
    a line that holds nothing but spaces.
    """
    prompt = case.by_key.get("prompt")
    if prompt is None or not _LOST.search(prompt.text):
        return ""
    if not _FENCE.search(prompt.text):
        return prompt.text
    only = _ONLY_FENCE.fullmatch(prompt.text.strip())
    return only["words"] if only and not _FENCE.search(only["words"]) else ""


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


def _frame(entry: Entry, by_id: Mapping[str, Entry], rendered: str, edit_url: str) -> str:
    case = entry.case
    before, parts = parts_of(rendered, case)
    related = [by_id[name] for name in case.texts("related") if name in by_id and name != case.id]
    tools = joined(list(case.texts("tools"))) or "the assistant"
    return render(
        "use_case.html",
        card=card_of(entry),
        role=case.text("role"),
        level_uri=level_uri(entry.level.id) if entry.level else "",
        facts=_facts(entry),
        tags=case.texts("tags"),
        before=before,
        parts=parts,
        verbatim=verbatim_prompt(case),
        has_result=any(part.key == "result" for part in parts),
        said_by=tools,
        effect=_EffectPicture.of(case.effect) if case.effect else None,
        related=[card_of(other) for other in related],
        landed_at=entry.landed_at,
        updated_at=entry.updated_at,
        verified=case.day("verified"),
        edit_url=edit_url,
    )


def _facts(entry: Entry) -> list[Fact]:
    """What is known beside the words, in the order in which a reader asks."""
    case = entry.case
    day = case.day("date")
    minutes = case.minutes
    facts = [
        Fact(
            "Level",
            entry.level.name if entry.level else case.text("level"),
            level_uri(entry.level.id) if entry.level else "",
        ),
        Fact("Function", entry.function),
        Fact("Done on", time_of(day) if day else case.text("date")),
        Fact("Tools", joined(list(case.texts("tools")), most=6)),
        Fact("Model", case.text("model")),
        Fact("Time it took", _duration(minutes) if minutes is not None else ""),
        Fact("Skills", joined([skill.replace("-", " ") for skill in case.texts("skills")], most=6).capitalize()),
        Fact("Helped by", case.text("coach")),
        Fact("Typed in by", case.text("submitted_by")),
        Fact("May be shared", {"public": "With everyone", "internal": "Inside only"}.get(case.text("sensitivity"), "")),
    ]
    return [fact for fact in facts if fact.value]


def _duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return "1 minute" if minutes == 1 else f"{minutes} minutes"
    words = "1 hour" if hours == 1 else f"{hours} hours"
    return f"{words} {rest} minutes" if rest else words


@dataclass(frozen=True)
class _EffectPicture:
    """Two numbers and two bars."""

    measure: str
    before: str
    after: str
    unit: str
    basis: str
    before_width: float
    after_width: float

    @classmethod
    def of(cls, effect: Effect) -> _EffectPicture:
        largest = max(effect.before, effect.after)
        widths = [round(100 * value / largest, 2) for value in (effect.before, effect.after)] if largest > 0 else [0, 0]
        shown = min(effect.before, effect.after) >= 0
        basis = {"measured": "Measured", "estimated": "Estimated"}.get(effect.basis, "")
        return cls(
            effect.measure,
            number(effect.before),
            number(effect.after),
            effect.unit,
            basis,
            widths[0] if shown else 0,
            widths[1] if shown else 0,
        )
