"""A digest in words: the newsletter part by part, in one language, as plain texts that no form has escaped. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leadfront.digest.chronicle import Digest, Due, Failure, News, Quiet
from leadfront.language import Language
from leadfront.showcase import Entry

INDEX = "digests/index.md"
COVERAGE = "coverage.md"
CONTRIBUTE = "contribute.md"


@dataclass(frozen=True)
class Line:
    """One use case, or one thing to know."""

    words: str = ""
    title: str = ""
    uri: str = ""
    """The page that tells more; empty where there is none."""
    leader: str = ""
    level: str = ""
    byline: str = ""
    """The leader with level and function."""
    effect: str = ""


@dataclass(frozen=True)
class Part:
    """A part of the letter under its heading."""

    key: str
    """`spotlight`, `first`, `added`, `changed`, `failures`, `quiet` or `due`."""
    heading: str
    lines: tuple[Line, ...]
    more: str = ""
    """What was left out, counted."""
    introduction: str = ""


@dataclass(frozen=True)
class Letter:
    """The whole of it."""

    name: str
    title: str
    standfirst: str
    parts: tuple[Part, ...]
    links: tuple[Line, ...]
    """Where to go from here."""
    note: str
    """What must be said of all of it; may be empty."""
    language: str


@dataclass(frozen=True)
class Lengths:
    """How many use cases each list of a letter shows."""

    added: int
    changed: int
    failures: int


MAILED = Lengths(added=10, changed=6, failures=4)
ON_THE_SITE = Lengths(added=60, changed=40, failures=8)


def compose(digest: Digest, language: Language, lengths: Lengths = MAILED) -> Letter:
    """Put a digest into words."""
    parts = (
        _spotlight(digest, language),
        _first(digest, language),
        _added(digest, language, lengths.added),
        _changed(digest, language, lengths.changed),
        _failures(digest.failures[: lengths.failures], language),
        _quiet(digest, language),
        _due(digest.due, language),
    )
    return Letter(
        name=digest.name,
        title=title_of(digest, language),
        standfirst=headline(digest, language),
        parts=tuple(part for part in parts if part),
        links=_links(digest, language),
        note=_note(digest, language),
        language=language.code,
    )


def digest_uri(month: str) -> str:
    """The page of a month."""
    return f"digests/{month}.md"


def title_of(digest: Digest, language: Language) -> str:
    """What the letter is called: `November 2026, so far`."""
    name = digest.period.name(language)
    return language.gettext("%(period)s, so far", period=name) if digest.period.runs_on(digest.as_of) else name


def headline(digest: Digest, language: Language) -> str:
    """What came in, in a sentence."""
    say, count = language.gettext, language.ngettext
    new, changed = len(digest.added), len(digest.changed)
    added = count("%(num)s new use case", "%(num)s new use cases", new)
    renewed = count("%(num)s brought up to date", "%(num)s brought up to date", changed)
    by = count("by %(num)s leader", "by %(num)s leaders", digest.leaders)
    if new and changed:
        said = say("%(new)s and %(changed)s, %(by)s.", new=added, changed=renewed, by=by)
    elif new:
        said = say("%(new)s, %(by)s.", new=added, by=by)
    elif changed:
        cases = count("%(num)s use case brought up to date", "%(num)s use cases brought up to date", changed)
        said = say("%(changed)s, %(by)s.", changed=cases, by=by)
    elif digest.period.runs_on(digest.as_of):
        said = say("Nothing has come in yet.")
    else:
        said = say("Nothing came in.")
    if digest.gone:
        gone = count(
            "%(num)s more was shared and is no longer on the site.",
            "%(num)s more were shared and are no longer on the site.",
            digest.gone,
        )
        said = f"{said} {gone}"
    return said


def _spotlight(digest: Digest, language: Language) -> Part | None:
    picked = digest.spotlight
    if picked is None:
        return None
    line = _line(picked.entry, language, picked.entry.case.text("summary"))
    return Part("spotlight", language.gettext("In the spotlight"), (line,), introduction=picked.note)


def _first(digest: Digest, language: Language) -> Part | None:
    if digest.first is None:
        return None
    entry = digest.first.entry
    line = _line(entry, language, entry.case.text("summary"))
    return Part("first", language.gettext("Read this first"), (line,))


def _added(digest: Digest, language: Language, most: int) -> Part | None:
    told = {picked.entry.uri for picked in (digest.spotlight, digest.first) if picked}
    rest = [news for news in digest.added if news.entry.uri not in told]
    heading = language.gettext("Also new") if digest.first else language.gettext("New")
    return _list("added", heading, rest, most, language)


def _changed(digest: Digest, language: Language, most: int) -> Part | None:
    told = digest.spotlight.entry.uri if digest.spotlight else ""
    rest = [news for news in digest.changed if news.entry.uri != told]
    return _list("changed", language.gettext("Brought up to date"), rest, most, language)


def _list(key: str, heading: str, news: Sequence[News], most: int, language: Language) -> Part | None:
    if not news:
        return None
    lines = tuple(_line(item.entry, language, item.entry.case.text("summary")) for item in news[:most])
    left = len(news) - len(lines)
    return Part(key, heading, lines, language.ngettext("And %(num)s more.", "And %(num)s more.", left) if left else "")


def _failures(failures: Iterable[Failure], language: Language) -> Part | None:
    lines = tuple(_line(failure.entry, language, failure.words, with_effect=False) for failure in failures)
    if not lines:
        return None
    introduction = language.gettext("Whoever says what went wrong saves the rest of us the same mistake.")
    return Part("failures", language.gettext("Tried, and failed"), lines, introduction=introduction)


def _quiet(digest: Digest, language: Language) -> Part | None:
    say = language.gettext
    names = {kind: language.listed([name for name, how in digest.quiet if how is kind], 8) for kind in Quiet}
    levels, label = names[Quiet.THIS_QUARTER], digest.quarter.label
    this_quarter = (
        say("Not in %(quarter)s: %(levels)s.", quarter=label, levels=levels)
        if digest.quarter.ends <= digest.as_of
        else say("Not yet in %(quarter)s: %(levels)s.", quarter=label, levels=levels)
    )
    said = (
        (Quiet.NEVER, say("Nothing from them so far: %(levels)s.", levels=names[Quiet.NEVER])),
        (Quiet.MISSING, say("Nothing recent of theirs on the site: %(levels)s.", levels=names[Quiet.MISSING])),
        (Quiet.THIS_QUARTER, this_quarter),
    )
    lines = tuple(Line(words) for kind, words in said if names[kind])
    if not lines:
        return None
    introduction = say("One real use is enough. It takes ten minutes, and it may have gone wrong.")
    return Part("quiet", say("Not heard from yet"), lines, introduction=introduction)


def _due(due: Due | None, language: Language) -> Part | None:
    if due is None:
        return None
    say = language.gettext
    label, last_day = due.running.quarter.label, language.day(due.running.quarter.last_day)
    if due.running.updated or due.running.waived:
        words = say(
            "%(quarter)s has what it needs. It ends on %(day)s; the update after it is due by %(next)s.",
            quarter=label,
            day=last_day,
            next=language.day(due.next_due),
        )
    else:
        words = language.ngettext(
            "%(quarter)s has no update yet. %(num)s day is left, until %(day)s.",
            "%(quarter)s has no update yet. %(num)s days are left, until %(day)s.",
            (due.running.quarter.ends - due.as_of).days,
            quarter=label,
            day=last_day,
        )
    lines = [Line(words)]
    if due.levels:
        levels = language.listed(due.levels, 8)
        words = say("%(levels)s: something new of theirs is needed by %(day)s.", day=last_day, levels=levels)
        lines.append(Line(words))
    for waiver in due.waivers:
        words = say(
            "%(level)s: excused until %(day)s (%(reason)s). After that something of theirs is needed.",
            level=waiver.level,
            day=language.day(waiver.last_day),
            reason=waiver.reason.rstrip("."),
        )
        lines.append(Line(words))
    return Part("due", say("What is due"), tuple(lines))


def _links(digest: Digest, language: Language) -> tuple[Line, ...]:
    month = digest.period.month
    say = language.gettext
    whole = Line(title=say("This letter on the site"), uri=digest_uri(month)) if month else None
    return (
        *([whole] if whole else []),
        Line(title=say("Share one of yours"), uri=CONTRIBUTE),
        Line(title=say("Who has contributed, quarter by quarter"), uri=COVERAGE),
    )


def _note(digest: Digest, language: Language) -> str:
    if not digest.samples:
        return ""
    return language.gettext(
        "This is a showcase of samples: its people, prompts and results are made up to show how it works."
    )


def _line(entry: Entry, language: Language, words: str, with_effect: bool = True) -> Line:
    case = entry.case
    level = entry.level.name if entry.level else case.text("level")
    sample = language.gettext("sample, made up") if case.version.sample else ""
    leader = case.leader or language.gettext("A leader")
    parts = (leader, level, entry.function, sample)
    return Line(
        words=words,
        title=case.title,
        uri=entry.uri,
        leader=leader,
        level=level,
        byline=" · ".join(part for part in parts if part),
        effect=effect_in_words(entry, language) if with_effect else "",
    )


def effect_in_words(entry: Entry, language: Language) -> str:
    """`Time to a first draft: 180 → 25 minutes (estimated)`; nothing where nothing was counted."""
    effect = entry.case.effect
    if effect is None:
        return ""
    numbers = f"{language.number(effect.before)} → {language.number(effect.after)} {effect.unit}".rstrip()
    basis = f" ({language.gettext('estimated')})" if effect.basis == "estimated" else ""
    return f"{effect.measure}: {numbers}{basis}"
