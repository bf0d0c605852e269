"""Reads single values from nodes: texts, numbers, days, quarters. Collects what is wrong, so that everything is said
at once. Knows no key of the policy.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo

from leadfront.policy import Setting
from leadfront.policy_reader.nodes import Node, Problem
from leadfront.quarters import Calendar, Quarter

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WEEK = re.compile(r"(?P<year>\d{4})-W(?P<week>\d{2})", re.ASCII)
_T = TypeVar("_T")


class Values:
    """Turns nodes into values, and collects the problems of those that can't be used."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.calendar = Calendar(ZoneInfo("UTC"))

    def wrong(self, node: Node, message: str) -> None:
        """Note a problem with this value."""
        self.problems.append(Problem(message, node.line, node.path))

    def mapping(self, node: Node, allowed: Iterable[str], what: str = "setting") -> dict[str, Node]:
        """Settings with names, of which only the allowed ones are kept. `what` each of them is, for messages."""
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
                self.problems.append(Problem(f"unknown {what} “{key}”{did_you_mean(key, names)}", line, node.path))
        return {key: item for key, item in node.value.items() if key in names}

    def entries(self, node: Node | None, allowed: Iterable[str], what: str) -> Iterator[tuple[Node, dict[str, Node]]]:
        """A list of things that have an id and a name each. A bare name in their place is told, with what to write."""
        for item in self.items(node):
            if isinstance(item.value, str) and not item.empty:
                typed = " ".join(item.value.split())
                name = typed[:1].upper() + typed[1:]
                identifier = "-".join(re.findall(r"[a-z0-9]+", typed.lower())) or what.rpartition(" ")[2]
                self.wrong(
                    item, f"{what} needs an id: write “{{id: {identifier}, name: {name}}}” in place of “{typed}”"
                )
            else:
                yield item, self.mapping(item, allowed)

    def items(self, node: Node | None) -> list[Node]:
        """A list; a single text is a list of one."""
        if node is None or node.empty:
            return []
        if isinstance(node.value, list):
            return list(node.value)
        if isinstance(node.value, str):
            return [node]
        self.wrong(node, f"{node.name.rpartition('.')[2]} must be a list")
        return []

    def text(self, node: Node | None, what: str) -> str:
        """A text without the space around it; empty where nothing stands there."""
        if node is None or node.empty:
            return ""
        if not isinstance(node.value, str):
            self.wrong(node, f"{what} must be a text")
            return ""
        return node.value.strip()

    def texts(self, node: Node | None, what: str) -> tuple[str, ...]:
        """A list of texts, without the empty ones."""
        return tuple(text for item in self.items(node) if (text := self.text(item, what)))

    def number(self, node: Node | None, what: str, low: int, high: int, default: _T) -> int | _T:
        """A whole number within bounds."""
        text = self.text(node, what)
        if node is None or not text:
            return default
        if not text.isascii() or not text.isdigit() or not (len(text) < 10 and low <= int(text) <= high):
            self.wrong(node, f"{what} must be a whole number from {low} to {high}, not “{text}”")
            return default
        return int(text)

    def flag(self, node: Node | None, what: str, default: bool = False) -> bool:
        """True or false as people type them."""
        text = self.text(node, what).lower()
        if text not in ("", "true", "false", "yes", "no", "on", "off") and node is not None:
            self.wrong(node, f"{what} must be true or false, not “{text}”")
        return text in ("true", "yes", "on") if text else default

    def setting(self, node: Node | None, what: str, default: Setting) -> Setting:
        """How strictly something is taken."""
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
                f"{what} must be off, warning or error, not “{text}”{did_you_mean(text, list(Setting))}",
            )
            return default

    def day(self, node: Node, what: str) -> date | None:
        """A day as year-month-day; None where it is not one."""
        text = self.text(node, what)
        try:
            found = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
        except ValueError:
            found = None
        if found is None or not 1971 < found.year < 9990:
            self.wrong(node, f"{what} must be a day like 2026-10-01, not “{text}”")
            return None
        return found

    def week(self, node: Node) -> date | None:
        """The Monday of a week like 2026-W47; None where it is not one."""
        text = self.text(node, "week")
        match = _WEEK.fullmatch(text)
        try:
            found = date.fromisocalendar(int(match["year"]), int(match["week"]), 1) if match else None
        except ValueError:
            found = None
        if found is None or not 1971 < found.year < 9990:
            self.wrong(node, f"week must be a week of a year like 2026-W47, not “{text}”")
            return None
        return found

    def moment(self, node: Node, what: str) -> datetime | None:
        """A day's first moment, or a time; without an offset, in the policy's zone."""
        text = self.text(node, what)
        found = as_moment(text, self.calendar.zone)
        if found is None:
            self.wrong(node, f"{what} must be a day or a time like 2026-10-01 or 2026-10-01T09:30, not “{text}”")
        return found

    def quarter(self, node: Node | None) -> Quarter | None:
        """A quarter by its label; None where there is none."""
        text = self.text(node, "a quarter")
        if node is None or not text:
            return None
        try:
            return self.calendar.parse(text)
        except ValueError as error:
            self.wrong(node, str(error))
            return None

    def identifier(self, node: Node | None, holder: Node, what: str) -> str:
        """An id, which everything that has one needs."""
        text = self.text(node, what)
        if not text:
            self.wrong(node or holder, f"{what} needs an id, like “id: director”")
        elif not _ID.fullmatch(text):
            self.wrong(node or holder, f"the id “{text}” must be lower-case letters, digits and single hyphens")
        return text


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


def nothing_in(block: Node) -> Node:
    """What stands in for a key of a block that is not there."""
    return Node("", block.line, block.name, block.path)


def did_you_mean(word: str, known: list[str]) -> str:
    """The end of a message that names the nearest known word, or nothing."""
    near = difflib.get_close_matches(word, known, 1, 0.6)
    if not near:
        lowered = {name.lower(): name for name in known}
        near = [lowered[word.lower()]] if word.lower() in lowered else []
    return f", did you mean “{near[0]}”?" if near else ""
