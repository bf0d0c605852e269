"""The editor's own files, which are not ours and not in the repository: fetched by npm, checked, laid into `.editor/`.
The command is `leadfront editor`.

An edge: runs npm and writes files. Each package is named with its version and the hash of its archive; what does not
match is not used. No package's code is run. The folder can be deleted at any time: the site is then built without the
editor.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = ".editor"
_STAMP = "packages.json"
_SOURCE_MAP = re.compile(rb"\n?//# sourceMappingURL=\S+\s*$")


@dataclass(frozen=True)
class Package:
    """One package of the npm registry, and what of it is served."""

    name: str
    version: str
    integrity: str
    """The hash of its archive, as npm writes it."""
    files: str
    """A regular expression for the names below `package/dist/` that are needed."""


PACKAGES = (
    Package(
        "decap-cms",
        "3.16.3",
        "sha512-hf+dPlCh7TJmWl8+6VRzHYOWhri5xgUknrZbDewaWe4s9B7xJ8PQugp2QHeSldMUKzav6+z0oIpwUYhUJDYtYw==",
        # The program, the parts that it loads when they are needed, and their licences. Never the source maps.
        r"(\d+\.)?decap-cms\.js|[0-9a-f]+\.wasm|decap-cms\.js\.LICENSE\.txt",
    ),
    Package(
        "js-yaml",
        "4.1.1",
        "sha512-qQKT4zQxXl8lLwBtHMWwaTcGfFOZviOJet3Oy/xmGk2gZH677CJM9EvtfdSkgWcATZhj/55JZ0rmy3myCT5lsA==",
        r"js-yaml\.min\.js",
    ),
)


class NotFetched(Exception):  # noqa: N818 - said to a person, in words
    """The packages could not be fetched, or are not what they should be."""


def fetched_files(folder: Path) -> list[Path]:
    """The files to serve, where all packages are there in the versions that are asked for; else nothing."""
    try:
        if (folder / _STAMP).read_text(encoding="utf-8") != _stamp():
            return []
    except (OSError, UnicodeDecodeError):
        return []
    return sorted(path for path in folder.iterdir() if path.suffix in (".js", ".wasm", ".txt") and path.is_file())


def fetch(folder: Path, given: Path | None = None) -> bool:
    """Fetch the packages where they are not there yet; whether anything had to be done. `given` is a folder in which
    their archives lie already, as `npm pack` names them; then nobody is asked for anything.

    Raises NotFetched.
    """
    if fetched_files(folder):
        return False
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".editor-", dir=folder.parent) as waiting:
        made = Path(waiting) / "editor"
        made.mkdir()
        for package in PACKAGES:
            archive = _checked(_packed(package, given or Path(waiting), ask=given is None), package)
            for name, data in _wanted(archive, package):
                (made / name).write_bytes(data)
        (made / ".gitignore").write_text("*\n", encoding="utf-8")
        (made / _STAMP).write_text(_stamp(), encoding="utf-8")
        if fetched_files(folder):  # by another process, meanwhile
            return False
        shutil.rmtree(folder, ignore_errors=True)
        made.rename(folder)
    return True


def _packed(package: Package, folder: Path, ask: bool) -> Path:
    """The archive of a package, where it lies in the folder, or as npm puts it there."""
    archive = folder / f"{package.name}-{package.version}.tgz"
    if not ask:
        if not archive.is_file():
            raise NotFetched(
                f"There is no {archive.name} in {folder}. Where npm works, “npm pack {package.name}@{package.version}” "
                f"makes it."
            )
        return archive
    npm = shutil.which("npm")
    if npm is None:
        raise NotFetched("npm is needed to fetch the editor, and was not found. Install Node.js, which brings it.")
    command = [npm, "pack", "--json", "--ignore-scripts", f"{package.name}@{package.version}"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = done.stderr.strip().splitlines()[-1:] or ["it gave no reason"]
        raise NotFetched(f"npm could not fetch {package.name} {package.version}: {said[0]}")
    return archive


def _checked(archive: Path, package: Package) -> Path:
    """The archive, if it is what its hash says that it should be."""
    kind, _, expected = package.integrity.partition("-")
    found = base64.b64encode(hashlib.new(kind, archive.read_bytes()).digest()).decode()
    if found != expected:
        raise NotFetched(f"{package.name} {package.version} is not the package that it should be: its hash is {found}")
    return archive


def _wanted(archive: Path, package: Package) -> Iterator[tuple[str, bytes]]:
    wanted = re.compile(rf"package/dist/({package.files})")
    with tarfile.open(archive) as packed:
        for member in packed:
            found = wanted.fullmatch(member.name)
            file = packed.extractfile(member) if found and member.isfile() else None
            if found and file:
                # Else a browser's developer tools would ask for maps that are not there.
                yield found[1], _SOURCE_MAP.sub(b"\n", file.read())


def _stamp() -> str:
    return json.dumps({package.name: [package.version, package.integrity, package.files] for package in PACKAGES})
