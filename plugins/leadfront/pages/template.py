"""The page templates: every value that goes through here is escaped. The only module of the pages that reads files."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache, lru_cache, partial
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from leadfront.language import ENGLISH, Language
from leadfront.pages.page import Frame
from leadfront.resources import asset_uris, templates_folder

_QUARTER = re.compile(r"\b(?:FY)?\d{4}-Q[1-4]\b")


def render(name: str, language: Language, /, **values: Any) -> str:
    """Fill a template of `templates/pages/`. In it `_("…")` and `ngettext("…", "…", n)` speak the language.

    Raises jinja2.UndefinedError where a template asks for a value that it is not given.
    """
    return _environment(language).get_template(name).render(values)


def sample(name: str) -> str:
    """An annotated sample of `templates/contribute/`, as its file stands.

    Raises OSError where it is missing.
    """
    return (templates_folder() / "contribute" / f"{name}.md").read_text(encoding="utf-8")


def playbook_texts(language: Language) -> dict[str, bytes]:
    """The chapters of `templates/playbook/` by their names, in a language; in English where there are none in it.

    Raises OSError where they are missing.
    """
    folder = templates_folder() / "playbook"
    spoken = folder / language.code
    chosen = spoken if spoken.is_dir() else folder / ENGLISH.code
    return {path.stem: path.read_bytes() for path in sorted(chosen.iterdir()) if path.suffix == ".md"}


def schema(name: str) -> bytes:
    """A JSON Schema of `templates/schema/`, as its file stands.

    Raises OSError where it is missing.
    """
    return (templates_folder() / "schema" / f"{name}.schema.json").read_bytes()


def later(name: str, language: Language, /, **values: Any) -> Frame:
    """A frame without anything in it: fills a template when the page is written, since long lists are large."""

    def fill(_rendered: str, _edit_url: str) -> str:
        return render(name, language, **values)

    return fill


def unbroken(text: str) -> Markup:
    """A text in which no quarter (`2026-Q4`) is broken at its hyphen."""
    return trusted(_QUARTER.sub(r'<span class="lf-unbroken">\g<0></span>', str(escape(text))))


def trusted(html: str) -> Markup:
    """Mark a text as HTML that the engine, another template or a translation made, so that it is not escaped again."""
    return Markup(html)  # noqa: S704 - only ever called with rendered HTML


def time_of(moment: date | datetime, language: Language) -> Markup:
    """A day as people read it and as machines do."""
    return _day(moment.date() if isinstance(moment, datetime) else moment, language)


@lru_cache(maxsize=4096)
def _day(day: date, language: Language) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), language.day(day))


def _translated(language: Language, message: str, /, **values: object) -> Markup:
    return trusted(language.unfilled(message)) % values if values else _plain(language, message)  # escapes the values


@lru_cache(maxsize=4096)
def _plain(language: Language, message: str) -> Markup:
    return trusted(language.gettext(message))


def _counted(language: Language, one: str, many: str, number: int, /, **values: object) -> Markup:
    return trusted(language.unfilled(one, many, number)) % {"num": language.number(number), **values}


@cache
def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates_folder() / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # else each page asks the disk whether its template has changed
    )
    environment.filters["unbroken"] = unbroken
    environment.filters["time"] = partial(time_of, language=language)
    environment.filters["words"] = language.day
    environment.filters["number"] = language.number
    environment.filters["listed"] = language.listed
    environment.globals.update(
        _=partial(_translated, language),
        ngettext=partial(_counted, language),
        asset=asset_uris().__getitem__,
        language=language.code,
        in_english=trusted("" if language.code == ENGLISH.code else ' lang="en"'),  # marks what is not translated
    )
    return environment
