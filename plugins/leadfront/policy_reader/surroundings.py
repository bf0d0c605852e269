"""The settings around the policy by which a change could run a program in the build, put something of its own on every
page, or hide what was checked. As data: nothing is imported, no environment variable is read.

What each of them says is kept as it is spelled, to be compared with what it said before; what it means to an owner is
told by the rule LF605.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import yaml

from leadfront.policy_reader.nodes import PLUGIN, YAML_LOADER

# Everything else is told when it changes: what a theme or MkDocs makes of a setting can't be foreseen.
_HARMLESS = frozenset({"INHERIT", "docs_dir"})
"""Read for itself, and told by LF601 with the folder of the use cases."""
_TEXTS = frozenset({"site_name", "site_description", "copyright"})
"""Put into every page as they are: harmless while they are only words."""
_HARMLESS_OF_THEME = frozenset({"language", "palette", "features"})
_NOT_WORDS = frozenset('<"')
_OWN_TAG = "tag:yaml.org,2002:"
_MOST_INHERITED = 5


def surroundings(
    text: str, path: str, inherited: Callable[[str, str], tuple[str, str]] | None, depth: int = 0
) -> Mapping[str, str]:
    """What is spelled out of each such setting, by its name, like `hooks` or `plugins: macros`. The text must have been
    read as a policy before, which refuses what is too deep or no YAML.
    """
    root = yaml.compose(text, Loader=YAML_LOADER)
    if not isinstance(root, yaml.MappingNode):
        return {}
    found: dict[str, str] = {}
    values = {key.value: value for key, value in root.value if isinstance(key, yaml.ScalarNode)}
    parent = values.get("INHERIT")
    if isinstance(parent, yaml.ScalarNode) and inherited and depth < _MOST_INHERITED:
        parent_path, parent_text = inherited(path, parent.value)
        found.update(surroundings(parent_text, parent_path, inherited, depth + 1))
    for name, said in _spelled_out(values):
        # MkDocs joins what is inherited with what is said here, and keeps a plugin that is named twice twice.
        found[name] = f"{found[name]} {said}" if name in found else said
    found.update({f"tag: {tag}": tag for tag in _tags(root)})
    return found


def _spelled_out(values: Mapping[str, yaml.Node]) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if name == "theme":
            parts = _parts(value) if isinstance(value, yaml.MappingNode) else [("name", value)]
            yield from ((f"theme: {part}", _spelled(node)) for part, node in parts if part not in _HARMLESS_OF_THEME)
        elif name in ("plugins", "markdown_extensions"):
            yield from ((f"{name}: {item}", _spelled(node)) for item, node in _parts(value) if item != PLUGIN)
        elif name not in _HARMLESS and not (name in _TEXTS and _is_words(value)):
            yield name, _spelled(value)


def _is_words(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not _NOT_WORDS & set(node.value)


def _parts(node: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
    """The names in a list or a mapping, each with its options where it has any."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            if isinstance(item, yaml.MappingNode):
                yield from _parts(item)
            elif isinstance(item, yaml.ScalarNode):
                yield item.value, item
    elif isinstance(node, yaml.MappingNode):
        yield from ((key.value, value) for key, value in node.value if isinstance(key, yaml.ScalarNode))


def _tags(root: yaml.Node) -> Iterator[str]:
    """What asks for more than is written there: `!ENV SECRET`, `!!python/name:…`."""
    waiting, seen = [root], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if node.tag.startswith("!") or node.tag.startswith(f"{_OWN_TAG}python/"):
            asked = [item for item in node.value if isinstance(item, yaml.ScalarNode)] if _is_list(node) else [node]
            names = " ".join(str(item.value) for item in asked if isinstance(item, yaml.ScalarNode))
            yield f"{node.tag.replace(_OWN_TAG, '!!')} {names}".strip()
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]


def _is_list(node: yaml.Node) -> bool:
    return isinstance(node, yaml.SequenceNode)


def _spelled(node: yaml.Node) -> str:
    """A value, comparable however it is laid out. Anchors stay anchors, so that a few lines can't become millions."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value).strip()
    return " ".join(str(yaml.serialize(node, canonical=True)).split())
