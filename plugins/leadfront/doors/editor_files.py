"""The files of `/editor/`: what was fetched, what we add, and what is made for this showcase. Knows no site engine.

Comes in: the settings, and the folder where `leadfront.doors.editor_packages` has put the packages. Goes out: a list of
`StaticFile`, or `NotSetUp` with the reason why there is no editor.
"""

from __future__ import annotations

import html
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from string import Template

import yaml

from leadfront.doors.editor import ADDRESS, PAGE, editor_config, editor_definition
from leadfront.doors.editor_backend import Backend, NotSetUp, backend_of
from leadfront.doors.editor_packages import FOLDER, fetched_files
from leadfront.policy_reader import Settings
from leadfront.resources import templates_folder
from leadfront.translations import language_named

SERVER = "LEADFRONT_EDITOR_SERVER"
"""The environment variable by which `scripts/serve --editor` names the decap-server on this machine."""

# In the order in which the page needs them.
_OWN_SCRIPTS = ("body.js", "front_matter.js", "format.js", "preview.js", "texts.js", "start.js")
_OWN_STYLES = ("editor.css", "preview.css")


@dataclass(frozen=True)
class StaticFile:
    """A file of the site that no page is made from: its address, and its text or where it lies."""

    uri: str
    text: str = ""
    path: Path | None = None


def editor_files(settings: Settings, folder: Path, styles: Iterable[str] = ()) -> list[StaticFile]:
    """Every file of the editor. `folder` is that of `mkdocs.yml`; `styles` are the addresses, from the site's top, of
    the styles that its pages use, for the preview.

    Raises NotSetUp.
    """
    packages = fetched_files(folder / FOLDER)
    if not packages:
        raise NotSetUp("its program was not fetched: leadfront editor")
    policy, site, language = settings.policy, settings.site, language_named(settings.site.language)
    backend = backend_of(policy, site, os.environ.get(SERVER, ""))
    own = templates_folder() / "editor"
    config = yaml.safe_dump(editor_config(policy, site, backend), allow_unicode=True, sort_keys=False, width=110)
    definition = {
        **editor_definition(policy, language=language),
        "styles": [f"../{style}" for style in (*styles, f"{ADDRESS}preview.css")],
    }
    page = Template((own / "index.html").read_text(encoding="utf-8"))
    _ = language.gettext
    words = {
        "policy": html.escape(_content_policy(backend)),
        "language": language.code,
        "name": html.escape(site.name or _("Use cases")),
        "share": _("Share a use case"),
        "without_script": _(
            "This form needs JavaScript, which is switched off here. The page “Share a use case” of <a "
            'href="../">the showcase</a> names the ways that do without.'
        ),
    }
    return [
        *(StaticFile(f"{ADDRESS}{path.name}", path=path) for path in packages),
        *(StaticFile(f"{ADDRESS}{name}", path=own / name) for name in (*_OWN_SCRIPTS, *_OWN_STYLES)),
        StaticFile(f"{ADDRESS}config.yml", config),
        StaticFile(f"{ADDRESS}definition.js", f"globalThis.Leadfront = {_script_json(definition)};\n"),
        StaticFile(PAGE, page.substitute(words)),
    ]


def _content_policy(backend: Backend) -> str:
    """What the page may load, and whom it may talk to: itself, and after sign-in the host."""
    # The editor compiles the checks of its settings, and writes its styles, while it runs.
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            " ".join(["img-src 'self' data: blob:", *backend.pictures_from]),
            "font-src 'self' data:",
            " ".join(["connect-src 'self' blob: data:", *backend.connects_to]),
            "frame-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _script_json(value: object) -> str:
    """JSON that can stand in a script whatever it holds."""
    text = json.dumps({"definition": value}, ensure_ascii=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
