"""Front matter: whatever bytes come in, a document or one sentence with the right line; and what is accepted means
what PyYAML says it means.
"""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from leadfront.front_matter import (
    MAX_FILE_BYTES,
    MAX_FRONT_MATTER_CHARACTERS,
    Document,
    Unreadable,
    read_document,
    text_of,
)

BODY = "\n## The task\n\nWords.\n"


def read(front: str, body: str = BODY) -> Document:
    return read_document(f"---\n{front}\n---\n{body}".encode())


def refusal(data: str | bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_document(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
    return caught.value


def document_or_refusal(data: bytes) -> Document | Unreadable:
    """The two answers there are; anything else fails the test."""
    try:
        return read_document(data)
    except Unreadable as refused:
        return refused


# --- any bytes at all -------------------------------------------------------------------------------------------------

# Lines that YAML finds interesting, so that random files get past the first line.
PARTS = (
    *("title: A", "title: B", "title: [a, b]", "effect:", "  before: 1", "  - x", "- y", "? a", ": b", "a:b", "a b: c"),
    *("a: &x 1", "b: *x", "<<: {a: 1}", "c: !!int 3", "d: !ENV X", "...", "--- x", "%YAML 1.1", "# note", "x: a #b"),
    *("e: |", "  text", "f: >-", "g: 'it''s'", 'h: "a\\nb"', 'i: "\\x41', "j: {k: v, l: [m]}", "[", "]", "{", "}"),
    *("k:\tv", "\t", "l: a: b", "m: ~", "n: null", 'o: "~"', "p:", "q: 2026-01-01", "r: NO", "s: 012", "t: 1:30"),
    *("u: @x", "v: `x`", "w: %x", "y: é\u0301", "z: \U0001f600", '"quoted": d', "'single': e", "- - - a", "a: - b"),
    *("\x00", "\x1b", "\x85", "\u2028", "\ufeff", "\u00a0: x", "---", "--- ", "----", "", " "),
)
YAML_PARTS = st.sampled_from(PARTS)
FILES = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.builds(
        lambda lines, between, end: ("---\n" + between.join(lines) + end).encode(),
        st.lists(YAML_PARTS, max_size=8),
        st.sampled_from(["\n", "\r\n", "\r"]),
        st.sampled_from(["\n---\nbody\n", "\n---", "\n", ""]),
    ),
)


@given(FILES)
@example(b"---\n\xef\xbb\xbf---\n")
@example(b"---\n? [a]\n: b\n---\n")
@example(b"---\n\xc2\xa0:\n\xc2\xa0:\n---")
def test_any_bytes_give_a_document_or_a_refusal(data: bytes) -> None:
    outcome = document_or_refusal(data)
    if isinstance(outcome, Unreadable):
        lines = data.decode("latin-1").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert outcome.reason.isprintable()
        assert len(outcome.reason) > 20
        assert outcome.kind in ("missing", "encoding", "size", "yaml")
        assert 1 <= outcome.line <= len(lines)
        return
    document = outcome
    assert all(isinstance(key, str) for key in document.front_matter)
    assert only_texts(document.front_matter)


def only_texts(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and only_texts(item) for key, item in value.items())
    return all(map(only_texts, value)) if isinstance(value, list) else isinstance(value, str)


def as_base_loader_says(front: str) -> Any:
    """PyYAML's plainest reading; an unquoted nothing is an empty text for us."""

    def build(node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            return {build_key(key): build(item) for key, item in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [build(item) for item in node.value]
        plain_nothing = not node.style and node.value in ("~", "null", "Null", "NULL")
        return "" if plain_nothing else node.value

    def build_key(node: yaml.Node) -> Any:
        assert isinstance(node, yaml.ScalarNode)
        return node.value

    root = yaml.compose(front, Loader=yaml.BaseLoader)  # in Python, to have a second scanner
    return build(root) if root is not None else {}


# PyYAML's own scanner takes no tab after a colon, which YAML allows and libyaml reads.
ODD = [part for part in PARTS if "\t" not in part]
SOUND = [part for part in ODD if isinstance(document_or_refusal(f"---\n{part}\n---\n".encode()), Document)]


@given(st.lists(st.one_of(*[st.sampled_from(SOUND)] * 5, st.sampled_from(ODD)), max_size=10, unique=True))
@settings(max_examples=300)
def test_what_is_accepted_reads_the_same_in_pyyaml(lines: list[str]) -> None:
    outcome = document_or_refusal("\n".join(["---", *lines, "---", "Body"]).encode())
    if isinstance(outcome, Document):
        fence = next((number for number, line in enumerate(lines) if line.rstrip() == "---"), len(lines))
        assert outcome.front_matter == as_base_loader_says("".join(f"{line}\n" for line in lines[:fence]))


texts = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\u2028\u2029\ufeff"), max_size=30
)
keys = st.text("abcdefghij_", min_size=1, max_size=8)
groups = st.dictionaries(keys, st.one_of(texts, st.lists(texts, max_size=2)), max_size=3)
mappings = st.dictionaries(keys, st.one_of(texts, st.lists(texts, max_size=3), groups), max_size=5)


@given(mappings, st.sampled_from([None, '"', "'"]), st.booleans())
def test_what_a_program_writes_is_read_back(values: dict[str, Any], style: str | None, flow: bool) -> None:
    # Plain style as PyYAML's emitter chooses it: ~ and null come quoted from it.
    front = yaml.safe_dump(values, default_style=style, default_flow_style=flow, allow_unicode=True, width=10_000)
    assert read(front).front_matter == values


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        *((typed, typed) for typed in ("NO", "yes", "012", "1:30", "2026-02-30", "1_000", "0x1F", ".inf", "1e3", "=")),
        *((typed, typed) for typed in ("C# and F#", "«é»", "50%", "a,b", "a [b]", "--", "a:b", "http://x/y#z")),
        *((typed, "") for typed in ("", "~", "null", "Null", "NULL", '""', "''", "# a note")),
        *(
            ("a # note", "a"),
            ("'it''s'", "it's"),
            ('"a\\tb"', "a\tb"),
            ('"~"', "~"),
            ("'null'", "null"),
            ('"NO"', "NO"),
        ),
    ],
)
def test_every_value_stays_the_text_that_was_typed(typed: str, text: str) -> None:
    assert read(f"title: {typed}").front_matter == {"title": text}


# --- fences -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["---\n", "---  \n", "---\t\n", "\ufeff---\n", "---\r\n", "---\r"])
def test_fences_that_are_understood(start: str) -> None:
    end = "\r" if start.endswith("\r") else "\n"
    document = read_document(f"{start}title: A{end}---{end}Body{end}".encode())
    assert document.front_matter == {"title": "A"}
    assert document.body == "Body\n"
    assert (document.line_of("title"), document.body_line) == (2, 4)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the file must begin with a line ---"),
        ("# A heading\n", "the file must begin with a line ---"),
        ("\n---\ntitle: A\n---\n", "with nothing before it"),
        (" ---\ntitle: A\n---\n", "with nothing before it"),
        ("----\ntitle: A\n----\n", "exactly ---"),
        ("---\u00a0\ntitle: A\n---\n", "exactly ---"),
        ("--- title: A\n---\n", "exactly ---"),
        ('{"title": "A"}\n', "the file must begin"),
        ("title: A\n\nBody\n", "the file must begin"),
        ("---\ntitle: A\n", "have no end"),
        ("---\ntitle: A\n...\nBody\n", "have no end"),
        ("---\ntitle: A\n----\nBody\n", "have no end"),
        ("---\ntitle: A\n ---\nBody\n", "have no end"),
        ("---\ntitle: A\n---\u00a0\nBody\n", "have no end"),
        ("---", "have no end"),
    ],
)
def test_fences_that_are_not(text: str, words: str) -> None:
    refused = refusal(text)
    assert words in refused.reason
    assert (refused.line, refused.kind) == (1, "missing")


def test_the_body_is_everything_after_the_second_fence() -> None:
    document = read_document(b"---\ntitle: A\n---\n\nOne\n\n---\n\nTwo\n---\ntitle: B\n---\n")
    assert document.body == "\nOne\n\n---\n\nTwo\n---\ntitle: B\n---\n"
    assert read_document(b"---\ntitle: A\n---").body == ""
    assert read_document(b"---\n---\nBody").front_matter == {}


# --- lines ------------------------------------------------------------------------------------------------------------


def test_every_key_knows_its_line() -> None:
    document = read(
        "# a note\ntitle: A\n\neffect:\n  before: 1\n\n  after: 2\n"
        'tools: [a,\n  b]\nsummary: |\n  one\n  two\n"role": x'
    )
    assert document.lines == {
        "title": 3, "effect": 5, "effect.before": 6, "effect.after": 8, "tools": 9, "summary": 11, "role": 14,
    }  # fmt: skip
    assert document.body_line == 16
    assert document.line_of("missing") == 1


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", [0, 1, 7])
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("title: Sales: how", "colon in it must stand in double quotes"),
        ("\ttitle: x", "tab"),
        ("title: [a, b", "not closed with ]"),
        ('title: "a', "quotation mark"),
        ("title: 'a", "quotation mark"),
        ("title: a\x00b", "invisible control character"),
        ("title: a\x1bb", "invisible control character"),
        ("title: a\x85b", "invisible character in this line"),
        ("title: a\u2028b: c", "invisible character in this line"),
        ("title: &x a", "double quotes"),
        ("title: *x", "double quotes"),
        ("title: !!python/name:os.system x", "double quotes"),
        ("title: !ENV HOME", "double quotes"),
        ("title: &x [a]", "double quotes"),
        ("<<: {a: b}", "<<"),
        ("key0: again", "twice"),
        ("? [a]\u0020", "plain word"),
        ("? {a: b}", "plain word"),
        ("title: [[[[a]]]]", "too many levels"),
        ("title: {a: {b: {c: {d: e}}}}", "too many levels"),
        ("--- again", "ends the fields too early"),
    ],
)  # fmt: skip
def test_a_refusal_names_the_line(line: str, words: str, before: int, ending: str) -> None:
    if line in ("key0: again", "--- again"):
        before += 1
    lines = ["---", *(f"key{number}: value" for number in range(before)), line]
    refused = refusal(ending.join([*lines, "---", "Body"]))
    assert words in refused.reason
    assert refused.line == len(lines)


@pytest.mark.parametrize(
    ("front", "line", "words"),
    [
        ('role: a\ntitle: "b\nsummary: c\ndate: d', 3, "quotation mark is opened here"),
        ("role: a\ntools: [b,\n  c\nsummary: d", 3, "opened with [ and not closed with ]"),
        ("role: a\neffect: {before: 1\nsummary: it: is", 3, "opened with { and not closed with }"),
        ("title: a\n  summary: b", 3, "begin it at the left edge"),
        ("  title: a\nsummary: b", 3, "check its indentation"),
        ("title: `code`", 2, "begins with a sign"),
        ("title: @all", 2, "begins with a sign"),
        ('title: "C:\\q"', 2, "write \\\\"),
        ('title: "Quick" wins', 2, "after the closing quotation mark"),
        ("title: 'it's'", 2, "after the closing quotation mark"),
        ("title: a\n...\nsummary: b", 4, "only dots"),
        ("title: a\n...\n--- b", 4, "ends the fields too early"),
    ],
)
def test_the_mistakes_that_people_make(front: str, line: int, words: str) -> None:
    refused = refusal(f"---\n{front}\n---\nBody\n")
    assert words in refused.reason
    assert refused.line == line


def test_directives_lists_and_lone_words_are_refused() -> None:
    assert "%" in refusal("---\n%YAML 1.1\n--- {}\n---\n").reason
    assert "not a list" in refusal("---\n- a\n- b\n---\n").reason
    assert "a name, a colon and a space" in refusal("---\njust words\n---\n").reason
    assert "a name, a colon and a space" in refusal("---\ntitle:no-space\n---\n").reason


# --- encodings and sizes ----------------------------------------------------------------------------------------------


def test_what_is_not_utf_8_is_told_with_its_line() -> None:
    refused = refusal("---\ntitle: A\n---\n\nOne\ncaf\xe9\n".encode("latin-1"))
    assert (refused.line, refused.kind) == (6, "encoding")
    assert "UTF-8" in refused.reason
    assert refusal("---\ntitle: A\n---\n".encode("utf-16")).kind == "encoding"


def test_sizes_are_bounded() -> None:
    whole = b"---\ntitle: A\n---\n"
    assert read_document(whole + b"x" * (MAX_FILE_BYTES - len(whole))).front_matter == {"title": "A"}
    assert refusal(whole + b"x" * (MAX_FILE_BYTES - len(whole) + 1)).kind == "size"
    assert refusal("---\ntitle: " + "x" * MAX_FRONT_MATTER_CHARACTERS + "\n---\n").kind == "size"


ROOM = MAX_FRONT_MATTER_CHARACTERS - 100
BOMBS = {
    "brackets": "a: " + "[" * ROOM,
    "closed brackets": "a: " + "[" * (ROOM // 2) + "]" * (ROOM // 2),
    "braces": "a: " + "{" * ROOM,
    "braces with keys": "a: " + "{a: " * (ROOM // 4),
    "nested dashes": "a:\n  " + "- " * (ROOM // 2) + "x",
    "question marks": "? " * (ROOM // 2) + "x",
    "indentation": "\n".join(" " * depth + "a:" for depth in range(170)),
    "aliases": "a: &a [x,x,x,x,x,x,x,x]\n"
    + "\n".join(f"b{n}: &b{n} [{','.join([f'*b{n - 1}'] * 8)}]" for n in range(1, 40)),
    "merge keys": "a: &a {x: 1}\n" + "\n".join(f"b{n}: &b{n} {{<<: [{','.join(['*a'] * 20)}]}}" for n in range(90)),
    "one long line": "a: " + "x " * (ROOM // 2),
    "many keys": "\n".join(f"k{n}: v" for n in range(ROOM // 10)),
    "quotes": "a: '" + "''" * (ROOM // 2) + "'",
    "escapes": 'a: "' + "\\x41" * (ROOM // 4) + '"',
    "comments": "# x\n" * (ROOM // 4),
    "anchors": "&a " * (ROOM // 3),
    "tags": "a: " + "!!" * (ROOM // 2),
    "percent": "%" * ROOM,
    "folded": "a: >\n" + "  x\n\n" * (ROOM // 5),
    "block of spaces": "a: |\n" + " " * ROOM,
    "flow commas": "a: [" + "," * ROOM + "]",
    "flow colons": "a: [" + "x: " * (ROOM // 3) + "]",
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_go_off_quietly(name: str) -> None:
    began = time.process_time()
    document_or_refusal(f"---\n{BOMBS[name]}\n---\n".encode())
    assert time.process_time() - began < 1  # the worst take a few milliseconds; without the limits it is minutes


def test_large_bodies_of_fences_and_brackets_are_no_work() -> None:
    began = time.process_time()
    for line in ("---\n", "--- x\n", "- - -\n", "[a](", "```\n"):
        read_document(b"---\ntitle: A\n---\n" + line.encode() * ((MAX_FILE_BYTES - 100) // len(line)))
    refusal("---\n" + "--- x\n" * 40_000)
    assert time.process_time() - began < 1


def test_reading_never_ends_the_process() -> None:
    # In a process of its own: a fault in libyaml would take the tests with it.
    script = (
        "from leadfront.front_matter import read_document, Unreadable\n"
        "for bomb in ('[', '{', '- ', '? ', '{a: '):\n"
        "    for size in (1000, 16_000, 200_000):\n"
        "        try: read_document(('---\\na: ' + bomb * (size // len(bomb)) + '\\n---\\n').encode())\n"
        "        except Unreadable: pass\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=20)


# --- values as text ---------------------------------------------------------------------------------------------------


def test_values_as_one_text() -> None:
    assert text_of(None) == ""
    assert text_of("a") == "a"
    assert text_of(["a", ["b", "c"]]) == "a b c"
    assert text_of({"x": "a", "y": ["b"]}) == "a b"
