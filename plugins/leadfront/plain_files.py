"""Looks through everything in the showcase folder that is no use case: what may be published, and what is wrong with
the rest. An edge, as `leadfront.contents` is for use cases: takes what `leadfront.working_tree` or git found.

Comes in: `FoundFile` values and the policy. Goes out: `PlainFiles`. Knows nothing of history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from leadfront.contents import blob_name
from leadfront.evidence import Archive
from leadfront.findings import Finding
from leadfront.front_matter import Unreadable
from leadfront.guards import FoundFile, Inspected, Kind, Plain, inspect
from leadfront.guards.found import HEAD_BYTES, MAX_OTHER_BYTES, is_page
from leadfront.guards.inspecting import Refusal, Trust, unreadable
from leadfront.history import matches
from leadfront.objects import REGULAR_FILE_MODES
from leadfront.playbook import is_name, read_chapter
from leadfront.policy import Policy, Setting, Site
from leadfront.rules import findings, judge
from leadfront.rules.confidential import exposed, withheld_paths
from leadfront.rules.model import Scope
from leadfront.rules.showcase_folder import CODES, page_too_heavy, too_heavy
from leadfront.showcase import Withheld
from leadfront.use_case import is_use_case

_SUBMODULE = "160000"


@dataclass(frozen=True)
class PlainFiles:
    """What lies in the showcase folder beside the use cases."""

    published: tuple[Plain, ...] = ()
    """The files that may be published, in the order of their paths."""
    findings: tuple[Finding, ...] = ()
    refused: frozenset[str] = frozenset()
    """The paths, from the top, of everything that is not published; use cases among them."""
    withheld: tuple[Withheld, ...] = ()
    """The same in words, whatever the policy says of the rules."""


def look_through(found: Iterable[FoundFile], policy: Policy, site: Site) -> PlainFiles:
    """Look at what was found in the showcase folder, use cases included: of those only names and addresses matter."""
    content = (item for item in found if site.in_docs(item.uri) != site.config_path)
    inspected = inspect(content, policy.use_cases, _trust(policy))
    if policy.playbook:
        inspected = _with_chapters_read(inspected)
    said = list(judge(Scope.FOLDER, inspected, policy))
    if policy.setting_of(page_too_heavy.code) is not Setting.OFF:
        said.extend(findings(page_too_heavy, too_heavy(inspected), policy))
    told = [replace(item, path=site.in_docs(item.path) if item.path else site.docs_dir) for item in said]
    given_away = [item for plain in inspected.plain for item in _exposures(plain, policy, site)]
    withheld = withheld_paths(given_away)
    refused = [
        Withheld(site.in_docs(item.uri) if item.uri else site.docs_dir, CODES[item.reason], item.message)
        for item in inspected.refusals
        if item.message and not item.published
    ]
    return PlainFiles(
        tuple(plain for plain in inspected.plain if site.in_docs(plain.uri) not in withheld),
        (*told, *given_away),
        withheld | {site.in_docs(uri) for uri in inspected.refused},
        tuple(refused),
    )


def found_at(archive: Archive, revision: str, site: Site, folder: str) -> list[FoundFile]:
    """What lies in the showcase folder at a commit; `folder` is that of the use cases.

    Raises Undecided where git can't tell.
    """
    prefix = len(site.docs_dir) + 1 if site.docs_dir else 0
    found: list[FoundFile] = []
    blobs: dict[str, list[str]] = {}
    for entry in archive.tree(revision, site.docs_dir):
        uri = entry.path[prefix:]
        if is_use_case(entry.path, folder):
            found.append(FoundFile(uri, Kind.USE_CASE))
        elif entry.mode not in REGULAR_FILE_MODES:
            found.append(FoundFile(uri, Kind.REPOSITORY if entry.mode == _SUBMODULE else Kind.LINK))
        elif not _below_hidden_folder(uri):
            blobs.setdefault(entry.blob, []).append(uri)
    for name, data in archive.repository.blobs(blobs, MAX_OTHER_BYTES):
        for uri in blobs[name]:
            found.append(FoundFile(uri, size=len(data), data=data if is_page(uri) else data[:HEAD_BYTES]))
    return sorted(found, key=lambda item: item.uri)


def submodules(found: Iterable[FoundFile], archive: Archive, revision: str, site: Site) -> list[FoundFile]:
    """The submodules of a commit that were not found on disk, because nobody fetched them.

    Raises Undecided where git can't tell.
    """
    prefix = len(site.docs_dir) + 1 if site.docs_dir else 0
    known = {item.uri for item in found}
    named = (entry.path[prefix:] for entry in archive.tree(revision, site.docs_dir) if entry.mode == _SUBMODULE)
    return [FoundFile(uri, Kind.REPOSITORY) for uri in named if uri not in known]


def uncommitted(found: Iterable[FoundFile], archive: Archive, revision: str, site: Site) -> frozenset[str]:
    """The paths, from the top, of what was found and is not in a commit; of pages also those that are otherwise there.

    Raises Undecided where git can't tell.
    """
    landed = {entry.path: entry.blob for entry in archive.tree(revision, site.docs_dir)}
    sha256 = any(len(blob) == 64 for blob in landed.values())

    def is_there(item: FoundFile, path: str) -> bool:
        whole = item.kind is Kind.FILE and item.data and len(item.data) == item.size
        return path in landed and (not whole or landed[path] == blob_name(item.data, sha256))

    return frozenset(path for item in found if not is_there(item, path := site.in_docs(item.uri)))


def _below_hidden_folder(uri: str) -> bool:
    return any(part.startswith(".") and part != ".well-known" for part in uri.split("/")[:-1])


def _trust(policy: Policy) -> Trust:
    return Trust(
        lambda uri: any(matches(glob, uri) for glob in policy.trusted_files),
        lambda uri: any(matches(glob, uri) for glob in policy.trusted_pages),
    )


def _with_chapters_read(inspected: Inspected) -> Inspected:
    """The same, save chapters of the playbook whose own fields can't be read."""
    unread = list(_unread_chapters(inspected.plain))
    gone = {item.uri for item in unread}
    plain = tuple(item for item in inspected.plain if item.uri not in gone)
    return Inspected(plain, (*inspected.refusals, *unread))


def _unread_chapters(plain: Iterable[Plain]) -> Iterator[Refusal]:
    for item in plain:
        folder, _, name = item.uri.removesuffix(".md").rpartition("/")
        if folder == "playbook" and item.page and is_name(name):
            try:
                read_chapter(name, item.found.data, own=True)
            except Unreadable as error:
                yield unreadable(item.uri, error)


def _exposures(plain: Plain, policy: Policy, site: Site) -> Iterator[Finding]:
    """What a page gives away."""
    if plain.uri.endswith(".md"):
        given_away = exposed(None, plain.found.data, policy.confidential)
        if given_away:
            yield from judge(Scope.EXPOSED, given_away, policy, site.in_docs(plain.uri))
