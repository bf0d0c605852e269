"""What a check is asked, and what can't be asked so. Values, and the clock where nobody named a time."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leadfront.policy import Policy
from leadfront.policy_reader import as_moment


class UsageError(Exception):
    """The question can't be asked this way. The message says what to do instead."""


@dataclass(frozen=True)
class Question:
    """What is asked. Texts are as typed; revisions are anything that git understands."""

    config_path: Path
    as_of: str = ""
    """A time or a day (ISO 8601); without an offset, in the policy's zone. Empty: `SOURCE_DATE_EPOCH`, else now."""
    revision: str = ""
    base: str = ""
    policy_from: str = ""
    previous: Mapping[str, Any] | None = None
    """An earlier report as JSON data."""
    files: tuple[Path, ...] = ()
    """Only these files, or those in these folders, one by one, without history."""
    use_cache: bool = True


def no_such_file(named: str | Path) -> str:
    """What is said where a use case was named that is not there."""
    return f"there is no file {named}: name it as seen from this folder, for example showcase/use-cases/board-paper.md"


def instant_asked(text: str, policy: Policy) -> int:
    """As-of in seconds since the epoch: as typed, else `SOURCE_DATE_EPOCH`, else now.

    Raises UsageError.
    """
    if text:
        moment = as_moment(text, policy.zone)
        if moment is None:
            raise UsageError(
                f"“{text}” is not a time: write a day like 2026-10-01, or a time like 2026-10-01T09:30+02:00"
            )
        return int(moment.timestamp())
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        if not epoch.isascii() or not epoch.isdigit() or len(epoch) > 11:
            raise UsageError(f"SOURCE_DATE_EPOCH must be seconds since 1970, not “{epoch}”")
        return int(epoch)
    return int(time.time())


def previous_gaps(previous: Mapping[str, Any] | None) -> frozenset[str]:
    """The closed quarters that an earlier report called gaps."""
    if previous is None:
        return frozenset()
    if previous.get("version") != 1 or not isinstance(previous.get("quarters"), list):
        raise UsageError("the previous report is not a report of “leadfront check --format json”, version 1")
    return frozenset(
        str(quarter.get("label"))
        for quarter in previous["quarters"]
        if isinstance(quarter, dict) and quarter.get("state") == "closed" and quarter.get("updated") is False
    )
