"""Why something is not published: each reason is a rule's. Values only."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why a file is not published, or is told of."""

    LINK = "link"
    TYPE = "type"
    DISGUISED = "disguised"
    SIZE = "size"
    TWICE = "twice"
    RESERVED = "reserved"
    UNREADABLE = "unreadable"
    KEYS = "keys"
    HEAVY = "heavy"
    STEERING = "steering"
    NAME = "name"
    PLACE = "place"
