"""Addresses on the git host: its page for a new file, for editing one, for an issue from a form. Pure.

Nothing asks the host; the addresses are those that each host documents or shows in its own pages:
- GitHub: https://docs.github.com/en/repositories/working-with-files (`/new/` takes `filename` and `value`)
- GitLab: `/-/new/` takes `file_name`, `content` and `commit_message`
- Gitea and Forgejo: https://docs.gitea.com/development/integrations (`/_new/` takes `filename` and `value`)
- Bitbucket can't prefill a file; its page of the folder, where one is added, is the nearest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from leadfront.policy import Policy, Site

MAX_ADDRESS = 7000
"""Hosts and the proxies before them refuse addresses from about 8 KB on."""

ISSUE_FORM = "use-case.yml"
"""The file name of our issue form; GitHub asks for it in the address."""

AGAIN_FORM = "use-case-again.yml"
"""That of the form for a use case that was tried again."""

_KNOWN_PATHS = (
    (re.compile(r"(^|/)-/edit/"), "gitlab"),
    (re.compile(r"(^|/)_edit/"), "gitea"),
    (re.compile(r"[?&]mode=edit"), "bitbucket"),
    (re.compile(r"(^|/)edit/"), "github"),
)


class Kind(StrEnum):
    """Which software serves the repository."""

    GITHUB = "github"  # GitHub Enterprise too
    GITLAB = "gitlab"
    GITEA = "gitea"  # Forgejo too
    BITBUCKET = "bitbucket"


@dataclass(frozen=True)
class Host:
    """A repository on its host, and the branch that is meant there."""

    kind: Kind
    url: str
    """The repository's page, without a slash at its end."""
    branch: str

    @property
    def prefills(self) -> bool:
        """Whether its new-file page can be given the file's text."""
        return self.kind is not Kind.BITBUCKET

    def on_branch(self, branch: str) -> Host:
        """The same repository, on another branch."""
        return Host(self.kind, self.url, branch)


def host_of(site: Site, policy: Policy) -> Host | None:
    """The host of a showcase, where `repo_url` names one. Which software it is, the policy's `editor: {backend: …}`
    says, else the form of `edit_uri`, else the host's name; None where none of them does.
    """
    url = _web_address(site.repo_url)
    if not url:
        return None
    found = (
        _kind_named(policy.editor.backend)
        or _kind_by_path(site.edit_uri_template or site.edit_uri)
        or _kind_by_name(url)
    )
    return Host(found, url, policy.branches[0]) if found else None


def host_of_change(environment: Mapping[str, str], host: Host | None) -> Host | None:
    """Where the files of a proposed change can be edited: on its own branch, which may be in a copy of the repository.

    CI says so in `LEADFRONT_CHANGE_BRANCH` and, where it is in a copy, `LEADFRONT_CHANGE_REPOSITORY`; see the CI
    templates.
    """
    branch = environment.get("LEADFRONT_CHANGE_BRANCH", "")
    url = _web_address(environment.get("LEADFRONT_CHANGE_REPOSITORY", ""))
    kind = host.kind if host else _kind_by_name(url)
    if not branch or kind is None or not (url or host):
        return host
    return Host(kind, url or (host.url if host else ""), branch)


def new_file(host: Host, folder: str, name: str, texts: Iterable[str] = ()) -> str:
    """The page for a new file in a folder, with its name and the first of the texts that the address has room for."""
    if host.kind is Kind.BITBUCKET:
        return _page(host, "src", folder)
    verb, name_key, text_key = {
        Kind.GITHUB: ("new", "filename", "value"),
        Kind.GITLAB: ("-/new", "file_name", "content"),
        Kind.GITEA: ("_new", "filename", "value"),
    }[host.kind]
    page = _page(host, verb, folder)
    for text in texts:
        address = f"{page}?{_query({name_key: name, text_key: text})}"
        if len(address) <= MAX_ADDRESS:
            return address
    return f"{page}?{_query({name_key: name})}"


def edit(host: Host, path: str) -> str:
    """The page on which a file is edited."""
    if host.kind is Kind.BITBUCKET:
        return f"{_page(host, 'src', path)}?{_query({'mode': 'edit', 'at': host.branch})}"
    verb = {Kind.GITHUB: "edit", Kind.GITLAB: "-/edit", Kind.GITEA: "_edit"}[host.kind]
    return _page(host, verb, path)


def edit_folder(host: Host, folder: str) -> str:
    """Where the files of a folder are edited, from the repository's page on and with a slash at its end (MkDocs'
    `edit_uri`).
    """
    verb = {Kind.GITHUB: "edit", Kind.GITLAB: "-/edit", Kind.GITEA: "_edit", Kind.BITBUCKET: "src"}[host.kind]
    return f"{_page(host, verb, folder).removeprefix(f'{host.url}/')}/"


def new_issue(host: Host, form: str = ISSUE_FORM, answers: Mapping[str, str] | None = None) -> str:
    """The issue form's page, with some of its questions answered; empty where the host has no issue forms."""
    if host.kind is Kind.GITLAB or host.kind is Kind.BITBUCKET:
        return ""
    if host.kind is Kind.GITEA:
        return f"{host.url}/issues/new?{_query({'template': f'.github/ISSUE_TEMPLATE/{form}', **(answers or {})})}"
    return f"{host.url}/issues/new?{_query({'template': form, **(answers or {})})}"


def _page(host: Host, verb: str, path: str) -> str:
    return "/".join([host.url, verb, _quoted(host.branch), *([_quoted(path)] if path.strip("/") else [])])


def _quoted(path: str) -> str:
    """A path as part of an address. What git keeps as bytes that are no UTF-8 is escaped as those bytes.

    Neither git's branches nor its paths have a part that is `.` or `..`; should one come in all the same, it is
    escaped twice, so that no browser climbs out of the repository by it.
    """
    parts = (part.replace(".", "%2E") if part in (".", "..") else part for part in path.strip("/").split("/"))
    return "/".join(quote(part, safe="", errors="surrogateescape") for part in parts)


def _query(values: Mapping[str, str]) -> str:
    return urlencode(values, quote_via=quote, safe="", errors="surrogateescape")


def _web_address(url: str) -> str:
    """The page of a repository: only http and https, and nothing that is no part of its place (such as a password)."""
    try:
        parts = urlsplit(url.strip())
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or not parts.path.strip("/"):
        return ""
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    path = quote(parts.path.rstrip("/").removesuffix(".git"), safe="/%~")
    return urlunsplit((parts.scheme, f"{name}{port}", path, "", ""))


def _kind_named(name: str) -> Kind | None:
    name = name.strip().lower()
    return Kind.GITEA if name == "forgejo" else Kind(name) if name in set(Kind) else None


def _kind_by_path(edit_uri: str) -> Kind | None:
    return next((Kind(kind) for pattern, kind in _KNOWN_PATHS if pattern.search(edit_uri)), None)


def _kind_by_name(url: str) -> Kind | None:
    name = urlsplit(url).hostname or ""
    for kind, words in {
        Kind.GITHUB: ("github",),
        Kind.GITLAB: ("gitlab",),
        Kind.BITBUCKET: ("bitbucket",),
        Kind.GITEA: ("gitea", "forgejo", "codeberg"),
    }.items():
        if any(re.search(rf"(^|[.-]){word}([.-]|$)", name) for word in words):
            return kind
    return None
