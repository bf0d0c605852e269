"""What one policy asks less than another, and what a change does to the build around it, in words that an owner can
judge. Pure: two sets of settings in, sentences out.

Each kind of weakening is told once, with what it means for the claim. What asks for more is no finding, and neither is
what changes no claim: an added function, another contact, the spotlight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from leadfront.findings import Severity
from leadfront.language import ENGLISH
from leadfront.policy import Level, Policy, Setting
from leadfront.rules.model import PolicyChange

Said = tuple[str, str]
"""What it is about, and the words for it: the end of a sentence."""

_SETTINGS = (Setting.OFF, Setting.WARNING, Setting.ERROR)
_STRICTNESS = {Severity.INFO: 1, Severity.WARNING: 2, Severity.ERROR: 3}


# What is said of a setting that is new or says something else. The rest is told by its name alone.
_AROUND = {
    "hooks": "a program of this repository runs while the site is built (hooks)",
    "exclude_docs": "other files than before are left out of the site (exclude_docs)",
    "draft_docs": "other pages than before are left out of the site as drafts (draft_docs)",
    "extra_javascript": "a script runs on every page (extra_javascript)",
    "extra_css": "a style sheet applies to every page (extra_css)",
    "extra_templates": "files of this repository are filled in as templates (extra_templates)",
    "extra": "the theme shows or loads something else on every page, such as links and visitor statistics (extra)",
    "edit_uri": "the links to change a page lead to another address (edit_uri)",
    "edit_uri_template": "the links to change a page lead to another address (edit_uri_template)",
    "repo_url": "the links to change a page lead to another address (repo_url)",
    "theme: name": "pages are made by another theme (theme: name)",
    "theme: custom_dir": "templates of this repository replace those of the theme (theme: custom_dir)",
    "theme: static_templates": "files of this repository are filled in as templates (theme: static_templates)",
}
_LEAVING_OUT = frozenset({"exclude_docs", "draft_docs", "theme: name"})
"""What says as much when it is taken away as when it is added."""
_READ_IT = "it may decide what every page holds or where things lie and lead to, so read what changed"


def weakened(change: PolicyChange) -> Iterator[Said]:
    """What the head asks less than the base."""
    base, head = change.base, change.head
    yield from _when_and_where(base, head)
    if change.folders[0] != change.folders[1] and head.use_cases == base.use_cases:
        yield "folder", f"use cases are looked for in “{change.folders[1]}” in place of “{change.folders[0]}”"
    for level in base.levels:
        yield from _level_weakened(level, head)
    yield from _coverage_and_freshness(base, head)
    yield from _excuses(base, head)
    yield from _landings(base, head)
    if change.counted_again:
        landings = "one landing counts" if change.counted_again == 1 else f"{change.counted_again} landings count"
        yield "ignored", f"{landings} again that had been named as earning nothing (.git-blame-ignore-revs)"
    if change.counted_no_more:
        one = change.counted_no_more == 1
        landings = "one landing is" if one else f"{change.counted_no_more} landings are"
        yield (
            "newly ignored",
            f"{landings} named as earning nothing (.git-blame-ignore-revs), so what a leader did then counts for no "
            "quarter and no level",
        )
    yield from _safety(base, head)
    yield from _rules_weakened(base, head, change.severities)


def built_otherwise(change: PolicyChange) -> Iterator[Said]:
    """What else runs, stands on every page or is left out, when the site is built by the head's settings."""
    for name in sorted({*change.before, *change.after}):
        if change.before.get(name) == change.after.get(name):
            continue
        kind, _, named = name.partition(": ")
        if name not in change.after and name not in _LEAVING_OUT:
            if kind != "tag":
                yield name, f"“{named or name}” is no longer set as it was{f' ({kind})' if named else ''}; {_READ_IT}"
        elif name in _AROUND:
            yield name, _AROUND[name]
        elif kind == "tag":
            what = "a secret of the computer that builds" if named.startswith("!ENV") else "a program's own part"
            yield name, f"{what} may be read into the settings ({named})"
        elif kind not in ("plugins", "markdown_extensions"):
            yield name, f"“{name}” is set otherwise; {_READ_IT}"
        elif name in change.before:
            yield name, f"“{named}” is set up otherwise ({kind})"
        else:
            what = (
                "a program is added that runs" if kind == "plugins" else "an extension of Markdown is added, which runs"
            )
            yield name, f"{what} while the site is built: “{named}” ({kind})"


def _when_and_where(base: Policy, head: Policy) -> Iterator[Said]:
    if head.launch > base.launch:
        days = " to ".join(ENGLISH.day(policy.launch.date()) for policy in (base, head))
        yield "launch", f"launch moves from {days}, so earlier quarters are not asked for"
    if head.calendar != base.calendar:
        yield (
            "calendar",
            "the time zone or the start of the fiscal year changes, so landings may move to other quarters",
        )
    if head.use_cases != base.use_cases:
        yield "use_cases", f"use cases are looked for in “{head.use_cases}” in place of “{base.use_cases}”"
    for key in sorted({*base.sections, *head.sections}):
        if head.sections.get(key) != base.sections.get(key):
            now = f"is called “{head.sections[key]}”" if key in head.sections else "has its usual name"
            yield f"section {key}", f"the section “{key}” {now} from now on, so another text may stand there"
    if base.functions and not head.functions:
        yield "functions", "any text is taken for a function"


def _level_weakened(level: Level, head: Policy) -> Iterator[Said]:
    now = next((other for other in head.levels if other.id == level.id), None)
    if now is None:
        taken_in = head.level_named(level.id)
        into = f"is counted as “{taken_in.name}”" if taken_in else "is removed"
        yield f"level {level.id}", f"the level “{level.name}” {into}"
        return
    later = now.since is not None and (level.since is None or now.since > level.since)
    sooner = now.until is not None and (level.until is None or now.until < level.until)
    if later or sooner:
        yield f"level {level.id}", f"the level “{level.name}” is asked for in fewer quarters"
    if now.name != level.name:
        yield f"name {level.id}", f"the level “{level.name}” is called “{now.name}”, with the use cases that it has"
    if set(now.aliases) - set(level.aliases):
        yield f"aliases {level.id}", f"more names count for the level “{level.name}”"


def _coverage_and_freshness(base: Policy, head: Policy) -> Iterator[Said]:
    if base.within_quarters is not None and (
        head.within_quarters is None or head.within_quarters > base.within_quarters
    ):
        yield "within_quarters", "levels may go longer without anything new"
    if _SETTINGS.index(head.per_level) < _SETTINGS.index(base.per_level):
        yield "per_level", f"freshness of each level goes from {base.per_level} to {head.per_level}"
    if head.remind_days < base.remind_days:
        yield (
            "remind_days",
            f"reminders come {head.remind_days} days before a quarter's end, not {base.remind_days}",
        )
    if head.count_samples and not base.count_samples:
        yield "count_samples", "samples count as if leaders had written them"


def _excuses(base: Policy, head: Policy) -> Iterator[Said]:
    for waiver in head.waivers:
        before = [other for other in base.waivers if other.covers == waiver.covers]
        if not before:
            yield (
                f"waiver {waiver.covers}",
                f"a new waiver for {waiver.covers} (“{waiver.reason}”, approved by {waiver.approved_by})",
            )
        elif waiver.expires and all(other.expires and other.expires < waiver.expires for other in before):
            yield f"waiver {waiver.covers}", f"the waiver for {waiver.covers} lasts until {ENGLISH.day(waiver.expires)}"
    for override in head.clock_overrides:
        if not any(other.commit == override.commit and other.time == override.time for other in base.clock_overrides):
            yield (
                f"clock {override.commit}",
                f"the landing {override.commit[:12]} is given the time {override.time:%H:%M} on "
                f"{ENGLISH.day(override.time.date())}",
            )
    kept = {override.commit for override in head.clock_overrides}
    for override in base.clock_overrides:
        if override.commit not in kept:
            yield (
                f"clock {override.commit}",
                f"the landing {override.commit[:12]} has the time again that its commit says, which was corrected",
            )


def _landings(base: Policy, head: Policy) -> Iterator[Said]:
    """Which changes count as the leaders' own, and on which line they are looked for."""
    if gone := set(base.bots) - set(head.bots):
        yield "bots", f"landings by {_listed(gone)} count from now on"
    if new := set(head.bots) - set(base.bots):
        yield (
            "new bots",
            f"landings by {_listed(new)} are taken for a robot's: they count for nothing, and nobody is told where one "
            "changed a leader's words",
        )
    if new := set(head.pulled_from) - set(base.pulled_from):
        yield "pulled_from", f"merges that say they pulled from {_listed(new)} are believed"
    if set(head.branches) != set(base.branches):
        yield "branch", f"the published branch is {_listed(head.branches)} in place of {_listed(base.branches)}"


def _safety(base: Policy, head: Policy) -> Iterator[Said]:
    listed, kept = ({*policy.confidential.words, *policy.confidential.hosts} for policy in (base, head))
    if listed - kept:  # not which: what is confidential stays so
        words = "one word or host is" if len(listed - kept) == 1 else f"{len(listed - kept)} words or hosts are"
        yield "confidential", f"{words} no longer confidential"
    for digest in sorted(set(head.confidential.hashes) - set(base.confidential.hashes)):
        yield f"hash {digest}", f"a text that looks like a key may be published (confidential: hashes: {digest[:12]}…)"
    if new := set(head.trusted_files) - set(base.trusted_files):
        yield "trusted_files", f"{_listed(new)} is published whatever type of file it is"
    if new := set(head.trusted_pages) - set(base.trusted_pages):
        yield "trusted_pages", f"the HTML of {_listed(new)} is published as it is, scripts and all"
    doors = [
        (policy.editor.backend, policy.editor.base_url, policy.editor.api_root, policy.editor.auth_endpoint)
        for policy in (base, head)
    ]
    if any(doors[1]) and doors[0] != doors[1]:
        yield "editor sign-in", "whoever opens the form at /editor/ signs in at another address"
    if head.editor.publish and not base.editor.publish:
        yield "editor", "whoever writes in the form at /editor/ is offered to publish at once"


def _rules_weakened(base: Policy, head: Policy, severities: Mapping[str, Severity]) -> Iterator[Said]:
    for named in sorted({*base.rules, *head.rules}):
        before, now = base.setting_of(named), head.setting_of(named)
        codes = [code for code in severities if code == named or (len(named) == 3 and code.startswith(named))]
        # A code that has an entry of its own speaks for itself.
        codes = [code for code in codes if code == named or (code not in base.rules and code not in head.rules)]
        if before == now or not any(
            _strictness(now, severities[code]) < _strictness(before, severities[code]) for code in codes
        ):
            continue
        rules = f"the rule {named}" if named in severities else f"each rule of {named}"
        if now is None:
            yield f"rule {named}", f"{rules} goes back to its own severity"
        elif before is None:
            yield f"rule {named}", f"{rules} is set to {now}"
        else:
            yield f"rule {named}", f"{rules} goes from {before} to {now}"


def _strictness(setting: Setting | None, own: Severity) -> int:
    if setting is None:
        return _STRICTNESS[own]
    return {Setting.OFF: 0, Setting.WARNING: 2, Setting.ERROR: 3}[setting]


def _listed(names: Iterable[str]) -> str:
    return ENGLISH.listed([f"“{name}”" for name in sorted(names)])
