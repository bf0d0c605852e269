"""What the cases share: one repository with all that can live together, its answers, its sites, one browser."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from red_team.cases import Case, all_cases
from red_team.places import Checked, Ran, build, build_plain, check, make


@dataclass(frozen=True)
class Built(Ran):
    """A build, and where it went."""

    site: Path

    def holds(self, path: str) -> bytes | None:
        """What is at an address of the site."""
        file = self.site / path
        return file.read_bytes() if file.is_file() else None


def plainly(folder: Path, cases: list[Case]) -> Built:
    """The site of contributions without Leadfront."""
    top = make(folder, cases)
    ran = build_plain(top)
    assert ran.code == 0, ran.said
    return Built(ran.code, ran.said, top / "site-plain")


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site without any contribution."""
    top = make(tmp_path_factory.mktemp("clean"))
    ran = build(top, strict=True)
    assert ran.code == 0, ran.said
    return Built(ran.code, ran.said, top / "site")


@pytest.fixture(scope="session")
def together(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with every contribution that can live beside others."""
    return make(tmp_path_factory.mktemp("together"), [case for case in all_cases() if not case.alone])


@pytest.fixture(scope="session")
def checked(together: Path) -> Checked:
    """What the check says of it."""
    return check(together)


@pytest.fixture(scope="session")
def built(together: Path) -> Built:
    """Its site, where nobody asked for strictness."""
    ran = build(together)
    return Built(ran.code, ran.said, together / "site")


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """What MkDocs alone makes of those that harm it; the others may stop it."""
    return plainly(tmp_path_factory.mktemp("plain"), [case for case in all_cases() if case.harm and not case.spills])
