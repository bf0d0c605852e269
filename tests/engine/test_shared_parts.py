"""Parts that are filled once for many pages look as if they had been filled for each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.structure.pages import Page

from leadfront.engine.shared_parts import SharedParts
from small_site import AS_OF, land, make, write_case

pytestmark = pytest.mark.slow


def _site(home: Path, name: str, directories: bool) -> dict[str, str]:
    config = load_config(
        str(home / "mkdocs.yml"),
        site_dir=str(home.parent / name),
        use_directory_urls=directories,
        repo_url="https://github.com/example/showcase",
        site_url="https://showcase.example.org/ai/",
    )
    build(config)
    top = home.parent / name
    return {path.relative_to(top).as_posix(): path.read_text(encoding="utf-8") for path in sorted(top.rglob("*.html"))}


@pytest.mark.parametrize("directories", [True, False])
def test_pages_are_as_if_each_part_was_filled_for_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, directories: bool
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", AS_OF)
    home = make(tmp_path / "repository")
    for number in range(3):  # pages of one folder, of one below it, and of a section of the owner's own
        write_case(home, f"deep/down/case-{number}", f"Case {number}", f"Leader {number}", "director")
        guide = home / "showcase" / "guides" / f"guide-{number}.md"
        guide.parent.mkdir(exist_ok=True)
        guide.write_text(f"# Guide {number}\n\nWords.\n", encoding="utf-8")
    land(home, "More", on="2026-10-15T10:00:00+01:00")
    shared = _site(home, "shared", directories)
    filled: list[str] = []

    def fill(_: SharedParts, name: str, page: Page | None, make_it: Callable[[], str]) -> str:
        filled.append(name)
        return make_it()

    monkeypatch.setattr(SharedParts, "part", fill)
    assert shared == _site(home, "each", directories)
    assert filled.count("header") == len(shared)
