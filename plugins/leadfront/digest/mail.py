"""The letter as an HTML mail, from `templates/email/digest.html`. Alone of the digest's modules, it reads a file."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from leadfront.digest.addresses import Address
from leadfront.digest.letter import Letter
from leadfront.escaping import plain
from leadfront.resources import templates_folder


def render(letter: Letter, address: Address) -> str:
    """The letter as mail programs show it: every style stands where it is used, and nothing is fetched."""
    return _template().render(letter=letter, address=address) + "\n"


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(templates_folder() / "email"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: plain(value) if type(value) is str else value,
    )
    return environment.get_template("digest.html")
