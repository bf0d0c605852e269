"""The page kinds that the browser tests visit, and the prompt that they copy."""

from __future__ import annotations

PAGES = (
    "",
    "use-cases/",
    "use-cases/word-for-word/",
    "use-cases/audiobook-licence-mix/",
    "levels/",
    "levels/director/",
    "leaders/",
    "leaders/imogen-ashdown/",
    "functions/finance/",
    "tools/chatgpt-enterprise/",
    "what-did-not-work/",
    "coverage/",
    "digests/",
    "digests/2026-07/",
    "agenda/",
    "contribute/",
    "rules/",
    "search/",
    "playbook/",
    "playbook/how-it-fails/",
    "handbook/data/",
    "follow/",
    "spotlight/",
    "404.html",
)
PROMPT = "First line\n\n\tA tab, and  two spaces\n- *not a list*\n  <b>not bold</b> & “quoted”\nFrom [date] to [date]"
