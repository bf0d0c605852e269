"""What lies beside the use cases: judged on disk and in a commit alike, held back whatever the rules say."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from histories import CASES, SUBMODULE, SYMLINK, History, settings_text, use_case
from leadfront.check import examine
from leadfront.findings import Finding
from leadfront.question import Question
from leadfront.showcase import Showcase
from photos import HARBOUR, photo

PNG = b"\x89PNG\r\n\x1a\n" + bytes(80)
KEY = "AKIA" + "Z7QX3MPLK2WJ9RTB"
STARTED = "2026-10-05T12:00+00:00"
PROPOSED = "2026-10-20T12:00+00:00"


class Place:
    """A showcase that passes, and what is put beside it."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.folder = folder
        self.history = History(folder)
        self.settings(**settings)
        self.history.write(CASES + "pack.md", use_case(level="executive", title="Pack", date="2026-10-02"))
        self.history.write(CASES + "rota.md", use_case(level="director", title="Rota", date="2026-10-02"))
        self.history.write("showcase/index.md", "# Welcome\n")
        self.base = self.history.commit("Start", at=STARTED)

    def settings(self, **settings: Any) -> None:
        asked = {"levels": ["executive", "director"], "launch": "2026-10-01", **settings}
        self.history.write("mkdocs.yml", settings_text(**asked))

    def put(self, files: dict[str, str | bytes]) -> None:
        for name, content in files.items():
            link = isinstance(content, str) and content.startswith("-> ")
            self.history.write(
                f"showcase/{name}", content[3:] if link else content, **({"mode": SYMLINK} if link else {})
            )
        self.history.commit("Add", at=PROPOSED)
        self.history.check_out()

    def ask(self, **question: str) -> Showcase:
        return examine(Question(self.folder / "mkdocs.yml", as_of="2026-10-21", **question))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def told(findings: tuple[Finding, ...]) -> set[tuple[str, str]]:
    return {(item.code, item.path.removeprefix("showcase/")) for item in findings if item.code[:4] in ("LF12", "LF13")}


ALL = {
    "page.html": "<h1>Ours</h1>",
    "drawing.svg": "<svg/>",
    "pictures/fake.png": "<svg/>",
    "pictures/true.png": PNG,
    "coverage.md": "# All is well\n",
    "handbook.md": "# One\n",
    "handbook/index.md": "# Another\n",
    "hosts.md": "-> /etc/hosts",
    "bomb.md": "[a](" * 8000,
    "use-cases/bomb.md": use_case("## Prompt\n\n" + "[a](" * 8000),
    "latin.md": "café".encode("latin-1"),
    "redirect.md": "---\ntemplate: redirect.html\n---\n\nWords.\n",
    "Name.md": "# A name\n",
    ".gitattributes": "*.md -diff\n",
    "use-cases/rota-picture.png": PNG,
}
TOLD = {
    ("LF121", "page.html"),
    ("LF121", "drawing.svg"),
    ("LF122", "pictures/fake.png"),
    ("LF125", "coverage.md"),
    ("LF124", "handbook.md"),
    ("LF124", "handbook/index.md"),
    ("LF120", "hosts.md"),
    ("LF128", "bomb.md"),
    ("LF128", "use-cases/bomb.md"),
    ("LF126", "latin.md"),
    ("LF127", "redirect.md"),
    ("LF130", "Name.md"),
    ("LF129", ".gitattributes"),
}
PUBLISHED = [
    "Name.md", "handbook.md", "index.md", "pictures/true.png", "redirect.md", "use-cases/rota-picture.png",
]  # fmt: skip


@pytest.mark.parametrize("question", [{}, {"revision": "HEAD"}], ids=["working tree", "revision"])
def test_the_folder_and_a_commit_are_judged_alike(place: Place, question: dict[str, str]) -> None:
    place.put(ALL)
    showcase = place.ask(**question)
    assert told(showcase.report.findings) == TOLD
    assert [file.uri for file in showcase.files] == PUBLISHED
    assert {entry.case.id for entry in showcase.entries} == {"pack", "rota"}
    held_back = {(item.code, item.path.removeprefix("showcase/")) for item in showcase.withheld}
    assert held_back == TOLD - {("LF124", "handbook.md"), ("LF127", "redirect.md"), ("LF130", "Name.md")}
    assert showcase.report.exit_code == 1


def test_a_rule_that_is_turned_off_lets_nothing_through(tmp_path: Path) -> None:
    codes = {f"LF{number}": "off" for number in range(120, 131)}
    place = Place(tmp_path, rules=codes)
    place.put(ALL)
    showcase = place.ask()
    assert told(showcase.report.findings) == set()
    assert showcase.report.exit_code == 0
    assert [file.uri for file in showcase.files] == PUBLISHED
    assert {entry.case.id for entry in showcase.entries} == {"pack", "rota"}
    assert ("showcase/page.html", "LF121") in {item[:2] for item in showcase.withheld}


def test_a_proposal_fails_for_what_it_brings_and_not_for_what_was_there(place: Place) -> None:
    place.put({"old.html": "<p>"})
    base = place.history.head
    assert base
    place.put({"new.html": "<p>"})
    (place.folder / "showcase" / "not-committed.html").write_text("<p>")
    findings = {item.path: item.standing for item in place.ask(base=base).report.findings if item.code == "LF121"}
    assert findings == {
        "showcase/new.html": False,
        "showcase/not-committed.html": False,
        "showcase/old.html": True,
    }


def test_a_page_that_is_changed_and_not_committed_is_the_proposals_own(place: Place) -> None:
    place.put({"page.md": "---\nicon: one\n---\n"})
    base = place.history.head
    assert base
    asked = place.ask(base=base).report
    assert [item.standing for item in asked.findings if item.code == "LF127"] == [True]
    (place.folder / "showcase" / "page.md").write_text("---\nicon: two\n---\n")
    asked = place.ask(base=base).report
    assert [item.standing for item in asked.findings if item.code == "LF127"] == [False]


BAD_PICTURE = "My Picture.png"
"""Published all the same, and told for its name (LF130)."""


def standing(place: Place, base: str | None) -> list[bool]:
    assert base
    return [item.standing for item in place.ask(base=base).report.findings if item.path.endswith(BAD_PICTURE)]


@pytest.mark.parametrize("changed", [PNG + bytes(1000), PNG[:-1] + b"x", PNG + b"x", PNG[:60]], ids=range(4))
def test_a_picture_that_is_changed_and_not_committed_is_the_proposals_own(place: Place, changed: bytes) -> None:
    place.put({BAD_PICTURE: PNG, "another.png": PNG})
    base = place.history.head
    assert standing(place, base) == [True]
    (place.folder / "showcase" / BAD_PICTURE).write_bytes(changed)
    assert standing(place, base) == [False]
    (place.folder / "showcase" / BAD_PICTURE).write_bytes(PNG)
    assert standing(place, base) == [True]


def test_a_picture_behind_a_pointer_is_the_one_that_it_names(place: Place) -> None:
    digest = hashlib.sha256(PNG).hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(PNG)}\n"
    place.put({BAD_PICTURE: pointer})
    (place.folder / "showcase" / BAD_PICTURE).write_bytes(PNG)
    assert standing(place, place.history.head) == [True]
    (place.folder / "showcase" / BAD_PICTURE).write_bytes(PNG + b"x")
    assert standing(place, place.history.head) == [False]


def test_a_link_in_the_place_of_a_page_is_the_proposals_own(place: Place) -> None:
    place.put({"hosts.md": "# Our hosts\n"})
    page = place.folder / "showcase" / "hosts.md"
    page.unlink()
    page.symlink_to("/etc/hosts")
    asked = place.ask(base=place.history.head or "").report
    assert [(item.code, item.standing) for item in asked.findings if item.path.endswith("hosts.md")] == [
        ("LF120", False)
    ]


@pytest.mark.parametrize("question", [{}, {"revision": "HEAD"}, {"base": "HEAD~1"}], ids=["disk", "revision", "base"])
def test_a_photograph_that_tells_its_place_is_told_and_published(place: Place, question: dict[str, str]) -> None:
    place.put({"harbour.jpg": photo(place=HARBOUR), "quay.jpg": photo(), "use-cases/rota.webp": photo("WEBP", HARBOUR)})
    showcase = place.ask(**question)
    told_of = {(item.code, item.path, item.standing) for item in showcase.report.findings if item.code == "LF514"}
    assert told_of == {("LF514", f"showcase/{name}", False) for name in ("harbour.jpg", "use-cases/rota.webp")}
    assert {"harbour.jpg", "use-cases/rota.webp"} <= {file.uri for file in showcase.files}
    assert showcase.report.exit_code == 0
    assert "50" not in " ".join(item.message for item in showcase.report.findings)


def test_a_submodule_is_told_where_nobody_fetched_it(place: Place) -> None:
    place.history.write("showcase/part", "1" * 40, mode=SUBMODULE)
    place.history.commit("Add", at=PROPOSED)
    place.history.check_out()
    for question in ({"revision": "HEAD"}, {"base": place.base}):
        assert told(place.ask(**question).report.findings) == {("LF120", "part")}


def test_a_repository_within_is_told_and_not_entered(place: Place) -> None:
    place.put({})
    (place.folder / "showcase" / "part").mkdir()
    (place.folder / "showcase" / "part" / ".git").write_text("gitdir: elsewhere\n")
    (place.folder / "showcase" / "part" / "page.md").write_text("# Words\n")
    showcase = place.ask()
    assert told(showcase.report.findings) == {("LF120", "part")}
    assert [file.uri for file in showcase.files] == ["index.md"]


def test_a_page_that_gives_something_away_is_held_back(place: Place) -> None:
    place.put({"notes.md": f"# Notes\n\nkey = {KEY}\n", "people.md": "# People\n\nimogen.ashdown@northferries.co.uk\n"})
    showcase = place.ask()
    told_of = {(item.code, item.path, item.line) for item in showcase.report.findings if item.code.startswith("LF5")}
    assert told_of == {("LF501", "showcase/notes.md", 3), ("LF508", "showcase/people.md", 3)}
    assert [file.uri for file in showcase.files] == ["index.md", "people.md"]
    (withheld,) = showcase.withheld
    assert (withheld.path, withheld.code) == ("showcase/notes.md", "LF501")
    assert KEY not in withheld.reason


def test_a_chapter_whose_fields_cannot_be_read_is_held_back(place: Place) -> None:
    place.put({"playbook/ours.md": "---\norder: soon\n---\n\nWords.\n", "playbook/fine.md": "# Fine\n\nWords.\n"})
    showcase = place.ask()
    assert told(showcase.report.findings) == {("LF126", "playbook/ours.md")}
    assert [file.uri for file in showcase.files] == ["index.md", "playbook/fine.md"]


def test_the_policy_trusts_files_and_pages_by_their_paths(tmp_path: Path) -> None:
    place = Place(tmp_path, trusted_files=["styles/*.css", "CNAME"], trusted_pages=["start.md"])
    place.put({"styles/ours.css": "p {}", "CNAME": "x.example", "a.css": "p {}", "start.md": "---\nicon: x\n---\n"})
    showcase = place.ask()
    assert told(showcase.report.findings) == {("LF121", "a.css")}
    assert [file.uri for file in showcase.files] == ["CNAME", "index.md", "start.md", "styles/ours.css"]


def test_without_git_the_folder_is_looked_at_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(settings_text(levels=["executive"], launch="2026-10-01"))
    (tmp_path / "showcase").mkdir()
    (tmp_path / "showcase" / "page.html").write_text("<p>")
    showcase = examine(Question(tmp_path / "mkdocs.yml", as_of="2026-10-21"))
    assert told(showcase.report.findings) == {("LF121", "page.html")}


def test_a_showcase_folder_that_is_a_link_holds_nothing(place: Place, tmp_path: Path) -> None:
    place.put({})
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "showcase").rename(tmp_path / "elsewhere" / "showcase")
    (tmp_path / "showcase").symlink_to("elsewhere/showcase")
    showcase = place.ask()
    assert told(showcase.report.findings) == {("LF120", "showcase")}
    assert showcase.files == ()
