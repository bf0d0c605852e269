"""The ledger, coverage, freshness and the verdict, computed by walking the whole past once for every question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from reference.past import Past
from reference.seasons import Season, season_of
from reference.settings import Rank, Settings, read_settings
from reference.substance import Case


@dataclass(frozen=True)
class Cell:
    """One use case that one landing updated."""

    commit: str
    time: int
    season: Season
    case: Case
    level: str | None
    change: str


def examine(folder: Path, *, as_of: datetime, revision: str = "HEAD", config: str = "mkdocs.yml") -> dict[str, Any]:
    """Judge a repository; the answer has the shape of the report's JSON."""
    settings = read_settings(folder / config)
    past = Past(folder, revision, settings)
    now = int(as_of.astimezone(UTC).timestamp())
    cells = _cells(past, settings, now)
    launched = as_of >= settings.launch
    running = settings.season_at(now)
    seasons = _seasons(settings, running) if launched else []

    quarters = [_quarter(season, running, settings, cells) for season in seasons]
    levels = [_level(rank, past, settings, cells, now, seasons) for rank in settings.ranks]
    stale = any(q["state"] == "closed" and not q["updated"] and not q["waived"] for q in quarters)
    uncovered = any(level["in_force"] and not level["covered"] and not level["waived"] for level in levels)
    skipped = settings.per_level == "error" and any(
        season < running and _skipped(season, rank, settings, cells) for season in seasons for rank in settings.ranks
    )
    return {
        "verdict": "gaps" if launched and (stale or uncovered or skipped) else "pass",
        "quarters": quarters,
        "levels": levels,
    }


def _cells(past: Past, settings: Settings, now: int) -> list[Cell]:
    cells: list[Cell] = []
    words_before: set[Any] = set()
    ids_before: set[str] = set()
    for landing in past.landings(now):
        cases = past.published_after(landing.commit)
        for case in cases:
            if case.words in words_before or landing.time is None or not landing.earns:
                continue
            rank = settings.rank_called(case.level)
            cells.append(
                Cell(
                    landing.commit.name,
                    landing.time,
                    settings.season_at(landing.time),
                    case,
                    rank.id if rank else None,
                    "changed" if case.id in ids_before else "added",
                )
            )
        words_before |= {case.words for case in cases}
        ids_before |= {case.id for case in cases}
    return cells


def _seasons(settings: Settings, running: Season) -> list[Season]:
    seasons = [season_of(settings.launch.astimezone(settings.zone).date(), settings.fiscal_year_start)]
    while seasons[-1] < running:
        seasons.append(seasons[-1].following)
    return seasons


def _quarter(season: Season, running: Season, settings: Settings, cells: list[Cell]) -> dict[str, Any]:
    landings = [
        {
            "commit": cell.commit,
            "landed_at": _iso(cell.time, settings),
            "path": cell.case.path,
            "id": cell.case.id,
            "leader": cell.case.leader,
            "level": cell.level,
            "change": cell.change,
        }
        for cell in cells
        if cell.season == season
    ]
    return {
        "label": season.label,
        "starts": season.starts.isoformat(),
        "ends": season.ends.isoformat(),
        "state": "closed" if season < running else "running",
        "updated": bool(landings),
        "waived": any(excuse.season == season and excuse.level is None for excuse in settings.excuses),
        "landings": landings,
    }


def _level(
    rank: Rank, past: Past, settings: Settings, cells: list[Cell], now: int, seasons: list[Season]
) -> dict[str, Any]:
    published = [case for case in past.published_after(past.commit(past.tip)) if case.level in rank.called]
    mine = [cell for cell in cells if cell.level == rank.id]
    covered = bool(published)
    if settings.within_quarters is not None and seasons:
        # Before launch there are no quarters, so there are no cells either.
        recent = seasons[-1 - settings.within_quarters :]
        covered = covered and any(cell.season in recent for cell in mine)
    today = settings.day_of(now)
    return {
        "id": rank.id,
        "name": rank.name,
        "in_force": rank.in_force(settings.season_at(now)),
        "published": len(published),
        "covered": covered,
        "waived": any(
            excuse.level == rank.id and excuse.season is None and excuse.expires is not None and today <= excuse.expires
            for excuse in settings.excuses
        ),
        "last_landed_at": _iso(mine[-1].time, settings) if mine else None,
    }


def _skipped(season: Season, rank: Rank, settings: Settings, cells: list[Cell]) -> bool:
    """Whether a level in force let a closed quarter go by, unexcused."""
    if not rank.in_force(season) or any(cell.season == season and cell.level == rank.id for cell in cells):
        return False
    for excuse in settings.excuses:
        if excuse.season == season and excuse.level in (None, rank.id):
            return False
        if excuse.season is None and excuse.level == rank.id and excuse.expires is not None:
            last_day = season.ends - timedelta(days=1)
            if last_day <= excuse.expires:
                return False
    return True


def _iso(instant: int, settings: Settings) -> str:
    return datetime.fromtimestamp(instant, settings.zone).isoformat()
