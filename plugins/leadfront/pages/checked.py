"""How far the result of a use case was checked, in one honest line. Values only."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from leadfront.language import Language
from leadfront.pages.template import time_of, trusted
from leadfront.use_case import UseCase

_YEAR = 365


def how_far_checked(case: UseCase, today: date | None, language: Language) -> Markup:
    """Who checked it, what the effect stands on, and when it was last tried again, as of `today`."""
    said = [_checked(case, language)]
    again = _tried_again(case, today, language) if today else ""
    return Markup(" ").join([*said, again] if again else said)


def _checked(case: UseCase, language: Language) -> str:
    say = language.gettext
    section = case.by_key.get("check")
    checked = section is not None and not section.empty
    basis = case.effect.basis if case.effect else ""
    if basis == "measured":
        if checked:
            return say("Checked by the leader; the effect is measured.")
        return say("How this was checked is not told; the effect is measured.")
    if basis == "estimated":
        if checked:
            return say("Checked by the leader; the effect is estimated, not measured.")
        return say("How this was checked is not told, and the effect is estimated.")
    if checked:
        return say("Checked by the leader; no effect was counted.")
    return say("How this was checked is not told, and no effect was counted.")


def _tried_again(case: UseCase, today: date, language: Language) -> Markup | str:
    used, verified = case.day("date"), case.day("verified")
    # What was tried again on the day it was done was not tried again.
    if verified and used and verified <= used:
        verified = None
    last = verified or used
    if last and (today - last).days > _YEAR:
        return language.gettext("Nobody has tried this again for over a year.")
    if verified:
        return trusted(language.unfilled("Last tried again on %(day)s.")) % {"day": time_of(verified, language)}
    return ""
