"""Addresses on the git host: the right page, safely escaped, never too long."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfront.doors.host import (
    MAX_ADDRESS,
    Host,
    Kind,
    edit,
    edit_folder,
    host_of,
    host_of_change,
    new_file,
    new_issue,
)
from leadfront.doors.template import FILE_NAME, blank_use_case
from leadfront.policy import EditorSettings, Policy, Site
from made_up import POLICY

FOLDER = "showcase/use-cases"


def host(kind: Kind, url: str = "https://git.example.org/org/repo", branch: str = "main") -> Host:
    return Host(kind, url, branch)


@pytest.mark.parametrize(
    ("repo_url", "edit_uri", "backend", "kind"),
    [
        ("https://github.com/org/repo", "", "", Kind.GITHUB),
        ("https://github.example.org/org/repo.git", "", "", Kind.GITHUB),
        ("https://gitlab.com/org/sub/repo/", "", "", Kind.GITLAB),
        ("https://gitlab.example.org:8443/org/repo", "", "", Kind.GITLAB),
        ("https://codeberg.org/org/repo", "", "", Kind.GITEA),
        ("https://bitbucket.org/org/repo", "", "", Kind.BITBUCKET),
        ("https://my-gitlab.example.org/org/repo", "", "", Kind.GITLAB),
        ("https://notgithub.com/org/repo", "", "", None),
        ("https://[", "", "", None),
        ("https://code.example.org/org/repo", "", "", None),
        ("https://code.example.org/org/repo", "-/edit/main/showcase/", "", Kind.GITLAB),
        ("https://code.example.org/org/repo", "_edit/main/showcase/", "", Kind.GITEA),
        ("https://code.example.org/org/repo", "edit/main/showcase/", "", Kind.GITHUB),
        ("https://code.example.org/org/repo", "src/main/{path}?mode=edit", "", Kind.BITBUCKET),
        ("https://code.example.org/org/repo", "", "forgejo", Kind.GITEA),
        ("https://code.example.org/org/repo", "", "gitlab", Kind.GITLAB),
        ("git@github.com:org/repo.git", "", "", None),
        ("javascript:alert(1)//github.com/org", "", "", None),
        ("https://github.com", "", "", None),
        ("https://github.com:nonsense/org/repo", "", "", None),
        ("", "", "", None),
    ],
)
def test_which_host_it_is(repo_url: str, edit_uri: str, backend: str, kind: Kind | None) -> None:
    site, policy = Site(repo_url=repo_url, edit_uri=edit_uri), replace(POLICY, editor=EditorSettings(backend=backend))
    found = host_of(site, policy)
    assert (found.kind if found else None) is kind


def test_the_address_keeps_no_password_and_no_ending() -> None:
    found = host_of(Site(repo_url="https://ana:secret@github.com/org/re po.git?x=1#top"), POLICY)
    assert found == Host(Kind.GITHUB, "https://github.com/org/re%20po", "main")


@pytest.mark.parametrize(
    ("kind", "page", "name", "text"),
    [
        (Kind.GITHUB, "/new/main/showcase/use-cases", "filename", "value"),
        (Kind.GITLAB, "/-/new/main/showcase/use-cases", "file_name", "content"),
        (Kind.GITEA, "/_new/main/showcase/use-cases", "filename", "value"),
    ],
)
def test_a_new_file_is_prefilled(kind: Kind, page: str, name: str, text: str) -> None:
    blank = blank_use_case(POLICY, brief=True)
    parts = urlsplit(new_file(host(kind), FOLDER, FILE_NAME, [blank]))
    assert parts.path == f"/org/repo{page}"
    assert parse_qs(parts.query) == {name: [FILE_NAME], text: [blank]}
    assert host(kind).prefills


def test_bitbucket_shows_the_folder() -> None:
    assert (
        new_file(host(Kind.BITBUCKET), FOLDER, FILE_NAME, ["x"])
        == f"https://git.example.org/org/repo/src/main/{FOLDER}"
    )
    assert not host(Kind.BITBUCKET).prefills


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        (Kind.GITHUB, "edit/main/a%20b.md"),
        (Kind.GITLAB, "-/edit/main/a%20b.md"),
        (Kind.GITEA, "_edit/main/a%20b.md"),
        (Kind.BITBUCKET, "src/main/a%20b.md?mode=edit&at=main"),
    ],
)
def test_a_file_is_edited(kind: Kind, address: str) -> None:
    assert edit(host(kind), "a b.md") == f"https://git.example.org/org/repo/{address}"


@pytest.mark.parametrize("kind", list(Kind))
def test_the_folder_of_a_file_leads_to_it(kind: Kind) -> None:
    here = host(kind, branch="a b")
    assert edit(here, "showcase/x.md").startswith(f"{here.url}/{edit_folder(here, 'showcase')}x.md")
    assert edit_folder(here, "").endswith("/a%20b/")


def test_the_issue_form_where_there_is_one() -> None:
    assert new_issue(host(Kind.GITHUB)) == "https://git.example.org/org/repo/issues/new?template=use-case.yml"
    assert "template=.github%2FISSUE_TEMPLATE%2Fuse-case.yml" in new_issue(host(Kind.GITEA))
    assert new_issue(host(Kind.GITLAB)) == new_issue(host(Kind.BITBUCKET)) == ""


def test_the_longest_text_that_fits_is_taken() -> None:
    long, short = "é" * 3000, "é" * 300
    for texts, taken in (([long, short], short), ([long], None), ([short, long], short)):
        address = new_file(host(Kind.GITHUB), FOLDER, FILE_NAME, texts)
        assert len(address) <= MAX_ADDRESS
        assert parse_qs(urlsplit(address).query).get("value") == ([taken] if taken else None)


def test_our_own_template_fits_with_its_hints() -> None:
    text = blank_use_case(POLICY)
    assert parse_qs(urlsplit(new_file(host(Kind.GITHUB), FOLDER, FILE_NAME, [text])).query)["value"] == [text]


@given(st.sampled_from(list(Kind)), st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_no_branch_and_no_path_gets_out_of_its_place(kind: Kind, branch: str, path: str) -> None:
    branch, path = (text.encode("utf-8", "ignore").decode() or "x" for text in (branch, path))
    here = host(kind, branch=branch)
    for address in (edit(here, path), new_file(here, path, path, [path])):
        assert address.isascii()
        assert not set(address) & set(" \"'<>\\^`{|}\n")
        parts = urlsplit(address)
        assert (parts.scheme, parts.netloc, parts.fragment) == ("https", "git.example.org", "")
        assert parts.path.startswith("/org/repo/")
        assert not {".", ".."} & {unquote(part) for part in parts.path.split("/")}
        if kind is not Kind.BITBUCKET:
            assert set(parse_qs(parts.query)) <= {"filename", "value", "file_name", "content"}


def test_names_that_are_no_utf_8_are_escaped_as_the_bytes_they_are() -> None:
    path = b"caf\xe9.md".decode("utf-8", "surrogateescape")
    assert edit(host(Kind.GITHUB), path).endswith("/caf%E9.md")


def policy_of(branch: str) -> Policy:
    return replace(POLICY, branches=(branch,))


def test_a_proposed_change_is_edited_on_its_own_branch() -> None:
    own = host_of(Site(repo_url="https://github.com/org/repo"), policy_of("trunk"))
    assert own is not None
    assert own.branch == "trunk"
    assert host_of_change({}, own) == own
    assert host_of_change({"LEADFRONT_CHANGE_BRANCH": "new"}, own) == own.on_branch("new")
    fork = {"LEADFRONT_CHANGE_BRANCH": "new", "LEADFRONT_CHANGE_REPOSITORY": "https://github.com/imogen/repo"}
    assert host_of_change(fork, own) == Host(Kind.GITHUB, "https://github.com/imogen/repo", "new")
    assert host_of_change(fork, None) == Host(Kind.GITHUB, "https://github.com/imogen/repo", "new")
    assert host_of_change({"LEADFRONT_CHANGE_BRANCH": "new"}, None) is None
