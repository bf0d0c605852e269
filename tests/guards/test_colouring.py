"""Code that would be coloured for ever is found before it is; code that people show is let through."""

from __future__ import annotations

import time

import markdown
import pytest
from pygments.lexers import get_lexer_by_name

from leadfront.guards.colouring import MOST_CODE, RARE, too_much_code
from leadfront.guards.heaviness import heavy

COLOURED = ["pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.superfences"]
KB = 1024
PERL = "s{" * (16 * KB // 2)
# Slow for a lexer that people use: twice as much takes four times as long.
SLOW = {
    "perl": "s{",
    "csharp": "a\n",
    "c": "\n\t",
    "java": "a ",
    "make": "_",
    "python": "\n\t",
    "rst": "\n\t",
    "terraform": "a",
    "typescript": "a.",
    "easytrieve": "\t",
    "devicetree": "a,",
    "html+ng2": "[",
}


def page(code: str, language: str = "perl") -> str:
    return f"# A page\n\nWords.\n\n```{language}\n{code}\n```\n\nWords.\n"


@pytest.mark.slow
def test_plain_markdown_takes_seconds_for_a_small_bomb() -> None:
    began = time.process_time()
    markdown.markdown(page(PERL), extensions=COLOURED)
    assert time.process_time() - began > 1.5


@pytest.mark.slow
@pytest.mark.parametrize(("language", "unit"), SLOW.items())
def test_as_much_as_may_be_is_coloured_at_once(language: str, unit: str) -> None:
    sizes = range(0, MOST_CODE, 256)
    most = max(size for size in sizes if too_much_code(page(unit * (size // len(unit)), language).encode()) is None)
    assert most > MOST_CODE // RARE - 512
    began = time.process_time()
    list(get_lexer_by_name(language).get_tokens(unit * (most // len(unit))))
    assert time.process_time() - began < 8  # about one, on a machine of our own


@pytest.mark.parametrize(
    "text",
    [
        page(PERL),
        page(PERL, " perl"),
        page(PERL, "Perl"),
        page(PERL, "{.perl}"),
        page(PERL, "{ .perl #id }"),
        page(PERL, "{#id .perl}"),
        page(PERL, "{.text .perl}"),
        page(PERL, "text {.perl}"),
        page(PERL, 'perl title="x"'),
        page(PERL, 'perl hl_lines="1"'),
        page(PERL, "mathematica"),
        page(PERL).replace("```", "~~~~"),
        page(PERL).replace("\n", "\r\n"),
        page(PERL).replace("\n", "\r"),
        page(PERL).replace("```p", "``\x02`p"),
        page(PERL + "\n ```\n    ```\n> ```\n````\n~~~"),  # none of these ends it
        page("x\n```\n" * 3 + "\n```perl\n" + PERL),
        "```perl\n" + PERL,
        "- One\n\n    ```perl\n    " + PERL + "\n    ```\n",
        "> ```perl\n> " + PERL + "\n> ```\n",
        "> - One\n>\n>\t~~~ perl\n>\t" + PERL + "\n>\t~~~\n",
        "````text\n```perl\n" + PERL + "\n```\n",  # the first fence is never closed
        (page("s{" * KB, "perl") + "\n") * 40,
        page("a\n" * (2 * KB), "csharp"),
        page("a\n" * KB, "easytrieve"),
        "Words.\n\n    #!perl\n    " + PERL + "\n",
        "Words.\n\n    :::perl\n    " + PERL + "\n",
        "Words.\n\n\t::/usr/bin/perl\n\n\t" + PERL + "\n",
        "- One\n\n        #!perl\n        " + PERL + "\n",
        "Words with `#!perl " + PERL + "`.\n",
        "Words with `` :::perl " + PERL + "\nand so on``.\n",
    ],
)
def test_nothing_hides_a_bomb(text: str) -> None:
    found = heavy(text.encode())
    assert found
    assert "coloured" in found.what
    assert "```text" in found.mend


def test_the_line_is_that_of_the_code() -> None:
    assert too_much_code(page(PERL).encode()) == 5


@pytest.mark.parametrize(
    "text",
    [
        page(PERL, "text"),
        page(PERL, "{.txt}"),
        page(PERL, ' plain title="What it said"'),
        page(PERL, ""),
        page("s{" * (3 * KB)),
        page("a row, and another\n" * 400, "csv"),
        page("An answer.\n" * 700, "prompt"),
        ("Words.\n\n" + page('{"a": 1}\n' * 30, "json")) * 40,
        ("Words.\n\n" + page("a: 1\n" * 30, 'yaml title="a.yml"')) * 40,
        page("a := 1\n" * 20, "pascal") + "Words, words. \n\n" * 3000,
        "Words, words.\n\n" * 3000 + page("x = 1\n" * 50, "python") + "Words, words.\n\n" * 3000,
        "````markdown\n```json\n{}\n```\n````\n" + "Words, words.\n\n" * 3000,
        "- One\n\n    ```bash\n    #!/bin/bash\n    ls\n    ```\n\n" + "Words, words.\n\n" * 3000,
        "With `#!python print(1)`.\n\n" + "Words, words, std::vector.\n\n" * 3000,
        "## Output\n\n    :::python\n    print(1)\n\n" + "Words, words, std::vector.\n\n" * 3000,
        page(PERL, "text").replace("\n", "\r\n"),
    ],
)
def test_what_people_write_is_let_through(text: str) -> None:
    assert too_much_code(text.encode()) is None


@pytest.mark.parametrize(
    "unit", ["```\n", "```perl\n", "    #!perl\n", " ", "\t", "`", "`#!a ", "> ", "::", "\n", "```{"]
)
def test_no_page_takes_long_to_look_at(unit: str) -> None:
    data = ("```pascal\n#!\n" + unit * (256 * KB // len(unit))).encode()
    began = time.process_time()
    too_much_code(data)
    assert time.process_time() - began < 4  # half a second on a machine of our own
