"""What a use case holds: the one definition of its front matter fields and body sections.

Everything that asks for, checks, documents or shows a field is made from this table: validation, JSON Schema, the
web editor's form, the issue form, the blank template and the reference page. To add a field, add it here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MAX_ITEMS = 20
"""How many texts a list may have: each tool and each skill gets a page. Further ones are told, and not shown."""


class Kind(StrEnum):
    """What a field's value is, which decides how it is read, checked and asked for."""

    TEXT = "text"  # one line
    TEXTS = "texts"  # a list of short texts; one text is a list of one
    DATE = "date"  # YYYY-MM-DD
    WHOLE_NUMBER = "whole number"
    NUMBER = "number"
    FLAG = "flag"  # true or false
    CHOICE = "choice"  # one of `choices`
    LEVEL = "level"  # one of the policy's levels
    FUNCTION = "function"  # one of the policy's functions, or any text where the policy has none
    SKILLS = "skills"  # some of the policy's skills
    GROUP = "group"  # a mapping of `parts`


@dataclass(frozen=True)
class Field:
    """One field of the front matter."""

    key: str
    kind: Kind
    label: str
    hint: str
    example: str
    required: bool = False
    max_length: int = 200
    choices: tuple[str, ...] = ()
    default: str = ""
    parts: tuple[Field, ...] = ()
    pattern: str = ""
    counts_as_words: bool = False
    """Whether a change of it is a change in substance (see `leadfront.use_case.words_of`)."""


@dataclass(frozen=True)
class Section:
    """One section of the body, under a heading of the second level."""

    key: str
    heading: str
    hint: str
    required: bool = True
    verbatim: bool = False
    """Shown exactly as it was typed, with a copy button."""


PUBLISHED = "published"
STATUSES = ("draft", PUBLISHED, "retired")

FIELDS: tuple[Field, ...] = (
    Field(
        "title",
        Kind.TEXT,
        "Title",
        "What you did, in one line. A reader decides by it whether to read on.",
        "Three questions the board would ask",
        required=True,
        max_length=120,
        counts_as_words=True,
    ),
    Field(
        "summary",
        Kind.TEXT,
        "Summary",
        "One sentence: what you used AI for and what came of it.",
        "I let an assistant attack my own paper the night before the meeting and fixed two of the three holes.",
        required=True,
        max_length=160,
        counts_as_words=True,
    ),
    Field(
        "leader",
        Kind.TEXT,
        "Leader",
        "Whose work this is: first name and surname.",
        "Imogen Ashdown",
        required=True,
        max_length=80,
    ),
    Field(
        "level",
        Kind.LEVEL,
        "Level",
        "The level of management held when the work was done. It stays when the leader moves on.",
        "director",
        required=True,
    ),
    Field(
        "function",
        Kind.FUNCTION,
        "Function",
        "The department the work was done for.",
        "finance",
        required=True,
        max_length=80,
    ),
    Field(
        "date",
        Kind.DATE,
        "Date of use",
        "The day it was done, as year-month-day.",
        "2026-10-14",
        required=True,
    ),
    Field(
        "tools",
        Kind.TEXTS,
        "Tools",
        "Which AI tools were used.",
        "[Copilot, ChatGPT]",
        required=True,
        max_length=60,
        counts_as_words=True,
    ),
    Field(
        "id",
        Kind.TEXT,
        "Identifier",
        "A name that never changes. Leave it out: the file's name serves.",
        "board-questions",
        max_length=80,
        pattern=r"[a-z0-9]+([-/][a-z0-9]+)*",
    ),
    Field("role", Kind.TEXT, "Role", "The leader's job title at the time.", "Director of Finance", max_length=80),
    Field(
        "model",
        Kind.TEXT,
        "Model",
        "The model or version, if you know it.",
        "Claude Sonnet 4.5",
        max_length=80,
        counts_as_words=True,
    ),
    Field("skills", Kind.SKILLS, "Skills", "The human skills it took.", "[communication, trust]", max_length=60),
    Field("tags", Kind.TEXTS, "Tags", "A few words to find it by.", "[board papers, rehearsal]", max_length=40),
    Field("coach", Kind.TEXT, "Coach", "Who helped, often someone junior.", "Tomasz Bell", max_length=80),
    Field("submitted_by", Kind.TEXT, "Typed in by", "Who typed it in, if not the leader.", "Ana Duarte", max_length=80),
    Field("minutes", Kind.WHOLE_NUMBER, "Minutes", "How long it took you, in minutes.", "12"),
    Field(
        "effect",
        Kind.GROUP,
        "Effect",
        "One thing that can be counted, before and after. Two honest numbers.",
        "{measure: Time to a first draft, before: 180, after: 25, unit: minutes, basis: measured}",
        counts_as_words=True,
        parts=(
            Field(
                "measure",
                Kind.TEXT,
                "What was counted",
                "In words.",
                "Time to a first draft",
                required=True,
                max_length=120,
            ),
            Field("before", Kind.NUMBER, "Before", "The number without AI.", "180", required=True),
            Field("after", Kind.NUMBER, "After", "The number with AI.", "25", required=True),
            Field("unit", Kind.TEXT, "Unit", "What the numbers count.", "minutes", required=True, max_length=40),
            Field(
                "basis",
                Kind.CHOICE,
                "Basis",
                "Whether you measured it or estimated it.",
                "measured",
                required=True,
                choices=("measured", "estimated"),
            ),
        ),
    ),
    Field(
        "sensitivity",
        Kind.CHOICE,
        "Sensitivity",
        "How far the page may travel.",
        "internal",
        choices=("internal", "public"),
        default="internal",
    ),
    Field(
        "verified",
        Kind.DATE,
        "Last tried again",
        "The day you last checked that it still works.",
        "2026-11-02",
        counts_as_words=True,
    ),
    Field(
        "related",
        Kind.TEXTS,
        "Related use cases",
        "Identifiers of others worth reading next.",
        "[board-questions]",
        max_length=120,
    ),
    Field(
        "status",
        Kind.CHOICE,
        "Status",
        "A draft or retired use case is not shown and counts for nothing.",
        PUBLISHED,
        choices=STATUSES,
        default=PUBLISHED,
    ),
    Field(
        "sample",
        Kind.FLAG,
        "Sample",
        "Made up to show how it works; counts for nothing unless the policy says so.",
        "false",
    ),
)

SECTIONS: tuple[Section, ...] = (
    Section("task", "The task", "What you had to do, for whom, and why it mattered."),
    Section(
        "prompt",
        "Prompt",
        "The actual prompt, word for word. Put what you took out in [square brackets]: a reader fills in their own.",
        verbatim=True,
    ),
    Section("output", "Output", "What came back, word for word, or the part that matters.", verbatim=True),
    Section("result", "Result", "What you did with it and what changed."),
    Section("failures", "What did not work", "Where it was wrong, slow or no help. As honest as the result."),
    Section("check", "How I checked it", "How you made sure that the output was right."),
    Section(
        "try",
        "Try it yourself",
        "How someone else can use it: what to put in place of your details.",
        required=False,
    ),
)

DEFAULT_SKILLS = (
    "communication",
    "trust",
    "ethics",
    "learning-agility",
    "collaboration",
    "influence",
    "creativity",
    "resilience",
)

BY_KEY = {field.key: field for field in FIELDS}
SECTION_BY_KEY = {section.key: section for section in SECTIONS}
WORDS_FIELDS = tuple(field for field in FIELDS if field.counts_as_words)
