"""The form in the browser: the settings of the editor (Decap CMS) and of our own part in it, made wholly from the
definition of fields and sections and from the policy. Pure: values in, values out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from leadfront.doors.editor_backend import Backend
from leadfront.fields import FIELDS, SECTIONS, Field, Kind, Section
from leadfront.policy import Policy, Site

COLLECTION = "use_cases"
FORMAT = "leadfront"
ADDRESS = "editor/"
PAGE = f"{ADDRESS}index.html"
NEW = f"{PAGE}#/collections/{COLLECTION}/new"
"""The address, from the site's top, of the empty form."""
PICTURES = ("png", "jpg", "jpeg", "gif", "webp")
MAX_PICTURE_BYTES = 2 * 1024 * 1024

# The names of what the form holds besides the fields; none of them is a key of the front matter.
_SECTION = "section_"
_PICTURES = "section_pictures"
_ORIGINAL = "file_as_it_was"
# Kept as they are, but no leader is asked for them: the file's name serves as the identifier, and a sample is made up.
_NOT_ASKED = frozenset({"id", "sample"})
# The one section that is set between fences, as the site's pages set it (see `leadfront.pages.use_case`).
_FENCED = "prompt"


def editor_config(
    policy: Policy,
    site: Site,
    backend: Backend,
    fields: Iterable[Field] = FIELDS,
    sections: Iterable[Section] = SECTIONS,
) -> dict[str, Any]:
    """What the editor's `config.yml` holds."""
    fields, sections = tuple(fields), tuple(sections)
    folder = site.in_docs(policy.use_cases)
    required = [field for field in fields if field.required]
    optional = [field for field in fields if not field.required]
    return {
        "backend": backend.settings,
        # The editor asks the server whether it works with branches, or straight in the folder and so without drafts.
        **({"local_backend": {"url": backend.server}} if backend.server else {}),
        "publish_mode": "editorial_workflow",
        **({"site_url": site.url, "display_url": site.url} if site.url else {}),
        "show_preview_links": False,
        "media_folder": folder,
        "public_folder": "",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "collections": [
            {
                "name": COLLECTION,
                "label": "Use cases",
                "label_singular": "Use case",
                "description": "Real uses of AI by our leaders. Each one that you share is read by a colleague first.",
                "folder": folder,
                "create": True,
                # What is no longer true is retired, not deleted: the showcase's past stays.
                "delete": False,
                "publish": policy.editor.publish,
                "format": FORMAT,
                "extension": "md",
                # Never the title: titles change, and the file's name is the use case's identifier.
                "slug": "{{year}}-{{month}}-{{day}}-{{fields.level}}",
                "identifier_field": "title",
                "summary": "{{leader}}: {{title}}",
                "sortable_fields": ["date", "leader", "title"],
                "view_groups": [{"label": "Level", "field": "level"}, {"label": "Function", "field": "function"}],
                # Pictures lie beside the file.
                "media_folder": "",
                "public_folder": "",
                "fields": [
                    *(_widget(field, policy) for field in required),
                    *(_box(section, policy) for section in sections),
                    _pictures(policy, sections),
                    *(_widget(field, policy) for field in optional),
                    {"name": _ORIGINAL, "label": "The file as it was", "widget": "hidden", "required": False},
                ],
            }
        ],
    }


def editor_definition(
    policy: Policy, fields: Iterable[Field] = FIELDS, sections: Iterable[Section] = SECTIONS
) -> dict[str, Any]:
    """What our own script in the editor must know to read and write a file (`templates/editor/format.js`)."""
    return {
        "collection": COLLECTION,
        "format": FORMAT,
        "names": {"section": _SECTION, "pictures": _PICTURES, "original": _ORIGINAL},
        "fields": [_known(field, policy) for field in fields],
        "sections": [
            {
                "key": section.key,
                "heading": policy.sections.get(section.key, section.heading),
                "verbatim": section.verbatim,
                "fenced": section.key == _FENCED,
            }
            for section in sections
        ],
        "upload": {"endings": PICTURES, "bytes": MAX_PICTURE_BYTES},
    }


def _known(field: Field, policy: Policy) -> dict[str, Any]:
    known: dict[str, Any] = {"key": field.key, "kind": field.kind.value, "label": field.label}
    options = options_of(field, policy)
    if options:
        known["options"] = options
    if field.parts:
        known["parts"] = [_known(part, policy) for part in field.parts]
    return known


def options_of(field: Field, policy: Policy) -> list[dict[str, str]]:
    """What can be chosen, each with the words that people know it by; empty where any text will do."""
    if field.kind is Kind.LEVEL:
        named = [{"label": level.name, "value": level.id} for level in policy.levels]
        former = [
            {"label": f"{level.name} (written “{alias}”)", "value": alias}
            for level in policy.levels
            for alias in level.aliases
        ]
        return [*named, *former]
    if field.kind is Kind.FUNCTION:
        return [{"label": function.name, "value": function.id} for function in policy.functions]
    choices = policy.skills if field.kind is Kind.SKILLS else field.choices
    return [{"label": choice.replace("-", " ").capitalize(), "value": choice} for choice in choices]


def _widget(field: Field, policy: Policy) -> dict[str, Any]:
    """A field as the form asks for it."""
    base: dict[str, Any] = {"name": field.key, "label": field.label, "required": field.required, "hint": _hint(field)}
    if field.key in _NOT_ASKED:
        return {**base, "widget": "hidden"}
    if field.kind is Kind.GROUP:
        # A list of at most one: the parts are required, yet nobody has to fill them in.
        parts = [_widget(part, policy) for part in field.parts]
        return {**base, "widget": "list", "max": 1, "collapsed": False, "allow_reorder": False, "fields": parts}
    options = options_of(field, policy)
    if options:
        return {**base, "widget": "select", "options": options, "multiple": field.kind is Kind.SKILLS}
    if field.kind in (Kind.TEXTS, Kind.SKILLS):
        return {**base, "widget": "texts"}  # our own: templates/editor/texts.js
    if field.kind is Kind.DATE:
        return {**base, "widget": "datetime", "date_format": "YYYY-MM-DD", "time_format": False}
    if field.kind is Kind.WHOLE_NUMBER:
        return {**base, "widget": "number", "value_type": "int", "min": 0, "max": 999999, "step": 1}
    if field.kind is Kind.NUMBER:
        return {**base, "widget": "number", "value_type": "float", "step": 0.01}
    if field.kind is Kind.FLAG:
        return {**base, "widget": "boolean"}
    return {**base, "widget": "string", "pattern": _pattern(field)}


def _pattern(field: Field) -> list[str]:
    said = f"{field.label}: {field.max_length} characters at the most."
    if not field.pattern:
        return [rf"^.{{0,{field.max_length}}}$", said]
    return [rf"^(?=.{{0,{field.max_length}}}$)(?:{field.pattern})$", f"{said} Write it like “{field.example}”."]


def _hint(field: Field) -> str:
    hint = field.hint
    if field.kind is Kind.TEXTS:
        hint += " Put a comma between two of them."
    if field.default:
        hint += f" Left empty: {field.default}."
    if field.kind in (Kind.TEXT, Kind.TEXTS, Kind.NUMBER, Kind.WHOLE_NUMBER) and field.example:
        hint += f" Example: {field.example.strip('[]')}"
    return hint


def _box(section: Section, policy: Policy) -> dict[str, Any]:
    """A section as the form asks for it: one box for its text."""
    heading = policy.sections.get(section.key, section.heading)
    return {
        "name": f"{_SECTION}{section.key}",
        "label": heading,
        "widget": "text",
        "required": section.required,
        "hint": section.hint,
    }


def _pictures(policy: Policy, sections: tuple[Section, ...]) -> dict[str, Any]:
    """Pictures, each with the words that stand for it, and the section that it ends."""
    places = [
        {"label": policy.sections.get(section.key, section.heading), "value": section.key}
        for section in sections
        if section.key != _FENCED
    ]
    return {
        "name": _PICTURES,
        "label": "Pictures",
        "label_singular": "Picture",
        "widget": "list",
        "required": False,
        "collapsed": False,
        "hint": "A screenshot, a sketch. Nothing confidential, and nobody's personal details.",
        "summary": "{{fields.alt}}",
        "fields": [
            {"name": "picture", "label": "Picture", "widget": "image", "required": True, "choose_url": False,
             "media_library": {"config": {"multiple": False}}},
            {
                "name": "alt",
                "label": "What it shows",
                "widget": "string",
                "required": True,
                "hint": "In words, for those who can't see it.",
                "pattern": [r"^.{3,300}$", "What it shows: a few words, 300 characters at the most."],
            },
            {"name": "section", "label": "Where it goes", "widget": "select", "required": True, "options": places,
             "hint": "It comes at the end of this section."},
        ],
    }  # fmt: skip
