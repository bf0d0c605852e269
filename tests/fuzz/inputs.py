"""What hypothesis feeds to the targets: bytes, and pieces of what people and attackers write, in any order."""

from __future__ import annotations

from hypothesis import strategies as st

from fuzz.targets import policy
from histories import body, settings_text, use_case
from hostile_showcase import HOSTILE
from leadfront.doors.questions import questions
from photos import HARBOUR, photo

_YAML = (
    *("---\n", "...\n", "\n---\n", "title: ", "summary: x\n", "leader: ", "level: director\n", "date: 2026-02-30\n"),
    *(
        "tools: [",
        "]",
        "{",
        "}",
        "effect:\n  before: ",
        "- ",
        ": ",
        "&a ",
        "*a",
        "<<: ",
        "!!python/name:os.system ",
        "!x ",
    ),
    *(
        "'",
        '"',
        "|\n",
        ">-\n",
        "? ",
        "%YAML 1.1\n",
        "\t",
        "\r",
        "\r\n",
        "\ufeff",
        "\x85",
        "\u2028",
        "\x00",
        "#",
        "\\u0041",
    ),
    *("012", "1:30", "NO", "~", "0x1F", ".inf", "1_000", "2026-10-05", "true", "1e999", "-0", "\U0001f642", "x" * 300),
)
_MARKDOWN = (
    *(
        "[a](",
        "![",
        "](x)",
        "<a@",
        "<!--",
        "-->",
        "<script>",
        "</div>",
        "<div markdown=1>\n",
        "{: #__config }",
        "{: .a\n",
    ),
    *(
        "> ",
        ">> ",
        "* ",
        "1. ",
        "    ",
        "\t",
        "```",
        "~~~",
        "``` {.a #b}\n",
        "| a | b |\n|---|---|\n",
        "[^1]",
        "[^1]: ",
    ),
    *(
        "\n\n",
        "\n",
        "## Prompt\n",
        "## Output\n",
        "# ",
        "*",
        "**",
        "_",
        "`",
        "!!! note\n",
        "??? x\n",
        '=== "a"\n',
        "[TOC]",
    ),
    *(
        "*[a]: b\n",
        "&#x",
        "&amp;",
        "\\",
        "$",
        "- [ ] ",
        "---\n",
        "===\n",
        ": ",
        "[a]: x\n",
        "<svg>",
        "<math>",
        "\x02",
        "\x03",
    ),
    *("klzzwxh:0001", "wzxhzdk:0", "\x02wzxhzdk:0\x03", "<details>", "<p ", '"', "'", "=", "http://x", "javascript:"),
)
_GIT = (
    *(
        b"\0",
        b"\n",
        b" ",
        b"\t",
        b":",
        b"a" * 40,
        b"0" * 40,
        b"b" * 64,
        b":100644 100644 ",
        b" A\0",
        b" D\0",
        b"100644 blob ",
    ),
    *(
        b"160000 commit ",
        b"120000",
        b"-1",
        b"1" * 30,
        b" missing\n",
        b" blob 5\nhello\n",
        b" blob 99999999999\n",
        b"\xff",
    ),
    *(b"Ann <a@example.com>", b"showcase/use-cases/a.md", b"1770000000", b"Merge branch 'main' of x", b"\x1b[31m"),
)


def _mixed(pieces: tuple[str, ...], most: int = 40) -> st.SearchStrategy[bytes]:
    some = st.one_of(st.sampled_from(pieces), st.sampled_from(HOSTILE), st.text(max_size=12))
    repeated = st.builds(lambda piece, times: piece * times, some, st.sampled_from([1, 1, 1, 2, 30, 900]))
    return st.lists(repeated, max_size=most).map(lambda parts: "".join(parts).encode("utf-8", "replace")[:60_000])


def _broken(whole: bytes) -> st.SearchStrategy[bytes]:
    """Something good, with a piece of it replaced."""

    def cut(places: tuple[int, int], piece: bytes) -> bytes:
        start, end = sorted(places)
        return whole[:start] + piece + whole[end:]

    places = st.tuples(*[st.integers(0, len(whole))] * 2)
    return st.builds(cut, places, st.one_of(st.binary(max_size=20), _mixed(_YAML, 3)))


def _issue() -> str:
    return "".join(f"### {question.label}\n\nSome words.\n\n" for question in questions(policy()))


_GOOD = use_case(body(prompt="Read this.\n\n```text\nAs typed\n```\n")).encode()
_PHOTOS = tuple(photo(kind, HARBOUR) for kind in ("JPEG", "PNG", "WEBP"))
INPUTS: dict[str, st.SearchStrategy[bytes]] = {
    "front_matter": st.one_of(
        st.binary(max_size=300), _broken(_GOOD), _mixed(_YAML).map(lambda text: b"---\n" + text + b"\n---\n\nWords.\n")
    ),
    "use_case": st.one_of(_broken(_GOOD), _mixed(_MARKDOWN).map(lambda text: _GOOD + text), _mixed(_YAML + _MARKDOWN)),
    "markdown": st.one_of(_mixed(_MARKDOWN), _mixed(_MARKDOWN, 400), st.binary(max_size=400)),
    "settings": st.one_of(_broken(settings_text(levels=["director"]).encode()), _mixed(_YAML), st.binary(max_size=200)),
    "issue": st.one_of(_broken(_issue().encode()), _mixed((*_MARKDOWN, *_issue().split("Some words.")))),
    "git_output": st.one_of(
        st.lists(st.one_of(st.sampled_from(_GIT), st.binary(max_size=6)), max_size=40).map(b"".join),
        st.binary(max_size=200),
    ),
    "picture": st.one_of(
        st.sampled_from(_PHOTOS).flatmap(_broken),
        st.tuples(st.sampled_from([photo[:16] for photo in _PHOTOS]), st.binary(max_size=300)).map(b"".join),
    ),
}

SEEDS: dict[str, tuple[bytes, ...]] = {
    "front_matter": (_GOOD, b"---\n" + "".join(_YAML).encode() + b"\n---\n", *(piece.encode() for piece in _YAML)),
    "use_case": (_GOOD, _GOOD + "".join(_MARKDOWN).encode()),
    "markdown": (_GOOD, "\n\n".join(_MARKDOWN).encode(), *(piece.encode() for piece in _MARKDOWN)),
    "settings": (settings_text(levels=["executive", "director"]).encode(),),
    "issue": (_issue().encode(),),
    "git_output": (
        b"".join(_GIT),
        b"\0".join([b"a" * 40, b"b" * 40 + b" " + b"c" * 40, b"1770000000", b"Ann <a@example.com>", b"Merge", b""]),
        b":100644 100644 " + b"a" * 40 + b" " + b"b" * 40 + b" M\0showcase/use-cases/a.md\0",
        b"100644 blob " + b"a" * 40 + b"\tshowcase/use-cases/a.md\0",
        b"a" * 40 + b" blob 5\nhello\n",
    ),
    "picture": _PHOTOS,
}
"""Where atheris begins."""
