"""Reads the policy, and what the check needs of the site's settings, from the text of `mkdocs.yml`, as data.

Comes in: the text, and a way to get the text of a file that it inherits from. Goes out: `Settings`, or `PolicyErrors`
with a line and the next step for each mistake. Nothing is imported, no environment variable is read and no tag is
obeyed, whatever the file says: a pull request carries its own `mkdocs.yml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from leadfront.policy import Policy, Site
from leadfront.policy_reader.keys import PolicyKeys
from leadfront.policy_reader.nodes import PLUGIN, PolicyErrors, Problem, load, plugin_block
from leadfront.policy_reader.values import as_moment
from leadfront.use_case import as_flag

__all__ = ["PLUGIN", "PolicyErrors", "Problem", "Settings", "as_moment", "read_settings"]


@dataclass(frozen=True)
class Settings:
    """What `mkdocs.yml` says, as far as Leadfront reads it."""

    policy: Policy
    site: Site


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
    root = load(text, path, inherited)
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
    )
    return Settings(policy, site)
