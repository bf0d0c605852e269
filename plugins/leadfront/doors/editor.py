"""The form in the browser: the settings of the editor (Decap CMS) and of our own part in it, made wholly from the
definition of fields and sections and from the policy. Pure: values in, values out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from leadfront.doors.editor_backend import Backend
from leadfront.fields import FIELDS, SECTIONS, Field, Kind, Section
from leadfront.language import ENGLISH, Language
from leadfront.policy import Policy, Site
from leadfront.translations import language_named

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
    fields, sections, language = tuple(fields), tuple(sections), language_named(site.language)
    _, folder = language.gettext, site.in_docs(policy.use_cases)
    required = [field for field in fields if field.required]
    optional = [field for field in fields if not field.required]
    return {
        "backend": backend.settings,
        # The editor asks the server whether it works with branches, or straight in the folder and so without drafts.
        **({"local_backend": {"url": backend.server}} if backend.server else {}),
        "locale": language.code,  # of what the editor itself says
        "publish_mode": "editorial_workflow",
        **({"site_url": site.url, "display_url": site.url} if site.url else {}),
        "show_preview_links": False,
        "media_folder": folder,
        "public_folder": "",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "collections": [
            {
                "name": COLLECTION,
                "label": _("Use cases"),
                "label_singular": _("Use case"),
                "description": _(
                    "Real uses of AI by our leaders. Each one that you share is read by a colleague first."
                ),
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
                "view_groups": [{"label": _("Level"), "field": "level"}, {"label": _("Function"), "field": "function"}],
                # Pictures lie beside the file.
                "media_folder": "",
                "public_folder": "",
                "fields": [
                    *(_widget(field, policy, language) for field in required),
                    *(_box(section, policy, language) for section in sections),
                    _pictures(policy, sections, language),
                    *(_widget(field, policy, language) for field in optional),
                    {"name": _ORIGINAL, "label": "The file as it was", "widget": "hidden", "required": False},
                ],
            }
        ],
    }


def editor_definition(
    policy: Policy,
    fields: Iterable[Field] = FIELDS,
    sections: Iterable[Section] = SECTIONS,
    language: Language = ENGLISH,
) -> dict[str, Any]:
    """What our own script in the editor must know to read and write a file (`templates/editor/format.js`), and what it
    says.
    """
    return {
        "collection": COLLECTION,
        "format": FORMAT,
        "names": {"section": _SECTION, "pictures": _PICTURES, "original": _ORIGINAL},
        "fields": [_known(field, policy, language) for field in fields],
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
        "words": _words(language),
    }


def _words(language: Language) -> dict[str, str]:
    """What our scripts say; `{…}` are places that they fill."""
    _ = language.gettext
    megabytes = language.number(MAX_PICTURE_BYTES / 1024 / 1024)
    return {
        "title": _("The title"),
        "leader": _("The leader"),
        "before": _("Before"),
        "after": _("After"),
        "preview": _("How the page will look"),
        "wrote": _("What %(tool)s wrote", tool="{tool}"),
        "assistant": _("What the assistant wrote"),
        "no_picture": _(
            "“%(file)s” is not a picture that can be shown. These can: %(endings)s.",
            file="{file}",
            endings=", ".join(PICTURES),
        ),
        "too_large": _(
            "“%(file)s” is larger than %(number)s MB. Make it smaller, or show only the part that matters.",
            file="{file}",
            number=megabytes,
        ),
    }


def _known(field: Field, policy: Policy, language: Language) -> dict[str, Any]:
    known: dict[str, Any] = {"key": field.key, "kind": field.kind.value, "label": language.gettext(field.label)}
    options = options_of(field, policy, language)
    if options:
        known["options"] = options
    if field.parts:
        known["parts"] = [_known(part, policy, language) for part in field.parts]
    return known


def options_of(field: Field, policy: Policy, language: Language) -> list[dict[str, str]]:
    """What can be chosen, each with the words that people know it by; empty where any text will do."""
    if field.kind is Kind.LEVEL:
        named = [{"label": level.name, "value": level.id} for level in policy.levels]
        former = [
            {
                "label": language.gettext("%(level)s (written “%(alias)s”)", level=level.name, alias=alias),
                "value": alias,
            }
            for level in policy.levels
            for alias in level.aliases
        ]
        return [*named, *former]
    if field.kind is Kind.FUNCTION:
        return [{"label": function.name, "value": function.id} for function in policy.functions]
    choices = policy.skills if field.kind is Kind.SKILLS else field.choices
    names = [language.name(choice.replace("-", " ")) for choice in choices]
    return [
        {"label": name[:1].upper() + name[1:], "value": choice} for name, choice in zip(names, choices, strict=True)
    ]


def _widget(field: Field, policy: Policy, language: Language) -> dict[str, Any]:
    """A field as the form asks for it."""
    base: dict[str, Any] = {
        "name": field.key,
        "label": language.gettext(field.label),
        "required": field.required,
        "hint": _hint(field, language),
    }
    if field.key in _NOT_ASKED:
        return {**base, "widget": "hidden"}
    if field.kind is Kind.GROUP:
        # A list of at most one: the parts are required, yet nobody has to fill them in.
        parts = [_widget(part, policy, language) for part in field.parts]
        return {**base, "widget": "list", "max": 1, "collapsed": False, "allow_reorder": False, "fields": parts}
    options = options_of(field, policy, language)
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
    return {**base, "widget": "string", "pattern": _pattern(field, language)}


def _pattern(field: Field, language: Language) -> list[str]:
    label = language.gettext(field.label)
    said = language.gettext("%(field)s: %(number)s characters at the most.", field=label, number=field.max_length)
    if not field.pattern:
        return [rf"^.{{0,{field.max_length}}}$", said]
    like = language.gettext("Write it like “%(example)s”.", example=field.example)
    return [rf"^(?=.{{0,{field.max_length}}}$)(?:{field.pattern})$", f"{said} {like}"]


def _hint(field: Field, language: Language) -> str:
    _ = language.gettext
    told = [_(field.hint)]
    if field.kind is Kind.TEXTS:
        told.append(_("Put a comma between two of them."))
    if field.default:
        told.append(_("Left empty: %(value)s.", value=language.name(field.default)))
    if field.kind in (Kind.TEXT, Kind.TEXTS, Kind.NUMBER, Kind.WHOLE_NUMBER) and field.example:
        told.append(_("Example: %(value)s", value=field.example.strip("[]")))
    return " ".join(told)


def _box(section: Section, policy: Policy, language: Language) -> dict[str, Any]:
    """A section as the form asks for it: one box for its text."""
    heading = policy.sections.get(section.key, section.heading)
    return {
        "name": f"{_SECTION}{section.key}",
        "label": heading,
        "widget": "text",
        "required": section.required,
        "hint": language.gettext(section.hint),
    }


def _pictures(policy: Policy, sections: tuple[Section, ...], language: Language) -> dict[str, Any]:
    """Pictures, each with the words that stand for it, and the section that it ends."""
    _ = language.gettext
    places = [
        {"label": policy.sections.get(section.key, section.heading), "value": section.key}
        for section in sections
        if section.key != _FENCED
    ]
    return {
        "name": _PICTURES,
        "label": _("Pictures"),
        "label_singular": _("Picture"),
        "widget": "list",
        "required": False,
        "collapsed": False,
        "hint": _("A screenshot, a sketch. Nothing confidential, and nobody's personal details."),
        "summary": "{{fields.alt}}",
        "fields": [
            {"name": "picture", "label": _("Picture"), "widget": "image", "required": True, "choose_url": False,
             "media_library": {"config": {"multiple": False}}},
            {
                "name": "alt",
                "label": _("What it shows"),
                "widget": "string",
                "required": True,
                "hint": _("In words, for those who can't see it."),
                "pattern": [r"^.{3,300}$", _("What it shows: a few words, 300 characters at the most.")],
            },
            {"name": "section", "label": _("Where it goes"), "widget": "select", "required": True, "options": places,
             "hint": _("It comes at the end of this section.")},
        ],
    }  # fmt: skip
