"""The commands around the doors: `new`, `schema` and `editor`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from leadfront.cli.terminal import SETTINGS, print_text, say, settings_file, write
from leadfront.reporters.leader import told_at_terminal
from leadfront.schema import front_matter_schema
from leadfront.settings import settings_on_disk
from leadfront.showcase import Showcase


def schema(options: argparse.Namespace) -> int:
    """Print the JSON Schema, with the choices of the policy where there is one."""
    named = bool(options.config_file)
    settings = settings_on_disk(settings_file(options.config_file)) if named or Path(SETTINGS).is_file() else None
    write(json.dumps(front_matter_schema(settings.policy if settings else None), indent=2) + "\n", "")
    return 0


def new(options: argparse.Namespace) -> int:
    """Ask for a use case, or whether one still works."""
    from leadfront.doors.asking import again, share
    from leadfront.doors.draft import Asked

    asked = Asked(settings_file(options.config_file, [Path(options.again)] if options.again else ()), options.as_of)

    def show(showcase: Showcase) -> None:
        print_text(told_at_terminal(showcase.report.findings))

    if options.again:
        return again(asked, Path(options.again), say, show)
    return share(asked, say, show)


def editor(options: argparse.Namespace) -> int:
    """Fetch the form's program, or say whether it is wanted."""
    from leadfront.doors.editor_backend import NotSetUp, backend_of
    from leadfront.doors.editor_packages import FOLDER, NotFetched, fetch

    config = settings_file(options.config_file)
    settings = settings_on_disk(config)
    missing = ""
    try:
        backend_of(settings.policy, settings.site)
    except NotSetUp as reason:
        missing = f"The form in the browser is not set up in {config}: {reason}."
    if options.is_set_up:
        say(missing or f"The form in the browser is set up in {config}.")
        return int(bool(missing))
    folder = config.parent / FOLDER
    try:
        fresh = fetch(folder, Path(options.given) if options.given else None)
    except NotFetched as reason:
        say(f"{reason}")
        return 1
    say(f"The editor is in {folder}." if fresh else f"The editor is in {folder} already.")
    if missing:
        say(missing)
    return 0
