"""The command `explain`: the rules in words. Knows of no showcase."""

from __future__ import annotations

import argparse
import difflib
import textwrap

from leadfront.cli.terminal import USAGE_ERROR, say, write
from leadfront.escaping import plain
from leadfront.rules import FAMILIES, RULES, find
from leadfront.rules.model import Rule


def explain(options: argparse.Namespace) -> int:
    """Print one rule, or the list of them."""
    family = options.code.upper().removesuffix("XX")
    if not options.code or family in FAMILIES:
        write(_listed(family), "")
        return 0
    rule = find(options.code)
    if rule is None:
        known = [name for item in RULES for name in (item.code, item.name)]
        near = difflib.get_close_matches(options.code.upper(), known, 1) or difflib.get_close_matches(
            options.code.lower(), known, 1
        )
        hint = f" Did you mean {near[0]}?" if near else ""
        say(f"There is no rule “{plain(options.code)}”.{hint} “leadfront explain” lists them all.")
        return USAGE_ERROR
    write(_one_rule(rule), "")
    return 0


def _listed(only: str) -> str:
    lines: list[str] = []
    for family, words in FAMILIES.items():
        members = [rule for rule in RULES if rule.code.startswith(family) and family.startswith(only)]
        if not members:
            continue
        lines += ["", f"{family}xx  {words}"] if lines else [f"{family}xx  {words}"]
        for rule in members:
            head = f"  {rule.code}  {rule.severity.value:<8} "
            lines += textwrap.wrap(rule.summary, 96, initial_indent=head, subsequent_indent=" " * len(head))
    return "\n".join([*lines, "", "“leadfront explain LF301” tells why a rule is there, with examples.", ""])


def _one_rule(rule: Rule) -> str:
    lines = [f"{rule.code} {rule.name} ({rule.severity.value})", "", *textwrap.wrap(rule.summary, 88), ""]
    for heading, words in (("Why", rule.why), ("How to fix it", rule.fix)):
        lines += [heading, *textwrap.wrap(words, 88, initial_indent="  ", subsequent_indent="  "), ""]
    for heading, example in (("This fails", rule.fails), ("This passes", rule.passes)):
        lines += [heading, textwrap.indent(example, "    "), ""]
    return "\n".join(lines)
