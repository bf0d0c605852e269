"""The body of a use case as the site renders it: what the leader wrote, save that a bare prompt is set as it was typed.
Pure: no site engine.
"""

from __future__ import annotations

import re

from leadfront.use_case import UseCase

_FENCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})", re.MULTILINE)
_RUN = re.compile(r"`+")


def markdown_of(case: UseCase) -> str:
    """The body as the leader wrote it, save that a prompt without a fence gets one, so that it stays word for word."""
    prompt, bare = case.by_key.get("prompt"), bare_prompt(case)
    if prompt is None or bare is None:
        return case.document.body
    lines = case.document.body.split("\n")
    longest = max((len(run) for run in _RUN.findall(prompt.own_text)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([*lines[: bare.start], "", f"{fence}text", prompt.own_text, fence, "", *lines[bare.stop :]])


def bare_prompt(case: UseCase) -> range | None:
    """The lines of the body, counted from 0, that hold a prompt without a fence."""
    prompt = case.by_key.get("prompt")
    if prompt is None or prompt.empty or has_fence(prompt.own_text):
        return None
    first = case.document.body_line
    end = next((section.line - first for section in case.sections if section.line > prompt.line), None)
    return range(prompt.line - first + 1, len(case.document.body.split("\n")) if end is None else end)


def has_fence(text: str) -> bool:
    """Whether a text holds lines between backticks or tildes."""
    return _FENCE.search(text) is not None
