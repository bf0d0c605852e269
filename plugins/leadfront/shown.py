"""What of a showcase its pages show, and what they withhold. Pure: values in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Set

from leadfront.findings import Finding
from leadfront.ledger import Ledger
from leadfront.plain_files import PlainFiles
from leadfront.policy import Policy, Site
from leadfront.rules import BY_CODE, UNREAD
from leadfront.rules.confidential import withheld_paths
from leadfront.rules.model import Scope
from leadfront.showcase import Entry, Withheld
from leadfront.use_case import UseCase


def entries(
    cases: Iterable[UseCase], policy: Policy, site: Site, ledger: Ledger | None, hidden: Set[str]
) -> tuple[Entry, ...]:
    """The use cases that are shown, newest first. `hidden` are the paths of those that must not be; there is no ledger
    where git can't tell.
    """
    prefix = len(site.docs_dir) + 1 if site.docs_dir else 0
    found = []
    for case in cases:
        if not case.version.words or case.path in hidden:
            continue
        function = policy.function_named(case.text("function"))
        published = ledger.published_at.get(case.id) if ledger else None
        changed = ledger.changed_at.get(case.id) if ledger else None
        found.append(
            Entry(
                case=case,
                uri=case.path[prefix:],
                level=policy.level_named(case.version.level),
                function=function.name if function else case.text("function"),
                landed_at=policy.calendar.local(published) if published is not None else None,
                updated_at=policy.calendar.local(changed) if changed is not None else None,
            )
        )
    return tuple(sorted(found, key=lambda entry: (-entry.newest.toordinal(), entry.case.id)))


def withheld(findings: Iterable[Finding], plain: PlainFiles) -> tuple[Withheld, ...]:
    """What is on no page, and why: use cases that can't be read or that give something away, and other files."""
    findings = tuple(findings)
    given_away = withheld_paths(findings)
    found = {
        Withheld(item.path, item.code, item.message)
        for item in findings
        if item.code in UNREAD or (item.path in given_away and BY_CODE[item.code].scope is Scope.EXPOSED)
    }
    return tuple(sorted(found | set(plain.withheld)))
