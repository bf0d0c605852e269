"""Makes the lines of MkDocs' log harmless: it quotes addresses and names as somebody wrote them, line breaks and all,
and CI servers obey what begins a line. Knows nothing of what is said.
"""

from __future__ import annotations

import logging

from leadfront.escaping import line_of_log, plain


class PlainLines(logging.Filter):
    """Lets every record through, as lines that no terminal and no CI server obeys."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record."""
        said = record.getMessage()
        record.msg = "\n".join(line_of_log(plain(line)) for line in said.split("\n"))
        record.args = None
        return True


def speak_plainly() -> None:
    """Let whatever MkDocs and its plugins log from now on be plain lines, wherever it goes."""
    for name in ("", "mkdocs"):
        for handler in logging.getLogger(name).handlers:
            if not any(isinstance(known, PlainLines) for known in handler.filters):
                handler.addFilter(PlainLines())
