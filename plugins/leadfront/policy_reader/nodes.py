"""Takes `mkdocs.yml` apart: from its text to nodes that know their lines, as data. Knows no key of the policy.

No tag is obeyed and nothing is imported, whatever the file says: a pull request carries its own `mkdocs.yml`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

PLUGIN = "leadfront"
YAML_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MAX_DEPTH = 40
_MAX_CHARACTERS = 2 * 1024 * 1024
_TEXT, _LIST, _MAPPING = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))


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


class LinkError(ValueError):
    """A file lies behind a link, which is not followed."""


@dataclass(frozen=True)
class Node:
    """A value of the file with its line and, for messages, its name. `value` is a text, a list or a dict of nodes."""

    value: Any
    line: int
    name: str
    path: str
    key_lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nothing stands there."""
        return self.value in ("", None)


def load(text: str, path: str, inherited: Callable[[str, str], tuple[str, str]] | None, depth: int = 0) -> Node:
    """The whole file, and what it inherits, as far as Leadfront reads it.

    Raises PolicyErrors.
    """
    if len(text) > _MAX_CHARACTERS:
        raise PolicyErrors([Problem(f"this file is longer than {_MAX_CHARACTERS} characters", 1, path)])
    try:
        _refuse_depth(text, path)
        composed = yaml.compose(text, Loader=YAML_LOADER)
    except yaml.YAMLError as error:
        raise PolicyErrors([_unreadable(error, path)]) from None
    root = _convert(composed, "", path, set()) if composed is not None else Node({}, 1, "", path)
    if not isinstance(root.value, dict):
        raise PolicyErrors([Problem("this file must hold settings, like “site_name: …”", 1, path)])
    parent = root.value.pop("INHERIT", None)
    if parent is None:
        return root
    if inherited is None or depth > 4 or not isinstance(parent.value, str):
        raise PolicyErrors([Problem("INHERIT can't be followed here", parent.line, path)])
    elsewhere = Problem(
        f"INHERIT must name a file inside the repository, by a path without links, not “{parent.value}”",
        parent.line,
        path,
    )
    if not _inside(path, parent.value):
        raise PolicyErrors([elsewhere])
    try:
        parent_path, parent_text = inherited(path, parent.value)
    except LinkError:
        raise PolicyErrors([elsewhere]) from None
    except (OSError, ValueError):  # a ValueError is a NUL in the name, or text that is no UTF-8
        problem = Problem(f"INHERIT names “{parent.value}”, which can't be read", parent.line, path)
        raise PolicyErrors([problem]) from None
    return _merged(load(parent_text, parent_path, inherited, depth + 1), root)


def scalars(text: str) -> Iterator[tuple[str, int]]:
    """Every key and single value of a file that `load` has read, as YAML understands it, with its line."""
    root = yaml.compose(text, Loader=YAML_LOADER)
    waiting, seen = [root] if root is not None else [], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            yield node.value, node.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]


def _inside(path: str, name: str) -> bool:
    """Whether a name that a settings file gives leads to another file of the repository."""
    parts = posixpath.normpath(posixpath.join(posixpath.dirname(path), name)).split("/")
    return not posixpath.isabs(name) and parts[0] != ".." and ".git" not in parts


def _unreadable(error: yaml.YAMLError, path: str) -> Problem:
    """Why the file can't be read. What is opened and never closed is told where it opens, not where that is seen."""
    context = str(getattr(error, "context", None) or "")
    open_ended = "flow" in context or "quoted scalar" in context
    mark = getattr(error, "context_mark" if open_ended else "problem_mark", None)
    reason = getattr(error, "problem", None) or "it is not YAML"
    if "flow mapping" in context:
        reason = "what is opened with { in this line is not closed with }, or lacks a comma"
    elif "flow sequence" in context:
        reason = "what is opened with [ in this line is not closed with ], or lacks a comma"
    elif "quoted scalar" in context and "end of" in reason:
        reason = "a quotation mark is opened here and not closed"
    return Problem(f"this file can't be read: {reason}", mark.line + 1 if mark is not None else 1, path)


def _merged(parent: Node, child: Node) -> Node:
    """As MkDocs does it: mappings are merged key by key, everything else is replaced."""
    if not (isinstance(parent.value, dict) and isinstance(child.value, dict)):
        return child
    value = dict(parent.value)
    for key, node in child.value.items():
        value[key] = _merged(value[key], node) if key in value else node
    return Node(value, child.line, child.name, child.path, {**parent.key_lines, **child.key_lines})


def _refuse_depth(text: str, path: str) -> None:
    """Look at the depth before the composer does: libyaml's calls itself for each level of nesting and ends the
    process where the stack does. Its parser does not.
    """
    depth = 0
    for event in yaml.parse(text, Loader=YAML_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MAX_DEPTH:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise PolicyErrors([Problem("this file is nested too deeply", line, path)])
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _convert(node: yaml.Node, name: str, path: str, seen: set[int]) -> Node:
    """Nodes of our own from YAML's. `seen` holds the lists and mappings that were converted already."""
    line = node.start_mark.line + 1
    if node.tag not in (_TEXT, _LIST, _MAPPING):
        # A tag, such as MkDocs' !ENV, may stand for anything. Elsewhere in the site's settings it reads as “not said”.
        if name.startswith("plugins.leadfront") or name in ("docs_dir", "INHERIT"):
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            message = f"{tag} can't be used here: write the value itself, so that it can be reviewed"
            raise PolicyErrors([Problem(message, line, path)])
        return Node("", line, name, path)
    if isinstance(node, yaml.ScalarNode):
        empty = not node.style and node.value in ("~", "null", "Null", "NULL")
        return Node("" if empty else node.value, line, name, path)
    # An alias gives the same node again. A few lines of them make millions of values, and nobody can review those.
    elsewhere = name.startswith("markdown_extensions")  # none of the policy's: as odd as MkDocs allows
    if id(node) in seen and elsewhere:
        return Node("", line, name, path)
    if id(node) in seen:
        message = "“&” and “*” can't be used for lists and groups here: write them out, so that they can be reviewed"
        raise PolicyErrors([Problem(message, line, path)])
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return Node([_convert(item, name, path, seen) for item in node.value], line, name, path)
    value: dict[str, Node] = {}
    key_lines: dict[str, int] = {}
    for key, item in node.value:
        text = key.value if isinstance(key, yaml.ScalarNode) else ""
        if _of_interest(name, text):
            # Of the theme MkDocs takes the last, and so do we.
            if text in value and not elsewhere and (name or text not in ("theme", "markdown_extensions")):
                message = f"“{text}” stands here twice: keep one of the two"
                raise PolicyErrors([Problem(message, key.start_mark.line + 1, path)])
            value[text] = _convert(item, f"{name}.{text}" if name else text, path, seen)
            key_lines[text] = key.start_mark.line + 1
    return Node(value, line, name, path, key_lines)


def _of_interest(parent: str, key: str) -> bool:
    """Everything below the policy, and the few settings of the site; the rest may be as odd as MkDocs allows."""
    if not parent:
        return key in {
            "INHERIT", "docs_dir", "markdown_extensions", "site_name", "site_url", "repo_url", "edit_uri",
            "edit_uri_template", "plugins", "theme",
        }  # fmt: skip
    if parent == "theme":
        return key == "language"
    return parent != "plugins" or key == PLUGIN


def plugin_block(root: Node, path: str) -> Node:
    """The plugin's block, which is the policy.

    Raises PolicyErrors where there is none.
    """
    plugins = root.value.get("plugins")
    listed = plugins.value if plugins is not None else []
    if isinstance(listed, dict):
        listed = [Node({key: node}, node.line, "plugins", node.path) for key, node in listed.items()]
    for item in listed if isinstance(listed, list) else []:
        if isinstance(item.value, dict) and PLUGIN in item.value:
            block: Node = item.value[PLUGIN]
            return block
        if item.value == PLUGIN:
            return Node({}, item.line, f"plugins.{PLUGIN}", item.path)
    line = plugins.line if plugins is not None else 1
    message = "the policy is missing: add “- leadfront:” with launch, timezone and levels under “plugins:”"
    raise PolicyErrors([Problem(message, line, path)])
