"""The rules page: each rule's own documentation, by family, with what this showcase's policy says of it."""

from __future__ import annotations

from dataclasses import dataclass

from leadfront.language import Language
from leadfront.pages.page import Heading, Page
from leadfront.pages.template import render
from leadfront.policy import Setting
from leadfront.rules import BY_CODE, FAMILIES, RULES
from leadfront.rules.model import Rule
from leadfront.showcase import Showcase
from leadfront.translations import language_named

URI = "rules.md"


@dataclass(frozen=True)
class _Shown:
    """A rule as the page shows it."""

    rule: Rule
    id: str
    name: str
    setting: str
    """What the policy makes of its severity; empty where it leaves it."""


@dataclass(frozen=True)
class _Family:
    """Rules that belong together."""

    name: str
    id: str
    rules: tuple[_Shown, ...]


def rules_page(showcase: Showcase) -> Page:
    """The page of all rules."""
    language = language_named(showcase.site.language)
    families = [
        _Family(
            language.gettext(name),
            family.lower(),
            tuple(_shown(rule, showcase, language) for rule in RULES if rule.code.startswith(family)),
        )
        for family, name in FAMILIES.items()
    ]
    families = [family for family in families if family.rules]
    headings = tuple(
        Heading(
            family.name, family.id, tuple(Heading(f"{item.rule.code} {item.name}", item.id) for item in family.rules)
        )
        for family in families
    )
    return Page(
        uri=URI,
        title=language.gettext("Rules"),
        description=language.gettext("What the check asks of a use case, of coverage and of history, and why."),
        text=render("rules.html", language, families=families),
        headings=headings,
    )


def rule_link(code: str) -> str:
    """The link to a rule; empty where there is no such rule."""
    return f"page:{URI}#{code.lower()}" if code in BY_CODE else ""


def _shown(rule: Rule, showcase: Showcase, language: Language) -> _Shown:
    setting = showcase.policy.setting_of(rule.code)
    words = {
        Setting.OFF: language.gettext("off here"),
        Setting.WARNING: language.gettext("a warning here"),
        Setting.ERROR: language.gettext("an error here"),
    }
    return _Shown(
        rule,
        rule.code.lower(),
        rule.title,
        words[setting] if setting and setting.value != rule.severity.value else "",
    )
