"""The coverage page: the ledger with every cell's evidence, what is missing, reminders, waivers, findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from urllib.parse import urlsplit

from leadfront.findings import Finding, Severity
from leadfront.language import Language
from leadfront.pages.ledger import COVERAGE, evidence_id, evidence_uri, ledger
from leadfront.pages.page import Heading, Page
from leadfront.pages.rules import rule_link
from leadfront.pages.template import later, render
from leadfront.policy import Site, Waiver
from leadfront.report import Change, QuarterState, Update
from leadfront.rules import BY_CODE
from leadfront.rules.files import printable
from leadfront.rules.model import Scope
from leadfront.showcase import Entry, Showcase, Withheld
from leadfront.translations import language_named
from leadfront.wording import claim_in_words, claim_sentences

SHOWN_FILES = 100
SHORT = 10


@dataclass(frozen=True)
class _Line:
    """One update as evidence."""

    day: date
    title: str
    uri: str
    """Empty where the use case is not on the site."""
    withheld: bool
    """Its file is there, and is not published."""
    leader: str
    change: Change
    path: str
    commit: str
    commit_url: str


@dataclass(frozen=True)
class _AtLevel:
    """The evidence of one cell."""

    name: str
    id: str
    lines: tuple[_Line, ...]


@dataclass(frozen=True)
class _Quarter:
    """The evidence of one quarter."""

    label: str
    id: str
    headline: str
    levels: tuple[_AtLevel, ...]
    elsewhere: str
    """The page on which the evidence stands, where it is not this one."""


@dataclass(frozen=True)
class _Excuse:
    """A waiver in words."""

    what: str
    reason: str
    approved_by: str
    expires: date | None
    expired: bool


@dataclass(frozen=True)
class _Kept:
    """A file that is not published, and why."""

    path: str
    reasons: tuple[tuple[str, str, str], ...]
    """Of each: the sentence, the rule's code, and where the rule is explained."""


@dataclass(frozen=True)
class _Said:
    """A finding as the page shows it."""

    severity: Severity
    code: str
    href: str
    line: int
    """0 where it speaks of no line."""
    message: str
    help: str


def coverage_pages(showcase: Showcase) -> list[Page]:
    """The coverage page and, where the ledger is long, a page of evidence for each quarter."""
    report, language = showcase.report, language_named(showcase.site.language)
    _ = language.gettext
    by_id = {entry.case.id: entry for entry in showcase.entries}
    held = {item.path for item in showcase.withheld}
    quarters: list[_Quarter] = []
    pages: list[Page] = []
    for state in reversed(report.quarters):
        uri = evidence_uri(showcase, state)
        quarter = _quarter(showcase, state, by_id, held, uri, language)
        quarters.append(quarter)
        if uri != COVERAGE:
            pages.append(_evidence_page(quarter, uri, language))
    missing = [_said(item) for item in report.findings if _about_the_claim(item) and item.severity is Severity.ERROR]
    reminders = [
        _said(item) for item in report.findings if _about_the_claim(item) and item.severity is not Severity.ERROR
    ]
    files = _by_file([item for item in report.findings if not _about_the_claim(item)])
    excuses = [_excuse(waiver, showcase) for waiver in showcase.policy.waivers]
    text = render(
        "coverage.html",
        language,
        claim=claim_sentences(report, language),
        report=report,
        revision=(report.revision or "")[:SHORT],
        revision_url=_commit_url(showcase.site, report.revision or ""),
        ledger=ledger(showcase),
        missing=missing,
        reminders=reminders,
        files=files[:SHOWN_FILES],
        more_files=max(0, len(files) - SHOWN_FILES),
        withheld=_kept(showcase.withheld[:SHOWN_FILES]),
        more_withheld=max(0, len(showcase.withheld) - SHOWN_FILES),
        excuses=excuses,
        quarters=quarters,
    )
    headings = [
        Heading(_("What is missing"), "missing"),
        Heading(_("Waivers"), "waivers"),
        *([Heading(_("Not published"), "withheld")] if showcase.withheld else []),
        Heading(_("In the files"), "files"),
        Heading(_("The evidence"), "evidence"),
    ]
    page = Page(
        uri=COVERAGE,
        title=_("Coverage"),
        description=claim_in_words(report, language),
        text=text,
        headings=tuple(headings),
        searchable=False,
    )
    return [page, *pages]


def _evidence_page(quarter: _Quarter, uri: str, language: Language) -> Page:
    return Page(
        uri=uri,
        title=language.gettext("Evidence for %(quarter)s", quarter=quarter.label),
        description=quarter.headline,
        frame=later("evidence.html", language, quarter=quarter),
        title_id=quarter.id,
        section=COVERAGE,
        searchable=False,
    )


def _quarter(
    showcase: Showcase,
    state: QuarterState,
    by_id: Mapping[str, Entry],
    held: Set[str],
    uri: str,
    language: Language,
) -> _Quarter:
    label = state.quarter.label
    names: dict[str | None, str] = {level.id: level.name for level in showcase.policy.levels}
    names[None] = language.gettext("No known level")
    found: dict[str | None, list[Update]] = {}
    for update in reversed(state.updates):
        found.setdefault(update.level, []).append(update)
    levels = [
        _AtLevel(
            name,
            evidence_id(label, level),
            tuple(_line(update, by_id, held, showcase.site) for update in found[level]),
        )
        for level, name in names.items()
        if level in found
    ]
    headline, elsewhere = _quarter_headline(state, language), uri if uri != COVERAGE else ""
    return _Quarter(label, evidence_id(label), headline, tuple(levels), elsewhere)


def _quarter_headline(state: QuarterState, language: Language) -> str:
    if state.updated and state.closed:
        return language.ngettext("%(num)s update.", "%(num)s updates.", len(state.updates))
    if state.updated:
        return language.ngettext("%(num)s update so far.", "%(num)s updates so far.", len(state.updates))
    if state.waived:
        return language.gettext("No update; waived: %(reason)s", reason=state.waiver)
    return language.gettext("No update.") if state.closed else language.gettext("No update yet.")


def _line(update: Update, by_id: Mapping[str, Entry], held: Set[str], site: Site) -> _Line:
    entry = by_id.get(update.id)
    return _Line(
        day=update.landed_at.date(),
        title=entry.case.title if entry else update.id,
        uri=entry.uri if entry else "",
        withheld=not entry and update.path in held,
        leader=update.leader,
        change=update.change,
        path=update.path,
        commit=update.commit[:SHORT],
        commit_url=_commit_url(site, update.commit),
    )


def _commit_url(site: Site, commit: str) -> str:
    """Where the git host shows a commit; nothing where the host is not told."""
    folder = _commits_at(site.repo_url)
    return f"{folder}/{commit}" if folder and commit else ""


@lru_cache(maxsize=8)
def _commits_at(repo_url: str) -> str:
    try:
        parts = urlsplit(repo_url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    folder = "-/commit" if "gitlab" in parts.hostname else "commits" if "bitbucket" in parts.hostname else "commit"
    return f"{repo_url.rstrip('/')}/{folder}"


def _about_the_claim(finding: Finding) -> bool:
    rule = BY_CODE.get(finding.code)
    return not finding.path and (rule is None or rule.scope in (Scope.CLAIM, Scope.RUN))


def _by_file(findings: Sequence[Finding]) -> list[tuple[str, list[_Said]]]:
    return [
        (printable(path), [_said(finding) for finding in group])
        for path, group in groupby(sorted(findings, key=lambda item: item.path), key=lambda item: item.path)
    ]


def _kept(withheld: Sequence[Withheld]) -> list[_Kept]:
    return [
        _Kept(printable(path), tuple((item.reason, item.code, rule_link(item.code)) for item in group))
        for path, group in groupby(withheld, key=lambda item: item.path)
    ]


def _said(finding: Finding) -> _Said:
    return _Said(
        severity=finding.severity,
        code=finding.code,
        href=rule_link(finding.code),
        line=(finding.line or 0) if finding.path else 0,
        message=finding.message,
        help=finding.help,
    )


def _excuse(waiver: Waiver, showcase: Showcase) -> _Excuse:
    names = {level.id: level.name for level in showcase.policy.levels}
    parts = [waiver.quarter.label if waiver.quarter else "", names.get(waiver.level or "", waiver.level or "")]
    today = showcase.report.as_of.date()
    return _Excuse(
        what=", ".join(part for part in parts if part),
        reason=waiver.reason,
        approved_by=waiver.approved_by,
        expires=waiver.expires,
        expired=waiver.expires is not None and waiver.expires < today,
    )
