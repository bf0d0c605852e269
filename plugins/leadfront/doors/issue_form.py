"""The issue forms: GitHub's own forms for a use case and for one tried again, as the texts of files in
`.github/ISSUE_TEMPLATE/`. Pure.

Gitea and Forgejo read the same files. Made from `leadfront.doors.questions`; print it for your own policy with
`python -m leadfront.issues form`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from leadfront.doors.questions import Place, Question, questions, questions_of_again
from leadfront.fields import Kind
from leadfront.policy import Policy

PROMISE = "Before you send it"
"""The label of the last question, which is not an answer for the file."""

_HEAD = """\
# The form behind “Share a use case” on GitHub. Made from the policy in mkdocs.yml: after a change of its levels,
# functions, skills or section names, make it anew with
#   python -m leadfront.issues form > .github/ISSUE_TEMPLATE/use-case.yml
"""
_WELCOME = (
    "Thank you for sharing. It takes about ten minutes. Send it when it is nearly right: you are told in plain words "
    "what is missing, and you can edit your answers at any time."
)
_AGAIN = "What worked in spring may not work in autumn. A minute of yours keeps the showcase true."
_PROMISES = (
    "Nobody can be recognised in it who has not agreed to it: no customer, no employee, no private person.",
    "There are no passwords or keys in it, and nothing confidential.",
)


def issue_form(asked: Sequence[Question]) -> str:
    """The form's file, for these questions about a new use case."""
    promise = {
        "type": "checkboxes",
        "id": "promise",
        "attributes": {
            "label": PROMISE,
            "options": [{"label": promise, "required": True} for promise in _PROMISES],
        },
    }
    return _HEAD + _file(
        "Share a use case",
        "One real use of AI, in about ten minutes: what you asked, what came back, what came of it.",
        "Use case: ",
        [_words(_WELCOME), *map(_element, asked), promise],
    )


def issue_form_of(policy: Policy) -> str:
    """The form's file for a new use case, for the fields of a use case and this policy."""
    return issue_form(questions(policy))


def again_form() -> str:
    """The form's file for a use case that was tried again."""
    return _file(
        "Tried again",
        "Say that a use case still works, or that it is time to take it off the site.",
        "Tried again: ",
        [_words(_AGAIN), *map(_element, questions_of_again())],
    )


def _file(name: str, description: str, title: str, body: list[dict[str, Any]]) -> str:
    form = {"name": name, "description": description, "title": title, "body": body}
    return yaml.dump(form, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


def _words(text: str) -> dict[str, Any]:
    return {"type": "markdown", "attributes": {"value": text}}


def _element(question: Question) -> dict[str, Any]:
    attributes: dict[str, Any] = {"label": question.label, "description": question.hint}
    if question.place is Place.STORY:
        kind = "textarea"
    elif question.choices:
        kind = "dropdown"
        attributes["options"] = [shown for shown, _ in question.choices]
        if question.kind is Kind.SKILLS:
            attributes["multiple"] = True
    else:
        kind = "input"
        attributes["placeholder"] = question.example
        if question.kind is Kind.TEXTS:
            attributes["description"] += " Put a comma between two."
    return {
        "type": kind,
        "id": question.key.replace(".", "-").replace("_", "-"),
        "attributes": attributes,
        "validations": {"required": question.required},
    }


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, as GitHub's own examples do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - PyYAML's name
        super().increase_indent(flow, False)
