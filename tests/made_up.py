"""A made-up showcase as values, for tests of its pages: nine quarters, five levels, a gap, a waiver, findings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from leadfront.findings import Finding, Severity
from leadfront.policy import Level, Policy, Site, Waiver
from leadfront.quarters import Calendar
from leadfront.report import Change, LevelState, QuarterState, Report, Update, Verdict
from leadfront.showcase import Entry, Showcase
from leadfront.use_case import read_use_case

ZONE = ZoneInfo("Europe/London")
CALENDAR = Calendar(ZONE)
LAUNCH = datetime(2024, 10, 1, tzinfo=ZONE)
AS_OF = datetime(2026, 11, 21, 12, tzinfo=ZONE)
GAP, WAIVED = "2026-Q1", "2025-Q3"

LEVELS = (
    Level("executive", "Executive team"),
    Level("director", "Directors"),
    Level("head", "Heads of service"),
    Level("manager", "Managers", since=CALENDAR.parse("2025-Q2")),
    Level("lead", "Team leads"),
)
POLICY = Policy(
    launch=LAUNCH,
    calendar=CALENDAR,
    levels=LEVELS,
    waivers=(Waiver("The move to the new building", "Ruth Calder", quarter=CALENDAR.parse(WAIVED)),),
)

BODY = """\
## The task

The paper for the board was due on Friday.

## Prompt

{prompt}

## Output

> Which of these numbers would you defend?

## Result

I cut two of the three numbers.

## What did not work

It invented a deadline.

## How I checked it

I compared every date with the minutes.
"""


def case_text(prompt: str = "Ask me three questions.", body: str | None = None, **fields: str) -> str:
    """The text of a use-case file; `fields` are written as they are, and replace the usual ones."""
    given = {
        "title": "Three questions the board would ask",
        "summary": "I let an assistant attack my own paper.",
        "leader": "Imogen Ashdown",
        "level": "director",
        "function": "finance",
        "date": "2026-10-14",
        "tools": "[Copilot]",
        **fields,
    }
    front = "\n".join(f"{key}: {value}" for key, value in given.items())
    return f"---\n{front}\n---\n\n{BODY.format(prompt=prompt) if body is None else body}"


def entry(slug: str = "board-questions", text: str | None = None, landed: str = "2026-10-20", **fields: str) -> Entry:
    """A published use case; with `landed` empty, one that has not landed yet."""
    path = f"showcase/use-cases/{slug}.md"
    case = read_use_case(path, "showcase/use-cases", (text or case_text(**fields)).encode("utf-8"))
    moment = datetime.fromisoformat(f"{landed}T12:00").replace(tzinfo=ZONE) if landed else None
    return Entry(
        case=case,
        uri=f"use-cases/{slug}.md",
        level=POLICY.level_named(case.version.level),
        function=case.text("function").capitalize(),
        landed_at=moment,
        updated_at=moment,
    )


def update(day: str, level: str | None, slug: str = "board-questions", change: Change = Change.ADDED) -> Update:
    """The evidence of one landing."""
    return Update(
        commit=hashlib.sha1(f"{day} {level} {slug}".encode(), usedforsecurity=False).hexdigest(),
        instant=int(datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZONE).timestamp()),
        zone=ZONE,
        path=f"showcase/use-cases/{slug}.md",
        id=slug,
        leader="Imogen Ashdown",
        level=level,
        change=change,
    )


def quarters(updates: Iterable[Update], as_of: datetime = AS_OF) -> tuple[QuarterState, ...]:
    """The columns of the ledger, from launch to as-of, with these updates."""
    updates = list(updates)
    running = CALENDAR.quarter_of(as_of.date())
    return tuple(
        QuarterState(
            quarter,
            closed=quarter != running,
            updates=tuple(item for item in updates if CALENDAR.quarter_of(item.landed_at.date()) == quarter),
            waiver="The move to the new building" if quarter.label == WAIVED else "",
        )
        for quarter in CALENDAR.between(CALENDAR.quarter_of(LAUNCH.date()), running)
    )


def usual_updates() -> list[Update]:
    """One update by each level in each quarter, save the gap, the waived one, and the directors in the running one."""
    found = []
    for state in quarters(()):
        if state.quarter.label in (GAP, WAIVED):
            continue
        day = (state.quarter.starts + timedelta(days=20)).isoformat()
        in_force = [level for level in LEVELS if level.in_force(state.quarter)]
        found += [update(day, level.id) for level in in_force if state.closed or level.id != "director"]
    return found


def showcase(
    entries: Iterable[Entry] | None = None, updates: Iterable[Update] | None = None, **changes: Any
) -> Showcase:
    """The whole of it. `changes` replace fields of the report."""
    found = tuple(entries if entries is not None else (entry(),))
    published = [item.level.id for item in found if item.level]
    report = Report(
        verdict=Verdict.GAPS,
        as_of=AS_OF,
        revision="0123456789abcdef0123456789abcdef01234567",
        quarters=quarters(usual_updates() if updates is None else updates),
        levels=tuple(
            LevelState(level.id, level.name, True, published.count(level.id), level.id in published) for level in LEVELS
        ),
        findings=(
            Finding("LF301", "quarter-without-update", Severity.ERROR, f"{GAP} went by.", "Add a waiver.", subject=GAP),
            Finding("LF302", "quarter-still-empty", Severity.INFO, "Forty days left.", "Ask somebody."),
            Finding("LF108", "unknown-level", Severity.WARNING, "“boss” is no level.", "Use one.", "showcase/x.md", 4),
        ),
        files_checked=len(found),
    )
    return Showcase(replace(report, **changes), POLICY, Site(name="Orchard Vale"), found)


def empty_showcase(as_of: date = date(2024, 10, 2)) -> Showcase:
    """The day after launch: nothing yet."""
    moment = datetime(as_of.year, as_of.month, as_of.day, 12, tzinfo=ZONE)
    return showcase((), (), as_of=moment, quarters=quarters((), moment), findings=(), files_checked=0)
