"""The headers that a build writes beside its site."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from editor_door import packages
from leadfront.doors.editor_packages import FOLDER
from served import nginx, served
from small_site import land, make, run_build

pytestmark = pytest.mark.slow
SOURCES = re.compile(r"'sha256-[^']+'")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return make(tmp_path / "repository")


def policy(home: Path) -> str:
    return (home / "site.headers" / "content-security-policy.txt").read_text()


def test_the_policy_stays_the_same_with_a_deeper_folder_and_its_files_untouched(home: Path) -> None:
    assert run_build(home).returncode == 0
    before = policy(home)
    written = {path: path.stat().st_mtime_ns for path in (home / "site.headers").iterdir()}
    deep = home / "showcase" / "handbook" / "one" / "two" / "three.md"
    deep.parent.mkdir(parents=True)
    deep.write_text("# Deep\n\nWords.\n")
    assert run_build(home).returncode == 0
    assert (home / "site" / "handbook" / "one" / "two" / "three" / "index.html").is_file()
    assert policy(home) == before
    assert {path: path.stat().st_mtime_ns for path in (home / "site.headers").iterdir()} == written


def test_the_folder_is_the_one_that_was_named_and_holds_what_it_held(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "conf.d"
    folder.mkdir()
    (folder / "other.conf").write_text("# somebody else's\n")
    (folder / ".nginx.conf.new").write_text("# of a build that was killed\n")
    done = run_build(home, "--headers", str(folder))
    assert done.returncode == 0, done.stderr
    assert not (home / "site.headers").exists()
    names = {path.name for path in folder.iterdir()}
    assert names == {"other.conf", "content-security-policy.txt", "nginx.conf", "apache.conf", "pages.html"}
    assert not list((home / "site").rglob("*.conf")), "nothing of it is published"


def test_a_script_that_is_none_of_the_theme_s_is_not_allowed_but_told(home: Path) -> None:
    (home / "own").mkdir()
    (home / "own" / "404.html").write_text(
        '<!doctype html><html><head><meta charset="utf-8"></head><body style="color: red">'
        "<script>count()</script><p onclick='count()'>Not here</p></body></html>"
    )
    (home / "mkdocs.yml").write_text(
        (home / "mkdocs.yml").read_text().replace("font: false}", "font: false, custom_dir: own}")
    )
    done = run_build(home)
    assert done.returncode == 0
    # A template of the owner's is one of the theme's; what the templates of a plugin or a page add is not.
    assert "One page holds a script" not in done.stderr
    assert "One page holds a style that is none of the theme's, as 404.html does." in done.stderr
    assert "One page holds an attribute that runs a script that is none of the theme's, as 404" in done.stderr
    assert "nobody's browser obeys it" in done.stderr
    assert "remove it unless it is yours" in done.stderr
    config = (home / "mkdocs.yml").read_text()
    (home / "mkdocs.yml").write_text(config.replace("theme:", "hooks: [hook.py]\ntheme:"))
    (home / "hook.py").write_text(
        "def on_post_page(output, **_):\n    return output.replace('</body>', '<script>count(2)</script></body>')\n"
    )
    before = set(SOURCES.findall(policy(home)))
    done = run_build(home)
    assert done.returncode == 0, done.stderr
    assert re.search(r"\d+ pages hold a script that is none of the theme's, as ", done.stderr)
    assert set(SOURCES.findall(policy(home))) <= before


def test_each_page_can_name_the_policy_itself(home: Path) -> None:
    assert run_build(home, "--headers-in-pages").returncode == 0
    pages = list((home / "site").rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert text.count('<meta http-equiv="Content-Security-Policy"') == 1
        assert text.index("Content-Security-Policy") < text.index("<title>") < text.index("<script")


@pytest.mark.skipif(not nginx(), reason="nginx is not installed (Debian: nginx-light)")
def test_the_form_at_editor_has_its_own_policy_and_all_else_that_of_the_pages(home: Path) -> None:
    config = home / "mkdocs.yml"
    config.write_text(
        "repo_url: https://git.example.org/a/b\n" + config.read_text() + "      editor: {backend: gitlab, app_id: 1}\n"
    )
    _packages(home)
    assert run_build(home).returncode == 0
    with served(home / "site", home / "site.headers") as url:
        said = {path: _headers(url + path) for path in ("", "editor/", "editor/start.js", "editorial/", "nowhere")}
    assert "https://git.example.org" in said["editor/"]["content-security-policy"]
    assert said["editor/"]["cross-origin-opener-policy"] == "same-origin-allow-popups"
    assert said["editor/start.js"] == said["editor/"]
    assert "git.example.org" not in said[""]["content-security-policy"]
    assert said[""] == said["editorial/"] == said["nowhere"]
    assert said[""]["cross-origin-opener-policy"] == said[""]["referrer-policy"] == "same-origin"


def _packages(home: Path) -> None:
    (home / FOLDER).symlink_to(packages())
    (home / ".gitignore").write_text((home / ".gitignore").read_text() + f"/{FOLDER}\n")
    land(home, "Set the form up", on="2026-07-16T10:00:00+01:00")


def _headers(address: str) -> dict[str, str]:
    request = urllib.request.Request(address, method="HEAD")  # noqa: S310 - our own address
    try:
        answer = urllib.request.urlopen(request)  # noqa: S310
    except urllib.error.HTTPError as error:  # the page for what is missing has them too
        answer = error
    kept = ("content-security-policy", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy")
    found = [(name.lower(), value) for name, value in answer.headers.items() if name.lower() in kept]
    assert len(found) == len(kept), "each once"
    return dict(found)
