"""The check, from end to end: gathers policy, history and content, has them judged, and answers with a `Showcase`. An
edge.

What is judged (DESIGN, Coverage and freshness): coverage and ledger come from the revision, HEAD unless one is named;
the content rules look at the working tree, or at the revision's tree if one is named. A pull request (`base`) is judged
from its merge base on.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leadfront.attribution import attributed
from leadfront.cache import FOLDER as CACHE_FOLDER
from leadfront.cache import Cache
from leadfront.claim import assess, verdict_of
from leadfront.contents import Contents, examine_files
from leadfront.evidence import Archive, Evidence
from leadfront.findings import Finding, sort_key
from leadfront.front_matter import MAX_FILE_BYTES
from leadfront.git import Repository, Undecided
from leadfront.history import chain
from leadfront.ledger import Ledger, fill
from leadfront.objects import REGULAR_FILE_MODES
from leadfront.plain_files import PlainFiles, found_at, look_through, submodules, uncommitted
from leadfront.policy import Policy
from leadfront.policy_reader import PolicyErrors, Settings, as_moment
from leadfront.progress import Progress
from leadfront.report import LevelState, Report, Verdict
from leadfront.rules import BY_CODE, UNREAD, findings, judge
from leadfront.rules.confidential import withheld_paths
from leadfront.rules.model import Claim, PolicyChange, Problem, Scope
from leadfront.settings import settings_at, settings_on_disk, top_folder
from leadfront.showcase import Entry, Showcase, Withheld
from leadfront.side_by_side import SideBySide
from leadfront.use_case import is_use_case
from leadfront.working_tree import SourceFile, read_file, showcase_files, use_cases_among, use_cases_in

if TYPE_CHECKING:
    from leadfront.rendered import Reader

# A clone of one branch alone knows no other, so that a name may be right that is not there.
_USUAL_BRANCHES = frozenset({"main", "master", "trunk"})
# A use case that is named can't be told from an unknown one while only some files are looked at.
_NEEDS_ALL = frozenset({"LF116", "LF603"})


class UsageError(Exception):
    """The question can't be asked this way. The message says what to do instead."""


@dataclass(frozen=True)
class Question:
    """What is asked. Texts are as typed; revisions are anything that git understands."""

    config_path: Path
    as_of: str = ""
    """A time or a day (ISO 8601); without an offset, in the policy's zone. Empty: `SOURCE_DATE_EPOCH`, else now."""
    revision: str = ""
    base: str = ""
    policy_from: str = ""
    previous: Mapping[str, Any] | None = None
    """An earlier report as JSON data."""
    files: tuple[Path, ...] = ()
    """Only these files, or those in these folders, one by one, without history."""
    use_cache: bool = True


def examine(question: Question, progress: Progress | None = None, with_entries: bool = True) -> Showcase:
    """Answer the question. `with_entries` says whether the use cases themselves are wanted too, as for the pages.

    Raises PolicyErrors where the policy can't be used, UnknownRevision where a revision is not there, UsageError where
    the question makes no sense. What git can't tell is an answer: a report whose verdict is undecided.
    """
    progress = progress or Progress(quiet=True)
    with SideBySide() as beside:
        try:
            if question.files:
                examined = _named_files(question, progress, beside)
            else:
                examined = _with_history(question, progress, beside)
        except Undecided as reason:
            examined = _without_history(question, reason, progress, beside)
        finally:
            progress.end()
    policy, site, judged = examined.settings.policy, examined.settings.site, examined.judged
    report = Report(
        verdict=verdict_of(judged.claim) if judged else Verdict.UNDECIDED,
        as_of=policy.calendar.local(examined.as_of),
        revision=examined.revision,
        quarters=judged.claim.quarters if judged else (),
        levels=judged.claim.levels if judged else _levels_unjudged(policy, examined.as_of),
        findings=tuple(sorted(examined.findings, key=sort_key)),
        opens=policy.launch_day if examined.as_of < policy.launch.timestamp() else None,
        files_checked=len(examined.contents.files),
        files_only=bool(question.files),
    )
    if not with_entries:
        return Showcase(report, policy, site, ())
    return Showcase(report, policy, site, _entries(examined), examined.plain.published, _withheld(examined))


@dataclass(frozen=True)
class _Judged:
    """One revision, judged by one policy."""

    claim: Claim
    ledger: Ledger
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Examined:
    """Everything that was found out."""

    settings: Settings
    as_of: int
    revision: str | None
    contents: Contents
    judged: _Judged | None
    findings: list[Finding]
    plain: PlainFiles = field(default_factory=PlainFiles)
    """What lies beside the use cases."""


def _with_history(question: Question, progress: Progress, beside: SideBySide) -> _Examined:
    config = question.config_path.resolve()
    repository = Repository.around(config.parent)
    revision = repository.resolve(question.revision) if question.revision else repository.head()
    policy_from = repository.resolve(question.policy_from) if question.policy_from else ""
    settings = settings_at(config, repository, policy_from) if policy_from else settings_on_disk(config, repository.top)
    policy = settings.policy
    as_of = instant_asked(question.as_of, policy)
    if not question.revision:
        _must_have_showcase_folder(settings, repository, revision)
    base = _merge_base(repository, question.base, revision) if question.base else None
    archive = Archive(repository, _cache(question, repository, revision), progress, beside)
    folder = settings.site.in_docs(policy.use_cases)

    archive.begin(revision, folder, policy)
    if question.revision:
        found_files = found_at(archive, revision, settings.site, folder)
        files = _files_at(archive, revision, folder)
    else:
        found_files = showcase_files(repository.top, settings.site.docs_dir, folder)
        files = use_cases_among(found_files, repository.top, settings.site.docs_dir)
    contents = examine_files(
        files,
        folder,
        policy,
        policy.calendar.local(as_of).date(),
        {entry.path: entry.blob for entry in archive.tree(revision, folder)},
        archive.cache,
        progress,
        beside,
    )
    if base:  # a proposal could bring one that is not fetched here, and will be where the site is built
        found_files = [*found_files, *submodules(found_files, archive, revision, settings.site)]
    plain = look_through(found_files, policy, settings.site)
    evidence = _evidence_on(base, archive, revision, folder, policy)
    touched = archive.repository.changed_paths(base, revision) if base else set()
    landed = {file.path for file in contents.files} - contents.changed
    asked = landed & touched if base else landed
    judged = _judge(evidence, folder, policy, as_of, _previous_gaps(question.previous), asked)
    found = [*contents.findings, *plain.findings, *judged.findings, *_branch_unknown(repository, policy)]
    if base:
        proposed = (
            settings_at(config, repository, revision) if question.revision else settings_on_disk(config, repository.top)
        )
        touched |= contents.changed | uncommitted(found_files, archive, revision, settings.site)
        found = _against_base(found, archive, config, base, touched, as_of)
        found.extend(_policy_changes(archive, config, base, proposed, policy, evidence.ignored))
        reader = _reader(settings)
        found.extend(_shown(contents, touched, reader))
        found.extend(reader.findings_of_pages(plain.published, touched))
    return _Examined(settings, as_of, revision, contents, judged, found, plain)


def _without_history(question: Question, reason: Undecided, progress: Progress, beside: SideBySide) -> _Examined:
    """What can be said without history: the files on disk, and why the rest is undecided."""
    config = question.config_path.resolve()
    top = top_folder(config.parent)
    settings = settings_on_disk(config, top)
    policy = settings.policy
    as_of = instant_asked(question.as_of, policy)
    folder = settings.site.in_docs(policy.use_cases)
    found_files = [] if question.revision else showcase_files(top, settings.site.docs_dir, folder)
    files = use_cases_among(found_files, top, settings.site.docs_dir)
    today = policy.calendar.local(as_of).date()
    contents = examine_files(files, folder, policy, today, None, Cache(None), progress, beside)
    plain = look_through(found_files, policy, settings.site)
    rule = BY_CODE["LF310"]
    problem = Problem(f"The history can't tell: {reason.reason}.", f"To mend it, {reason.mend}.", subject="history")
    undecided = findings(rule, [problem], replace(policy, rules={}))
    found = [*contents.findings, *plain.findings, *undecided]
    return _Examined(settings, as_of, None, contents, None, found, plain)


def _named_files(question: Question, progress: Progress, beside: SideBySide) -> _Examined:
    """Only the files that are named, wherever they lie; git is not asked."""
    config = question.config_path.resolve()
    top = next((above for above in config.parents if (above / ".git").exists()), config.parent)
    settings = settings_on_disk(config, top)
    as_of = instant_asked(question.as_of, settings.policy)
    today = settings.policy.calendar.local(as_of).date()
    folder = settings.site.in_docs(settings.policy.use_cases)
    reader = _reader(settings)
    found: list[Finding] = []
    files: list[SourceFile] = []
    for named, path in _named(question.files, top / folder):
        at_home = path.is_relative_to(top / folder)
        home, below = (top, folder) if at_home else (path.parent.parent, path.parent.name)
        file = read_file(home, path.relative_to(home).as_posix())
        contents = examine_files([file], below, settings.policy, today, None, Cache(None), progress, beside)
        files.append(file)
        # A path from the repository's top says nothing of a file that lies elsewhere.
        said = [*contents.findings, *_shown(contents, {file.path}, reader)]
        found.extend(item if at_home else replace(item, path=str(named)) for item in said)
    contents = Contents(tuple(files), (), tuple(found), folder, settings.policy.sections)
    return _Examined(settings, as_of, None, contents, None, [item for item in found if item.code not in _NEEDS_ALL])


def _reader(settings: Settings) -> Reader:
    from leadfront.rendered import Reader  # with Markdown: a tenth of a second that few checks need

    return Reader(settings.site, settings.policy)


def _shown(contents: Contents, paths: Set[str], reader: Reader) -> Iterable[Finding]:
    """What only rendering shows of the use cases at these paths."""
    files = tuple(file for file in contents.files if file.path in paths)
    return reader.findings(replace(contents, files=files).use_cases())


def _named(paths: Iterable[Path], home: Path) -> Iterator[tuple[Path, Path]]:
    """The files that were named, and the use cases in folders that were named: as typed, and from the root. `home` is
    the folder of the use cases.
    """
    for named in paths:
        path = Path(os.path.abspath(named))  # noqa: PTH100 - resolve() would follow a link
        if not path.is_dir() or path.is_symlink():
            yield named, path
            continue
        within = home if home.is_relative_to(path) else path  # beside the use cases lie other pages
        inside = use_cases_in(within)
        if not inside:
            raise UsageError(f"there is no use case in the folder {named}: each is a file whose name ends in .md")
        yield from ((named / os.path.relpath(file, path), file) for file in inside)


# --- a pull request against its base --------------------------------------------------------------------------------


def _merge_base(repository: Repository, name: str, revision: str) -> str:
    base = repository.merge_base(repository.resolve(name), revision)
    if base is None:
        raise UsageError(
            f"the base {name} and the checked revision have no history in common: fetch the whole history of both"
        )
    return base


def _evidence_on(base: str | None, archive: Archive, revision: str, folder: str, policy: Policy) -> Evidence:
    """The evidence of a revision, which for a pull request stands on its base."""
    evidence = archive.evidence(revision, folder, policy)
    if base is None or any(commit == base for commit, _ in evidence.line):
        return evidence
    # The branch took the base in by a merge, so its own first parents are not the published line. What would land is
    # the whole of it, on top of the base.
    published = archive.evidence(base, folder, policy)
    return archive.evidence(revision, folder, policy, ((revision, base), *published.line))


def _against_base(
    found: Iterable[Finding],
    archive: Archive,
    config: Path,
    base: str,
    touched: Set[str],
    as_of: int,
) -> list[Finding]:
    """Mark as standing what was there before: gaps of the base by its own policy, and what is said of files that the
    change has not `touched`.
    """
    known: set[tuple[str, str]] = set()
    with suppress(PolicyErrors):  # a base without a usable policy had no gaps that could stand
        before = settings_at(config, archive.repository, base)
        folder = before.site.in_docs(before.policy.use_cases)
        judged = _judge(archive.evidence(base, folder, before.policy), folder, before.policy, as_of)
        known = {(finding.code, finding.subject) for finding in judged.findings}

    def stands(finding: Finding) -> bool:
        if BY_CODE[finding.code].scope is Scope.CLAIM:
            return (finding.code, finding.subject) in known
        return finding.path not in touched

    return [finding.as_standing() if stands(finding) else finding for finding in found]


def _policy_changes(
    archive: Archive, config: Path, base: str, proposed: Settings, policy: Policy, ignored: Set[str]
) -> Iterable[Finding]:
    """What a change weakens in the policy, and what it makes the build do. `policy` says how strictly that is taken."""
    try:
        before = settings_at(config, archive.repository, base)
    except PolicyErrors:
        return ()
    change = PolicyChange(
        before.policy,
        proposed.policy,
        severities={code: rule.severity for code, rule in BY_CODE.items()},
        before=before.around,
        after=proposed.around,
        folders=(before.site.in_docs(before.policy.use_cases), proposed.site.in_docs(proposed.policy.use_cases)),
        counted_again=len(archive.ignored(base) - ignored),
    )
    return judge(Scope.POLICY, change, policy)


# --- pieces ---------------------------------------------------------------------------------------------------------


def _must_have_showcase_folder(settings: Settings, repository: Repository, revision: str) -> None:
    folder = settings.site.docs_dir
    # A sparse checkout may leave out on disk what is committed.
    if not (repository.top / folder).is_dir() and not repository.tree(revision, folder):
        raise UsageError(
            f"there is no folder {folder}, which {settings.site.config_path} names as that of the showcase (docs_dir): "
            "correct the name there, or make the folder"
        )


def _branch_unknown(repository: Repository, policy: Policy) -> Iterable[Finding]:
    """Where the published branch is not there and another has the name that such a branch usually has."""
    known = repository.branches()
    usual = sorted(known & _USUAL_BRANCHES)
    if not usual or known & set(policy.branches):
        return ()
    problem = Problem(
        f"The policy says that “{policy.branches[0]}” is published (branch), and there is no such branch here.",
        f"If it is “{usual[0]}”, write “branch: {usual[0]}” in the policy: links to edit a page lead to that branch.",
        policy.line or None,
        policy.path,
        "branch",
    )
    return findings(BY_CODE["LF604"], [problem], policy)


def _judge(
    evidence: Evidence,
    folder: str,
    policy: Policy,
    as_of: int,
    previous_gaps: frozenset[str] = frozenset(),
    attributed_to: Set[str] = frozenset(),
) -> _Judged:
    """Judge what git tells. `attributed_to` are the paths of the files that are asked who landed them."""
    landings = chain(evidence.commits, evidence.line, policy, as_of, evidence.ignored)
    ledger = fill(landings.landings, evidence.arrivals, evidence.versions, policy, folder)
    published = [evidence.versions[entry.blob] for entry in evidence.published]
    claim = assess(policy, landings, ledger, published, as_of, previous_gaps)
    cases = attributed(
        evidence.published, evidence.versions, evidence.commits, landings, ledger, policy, folder, attributed_to
    )
    return _Judged(claim, ledger, (*judge(Scope.CLAIM, claim, policy), *judge(Scope.AUTHORS, cases, policy)))


def _levels_unjudged(policy: Policy, as_of: int) -> tuple[LevelState, ...]:
    now = policy.calendar.quarter_of(policy.calendar.local(as_of).date())
    return tuple(LevelState(level.id, level.name, level.in_force(now), 0, False) for level in policy.levels)


def _cache(question: Question, repository: Repository, revision: str) -> Cache:
    """The cache of the repository; one that is committed could be forged, and is not used."""
    forged = bool(repository.tree(revision, CACHE_FOLDER.partition("/")[0]))
    return Cache(repository.top if question.use_cache and not forged else None)


def _files_at(archive: Archive, revision: str, folder: str) -> list[SourceFile]:
    """The use-case files of a commit."""
    entries = [entry for entry in archive.tree(revision, folder) if is_use_case(entry.path, folder)]
    regular = {entry.path: entry.blob for entry in entries if entry.mode in REGULAR_FILE_MODES}
    data = dict(archive.repository.blobs(dict.fromkeys(regular.values()), MAX_FILE_BYTES))
    return [
        SourceFile(entry.path, data[regular[entry.path]])
        if entry.path in regular
        else SourceFile(entry.path, b"", "it is a link to another place")
        for entry in entries
    ]


def _previous_gaps(previous: Mapping[str, Any] | None) -> frozenset[str]:
    """The closed quarters that an earlier report called gaps."""
    if previous is None:
        return frozenset()
    if previous.get("version") != 1 or not isinstance(previous.get("quarters"), list):
        raise UsageError("the previous report is not a report of “leadfront check --format json”, version 1")
    return frozenset(
        str(quarter.get("label"))
        for quarter in previous["quarters"]
        if isinstance(quarter, dict) and quarter.get("state") == "closed" and quarter.get("updated") is False
    )


def _entries(examined: _Examined) -> tuple[Entry, ...]:
    """The use cases that are shown, newest first."""
    policy, site = examined.settings.policy, examined.settings.site
    ledger = examined.judged.ledger if examined.judged else None
    prefix = len(site.docs_dir) + 1 if site.docs_dir else 0
    withheld = withheld_paths(examined.findings) | examined.plain.refused
    entries = []
    for case in examined.contents.use_cases():
        if not case.version.words or case.path in withheld:
            continue
        function = policy.function_named(case.text("function"))
        published = ledger.published_at.get(case.id) if ledger else None
        changed = ledger.changed_at.get(case.id) if ledger else None
        entries.append(
            Entry(
                case=case,
                uri=case.path[prefix:],
                level=policy.level_named(case.version.level),
                function=function.name if function else case.text("function"),
                landed_at=policy.calendar.local(published) if published is not None else None,
                updated_at=policy.calendar.local(changed) if changed is not None else None,
            )
        )
    return tuple(sorted(entries, key=lambda entry: (-entry.newest.toordinal(), entry.case.id)))


def _withheld(examined: _Examined) -> tuple[Withheld, ...]:
    """What is on no page, and why: use cases that can't be read or that give something away, and other files."""
    given_away = withheld_paths(examined.findings)
    found = {
        Withheld(item.path, item.code, item.message)
        for item in examined.findings
        if item.code in UNREAD or (item.path in given_away and BY_CODE[item.code].scope is Scope.EXPOSED)
    }
    return tuple(sorted(found | set(examined.plain.withheld)))


def instant_asked(text: str, policy: Policy) -> int:
    """As-of in seconds since the epoch: as typed, else `SOURCE_DATE_EPOCH`, else now.

    Raises UsageError.
    """
    if text:
        moment = as_moment(text, policy.zone)
        if moment is None:
            raise UsageError(
                f"“{text}” is not a time: write a day like 2026-10-01, or a time like 2026-10-01T09:30+02:00"
            )
        return int(moment.timestamp())
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        if not epoch.isascii() or not epoch.isdigit() or len(epoch) > 11:
            raise UsageError(f"SOURCE_DATE_EPOCH must be seconds since 1970, not “{epoch}”")
        return int(epoch)
    return int(time.time())
