"""Builds the site beside the published one and swaps it in when all is well. Whatever fails, the old site stays.

The exit codes are those of the check (0, 1, 2, 3); a build that fails for another reason is 1.
"""

from __future__ import annotations

import errno
import logging
import os
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import TextIO

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # read by the theme when it is imported

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError, ConfigurationError

from leadfront.engine.at_fault import fault_in_build, fault_in_settings
from leadfront.engine.headers import Looked, headers_of, say_in_pages, write_headers
from leadfront.engine.plugin import LeadfrontPlugin
from leadfront.engine.site_folder import folders_of, why_not
from leadfront.engine.swap import beside, swap, sweep
from leadfront.escaping import plain
from leadfront.settings import settings_on_disk

FAILED = 1
WRONG_SETTINGS = 2
_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "no more may be stored there",
    errno.EFBIG: "no file may be that large there",
    errno.EROFS: "nothing may be written there",
    errno.EACCES: "nothing may be written there by whoever runs this",
    errno.EPERM: "nothing may be written there by whoever runs this",
}


def build(
    config_file: Path,
    strict: bool = False,
    as_of: str = "",
    site_dir: Path | None = None,
    headers_dir: Path | None = None,
    headers_in_pages: bool = False,
) -> int:
    """Build the site of a configuration file; the exit code. Says what is wrong in the log.

    `site_dir` is the published folder, where it is not the configuration's. `headers_dir` is where the files for the
    web server go, where that is not beside it; with `headers_in_pages` each page names the policy itself.

    Raises PolicyErrors where the policy can't be used.
    """
    settings_on_disk(config_file)  # a wrong policy is said in its own words, before MkDocs wraps it in others
    if not os.environ.get("SOURCE_DATE_EPOCH", "unset"):
        del os.environ["SOURCE_DATE_EPOCH"]  # empty is unset to the check, and to MkDocs a wrong number
    folders = folders_of(config_file)  # before MkDocs, which says less clearly what is wrong with a folder
    if folders and (reason := why_not((site_dir or folders.site).absolute(), folders, chosen=site_dir is not None)):
        _say(reason)
        return WRONG_SETTINGS
    with _Log(sys.stderr) as log:
        try:
            config = load_config(str(config_file), strict=strict)
        except (Abort, ConfigurationError) as error:
            log.let_out()
            reason = "the settings can't be used, as said above" if isinstance(error, Abort) else str(error).rstrip(".")
            return _fail(f"in {config_file}: {reason}", WRONG_SETTINGS)
        except (Exception, SystemExit) as error:
            if not (fault := fault_in_settings(error)):
                raise
            return _fail(f"in {config_file}, {fault}", WRONG_SETTINGS)
        plugin = config.plugins.get("leadfront")
        if not isinstance(plugin, LeadfrontPlugin):
            return _fail(f"in {config_file}, the plugin leadfront is not in use", WRONG_SETTINGS)
        plugin.as_of = as_of
        named = (site_dir or Path(config.site_dir)).absolute()
        published = named.resolve()  # where it is a link, the folder that it leads to is replaced
        made = beside(published)
        config.site_dir = str(made)
        headers_dir = (headers_dir or named.with_name(f"{named.name}.headers")).absolute()
        try:
            sweep(published)
            mkdocs_build(config)
            looked = headers_of(made, config)
            if headers_in_pages:
                say_in_pages(made, looked.headers)
            write_headers(headers_dir, looked.headers)
            swap(made, published)
        except (Abort, BuildError) as error:
            log.let_out()
            _say(f"{error} The published site is as it was.")  # MkDocs has logged the reason
            code = plugin.showcase.report.exit_code if plugin.showcase and strict else 0
            return code or FAILED
        except (Exception, SystemExit) as error:
            of_system = isinstance(error, OSError) and error.errno in _REASONS
            if not of_system and (fault := fault_in_build(error, config)):
                log.let_out()  # it names the page
                return _fail(f"{fault}; the published site is as it was", FAILED)
            if not isinstance(error, OSError):
                raise
            log.forget()
            return _fail(f"{_what_failed(error, made, named, headers_dir)}; the published site is as it was", FAILED)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    _tell(looked)
    _say(f"The site is in {named}.")
    return 0


def _what_failed(error: OSError, made: Path, named: Path, headers_dir: Path) -> str:
    reason = _REASONS.get(error.errno or 0) or error.strerror or str(error)
    named_by_system = error.filename2 or error.filename  # of a copy, the second is what was written
    # Of a file that is open already, the system does not say the name: that is one being written.
    path = Path(os.fsdecode(named_by_system)).absolute() if isinstance(named_by_system, str | bytes) else made
    if path.is_relative_to(headers_dir):
        return f"the headers for the web server can't be written to {headers_dir}: {reason}"
    if path.is_relative_to(made) or made.is_relative_to(path):
        return f"the site can't be written to {named}: {reason}"
    return f"{plain(str(path))} can't be read or written: {error.strerror or error}"


def _tell(looked: Looked) -> None:
    """Say what stands in the pages that a browser will not obey."""
    counts = Counter(what for what, _ in looked.refused)
    for what, uri in dict(reversed(looked.refused)).items():  # of each kind, the first page
        pages = f"{counts[what]} pages hold" if counts[what] > 1 else "One page holds"
        _say(
            f"{pages} {what} that is none of the theme's, as {plain(uri)} does. Where the headers are sent, nobody's "
            "browser obeys it. Look who put it into mkdocs.yml or into what that names (a plugin, a hook, a template), "
            "and remove it unless it is yours."
        )


class _Log(logging.StreamHandler[TextIO]):
    """Sends MkDocs' warnings and errors, and our own lines, to standard error while a build runs.

    Errors wait until it is known why the build failed: of a full disk MkDocs says the same for the page that it was at.
    """

    def __enter__(self) -> _Log:
        self.waiting: list[logging.LogRecord] = []
        self.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
        self.setLevel(logging.WARNING)
        self.logger = logging.getLogger("mkdocs")
        self.level_before = self.logger.level
        self.logger.setLevel(logging.INFO)  # as MkDocs' own command does; strict counting needs its warnings
        self.logger.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        self.let_out()
        self.logger.removeHandler(self)
        self.logger.setLevel(self.level_before)

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR:
            self.waiting.append(record)
        else:
            super().emit(record)

    def let_out(self) -> None:
        """Say the errors that have waited."""
        for record in self.waiting:
            super().emit(record)
        self.forget()

    def forget(self) -> None:
        """Leave the errors unsaid that have waited."""
        self.waiting = []


def _fail(message: str, code: int) -> int:
    _say(f"{message[:1].upper()}{message[1:]}.")
    return code


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
