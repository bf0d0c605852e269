"""The form in the browser of a German showcase: its labels, hints and choices, and what its scripts say."""

from __future__ import annotations

import json
from dataclasses import replace

from german import SECTIONS, left_in_english
from leadfront.doors.editor import editor_config, editor_definition
from leadfront.doors.editor_backend import backend_of
from leadfront.policy import EditorSettings, Site
from leadfront.translations import language_named
from made_up import POLICY

GERMAN_POLICY = replace(POLICY, sections=SECTIONS, editor=EditorSettings(app_id="x"))
SITE = Site(url="https://showcase.example.org/", repo_url="https://gitlab.com/org/repo", language="de")
SHOWN = frozenset({"label", "label_singular", "description", "hint"})


def said(value: object, key: str = "") -> list[str]:
    """Every text of the form's settings that somebody reads."""
    if isinstance(value, dict):
        return [text for name, item in value.items() for text in said(item, name)]
    if isinstance(value, list):
        return [text for item in value for text in said(item, key)]
    return [str(value)] if key in SHOWN or key == "pattern" else []


def test_the_form_is_german() -> None:
    config = editor_config(GERMAN_POLICY, SITE, backend_of(GERMAN_POLICY, SITE))
    texts = [text for text in said(config) if text not in ("The file as it was",)]  # a hidden one
    assert config["locale"] == "de"
    assert len(texts) > 60
    # An example is something to type, and so are the values beside it.
    assert not left_in_english(" | ".join(text.partition("Beispiel:")[0] for text in texts))
    assert {"Zusammenfassung", "Zuletzt erneut ausprobiert", "Gemessen", "Zurückgezogen", "Lernbereitschaft"} <= {
        *texts
    }


def test_what_the_scripts_say_is_german() -> None:
    definition = editor_definition(GERMAN_POLICY, language=language_named("de"))
    assert not left_in_english(json.dumps(definition["words"], ensure_ascii=False))
    assert definition["words"]["wrote"] == "Was {tool} schrieb"
    assert "2 MB" in definition["words"]["too_large"]


def test_an_english_form_says_so_too() -> None:
    site = replace(SITE, language="en")
    assert editor_config(GERMAN_POLICY, site, backend_of(GERMAN_POLICY, site))["locale"] == "en"
    assert editor_definition(GERMAN_POLICY)["words"]["title"] == "The title"
