"""What a check answers, in the forms that people and programs read. Each reporter is a function from a `Showcase` to
a text.

Reporters know nothing of rules beyond the findings, nor of git or files. To add one, write a module and name it here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from leadfront.reporters import github, gitlab, json, junit, leader, markdown, sarif, text
from leadfront.showcase import Showcase

REPORTERS: Mapping[str, Callable[[Showcase], str]] = {
    "text": text.render,
    "json": json.render,
    "markdown": markdown.render,
    "github": github.render,
    "gitlab": gitlab.render,
    "sarif": sarif.render,
    "junit": junit.render,
    "leader": leader.render,
}
