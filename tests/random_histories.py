"""Random showcases for property tests: a drawn `Story` is a plain value, which `play` turns into a repository.

The vocabulary is small on purpose (three paths that matter, three texts, four levels), so that the same words come back
by copies, reverts, merges and re-adding, and the same quarters are met from both sides of their edges.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from histories import (
    BOT,
    CASES,
    EXECUTABLE,
    FILE,
    IMOGEN,
    SUBMODULE,
    SYMLINK,
    History,
    Person,
    body,
    use_case,
    write_policy,
)
from reference.seasons import season_of

HOUR, DAY = 3600, 86400
START = int(datetime(2025, 11, 20, 12, tzinfo=UTC).timestamp())
ZONES = ("Europe/London", "UTC", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata")
PATHS = ("alpha.md", "team/beta.md", "executive.md")
OTHER_PATHS = ("index.md", "team/README.md", ".drafts/alpha.md", "alpha.txt", "../notes/alpha.md", "alpha.MD")
LEVEL_NAMES = ("executive", "executive", "director", "head-of", "manager", "janitor", None)
PLACES = ("https://git.example.com/leaders/showcase", "origin", "git@elsewhere.example.org:fork/showcase")
# What makes front matter unreadable, or not front matter at all, each a way that people really break it.
BROKEN = (
    "no fence",
    "open",
    "quote",
    "colon",
    "twice",
    "alias",
    "tag",
    "tab",
    "list",
    "dots",
    "late",
    "latin",
    "empty file",
)


@dataclass(frozen=True)
class Draft:
    """One version of a use case."""

    title: int = 0
    text: int = 0
    level: str | None = "executive"
    id: str | None = None
    status: str | None = None
    sample: bool = False
    tools: int = 0
    effect: int = 0
    extra: int = 0
    """Changes in what are no words: tags, role, skills."""
    look: str = "plain"
    """White space: plain, crlf, airy, mark (a byte order mark), wide (Unicode's white space)."""
    broken: str = ""

    def content(self) -> bytes:
        fields: dict[str, Any] = {
            "title": ("Forty letters", "Forty  letters, one afternoon", "forty letters")[self.title],
            "level": self.level,
            "tools": (["Copilot"], "Copilot", ["Copilot", "Excel"])[self.tools],
            "effect": (
                None,
                {"measure": "Hours", "before": 9, "after": 2, "unit": "hours", "basis": "measured"},
                {"measure": "Hours", "before": 9, "after": 3, "unit": "hours", "basis": "measured"},
            )[self.effect],
            "id": self.id,
            "status": self.status,
            "sample": True if self.sample else None,
            "tags": [None, ["letters"], ["letters", "drafts"]][self.extra],
        }
        empty = "\n \n" if self.text == 3 else None
        whole = use_case(body(result=f"Version {self.text} went out.") if empty is None else empty, **fields)
        return _look(_break(whole, self.broken), self.look)


def _break(whole: str, how: str) -> str:
    inner = whole.removeprefix("---\n")
    return {
        "": whole,
        "no fence": inner,
        "open": whole.replace("\n---\n", "\n", 1),
        "quote": f'---\nrole: "unfinished\n{inner}',
        "colon": f"---\nrole: Sales: how\n{inner}",
        "twice": f"---\ntitle: First of two\n{inner}",
        "alias": f"---\nrole: &r Head\ncoach: *r\n{inner}",
        "tag": f"---\nrole: !!python/name:os.system\n{inner}",
        "tab": f"---\nskills:\n\t- trust\n{inner}",
        "list": "---\n- title\n- summary\n---\n\nSome text.\n",
        "dots": whole.replace("\n---\n", "\n...\n", 1),
        "late": "\n" + whole,
        "latin": whole.replace("Forty", "F\udce9"),
        "empty file": "",
    }[how]


def _look(whole: str, look: str) -> bytes:
    head, fence, text = whole.rpartition("\n---\n")
    if look == "airy":
        whole = head + fence + "\n\n" + text.replace(" ", "   ") + "\n\n"
    elif look == "wide":
        whole = head + fence + text.replace(" ", "\u00a0\u2003")
    elif look == "crlf":
        whole = whole.replace("\n", "\r\n")
    elif look == "mark":
        whole = "\ufeff" + whole
    return whole.encode("utf-8", "surrogateescape")


@dataclass(frozen=True)
class Edit:
    """One thing that a commit does. What does not apply (deleting what is not there) does nothing."""

    kind: str
    path: str = PATHS[0]
    to: str = PATHS[1]
    draft: Draft = Draft()
    pick: int = 0


@dataclass(frozen=True)
class Step:
    """A commit, or a merge where it has `sides`: each side is a line of steps that left `back` landings earlier.

    An empty side merges what is there already, as `git merge --no-ff -s ours OLD` and rewriting tools do.
    """

    edits: tuple[Edit, ...] = ()
    wait: int = DAY
    to_edge: int | None = None
    """Seconds from the next quarter's first moment, in place of `wait`."""
    skew: int = 0
    """How far the committer's clock is off."""
    date: str | None = None
    """In place of a time: what git can't read."""
    author: Person = IMOGEN
    sides: tuple[tuple[Step, ...], ...] = ()
    back: int = 0
    subject: str = ""
    turned: bool = False
    """The merge was made by `git pull` on the side, and then pushed: the published line is its second parent."""


@dataclass(frozen=True)
class Story:
    """A showcase's whole past, and the question asked of it."""

    steps: tuple[Step, ...]
    opening: bool = False
    """Whether the first commit publishes a use case of every level."""
    levels: int = 3
    """How many of the levels the policy has, from the top down."""
    zone: str = "UTC"
    fiscal_year_start: int = 1
    launch_after: int = 0
    """Days from the start of the story to launch."""
    asked_after: int = DAY
    """Seconds from the last step to as-of."""
    settings: dict[str, Any] = field(default_factory=dict)
    waivers: tuple[tuple[int | None, str | None, int], ...] = ()
    """Quarter (as a number from launch's on), level, days from the start to expiry."""
    bounds: tuple[tuple[int | None, int | None], ...] = ((None, None), (None, None), (None, None))
    """Of each level: the first and the last quarter, as numbers from launch's on."""
    overrides: tuple[tuple[int, int], ...] = ()
    """Which commit, and how many seconds after the start it really landed."""


@dataclass(frozen=True)
class Played:
    """A story that has become a repository."""

    folder: Path
    config: Path
    tip: str
    commits: tuple[str, ...]
    as_of: datetime


OPENING = Step(
    tuple(
        Edit("write", f"{level}.md", draft=Draft(title=title, level=level))
        for title, level in enumerate(("executive", "director", "manager"))
    )
)


class _Player:
    def __init__(self, folder: Path, story: Story) -> None:
        self.history = History(folder)
        self.story = story
        self.zone = ZoneInfo(story.zone)
        self.clock = START
        self.made: list[str] = []
        self.versions: dict[str, list[bytes]] = {path: [] for path in PATHS}

    def steps(self, steps: tuple[Step, ...]) -> None:
        line = [self.history.head] if self.history.head else []
        for step in steps:
            if step.sides and line:
                self._merge(step, line)
            else:
                self._edit(step)
                self._commit(step)
            assert self.history.head is not None
            line.append(self.history.head)

    def _merge(self, step: Step, line: list[str]) -> None:
        here = line[-1]
        fork = line[max(0, len(line) - 1 - step.back)]
        tips = []
        for side in step.sides:
            self.history.go_to(fork)
            self.steps(side)
            assert self.history.head is not None
            if self.history.head != here and self.history.head not in tips:
                tips.append(self.history.head)
        first, others = (tips[0], [here]) if step.turned and tips else (here, tips)
        self.history.go_to(first)
        if not others:
            self._edit(step)
            self._commit(step)
            return
        time, date = self._time(step)
        drawn = _Merging(self, step)
        self.made.append(
            self.history.merge(
                *others, subject=step.subject, at=time, date=date, author=step.author, then=drawn.changes()
            )
        )

    def _commit(self, step: Step) -> None:
        time, date = self._time(step)
        self.made.append(self.history.commit(step.subject or "Change", time, date=date, author=step.author))

    def _time(self, step: Step) -> tuple[int, str | None]:
        if step.to_edge is None:
            self.clock += step.wait
        else:
            today = datetime.fromtimestamp(self.clock, self.zone).date()
            edge = season_of(today, self.story.fiscal_year_start).ends
            self.clock = int(datetime.combine(edge, time(), self.zone).timestamp()) + step.to_edge
        return max(0, self.clock + step.skew), step.date

    def _edit(self, step: Step) -> None:
        for edit in step.edits:
            self.edit(edit)

    def edit(self, edit: Edit) -> None:
        files, path, to = self.history.files, CASES + edit.path, CASES + edit.to
        if edit.to.startswith("../"):
            to = "showcase/" + edit.to[3:]
        if edit.path.startswith("../"):
            path = "showcase/" + edit.path[3:]
        there = files.get(path.encode())
        if edit.kind == "write":
            self._write(path, edit.draft)
        elif edit.kind == "notes":
            self.history.write("README.md", f"Notes {edit.pick}\n")
        elif edit.kind == "link":
            self.history.write(path, "executive.md", SYMLINK)
        elif edit.kind == "module":
            self.history.write(path, "1" * 40, SUBMODULE)
        elif edit.kind == "ignore" and self.made:
            named = self.made[edit.pick % len(self.made)]
            self.history.write(".git-blame-ignore-revs", f"# reformatted\n\n{named} # all files\n")
        elif edit.kind == "revert" and self.versions.get(edit.path):
            earlier = self.versions[edit.path]
            self.history.write(path, earlier[edit.pick % len(earlier)])
        elif there is None or there[0] not in (FILE, EXECUTABLE):
            return
        elif edit.kind == "delete":
            self.history.delete(path)
        elif edit.kind == "move":
            self.history.move(path, to)
        elif edit.kind == "copy":
            self.history.copy(path, to)
        elif edit.kind == "chmod":
            self.history.write(path, there[1], EXECUTABLE if there[0] == FILE else FILE)

    def _write(self, path: str, draft: Draft) -> None:
        content = draft.content()
        name = path.removeprefix(CASES)
        if name in self.versions:
            self.versions[name].append(content)
        self.history.write(path, content)


class _Merging:
    """What a merge changes by itself, beside what it brings in."""

    def __init__(self, player: _Player, step: Step) -> None:
        self.player = player
        self.step = step

    def changes(self) -> dict[str, str | None]:
        return {
            CASES + edit.path: edit.draft.content().decode("utf-8", "surrogateescape")
            for edit in self.step.edits
            if edit.kind == "write"
        }


def play(story: Story, folder: Path) -> Played:
    """Turn a story into a repository with a policy beside it (not committed: it may name commits)."""
    player = _Player(folder, story)
    player.steps((OPENING, *story.steps) if story.opening else story.steps)
    tip = player.history.head
    assert tip is not None
    start = datetime.fromtimestamp(START, player.zone).date()
    launch = start + timedelta(days=story.launch_after)
    seasons = [season_of(launch, story.fiscal_year_start)]
    for _ in range(12):
        seasons.append(seasons[-1].following)

    def label(number: int | None) -> str | None:
        return None if number is None else seasons[number].label

    every_level: list[dict[str, Any]] = [
        {"id": "executive", "name": "Executive team"},
        {"id": "director", "name": "Directors", "aliases": ["head-of"]},
        {"id": "manager", "name": "Managers"},
    ]
    levels = every_level[: story.levels]
    for level, (since, until) in zip(levels, story.bounds, strict=False):
        level.update({key: value for key, value in (("since", label(since)), ("until", label(until))) if value})
    known = {name for level in levels for name in (level["id"], *level.get("aliases", []))}
    waivers = []
    for number, name, days in story.waivers:
        if name not in (None, *known):
            continue
        waiver: dict[str, Any] = {"reason": "Strike", "approved_by": "Ana Sample"}
        if number is not None:
            waiver["quarter"] = label(number)
        if name:
            waiver["level"] = name
        if number is None:
            waiver["expires"] = _iso(start + timedelta(days=days))
        waivers.append(waiver)
    overrides = {
        player.made[which % len(player.made)]: datetime.fromtimestamp(START + after, player.zone).isoformat()
        for which, after in story.overrides
    }
    config = write_policy(
        folder,
        launch=_iso(launch),
        timezone=story.zone,
        fiscal_year_start=story.fiscal_year_start,
        levels=levels,
        waivers=waivers,
        clock_overrides=[{"commit": name, "time": at, "reason": "Wrong clock"} for name, at in overrides.items()],
        **story.settings,
    )
    as_of = datetime.fromtimestamp(max(player.clock + story.asked_after, START - 400 * DAY), UTC)
    return Played(folder, config, tip, tuple(player.made), as_of)


def _iso(day: date) -> str:
    return day.isoformat()


# --- drawing ----------------------------------------------------------------------------------------------------------


def _mostly(usual: Any, *others: Any) -> st.SearchStrategy[Any]:
    """Usually the first; one of the others about every fifth time."""
    return st.sampled_from([usual] * 4 * len(others) + list(others))


DRAFTS = st.builds(
    Draft,
    title=_mostly(0, 1, 2),
    text=st.sampled_from([0, 1, 2] * 4 + [3]),
    level=st.sampled_from(LEVEL_NAMES),
    id=_mostly(None, "one", "two"),
    status=_mostly(None, "draft", "retired", "published", ""),
    sample=_mostly(False, True),
    tools=_mostly(0, 1, 2),
    effect=_mostly(0, 1, 2),
    extra=_mostly(0, 1, 2),
    look=_mostly("plain", "crlf", "airy", "mark", "wide"),
    broken=_mostly("", *BROKEN),
)
EDITS = st.builds(
    Edit,
    kind=st.sampled_from(
        ["write"] * 8 + ["revert", "delete", "move", "copy", "chmod", "notes", "link", "module", "ignore"]
    ),
    path=st.sampled_from(PATHS * 3 + OTHER_PATHS),
    to=st.sampled_from(PATHS * 2 + OTHER_PATHS),
    draft=DRAFTS,
    pick=st.integers(0, 15),
)
SUBJECTS = st.sampled_from(
    ["", "Merge branch 'topic'", "Merge pull request #7 from ana/topic", "Merge branch 'main'"]
    + [f"Merge branch '{branch}' of {place}" for branch in ("main", "live", "topic") for place in PLACES]
    + [
        f"Merge remote-tracking branch '{remote}/{branch}'"
        for remote in ("origin", "fork")
        for branch in ("main", "topic")
    ]
    + [
        "Merge branch 'live' of origin into live",
        "Merge remote-tracking branch 'origin/main' of x",
        "Say Merge branch 'main' of origin",
    ]
)
WAITS = st.sampled_from([0, 60, 5 * HOUR, 3 * DAY, 20 * DAY, 40 * DAY, 95 * DAY])
SKEWS = _mostly(0, -HOUR, -3 * DAY, -120 * DAY, 15 * HOUR, 24 * HOUR, 24 * HOUR + 1, 5 * DAY, 400 * DAY)
DATES = _mostly(None, None, None, None, "tomorrow +0000", "18446744073709551615 +0000", "999999999999999999999 +0000")
COMMITS = st.builds(
    Step,
    edits=st.lists(EDITS, min_size=1, max_size=3).map(tuple),
    wait=WAITS,
    to_edge=_mostly(None, -1, 0, 1, -HOUR, HOUR),
    skew=SKEWS,
    date=DATES,
    author=st.sampled_from([IMOGEN, IMOGEN, BOT]),
    subject=_mostly("Change", "Merge branch 'main' of origin"),
)
# An ordinary update by somebody with an ordinary clock, so that some stories fill every quarter and pass.
TIDY = st.builds(
    Step,
    edits=st.tuples(
        st.builds(
            Edit,
            kind=st.just("write"),
            path=st.sampled_from(PATHS),
            draft=st.builds(
                Draft,
                title=st.integers(0, 2),
                text=st.integers(0, 2),
                level=st.sampled_from(LEVEL_NAMES[:3]),
                effect=st.integers(0, 2),
            ),
        )
    ),
    wait=st.sampled_from([20 * DAY, 40 * DAY, 60 * DAY]),
)
MERGES = st.deferred(
    lambda: st.builds(
        Step,
        edits=st.just(()) | st.lists(EDITS, max_size=1).map(tuple),
        wait=WAITS,
        skew=SKEWS,
        author=st.sampled_from([IMOGEN, BOT]),
        sides=_mostly_one_side(),
        back=st.integers(0, 3),
        subject=SUBJECTS,
        turned=st.booleans(),
    )
)


def _mostly_one_side() -> st.SearchStrategy[Any]:
    side = st.lists(COMMITS | COMMITS | COMMITS | MERGES, max_size=3).map(tuple)
    return st.lists(side, min_size=1, max_size=2).map(tuple)


SETTINGS = st.fixed_dictionaries(
    {
        "bots": st.sampled_from(
            [[], *[["*[bot]@bots.example.com"]] * 4, ["renewals*"], ["*@example.org"], ["an?@example.com"]]
        )
    },
    optional={
        "branch": st.sampled_from(["main", "live", ["live", "main"]]),
        "pulled_from": st.sampled_from([["origin"], ["https://git.example.com/*"], ["*"], ["orig?n", "git@*"]]),
        "count_samples": st.booleans(),
        "coverage": st.builds(lambda count: {"within_quarters": count}, st.integers(0, 3)),
        "freshness": st.builds(lambda setting: {"per_level": setting}, st.sampled_from(["off", "warning", "error"])),
    },
)
_NUMBERS = st.none() | st.integers(0, 5)
WAIVERS = st.lists(
    st.tuples(
        _NUMBERS, st.sampled_from([None, "executive", "director", "head-of", "manager"]), st.integers(0, 500)
    ).filter(lambda waiver: waiver[0] is not None or waiver[1] is not None),
    max_size=3,
).map(tuple)
BOUNDS = st.tuples(_NUMBERS, _NUMBERS).map(
    lambda pair: pair if None in pair or pair[0] <= pair[1] else (pair[1], pair[0])  # type: ignore[operator]
)


def stories(most: int = 8) -> st.SearchStrategy[Story]:
    """Stories of up to `most` steps on the published line."""
    return st.builds(
        Story,
        steps=(
            st.lists(COMMITS | COMMITS | TIDY | MERGES, min_size=most // 2, max_size=most)
            | st.lists(TIDY, min_size=most // 2, max_size=most)
        ).map(tuple),
        opening=st.booleans(),
        levels=st.sampled_from([3, 2, 1]),
        zone=st.sampled_from(ZONES),
        fiscal_year_start=_mostly(1, *range(2, 13)),
        launch_after=st.sampled_from([0, 12, 60, 150]),
        asked_after=st.sampled_from([DAY, 0, 12 * HOUR, -12 * HOUR, -2 * DAY, -100 * DAY, 40 * DAY, 100 * DAY]),
        settings=SETTINGS,
        waivers=WAIVERS,
        bounds=st.tuples(*[st.just((None, None)) | BOUNDS] * 3),
        overrides=st.lists(st.tuples(st.integers(0, 15), st.integers(-30 * DAY, 400 * DAY)), max_size=2).map(tuple),
    )


def examples(count: int) -> settings:
    """How many stories to try: the same ones in every run, so that CI is reproducible."""
    slow = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    return settings(max_examples=count, deadline=None, derandomize=True, database=None, suppress_health_check=slow)


def without_ignored(story: Story) -> Story:
    """The same story without `.git-blame-ignore-revs`, which is meant to change what is past."""

    def cleaned(step: Step) -> Step:
        edits = tuple(edit for edit in step.edits if edit.kind != "ignore")
        return replace(step, edits=edits, sides=tuple(tuple(cleaned(s) for s in side) for side in step.sides))

    return replace(story, steps=tuple(cleaned(step) for step in story.steps))
