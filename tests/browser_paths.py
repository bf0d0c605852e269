"""The page kinds that the browser tests visit, and the prompt that they copy."""

from __future__ import annotations

PAGES = (
    "",
    "use-cases/",
    "use-cases/word-for-word/",
    "use-cases/audiobook-licence-mix/",
    "levels/",
    "levels/director/",
    "coverage/",
    "contribute/",
    "rules/",
    "playbook/fears/",
    "404.html",
)
PROMPT = "First line\n\n\tA tab, and  two spaces\n- *not a list*\n  <b>not bold</b> & “quoted”\nLast line"
