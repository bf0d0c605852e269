"""Where the editor in the browser keeps its drafts and how people sign in there: from the policy's `editor` settings
and the repository's address. Pure; asks nobody anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from leadfront.doors.host import Kind, host_of
from leadfront.policy import Policy, Site

_STATES = {"create": "Share a use case: {{slug}}", "update": "Edit the use case {{slug}}"}
_MEDIA = {"uploadMedia": "Add the picture {{path}}", "deleteMedia": "Remove the picture {{path}}"}


@dataclass(frozen=True)
class Backend:
    """The editor's `backend` settings, and the origins that they make the browser talk to."""

    settings: dict[str, str | bool | dict[str, str]]
    connects_to: tuple[str, ...] = ()
    """Origins that the editor's own requests go to once somebody has signed in."""
    pictures_from: tuple[str, ...] = ()
    """Origins of the small portraits that the host shows of its users."""
    server: str = ""
    """The address of a decap-server on this machine, where one is used in place of a host."""


class NotSetUp(Exception):  # noqa: N818 - a state of the settings, and no failure
    """The editor can't be offered: the reason, and the setting that would mend it, in words."""


def backend_of(policy: Policy, site: Site, server: str = "") -> Backend:
    """The backend. `server` is the address of a decap-server on this machine, for working without a host.

    Raises NotSetUp.
    """
    common: dict[str, str | bool | dict[str, str]] = {
        "branch": policy.branches[0],
        "commit_messages": {**_STATES, **_MEDIA},
    }
    if server:
        return Backend({"name": "proxy", "proxy_url": server, **common}, (_origin(server),), server=server)
    editor = policy.editor
    host = host_of(site, policy)
    if host is None or host.kind is Kind.BITBUCKET:
        raise NotSetUp("name a repository on a host that it knows: repo_url, and editor: {backend: …}")
    address = urlsplit(host.url)
    origin = _origin(host.url)
    common |= {"repo": editor.repo or unquote(address.path.strip("/")), "squash_merges": True}
    if host.kind is Kind.GITHUB:
        return _github(policy, origin, common)
    if not editor.app_id:
        raise NotSetUp("register the editor as an application on your git host, and write its id: editor: {app_id: …}")
    base = (editor.base_url or origin).rstrip("/")
    if host.kind is Kind.GITLAB:
        root = editor.api_root or f"{base}/api/v4"
        own = {"auth_type": "pkce", "app_id": editor.app_id, "base_url": base, "api_root": root}
        if editor.auth_endpoint:
            own["auth_endpoint"] = editor.auth_endpoint
        return Backend({"name": "gitlab", **common, **own}, _origins(base, root), (_origin(base),))
    # The editor's own backend for Gitea can't open pull requests; that for Forgejo can, and Gitea speaks the same API.
    root = editor.api_root or f"{base}/api/v1"
    return Backend(
        {"name": "forgejo", **common, "app_id": editor.app_id, "api_root": root},
        _origins(base, root),
        (_origin(base),),
    )


def _github(policy: Policy, origin: str, common: dict[str, str | bool | dict[str, str]]) -> Backend:
    editor = policy.editor
    if not editor.base_url:
        raise NotSetUp("GitHub's sign-in needs a small service of your own: editor: {base_url: https://SERVICE}")
    own = {"name": "github", **common, "base_url": editor.base_url.rstrip("/")}
    if editor.auth_endpoint:
        own["auth_endpoint"] = editor.auth_endpoint
    public = origin == "https://github.com"
    root = editor.api_root or ("https://api.github.com" if public else f"{origin}/api/v3")
    own["api_root"] = root
    return Backend(own, (_origin(root),), ("https://avatars.githubusercontent.com",) if public else (origin,))


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _origins(*addresses: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_origin(address) for address in addresses))
