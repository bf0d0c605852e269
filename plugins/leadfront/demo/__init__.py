"""The demo: a made-up organisation's showcase in a new git repository, with nine quarters of believable history. An
edge: reads the story and its texts from `templates/demo/`, and has `leadfront.git` make the repository.

The story is told in a calendar of its own, whose last quarter is moved on to the quarter of as-of (`shift`). The same
as-of gives the same commits.
"""

from __future__ import annotations

from pathlib import Path

from leadfront.demo.shift import Shift
from leadfront.demo.story import DemoError, Story, read_story
from leadfront.demo.telling import BRANCH, Telling, Texts
from leadfront.git import Importer, new_repository
from leadfront.question import instant_asked
from leadfront.resources import templates_folder
from leadfront.settings import settings_on_disk

__all__ = ["DemoError", "make_demo"]

EARLIEST = 1975


def make_demo(folder: Path, as_of: str = "") -> None:
    """Make the demo's repository in a new folder.

    `as_of` is the time at which the story ends, as typed; empty for now, as in `leadfront check`.

    Raises DemoError where the folder is taken or can't be written, or the story can't be told, UsageError where `as_of`
    is no time, Undecided where git can't be asked.
    """
    home = templates_folder() / "demo"
    texts = _texts(home)
    policy = settings_on_disk(home / "site" / "mkdocs.yml", home).policy
    story = read_story((home / "story.yml").read_text(encoding="utf-8"))
    shift = Shift(policy.calendar, story.ends, instant_asked(as_of, policy))
    if policy.calendar.local(shift.as_of).year < EARLIEST:
        raise DemoError(f"the story can't end before {EARLIEST}: git counts time from 1970 on")
    _must_be_free(folder)
    try:
        (folder / ".git").mkdir(parents=True)  # git says of a folder that may only be read what nobody understands
        with new_repository(folder, BRANCH) as importer:
            _tell(story, Telling(shift, texts), importer)
    except OSError as error:
        raise DemoError(f"{folder} can't be made ({error.strerror}): name a folder that you may write to") from None


def _tell(story: Story, telling: Telling, importer: Importer) -> None:
    for landing in story.landings:
        if landing.names_the_one_before:
            telling.name_in_ignore_file(importer.name_of(telling.latest))
        for commit in telling.land(landing):
            importer.write(commit)


def _texts(home: Path) -> Texts:
    """The texts that the story speaks of."""

    def below(name: str) -> dict[str, str]:
        top = home / name
        files = sorted(path for path in top.rglob("*") if path.is_file())
        return {path.relative_to(top).as_posix(): path.read_text(encoding="utf-8") for path in files}

    def cases(name: str) -> dict[str, str]:
        return {path.removesuffix(".md"): text for path, text in below(name).items()}

    return Texts(site=below("site"), cases=cases("use-cases"), later=cases("later"))


def _must_be_free(folder: Path) -> None:
    try:
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise DemoError(f"{folder} can't be read ({error.strerror})") from None
    if taken:
        raise DemoError(f"{folder} is there already and not empty: name a new folder")
