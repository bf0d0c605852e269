"""The commands that pass the showcase on: `digest` and `agenda`. They speak the site's language, not the terminal's."""

from __future__ import annotations

import argparse
from datetime import date

from leadfront.check import examine
from leadfront.cli.outputs import outputs
from leadfront.cli.terminal import UNDECIDED, say, settings_file, write
from leadfront.digest import period as periods
from leadfront.digest.addresses import Address, addresses
from leadfront.digest.chronicle import Chronicle
from leadfront.digest.letter import Letter, compose
from leadfront.digest.period import Period
from leadfront.language import ENGLISH
from leadfront.progress import Progress
from leadfront.question import Question, UsageError
from leadfront.showcase import Showcase
from leadfront.translations import language_named
from leadfront.use_case import as_date

NOTHING_THERE = 1


def digest(options: argparse.Namespace) -> int:
    """Write the newsletter in the forms that were asked for."""
    pairs = outputs(options.outputs, default="text")
    showcase = _examined(options)
    chronicle = Chronicle(showcase)
    if not chronicle.readable:
        return _nothing_to_tell(showcase)
    period = _period(options, showcase)
    language = language_named(showcase.site.language)
    letter = compose(chronicle.digest(period), language)
    address = _addresses(showcase)
    for form, target in pairs:
        write(_rendered(letter, form, address), target)
    if all(target for _, target in pairs):
        say(f"{letter.title}: {letter.standfirst}")
    return 0


def agenda(options: argparse.Namespace) -> int:
    """Write the card for a team meeting."""
    from leadfront.agenda import card_for, in_markdown

    showcase = _examined(options)
    language = language_named(showcase.site.language)
    card = card_for(showcase, language)
    if card is None:
        say("There is no use case yet, so there is nothing to put on a card.")
        return NOTHING_THERE
    target = "" if options.output == "-" else options.output
    write(in_markdown(card, language, _addresses(showcase)(card.uri)), target)
    return 0


def _examined(options: argparse.Namespace) -> Showcase:
    showcase = examine(Question(settings_file(options.config_file), as_of=options.as_of), Progress())
    if showcase.in_settings:
        raise UsageError("the settings hold what must not be passed on: “leadfront check” says what, and in which line")
    return showcase


def _rendered(letter: Letter, form: str, address: Address) -> str:
    from leadfront.digest import chat, mail, markdown, plain

    render = {"text": plain.render, "html": mail.render, "markdown": markdown.render, "chat": chat.render}[form]
    return render(letter, address)


def _period(options: argparse.Namespace, showcase: Showcase) -> Period:
    """The span of time that was typed."""
    policy, today = showcase.policy, showcase.report.as_of.date()
    try:
        if options.month:
            period = periods.month_named(options.month)
        elif options.quarter:
            period = periods.quarter_period(policy.calendar.parse(options.quarter))
        elif options.since:
            period = periods.since(_day(options.since), today)
        else:
            period = periods.last_month(policy.launch_day, today)
    except ValueError as error:
        raise UsageError(str(error)) from None
    first = policy.launch_quarter.starts
    if period.starts > today:
        raise UsageError(f"{options.month or options.quarter} has not begun yet")
    if period.ends <= first:
        raise UsageError(f"nothing is told of the time before {ENGLISH.day(first)}, the quarter of the launch")
    return period


def _day(text: str) -> date:
    day = as_date(text)
    if day is None:
        raise ValueError(f"“{text}” is not a day: write one like 2026-11-03")
    return day


def _nothing_to_tell(showcase: Showcase) -> int:
    if not showcase.report.launched:
        raise UsageError("the showcase has not been launched yet, so there is nothing to tell")
    for finding in showcase.report.findings:
        if finding.code == "LF310":
            say(f"{finding.message} {finding.help}")
    return UNDECIDED


def _addresses(showcase: Showcase) -> Address:
    if not showcase.site.url:
        say("There are no links in it: mkdocs.yml does not say where the site is (site_url).")
    return addresses(showcase.site)
