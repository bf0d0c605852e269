"""A built site behind a web server: nginx, with the headers that the build wrote; where that is not installed, Python's
own, without them.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TYPES = ("/etc/nginx/mime.types", "/usr/local/etc/nginx/mime.types", "/opt/homebrew/etc/nginx/mime.types")
_SETTINGS = """\
USER
daemon off;
master_process off;
pid HERE/nginx.pid;
error_log HERE/error.log;
events {}
http {
    include TYPES;
    access_log off;
    client_body_temp_path HERE/body;
    proxy_temp_path HERE/proxy;
    fastcgi_temp_path HERE/fastcgi;
    uwsgi_temp_path HERE/uwsgi;
    scgi_temp_path HERE/scgi;
    server {
        listen 127.0.0.1:PORT;
        root "SITE";
        error_page 404 /404.html;
        include "HEADERS/nginx.conf";
    }
}
"""


def nginx() -> str:
    """The program; empty where it is not installed."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin") or ""
    return found if _types() else ""


@contextmanager
def served(site: Path, headers: Path, port: int = 0) -> Iterator[str]:
    """The address of a folder's site, while it is served; `headers` is where the build wrote its headers."""
    port = port or free_port()
    with _by_nginx(site, headers, port) if nginx() else _by_python(site, port):
        yield f"http://127.0.0.1:{port}/"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(address: str) -> None:
    """Wait until something answers there, whatever it says."""
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=1)  # noqa: S310 - our own address
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"nothing answers at {address}")


@contextmanager
def _by_nginx(site: Path, headers: Path, port: int) -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        text = _SETTINGS.replace("USER", "user root;" if os.geteuid() == 0 else "")
        for name, value in (("HERE", folder), ("TYPES", _types()), ("SITE", site), ("HEADERS", headers)):
            text = text.replace(name, str(value))
        settings = Path(folder, "settings.conf")
        settings.write_text(text.replace("PORT", str(port)), encoding="utf-8")
        running = subprocess.Popen([nginx(), "-p", folder, "-c", str(settings)])
        try:
            wait_for(f"http://127.0.0.1:{port}/")
            yield
        finally:
            running.terminate()
            running.wait(10)


@contextmanager
def _by_python(site: Path, port: int) -> Iterator[None]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


def _types() -> str:
    return next((path for path in _TYPES if Path(path).is_file()), "")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """A web server of files that logs nothing."""

    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".yml": "text/yaml"}  # noqa: RUF012

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""
