"""Whose fault it is that a build failed: ours, or that of a template, a hook or a plugin that the owner chose.

Comes in: the error that was raised. Goes out: words for the owner; nothing where the fault may be ours.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateNotFound
from mkdocs.config.defaults import MkDocsConfig

from leadfront.escaping import plain
from leadfront.resources import templates_folder

_PACKAGE = Path(__file__).parents[1]


def fault_in_settings(error: BaseException) -> str:
    """What is to be said of an error that was raised while MkDocs read its settings; empty where it may be ours."""
    if any(_is_ours(path) for path, _ in list(_frames(error))[:-1]):  # the last one is who asked for it
        return ""
    return f"a setting, or a hook or plugin that it names, can't be used ({_words(error)}). Mend it, or take it out"


def fault_in_build(error: BaseException, config: MkDocsConfig) -> str:
    """The same for one that was raised while the pages were made."""
    settings = Path(config.config_file_path).name
    templates = Path(config.theme.custom_dir).absolute() if config.theme.custom_dir else None
    theme = [Path(folder).absolute() for folder in config.theme.dirs]
    # MkDocs keeps hooks among the plugins; they are modules themselves.
    hooks = {Path(plugin.__file__) for plugin in config.plugins.values() if hasattr(plugin, "__file__")}
    plugins = {
        Path(file): name
        for name, plugin in config.plugins.items()
        if (file := getattr(sys.modules[type(plugin).__module__], "__file__", ""))
    }
    for path, line in _frames(error):
        if _is_ours(path):
            return ""
        if templates and path.is_relative_to(templates):
            place = f"the template {path}, line {line},"
        elif path in hooks:
            place = f"the hook {path}, line {line},"
        elif path in plugins:
            place = f"the plugin “{plugins[path]}”"
        elif path.suffix != ".py" and any(map(path.is_relative_to, theme)):
            if not isinstance(error, TemplateNotFound):
                return ""  # what it can't use may be a value of ours
            what = f"the theme's template {path}, line {line}, failed ({_words(error)})"
            return f"{what}. Look at what {settings} says to the theme (theme, extra)"
        else:
            continue
        return f"{place} failed ({_words(error)}). Mend it, or take it out of {settings}"
    return ""


def _frames(error: BaseException) -> Iterator[tuple[Path, int | None]]:
    """The files and lines through which Python came to the error, the nearest first."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        yield Path(frame.filename).absolute(), frame.lineno


def _is_ours(path: Path) -> bool:
    return path.is_relative_to(_PACKAGE) or path.is_relative_to(templates_folder())


def _words(error: BaseException) -> str:
    kind = "no template has this name" if isinstance(error, TemplateNotFound) else type(error).__name__
    return f"{kind}: {plain(str(error))}"
