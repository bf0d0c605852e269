"""`mkdocs serve`: shows edits, lives through broken files and a broken policy."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from small_site import environment, make

pytestmark = pytest.mark.slow
PATIENCE = 30


class Served:
    """A showcase that is being served."""

    def __init__(self, home: Path, url: str, process: subprocess.Popen[bytes], log: Path) -> None:
        self.home, self.url, self.process, self.log = home, url, process, log

    def text(self, path: str) -> str:
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=5) as answer:  # noqa: S310 - our own server
                return str(answer.read().decode("utf-8"))
        except (urllib.error.URLError, OSError):
            return ""

    def wait_for_log(self, words: str) -> None:
        """Until the log says these words."""
        until = time.monotonic() + PATIENCE
        while words not in self.log.read_text(encoding="utf-8", errors="replace"):
            assert time.monotonic() < until, f"“{words}” did not appear in the log"
            time.sleep(0.1)

    def wait_for(self, words: str, path: str = "") -> None:
        """Until a page says these words."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert self.process.poll() is None, "the server has ended"
            if words in self.text(path):
                return
            time.sleep(0.1)
        pytest.fail(f"“{words}” did not appear on /{path}")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    home = make(tmp_path / "repository")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=home, env=environment(), stdout=log, stderr=log)
    try:
        made = Served(home, f"http://127.0.0.1:{port}/", process, tmp_path / "log")
        made.wait_for("Every level has contributed")
        yield made
    finally:
        process.terminate()
        process.wait(10)


def test_an_edit_a_broken_file_a_broken_policy_and_a_mend(served: Served) -> None:
    case = served.home / "showcase" / "use-cases" / "board-paper.md"
    config = served.home / "mkdocs.yml"
    good, policy = case.read_text(), config.read_text()

    case.write_text(good.replace("It invented a deadline", "It invented three deadlines"))
    served.wait_for("It invented three deadlines", "use-cases/board-paper/")

    case.write_text(good.replace("title: The board paper", "title: The board: paper"))
    served.wait_for("use-cases/board-paper.md", "coverage/")
    assert "The shift rota" in served.text("use-cases/")

    case.write_text(good)
    served.wait_for("The board paper", "use-cases/")

    config.write_text(policy.replace("launch:", "lunch:"))
    case.write_text(good.replace("title: The board paper", "title: The paper for the board"))
    served.wait_for_log("unknown setting “lunch”")
    served.wait_for("The board paper", "use-cases/")  # the last good state is served on

    config.write_text(policy.replace("name: Directors", "name: All directors"))
    served.wait_for("All directors", "levels/")
    served.wait_for("The paper for the board", "use-cases/")
