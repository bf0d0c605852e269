"""A use case's words: what changes them and what doesn't; and what is read of a file beside its words."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from histories import body, use_case
from leadfront.fields import FIELDS, MAX_ITEMS, WORDS_FIELDS
from leadfront.front_matter import Unreadable
from leadfront.use_case import (
    as_date,
    as_flag,
    as_number,
    folded,
    id_from_path,
    is_use_case,
    read_use_case,
    read_version,
    split_sections,
)

FOLDER = "showcase/use-cases"
# Every white space that Unicode has, save those that YAML refuses or that end a line of its own.
SPACES = " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
BREAKS = "\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"

EFFECT = {"measure": "Time to a draft", "before": "180", "after": "25", "unit": "minutes", "basis": "measured"}
WHOLE: dict[str, Any] = {
    "title": "Three questions the board would ask",
    "summary": "I let an assistant attack my own paper.",
    "leader": "Imogen Ashdown",
    "level": "executive",
    "function": "finance",
    "date": "2026-01-14",
    "tools": ["Copilot", "Excel"],
    "model": "Claude Sonnet 4.5",
    "verified": "2026-02-01",
    "effect": EFFECT,
}


def words(text: str | None = None, /, **changed: Any) -> str:
    return read_version(use_case(text, **{**WHOLE, **changed}).encode()).words


# --- what is no change ------------------------------------------------------------------------------------------------


@given(st.data())
def test_white_space_is_no_change(data: st.DataObject) -> None:
    def respaced(text: str, spaces: str) -> str:
        pieces = text.split()
        gaps = [data.draw(st.text(spaces, min_size=1, max_size=3)) for _ in pieces]
        return "".join(piece + gap for piece, gap in zip(pieces, gaps, strict=True))

    title, effect = respaced(WHOLE["title"], SPACES), {**EFFECT, "measure": respaced(EFFECT["measure"], SPACES)}
    assert words(title=title, effect=effect) == words()
    assert words(respaced(body(), SPACES + BREAKS)) == words(body())


@given(st.permutations(list(WHOLE)), st.permutations(list(EFFECT)), st.sampled_from([None, '"', "'"]), st.booleans())
def test_order_and_quoting_are_no_change(order: list[str], parts: list[str], style: str | None, flow: bool) -> None:
    values = {key: {part: EFFECT[part] for part in parts} if key == "effect" else WHOLE[key] for key in order}
    front = yaml.safe_dump(values, sort_keys=False, default_style=style, default_flow_style=flow, width=10_000)
    assert read_version(f"---\n{front}---\n{body()}".encode()).words == words()


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_line_endings_and_a_byte_order_mark_are_no_change(ending: str, start: str) -> None:
    text = start + use_case(**WHOLE).replace("\n", ending)
    assert read_version(text.encode()).words == words()


@given(
    st.sampled_from([field.key for field in FIELDS if not field.counts_as_words and field.key != "status"]),
    st.text("abcdefgh -", min_size=1, max_size=20),
)
def test_other_fields_are_no_words(key: str, value: str) -> None:
    assert words(**{key: value}) == words()


def test_one_tool_in_a_list_or_alone_is_the_same() -> None:
    assert words(tools=["Copilot"]) == words(tools="Copilot")


def test_comments_and_unknown_keys_are_no_words() -> None:
    text = use_case(**WHOLE)
    assert read_version(text.replace("title:", "# a note\ntitle:").encode()).words == words()
    assert words(colour="blue") == words()


def test_a_block_and_a_line_are_the_same() -> None:
    text = use_case(**WHOLE).replace(
        f"summary: {WHOLE['summary']}", "summary: >-\n  I let an assistant\n  attack my own paper."
    )
    assert "summary: >-" in text
    assert read_version(text.encode()).words == words()


# --- what is a change -------------------------------------------------------------------------------------------------


@given(st.sampled_from(WORDS_FIELDS), st.data())
def test_every_word_of_the_front_matter_counts(field: Any, data: st.DataObject) -> None:
    value = WHOLE[field.key]
    key = data.draw(st.sampled_from(sorted(EFFECT))) if field.key == "effect" else None
    old = value[key] if key else value
    pieces = list(old) if isinstance(old, list) else old.split()
    at = data.draw(st.integers(0, len(pieces) - 1))
    how = data.draw(st.sampled_from(["drop", "add", "change", "case"]))
    new = list(pieces)
    if how == "drop":
        del new[at]
    elif how == "add":
        new.insert(at, "more")
    else:
        new[at] = new[at].swapcase() if how == "case" and new[at].swapcase() != new[at] else new[at] + "x"
    said = new if isinstance(old, list) else " ".join(new)
    assert words(**{field.key: {**value, key: said} if key else said}) != words()


@given(st.data())
def test_every_word_of_the_body_counts(data: st.DataObject) -> None:
    pieces = re.split(r"(\s+)", body())
    at = data.draw(st.sampled_from([n for n, piece in enumerate(pieces) if piece.strip()]))
    changed = list(pieces)
    changed[at] = data.draw(
        st.sampled_from(["", "other", pieces[at] + ".", pieces[at] + " more", pieces[at].swapcase()])
    )
    same = changed[at] == pieces[at]
    assert (words("".join(changed)) == words()) is same


def test_a_word_that_moves_between_fields_is_a_change() -> None:
    assert words(title="a b", summary="c") != words(title="a", summary="b c")
    assert words(model="", verified="2026-02-01") != words(model="2026-02-01", verified="")
    assert words("one two", title="three") != words("one", title="two three")


def test_letters_that_only_look_the_same_are_a_change() -> None:
    assert words(title="café") != words(title="cafe\u0301")


def test_a_zero_width_space_is_no_white_space() -> None:
    assert words("a\u200bb") != words("a b")


# --- what can be published --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [None, "", "~", '""', "published", '" published "'])
def test_published(status: str | None) -> None:
    text = use_case() if status is None else use_case().replace("---\n", f"---\nstatus: {status}\n", 1)
    assert read_version(text.encode()).published(count_samples=False)


@pytest.mark.parametrize("status", ["draft", "retired", "Published", "live", ["draft"]])
def test_not_published(status: Any) -> None:
    version = read_version(use_case(status=status).encode())
    assert version.words == ""
    assert not version.published(count_samples=True)


@pytest.mark.parametrize("text", ["", "\n", " \t\r\n", "\u00a0\u2003\n\u3000"])
def test_an_empty_body_is_not_published(text: str) -> None:
    assert not read_version(use_case(text).encode()).published(count_samples=True)


@pytest.mark.parametrize(
    ("typed", "sample"),
    [("true", True), ("yes", True), ("True", True), ("maybe", True), ("1", True), ("false", False), ("No", False),
     ("off", False), ('""', False), ("", False), ("~", False)],
)  # fmt: skip
def test_samples_count_only_where_the_policy_says_so(typed: str, sample: bool) -> None:
    text = use_case().replace("---\n", f"---\nsample: {typed}\n", 1)
    version = read_version(text.encode())
    assert version.sample is sample
    assert version.published(count_samples=False) is not sample
    assert version.published(count_samples=True)


@given(st.binary(max_size=100))
def test_what_cannot_be_read_is_not_published_and_raises_nothing(data: bytes) -> None:
    assert not read_version(b"---\ntitle: [\n" + data).published(count_samples=True)
    assert read_version(data).words == ""


def test_a_pointer_of_git_lfs_is_told_apart() -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"a" * 64 + b"\nsize 12345\n"
    assert read_version(pointer).pointer
    assert not read_version(pointer).published(count_samples=True)
    assert not read_version(use_case().encode()).pointer


def test_the_rest_of_a_version() -> None:
    version = read_version(use_case(id=" board ", leader="  Imogen\u00a0 Ashdown ", level=" director ").encode())
    assert (version.id, version.leader, version.level) == ("board", "Imogen Ashdown", "director")


# --- names of files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.md", True),
        ("finance/2026/a.md", True),
        ("é 🙂.md", True),
        ("-a.md", True),
        ("Index.md", True),
        ("index.md.md", True),
        ("README.md/a.md", True),
        ("index.md", False),
        ("finance/index.md", False),
        ("README.md", False),
        ("finance/README.md", False),
        (".hidden.md", False),
        (".drafts/a.md", False),
        ("finance/.drafts/a.md", False),
        ("a.MD", False),
        ("a.markdown", False),
        ("a.md.txt", False),
        (".md", False),
    ],
)
def test_which_files_are_use_cases(path: str, expected: bool) -> None:
    assert is_use_case(f"{FOLDER}/{path}", FOLDER) is expected


def test_a_folder_that_begins_alike_is_another() -> None:
    assert not is_use_case("showcase/use-cases-old/a.md", FOLDER)
    assert not is_use_case("use-cases/a.md", FOLDER)
    assert not is_use_case("a.md", FOLDER)


def test_ids_from_paths() -> None:
    assert id_from_path(f"{FOLDER}/board.md", FOLDER) == "board"
    assert id_from_path(f"{FOLDER}/finance/board.paper.md", FOLDER) == "finance/board.paper"
    case = read_use_case(f"{FOLDER}/finance/board.md", FOLDER, use_case().encode())
    assert case.id == "finance/board"
    assert read_use_case(f"{FOLDER}/x.md", FOLDER, use_case(id="board").encode()).id == "board"


# --- sections ---------------------------------------------------------------------------------------------------------


def test_sections_know_their_lines_and_texts() -> None:
    sections = split_sections("before\n\n## One\n\ntext\n### Deeper\nmore\n\n##  Two ## \n##Three\nx\n", 10)
    assert [(section.heading, section.text, section.line) for section in sections] == [
        ("One", "text\n### Deeper\nmore", 12),
        ("Two", "", 18),
        ("Three", "x", 19),
    ]


@pytest.mark.parametrize("fence", ["```", "````", "~~~", "~~~~~"])
def test_headings_in_fenced_blocks_are_no_sections(fence: str) -> None:
    text = f"## Prompt\n\n{fence}text\n## Not this\n{fence[0] * 2}\n{fence}\n\n## Output\n"
    assert [section.heading for section in split_sections(text)] == ["Prompt", "Output"]


def test_a_fence_ends_with_its_own_kind_only() -> None:
    text = "## Prompt\n````\n```\n## Not this\n~~~\n```\n````\n## Output\n"
    assert [section.heading for section in split_sections(text)] == ["Prompt", "Output"]
    inline = "## Prompt\n```code``` in a line\n## Output\n"
    assert [section.heading for section in split_sections(inline)] == ["Prompt", "Output"]


@given(st.lists(st.sampled_from(["## A", "## B ##", "text", "```", "~~~~", "#", "###", "", "    ## c"]), max_size=12))
def test_sections_hold_every_line_after_the_first_heading(lines: list[str]) -> None:
    sections = split_sections("\n".join(lines))
    for section in sections:
        assert lines[section.line - 1].startswith("##")
        assert section.text in "\n".join(lines)
    assert [section.line for section in sections] == sorted({section.line for section in sections})


def test_headings_may_be_named_by_the_policy() -> None:
    text = use_case("\n## Aufgabe:\n\nA\n\n## PROMPT\n\nB\n\n## prompt\n\nC\n")
    case = read_use_case(f"{FOLDER}/a.md", FOLDER, text.encode(), {"task": "Aufgabe"})
    assert {key: section.text for key, section in case.by_key.items()} == {"task": "A", "prompt": "B"}
    assert (case.heading_of("task"), case.heading_of("output")) == ("Aufgabe", "Output")
    assert folded("  How I\u00a0checked IT: ") == folded("how i checked it")


# --- values -----------------------------------------------------------------------------------------------------------


def test_a_use_case_as_its_file_tells_it() -> None:
    text = use_case(**WHOLE, minutes="12", skills="trust", tags=["a  b", "", "c"])
    case = read_use_case(f"{FOLDER}/a.md", FOLDER, text.encode())
    assert (case.title, case.leader, case.minutes) == (WHOLE["title"], "Imogen Ashdown", 12)
    assert (case.texts("tools"), case.texts("skills"), case.texts("tags")) == (
        ("Copilot", "Excel"),
        ("trust",),
        ("a b", "c"),
    )
    assert (case.texts("related"), case.text("model"), case.status) == ((), "Claude Sonnet 4.5", "published")
    assert case.day("date") == date(2026, 1, 14)
    assert case.effect is not None
    assert (case.effect.before, case.effect.after, case.effect.unit) == (180.0, 25.0, "minutes")


def test_of_a_list_longer_than_may_be_the_beginning_is_shown_and_all_of_it_are_words() -> None:
    tools = [f"Tool {number}" for number in range(500)]
    long, longer = (use_case(tools=tools[:count]).encode() for count in (499, 500))
    case = read_use_case(f"{FOLDER}/a.md", FOLDER, long)
    assert case.texts("tools") == tuple(tools[:MAX_ITEMS])
    assert case.version.words != read_version(longer).words


def test_what_is_missing_or_wrong_is_empty() -> None:
    text = use_case(
        "x", title=None, date="14 January", minutes="1.5", effect={"measure": "a", "before": "many", "after": "1"}
    )
    case = read_use_case(f"{FOLDER}/board-paper.md", FOLDER, text.encode())
    assert (case.title, case.day("date"), case.minutes, case.effect) == ("Board paper", None, None, None)
    assert read_use_case(f"{FOLDER}/a.md", FOLDER, use_case(effect="much").encode()).effect is None
    with pytest.raises(Unreadable):
        read_use_case(f"{FOLDER}/a.md", FOLDER, b"no front matter")


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2026-1-1", "20260101", "2026-01-01T00:00", "", "0000-01-01", "２０２６-01-01"]
)
def test_what_is_no_date(text: str) -> None:
    assert as_date(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("-3.5", -3.5), ("0.000001", 0.000001), ("1e3", None), ("1,000", None), ("", None), ("٣", None),
     ("nan", None), ("inf", None), ("9" * 13, None), ("1_0", None), ("+1", None), (".5", None), ("0x1F", None)],
)  # fmt: skip
def test_numbers_in_plain_digits(text: str, number: float | None) -> None:
    assert as_number(text) == number


@pytest.mark.parametrize(
    ("text", "flag"),
    [("true", True), ("YES", True), (" on ", True), ("false", False), ("No", False), ("off", False), ("", False),
     ("1", None), ("maybe", None)],
)  # fmt: skip
def test_flags(text: str, flag: bool | None) -> None:
    assert as_flag(text) is flag


# --- sections in which nobody wrote -----------------------------------------------------------------------------------

HINT = "<!-- What came back, word for word. -->"


@pytest.mark.parametrize("text", ["", "  \n \t", HINT, f" {HINT}\n\n{HINT} ", "<!-- two\n\nparagraphs -->", "<!---->"])
def test_a_section_without_a_word_is_empty(text: str) -> None:
    (section,) = split_sections(f"## Output\n\n{text}\n")
    assert section.empty


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Sent.", "Sent."),
        (f"{HINT}\n\nSent.", "Sent."),
        (f"{HINT} Sent.", "Sent."),
        (f"{HINT}\n    indented", "    indented"),
        ("    indented", "    indented"),
        (f"Sent. {HINT}", f"Sent. {HINT}"),
        (f"```text\n{HINT}\n```", f"```text\n{HINT}\n```"),
        (f"`{HINT}`", f"`{HINT}`"),
        ("<!-- left open", "<!-- left open"),
        ("<!-- one --> and --> more", "and --> more"),
    ],
)
def test_what_stands_in_a_fence_or_after_a_word_is_text(text: str, own: str) -> None:
    (section,) = split_sections(f"## Output\n\n{text}\n")
    assert not section.empty
    assert section.own_text == own


def test_many_comments_left_open_are_read_at_once() -> None:
    (section,) = split_sections("## Output\n" + "<!-- a -->\n" * 20_000 + "<!--" * 20_000)
    assert section.own_text == "<!--" * 20_000


def test_hints_count_as_words_all_the_same() -> None:
    assert words(body(output=f"{HINT}\n\nSent.")) != words(body(output="Sent."))
