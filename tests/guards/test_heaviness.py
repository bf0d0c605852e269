"""Pages that take for ever are found before they are shown; pages that people write are not."""

from __future__ import annotations

import time
from bisect import bisect_left
from itertools import chain
from pathlib import Path

import markdown
import pytest

from leadfront.front_matter import MAX_FILE_BYTES
from leadfront.guards.heaviness import (
    MOST_BLOCKS,
    MOST_FENCES,
    MOST_LINES,
    MOST_MARKS,
    MOST_NESTED,
    MOST_ROWS,
    MOST_TAGS,
    heavy,
)
from leadfront.resources import templates_folder

ROOT = Path(__file__).parents[2]
EXTENSIONS = ["admonition", "attr_list", "def_list", "footnotes", "pymdownx.superfences", "pymdownx.tasklist", "tables"]
KB = 1024

# Each takes Python-Markdown seconds or minutes in 32 KB, or ends it with an error, where it was measured.
SLOW_MARKS = ["[a](", "![a](", "[", "[a][", "[![", "[[a]", "``a`", "<a ", "<http://a "]
SLOW_LINES = ["* * *\n", "a\n===\n", "a\n: b\n", "# a\n"]
NESTED = ["1. ", "+ ", "- * ", "- 1. "]


def seconds(text: str) -> float:
    began = time.perf_counter()
    markdown.Markdown(extensions=EXTENSIONS).convert(text)
    return time.perf_counter() - began


def filled(unit: str, kb: int) -> bytes:
    return (unit * (kb * KB // len(unit))).encode()


@pytest.mark.slow
@pytest.mark.parametrize("bomb", ["[a](" * 4000, "<a \n\n" * 8000, "```\n" * 24000], ids=["links", "tags", "fences"])
def test_plain_markdown_takes_seconds_for_a_small_bomb(bomb: str) -> None:
    assert seconds(bomb) > 1.5
    assert heavy(bomb.encode())


@pytest.mark.parametrize("unit", [*SLOW_MARKS, *SLOW_LINES, *NESTED])
def test_bombs_are_found(unit: str) -> None:
    found = heavy(b"# A page\n\nWords.\n\n" + filled(unit, 32) + b"\n\nWords.\n")
    assert found
    assert found.line == 5
    assert found.what[0].isupper()
    assert found.mend.endswith(".")


@pytest.mark.slow
@pytest.mark.parametrize("share", [1, 20])
@pytest.mark.parametrize("unit", [*SLOW_MARKS, *SLOW_LINES])
def test_the_worst_page_within_the_limits_takes_seconds(unit: str, share: int) -> None:
    """As many blocks as may be, of the largest size or smaller."""
    count = MOST_LINES // unit.count("\n") if "\n" in unit else MOST_MARKS // heavy_marks(unit)
    block = unit * (count // share) + "\n\n"
    most = range(1, MAX_FILE_BYTES // len(block) + 1)
    page = block * bisect_left(most, True, key=lambda times: heavy((block * times).encode()) is not None)
    assert page
    assert seconds(page) < 8  # one on a machine of our own


TABLE = "a | b\n--|--\n"
# What a page is filled with, how often it may, and the words with which one more is refused.
FULL = {
    "fences": ("", "```\na\n```\n\n", MOST_FENCES // 2, f"more than {MOST_FENCES} lines of three backticks or tildes"),
    "other fences": ("", "~~~\na\n~~~\n\n", MOST_FENCES // 2, f"more than {MOST_FENCES} lines of three backticks"),
    "quoted fences": ("", "> ```\n> a\n> ```\n\n", MOST_FENCES // 2, f"more than {MOST_FENCES} lines of three"),
    "tags": ("", "<b>a</b>\n\n", MOST_TAGS // 2, f"more than {MOST_TAGS} signs “<”"),
    "open tags": ("", "<a \n\n", MOST_TAGS, f"more than {MOST_TAGS} signs “<”"),
    "signs": ("", "2 < 3\n\n", MOST_TAGS, f"more than {MOST_TAGS} signs “<”"),
    "paragraphs": ("", "a\n\n", MOST_BLOCKS, f"more than {MOST_BLOCKS} paragraphs"),
    "list items": ("", "* a\n\n", MOST_BLOCKS, f"more than {MOST_BLOCKS} paragraphs"),
    "quotations": ("", "> a\n\n", MOST_BLOCKS, f"more than {MOST_BLOCKS} paragraphs"),
    "rows of a table": (TABLE, "a | b\n", MOST_ROWS - 2, f"more than {MOST_ROWS} lines"),
    "rows of tables": ("", TABLE + "*a* | b\n" * 98 + "\n", MOST_ROWS // 100, f"more than {MOST_ROWS} lines"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("start", "unit", "most", "words"), FULL.values(), ids=FULL)
def test_as_much_as_may_be_is_shown_at_once_and_more_is_refused(start: str, unit: str, most: int, words: str) -> None:
    page = start + unit * most
    assert heavy(page.encode()) is None
    assert seconds(page) < 8  # under one on a machine of our own
    found = heavy((page + unit).encode())
    assert found
    assert words in found.what
    assert found.mend.endswith(".")


def heavy_marks(unit: str) -> int:
    return max(1, unit.count("[") + unit.count("<") + unit.count("`") // 3)


def test_a_nested_line_within_the_limits_is_shown() -> None:
    text = "1. " * (MOST_NESTED - 1) + "a"
    assert not heavy(text.encode())
    assert "<ol>" in markdown.Markdown(extensions=EXTENSIONS).convert(text)


@pytest.mark.parametrize(
    "text",
    [
        "[a](" * 8000,
        "> " + "[a](" * 8000,
        "\u00a0\n".join(["[a]("] * 8000),  # another kind of space ends no paragraph
        "[a](\r" * 8000,
        "[a](\r\n" * 8000,
        "```\nfence\n" + "[a](" * 8000,  # never closed
        "    ```\n" + "[a](" * 8000 + "\n    ```\n",  # not at the left edge
        "``` {.x}\n```\n" + "[a](" * 8000 + "\n```\n",  # another fence than it seems
        "~~~\n```\n~~~\n" + "[a](" * 8000 + "\n```\n",
        "````\n" + "```\n" + "[a](" * 8000 + "\n```\n",
        "|a|b|\n|-|-|\n|" + "[a](" * 8000 + "|\n",  # one cell
        "*[a]: b\n\n" * 3000,
        "    " * 300 + "- a\n",
        "\t" * 300 + "- a\n",
        ("[a](" * 400 + "\n\n") * 20,
        ("<a " * 20 + "\n\n") * 200,  # a tag is looked for beyond its paragraph
        "*\n\n" * 20000,
    ],
)
def test_nothing_hides_a_bomb(text: str) -> None:
    assert heavy(f"Words.\n\n{text}".encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "```text\n" + "[a](" * 3000 + "\n```\n",
        "~~~\n" + "* * *\n" * 1500 + "~~~\n",
        "| a | b |\n|---|:-:|\n" + "| [a](b) | `c` |\n" * 1500,
        "".join(f"- [a page](page-{number}.md)\n" for number in range(400)),
        "".join(f"{number}. `code` and [a page](page.md), with words.\n\n" for number in range(1000)),
        "Words, words. " * 15000,
        "\n\n".join("- [ ] Ask whoever knows." for _ in range(3000)),
        "> " + "\n> \n> ".join("A letter, word by word." for _ in range(2000)),
    ],
)
def test_what_people_write_is_let_through(text: str) -> None:
    assert heavy(text.encode()) is None


def test_no_use_case_and_no_chapter_of_ours_is_held_back() -> None:
    folders = (templates_folder(), ROOT / "showcase", ROOT)
    pages = list(chain(folders[0].rglob("*.md"), folders[1].rglob("*.md"), folders[2].glob("*.md")))
    assert len(pages) > 60
    assert [path for path in pages if heavy(path.read_bytes())] == []
