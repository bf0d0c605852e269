"""Pages that are filled ahead: the same as those filled one after the other, and none where others take part."""

from __future__ import annotations

from pathlib import Path

import pytest

from alone import needs_copies
from leadfront.engine.filled import WORTH_A_COPY
from small_site import land, make, run_build, write_case

pytestmark = [pytest.mark.slow, needs_copies]

TELLS = """
def on_pre_template(template, template_name, config):
    filled = config.plugins["leadfront"].filled
    print("copied" if filled and filled._filled._copy else "not copied")
"""
SEES = "    print('seen', page.file.src_uri, len(page.content))\n"
TAKES_PART = [
    "def on_page_context(context, page, **_):\n" + SEES,
    "def on_post_page(output, page, **_):\n" + SEES,
    "def on_env(env, **_):\n    env.globals['seen'] = 1\non_env.mkdocs_priority = -200\n",
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = make(tmp_path_factory.mktemp("filled") / "home")
    for number in range(WORTH_A_COPY.start - 60):  # the other pages are made of them
        write_case(home, f"case-{number}", f"The report of week {number}", f"Ana Nr{number % 70}", "director")
    (home / "showcase" / "plain.md").write_text("# A plain page\n\nWords.\n", encoding="utf-8")
    with (home / "mkdocs.yml").open("a") as settings:
        settings.write("hooks: [hooks.py]\n")
    land(home, "Many", on="2026-10-15T10:00:00+01:00")
    return home


@pytest.fixture(scope="module")
def ahead(home: Path) -> dict[str, str]:
    pages, said = built(home)
    assert "copied" in said
    assert len(pages) > WORTH_A_COPY.start
    return pages


def built(home: Path, hooks: str = "") -> tuple[dict[str, str], list[str]]:
    """The pages of the site, and what the hooks said."""
    (home / "hooks.py").write_text(TELLS + hooks)
    done = run_build(home)
    assert done.returncode == 0, done.stderr
    site = home / "site"
    pages = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}
    return pages, done.stdout.splitlines()


@pytest.mark.parametrize("hooks", TAKES_PART)
def test_whoever_takes_part_sees_every_page_and_nothing_is_different(
    home: Path, ahead: dict[str, str], hooks: str
) -> None:
    pages, said = built(home, hooks)
    assert {"copied", "not copied"} & set(said) == {"not copied"}
    assert pages == ahead
    if SEES in hooks:
        seen = {line.split()[1]: int(line.split()[2]) for line in said if line.startswith("seen")}
        assert len(seen) == len(ahead) - 1  # 404.html is no page
        assert min(seen.values()) > 20


def test_a_template_that_fails_is_told_once_with_the_page(home: Path) -> None:
    theme = home / "overrides"
    theme.mkdir()
    (theme / "main.html").write_text(
        '{% extends "base.html" %}{% block content %}{{ super() }}'
        "{% if page and 'case-77' in page.url %}{{ nowhere.to.be.found }}{% endif %}{% endblock %}"
    )
    (home / "hooks.py").write_text(TELLS)
    config = (home / "mkdocs.yml").read_text()
    (home / "mkdocs.yml").write_text(config.replace("{name: material,", "{name: material, custom_dir: overrides,"))
    try:
        done = run_build(home)
    finally:
        (home / "mkdocs.yml").write_text(config)
    assert done.returncode != 0
    assert "copied" in done.stdout.splitlines()
    assert done.stderr.count("Error building page 'use-cases/case-77.md': 'nowhere' is undefined") == 1
