"""Runs one target under atheris, which follows the code that an input reaches and looks for more of it.

    python -m fuzz.under_atheris TARGET [options of libFuzzer]

The targets are those of `targets`. Only ours and PyYAML's Python code is followed: what is compiled answers, but can't
be seen into. What makes a target fail is written to a file `crash-…` in the folder that `-artifact_prefix` names.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["leadfront", "yaml", "frontmatter"]):
    from fuzz.targets import TARGETS

from fuzz.inputs import SEEDS

SECONDS = 10
MEGABYTES = 1000
"""Of the whole process, as libFuzzer counts: Python, its modules and what atheris notes take 200 of them."""


def main() -> None:
    """Run until the options say that it is enough."""
    name, *options = sys.argv[1:]
    limits = [f"-timeout={SECONDS}", f"-rss_limit_mb={MEGABYTES}"]
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(SEEDS[name]):
            Path(corpus, str(number)).write_bytes(seed)
        atheris.Setup([sys.argv[0], *limits, *options, corpus], TARGETS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
