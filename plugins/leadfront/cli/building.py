"""The commands that make something to look at: `build` and `demo`. What they need is imported when they are typed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from leadfront.check import examine
from leadfront.cli.terminal import say, settings_file
from leadfront.progress import Progress
from leadfront.question import Question, UsageError
from leadfront.reporters import REPORTERS
from leadfront.showcase import Showcase


def build_site(options: argparse.Namespace) -> int:
    """Build the site beside the published one, and swap it in."""
    from leadfront.engine.build import build  # MkDocs is slow to import and only needed here

    return build(
        settings_file(options.config_file),
        strict=options.strict,
        as_of=options.as_of,
        site_dir=Path(options.site_dir) if options.site_dir else None,
        headers_dir=Path(options.headers) if options.headers else None,
        headers_in_pages=options.headers_in_pages,
    )


def demo(options: argparse.Namespace) -> int:
    """Make the sample showcase, and show it where that is asked for."""
    from leadfront.demo import DemoError, make_demo

    folder = Path(options.folder)
    try:
        make_demo(folder, options.as_of)
    except DemoError as error:
        raise UsageError(str(error)) from None
    say(f"A made-up organisation with nine quarters of history lies in {folder}.")
    if not options.serve:
        say(f"Next: cd {folder}, then “leadfront check” for the answer or “mkdocs serve” for the site.")
        return 0
    showcase: Showcase = examine(Question(folder / "mkdocs.yml", as_of=options.as_of), Progress(), with_entries=False)
    sys.stderr.write(REPORTERS["text"](showcase) + "\n")
    from leadfront.engine.serve import serve

    return serve(folder / "mkdocs.yml", options.port)
