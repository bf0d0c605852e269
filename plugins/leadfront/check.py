"""The check, from end to end: gathers policy, history and content, has them judged, and answers with a `Showcase`. An
edge.

What is judged (DESIGN, Coverage and freshness): coverage and ledger come from the revision, HEAD unless one is named;
the content rules look at the working tree, or at the revision's tree if one is named. A pull request (`base`) is judged
from its merge base on.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from leadfront.cache import FOLDER as CACHE_FOLDER
from leadfront.cache import Cache
from leadfront.claim import verdict_of
from leadfront.contents import Contents, Examination
from leadfront.evidence import Archive
from leadfront.findings import Finding, Severity, sort_key
from leadfront.front_matter import MAX_FILE_BYTES
from leadfront.git import Repository, Undecided
from leadfront.judging import Judged, judged_by
from leadfront.objects import REGULAR_FILE_MODES
from leadfront.plain_files import PlainFiles, found_at, look_through, submodules, uncommitted
from leadfront.policy import Policy, Site
from leadfront.policy_reader import Settings
from leadfront.progress import Progress
from leadfront.pull_request import against_base, altered, evidence_on, merge_base, policy_changes, proposed_settings
from leadfront.question import Question, UsageError, instant_asked, previous_gaps
from leadfront.report import LevelState, Report, Verdict
from leadfront.rules import BY_CODE, findings
from leadfront.rules.confidential import withheld_paths
from leadfront.rules.model import Problem
from leadfront.settings import given_away, settings_at, settings_on_disk, top_folder
from leadfront.showcase import Showcase
from leadfront.shown import entries, withheld
from leadfront.side_by_side import SideBySide
from leadfront.sources import Found, at_hand, listing, read_whole
from leadfront.use_case import is_use_case
from leadfront.working_tree import ChangedError, SourceFile, read_file, showcase_files, use_cases_in

if TYPE_CHECKING:
    from leadfront.rendered import Reader

# A clone of one branch alone knows no other, so that a name may be right that is not there.
_USUAL_BRANCHES = frozenset({"main", "master", "trunk"})
# A use case that is named can't be told from an unknown one while only some files are looked at.
_NEEDS_ALL = frozenset({"LF116", "LF603"})


def examine(question: Question, progress: Progress | None = None, with_entries: bool = True) -> Showcase:
    """Answer the question. `with_entries` says whether the use cases themselves are wanted too, as for the pages.

    Raises PolicyErrors where the policy can't be used, UnknownRevision where a revision is not there, UsageError where
    the question makes no sense. What git can't tell is an answer: a report whose verdict is undecided.
    """
    progress = progress or Progress(quiet=True)
    with SideBySide() as beside:
        try:
            # The pages are made of the very bytes that were judged.
            examined = _found_out(question, progress, beside, kept=with_entries)
        except ChangedError:  # somebody writes just now
            examined = _found_out(question, progress, beside, kept=True)
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
        files_checked=len(examined.contents.sources.files) + examined.pages,
        files_only=bool(question.files),
    )
    if not with_entries:
        return Showcase(report, policy, site, ())
    hidden = withheld_paths(examined.findings) | examined.plain.refused
    return Showcase(
        report,
        policy,
        site,
        entries(examined.contents.use_cases(), policy, site, judged.ledger if judged else None, hidden),
        examined.plain.published,
        withheld([item for item in examined.findings if item not in examined.in_settings], examined.plain),
        tuple(item for item in examined.in_settings if item.severity is Severity.ERROR),
    )


@dataclass(frozen=True)
class _Examined:
    """Everything that was found out."""

    settings: Settings
    as_of: int
    revision: str | None
    contents: Contents
    judged: Judged | None
    findings: list[Finding]
    plain: PlainFiles = field(default_factory=PlainFiles)
    """What lies beside the use cases."""
    pages: int = 0
    """How many of the files that were named lie there."""
    in_settings: list[Finding] = field(default_factory=list)
    """What the settings give away."""


def _found_out(question: Question, progress: Progress, beside: SideBySide, kept: bool) -> _Examined:
    """`kept` says whether what stands in the use cases is kept as it was read. Else those on disk may be read again,
    save where they are named one by one.

    Raises ChangedError where one of those is another by then.
    """
    if question.files:
        return _named_files(question, progress, beside)
    try:
        return _with_history(question, progress, beside, kept)
    except Undecided as reason:
        return _without_history(question, reason, progress, beside)


def _with_history(question: Question, progress: Progress, beside: SideBySide, kept: bool) -> _Examined:
    config = question.config_path.resolve()
    repository = Repository.around(config.parent)
    revision = repository.resolve(question.revision) if question.revision else repository.head()
    policy_from = repository.resolve(question.policy_from) if question.policy_from else ""
    settings = settings_at(config, repository, policy_from) if policy_from else settings_on_disk(config, repository.top)
    policy = settings.policy
    as_of = instant_asked(question.as_of, policy)
    if not question.revision:
        _must_have_showcase_folder(settings, repository, revision)
    base = merge_base(repository, question.base, revision) if question.base else None
    folder = settings.site.in_docs(policy.use_cases)
    on_disk = (repository.top, settings.site.docs_dir, folder, len(revision) == 64)
    listed = None if kept or question.revision else beside.begin(partial(listing, *on_disk))
    archive = Archive(repository, _cache(question, repository, revision), progress, beside)
    if not archive.cache.commits.records:
        beside.expect_many()
    archive.begin(revision, folder, policy)  # by a thread, and where there is more than one no process is copied
    landed = {entry.path: entry.blob for entry in archive.tree(revision, folder)}
    today = policy.calendar.local(as_of).date()
    examination = Examination(folder, policy, today, landed, archive.cache, progress, beside)
    progress.stage("Looking through the showcase folder")
    if question.revision:
        there = _found_in_commit(archive, revision, settings.site, folder)
    else:
        there = listed().found() if listed else read_whole(*on_disk)
    contents = examination.of(there.sources)
    found_files = there.files
    if base:  # a proposal could bring one that is not fetched here, and will be where the site is built
        found_files = [*found_files, *submodules(found_files, archive, revision, settings.site)]
    plain = look_through(found_files, policy, settings.site)
    evidence = evidence_on(base, archive, revision, folder, policy)
    touched = archive.repository.changed_paths(base, revision) if base else set()
    standing = {file.path for file in contents.sources.files} - contents.changed
    asked = standing & touched if base else standing
    judged = judged_by(evidence, folder, policy, as_of, previous_gaps(question.previous), asked)
    found = [*contents.findings, *plain.findings, *judged.findings, *_branch_unknown(repository, policy)]
    proposed = proposed_settings(config, repository, question, revision, settings)
    in_settings = list(given_away(proposed, policy)) if proposed else []
    found.extend(in_settings)
    if base and proposed:
        touched |= contents.changed | uncommitted(found_files, archive, revision, settings.site)
        touched |= altered(proposed, repository, base)
        found = against_base(found, archive, config, base, touched, as_of)
        found.extend(policy_changes(archive, config, base, proposed, policy, evidence.ignored))
        reader = _reader(settings)
        found.extend(_shown(contents, touched, reader))
        found.extend(reader.findings_of_pages(plain.published, touched))
    return _Examined(settings, as_of, revision, contents, judged, found, plain, in_settings=in_settings)


def _without_history(question: Question, reason: Undecided, progress: Progress, beside: SideBySide) -> _Examined:
    """What can be said without history: the files on disk, and why the rest is undecided."""
    config = question.config_path.resolve()
    top = top_folder(config.parent)
    settings = settings_on_disk(config, top)
    policy = settings.policy
    as_of = instant_asked(question.as_of, policy)
    folder = settings.site.in_docs(policy.use_cases)
    there = Found([], at_hand(())) if question.revision else read_whole(top, settings.site.docs_dir, folder)
    today = policy.calendar.local(as_of).date()
    contents = Examination(folder, policy, today, None, Cache(None), progress, beside).of(there.sources)
    plain = look_through(there.files, policy, settings.site)
    rule = BY_CODE["LF310"]
    problem = Problem(f"The history can't tell: {reason.reason}.", f"To mend it, {reason.mend}.", subject="history")
    undecided = findings(rule, [problem], replace(policy, rules={}))
    in_settings = [] if question.revision else list(given_away(settings, policy))
    found = [*contents.findings, *plain.findings, *undecided, *in_settings]
    return _Examined(settings, as_of, None, contents, None, found, plain, in_settings=in_settings)


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
    pages = 0
    for named, path in _named(question.files, top / folder):
        if _beside_use_cases(path, top / settings.site.docs_dir, top / folder):
            found.extend(_page(path, top, settings, reader))
            pages += 1
            continue
        at_home = path.is_relative_to(top / folder)
        home, below = (top, folder) if at_home else (path.parent.parent, path.parent.name)
        file = read_file(home, path.relative_to(home).as_posix())
        examination = Examination(below, settings.policy, today, None, Cache(None), progress, beside)
        contents = examination.of(at_hand([file]))
        files.append(file)
        # A path from the repository's top says nothing of a file that lies elsewhere.
        said = [*contents.findings, *_shown(contents, {file.path}, reader)]
        found.extend(item if at_home else replace(item, path=str(named)) for item in said)
    contents = Contents(at_hand(files), (), tuple(found), folder, settings.policy.sections)
    alone = [item for item in found if item.code not in _NEEDS_ALL]
    return _Examined(settings, as_of, None, contents, None, alone, pages=pages)


def _beside_use_cases(path: Path, showcase: Path, use_cases: Path) -> bool:
    return path.is_relative_to(showcase) and not path.is_relative_to(use_cases)


def _page(path: Path, top: Path, settings: Settings, reader: Reader) -> Iterator[Finding]:
    """What is wrong with one file of the showcase folder that is no use case."""
    site, policy = settings.site, settings.policy
    uri = path.relative_to(top / site.docs_dir).as_posix()
    found = showcase_files(top, site.docs_dir, site.in_docs(policy.use_cases))
    # All are looked at, since two may ask for one address.
    plain = look_through(found, policy, site)
    yield from (item for item in plain.findings if item.path == site.in_docs(uri))
    yield from reader.findings_of_pages(plain.published, {site.in_docs(uri)})


def _reader(settings: Settings) -> Reader:
    from leadfront.rendered import Reader  # with Markdown: a tenth of a second that few checks need

    return Reader(settings.site, settings.policy)


def _shown(contents: Contents, paths: Set[str], reader: Reader) -> Iterable[Finding]:
    """What only rendering shows of the use cases at these paths."""
    files = tuple(file for file in contents.sources.files if file.path in paths)
    return reader.findings(replace(contents, sources=replace(contents.sources, files=files)).use_cases())


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


def _levels_unjudged(policy: Policy, as_of: int) -> tuple[LevelState, ...]:
    now = policy.calendar.quarter_of(policy.calendar.local(as_of).date())
    return tuple(LevelState(level.id, level.name, level.in_force(now), 0, False) for level in policy.levels)


def _cache(question: Question, repository: Repository, revision: str) -> Cache:
    """The cache of the repository; one that is committed could be forged, and is not used."""
    forged = bool(repository.tree(revision, CACHE_FOLDER.partition("/")[0]))
    return Cache(repository.top if question.use_cache and not forged else None)


def _found_in_commit(archive: Archive, revision: str, site: Site, folder: str) -> Found:
    """What lies in the showcase folder at a commit."""
    entries = [entry for entry in archive.tree(revision, folder) if is_use_case(entry.path, folder)]
    regular = {entry.path: entry.blob for entry in entries if entry.mode in REGULAR_FILE_MODES}
    data = dict(archive.repository.blobs(dict.fromkeys(regular.values()), MAX_FILE_BYTES))
    files = (
        SourceFile(entry.path, data[regular[entry.path]])
        if entry.path in regular
        else SourceFile(entry.path, b"", "it is a link to another place")
        for entry in entries
    )
    return Found(found_at(archive, revision, site, folder), at_hand(files, sha256=len(revision) == 64))
