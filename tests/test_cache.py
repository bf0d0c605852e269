"""The cache: it remembers, it forgets at the slightest doubt, and it is never an error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadfront.cache import FOLDER, Cache, Table, fingerprint
from leadfront.ledger import Arrival
from leadfront.objects import Commit
from leadfront.rules.model import Filed
from leadfront.use_case import Version

# What git can hand over: any Unicode, and bytes that are none as lone surrogates.
texts = st.text(st.one_of(st.characters(), st.characters(min_codepoint=0xDC80, max_codepoint=0xDCFF)), max_size=12)
commits = st.dictionaries(
    texts,
    st.builds(Commit, st.lists(st.text("0123abcd", min_size=1), max_size=3).map(tuple), texts, texts, texts),
    max_size=5,
)
versions = st.dictionaries(
    texts, st.builds(Version, texts, texts, texts, texts, st.booleans(), st.booleans()), max_size=5
)
arrivals = st.dictionaries(
    st.tuples(texts, st.one_of(st.none(), texts)),
    st.lists(st.builds(Arrival, texts, texts), max_size=3).map(tuple),
    max_size=5,
)
filed = st.builds(Filed, texts, texts, st.integers(1, 99), st.lists(texts, max_size=3).map(tuple), st.integers(1, 99))
clean = st.lists(st.tuples(filed, texts, st.integers(1, 10**6)), max_size=5).map(
    lambda rows: {(item.path, blob): (day, item) for item, blob, day in rows}
)


def table(path: Path | None, header: str = "header") -> Table[str, Any]:
    return Table(path, header, dict.items, lambda keys, values: zip(keys, values, strict=True))


@given(commits, versions, arrivals, clean, clean)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_what_was_learnt_is_known_to_the_next_run(
    tmp_path_factory: pytest.TempPathFactory, commits: Any, versions: Any, arrivals: Any, clean: Any, later: Any
) -> None:
    top = tmp_path_factory.mktemp("top")
    first = Cache(top)
    first.commits.add(commits)
    first.versions.add(versions)
    first.arrivals("folder").add(arrivals)
    first.clean("policy").add(clean)
    second = Cache(top)
    second.clean("policy").add(later)
    third = Cache(top)
    assert third.commits.records == commits
    assert third.versions.records == versions
    assert third.arrivals("folder").records == arrivals
    assert third.clean("policy").records == {**clean, **later}


def test_another_header_is_another_table(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    table(path).add({"a": 1})
    assert table(path, "other").records == {}
    table(path, "other").add({"b": 2})
    assert table(path, "other").records == {"b": 2}
    assert table(path).records == {}


def test_folders_and_policies_are_told_apart(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.arrivals("one").add({("a", None): (Arrival("p", "b"),)})
    assert Cache(tmp_path).arrivals("two").records == {}
    cache.clean("strict").add({("p", "b"): (1, Filed("p", "i"))})
    assert Cache(tmp_path).clean("lax").records == {}


def test_batches_are_appended(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    first = table(path)
    first.add({"a": 1})
    size = path.stat().st_size
    first.add({"b": 2})
    second = table(path)
    second.add({})
    second.add({"c": 3})
    assert path.read_bytes()[:size].count(b"\n") == 2, "the header and one batch"
    assert table(path).records == {"a": 1, "b": 2, "c": 3}


def test_two_checks_at_once_do_no_harm_to_each_other(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    table(path).add({"a": 1})
    one, other = table(path), table(path)
    one.add({"b": 2})
    other.add({"c": 3})
    other.add({"d": 4})
    one.add({"e": 5})
    assert table(path).records == {"a": 1, "b": 2, "e": 5}


@given(st.integers(0, 200), st.integers(0, 2), st.binary(min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_torn_table_is_thrown_away_whole(
    tmp_path_factory: pytest.TempPathFactory, cut: int, how: int, junk: bytes
) -> None:
    path = tmp_path_factory.mktemp("cache") / "t.jsonl"
    table(path).add({"a": 1, "b": 2})
    table(path).add({"c": 3})
    whole = path.read_bytes()
    *_, last = lines = whole.splitlines(keepends=True)
    if how == 0:  # the end is missing
        damaged = whole[: cut % len(whole)]
    elif how == 1:  # a line is missing
        del lines[cut % len(lines)]
        damaged = b"".join(lines)
    else:  # something else was written at the end
        damaged = whole + junk
    path.write_bytes(damaged)
    after = table(path)
    ends = {whole.removesuffix(last): {"a": 1, "b": 2}, whole: {"a": 1, "b": 2, "c": 3}}
    assert after.records == ends.get(damaged, {})
    after.add({"d": 4})
    assert table(path).records == {**ends.get(damaged, {}), "d": 4}


@pytest.mark.parametrize(
    "batch",
    [
        *("7", "null", "NaN", '"text"', "[]", "{}", "[1]", "[0, []]", '[1, ["n"], ["p"], ["t"], ["e"]]'),
        *('[1, ["n"], ["p"], ["t"], ["e"], ["s"], ["too many"]]', '[1, ["n", "m"], ["p"], ["t"], ["e"], ["s"]]'),
        *('[1, ["n"], [5], ["t"], ["e"], ["s"]]', '[1, ["n"], [null], ["t"], ["e"], ["s"]]'),
        *('[1, [["n"]], ["p"], ["t"], ["e"], ["s"]]', '[2, ["n"], ["p"], ["t"], ["e"], ["s"]]'),
        *("[1, [], [], [], [], []]", "[" * 5000 + "]" * 5000),
    ],
)
def test_batches_of_another_shape_are_no_error(tmp_path: Path, batch: str) -> None:
    good = '[0, ["good"], [""], ["1"], ["e"], ["s"]]'
    path = tmp_path / FOLDER / "commits.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text("\n".join([json.dumps(fingerprint()), good, batch, ""]))
    cache = Cache(tmp_path)
    assert cache.commits.records == {}
    cache.commits.add({"next": Commit((), "1", "e", "s")})
    assert list(Cache(tmp_path).commits.records) == ["next"]


def test_without_a_folder_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    cache = Cache(None)
    cache.commits.add({"a": Commit((), "1", "e", "s")})
    assert "a" in cache.commits.records
    assert list(tmp_path.iterdir()) == []


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("a file in the way")
    cache = Cache(tmp_path)
    cache.commits.add({"a": Commit((), "1", "e", "s")})
    assert "a" in cache.commits.records
    assert Cache(tmp_path).commits.records == {}


def test_a_cache_is_not_believed_where_other_code_wrote_it(tmp_path: Path) -> None:
    Cache(tmp_path).commits.add({"a": Commit((), "1", "e", "s")})
    path = tmp_path / FOLDER / "commits.jsonl"
    text = path.read_text()
    assert text.startswith(json.dumps(fingerprint()))
    path.write_text(text.replace(fingerprint(), "0" * 32))
    assert Cache(tmp_path).commits.records == {}


def test_nothing_is_left_beside_the_tables(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.commits.add({"a": Commit((), "1", "e", "s")})
    cache.versions.add({"a": Version("w")})
    assert sorted(path.name for path in (tmp_path / FOLDER).iterdir()) == ["commits.jsonl", "versions.jsonl"]


def test_the_latest_tip_is_a_commit_that_no_other_stands_on(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.latest_tip == ""
    cache.commits.add(
        {"c": Commit(("b",), "3", "", ""), "b": Commit(("a",), "2", "", ""), "a": Commit((), "1", "", "")}
    )
    assert cache.latest_tip == "c"
    cache.commits.add({"d": Commit(("c",), "4", "", "")})
    assert Cache(tmp_path).latest_tip == "d"
