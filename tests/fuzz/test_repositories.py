"""Whole repositories with any history, names and files: the check answers in words, and a build writes to the site's
folder alone.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.inputs import INPUTS
from fuzz.limits import within
from histories import CASES, EXECUTABLE, FILE, SYMLINK, History, Person, settings_text, use_case
from hostile_showcase import HOSTILE
from leadfront.check import examine
from leadfront.engine.build import build
from leadfront.policy_reader import PolicyErrors
from leadfront.question import Question, UsageError
from leadfront.reporters import REPORTERS

EXAMPLES = int(os.environ.get("LEADFRONT_FUZZ_EXAMPLES", "60"))
AS_OF = "2026-11-20T12:00+00:00"
pytestmark = pytest.mark.slow
unhurried = settings(max_examples=max(EXAMPLES // 3, 5), deadline=None, suppress_health_check=list(HealthCheck))
fewer = settings(max_examples=max(EXAMPLES // 6, 5), deadline=None, suppress_health_check=list(HealthCheck))

# A name of a file: what git and the file system take, which is much.
_odd = st.sampled_from([text.replace("/", "_").replace("\0", "_")[:60] for text in HOSTILE])
_names = st.one_of(
    st.sampled_from(
        [
            "a.md",
            "it's.md",
            "a#b?.md",
            "A.md",
            "index.md",
            "README.md",
            "aux.md",
            "-rf.md",
            "x.MD",
            "a.png",
            "a.svg",
            ".hidden",
        ]
    ),
    st.builds("{}.md".format, _odd),
    st.binary(min_size=1, max_size=20).map(lambda data: os.fsdecode(data.replace(b"/", b"_").replace(b"\0", b"_"))),
)
_folders = st.sampled_from([CASES, CASES, CASES + "team/", "showcase/", "showcase/handbook/", "showcase/assets/"])
_contents = st.one_of(
    st.just(use_case().encode()), INPUTS["use_case"], INPUTS["markdown"], INPUTS["front_matter"], st.binary(max_size=80)
)
_files = st.tuples(_folders, _names, _contents, st.sampled_from([FILE, FILE, FILE, EXECUTABLE, SYMLINK]))
_words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12))
_inside = _words.map(lambda text: "".join(letter for letter in text if letter not in "\n\0<>"))
_dates = st.one_of(
    st.integers(-(2**70), 2**70).map("{} +0000".format),
    st.sampled_from(["", "x", "1770000000 +2500", "1770000000", "18446744073709551616 +0000"]),
    st.integers(1_760_000_000, 1_790_000_000).map("{} +0100".format),
)
_commits = st.tuples(_inside, _words, st.lists(_files, max_size=3), st.booleans(), _dates)


def usable(name: str) -> bool:
    return name not in (".", "..") and name.lower() != ".git" and len(os.fsencode(name)) < 200


@contextlib.contextmanager
def repository(commits: list[tuple[str, str, list[tuple[str, str, bytes, str]], bool, str]]) -> Iterator[Path]:
    """A repository of which git has made what it would; its folder has nothing beside it."""
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder) / "repository"
        history = History(top)
        history.write("mkdocs.yml", settings_text(levels=["executive"]))
        history.write(CASES + "good.md", use_case())
        history.commit("Begin", at="2026-01-20T12:00+00:00")
        for author, subject, files, as_merge, date in commits:
            for where, name, content, mode in files:
                taken = {bytes(path).rpartition(b"/")[0] for path in history.files}
                if usable(name) and os.fsencode(where + name) not in taken:
                    history.write(os.fsencode(where + name), content.replace(b"\0", b"") or b"x", mode)
            first = history.head
            parents = [first, first] if as_merge and first else None
            history.commit(subject, date=date, author=Person(author, "a@example.com"), parents=parents)
        for path, (mode, content) in history.files.items():
            target = top / os.fsdecode(path)
            with contextlib.suppress(OSError):
                target.parent.mkdir(parents=True, exist_ok=True)
                if mode == SYMLINK:
                    target.symlink_to(os.fsdecode(content[:40]))
                else:
                    target.write_bytes(content)
        yield top


@given(st.lists(_commits, max_size=4))
@unhurried
def test_any_history_is_answered(commits: list[tuple[str, str, list[tuple[str, str, bytes, str]], bool, str]]) -> None:
    with repository(commits) as top, within(30):
        for asked in ({}, {"revision": "HEAD"}, {"base": "HEAD~0"}):
            with contextlib.suppress(UsageError, PolicyErrors):
                made = examine(Question(top / "mkdocs.yml", as_of=AS_OF, use_cache=False, **asked))
                for form in REPORTERS.values():
                    assert form(made)


@given(st.lists(_files, max_size=6))
@fewer
def test_a_build_writes_to_the_site_alone(files: list[tuple[str, str, bytes, str]]) -> None:
    with repository([("Ann", "Share", files, False, "1775000000 +0000")]) as top, within(60):
        before = {path for path in top.parent.rglob("*") if ".git" not in path.parts}
        assert build(top / "mkdocs.yml", as_of=AS_OF) in (0, 1)
        after = {path for path in top.parent.rglob("*") if ".git" not in path.parts}
        beside = {path for path in after - before if path.relative_to(top).parts[0] not in ("site", ".cache")}
        assert {path.relative_to(top).parts[0] for path in beside} <= {"site.headers"}
        assert not [path for path in (top / "site").rglob("*") if path.is_symlink()]
