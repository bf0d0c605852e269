"""The policy block of `mkdocs.yml`, read as texts, with the defaults that the specification gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from reference.seasons import Season, season_called, season_of


@dataclass(frozen=True)
class Rank:
    """A level of management."""

    id: str
    name: str
    called: tuple[str, ...]
    since: Season | None
    until: Season | None

    def in_force(self, season: Season) -> bool:
        return (self.since is None or self.since <= season) and (self.until is None or season <= self.until)


@dataclass(frozen=True)
class Excuse:
    """A waiver."""

    season: Season | None
    level: str | None
    expires: date | None


@dataclass(frozen=True)
class Settings:
    """The policy."""

    zone: ZoneInfo
    fiscal_year_start: int
    launch: datetime
    branches: tuple[str, ...]
    pulled_from: tuple[str, ...]
    folder: str
    ranks: tuple[Rank, ...]
    within_quarters: int | None
    per_level: str
    excuses: tuple[Excuse, ...]
    clock: dict[str, int]
    bots: tuple[str, ...]
    count_samples: bool

    def rank_called(self, name: str) -> Rank | None:
        return next((rank for rank in self.ranks if name in rank.called), None)

    def day_of(self, instant: int) -> date:
        return datetime.fromtimestamp(instant, self.zone).date()

    def season_at(self, instant: int) -> Season:
        return season_of(self.day_of(instant), self.fiscal_year_start)


def read_settings(path: Path) -> Settings:
    """Read `mkdocs.yml`; the tests write it, so it is right."""
    whole = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    (block,) = (plugin["leadfront"] for plugin in whole["plugins"] if isinstance(plugin, dict))
    zone = ZoneInfo(block["timezone"])
    start = int(block.get("fiscal_year_start") or 1)

    def season(label: str | None) -> Season | None:
        return season_called(label, start) if label else None

    ranks = tuple(
        Rank(
            item["id"],
            item["name"],
            (item["id"], *item.get("aliases", [])),
            season(item.get("since")),
            season(item.get("until")),
        )
        for item in block["levels"]
    )
    ids = {name: rank.id for rank in ranks for name in rank.called}
    branch = block.get("branch") or "main"
    return Settings(
        zone=zone,
        fiscal_year_start=start,
        launch=_moment(block["launch"], zone),
        branches=tuple([branch] if isinstance(branch, str) else branch),
        pulled_from=tuple(block.get("pulled_from") or ()),
        folder=f"{whole['docs_dir']}/{block.get('use_cases') or 'use-cases'}/",
        ranks=ranks,
        within_quarters=_count((block.get("coverage") or {}).get("within_quarters")),
        per_level=(block.get("freshness") or {}).get("per_level") or "off",
        excuses=tuple(
            Excuse(season(item.get("quarter")), ids.get(item.get("level")), _day(item.get("expires")))
            for item in block.get("waivers") or ()
        ),
        clock={
            item["commit"]: int(_moment(item["time"], zone).timestamp()) for item in block.get("clock_overrides") or ()
        },
        bots=tuple(block.get("bots") or ()),
        count_samples=block.get("count_samples") == "true",
    )


def _moment(text: str, zone: ZoneInfo) -> datetime:
    if len(text) == len("2026-01-01"):
        return datetime.combine(date.fromisoformat(text), time(), zone)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _count(text: Any) -> int | None:
    return int(text) if text not in (None, "", "null") else None
