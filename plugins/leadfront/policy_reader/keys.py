"""Reads the policy from its block in `mkdocs.yml`, key by key. Each mistake is told with its line and the next step."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from leadfront.confidential import Terms
from leadfront.fields import SECTION_BY_KEY
from leadfront.policy import ClockOverride, EditorSettings, Function, Level, Policy, Setting, Spotlight, Waiver
from leadfront.policy_reader.nodes import Node
from leadfront.policy_reader.values import Values, did_you_mean, nothing_in
from leadfront.quarters import Calendar

EDITOR_BACKENDS = ("github", "gitlab", "forgejo", "gitea")
_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9._~/-]*)?")
_REPOSITORY = re.compile(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)+")
_HOST = re.compile(r"(?:\*\.)?[A-Za-z0-9*-]*[A-Za-z0-9][A-Za-z0-9*-]*(?:\.[A-Za-z0-9*-]+)*")
_WORDS = re.compile(r"\W*[^\W_].*[^\W_]\W*")
_HASH = re.compile(r"[0-9A-Fa-f]{64}")
# Names that mean another zone on each machine.
_NO_ZONES = frozenset({"localtime", "posixrules", "Factory"})


class PolicyKeys(Values):
    """The policy's keys."""

    def __init__(self, known_rules: tuple[str, ...]) -> None:
        super().__init__()
        self.known_rules = known_rules

    def policy(self, block: Node) -> Policy:
        """The policy, whose gaps are filled where there are `problems`."""
        keys = (
            "launch", "timezone", "fiscal_year_start", "branch", "pulled_from", "use_cases", "levels", "functions",
            "skills", "coverage", "freshness", "waivers", "clock_overrides", "bots", "count_samples", "rules",
            "sections", "spotlight", "playbook", "contact", "editor", "confidential",
            "trusted_files", "trusted_pages",
        )  # fmt: skip
        values = self.mapping(block, keys)
        start = self.number(values.get("fiscal_year_start"), "fiscal_year_start", 1, 12, 1)
        self.calendar = Calendar(self._zone(block, values.get("timezone")), start)
        launch = self._launch(block, values.get("launch"))
        levels = self._levels(block, values.get("levels"))
        coverage = self.mapping(values.get("coverage") or nothing_in(block), ("within_quarters",))
        freshness = self.mapping(values.get("freshness") or nothing_in(block), ("remind_days", "per_level"))
        skills = self.texts(values.get("skills"), "a skill")
        return Policy(
            launch=launch,
            calendar=self.calendar,
            levels=levels,
            branches=self.texts(values.get("branch"), "branch") or ("main",),
            pulled_from=self.texts(values.get("pulled_from"), "pulled_from"),
            use_cases=self._folder(values.get("use_cases")),
            functions=self._functions(values.get("functions")),
            **({"skills": skills} if skills else {}),
            within_quarters=self.number(coverage.get("within_quarters"), "within_quarters", 0, 400, None),
            remind_days=self.number(freshness.get("remind_days"), "remind_days", 0, 366, 21),
            per_level=self.setting(freshness.get("per_level"), "per_level", Setting.OFF),
            waivers=tuple(self._waivers(values.get("waivers"), levels)),
            clock_overrides=tuple(self._overrides(values.get("clock_overrides"))),
            bots=self.texts(values.get("bots"), "bots"),
            count_samples=self.flag(values.get("count_samples"), "count_samples"),
            rules=self._rules(values.get("rules")),
            sections=self._sections(values.get("sections")),
            spotlight=tuple(self._spotlights(values.get("spotlight"))),
            playbook=self.flag(values.get("playbook"), "playbook", default=True),
            contact=" ".join(self.text(values.get("contact"), "contact").split()),
            editor=self._editor(values.get("editor")),
            confidential=self._confidential(values.get("confidential")),
            trusted_files=self.texts(values.get("trusted_files"), "trusted_files"),
            trusted_pages=self.texts(values.get("trusted_pages"), "trusted_pages"),
            path=block.path,
            line=block.line,
        )

    def _zone(self, block: Node, node: Node | None) -> ZoneInfo:
        name = self.text(node, "timezone")
        if not name:
            self.wrong(
                node or block,
                "timezone is missing: name the one in which your quarters begin, like “timezone: Europe/London”",
            )
            return ZoneInfo("UTC")
        try:
            if name in _NO_ZONES or name.startswith(("posix/", "right/")):
                raise ValueError(name)
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            from zoneinfo import available_timezones

            near = _zone_meant(name, sorted(available_timezones() - _NO_ZONES))
            said = near or ", write one like Europe/London"
            self.wrong(node or block, f"“{name}” is not a time zone{said}")
            return ZoneInfo("UTC")

    def _launch(self, block: Node, node: Node | None) -> datetime:
        if node is None or node.empty:
            self.wrong(
                node or block,
                "launch is missing: the day from which every quarter needs an update, like “launch: 2026-10-01”",
            )
            return datetime(2000, 1, 1, tzinfo=UTC)
        return self.moment(node, "launch") or datetime(2000, 1, 1, tzinfo=UTC)

    def _folder(self, node: Node | None) -> str:
        folder = self.text(node, "use_cases").strip("/") or "use-cases"
        if node is not None and any(part in ("", ".", "..") or part.startswith(".") for part in folder.split("/")):
            self.wrong(node, f"use_cases must be a folder inside the showcase folder, not “{folder}”")
        return folder

    def _levels(self, block: Node, node: Node | None) -> tuple[Level, ...]:
        levels: list[Level] = []
        taken: set[str] = set()
        for item, values in self.entries(node, ("id", "name", "aliases", "since", "until"), "a level"):
            identifier = self.identifier(values.get("id"), item, "a level")
            aliases = self.texts(values.get("aliases"), "aliases")
            for name in (identifier, *aliases):
                if name in taken:
                    self.wrong(item, f"two levels are called “{name}”: ids and aliases must differ")
                taken.add(name)
            since, until = self.quarter(values.get("since")), self.quarter(values.get("until"))
            if since and until and until < since:
                self.wrong(item, f"level “{identifier}” ends before it begins: swap since and until")
            name = self.text(values.get("name"), "name") or identifier.replace("-", " ").capitalize()
            levels.append(Level(identifier, name, aliases, since, until, item.line))
        if not self.items(node):
            self.wrong(
                node or block,
                "levels are missing: list your levels of management from the top down, like “- "
                "{id: director, name: Directors}”",
            )
        return tuple(levels)

    def _functions(self, node: Node | None) -> tuple[Function, ...]:
        functions: list[Function] = []
        for item, values in self.entries(node, ("id", "name"), "a function"):
            identifier = self.identifier(values.get("id"), item, "a function")
            if any(function.id == identifier for function in functions):
                self.wrong(item, f"two functions are called “{identifier}”")
            name = self.text(values.get("name"), "name") or identifier.replace("-", " ").capitalize()
            functions.append(Function(identifier, name))
        return tuple(functions)

    def _waivers(self, node: Node | None, levels: tuple[Level, ...]) -> Iterable[Waiver]:
        known = {name: level.id for level in levels for name in (level.id, *level.aliases)}
        for item in self.items(node):
            before = len(self.problems)
            values = self.mapping(item, ("quarter", "level", "reason", "approved_by", "expires"))
            if not isinstance(item.value, dict):
                continue
            quarter = self.quarter(values.get("quarter"))
            level = self.text(values.get("level"), "level")
            reason = self.text(values.get("reason"), "reason")
            approved_by = self.text(values.get("approved_by"), "approved_by")
            expires_node = values.get("expires")
            expires = self.day(expires_node, "expires") if expires_node and not expires_node.empty else None
            if level and level not in known:
                self.wrong(
                    values["level"],
                    f"the waiver names “{level}”, which is not a level{did_you_mean(level, list(known))}",
                )
            if not quarter and not level and len(self.problems) == before:
                self.wrong(item, "a waiver needs a quarter or a level that it excuses")
            if not reason:
                self.wrong(item, "a waiver needs a reason: staff will read it on the site")
            if not approved_by:
                self.wrong(item, "a waiver needs approved_by: who decided it")
            if quarter and expires:
                self.wrong(expires_node or item, "a waiver of a quarter never expires: remove expires")
            if level and not quarter and not expires and len(self.problems) == before:
                self.wrong(item, "a waiver of a level needs expires: the day it ends, like “expires: 2027-06-30”")
            if len(self.problems) == before:
                yield Waiver(reason, approved_by, quarter, known.get(level), expires, item.line)

    def _overrides(self, node: Node | None) -> Iterable[ClockOverride]:
        for item in self.items(node):
            values = self.mapping(item, ("commit", "time", "reason"))
            if not isinstance(item.value, dict):
                continue
            commit = self.text(values.get("commit"), "commit").lower()
            reason = self.text(values.get("reason"), "reason")
            if not re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", commit):
                self.wrong(item, "a clock override needs the full name of its commit (40 letters and digits)")
            elif not reason:
                self.wrong(item, "a clock override needs a reason")
            elif "time" not in values:
                self.wrong(item, "a clock override needs the true time, like “time: 2026-10-01T09:30”")
            else:
                moment = self.moment(values["time"], "time")
                if moment:
                    yield ClockOverride(commit, moment, reason, item.line)

    def _rules(self, node: Node | None) -> dict[str, Setting]:
        if node is None or node.empty:
            return {}
        families = {code[:3] for code in self.known_rules}
        values = self.mapping(node, (*self.known_rules, *sorted(families)), "rule")
        return {code: self.setting(item, code, Setting.ERROR) for code, item in values.items()}

    def _sections(self, node: Node | None) -> dict[str, str]:
        if node is None or node.empty:
            return {}
        values = self.mapping(node, tuple(SECTION_BY_KEY))
        named = {key: self.text(item, key) for key, item in values.items()}
        return {key: text for key, text in named.items() if text}

    def _spotlights(self, node: Node | None) -> Iterable[Spotlight]:
        taken: set[date] = set()
        for item in self.items(node):
            before = len(self.problems)
            values = self.mapping(item, ("use_case", "week", "from", "note"))
            if not isinstance(item.value, dict):
                continue
            use_case = self.text(values.get("use_case"), "use_case")
            note = self.text(values.get("note"), "note")
            days = [values[key] for key in ("week", "from") if key in values and not values[key].empty]
            if not use_case and len(self.problems) == before:
                self.wrong(item, "a spotlight needs use_case: the id of the use case to put first")
            if len(days) != 1 and len(self.problems) == before:
                self.wrong(item, "a spotlight needs either its week, like “week: 2026-W47”, or its first day as “from”")
            starts = None
            if len(days) == 1:
                starts = (
                    self.week(days[0]) if "week" in values and days[0] is values["week"] else self.day(days[0], "from")
                )
            if starts in taken:
                self.wrong(item, f"two spotlights begin on {starts}: only one use case can be put first")
            if starts and len(self.problems) == before:
                taken.add(starts)
                yield Spotlight(use_case, starts, " ".join(note.split()), item.line)

    def _editor(self, node: Node | None) -> EditorSettings:
        if node is None or node.empty:
            return EditorSettings()
        names = ("backend", "repo", "base_url", "api_root", "auth_endpoint", "app_id", "publish")
        values = self.mapping(node, names)
        texts = {name: self.text(values.get(name), name) for name in names[:-1]}
        backend = texts["backend"]
        if backend and backend not in EDITOR_BACKENDS:
            near = did_you_mean(backend, list(EDITOR_BACKENDS))
            self.wrong(values["backend"], f"backend must be one of {', '.join(EDITOR_BACKENDS)}, not “{backend}”{near}")
        for name in ("base_url", "api_root"):
            if texts[name] and not _ADDRESS.fullmatch(texts[name]):
                self.wrong(values[name], f"{name} must be an address like https://git.example.org, not “{texts[name]}”")
        if texts["repo"] and not _REPOSITORY.fullmatch(texts["repo"]):
            self.wrong(values["repo"], f"repo must be a name like owner/repository, not “{texts['repo']}”")
        return EditorSettings(**texts, publish=self.flag(values.get("publish"), "publish"))

    def _confidential(self, node: Node | None) -> Terms:
        if node is None or node.empty:
            return Terms()
        values = self.mapping(node, ("hosts", "words", "hashes"))
        for name, shape, like in (
            ("hosts", _HOST, "the name of a host like files.corp.example, which may begin with *."),
            ("words", _WORDS, "a word or a name of two letters or more"),
            ("hashes", _HASH, "the 64 letters and digits that a finding names"),
        ):
            for item in self.items(values.get(name)):
                if (typed := self.text(item, name)) and not shape.fullmatch(typed):
                    self.wrong(item, f"each of {name} must be {like}, not “{typed}”")
        hosts, words, hashes = (self.texts(values.get(name), name) for name in ("hosts", "words", "hashes"))
        return Terms(hosts, words, tuple(digest.lower() for digest in hashes))


def _zone_meant(name: str, zones: list[str]) -> str:
    """The end of a message that names the zone that was probably meant; nothing where a guess would be a wild one."""
    if name.isupper() and "/" not in name:  # BST may be in Britain, Bangladesh or Bougainville
        return ""
    city = name.casefold().replace(" ", "_")
    near = next((zone for zone in zones if zone.casefold().rpartition("/")[2] == city and "/" in zone), "")
    return f", did you mean “{near}”?" if near else did_you_mean(name, zones)
