"""The words of the site: all of them are gathered, and each language has all of them, in the same shape."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from leadfront.resources import templates_folder

FOLDER = templates_folder() / "translations"
SCRIPT = Path(__file__).resolve().parent.parent / "scripts" / "words.py"
PLACE = re.compile(r"%(?:\((?P<name>\w+)\)s|%|(?P<wrong>.|$))")
TAG = re.compile(r"<[^>]*>")

pytestmark = pytest.mark.skipif(not SCRIPT.exists(), reason="the wheel carries no scripts")


@pytest.fixture(scope="module")
def words() -> ModuleType:
    """The script that gathers them."""
    spec = importlib.util.spec_from_file_location("words", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def read(path: Path) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream, locale=None if path.suffix == ".pot" else path.stem, abort_invalid=True)


def messages(catalog: Catalog) -> dict[tuple[str, ...], Message]:
    return {forms(message.id): message for message in catalog if message.id}


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def places(text: str) -> set[str]:
    found = list(PLACE.finditer(text))
    assert not [place[0] for place in found if place["wrong"] is not None], f"a per cent sign is written %%: {text}"
    return {place["name"] for place in found if place["name"]}


def translated() -> Iterator[tuple[str, Message]]:
    for path in sorted(FOLDER.glob("*.po")):
        for message in messages(read(path)).values():
            if all(forms(message.string)):  # else another test says so
                yield path.stem, message


def test_every_word_is_gathered(words: ModuleType) -> None:
    there, kept = messages(words.gathered()), messages(read(FOLDER / "leadfront.pot"))
    assert there.keys() == kept.keys(), "run scripts/words and translate what it names"


def test_german_is_there() -> None:
    assert "de" in {code for code, _ in translated()}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.po")), ids=lambda path: path.stem)
def test_each_language_has_every_word(path: Path) -> None:
    found = messages(read(path))
    assert found.keys() == messages(read(FOLDER / "leadfront.pot")).keys()
    assert not [message.id for message in found.values() if message.fuzzy or not all(forms(message.string))]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.po")), ids=lambda path: path.stem)
def test_each_language_has_all_its_plural_forms(path: Path) -> None:
    count = get_plural(Locale.parse(path.stem))[0]
    counting = [message for message in messages(read(path)).values() if message.pluralizable]
    assert counting
    assert {len(message.string) for message in counting} == {count}


def test_translations_fill_the_same_places() -> None:
    for code, message in translated():
        expected = places(forms(message.id)[-1]) | places(forms(message.id)[0])
        for text in forms(message.string):
            # One of something may go without its number: “the one use case”.
            assert places(text) | {"num"} == expected | {"num"}, (code, message.id)
        assert message.pluralizable or places(str(message.string)) == expected, (code, message.id)


def test_translations_keep_the_markup() -> None:
    for code, message in translated():
        for text in forms(message.string):
            assert Counter(TAG.findall(text)) == Counter(TAG.findall(forms(message.id)[0])), (code, message.id)


def test_translations_end_as_the_english_does() -> None:
    for code, message in translated():
        english = forms(message.id)[0]
        for text in forms(message.string):
            assert text.endswith((".", ":", "?")) == english.endswith((".", ":", "?")), (code, message.id)


def test_writing_what_was_read_changes_nothing(words: ModuleType) -> None:
    for path in FOLDER.glob("*.po"):
        text = path.read_text(encoding="utf-8")
        assert words.written(read(path), words.head_of(Locale.parse(path.stem))) == text, "run scripts/words"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('language.gettext("a")', ["a"]),
        ('language.ngettext("a", "b", 2)', [("a", "b")]),
        ('_ = language.gettext\n_("a")', ["a"]),
        ('_, n = language.gettext, 2\n_("a" "b")', ["ab"]),
        ('count = self.language.ngettext\ncount("a", "b", n)', [("a", "b")]),
        ('trusted(language.unfilled("a")) % {}', ["a"]),
        ('language.unfilled("a", "b", 2)', [("a", "b")]),
        ('_("a")', []),
        ("language.gettext(name)", []),
        ('say("a")', []),
    ],
)
def test_what_is_said_in_a_module(words: ModuleType, source: str, found: list[str]) -> None:
    assert list(words.said_by(source)) == found
