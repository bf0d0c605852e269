"""Use cases by the names of their contents: the same answer as when everything is kept, whatever lies in the folder and
whoever writes in it meanwhile.
"""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alone import alone, needs_copies
from histories import CASES, History, body, settings_text, use_case
from leadfront import check, copied
from leadfront.cache import FOLDER as CACHE
from leadfront.check import examine
from leadfront.front_matter import MAX_FILE_BYTES
from leadfront.objects import blob_name, blob_name_of
from leadfront.question import Question
from leadfront.report import Report
from leadfront.sources import Listing, at_hand, listing, read_whole
from leadfront.working_tree import ChangedError, SourceFile, use_case_files
from random_histories import examples

USE_CASES = CASES.rstrip("/")
A_DAY = "2026-03-01"
LONG = body(result=" ".join(f"Question {number} was asked, and its answer was ready." for number in range(60)))
CONTENTS = {
    "good": use_case(LONG).encode(),
    "another": use_case(title="Another", level="director").encode(),
    "nearly the same": use_case(LONG, title="Nearly the same").encode(),
    "no level": use_case(level="nobody").encode(),
    "unreadable": b"---\ntitle: [\n---\n\xff",
    "empty": b"",
    "large": b"x" * (MAX_FILE_BYTES + 2),
}
NAMES = ["a.md", "b.md", "finance/c.md", "finance/deep/d.md", "é\n.md", os.fsdecode(b"\xff.md"), "notes.txt", "../e.md"]
KINDS = [*CONTENTS, "link", "pipe", "folder", "nothing"]
folders = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(KINDS), max_size=len(NAMES))


def put(folder: Path, name: str, kind: str) -> None:
    """Have something lie there instead of what did."""
    path = folder / CASES / name
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "link":
        path.symlink_to("/etc/hostname")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind != "nothing":
        path.write_bytes(CONTENTS[kind])


@contextmanager
def new_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / CASES).mkdir(parents=True)
        yield Path(name)


# --- the names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hash_name", ["sha1", "sha256"])
def test_a_content_has_the_name_that_git_gives_it(tmp_path: Path, hash_name: str) -> None:
    History(tmp_path, hash_name=hash_name)
    for data in CONTENTS.values():
        named = subprocess.run(["git", "hash-object", "--stdin"], cwd=tmp_path, input=data, capture_output=True)
        expected = named.stdout.decode().strip()
        assert len(expected) == (64 if hash_name == "sha256" else 40)
        assert blob_name(data, hash_name == "sha256") == expected
        assert blob_name_of([data[:3], data[3:]], len(data), hash_name == "sha256") == expected


@given(folders, st.booleans())
@examples(50)
def test_a_listing_names_what_is_read(there: dict[str, str], sha256: bool) -> None:
    with new_folder() as top:
        for name, kind in there.items():
            put(top, name, kind)
        whole = read_whole(top, "showcase", USE_CASES, sha256)
        handed_over: Listing = pickle.loads(  # noqa: S301 - our own
            pickle.dumps(listing(top, "showcase", USE_CASES, sha256))
        )
        found = handed_over.found()
        assert found.files == whole.files
        assert found.sources.files == whole.sources.files
        read = [file for file in whole.sources.files if not file.refused]
        assert [found.sources.content(file) for file in read] == [whole.sources.content(file) for file in read]
        # Seen in another way: what can be a use case by its name, pipes and links among them.
        plain = {file.path: file for file in use_case_files(top, USE_CASES)}
        assert {file.path for file in whole.sources.files} >= plain.keys()
        for file in whole.sources.files:
            kept = plain.get(file.path, SourceFile(file.path, b"", file.refused))
            assert (file.refused, whole.sources.kept[file.path]) == (kept.refused, kept.data)


@pytest.mark.parametrize("kind", ["another", "link", "pipe", "folder", "nothing", "empty"])
def test_no_content_is_handed_out_under_the_name_of_another(tmp_path: Path, kind: str) -> None:
    put(tmp_path, "a.md", "good")
    put(tmp_path, "b.md", "good")
    sources = listing(tmp_path, "showcase", USE_CASES).found().sources
    put(tmp_path, "a.md", kind)
    one, other = sources.files
    with pytest.raises(ChangedError, match=r"a\.md"):
        sources.content(one)
    assert sources.content(other) == CONTENTS["good"]


def test_what_is_at_hand_is_asked_of_no_disk() -> None:
    sources = at_hand([SourceFile("gone/a.md", b"words"), SourceFile("gone/b.md", b"", "it is a link")])
    assert sources.content(sources.files[0]) == b"words"
    assert [file.refused for file in sources.files] == ["", "it is a link"]


# --- what the check says ----------------------------------------------------------------------------------------------


def begun(folder: Path, hash_name: str = "sha1") -> Path:
    """A repository with a policy and a use case, both landed; its settings."""
    history = History(folder, hash_name=hash_name)
    history.write("mkdocs.yml", settings_text(levels=["executive", "director"]))
    history.write(f"{CASES}a.md", CONTENTS["good"])
    history.commit()
    history.check_out()
    return folder / "mkdocs.yml"


def by_name(settings: Path) -> Report:
    """What the command says."""
    return examine(Question(settings, as_of=A_DAY), with_entries=False).report


def all_kept(settings: Path) -> Report:
    """The same, where nothing is remembered and everything is read once."""
    return examine(Question(settings, as_of=A_DAY, use_cache=False), with_entries=True).report


@pytest.mark.slow
@given(st.lists(folders, min_size=1, max_size=3), st.sampled_from(["sha1", "sha256"]))
@examples(15)
def test_the_answer_is_that_of_a_check_that_keeps_everything(changes: list[dict[str, str]], hash_name: str) -> None:
    with new_folder() as top:
        settings = begun(top, hash_name)
        for there in changes:
            for name, kind in there.items():
                put(top, name, kind)
            assert by_name(settings) == all_kept(settings)


def written_meanwhile(settings: Path, name: str, kind: str) -> Report:
    """What the command says where somebody writes after the files were named."""

    def slow(*where: Any) -> Listing:
        found = listing(*where)
        put(settings.parent, name, kind)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "listing", slow)
        return by_name(settings)


@pytest.mark.parametrize("kind", ["another", "no level", "unreadable", "link", "nothing"])
@pytest.mark.parametrize("forgotten", ["everything", "clean", "shares"])
def test_a_file_that_is_written_meanwhile_is_judged_as_it_was_or_as_it_is(
    tmp_path: Path, kind: str, forgotten: str
) -> None:
    """`a.md` and `b.md` are nearly the same, so that both are read again where that is forgotten."""
    settings = begun(tmp_path)
    put(tmp_path, "b.md", "nearly the same")
    before = by_name(settings)
    assert "LF409" in {finding.code for finding in before.findings}
    forget(tmp_path, forgotten)
    said = written_meanwhile(settings, "b.md", kind)
    assert said in (before, by_name(settings))
    assert by_name(settings) == all_kept(settings)
    put(tmp_path, "b.md", "nearly the same")
    assert by_name(settings) == before == all_kept(settings)


def forget(top: Path, what: str) -> None:
    if what == "everything":
        shutil.rmtree(top / CACHE)
    else:
        (top / CACHE / f"{what}.jsonl").unlink()


# --- a copy of the process names them ---------------------------------------------------------------------------------


def with_a_copy(folder: str, make: str) -> list[Any]:
    """How many copies there were, whether one listed, and whether the answer is the same."""
    copies: list[Callable[[int, int], None]] = []
    made = copied.Copy.__init__

    def counted(self: copied.Copy, live: Callable[[int, int], None]) -> None:
        copies.append(live)
        made(self, dies if make == "dies" else live)

    def dies(_read: int, _write: int) -> None:
        os._exit(9)

    def no_room() -> int:
        raise BlockingIOError

    settings = begun(Path(folder))
    for name in NAMES:
        put(Path(folder), name, "nearly the same")
    copied.Copy.__init__ = counted  # type: ignore[method-assign]
    if make == "nobody waits":  # as some supervisors have it for whatever they begin
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    if make == "no room":
        os.fork = no_room
    first, again = by_name(settings), by_name(settings)
    without = len(copies)
    kept = all_kept(settings)
    return [without, len(copies) - without, first == again == kept, len(first.findings) > 0]


@pytest.mark.slow
@needs_copies
@pytest.mark.parametrize("make", ["lives", "dies", "no room", "nobody waits"])
def test_a_copy_of_the_process_names_them_and_what_becomes_of_it_changes_nothing(tmp_path: Path, make: str) -> None:
    # The first check has another copy stand by for what it has to read, and so has the one without a cache.
    assert alone(with_a_copy, str(tmp_path), make)[0] == [3, 1, True, True]
