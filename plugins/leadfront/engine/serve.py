"""Serves the site on localhost with live reload: what `mkdocs serve` does, for `leadfront demo --serve`."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # read by the theme when it is imported

from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.exceptions import Abort


def serve(config_file: Path, port: int = 8000) -> int:
    """Serve until interrupted; the exit code."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    try:
        mkdocs_serve(str(config_file), dev_addr=f"localhost:{port}")
    except Abort as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"Port {port} can't be used ({error.strerror}). Name another one with --port.\n")
        return 1
    finally:
        logger.removeHandler(handler)
    return 0
