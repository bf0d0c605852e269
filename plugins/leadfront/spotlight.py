"""The use case of the week: which one the owner has put first, and which came before. Pure: values in, values out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leadfront.showcase import Entry, Showcase


@dataclass(frozen=True)
class SpotlightPick:
    """A use case in the spotlight."""

    entry: Entry
    starts: date
    note: str
    """Why the owner chose it; may be empty."""


def spotlights(showcase: Showcase) -> list[SpotlightPick]:
    """Those that have begun by as-of, newest first. What is not on the site is left out."""
    today = showcase.report.as_of.date()
    begun = [chosen for chosen in showcase.policy.spotlight if chosen.starts <= today]
    if not begun:
        return []
    by_id = {entry.case.id: entry for entry in showcase.entries}
    return [
        SpotlightPick(by_id[chosen.use_case], chosen.starts, chosen.note)
        for chosen in sorted(begun, key=lambda chosen: chosen.starts, reverse=True)
        if chosen.use_case in by_id
    ]


def current_spotlight(showcase: Showcase) -> SpotlightPick | None:
    """The newest that has begun by as-of and is on the site."""
    return next(iter(spotlights(showcase)), None)
