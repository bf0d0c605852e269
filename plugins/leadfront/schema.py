"""The JSON Schema of a use case's front matter, made from the one definition of its fields and the policy. Pure.

For editors and other programs. It knows the shapes; what needs the whole file or the showcase (sections, two files with
one id) is the check's.
"""

from __future__ import annotations

import re
from typing import Any

from leadfront.fields import FIELDS, MAX_ITEMS, Field, Kind
from leadfront.policy import Policy

_DAY = r"^\d{4}-\d{2}-\d{2}$"


def front_matter_schema(policy: Policy | None = None, fields: tuple[Field, ...] = FIELDS) -> dict[str, Any]:
    """The schema (JSON Schema 2020-12). Without a policy, levels, functions and skills may be any text."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A use case of the showcase",
        "description": "The fields between the two lines of three hyphens at the top of the file.",
        **_group(fields, policy),
    }


def _group(fields: tuple[Field, ...], policy: Policy | None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {field.key: _described(field, policy) for field in fields},
        "required": [field.key for field in fields if field.required],
        "additionalProperties": False,
    }


def _described(field: Field, policy: Policy | None) -> dict[str, Any]:
    made = {"title": field.label, "description": field.hint, **_value(field, policy)}
    if field.kind is not Kind.GROUP:
        made["examples"] = [_as_typed(field)]
    if field.default:
        made["default"] = field.default
    return made


def _value(field: Field, policy: Policy | None) -> dict[str, Any]:
    if field.kind is Kind.GROUP:
        return _group(field.parts, policy)
    if field.kind is Kind.SKILLS:
        skills = _one_of(_both_spellings(policy.skills)) if policy else _text(field)
        return {"anyOf": [{"type": "array", "items": skills, "uniqueItems": True, "maxItems": MAX_ITEMS}, skills]}
    if field.kind is Kind.TEXTS:
        return {"anyOf": [{"type": "array", "items": _text(field), "maxItems": MAX_ITEMS}, _text(field)]}
    if field.kind is Kind.LEVEL and policy:
        return _one_of([name for level in policy.levels for name in (level.id, *level.aliases)])
    if field.kind is Kind.FUNCTION and policy and policy.functions:
        return _one_of([name for item in policy.functions for name in dict.fromkeys((item.id, item.name))])
    if field.kind is Kind.CHOICE:
        return _one_of(list(field.choices))
    if field.kind is Kind.DATE:
        return {"type": "string", "format": "date", "pattern": _DAY}
    if field.kind is Kind.WHOLE_NUMBER:
        return {"type": "integer", "minimum": 0, "maximum": 999_999}
    if field.kind is Kind.NUMBER:
        return {"type": "number"}
    if field.kind is Kind.FLAG:
        return {"type": "boolean"}
    return _text(field)


def _text(field: Field) -> dict[str, Any]:
    pattern = {"pattern": f"^(?:{field.pattern})$"} if field.pattern else {}
    return {"type": "string", "maxLength": field.max_length, **({"minLength": 1} if field.required else {}), **pattern}


def _one_of(names: list[str]) -> dict[str, Any]:
    return {"type": "string", "enum": names}


def _both_spellings(skills: tuple[str, ...]) -> list[str]:
    """A skill may be typed with hyphens or with spaces."""
    return list(dict.fromkeys(name for skill in skills for name in (skill, skill.replace("-", " "))))


def _as_typed(field: Field) -> Any:
    """The example as the value that YAML makes of it."""
    if field.kind in (Kind.TEXTS, Kind.SKILLS):
        return [part.strip() for part in field.example.strip("[]").split(",")]
    if field.kind in (Kind.WHOLE_NUMBER, Kind.NUMBER) and re.fullmatch(r"\d+", field.example):
        return int(field.example)
    return field.example == "true" if field.kind is Kind.FLAG else field.example
