"""Real builds of real sites, by MkDocs and by ProperDocs, from a repository made for the test."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from leadfront.resources import templates_folder
from small_site import environment, land, make, write_case

ENGINES = ("mkdocs", "properdocs")
PLAYBOOK = [path.stem for path in (templates_folder() / "playbook" / "en").glob("*.md") if path.stem != "index"]

pytestmark = pytest.mark.slow


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A small showcase of two levels, whose claim holds."""
    return make(tmp_path / "showcase-repository")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def run(home: Path, engine: str, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Build with the plain engine."""
    command = [sys.executable, "-m", engine, "build", "--site-dir", str(home / "site"), *arguments]
    return subprocess.run(command, cwd=home, env=environment(**env), capture_output=True, text=True)


def pages(home: Path) -> dict[str, str]:
    site = home / "site"
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}


def add_level(home: Path) -> None:
    """Ask for a level that nobody has contributed to: a gap."""
    config = home / "mkdocs.yml"
    config.write_text(config.read_text() + "        - {id: manager, name: Managers}\n")
    land(home, "Ask the managers too", on="2026-08-01T10:00:00+01:00")


def test_every_page_kind_is_built(home: Path, engine: str) -> None:
    done = run(home, engine, "--strict")
    assert done.returncode == 0, done.stderr
    assert set(pages(home)) == {
        "404.html",
        "agenda/index.html",
        "coaches/index.html",
        "compare/index.html",
        "contribute/index.html",
        "coverage/index.html",
        "digests/2026-07/index.html",
        "digests/2026-08/index.html",
        "digests/2026-09/index.html",
        "digests/2026-10/index.html",
        "digests/2026-11/index.html",
        "digests/index.html",
        "effects/none/index.html",
        "follow/index.html",
        "functions/finance/index.html",
        "functions/index.html",
        "index.html",
        "leaders/imogen-ashdown/index.html",
        "leaders/index.html",
        "leaders/tomasz-bell/index.html",
        "levels/director/index.html",
        "levels/executive/index.html",
        "levels/index.html",
        "playbook/index.html",
        *(f"playbook/{name}/index.html" for name in PLAYBOOK),
        "quarters/2026-q3/index.html",
        "quarters/index.html",
        "rules/index.html",
        "search/index.html",
        "tools/copilot/index.html",
        "tools/index.html",
        "use-cases/board-paper/index.html",
        "use-cases/index.html",
        "use-cases/shift-rota/index.html",
        "what-did-not-work/index.html",
    }


@pytest.mark.parametrize("directory_urls", ["true", "false"])
def test_every_link_between_pages_leads_somewhere(home: Path, engine: str, directory_urls: str) -> None:
    with (home / "mkdocs.yml").open("a") as config:
        config.write(f"use_directory_urls: {directory_urls}\n")
    odd = [
        "it's here",
        'so "called"',
        "what? #1",
        "50%23 & {# more #}",
        "page:a",
    ]  # told (LF114), and built all the same
    for name in odd:
        write_case(home, name, title=name, leader="Ana Bell", level="director")
    assert run(home, engine).returncode == 0
    site = home / "site"
    found: set[str] = set()
    for name, text in pages(home).items():
        if name == "404.html":
            continue
        for address in map(html.unescape, re.findall(r'href="([^"]+)"', text)):
            path, _, anchor = address.partition("#")
            path = path.partition("?")[0]  # what a script reads
            if ":" in path or path.startswith("/"):
                continue
            path = unquote(path)
            target = ((site / name).parent / path).resolve() if path else site / name
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{name}: {address}"
            if anchor and target.suffix == ".html":
                assert f'id="{anchor}"' in target.read_text(encoding="utf-8"), f"{name}: {address}"
            found.add(target.relative_to(site.resolve()).as_posix())
    written = "use-cases/{}/index.html" if directory_urls == "true" else "use-cases/{}.html"
    assert found > {written.format(name) for name in odd}
    cards = json.loads(next(site.glob("catalogue/shown-*/0.json")).read_text())
    assert all(any(f'href="use-cases/{quote(name)}' in card for card in cards) for name in odd)


@pytest.mark.parametrize("directory_urls", ["true", "false"])
def test_an_address_that_leads_nowhere_is_told_where_to_go_on(home: Path, engine: str, directory_urls: str) -> None:
    with (home / "mkdocs.yml").open("a") as config:
        config.write(f"use_directory_urls: {directory_urls}\n")
    assert run(home, engine).returncode == 0
    text = pages(home)["404.html"]
    assert "<title>Not found - " in text
    assert text.count("<h1") == 1
    buttons = re.findall(r'<a class="lf-button[^"]*" href="([^"]+)"', text)
    assert len(buttons) == 2
    for address in buttons:
        assert address.startswith("/")
        target = home / "site" / address.lstrip("/").removesuffix(".")
        assert (target / "index.html" if target.is_dir() else target).is_file(), address


@pytest.mark.parametrize("quiet", [(), ("-q",)])
def test_a_strict_build_with_a_gap_fails_with_the_findings_and_writes_nothing(
    home: Path, engine: str, quiet: tuple[str, ...]
) -> None:
    add_level(home)
    done = run(home, engine, "--strict", *quiet)
    assert done.returncode == 1
    assert "LF201" in done.stderr
    assert "Managers" in done.stderr
    assert not (home / "site").exists()


def test_a_strict_build_that_fails_leaves_the_old_site_as_it_was(home: Path, engine: str) -> None:
    assert run(home, engine).returncode == 0
    before = {path: path.read_bytes() for path in (home / "site").rglob("*") if path.is_file()}
    add_level(home)
    assert run(home, engine, "--strict").returncode == 1
    assert {path: path.read_bytes() for path in (home / "site").rglob("*") if path.is_file()} == before


def test_a_build_that_is_not_strict_shows_the_gap_on_its_pages_and_in_the_log(home: Path, engine: str) -> None:
    add_level(home)
    done = run(home, engine)
    assert done.returncode == 0
    assert "LF201" in done.stderr
    made = pages(home)
    assert "Managers have no use case on the site" in made["index.html"]
    assert "rules/#lf201" in made["coverage/index.html"]


def test_what_only_warns_does_not_fail_a_strict_build(home: Path, engine: str) -> None:
    config = home / "mkdocs.yml"
    config.write_text(config.read_text() + "      freshness: {remind_days: 90}\n")
    done = run(home, engine, "--strict")
    assert done.returncode == 0, done.stderr
    assert "warning LF302" in done.stderr


def test_without_its_history_the_site_says_that_it_cannot_say(home: Path, engine: str, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    (home / "showcase" / "index.md").write_text("# Changed\n")
    land(home, "Change the home page", on="2026-09-01T10:00:00+01:00")
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", home.as_uri(), shallow], check=True, env=environment())
    assert run(shallow, engine).returncode == 0
    text = pages(shallow)["index.html"]
    assert "can&#39;t be said whether the claim holds" in text
    assert "Every level has contributed" not in text
    assert run(shallow, engine, "--strict").returncode == 1


def test_drafts_retired_and_unreadable_cases_are_not_on_the_site_and_coverage_says_why(home: Path, engine: str) -> None:
    for slug, line in (("a-draft", "status: draft"), ("retired", "status: retired"), ("broken", "title: Sales: how")):
        path = write_case(home, slug, "Secret words", "Imogen Ashdown", "executive")
        path.write_text(path.read_text().replace("tools: [Copilot]", f"tools: [Copilot]\n{line}"))
    assert run(home, engine).returncode == 0
    made = pages(home)
    assert not [name for name in made if "draft" in name or "retired" in name or "broken" in name]
    assert "use-cases/broken.md" in made["coverage/index.html"]
    assert "Secret words" not in "".join(made.values())


def test_what_the_file_says_at_its_top_cannot_steer_the_theme(home: Path, engine: str) -> None:
    path = write_case(home, "steering", "Steering", "Imogen Ashdown", "executive")
    steering = "template: redirect.html\nlocation: https://evil.example\nhide: [navigation]\nicon: ../../etc/passwd\n"
    path.write_text(path.read_text().replace("title: Steering", f'{steering}title: "Steer </title><script>1</script>"'))
    assert run(home, engine).returncode == 0
    text = pages(home)["use-cases/steering/index.html"]
    assert "evil.example" not in text
    assert "<script>1" not in text
    assert "<title>Steer &lt;/title&gt;" in text


def test_a_body_that_begins_like_settings_is_shown_as_words(home: Path, engine: str) -> None:
    path = write_case(home, "sly", "Sly", "Imogen Ashdown", "executive")
    path.write_text(
        path.read_text().replace("\n## The task\n", "template: redirect.html\nlocation: /away\n\n## The task\n")
    )
    assert run(home, engine).returncode == 0
    assert "location: /away" in pages(home)["use-cases/sly/index.html"]


def test_a_link_to_another_use_case_is_followed_and_one_to_nowhere_fails_a_strict_build(
    home: Path, engine: str
) -> None:
    path = home / "showcase" / "use-cases" / "board-paper.md"
    text = path.read_text()
    path.write_text(text + "\nSee [the rota](shift-rota.md#prompt) and [the ledger](../coverage.md#evidence).\n")
    assert run(home, engine, "--strict").returncode == 0
    made = pages(home)["use-cases/board-paper/index.html"]
    assert 'href="../shift-rota/#prompt"' in made
    assert 'href="../../coverage/#evidence"' in made
    path.write_text(text + "\nSee [nowhere](nowhere.md).\n")
    assert run(home, engine, "--strict").returncode == 1


def test_what_passes_for_a_link_of_ours_breaks_nothing(home: Path, engine: str) -> None:
    path = home / "showcase" / "use-cases" / "board-paper.md"
    path.write_text(path.read_text() + '\n[a](page:nowhere.md) <a href="page:x">b</a>\n')
    assert run(home, engine).returncode == 0


def test_excluding_a_use_case_in_the_settings_does_not_hide_it(home: Path, engine: str) -> None:
    with (home / "mkdocs.yml").open("a") as config:
        config.write("exclude_docs: |\n  shift-rota.md\n")
    assert run(home, engine).returncode == 0
    assert "use-cases/shift-rota/index.html" in pages(home)


def test_no_page_names_another_origin(home: Path, engine: str) -> None:
    with (home / "mkdocs.yml").open("a") as config:
        config.write("repo_url: https://github.com/example/showcase\n")
        config.write("theme:\n  name: material\n")  # fonts not turned off by the owner
    text = (home / "mkdocs.yml").read_text().replace("theme: {name: material, font: false}\n", "")
    (home / "mkdocs.yml").write_text(text)
    assert run(home, engine).returncode == 0
    for name, text in pages(home).items():
        loaded = re.findall(r'(?:src|srcset|poster|data)="(https?:[^"]*|//[^"]*)"', text)
        loaded += re.findall(r'<link[^>]*href="(https?:[^"]*|//[^"]*)"', text)
        assert not loaded, name
        assert 'data-md-component="source"' not in text, "the theme's script would ask the git host's API"


@pytest.mark.parametrize(
    ("repo_url", "expected"),
    [
        ("https://github.com/a/b", "https://github.com/a/b/edit/main/showcase/use-cases/board-paper.md"),
        (
            "https://gitlab.example.com/a/b",
            "https://gitlab.example.com/a/b/-/edit/main/showcase/use-cases/board-paper.md",
        ),
    ],
)
def test_suggest_an_edit_leads_to_the_file_on_the_published_branch(home: Path, repo_url: str, expected: str) -> None:
    with (home / "mkdocs.yml").open("a") as config:
        config.write(f"repo_url: {repo_url}\n")
    assert run(home, "mkdocs").returncode == 0
    made = pages(home)
    assert f'<a href="{expected}" rel="edit">Suggest an edit</a>' in made["use-cases/board-paper/index.html"]
    assert "Suggest an edit" not in made["coverage/index.html"]


def test_the_owners_own_navigation_and_titles_stay(home: Path, engine: str) -> None:
    with (home / "mkdocs.yml").open("a") as config:
        config.write("nav:\n  - Start: index.md\n  - The grid: coverage.md\n")
    assert run(home, engine).returncode == 0
    text = pages(home)["use-cases/index.html"]
    header = text.partition('aria-label="Sections"')[2].partition("</nav>")[0]
    assert re.findall(r">([^<>\n]+)</a>", header) == ["Start", "The grid"]


def test_the_owners_other_pages_are_built_and_found(home: Path, engine: str) -> None:
    folder = home / "showcase" / "handbook"
    folder.mkdir()
    (folder / "data.md").write_text("# What may be pasted\n\n## Never\n\nWords.\n")
    assert run(home, engine).returncode == 0
    made = pages(home)
    assert "Words." in made["handbook/data/index.html"]
    assert "handbook/data/" in made["index.html"]


def test_the_owners_chapters_stand_in_the_playbook_in_the_place_of_ours_where_they_have_its_name(
    home: Path, engine: str
) -> None:
    folder = home / "showcase" / "playbook"
    folder.mkdir()
    (folder / "fear-for-jobs.md").write_text("# Our own answer\n\nSee [the paper](../use-cases/board-paper.md).\n")
    (folder / "union.md").write_text("---\ntitle: What we agreed with the union\n---\nWords.\n")
    assert run(home, engine, "--strict").returncode == 0
    made = pages(home)
    assert "Our own answer" in made["playbook/fear-for-jobs/index.html"]
    assert 'href="../../use-cases/board-paper/"' in made["playbook/fear-for-jobs/index.html"]
    assert "pay the rent" not in made["playbook/fear-for-jobs/index.html"]
    assert "What we agreed with the union" in made["playbook/index.html"]


def test_a_chapter_that_cannot_be_read_is_said_with_its_line(home: Path, engine: str) -> None:
    folder = home / "showcase" / "playbook"
    folder.mkdir()
    (folder / "union.md").write_text("---\ntitle: The union\nshows: {levle: highest}\n---\nWords.\n")
    done = run(home, engine)
    assert done.returncode == 0
    assert "showcase/playbook/union.md:3: error LF126: “levle” is nothing that a chapter can ask for" in done.stderr


def test_without_the_playbook_its_folder_is_one_like_any_other(home: Path, engine: str) -> None:
    config = home / "mkdocs.yml"
    config.write_text(config.read_text().replace("      launch:", "      playbook: false\n      launch:"))
    folder = home / "showcase" / "playbook"
    folder.mkdir()
    (folder / "fears.md").write_text("# Fears\n\nWords.\n")
    assert run(home, engine).returncode == 0
    made = pages(home)
    assert [name for name in made if name.startswith("playbook/")] == ["playbook/fears/index.html"]
    assert "playbook/fears/" in made["index.html"]


def test_two_builds_of_one_commit_in_two_places_are_the_same_to_the_byte(
    home: Path, engine: str, tmp_path: Path
) -> None:
    other = tmp_path / "elsewhere" / "clone"
    subprocess.run(["git", "clone", "--quiet", home, other], check=True, env=environment())
    assert run(home, engine).returncode == 0
    assert run(other, engine, TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="7").returncode == 0
    one, two = (
        {path.relative_to(at / "site"): path.read_bytes() for path in (at / "site").rglob("*") if path.is_file()}
        for at in (home, other)
    )
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


def test_a_wrong_policy_is_said_with_its_line(home: Path, engine: str) -> None:
    config = home / "mkdocs.yml"
    config.write_text(config.read_text().replace("launch: 2026-07-01", "lunch: 2026-07-01"))
    done = run(home, engine)
    assert done.returncode == 1
    assert "mkdocs.yml:7" in done.stderr
    assert "launch" in done.stderr


def test_samples_that_count_are_named_as_such_on_every_page(home: Path, engine: str) -> None:
    config = home / "mkdocs.yml"
    config.write_text(config.read_text() + "      count_samples: true\n")
    assert run(home, engine).returncode == 0
    for name, text in pages(home).items():
        assert "This is a showcase of samples" in text, name


def test_another_theme_is_refused_in_words(home: Path) -> None:
    config = home / "mkdocs.yml"
    config.write_text(config.read_text().replace("theme: {name: material, font: false}", "theme: {name: mkdocs}"))
    done = run(home, "mkdocs")  # which has one to try with
    assert done.returncode == 1
    assert "needs the theme Material" in done.stderr
