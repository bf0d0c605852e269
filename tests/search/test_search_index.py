"""The search's index as the browser's own script reads it: what it finds, and in what order."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

import slow_search  # isort: skip
from leadfront.search_index import (
    LONGEST_WORD,
    WEIGHTS,
    SearchIndex,
    importance,
    other_spellings_of,
    packed_words,
    words_of,
)

HERE = Path(__file__).parent
SCRIPT = HERE.parents[1] / "templates" / "assets" / "search_index.js"
_WORDS = """
board paper papers notes meeting meetings budget budgets rota shift shifts plan planner planning letter Müller Mueller
Groß Ærø café maintenance maintained forecast forecasts prompt the of to a b director’s résumé 2026 20 risk risks brisk
会議 データ ångström straße naïve
"""
VOCABULARY = tuple(_WORDS.split())


class Browser:
    """The script, in Node.js."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, name: str, argument: Any) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([name, argument]) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def read(self, documents: Sequence[Mapping[str, str]]) -> None:
        index = SearchIndex()
        for number, document in enumerate(documents):
            index.add(number, document)
        files = {name: content.decode() for name, content in index.files().items()}
        self.ask("index", {"files": files, "documents": len(documents)})

    def find(self, question: str) -> dict[str, Any]:
        found: dict[str, Any] = self.ask("find", question)
        return found


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node.js is not installed; it runs the search's own script")
    script = tmp_path_factory.mktemp("search") / "search_index.mjs"  # so that Node.js takes it for a module
    shutil.copyfile(SCRIPT, script)
    command = [node, str(HERE / "run_search.mjs"), script.as_uri()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as run:
        yield Browser(run)
        assert run.stdin
        run.stdin.close()


texts = st.lists(st.sampled_from(VOCABULARY), max_size=6).map(" ".join)
documents = st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(WEIGHTS, texts)), min_size=1, max_size=8)
often = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.slow
@often
@given(
    documents, st.lists(st.sampled_from([*VOCABULARY, "bord", "pla", "fo", "mantenance", "zzzz", "mulle"]), max_size=4)
)
def test_it_ranks_as_the_slow_search_does(
    browser: Browser, documents: list[dict[str, str]], question: list[str]
) -> None:
    browser.read(documents)
    for text in (" ".join(question), " ".join(question) + " "):
        found = browser.find(text)
        assert (found["numbers"], found["complete"] or not found["numbers"]) == (
            (expected := slow_search.find(documents, text))[0],
            expected[1] or not expected[0],
        )


@often
@given(st.lists(st.text(max_size=40), min_size=1, max_size=4), st.sampled_from(sorted(WEIGHTS)))
@example(["İstanbul ΟΔΟΣ", "ﬁx ½ ①", "𝔘𝔫𝔦 𐐀𐐁 𐐀𐐂", "ß"], "prompt")
def test_every_word_of_every_field_finds_its_document(browser: Browser, written: list[str], name: str) -> None:
    browser.read([{name: text} for text in written])
    for number, text in enumerate(written):
        for word in {*words_of(text), *other_spellings_of(text)}:
            assert number in browser.find(f"{word} ")["numbers"], word


@often
@given(st.text(st.characters(max_codepoint=0x2FFFF, exclude_categories=["Cs", "Cn"]), max_size=60))
@example("Müller’s Straße, 会議データ; e\u0301tude ŁÓDŹ ĲSSEL ǅ")
@example("x" * 40 + " " + "𝔘" * 40)
def test_the_browser_sees_the_same_words(browser: Browser, text: str) -> None:
    assert browser.ask("wordsOf", text) == words_of(text)


@often
@given(st.sampled_from([word for word in VOCABULARY if len(words_of(word)[0]) >= 5]), st.data())
def test_a_typo_finds_the_word(browser: Browser, word: str, data: st.DataObject) -> None:
    word = words_of(word)[0]
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("aeixz"))
    typed = data.draw(
        st.sampled_from(
            [
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 :],
                word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            ]
        )
    )
    others = [{"prompt": other} for other in VOCABULARY]
    assume(typed not in {one for other in VOCABULARY for one in words_of(other)})  # then it is no typo
    assume(len(typed) >= 5)
    browser.read([{"title": word}, *others])
    assert 0 in browser.find(f"{typed} ")["numbers"]


def test_a_word_is_found_while_it_is_typed(browser: Browser) -> None:
    browser.read([{"title": "Forecast"}, {"prompt": "a forecast of risks"}, {"title": "Rota"}])
    for typed in ("fo", "fore", "forecas", "Forecast"):
        assert browser.find(typed)["numbers"] == [0, 1], typed
    assert browser.find("fo ")["numbers"] == [], "a finished word of two letters stands for itself"
    assert browser.find("risks fo")["numbers"] == [1]


@pytest.mark.parametrize("typed", ["Müller", "muller", "Mueller", "MÜLLER", "mu\u0308ller"])
def test_umlauts_are_found_however_they_are_typed(browser: Browser, typed: str) -> None:
    browser.read([{"leader": "Jörg Müller"}, {"leader": "Joerg Mueller"}, {"leader": "Miller"}])
    found = browser.find(typed)["numbers"]
    assert 0 in found
    assert 1 in found or typed == "muller"


def test_where_nothing_has_all_the_words_the_most_telling_count(browser: Browser) -> None:
    common = [{"prompt": "please write the minutes"} for _ in range(9)]
    browser.read([*common, {"title": "Minutes"}, {"title": "Locksmith"}])
    found = browser.find("locksmith minutes ")
    assert (found["numbers"], found["complete"]) == ([10], False)


def test_one_letter_beside_words_leaves_nothing_out(browser: Browser) -> None:
    browser.read([{"title": "The director’s letter"}, {"title": "Directors and a letter"}])
    assert browser.find("director's letter ")["numbers"] == [0, 1]
    assert browser.find("s")["numbers"] == [0]


def test_what_nothing_fits_is_named_with_its_nearest_words(browser: Browser) -> None:
    browser.read([{"title": "Maintenance of lifts"}, {"title": "Rota"}])
    found = browser.find("maintanence zebra ")
    assert found["unknown"] == ["zebra"]
    assert browser.ask("nearest", "manetenanc") == ["maintenance"]
    assert browser.ask("nearest", "xylophone") == []
    assert browser.ask("nearest", "maintaining") == ["maintenance"]


@given(st.text("abc", max_size=7), st.text("abc", max_size=7), st.integers(1, 3))
@often
def test_typos_are_counted(browser: Browser, one: str, other: str, most: int) -> None:
    assert browser.ask("typos", [one, other, most]) == min(slow_search.distance(one, other), most + 1)


@often
@given(st.sets(st.text(st.characters(categories=["Ll", "Nd"]), min_size=1, max_size=40), max_size=30))
@example({"a" * 30, "a" * 31, "𐐨𐐩", "𐐨𐐪", "b"})
def test_packed_words_come_out_as_they_went_in(browser: Browser, words: set[str]) -> None:
    ordered = sorted(words)
    assert browser.ask("unpackedWords", packed_words(ordered)) == ordered


def test_many_documents_and_far_apart_are_found(browser: Browser) -> None:
    documents = [{"prompt": "often" + (" seldom" if number % 1500 == 7 else "")} for number in range(4000)]
    browser.read(documents)
    assert browser.find("seldom")["numbers"] == [7, 1507, 3007]
    assert browser.find("often")["numbers"] == list(range(4000))


def test_the_index_is_cut_into_shards_of_which_few_are_read(browser: Browser) -> None:
    documents = [
        {"prompt": f"word{number} and word{number // 2} again{number % 7} {number * 7919}"} for number in range(9000)
    ]
    browser.read(documents)
    sizes = browser.ask("sizes", None)
    assert len(sizes) > 8
    assert max(size for name, size in sizes.items() if name != "words.json") < 40_000
    found = browser.find("word77 ")
    assert (found["numbers"][:3], len(found["read"])) == ([77, 154, 155], 2), "the words, and one shard"
    assert browser.find("word77 ")["read"] == found["read"][1:], "the words are read once"


def test_long_words_are_cut() -> None:
    assert words_of("x" * 500) == ["x" * LONGEST_WORD]


def test_what_matters_does_not_hang_on_other_documents() -> None:
    title, prompt = importance({"title": "board"}), importance({"prompt": "board"})
    assert title["board"] > prompt["board"] >= 1
    assert importance({"prompt": "board " + "word " * 400})["board"] < prompt["board"]
    assert max(importance(dict.fromkeys(WEIGHTS, "board " * 1000)).values()) <= 63
