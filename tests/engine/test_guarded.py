"""What hostile files do to plain MkDocs, and that with Leadfront they are not on the site, whatever the build."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from leadfront.guards.addresses import is_made
from small_site import POLICY, environment, land, make

pytestmark = pytest.mark.slow
PNG = b"\x89PNG\r\n\x1a\n" + bytes(80)
PLAIN = "site_name: Plain\ndocs_dir: showcase\ntheme: {name: material, font: false}\nplugins: []\n"
OUTSIDE = "what lies outside"
PATIENCE = 60


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "page.md").write_text(OUTSIDE)
    return make(tmp_path / "home")


def put(home: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = home / "showcase" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def run(home: Path, *command: str, patience: int = PATIENCE) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=home, env=environment(), capture_output=True, text=True, timeout=patience, check=False,
    )  # fmt: skip


def plain(home: Path) -> Path:
    """The site that MkDocs makes without Leadfront."""
    (home / "plain.yml").write_text(PLAIN)
    done = run(home, "mkdocs", "build", "-f", "plain.yml", "--site-dir", "site-plain")
    assert done.returncode == 0, done.stderr
    return home / "site-plain"


def guarded(home: Path, *more: str) -> tuple[Path, str]:
    """The site that it makes with Leadfront, and what it says."""
    done = run(home, "mkdocs", "build", *more)
    assert done.returncode == 0, done.stderr
    return home / "site", done.stderr


def holds(site: Path, text: str) -> list[str]:
    return [path.name for path in site.rglob("*.html") if text in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("link", ["link.md", "linked", "use-cases/link.md", "pictures/a.png"])
def test_links_lead_nowhere(home: Path, link: str) -> None:
    outside = home.parent / "outside"
    (home / "showcase" / link).parent.mkdir(exist_ok=True)
    (home / "showcase" / link).symlink_to(outside if link == "linked" else outside / "page.md")
    published = [
        path for path in plain(home).rglob("*") if path.is_file() and OUTSIDE in path.read_text("utf-8", "replace")
    ]
    assert published, "the harm"
    site, said = guarded(home)
    assert not [path for path in site.rglob("*") if path.is_file() and OUTSIDE in path.read_text("utf-8", "replace")]
    assert f"showcase/{link}" in said
    assert f"showcase/{link}" in (site / "coverage" / "index.html").read_text(encoding="utf-8")


def test_links_in_a_circle_end(home: Path) -> None:
    for name in ("one", "other"):
        (home / "showcase" / name).symlink_to(".")
    (home / "plain.yml").write_text(PLAIN)
    with pytest.raises(subprocess.TimeoutExpired):
        run(home, "mkdocs", "build", "-f", "plain.yml", patience=8)
    _, said = guarded(home)
    assert said.count("LF120") == 2
    assert run(home, "leadfront", "build").returncode == 0


def test_serving_refuses_links_which_its_watcher_would_follow(home: Path) -> None:
    for name in ("one", "other"):
        (home / "showcase" / name).symlink_to(".")
    done = run(home, "mkdocs", "serve", "--livereload", "--dev-addr", "127.0.0.1:0")
    assert done.returncode != 0
    assert "showcase/one is a link to another place" in done.stderr


FILES: dict[str, str | bytes] = {
    "page.html": "<script>ours()</script>",
    "run.js": "ours()",
    "drawing.svg": "<svg onload='ours()'/>",
    "program.exe": b"MZ",
    "CNAME": "evil.example",
    "_headers": "/*",
    "disguised.png": "<script>ours()</script>",
}


def test_files_of_other_types_are_not_there(home: Path) -> None:
    put(home, FILES)
    harmed = plain(home)
    site, said = guarded(home)
    shown = (site / "coverage" / "index.html").read_text(encoding="utf-8")
    for name in FILES:
        assert (harmed / name).exists(), "the harm"
        assert not (site / name).exists()
        assert f"showcase/{name}" in said
        assert f"showcase/{name}" in shown
    assert 'id="withheld"' in shown


def test_the_themes_own_files_stay(home: Path) -> None:
    (script,) = (path for path in plain(home).glob("assets/javascripts/bundle.*.min.js"))
    uri = script.relative_to(home / "site-plain").as_posix()
    put(home, {uri: "ours()", "assets/images/favicon.png": PNG, "404.md": "# ours", "coverage.md": "# ours"})
    assert (plain(home) / uri).read_text() == "ours()", "the harm"
    site, _ = guarded(home)
    assert (site / uri).stat().st_size > 10_000
    assert (site / "assets/images/favicon.png").read_bytes() != PNG
    assert not holds(site, "ours</h1>")


def test_of_two_pages_with_one_address_one_is_there_and_it_is_said(home: Path) -> None:
    put(home, {"about.md": "# The first", "about/index.md": "# The second"})
    assert not holds(plain(home), "The first</h1>"), "the harm: silently overwritten"
    site, said = guarded(home)
    assert holds(site, "The first</h1>") == ["index.html"]
    assert "LF124" in said


def test_what_a_page_sets_does_not_choose_its_template(home: Path) -> None:
    put(
        home, {"away.md": "---\ntitle: Away\ntemplate: redirect.html\nlocation: https://evil.example/\n---\n\nWords.\n"}
    )
    assert holds(plain(home), 'http-equiv="refresh"'), "the harm"
    site, said = guarded(home)
    assert not holds(site, "https://evil.example")
    assert "Words." in (site / "away" / "index.html").read_text(encoding="utf-8")
    assert "away.md:3" in said


def test_a_page_that_cannot_be_read_one_way_is_not_there(home: Path) -> None:
    put(home, {"broken.md": "---\ntitle: Sales: how\n---\n\nWords.\n", "latin.md": "# Café\n".encode("latin-1")})
    (home / "plain.yml").write_text(PLAIN)
    assert "Traceback" in run(home, "mkdocs", "build", "-f", "plain.yml").stderr, "the harm"
    site, said = guarded(home)
    assert not (site / "broken").exists()
    assert not (site / "latin").exists()
    assert "showcase/broken.md:2: error LF126" in said
    assert "showcase/latin.md:1: error LF126" in said


def test_headers_that_only_mkdocs_knows_are_words(home: Path) -> None:
    put(home, {"other.md": "template: redirect.html\nlocation: https://evil.example/\n\nWords.\n"})
    assert holds(plain(home), 'http-equiv="refresh"'), "the harm"
    site, _ = guarded(home)
    assert not holds(site, 'http-equiv="refresh"')
    assert "template: redirect.html" in (site / "other" / "index.html").read_text(encoding="utf-8")


def test_a_bomb_ends(home: Path) -> None:
    put(home, {"bomb.md": "[a](" * 8000})
    site, said = guarded(home)
    assert not (site / "bomb").exists()
    assert "showcase/bomb.md:1: error LF128" in said


def test_what_belongs_there_is_there(home: Path) -> None:
    (home / "mkdocs.yml").write_text(
        POLICY.replace(
            "plugins:", "exclude_docs: drafts/\nrepo_url: https://git.example/a/b\nextra_css: [ours.css]\nplugins:"
        )
        + "      trusted_files: [ours.css]\n"
    )
    put(home, {
        "about.md": "---\ntitle: About & us\nhide: [toc]\n---\n\n![Us](pictures/us.png)\n",
        "pictures/us.png": PNG,
        "ours.css": "p {}",
        "drafts/a.md": "# Draft",
        "playbook/our-own.md": "# Our own\n\nA chapter.\n",
    })  # fmt: skip
    land(home, "More", on="2026-07-16T10:00:00+01:00")
    site, _ = guarded(home, "--strict")
    about = (site / "about" / "index.html").read_text(encoding="utf-8")
    assert "<title>About &amp; us - A small showcase</title>" in about
    assert (site / "pictures" / "us.png").read_bytes() == PNG
    assert (site / "ours.css").read_text() == "p {}"
    assert not (site / "drafts").exists()
    assert "A chapter." in (site / "playbook" / "our-own" / "index.html").read_text(encoding="utf-8")
    assert "Welcome." in (site / "index.html").read_text(encoding="utf-8")


def test_everything_that_is_made_is_reserved(home: Path) -> None:
    """So that the list of what is made can't be forgotten when a page is added."""
    put(home, {"about.md": "# About"})
    (home / "mkdocs.yml").write_text("site_url: https://showcase.example/\n" + POLICY)
    site, _ = guarded(home)
    made = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    free = [
        uri for uri in made
        if not is_made(uri, "use-cases") and not uri.startswith(("about/", "use-cases/", "playbook/"))
    ]  # fmt: skip
    assert free == ["index.html"]
    pages = [uri for uri in made if uri.endswith("/index.html") and not uri.startswith(("about/", "use-cases/"))]
    sources = [uri.replace("/index.html", end) for uri in pages for end in (".md", "/index.md")]
    taken = [uri for uri in sources if not is_made(uri, "use-cases")]
    chapters = [uri for uri in taken if uri.startswith("playbook/") and uri.count("/") == 1]
    assert sorted(taken) == sorted(chapters), "only a chapter may stand in the place of ours"


def test_a_picture_that_changes_between_check_and_copy_stops_the_build(home: Path) -> None:
    """Whoever can change files while the site is built can't have another one published than was checked."""
    put(home, {"picture.png": PNG})
    hook = "import os\ndef on_env(env, config, files):\n    p = config.docs_dir + '/picture.png'\n"
    (home / "swap.py").write_text(hook + "    open(p + '.new', 'wb').write(b'<svg/>')\n    os.replace(p + '.new', p)\n")
    (home / "mkdocs.yml").write_text(POLICY.replace("plugins:", "hooks: [swap.py]\nplugins:"))
    done = run(home, "leadfront", "build")
    assert done.returncode == 1
    assert "picture.png was changed while the site was being built" in done.stderr
    assert not (home / "site").exists()


def test_a_page_that_changes_after_the_check_is_published_as_it_was_checked(home: Path) -> None:
    put(home, {"page.md": "# Checked\n"})
    hook = "def on_nav(nav, config, files):\n    open(config.docs_dir + '/page.md', 'w').write('# Swapped')\n"
    (home / "swap.py").write_text(hook)
    (home / "mkdocs.yml").write_text(POLICY.replace("plugins:", "hooks: [swap.py]\nplugins:"))
    site, _ = guarded(home)
    assert "Swapped" in (home / "showcase" / "page.md").read_text()
    assert "Checked</h1>" in (site / "page" / "index.html").read_text(encoding="utf-8")


def test_other_plugins_see_the_folder_and_the_files(home: Path) -> None:
    put(home, {"page.md": "# Page\n"})
    hook = (
        "import os\ndef on_pre_build(config):\n    assert os.path.isdir(config.docs_dir)\n"
        "def on_files(files, config):\n    assert os.path.isdir(config.docs_dir)\n"
        "    assert files.get_file_from_path('page.md').abs_src_path.endswith('showcase/page.md')\n"
    )
    (home / "look.py").write_text(hook)
    (home / "mkdocs.yml").write_text(POLICY.replace("plugins:", "hooks: [look.py]\nplugins:"))
    guarded(home)


@pytest.mark.parametrize("extension", ["pymdownx.snippets", "pymdownx.b64"])
def test_no_page_may_read_files(home: Path, extension: str) -> None:
    (home / "mkdocs.yml").write_text(POLICY.replace("plugins:", f"markdown_extensions: [{extension}]\nplugins:"))
    done = run(home, "mkdocs", "build")
    assert done.returncode != 0
    assert f"the extension {extension} lets every page publish files" in done.stderr
    assert not (home / "site").exists()


def test_the_language_of_code_is_not_guessed(home: Path) -> None:
    """Guessing asks every lexer, and some take minutes for what is not theirs."""
    put(home, {"code.md": "# Code\n\n```\n#!/usr/bin/python\nimport os\n```\n"})
    extensions = "markdown_extensions: [codehilite]\n"
    (home / "plain.yml").write_text(PLAIN + extensions)
    assert run(home, "mkdocs", "build", "-f", "plain.yml", "-d", str(home.parent / "plain")).returncode == 0
    assert '<span class="kn">' in (home.parent / "plain" / "code" / "index.html").read_text()
    (home / "mkdocs.yml").write_text(POLICY + extensions)
    assert run(home, "mkdocs", "build").returncode == 0
    page = (home / "site" / "code" / "index.html").read_text()
    assert "import os" in page
    assert '<span class="kn">' not in page
