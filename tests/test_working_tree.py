"""Reading files from disk: every file is found, no link is followed, nothing outside is read, nothing raises."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from leadfront.front_matter import MAX_FILE_BYTES
from leadfront.guards import FoundFile, Kind
from leadfront.guards.found import HEAD_BYTES, NO_FILE
from leadfront.working_tree import (
    ChangedError,
    copy_unchanged,
    read_file,
    read_text,
    showcase_files,
    use_case_files,
)

FOLDER = "showcase/use-cases"


@pytest.fixture
def top(tmp_path: Path) -> Path:
    (tmp_path / "top" / FOLDER / "finance").mkdir(parents=True)
    (tmp_path / "secret.md").write_bytes(b"secret")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "a.md").write_bytes(b"secret")
    return tmp_path / "top"


def put(top: Path, *names: str) -> None:
    for name in names:
        path = top / FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode("utf-8", "surrogateescape"))


def test_every_use_case_is_read_in_the_order_of_paths(top: Path) -> None:
    put(
        top, "b.md", "finance/c.md", "a.md", "finance/deep/er/d.md", "Z.md", "é.md", "a b\n.md", os.fsdecode(b"\xff.md")
    )
    put(top, "index.md", "README.md", ".hidden.md", ".drafts/e.md", "picture.png", "a.MD")
    files = use_case_files(top, FOLDER)
    expected = ["Z.md", "a b\n.md", "a.md", "b.md", "finance/c.md", "finance/deep/er/d.md", "é.md", "\udcff.md"]
    assert [file.path for file in files] == [f"{FOLDER}/{name}" for name in expected]
    assert all(file.data == file.path[len(FOLDER) + 1 :].encode("utf-8", "surrogateescape") for file in files)
    assert not any(file.refused for file in files)


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert use_case_files(tmp_path, FOLDER) == []
    (tmp_path / "showcase").write_text("a file")
    assert use_case_files(tmp_path, FOLDER) == []


@pytest.mark.parametrize(
    "target", ["../../../secret.md", "{absolute}", "gone.md", "a.md", "link.md", "/dev/zero", "finance"]
)
def test_links_to_anything_are_refused_unread(top: Path, target: str) -> None:
    put(top, "a.md")
    (top / FOLDER / "link.md").symlink_to(target.format(absolute=top.parent / "secret.md"))
    files = {file.path.rpartition("/")[2]: file for file in use_case_files(top, FOLDER)}
    assert files["link.md"].data == b""
    assert "link to another place" in files["link.md"].refused
    assert files["a.md"].data == b"a.md"


def test_linked_folders_are_not_entered(top: Path) -> None:
    (top / FOLDER / "others").symlink_to(top.parent / "secrets")
    (top / FOLDER / "loop").symlink_to(".")
    (top / FOLDER / "folder.md").symlink_to(top.parent / "secrets")
    (refused,) = use_case_files(top, FOLDER)
    assert refused.path.endswith("/folder.md")
    assert refused.data == b""


@pytest.mark.parametrize("linked", ["showcase", "showcase/use-cases"])
def test_the_use_case_folder_itself_must_not_be_a_link(tmp_path: Path, linked: str) -> None:
    outside = tmp_path / "outside"
    (outside / "use-cases").mkdir(parents=True)
    (outside / "use-cases" / "a.md").write_bytes(b"secret")
    (outside / "a.md").write_bytes(b"secret")
    top = tmp_path / "top"
    (top / linked).parent.mkdir(parents=True)
    (top / linked).symlink_to(outside)
    assert use_case_files(top, FOLDER) == []


def test_pipes_and_folders_called_like_use_cases_are_no_use_cases(top: Path) -> None:
    os.mkfifo(top / FOLDER / "pipe.md")
    (top / FOLDER / "folder.md").mkdir()
    put(top, "folder.md/inner.md")
    assert [file.path for file in use_case_files(top, FOLDER)] == [f"{FOLDER}/folder.md/inner.md"]


def test_reading_one_file_never_waits_and_never_raises(top: Path) -> None:
    os.mkfifo(top / FOLDER / "pipe.md")
    pipe = read_file(top, f"{FOLDER}/pipe.md")  # without a writer; a blocking open would wait for ever
    assert (pipe.data, pipe.refused) == (b"", NO_FILE)
    with socket.socket(socket.AF_UNIX) as heard:
        heard.bind(str(top / FOLDER / "s.md"))
        assert read_file(top, f"{FOLDER}/s.md").refused == NO_FILE
    assert "can't be read" in read_file(top, f"{FOLDER}/finance").refused
    assert "can't be opened" in read_file(top, f"{FOLDER}/gone.md").refused


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(top: Path) -> None:
    put(top, "a.md")
    (top / FOLDER / "a.md").chmod(0)
    assert "can't be opened (Permission denied)" in use_case_files(top, FOLDER)[0].refused


def test_large_files_are_cut_just_beyond_the_limit(top: Path) -> None:
    (top / FOLDER / "a.md").write_bytes(b"x" * (MAX_FILE_BYTES * 3))
    (file,) = use_case_files(top, FOLDER)
    assert len(file.data) == MAX_FILE_BYTES + 1


def test_no_file_stays_open(top: Path) -> None:
    put(top, *(f"{number}.md" for number in range(50)))
    (top / FOLDER / "folder.md").symlink_to("finance")
    next_free = os.open(os.devnull, os.O_RDONLY)
    os.close(next_free)
    use_case_files(top, FOLDER)
    read_file(top, f"{FOLDER}/finance")
    handle = os.open(os.devnull, os.O_RDONLY)
    os.close(handle)
    assert handle == next_free


def test_settings_are_utf_8_and_an_ordinary_file(tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_bytes("\ufeffsite_name: é\r\n".encode())
    assert read_text(path) == "site_name: é\r\n"
    path.write_bytes(b"site_name: \xe9\n")
    with pytest.raises(UnicodeDecodeError):
        read_text(path)
    for other in (tmp_path, tmp_path / "gone.yml"):
        with pytest.raises(OSError, match="No such file"):
            read_text(other)


def test_a_device_is_no_settings_file() -> None:
    # In a process of its own, since the mistake would be to read without end.
    script = "from leadfront.working_tree import read_text; from pathlib import Path; read_text(Path('/dev/zero'))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=10, check=False)
    assert "FileNotFoundError" in done.stderr


# --- everything in the showcase folder ------------------------------------------------------------------------------


def kinds(top: Path) -> dict[str, Kind]:
    return {item.uri: item.kind for item in showcase_files(top, "showcase", FOLDER)}


def test_everything_in_the_showcase_folder_is_found_and_nothing_is_followed(top: Path) -> None:
    put(top, "a.md", "index.md", "picture.png", ".hidden/a.md", ".dot", ".well-known/security.txt", "part/b.md")
    (top / FOLDER / "part" / ".git").write_text("gitdir: elsewhere")
    (top / FOLDER / "link.md").symlink_to("/dev/zero")
    (top / FOLDER / "link.png").symlink_to("/dev/zero")
    (top / "showcase" / "loop").symlink_to(".")
    (top / "showcase" / "outside").symlink_to(top.parent / "secrets")
    os.mkfifo(top / "showcase" / "pipe")
    assert kinds(top) == {
        "loop": Kind.LINK,
        "outside": Kind.LINK,
        "pipe": Kind.DEVICE,
        "use-cases/.dot": Kind.FILE,
        "use-cases/.well-known/security.txt": Kind.FILE,
        "use-cases/a.md": Kind.USE_CASE,
        "use-cases/index.md": Kind.FILE,
        "use-cases/link.md": Kind.USE_CASE,
        "use-cases/link.png": Kind.LINK,
        "use-cases/part": Kind.REPOSITORY,
        "use-cases/picture.png": Kind.FILE,
    }


def test_pages_are_read_whole_and_of_other_files_the_beginning(top: Path) -> None:
    (top / "showcase" / "page.md").write_bytes(b"x" * 5000)
    (top / "showcase" / "long.md").write_bytes(b"x" * (MAX_FILE_BYTES * 3))
    (top / "showcase" / "picture.png").write_bytes(b"x" * 5000)
    found = {item.uri: (item.size, len(item.data)) for item in showcase_files(top, "showcase", FOLDER)}
    assert found == {
        "long.md": (MAX_FILE_BYTES * 3, MAX_FILE_BYTES + 1),
        "page.md": (5000, 5000),
        "picture.png": (5000, HEAD_BYTES),
    }


@pytest.mark.parametrize("linked", ["showcase", "above/showcase"])
def test_a_showcase_folder_that_is_reached_by_a_link_is_not_entered(tmp_path: Path, linked: str) -> None:
    (tmp_path / "outside" / "showcase").mkdir(parents=True)
    (tmp_path / "outside" / "a.md").write_bytes(b"secret")
    top = tmp_path / "top"
    top.mkdir()
    (top / linked.split("/")[0]).symlink_to(tmp_path / "outside")
    assert showcase_files(top, linked, f"{linked}/use-cases") == [FoundFile("", Kind.LINK)]


def test_the_top_folder_can_be_the_showcase(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "page.md").write_bytes(b"x")
    (tmp_path / "use-cases").mkdir()
    (tmp_path / "use-cases" / "a.md").write_bytes(b"x")
    found = [(item.uri, item.kind) for item in showcase_files(tmp_path, "", "use-cases")]
    assert found == [("page.md", Kind.FILE), ("use-cases/a.md", Kind.USE_CASE)]


def test_only_the_file_that_was_looked_at_is_copied(top: Path, tmp_path: Path) -> None:
    picture, target = top / "showcase" / "picture.png", tmp_path / "site" / "folder" / "picture.png"
    picture.write_bytes(b"picture")
    (found,) = showcase_files(top, "showcase", FOLDER)
    copy_unchanged(top / "showcase", found.uri, found.stamp, target)
    assert target.read_bytes() == b"picture"
    for change in ("other", "longer than it was"):
        picture.write_text(change)
        with pytest.raises(ChangedError):
            copy_unchanged(top / "showcase", found.uri, found.stamp, target)
    picture.unlink()
    picture.symlink_to(tmp_path / "secret.md")
    with pytest.raises(OSError, match="symbolic links"):
        copy_unchanged(top / "showcase", found.uri, found.stamp, target)
    assert target.read_bytes() == b"picture"
