"""What MkDocs logs: it quotes what people wrote, and nobody obeys it."""

from __future__ import annotations

import io
import logging

import pytest

from leadfront.engine.log_lines import PlainLines, speak_plainly


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        ("a link 'x\n::error::pwn.md', not found", "a link 'x\n: :error::pwn.md', not found"),
        ("a link to ##[error]x", "a link to # #[error]x"),
        ("a page \x1b[2Jx\rOK", "a page \ufffd[2Jx\ufffdOK"),
        ("Not in the nav:\n  - a.md\n  - b.md", "Not in the nav:\n  - a.md\n  - b.md"),
        ("100% of %s", "100% of %s"),
    ],
)
def test_a_line_is_not_obeyed(said: str, logged: str) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(PlainLines())
    handler.handle(logging.LogRecord("mkdocs", logging.WARNING, "", 1, "%s", (said,), None))
    assert stream.getvalue() == logged + "\n"


def test_each_handler_is_asked_once() -> None:
    logger = logging.getLogger("mkdocs")
    handler = logging.NullHandler()
    logger.addHandler(handler)
    try:
        speak_plainly()
        speak_plainly()
        assert [type(item) for item in handler.filters] == [PlainLines]
    finally:
        logger.removeHandler(handler)
