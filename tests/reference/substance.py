"""What a file says: whether it is a published use case, and with which words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

WORD_FIELDS = ("title", "summary", "tools", "model", "effect", "verified")


@dataclass(frozen=True)
class Case:
    """A published use case, as one version of one file tells it."""

    path: str
    id: str
    leader: str
    level: str
    words: tuple[tuple[str, ...], ...]


def could_be_use_case(path: str, folder: str) -> bool:
    """Whether a file's name is that of a use case."""
    if not path.startswith(folder) or not path.endswith(".md"):
        return False
    parts = path[len(folder) :].split("/")
    return parts[-1] not in ("index.md", "README.md") and not any(part.startswith(".") for part in parts)


def published_case(path: str, content: bytes, folder: str, count_samples: bool) -> Case | None:
    """The use case that a file publishes, or None where it publishes nothing."""
    read = _take_apart(content)
    if read is None:
        return None
    front, text = read
    if not text.strip() or _one(front.get("status")) not in ("", "published"):
        return None
    if _one(front.get("sample")) not in ("", "false") and not count_samples:
        return None
    words = (tuple(text.split()), *(tuple(_flat(front.get(key)).split()) for key in WORD_FIELDS))
    return Case(
        path=path,
        id=_one(front.get("id")) or path[len(folder) : -len(".md")],
        leader=_one(front.get("leader")),
        level=_one(front.get("level")),
        words=words,
    )


@cache  # random stories say the same few things again and again
def _take_apart(content: bytes) -> tuple[dict[str, Any], str] | None:
    """Front matter and body; None where the front matter can't be read."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[0].rstrip(" \t") != "---":
        return None
    for number, line in enumerate(lines):
        if number and line.rstrip(" \t") == "---":
            front = _mapping("\n".join(lines[1:number]))
            return None if front is None else (front, "\n".join(lines[number + 1 :]))
    return None


def _mapping(text: str) -> dict[str, Any] | None:
    """YAML as texts; None where it is no mapping, or holds what the specification refuses."""
    try:
        for event in yaml.parse(text):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or _tagged(event):
                return None
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        if node is None:
            return {}
        if _has_twins(node):
            return None
        value = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    except yaml.YAMLError:
        return None
    return value if isinstance(value, dict) else None


def _tagged(event: Any) -> bool:
    return getattr(event, "tag", None) not in (None, "!")


def _has_twins(node: Any) -> bool:
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        return len(set(keys)) < len(keys) or any(_has_twins(value) for _, value in node.value)
    return isinstance(node, yaml.SequenceNode) and any(_has_twins(item) for item in node.value)


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(_flat(value[key]) for key in sorted(value))
    return " ".join(_flat(item) for item in value) if isinstance(value, list) else str(value or "")


def _one(value: Any) -> str:
    return " ".join(_flat(value).split())
