"""Reads the policy, and what the check needs of the site's settings, from the text of `mkdocs.yml`, as data.

Comes in: the text, and a way to get the text of a file that it inherits from. Goes out: `Settings`, or `PolicyErrors`
with a line and the next step for each mistake. Nothing is imported, no environment variable is read and no tag is
obeyed, whatever the file says: a pull request carries its own `mkdocs.yml`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from leadfront.fields import SECTION_BY_KEY
from leadfront.policy import ClockOverride, EditorSettings, Function, Level, Policy, Setting, Site, Waiver
from leadfront.quarters import Calendar, Quarter

PLUGIN = "leadfront"
FAMILIES = ("LF1", "LF2", "LF3", "LF4", "LF5", "LF6", "LF7")
EDITOR_BACKENDS = ("github", "gitlab", "forgejo", "gitea")
_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9._~/-]*)?")
_REPOSITORY = re.compile(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)+")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MAX_DEPTH = 40
_MAX_CHARACTERS = 2 * 1024 * 1024
_TEXT, _LIST, _MAPPING = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
# Names that mean another zone on each machine.
_NO_ZONES = frozenset({"localtime", "posixrules", "Factory"})
_T = TypeVar("_T")


@dataclass(frozen=True)
class Problem:
    """One mistake in the policy: where and what, with the next step."""

    message: str
    line: int
    path: str


class PolicyErrors(Exception):  # noqa: N818 - several at once
    """The policy can't be used. `problems` says why, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.path, problem.line)))
        super().__init__("; ".join(f"{p.path}:{p.line}: {p.message}" for p in self.problems))


@dataclass(frozen=True)
class Settings:
    """What `mkdocs.yml` says, as far as Leadfront reads it."""

    policy: Policy
    site: Site


@dataclass(frozen=True)
class _Node:
    """A value of the file with its line and, for messages, its name. `value` is a text, a list or a dict of nodes."""

    value: Any
    line: int
    name: str
    path: str
    key_lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return self.value in ("", None)


def read_settings(
    text: str,
    path: str,
    docs_dir_at: Callable[[str], str] = lambda docs_dir: docs_dir,
    inherited: Callable[[str, str], tuple[str, str]] | None = None,
    known_rules: Iterable[str] = (),
) -> Settings:
    """Read the policy and the site's settings.

    `path` names the file in messages. `docs_dir_at` turns the `docs_dir` setting into a path from the repository's top
    folder. `inherited` takes the path of a file and what its `INHERIT` names, and gives path and text of that file.
    `known_rules` are the codes of all rules.

    Raises PolicyErrors.
    """
    root = _load(text, path, inherited)
    reader = _Reader(path, tuple(known_rules))
    block = _plugin_block(root, path)
    policy = reader.policy(block)
    if reader.problems:
        raise PolicyErrors(reader.problems)

    def setting(key: str) -> str:
        node = root.value.get(key)
        return node.value if node is not None and isinstance(node.value, str) else ""

    site = Site(
        config_path=path,
        docs_dir=docs_dir_at(setting("docs_dir") or "docs"),
        name=setting("site_name"),
        url=setting("site_url"),
        repo_url=setting("repo_url"),
        edit_uri=setting("edit_uri"),
        edit_uri_template=setting("edit_uri_template"),
    )
    return Settings(policy, site)


def _load(text: str, path: str, inherited: Callable[[str, str], tuple[str, str]] | None, depth: int = 0) -> _Node:
    if len(text) > _MAX_CHARACTERS:
        raise PolicyErrors([Problem(f"this file is longer than {_MAX_CHARACTERS} characters", 1, path)])
    try:
        _refuse_depth(text, path)
        composed = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        problem = getattr(error, "problem", None) or "it is not YAML"
        raise PolicyErrors([Problem(f"this file can't be read: {problem}", line, path)]) from None
    root = _convert(composed, "", path, set()) if composed is not None else _Node({}, 1, "", path)
    if not isinstance(root.value, dict):
        raise PolicyErrors([Problem("this file must hold settings, like “site_name: …”", 1, path)])
    parent = root.value.pop("INHERIT", None)
    if parent is None:
        return root
    if inherited is None or depth > 4 or not isinstance(parent.value, str):
        raise PolicyErrors([Problem("INHERIT can't be followed here", parent.line, path)])
    try:
        parent_path, parent_text = inherited(path, parent.value)
    except (OSError, ValueError):  # a ValueError is a NUL in the name, or text that is no UTF-8
        problem = Problem(f"INHERIT names “{parent.value}”, which can't be read", parent.line, path)
        raise PolicyErrors([problem]) from None
    return _merged(_load(parent_text, parent_path, inherited, depth + 1), root)


def _merged(parent: _Node, child: _Node) -> _Node:
    """As MkDocs does it: mappings are merged key by key, everything else is replaced."""
    if not (isinstance(parent.value, dict) and isinstance(child.value, dict)):
        return child
    value = dict(parent.value)
    for key, node in child.value.items():
        value[key] = _merged(value[key], node) if key in value else node
    return _Node(value, child.line, child.name, child.path, {**parent.key_lines, **child.key_lines})


def _refuse_depth(text: str, path: str) -> None:
    """Look at the depth before the composer does: libyaml's calls itself for each level of nesting and ends the
    process where the stack does. Its parser does not.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MAX_DEPTH:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise PolicyErrors([Problem("this file is nested too deeply", line, path)])
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _convert(node: yaml.Node, name: str, path: str, seen: set[int]) -> _Node:
    """Nodes of our own from YAML's. `seen` holds the lists and mappings that were converted already."""
    line = node.start_mark.line + 1
    if node.tag not in (_TEXT, _LIST, _MAPPING):
        # A tag, such as MkDocs' !ENV, may stand for anything. Elsewhere in the site's settings it reads as “not said”.
        if name.startswith("plugins.leadfront") or name in ("docs_dir", "INHERIT"):
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            message = f"{tag} can't be used here: write the value itself, so that it can be reviewed"
            raise PolicyErrors([Problem(message, line, path)])
        return _Node("", line, name, path)
    if isinstance(node, yaml.ScalarNode):
        empty = not node.style and node.value in ("~", "null", "Null", "NULL")
        return _Node("" if empty else node.value, line, name, path)
    # An alias gives the same node again. A few lines of them make millions of values, and nobody can review those.
    if id(node) in seen:
        message = "“&” and “*” can't be used for lists and groups here: write them out, so that they can be reviewed"
        raise PolicyErrors([Problem(message, line, path)])
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return _Node([_convert(item, name, path, seen) for item in node.value], line, name, path)
    value: dict[str, _Node] = {}
    key_lines: dict[str, int] = {}
    for key, item in node.value:
        text = key.value if isinstance(key, yaml.ScalarNode) else ""
        if _of_interest(name, text):
            if text in value:
                message = f"“{text}” stands here twice: keep one of the two"
                raise PolicyErrors([Problem(message, key.start_mark.line + 1, path)])
            value[text] = _convert(item, f"{name}.{text}" if name else text, path, seen)
            key_lines[text] = key.start_mark.line + 1
    return _Node(value, line, name, path, key_lines)


def _of_interest(parent: str, key: str) -> bool:
    """Everything below the policy, and the few settings of the site; the rest may be as odd as MkDocs allows."""
    if not parent:
        return key in {
            "INHERIT", "docs_dir", "site_name", "site_url", "repo_url", "edit_uri", "edit_uri_template", "plugins"
        }  # fmt: skip
    return parent != "plugins" or key == PLUGIN


def _plugin_block(root: _Node, path: str) -> _Node:
    plugins = root.value.get("plugins")
    listed = plugins.value if plugins is not None else []
    if isinstance(listed, dict):
        listed = [_Node({key: node}, node.line, "plugins", node.path) for key, node in listed.items()]
    for item in listed if isinstance(listed, list) else []:
        if isinstance(item.value, dict) and PLUGIN in item.value:
            block: _Node = item.value[PLUGIN]
            return block
        if item.value == PLUGIN:
            return _Node({}, item.line, f"plugins.{PLUGIN}", item.path)
    line = plugins.line if plugins is not None else 1
    message = "the policy is missing: add “- leadfront:” with launch, timezone and levels under “plugins:”"
    raise PolicyErrors([Problem(message, line, path)])


class _Reader:
    """Turns nodes into the policy and collects what is wrong, so that everything is said at once."""

    def __init__(self, path: str, known_rules: tuple[str, ...]) -> None:
        self.path = path
        self.known_rules = known_rules
        self.problems: list[Problem] = []
        self.calendar = Calendar(ZoneInfo("UTC"))

    def wrong(self, node: _Node, message: str) -> None:
        self.problems.append(Problem(message, node.line, node.path))

    # --- values -------------------------------------------------------------------------------------------------

    def mapping(self, node: _Node, allowed: Iterable[str]) -> dict[str, _Node]:
        if node.empty:
            return {}
        if not isinstance(node.value, dict):
            self.wrong(
                node,
                f"{node.name.rpartition('.')[2]} must be settings with names, like “{next(iter(allowed))}: …”",
            )
            return {}
        names = list(allowed)
        for key in node.value:
            if key not in names:
                line = node.key_lines.get(key, node.line)
                self.problems.append(Problem(f"unknown setting “{key}”{_did_you_mean(key, names)}", line, node.path))
        return {key: item for key, item in node.value.items() if key in names}

    def items(self, node: _Node | None) -> list[_Node]:
        if node is None or node.empty:
            return []
        if isinstance(node.value, list):
            return list(node.value)
        if isinstance(node.value, str):
            return [node]
        self.wrong(node, f"{node.name.rpartition('.')[2]} must be a list")
        return []

    def text(self, node: _Node | None, what: str) -> str:
        if node is None or node.empty:
            return ""
        if not isinstance(node.value, str):
            self.wrong(node, f"{what} must be a text")
            return ""
        return node.value.strip()

    def texts(self, node: _Node | None, what: str) -> tuple[str, ...]:
        return tuple(text for item in self.items(node) if (text := self.text(item, what)))

    def number(self, node: _Node | None, what: str, low: int, high: int, default: _T) -> int | _T:
        text = self.text(node, what)
        if node is None or not text:
            return default
        if not text.isascii() or not text.isdigit() or not (len(text) < 10 and low <= int(text) <= high):
            self.wrong(node, f"{what} must be a whole number from {low} to {high}, not “{text}”")
            return default
        return int(text)

    def flag(self, node: _Node | None, what: str) -> bool:
        text = self.text(node, what).lower()
        if text not in ("", "true", "false", "yes", "no", "on", "off") and node is not None:
            self.wrong(node, f"{what} must be true or false, not “{text}”")
        return text in ("true", "yes", "on")

    def setting(self, node: _Node | None, what: str, default: Setting) -> Setting:
        text = self.text(node, what)
        if node is None or not text:
            return default
        if text.lower() == "false":  # YAML's other spelling of off
            return Setting.OFF
        try:
            return Setting(text)
        except ValueError:
            self.wrong(
                node,
                f"{what} must be off, warning or error, not “{text}”{_did_you_mean(text, list(Setting))}",
            )
            return default

    def day(self, node: _Node, what: str) -> date | None:
        text = self.text(node, what)
        try:
            found = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
        except ValueError:
            found = None
        if found is None or not 1971 < found.year < 9990:
            self.wrong(node, f"{what} must be a day like 2026-10-01, not “{text}”")
            return None
        return found

    def moment(self, node: _Node, what: str) -> datetime | None:
        """A day's first moment, or a time; without an offset, in the policy's zone."""
        text = self.text(node, what)
        found = as_moment(text, self.calendar.zone)
        if found is None:
            self.wrong(node, f"{what} must be a day or a time like 2026-10-01 or 2026-10-01T09:30, not “{text}”")
        return found

    def quarter(self, node: _Node | None) -> Quarter | None:
        text = self.text(node, "a quarter")
        if node is None or not text:
            return None
        try:
            return self.calendar.parse(text)
        except ValueError as error:
            self.wrong(node, str(error))
            return None

    def identifier(self, node: _Node | None, holder: _Node, what: str) -> str:
        text = self.text(node, what)
        if not text:
            self.wrong(node or holder, f"{what} needs an id, like “id: director”")
        elif not _ID.fullmatch(text):
            self.wrong(node or holder, f"the id “{text}” must be lower-case letters, digits and single hyphens")
        return text

    # --- the policy ---------------------------------------------------------------------------------------------

    def policy(self, block: _Node) -> Policy:
        keys = (
            "launch", "timezone", "fiscal_year_start", "branch", "pulled_from", "use_cases", "levels", "functions",
            "skills", "coverage", "freshness", "waivers", "clock_overrides", "bots", "count_samples", "rules",
            "sections", "editor",
        )  # fmt: skip
        values = self.mapping(block, keys)
        start = self.number(values.get("fiscal_year_start"), "fiscal_year_start", 1, 12, 1)
        self.calendar = Calendar(self._zone(block, values.get("timezone")), start)
        launch = self._launch(block, values.get("launch"))
        levels = self._levels(block, values.get("levels"))
        coverage = self.mapping(values.get("coverage") or _nothing(block), ("within_quarters",))
        freshness = self.mapping(values.get("freshness") or _nothing(block), ("remind_days", "per_level"))
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
            editor=self._editor(values.get("editor")),
            path=block.path,
            line=block.line,
        )

    def _zone(self, block: _Node, node: _Node | None) -> ZoneInfo:
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

            near = _did_you_mean(name, sorted(available_timezones()))
            self.wrong(node or block, f"“{name}” is not a time zone{near}; write one like Europe/London")
            return ZoneInfo("UTC")

    def _launch(self, block: _Node, node: _Node | None) -> datetime:
        if node is None or node.empty:
            self.wrong(
                node or block,
                "launch is missing: the day from which every quarter needs an update, like “launch: 2026-10-01”",
            )
            return datetime(2000, 1, 1, tzinfo=UTC)
        return self.moment(node, "launch") or datetime(2000, 1, 1, tzinfo=UTC)

    def _folder(self, node: _Node | None) -> str:
        folder = self.text(node, "use_cases").strip("/") or "use-cases"
        if node is not None and any(part in ("", ".", "..") or part.startswith(".") for part in folder.split("/")):
            self.wrong(node, f"use_cases must be a folder inside the showcase folder, not “{folder}”")
        return folder

    def _levels(self, block: _Node, node: _Node | None) -> tuple[Level, ...]:
        levels: list[Level] = []
        taken: set[str] = set()
        for item in self.items(node):
            values = self.mapping(item, ("id", "name", "aliases", "since", "until"))
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
        if not levels:
            self.wrong(
                node or block,
                "levels are missing: list your levels of management from the top down, like “- "
                "{id: director, name: Directors}”",
            )
        return tuple(levels)

    def _functions(self, node: _Node | None) -> tuple[Function, ...]:
        functions: list[Function] = []
        for item in self.items(node):
            values = self.mapping(item, ("id", "name"))
            identifier = self.identifier(values.get("id"), item, "a function")
            if any(function.id == identifier for function in functions):
                self.wrong(item, f"two functions are called “{identifier}”")
            name = self.text(values.get("name"), "name") or identifier.replace("-", " ").capitalize()
            functions.append(Function(identifier, name))
        return tuple(functions)

    def _waivers(self, node: _Node | None, levels: tuple[Level, ...]) -> Iterable[Waiver]:
        known = {name: level.id for level in levels for name in (level.id, *level.aliases)}
        for item in self.items(node):
            before = len(self.problems)
            values = self.mapping(item, ("quarter", "level", "reason", "approved_by", "expires"))
            quarter = self.quarter(values.get("quarter"))
            level = self.text(values.get("level"), "level")
            reason = self.text(values.get("reason"), "reason")
            approved_by = self.text(values.get("approved_by"), "approved_by")
            expires_node = values.get("expires")
            expires = self.day(expires_node, "expires") if expires_node and not expires_node.empty else None
            if level and level not in known:
                self.wrong(
                    values["level"],
                    f"the waiver names “{level}”, which is not a level{_did_you_mean(level, list(known))}",
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

    def _overrides(self, node: _Node | None) -> Iterable[ClockOverride]:
        for item in self.items(node):
            values = self.mapping(item, ("commit", "time", "reason"))
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

    def _rules(self, node: _Node | None) -> dict[str, Setting]:
        if node is None or node.empty:
            return {}
        values = self.mapping(node, (*self.known_rules, *FAMILIES))
        return {code: self.setting(item, code, Setting.ERROR) for code, item in values.items()}

    def _sections(self, node: _Node | None) -> dict[str, str]:
        if node is None or node.empty:
            return {}
        values = self.mapping(node, tuple(SECTION_BY_KEY))
        named = {key: self.text(item, key) for key, item in values.items()}
        return {key: text for key, text in named.items() if text}

    def _editor(self, node: _Node | None) -> EditorSettings:
        if node is None or node.empty:
            return EditorSettings()
        names = ("backend", "repo", "base_url", "api_root", "auth_endpoint", "app_id", "publish")
        values = self.mapping(node, names)
        texts = {name: self.text(values.get(name), name) for name in names[:-1]}
        backend = texts["backend"]
        if backend and backend not in EDITOR_BACKENDS:
            near = _did_you_mean(backend, list(EDITOR_BACKENDS))
            self.wrong(values["backend"], f"backend must be one of {', '.join(EDITOR_BACKENDS)}, not “{backend}”{near}")
        for name in ("base_url", "api_root"):
            if texts[name] and not _ADDRESS.fullmatch(texts[name]):
                self.wrong(values[name], f"{name} must be an address like https://git.example.org, not “{texts[name]}”")
        if texts["repo"] and not _REPOSITORY.fullmatch(texts["repo"]):
            self.wrong(values["repo"], f"repo must be a name like owner/repository, not “{texts['repo']}”")
        return EditorSettings(**texts, publish=self.flag(values.get("publish"), "publish"))


def as_moment(text: str, zone: ZoneInfo) -> datetime | None:
    """A day's first moment or a time as ISO 8601; without an offset, in the zone. None where it is neither."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            found = datetime.combine(date.fromisoformat(text), time.min, zone)
        else:
            found = datetime.fromisoformat(text)
            found = found if found.tzinfo else found.replace(tzinfo=zone)
        if not 1971 < found.year < 9990:
            return None
    except ValueError:
        return None
    return found


def _nothing(block: _Node) -> _Node:
    return _Node("", block.line, block.name, block.path)


def _did_you_mean(word: str, known: list[str]) -> str:
    near = difflib.get_close_matches(word, known, 1, 0.6)
    if not near:
        lowered = {name.lower(): name for name in known}
        near = [lowered[word.lower()]] if word.lower() in lowered else []
    return f", did you mean “{near[0]}”?" if near else ""
