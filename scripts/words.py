"""Gathers every word of the site that can be translated, and brings the languages of `templates/translations/` up to
it.

What is said through `gettext`, `ngettext` or `unfilled`, or by another name that a module gives them, is found in the
sources; what stands in a table, such as the label of a field, is taken from that table.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

from leadfront.fields import DEFAULT_SKILLS, FIELDS, SECTIONS, Field
from leadfront.rules import FAMILIES

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "templates" / "translations"
TEMPLATE = FOLDER / "leadfront.pot"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
WIDTH = 118


def gathered() -> Catalog:
    """All messages, in the order of the files that hold them."""
    found = Catalog(project="Leadfront")
    for path in sorted((ROOT / "plugins" / "leadfront").rglob("*.py")):
        for message in said_by(path.read_text(encoding="utf-8")):
            found.add(message, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    for path in sorted((ROOT / "templates").rglob("*.html")):
        with path.open("rb") as stream:
            for _, message, _, _ in extract("jinja2", stream, KEYWORDS, options={"encoding": "utf-8"}):
                found.add(message, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    for message, path in in_tables():
        found.add(message, locations=[(path, 0)])
    return found


def said_by(source: str) -> Iterator[str | tuple[str, str]]:
    """The messages of a Python module. One that counts something is a pair."""
    tree = ast.parse(source)
    takes = {"gettext": 1, "ngettext": 2, "unfilled": 2}
    for node in ast.walk(tree):  # such as: _, label = language.gettext, quarter.label
        if isinstance(node, ast.Assign):
            pairs = zip(as_items(node.targets[0]), as_items(node.value), strict=False)
            takes |= {
                name.id: takes[value.attr]
                for name, value in pairs
                if isinstance(name, ast.Name) and isinstance(value, ast.Attribute) and value.attr in takes
            }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            texts = [item.value for item in node.args[: takes.get(name, 0)] if isinstance(item, ast.Constant)]
            if texts and all(isinstance(text, str) for text in texts):
                yield texts[0] if len(texts) == 1 else (texts[0], texts[1])


def as_items(node: ast.expr) -> list[ast.expr]:
    """The items of a tuple; one of anything else."""
    return node.elts if isinstance(node, ast.Tuple) else [node]


def in_tables() -> Iterator[tuple[str, str]]:
    """Messages that are values in a table, with the table's file."""
    for field in with_parts(FIELDS):
        yield field.label, "plugins/leadfront/fields.py"
        for choice in field.choices:
            yield choice, "plugins/leadfront/fields.py"
        yield field.hint, "plugins/leadfront/fields.py"
    for section in SECTIONS:
        yield section.hint, "plugins/leadfront/fields.py"
    for skill in DEFAULT_SKILLS:
        yield skill.replace("-", " "), "plugins/leadfront/fields.py"
    for family in FAMILIES.values():
        yield family, "plugins/leadfront/rules/__init__.py"


def with_parts(fields: Iterable[Field]) -> Iterator[Field]:
    """Fields, and the fields that they are made of."""
    for field in fields:
        yield field
        yield from with_parts(field.parts)


def written(catalog: Catalog, first: str) -> str:
    """A catalogue as the text of its file. No dates and no line numbers: they would change with every edit."""
    stream = io.BytesIO()
    write_po(
        stream, catalog, width=WIDTH, omit_header=True, ignore_obsolete=True, include_lineno=False, sort_output=True
    )
    return f"{first}\n{stream.getvalue().decode('utf-8').lstrip()}"


def head_of(locale: Locale) -> str:
    """The head of a language's file, which programs for translators read."""
    return (
        f"# {locale.english_name} for Leadfront's site.\n"
        'msgid ""\n'
        'msgstr ""\n'
        f'"Language: {locale}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {get_plural(locale)}\\n"\n'
    )


def brought_up(path: Path, locale: Locale, words: Catalog) -> list[str]:
    """Bring the file of a language up to the words there are; those that it still lacks."""
    catalog = Catalog(locale)
    if path.exists():
        with path.open("rb") as stream:
            catalog = read_po(stream, locale=str(locale), abort_invalid=True)
    catalog.update(words, no_fuzzy_matching=True)
    path.write_text(written(catalog, head_of(locale)), encoding="utf-8")
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalog
        if message.id and (message.fuzzy or not message.string or not all(message.string))
    ]


def main(languages: list[str]) -> int:
    """Write the files; 1 where something is not translated."""
    words = gathered()
    head = "# What Leadfront's site says. Made by scripts/words: begin a language with “scripts/words CODE”.\n"
    TEMPLATE.write_text(written(words, head), encoding="utf-8")
    lacking = False
    for code in sorted({*languages, *(path.stem for path in FOLDER.glob("*.po"))}):
        try:
            locale = Locale.parse(code)
        except (UnknownLocaleError, ValueError):
            print(f"“{code}” is not the code of a language; write one like fr.")
            return 2
        missing = brought_up(FOLDER / f"{code}.po", locale, words)
        print(f"{code}: {len(words) - len(missing)} of {len(words)} translated.")
        for message in missing:
            print(f"  {message}")
        lacking = lacking or bool(missing)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
