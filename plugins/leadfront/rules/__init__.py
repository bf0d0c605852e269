"""The rules, each in one place, and what turns their problems into findings.

To add a rule: write a function with a docstring in the module of its subject, decorate it, and name it in that
module's `RULES`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from leadfront.confidential import hide
from leadfront.findings import Finding, Severity
from leadfront.policy import Policy, Setting
from leadfront.rules import (
    confidential,
    coverage,
    fields,
    files,
    freshness,
    genuineness,
    history,
    markup,
    policies,
    quotation_marks,
    reading,
    real_use,
    sections,
    showcase_folder,
)
from leadfront.rules.confidential import exposed
from leadfront.rules.model import Checked, Problem, Rule, Scope

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *reading.RULES,
            *fields.RULES,
            *sections.RULES,
            *quotation_marks.RULES,
            *files.RULES,
            *markup.RULES,
            *showcase_folder.RULES,
            *confidential.RULES,
            *coverage.RULES,
            *freshness.RULES,
            *history.RULES,
            *real_use.RULES,
            *genuineness.RULES,
            *policies.RULES,
        ),
        key=lambda rule: rule.code,
    )
)
BY_CODE: Mapping[str, Rule] = MappingProxyType({rule.code: rule for rule in RULES})
BY_SCOPE: Mapping[Scope, tuple[Rule, ...]] = MappingProxyType(
    {scope: tuple(rule for rule in RULES if rule.scope is scope) for scope in Scope}
)
FAMILIES = {  # translated on the site: see scripts/words.py
    "LF1": "The use case's file",
    "LF2": "Coverage: every level",
    "LF3": "Freshness: every quarter, and the history that proves it",
    "LF4": "Genuineness",
    "LF5": "Safety",
    "LF6": "The policy",
    "LF7": "Rollout",
}


UNREAD = frozenset({*(rule.code for rule in reading.RULES), showcase_folder.page_too_heavy.code})
"""The codes of the rules that speak of a use case which is on no page, because it can't be read."""


def find(name: str) -> Rule | None:
    """The rule with this code or name, whatever its case."""
    wanted = name.strip().lower()
    return next((rule for rule in RULES if wanted in (rule.code.lower(), rule.name)), None)


def judge(scope: Scope, subject: Any, policy: Policy, path: str = "") -> Iterator[Finding]:
    """Every finding of the rules of one scope about one subject. `path` is where problems without a path of their
    own lie.
    """
    for rule in BY_SCOPE[scope]:
        if policy.rules and policy.setting_of(rule.code) is Setting.OFF:
            continue
        for problem in rule.check(subject):
            yield _finding(rule, problem, policy, path)


def judge_file(file: Checked, data: bytes) -> list[Finding]:
    """Every finding about one use-case file by itself, whose bytes are `data`."""
    said = list(judge(Scope.FILE, file, file.policy, file.path))
    given_away = exposed(file.case, data, file.policy.confidential)
    if given_away:
        said.extend(judge(Scope.EXPOSED, given_away, file.policy, file.path))
    return said


def findings(rule: Rule, problems: Iterable[Problem], policy: Policy, path: str = "") -> Iterator[Finding]:
    """Turn a rule's problems into findings, with the severity that the policy asks for."""
    for problem in problems:
        yield _finding(rule, problem, policy, path)


def _finding(rule: Rule, problem: Problem, policy: Policy, path: str) -> Finding:
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=_severity(rule, problem, policy),
        message=hide(problem.message),  # what is quoted from a file may be what the next rule calls a secret
        help=hide(problem.help),
        path=problem.path or path,
        line=problem.line,
        subject=problem.subject,
    )


def _severity(rule: Rule, problem: Problem, policy: Policy) -> Severity:
    setting = policy.setting_of(rule.code)
    if setting is None:
        return problem.severity or rule.severity
    return Severity.ERROR if setting is Setting.ERROR else Severity.WARNING
