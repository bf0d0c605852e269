"""Builds the site beside the published one and swaps it in when all is well. Whatever fails, the old site stays.

The exit codes are those of the check (0, 1, 2, 3); a build that fails for another reason is 1.
"""

from __future__ import annotations

import ctypes
import logging
import os
import shutil
import sys
from pathlib import Path

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # read by the theme when it is imported

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError, ConfigurationError

from leadfront.engine.plugin import LeadfrontPlugin
from leadfront.settings import settings_on_disk

FAILED = 1
WRONG_SETTINGS = 2
_AT_CWD = -100
_EXCHANGE = 2  # RENAME_EXCHANGE of linux/fs.h


def build(config_file: Path, strict: bool = False, as_of: str = "", site_dir: Path | None = None) -> int:
    """Build the site of a configuration file; the exit code. Says what is wrong in the log.

    `site_dir` is the published folder, where it is not the configuration's.

    Raises PolicyErrors where the policy can't be used.
    """
    settings_on_disk(config_file)  # a wrong policy is said in its own words, before MkDocs wraps it in others
    with _Log():
        try:
            config = load_config(str(config_file), strict=strict)
        except (Abort, ConfigurationError) as error:
            return _fail(f"{config_file}: {error}", WRONG_SETTINGS)
        plugin = config.plugins.get("leadfront")
        if not isinstance(plugin, LeadfrontPlugin):
            return _fail(f"{config_file}: the plugin leadfront is not in use", WRONG_SETTINGS)
        plugin.as_of = as_of
        published = (site_dir or Path(config.site_dir)).absolute()
        beside = published.with_name(f".{published.name}.new-{os.getpid()}")
        config.site_dir = str(beside)
        try:
            _sweep(published)
            mkdocs_build(config)
            _swap(beside, published)
        except (Abort, BuildError) as error:
            _say(f"{error} The published site is as it was.")  # MkDocs has logged the reason
            code = plugin.showcase.report.exit_code if plugin.showcase and strict else 0
            return code or FAILED
        except OSError as error:
            return _fail(f"the site can't be written to {published}: {error.strerror}", FAILED)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    _say(f"The site is in {published}.")
    return 0


def _swap(beside: Path, published: Path) -> None:
    """Put the new folder in the place of the old one, which is then where the new one was."""
    if not published.exists():
        beside.rename(published)
    elif not _exchange(beside, published):
        # Without the system's exchange there is a moment between two renames; nothing is lost if it ends there.
        aside = published.with_name(f".{published.name}.old-{os.getpid()}")
        published.rename(aside)
        beside.rename(published)
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system can."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return rename is not None and rename(_AT_CWD, os.fsencode(one), _AT_CWD, os.fsencode(other), _EXCHANGE) == 0


def _sweep(published: Path) -> None:
    """Remove what killed builds left behind, and bring an old site back that was put aside and never replaced."""
    for left in sorted(published.parent.glob(f".{published.name}.*-*")):
        kind, _, process = left.name.removeprefix(f".{published.name}.").partition("-")
        if kind not in ("new", "old") or not process.isdigit() or _alive(int(process)):
            continue
        if kind == "old" and not published.exists():
            left.rename(published)
        else:
            shutil.rmtree(left, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return process != os.getpid()


class _Log:
    """Sends MkDocs' warnings and errors, and our own lines, to standard error while a build runs."""

    def __enter__(self) -> None:
        self.handler = logging.StreamHandler(sys.stderr)
        self.handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
        self.handler.setLevel(logging.WARNING)
        self.logger = logging.getLogger("mkdocs")
        self.level = self.logger.level
        self.logger.setLevel(logging.INFO)  # as MkDocs' own command does; strict counting needs its warnings
        self.logger.addHandler(self.handler)

    def __exit__(self, *_: object) -> None:
        self.logger.removeHandler(self.handler)
        self.logger.setLevel(self.level)


def _fail(message: str, code: int) -> int:
    _say(f"{message}.")
    return code


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
