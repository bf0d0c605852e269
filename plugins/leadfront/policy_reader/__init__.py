"""Reads the policy, and what the check needs of the site's settings, from the text of `mkdocs.yml`, as data.

Comes in: the text, and a way to get the text of a file that it inherits from. Goes out: `Settings`, or `PolicyErrors`
with a line and the next step for each mistake. Nothing is imported, no environment variable is read and no tag is
obeyed, whatever the file says: a pull request carries its own `mkdocs.yml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from leadfront.policy import Policy, Site
from leadfront.policy_reader.keys import PolicyKeys
from leadfront.policy_reader.nodes import PLUGIN, LinkError, Node, PolicyErrors, Problem, load, plugin_block, scalars
from leadfront.policy_reader.surroundings import surroundings
from leadfront.policy_reader.values import as_moment
from leadfront.use_case import as_flag

__all__ = ["PLUGIN", "LinkError", "PolicyErrors", "Problem", "Settings", "as_moment", "read_settings", "scalars"]


@dataclass(frozen=True)
class Settings:
    """What `mkdocs.yml` says, as far as Leadfront reads it."""

    policy: Policy
    site: Site
    around: Mapping[str, str] = field(default_factory=dict)
    """What the settings around the policy spell out that could run a program, alter every page or hide one."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """What was read, by path: the file itself and what it inherits."""


def read_settings(
    text: str,
    path: str,
    docs_dir_at: Callable[[str], str] = lambda docs_dir: docs_dir,
    inherited: Callable[[str, str], tuple[str, str]] | None = None,
    known_rules: Iterable[str] = (),
) -> Settings:
    """Read the policy and the site's settings.

    `path` names the file in messages. `docs_dir_at` turns the `docs_dir` setting into a path from the repository's top
    folder. `inherited` takes the path of a file and what its `INHERIT` names, and gives path and text of that file; it
    raises LinkError, an OSError or a ValueError where there is none to be read.
    `known_rules` are the codes of all rules.

    Raises PolicyErrors.
    """
    texts = {path: text}

    def noted(namer: str, name: str) -> tuple[str, str]:
        if inherited is None:
            raise FileNotFoundError(name)
        found, said = inherited(namer, name)
        texts[found] = said
        return found, said

    root = load(text, path, noted if inherited else None)
    reader = PolicyKeys(tuple(known_rules))
    policy = reader.policy(plugin_block(root, path))
    if reader.problems:
        raise PolicyErrors(reader.problems)

    def setting(key: str) -> str:
        node = root.value.get(key)
        return node.value if node is not None and isinstance(node.value, str) else ""

    theme = root.value.get("theme")
    language = theme.value.get("language") if theme is not None and isinstance(theme.value, dict) else None
    spoken = language.value if language is not None and isinstance(language.value, str) else ""
    site = Site(
        config_path=path,
        docs_dir=docs_dir_at(setting("docs_dir") or "docs"),
        name=setting("site_name"),
        url=setting("site_url"),
        repo_url=setting("repo_url"),
        edit_uri=setting("edit_uri"),
        edit_uri_template=setting("edit_uri_template"),
        language=spoken or "en",
        use_directory_urls=as_flag(setting("use_directory_urls")) is not False or not setting("use_directory_urls"),
        markdown_extensions=tuple(_extensions(root.value.get("markdown_extensions"))),
    )
    return Settings(policy, site, surroundings(text, path, inherited), texts)


def _extensions(node: Node | None) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The extensions of Markdown: names, or names with options."""
    items: list[tuple[str, Node | None]] = []
    if node is not None and isinstance(node.value, list):
        for item in node.value:
            items += item.value.items() if isinstance(item.value, dict) else [(item.value, None)]
    elif node is not None and isinstance(node.value, dict):
        items += node.value.items()
    for name, options in items:
        if isinstance(name, str):
            plain = _plain(options) if options is not None else {}
            yield name, plain if isinstance(plain, dict) else {}


def _plain(node: Node) -> Any:
    """A setting as the value that YAML has for it; nothing where it is written with a tag."""
    if isinstance(node.value, dict):
        return {key: value for key, item in node.value.items() if (value := _plain(item)) is not None}
    if isinstance(node.value, list):
        return [value for item in node.value if (value := _plain(item)) is not None]
    if not isinstance(node.value, str) or node.value == "":
        return None
    if node.value.isascii() and node.value.isdigit():
        return int(node.value)
    return {"true": True, "false": False}.get(node.value.lower(), node.value)
