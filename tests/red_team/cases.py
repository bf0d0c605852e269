"""Reads the red team's cases, and lays their contributions into a folder. Knows nothing of how they are judged."""

from __future__ import annotations

import base64
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import material
import yaml

from histories import git
from small_site import CASE

HERE = Path(__file__).parent
USE_CASES = "showcase/use-cases"
HARMS = frozenset({"script", "request", "theme", "file", "reads"})
_KEYS = frozenset(
    "codes refused absent unsaid harm spills alone policy settings check_only made".split()  # noqa: SIM905 - reads better
)


@dataclass(frozen=True)
class Case:
    """One contribution, and what must be true of it."""

    name: str
    what: str
    codes: tuple[str, ...]
    refused: bool = False
    absent: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    harm: str = ""
    spills: bool = False
    alone: bool = False
    policy: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    check_only: bool = False
    made: tuple[dict[str, Any], ...] = ()

    @property
    def files(self) -> Path:
        """Its folder of files."""
        return HERE / self.name / "files"

    def paths(self) -> list[str]:
        """The paths of everything that it brings, from the repository's top; bytes that are no UTF-8 as surrogates."""
        plain = [path.relative_to(self.files).as_posix() for path in self.files.rglob("*") if path.is_file()]
        return sorted({*plain, *(_path(item) for item in self.made)})

    def pages(self) -> list[str]:
        """Where its pages would be on the site, as the site engine would have it."""
        below = [path.removeprefix("showcase/") for path in self.paths() if path.startswith("showcase/")]
        return [_address(path) for path in below if path.lower().endswith(".md")]

    def lay(self, top: Path) -> None:
        """Put it into a repository's working tree and index."""
        if self.files.is_dir():
            shutil.copytree(self.files, top, dirs_exist_ok=True)
        for item in self.made:
            _make(self, item, top)
        git(top, "add", "--all")
        for item in self.made:
            if item.get("mode") == "100755":
                git(top, "update-index", "--chmod=+x", _path(item))


def all_cases() -> list[Case]:
    """Every case, in the order of their names."""
    return [_read(path.parent) for path in sorted(HERE.glob("*/expect.yml"))]


def _read(folder: Path) -> Case:
    said = yaml.safe_load((folder / "expect.yml").read_text(encoding="utf-8"))
    unknown = said.keys() - _KEYS
    assert not unknown, f"{folder.name}/expect.yml: {unknown}"
    assert said.get("harm", "file") in HARMS, folder.name
    lists = {key: tuple(said.get(key) or ()) for key in ("codes", "absent", "unsaid", "made")}
    rest = {key: value for key, value in said.items() if key not in lists}
    what = (folder / "what.md").read_text(encoding="utf-8").strip()
    return Case(folder.name, what, **lists, **rest)


def _path(item: dict[str, Any]) -> str:
    if "theme" in item:  # the names of its files hold a digest of what is in them
        (file,) = (Path(material.__file__).parent / "templates").glob(item["theme"])
        return f"showcase/{item['theme'].rpartition('/')[0]}/{file.name}"
    return os.fsdecode(unquote_to_bytes(item["path"]))


def _address(path: str) -> str:
    stem = path[: -len(".md")]
    folder, _, name = stem.rpartition("/")
    if name.lower() in ("index", "readme"):
        return f"{folder}/index.html".lstrip("/")
    return f"{stem}/index.html"


def _make(case: Case, item: dict[str, Any], top: Path) -> None:
    path = top / _path(item)
    path.parent.mkdir(parents=True, exist_ok=True)
    if "link" in item:
        path.symlink_to(item["link"])
    elif "submodule" in item:
        path.mkdir()
        git(path, "init", "--quiet")
        (path / "page.md").write_text("# Another repository\n", encoding="utf-8")
        git(path, "add", "--all")
        git(path, "commit", "--quiet", "--message", "Begin")
    elif "mode" in item:
        path.chmod(int(item["mode"], 8) & 0o777)
    else:
        path.write_bytes(_content(case, item))


def _content(case: Case, item: dict[str, Any]) -> bytes:
    if "base64" in item:
        return base64.b64decode(item["base64"]) + bytes(item.get("zeros", 0))
    text = str(item.get("text", "")) * int(item.get("times", 1))
    if item.get("like") == ":good":
        whole = CASE.replace("TITLE", case.name).replace("LEADER", "Imogen Ashdown").replace("LEVEL", "director")
    elif "like" in item:
        whole = (case.files / USE_CASES / item["like"]).read_text(encoding="utf-8")
    else:
        return text.encode(item.get("encoding", "utf-8"))
    return (whole.replace(item["replace"], text) if "replace" in item else whole).encode(item.get("encoding", "utf-8"))
