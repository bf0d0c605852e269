"""The editor's settings, made from the definition and the policy, for each host; its packages; its files."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from editor_door import TOP, packages
from leadfront.doors.editor import editor_config, editor_definition
from leadfront.doors.editor_backend import Backend, NotSetUp, backend_of
from leadfront.doors.editor_files import SERVER, editor_files
from leadfront.doors.editor_packages import FOLDER, PACKAGES, NotFetched, fetch, fetched_files
from leadfront.fields import FIELDS, SECTIONS, Field, Kind, Section
from leadfront.policy import EditorSettings, Function, Level, Policy, Site
from leadfront.policy_reader import PolicyErrors, Settings, read_settings
from made_up import POLICY
from small_site import POLICY as SETTINGS
from small_site import environment, make

SITE = Site(repo_url="https://github.com/example/showcase")
BACKEND = Backend({"name": "test-repo"})


def collection(policy: Policy = POLICY, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = editor_config(policy, SITE, BACKEND, **more)["collections"][0]
    return found


def asked(policy: Policy = POLICY, **more: Any) -> dict[str, dict[str, Any]]:
    return {field["name"]: field for field in collection(policy, **more)["fields"]}


# --- the form ---------------------------------------------------------------------------------------------------------


def test_every_field_and_section_is_in_the_form_with_its_label_and_hint() -> None:
    form = asked()
    for field in FIELDS:
        assert form[field.key]["label"] == field.label
        assert form[field.key]["hint"].startswith(field.hint)
        assert form[field.key]["required"] is field.required
    for section in SECTIONS:
        box = form[f"section_{section.key}"]
        assert (box["label"], box["hint"], box["required"]) == (section.heading, section.hint, section.required)
        assert box["widget"] == "text"
    assert "Example: Imogen Ashdown" in form["leader"]["hint"]


def test_what_is_added_to_the_definition_is_in_the_form_and_in_the_script() -> None:
    mood = Field("mood", Kind.TEXT, "Mood", "How it felt.", "Relieved", required=True, max_length=20, pattern="[a-z]+")
    after = Section("next", "What comes next", "The next step.", required=False)
    fields, sections = (*FIELDS, mood), (*SECTIONS, after)
    form = asked(fields=fields, sections=sections)
    assert form["mood"] == {
        "name": "mood", "label": "Mood", "widget": "string", "required": True, "hint": "How it felt. Example: Relieved",
        "pattern": [r"^(?=.{0,20}$)(?:[a-z]+)$", "Mood: 20 characters at the most. Write it like “Relieved”."],
    }  # fmt: skip
    assert form["section_next"]["label"] == "What comes next"
    definition = editor_definition(POLICY, fields, sections)
    assert {"key": "mood", "kind": "text", "label": "Mood"} in definition["fields"]
    assert definition["sections"][-1]["heading"] == "What comes next"


def test_patterns_say_the_same_as_the_check() -> None:
    for field in FIELDS:
        pattern = asked()[field.key].get("pattern")
        if pattern:
            assert re.search(pattern[0], "x" * field.max_length) or field.pattern
            assert not re.search(pattern[0], "x" * (field.max_length + 1))


def test_levels_functions_and_skills_are_chosen_by_their_names() -> None:
    policy = replace(
        POLICY,
        levels=(Level("head", "Heads of service", aliases=("head-of",)),),
        functions=(Function("it", "Information technology"),),
        skills=("learning-agility",),
    )
    form = asked(policy)
    assert form["level"]["options"] == [
        {"label": "Heads of service", "value": "head"},
        {"label": "Heads of service (written “head-of”)", "value": "head-of"},
    ]
    assert form["function"]["options"] == [{"label": "Information technology", "value": "it"}]
    assert form["skills"]["options"] == [{"label": "Learning agility", "value": "learning-agility"}]
    assert form["skills"]["multiple"] is True
    assert asked(replace(POLICY, functions=()))["function"]["widget"] == "string"


def test_headings_of_the_policy_are_those_of_the_form() -> None:
    policy = replace(POLICY, sections={"task": "Die Aufgabe"})
    assert asked(policy)["section_task"]["label"] == "Die Aufgabe"
    assert editor_definition(policy)["sections"][0]["heading"] == "Die Aufgabe"


def test_nobody_is_asked_for_what_stands_by_itself_but_it_is_kept() -> None:
    form = asked()
    assert {name for name, field in form.items() if field["widget"] == "hidden"} == {"id", "sample", "file_as_it_was"}


def test_a_file_is_never_named_after_its_title_and_never_deleted() -> None:
    found = collection()
    assert "title" not in found["slug"]
    assert found["delete"] is False
    assert found["publish"] is False
    assert found["folder"] == "showcase/use-cases"
    assert collection(replace(POLICY, editor=EditorSettings(publish=True)))["publish"] is True


def test_every_picture_needs_words() -> None:
    picture = {part["name"]: part for part in asked()["section_pictures"]["fields"]}
    assert picture["alt"]["required"] is True
    assert picture["picture"]["required"] is True
    assert "prompt" not in [option["value"] for option in picture["section"]["options"]]


def test_no_name_of_the_form_is_a_field_of_the_file() -> None:
    names = [field["name"] for field in collection()["fields"]]
    assert len(names) == len(set(names)) == len(FIELDS) + len(SECTIONS) + 2


# --- the hosts --------------------------------------------------------------------------------------------------------


def backend(url: str, **settings: Any) -> Backend:
    return backend_of(replace(POLICY, editor=EditorSettings(**settings)), Site(repo_url=url))


def test_github() -> None:
    found = backend("https://github.com/example/showcase.git", base_url="https://signin.example.org/")
    assert found.settings == {
        "name": "github", "branch": "main", "repo": "example/showcase", "squash_merges": True,
        "base_url": "https://signin.example.org", "api_root": "https://api.github.com",
        "commit_messages": found.settings["commit_messages"],
    }  # fmt: skip
    assert found.connects_to == ("https://api.github.com",)


def test_github_enterprise() -> None:
    found = backend(
        "https://code.example.org/team/showcase", backend="github", base_url="https://signin.example.org",
        auth_endpoint="login",
    )  # fmt: skip
    assert found.settings["api_root"] == "https://code.example.org/api/v3"
    assert found.settings["auth_endpoint"] == "login"
    assert found.connects_to == ("https://code.example.org",)


@pytest.mark.parametrize("host", ["https://gitlab.com", "https://gitlab.example.org:8443"])
def test_gitlab_of_both_kinds(host: str) -> None:
    found = backend(f"{host}/group/sub/showcase", app_id="0123abc")
    settings = found.settings
    assert (settings["name"], settings["repo"]) == ("gitlab", "group/sub/showcase")
    assert (settings["auth_type"], settings["app_id"]) == ("pkce", "0123abc")
    assert (settings["base_url"], settings["api_root"]) == (host, f"{host}/api/v4")
    assert found.connects_to == (host,)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://codeberg.org/a/b", ""),
        ("https://git.example.org/a/b", "gitea"),
        ("https://git.example.org/a/b", "forgejo"),
    ],
)
def test_forgejo_and_gitea_by_the_backend_that_opens_pull_requests(url: str, kind: str) -> None:
    found = backend(url, backend=kind, app_id="7")
    assert found.settings["name"] == "forgejo"
    assert found.settings["api_root"] == url.replace("/a/b", "/api/v1")


@pytest.mark.parametrize(
    ("url", "settings", "words"),
    [
        ("", {}, "repo_url"),
        ("https://git.example.org/a/b", {}, "backend"),
        ("https://bitbucket.org/a/b", {}, "backend"),
        ("https://github.com/a/b", {}, "base_url"),
        ("https://gitlab.com/a/b", {}, "app_id"),
        ("https://codeberg.org/a/b", {}, "app_id"),
    ],
)
def test_what_is_not_set_up_is_said(url: str, settings: dict[str, str], words: str) -> None:
    with pytest.raises(NotSetUp, match=words):
        backend(url, **settings)


def settings_with(editor: str) -> Settings:
    return read_settings(f"{SETTINGS}      editor: {editor}\n", "mkdocs.yml")


def test_the_policy_says_how_to_sign_in() -> None:
    signs_in = "base_url: https://x.example, api_root: https://x.example/api/v1, app_id: 7"
    text = f"{{backend: forgejo, repo: a/b, {signs_in}, publish: yes}}"
    assert settings_with(text).policy.editor == EditorSettings(
        "forgejo", "a/b", "https://x.example", "https://x.example/api/v1", "", "7", True
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{backand: github}", "did you mean “backend”"),
        ("{backend: githup}", "did you mean “github”"),
        ("{base_url: http://x.example}", "base_url must be an address"),
        ("{api_root: 'https://x.example/; script-src *'}", "api_root must be an address"),
        ("{repo: showcase}", "repo must be a name"),
        ("{publish: perhaps}", "publish must be true or false"),
        ("github", "editor must be settings"),
    ],
)
def test_a_wrong_setting_is_said_with_its_line(text: str, words: str) -> None:
    with pytest.raises(PolicyErrors) as caught:
        settings_with(text)
    [problem] = caught.value.problems
    assert words in problem.message
    assert problem.line == SETTINGS.count("\n") + 1


# --- the packages and the files ---------------------------------------------------------------------------------------


def test_packages_are_served_without_source_maps_and_never_committed() -> None:
    folder = packages()
    files = fetched_files(folder)
    names = {path.name for path in files}
    assert {"decap-cms.js", "js-yaml.min.js", "decap-cms.js.LICENSE.txt"} <= names
    assert not [name for name in names if name.endswith(".map")]
    for path in files:
        if path.suffix == ".js":
            assert b"sourceMappingURL" not in path.read_bytes()[-500:], path.name
    assert (folder / ".gitignore").read_text() == "*\n"
    assert fetch(folder) is False


def test_a_package_with_another_hash_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages()
    wrong = replace(PACKAGES[1], integrity=PACKAGES[0].integrity)
    monkeypatch.setattr("leadfront.doors.editor_packages.PACKAGES", (wrong,))
    with pytest.raises(NotFetched, match=r"js-yaml .* is not the package that it should be"):
        fetch(tmp_path / FOLDER)
    assert list(tmp_path.iterdir()) == []


def test_packages_of_an_older_version_are_not_used(tmp_path: Path) -> None:
    for name, text in (("decap-cms.js", ""), ("packages.json", "{}")):
        (tmp_path / name).write_text(text)
    assert fetched_files(tmp_path) == []


def test_the_server_for_this_machine_is_locked_and_says_not_from_where() -> None:
    lock = (TOP / "scripts" / "editor-server" / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in lock
    entries = yaml.safe_load(lock)["packages"]
    assert [name for name, entry in entries.items() if name and "integrity" not in entry] == []


def made_files(editor: str, monkeypatch: pytest.MonkeyPatch, name: str = "Small & fine") -> dict[str, str]:
    monkeypatch.delenv(SERVER, raising=False)
    text = SETTINGS.replace("site_name: A small showcase", f"site_name: {name}\nrepo_url: https://gitlab.com/a/b")
    settings = read_settings(f"{text}      editor: {editor}\n", "mkdocs.yml")
    packages()
    return {file.uri: file.text for file in editor_files(settings, TOP, ["assets/main.css"]) if not file.path}


def test_the_page_may_talk_to_its_host_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    made = made_files("{app_id: 1}", monkeypatch)
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]+)"', made["editor/index.html"])
    assert set(re.findall(r"https?://[^\s;]+", policy)) == {"https://gitlab.com"}
    assert "default-src &#x27;none&#x27;" in policy
    assert "<title>Share a use case · Small &amp; fine</title>" in made["editor/index.html"]
    assert "<script>" not in made["editor/index.html"]


def test_settings_and_script_are_made_for_this_showcase(monkeypatch: pytest.MonkeyPatch) -> None:
    made = made_files("{app_id: 1}", monkeypatch, name="'</script><b>'")
    config = yaml.safe_load(made["editor/config.yml"])
    assert config["backend"]["repo"] == "a/b"
    assert config["publish_mode"] == "editorial_workflow"
    assert "local_backend" not in config
    assert "</script><b>" not in made["editor/index.html"]
    assert "<" not in made["editor/definition.js"]
    assert "../assets/main.css" in made["editor/definition.js"]


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_the_door_is_there_where_the_editor_was_fetched_and_hidden_where_not(tmp_path: Path, engine: str) -> None:
    home = make(tmp_path / "repository")
    config = home / "mkdocs.yml"
    config.write_text(f"repo_url: https://gitlab.com/a/b\n{config.read_text()}      editor: {{app_id: 1}}\n")

    def built() -> Path:
        command = [sys.executable, "-m", engine, "build", "--strict", "--site-dir", str(home / "site")]
        done = subprocess.run(command, cwd=home, env=environment(), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return home / "site" / "editor"

    def contribute() -> str:
        return (home / "site" / "contribute" / "index.html").read_text(encoding="utf-8")

    assert not built().exists()
    assert "editor/" not in contribute()
    (home / FOLDER).symlink_to(packages())
    names = {path.name for path in built().iterdir()}
    assert {"index.html", "config.yml", "definition.js", "decap-cms.js", "format.js", "start.js"} <= names
    assert 'href="../editor/#/collections/use_cases/new"' in contribute()
    page = (home / "site" / "editor" / "index.html").read_text(encoding="utf-8")
    assert {address for address in re.findall(r'(?:src|href)="([^"]+)"', page) if ":" not in address} <= names | {"../"}


@pytest.mark.slow
def test_what_the_editor_would_write_without_our_format_is_accepted_too(tmp_path: Path) -> None:
    """Empty optional values, quoted dates, folded text, lists over several lines, a flag for every file."""
    home = make(tmp_path / "repository")
    path = home / "showcase" / "use-cases" / "board-paper.md"
    text = path.read_text(encoding="utf-8")
    top, _, body = text.removeprefix("---\n").partition("\n---\n")
    values = {key: value for key, value in yaml.load(top, yaml.BaseLoader).items() if key not in ("summary", "date")}  # noqa: S506
    written = yaml.safe_dump(values, sort_keys=False)
    written += "summary: >-\n  One afternoon with an assistant,\n  and what came of it.\n"
    written += "date: '2026-07-10'\nverified: \"2026-08-01\"\n"
    written += "coach: \"\"\nrole: ''\nminutes:\nskills: []\ntags:\n  - board papers\neffect:\nsample: false\n"
    path.write_text(f"---\n{written}---\n{body}", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "leadfront", "check"], cwd=home, env=environment(), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
    assert "board-paper" not in done.stdout
