"""Looks through everything in the showcase folder that is no use case: what may be published, and what is wrong with
the rest. An edge, as `leadfront.contents` is for use cases: takes what `leadfront.working_tree` or git found.

Comes in: `FoundFile` values and the policy. Goes out: `PlainFiles`. Knows nothing of history.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from leadfront.evidence import Archive
from leadfront.findings import Finding
from leadfront.front_matter import Unreadable
from leadfront.guards import FoundFile, Inspected, Kind, Plain, inspect
from leadfront.guards.found import HEAD_BYTES, MAX_OTHER_BYTES, is_page
from leadfront.guards.inspecting import Refusal, Trust, unreadable
from leadfront.guards.places import Read, may_tell_place, tells_place
from leadfront.history import matches
from leadfront.objects import REGULAR_FILE_MODES, blob_name, blob_name_of
from leadfront.playbook import is_name, read_chapter
from leadfront.policy import Policy, Setting, Site
from leadfront.rules import findings, judge
from leadfront.rules.confidential import exposed, withheld_paths
from leadfront.rules.model import Scope
from leadfront.rules.showcase_folder import CODES, page_too_heavy, too_heavy
from leadfront.showcase import Withheld
from leadfront.use_case import is_use_case
from leadfront.working_tree import pieces_of

_SUBMODULE = "160000"
_MODES = {Kind.LINK: ("120000",), Kind.REPOSITORY: (_SUBMODULE,), Kind.DEVICE: (), Kind.FILE: REGULAR_FILE_MODES}
"""The modes that git has for what may be found. Of use cases, `leadfront.contents` knows which are changed."""
# https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n(?:ext-.*\n)*oid sha256:(?P<digest>[0-9a-f]{64})\n"
)
_POINTER_BYTES = 1024


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
            place = may_tell_place(uri, len(data)) and tells_place(_reader_of(data), len(data))
            head = data if is_page(uri) else data[:HEAD_BYTES]
            found.append(FoundFile(uri, size=len(data), data=head, tells_place=place))
    return sorted(found, key=lambda item: item.uri)


def _reader_of(data: bytes) -> Read:
    return lambda at, count: data[at : at + count]


def submodules(found: Iterable[FoundFile], archive: Archive, revision: str, site: Site) -> list[FoundFile]:
    """The submodules of a commit that were not found on disk, because nobody fetched them.

    Raises Undecided where git can't tell.
    """
    prefix = len(site.docs_dir) + 1 if site.docs_dir else 0
    known = {item.uri for item in found}
    named = (entry.path[prefix:] for entry in archive.tree(revision, site.docs_dir) if entry.mode == _SUBMODULE)
    return [FoundFile(uri, Kind.REPOSITORY) for uri in named if uri not in known]


def uncommitted(found: Iterable[FoundFile], archive: Archive, revision: str, site: Site) -> frozenset[str]:
    """The paths, from the top, of what was found and is not in a commit, or is otherwise there. Of use cases only those
    that are not there.

    Raises Undecided where git can't tell.
    """
    landed = {entry.path: entry for entry in archive.tree(revision, site.docs_dir)}
    missing: set[str] = set()
    otherwise: dict[str, str] = {}
    for item in found:
        path = site.in_docs(item.uri)
        entry = landed.get(path)
        if entry is None or entry.mode not in _MODES.get(item.kind, (entry.mode,)):
            missing.add(path)
        elif item.kind is Kind.FILE and not _is_blob(item, archive.repository.top, path, entry.blob):
            otherwise[path] = entry.blob
    beginnings = dict(archive.repository.blobs(dict.fromkeys(otherwise.values()), _POINTER_BYTES))
    changed = (path for path, blob in otherwise.items() if not _is_kept(beginnings[blob], archive.repository.top, path))
    return frozenset({*missing, *changed})


def _is_blob(item: FoundFile, top: Path, path: str, blob: str) -> bool:
    """Whether what was found is what git calls by this name. Of a picture only the beginning was looked at, so that
    the whole is read here.
    """
    if item.stamp is None:  # found in the commit itself, or not readable
        return not item.unreadable
    if len(item.data) == item.size:
        return blob == blob_name(item.data, len(blob) == 64)
    try:
        return blob == blob_name_of(pieces_of(top, path), item.size, len(blob) == 64)
    except OSError:
        return False


def _is_kept(beginning: bytes, top: Path, path: str) -> bool:
    """Whether a file on disk is the one that a pointer of Git LFS stands for in the commit."""
    pointer = _POINTER.match(beginning)
    if not pointer:
        return False
    digest = hashlib.sha256()
    try:
        for piece in pieces_of(top, path):
            digest.update(piece)
    except OSError:
        return False
    return digest.hexdigest() == pointer["digest"].decode()


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
