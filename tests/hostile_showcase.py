"""A showcase in which somebody has written one text wherever a person can write anything, for tests of what comes out.

The text goes in as it would in earnest: by a file's front matter and body, by the policy, by what a rule says.
"""

from __future__ import annotations

import re
from dataclasses import replace

import yaml
from hypothesis import strategies as st

from leadfront.findings import Finding, Severity
from leadfront.policy import Function, Level, Site, Spotlight, Waiver
from leadfront.report import Report
from leadfront.showcase import Entry, Showcase
from made_up import AS_OF, CALENDAR, POLICY, WAIVED, entry, showcase, usual_updates
from reporters.answers import HOSTILE as KNOWN

SITE = "https://intranet.example.org/ai/"
FIELDS = ("title", "summary", "leader", "role", "function", "model", "coach", "submitted_by")
LISTS = ("tools", "tags", "skills")
SURROGATES = re.compile("[\ud800-\udfff]")
# Beside those of the reporters: what ends an attribute, a script, an element or a cell, in each of the ways known.
HOSTILE = (
    *(SURROGATES.sub("", text) or "x" for text in KNOWN if len(text) < 100),
    *(
        "\"'><svg/onload=pwned()>",
        "'><img src=x onerror=pwned()>",
        "</title><script>pwned()</script>",
        "</textarea><b>",
    ),
    *("<!--<script>", "</script >", "</ScRiPt\t>", "<![endif]-->", "&lt;script&gt;pwned()", "&#x3c;b&#x3e;", "&quot;"),
    *("` onmouseover=pwned() `", " autofocus onfocus=pwned() x=", "javascript:pwned()", "data:text/html,<b>", "page:x"),
    *("{{ config }}", "{%- raw -%}", "{# x #}", "%(num)s %s {count}", "\\u003cscript>", "\\", "\\'", "$&", "@SUM(1)"),
    *(
        "=cmd|' /C calc'!A0",
        "\t=1",
        "\u00a0=1",
        "＝1",
        ' "=1',
        '";"',
        '"",""',
        "a\r\nb,c",
        "../../x",
        "C:\\x",
        "x\x00y",
    ),
)

# A text as a file of YAML can hold it, and hostile pieces one after another.
_letters = st.characters(exclude_categories=["Cs"])
_pieces = st.one_of(st.sampled_from(HOSTILE), st.text(_letters, min_size=1, max_size=8))
texts = st.lists(_pieces, min_size=1, max_size=3).map("".join)


def hostile_entry(slug: str, text: str) -> Entry:
    """A use case in each of whose fields and sections this text stands."""
    said = quoted(text)
    fields = dict.fromkeys(FIELDS, said)
    fields |= {key: f"[{said}, {quoted(text + 'z')}]" for key in LISTS}
    fields["effect"] = f"{{measure: {said}, before: 9, after: 2, unit: {said}, basis: {said}}}"
    made = entry(slug, prompt=f"Say this: {text}", **fields)
    return replace(made, function=text)


def everywhere(text: str) -> Showcase:
    """The showcase. One use case is tame, so that lists have both."""
    first, second, *others = POLICY.levels
    policy = replace(
        POLICY,
        levels=(Level(first.id, text), Level(second.id, text + "z"), *others),
        functions=(Function("finance", text),),
        waivers=(Waiver(text, text, quarter=CALENDAR.parse(WAIVED)),),
        spotlight=(Spotlight("hostile", AS_OF.date(), text),),
        contact=text,
    )
    updates = [item._replace(leader=text, id="hostile") for item in usual_updates()]
    made = showcase([hostile_entry("hostile", text), entry("tame")], updates)
    report: Report = replace(
        made.report,
        findings=tuple(
            Finding(item.code, item.name, Severity.ERROR, text, text, item.path and f"showcase/{text}.md", 3, text)
            for item in made.report.findings
        ),
    )
    return replace(made, policy=policy, report=report, site=Site(name=text, url=SITE))


def quoted(text: str) -> str:
    """As YAML that gives back this very text."""
    return yaml.safe_dump(text, default_style='"', allow_unicode=False, width=10**9).strip()
