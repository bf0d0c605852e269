"""The page templates: every value that goes through here is escaped. The only module of the pages that reads files."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from leadfront.pages.page import Frame
from leadfront.resources import templates_folder
from leadfront.wording import counted, day_in_words


def render(name: str, /, **values: Any) -> str:
    """Fill a template of `templates/pages/`.

    Raises jinja2.UndefinedError where a template asks for a value that it is not given.
    """
    return _environment().get_template(name).render(values)


def sample(name: str) -> str:
    """An annotated sample of `templates/contribute/`, as its file stands.

    Raises OSError where it is missing.
    """
    return (templates_folder() / "contribute" / f"{name}.md").read_text(encoding="utf-8")


def later(name: str, /, **values: Any) -> Frame:
    """A frame without anything in it: fills a template when the page is written, since long lists are large."""

    def fill(_rendered: str, _edit_url: str) -> str:
        return render(name, **values)

    return fill


def trusted(html: str) -> Markup:
    """Mark a text as HTML that the site engine or another template made, so that it is not escaped again."""
    return Markup(html)  # noqa: S704 - only ever called with rendered HTML


def time_of(moment: date | datetime) -> Markup:
    """A day as people read it and as machines do."""
    return _day(moment.date() if isinstance(moment, datetime) else moment)


@lru_cache(maxsize=4096)
def _day(day: date) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), day_in_words(day))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates_folder() / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # else each page asks the disk whether its template has changed
    )
    environment.filters["time"] = time_of
    environment.filters["words"] = day_in_words
    environment.globals["counted"] = counted
    return environment
