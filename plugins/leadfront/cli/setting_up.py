"""The command that sets a repository up on its git host: `ci`."""

from __future__ import annotations

import argparse
from pathlib import Path

from leadfront.cli.terminal import SETTINGS, say, settings_file
from leadfront.question import UsageError
from leadfront.settings import settings_on_disk, top_folder


def ci(options: argparse.Namespace) -> int:
    """Write the files for the git host, and say what is to be done next."""
    from leadfront.ci_files import HOSTS, IGNORE, IGNORED, MAIN, InTheWay, files_for, hand_out, not_ignored
    from leadfront.doors.host import Kind, host_of

    top = Path(options.folder)
    settings = settings_on_disk(settings_file(str(top / SETTINGS)))
    if top_folder(top.resolve()) != top.resolve():
        raise UsageError(f"{top} is not the top of its repository, where the git host looks for these files")
    host = host_of(settings.site, settings.policy)
    kind = Kind(options.host) if options.host else host.kind if host else None
    if kind not in HOSTS:
        raise UsageError(
            "these files exist for GitHub and GitLab, and mkdocs.yml does not say which of them (repo_url): "
            "add --host github or --host gitlab"
        )
    files = files_for(kind, settings.policy)
    missing = not_ignored(top)
    if missing == IGNORED and not (top / IGNORE).exists():
        files[IGNORE] = "".join(f"{line}\n" for line in missing).encode()
        missing = ()
    try:
        hand_out(files, top)
    except InTheWay as reason:
        say("Nothing was written, because these files are there already:")
        for path in reason.paths:
            say(f"  {path}")
        say("Move them away and run this again, then put back what you had changed in them.")
        return 1
    except OSError as error:
        raise UsageError(f"{error.filename} can't be written ({error.strerror})") from None
    say(f"Written for {HOSTS[kind]}:")
    for path in files:
        say(f"  {path}")
    if missing:
        say(f"Add to {IGNORE} what a build leaves behind: {' '.join(missing)}")
    owners = next(path for path in files if path.endswith("CODEOWNERS"))
    say(f"Next: write your own team into {owners}, make the settings on {HOSTS[kind]} that the files ask for,")
    branch = settings.policy.branches[0]
    also = "" if branch == MAIN else f"change the branch “{MAIN}” in them to “{branch}”, "
    say(f"{also}and commit them.")
    return 0
