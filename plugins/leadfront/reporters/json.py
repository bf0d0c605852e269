"""For programs: the report as JSON, version 1 (`templates/schema/report.schema.json`)."""

from __future__ import annotations

from leadfront.escaping import json_for_log
from leadfront.report import dumps
from leadfront.showcase import Showcase


def render(showcase: Showcase) -> str:
    """The report as JSON."""
    return json_for_log(dumps(showcase.report))
