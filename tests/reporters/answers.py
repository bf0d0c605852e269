"""Answers made by hand, for the reporters: one with a bit of everything, and with any text in place of people's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from leadfront.findings import Finding, Severity
from leadfront.policy import Level, Policy, Site
from leadfront.quarters import Calendar
from leadfront.report import Change, LevelState, QuarterState, Report, Update, Verdict
from leadfront.showcase import Showcase

LONDON = ZoneInfo("Europe/London")
CALENDAR = Calendar(LONDON)
AS_OF = datetime(2026, 11, 20, 12, tzinfo=LONDON)

# What terminals, logs, Markdown, HTML, XML and spreadsheets might obey.
HOSTILE = (
    *("\x1b[31mred\x1b]0;title\x07", "\x00", "\x01", "\x0b\x0c", "\x85x", "\t", "one\rtwo", "one\ntwo", "one\r\ntwo"),
    *("\u2028x", "\u2029x", "\u202egnp.exe", "\u200bx", "\u2066x", "\u00a0", "e\u0301\u0301\u0301", "🙂", "\U000e0041"),
    *("\ud800", "\udcff", "\udfff\ud800", "\ufffe\uffff", "\ufdd0", "\U0010ffff", "#\ufeff#[error]x"),
    *("::error::pwned", "  ::set-output name=a::b", "\n::add-mask::x", ":::error::x", "::::error::x", "%0A::error::x"),
    *("##[error]pwned", "###[error]x", "##[##[error]x", "##vso[task.x]y", "%25", "a,b:c=d", "=1+1", "'", '"'),
    *("</script><script>alert(1)</script>", "<img src=x onerror=y>", "<!-- x", "--> x", "]]>", "<![CDATA[", "<?x"),
    *("&lt;b&gt;", "&#60;b&#62;", "| a | b |", "`code`", "```", "``` ` ```", "~~~", "**bold**", "_it_", "~~no~~"),
    *("# Heading", "- item", "+ item", "* * *", "1. item", "2) item", "> quote", "    code", "===", "---", "[ ] todo"),
    *(
        "[link](javascript:x)",
        "![i](https://evil.example/i.png)",
        "[a]: https://evil.example",
        "[^1]: note",
        "\\[a](b)",
    ),
    *(
        "\\",
        "<https://evil.example>",
        "https://evil.example/x",
        "www.evil.example",
        "WWW.evil.example",
        "ann@evil.example",
    ),
    *("@all", "@here x", "@org/team", "#1", "org/repo#1", "!1", "&1", "~bug", "$1", "%1", '%"next"', "$x$ and $$y$$"),
    *(":tada:", "{{ x }}", "{% x %}", "${x}", "$(id)", "`id`", ";id", "x" * 500, "word " * 200),
)


def answer(said: Callable[[str], str] = lambda tame: tame, verdict: Verdict = Verdict.GAPS) -> Showcase:
    """A showcase with gaps, a waiver, standing findings and notes. `said` gives what stands where people wrote
    something, from what a friendly person would have written there.
    """
    first = CALENDAR.parse("2026-Q1")
    quarters = CALENDAR.between(first, CALENDAR.quarter_of(AS_OF.date()))
    update = Update(
        commit="a" * 40, instant=1_770_000_000, zone=LONDON, path=said("showcase/use-cases/board.md"), id=said("board"),
        leader=said("Imogen Ashdown"), level="executive", change=Change.ADDED,
    )  # fmt: skip
    states = (
        QuarterState(quarters[0], closed=True, updates=(update, update._replace(level=None, change=Change.CHANGED))),
        QuarterState(quarters[1], closed=True, waiver=said("Merger")),
        QuarterState(quarters[2], closed=True),
        QuarterState(quarters[3], closed=False),
    )
    levels = (
        LevelState("executive", said("Executive team"), True, 1, True, last_landed_at=update.landed_at),
        LevelState("director", said("Directors"), True, 0, False),
        LevelState("head", said("Heads of department"), True, 0, False, waiver=said("Vacant")),
        LevelState("lead", said("Team leads"), False, 0, False),
    )

    def finding(code: str, name: str, severity: Severity, message: str, **more: object) -> Finding:
        mend = said("Write one in the folder of use cases.")
        return Finding(code, name, severity, said(message), mend, **more)  # type: ignore[arg-type]

    path = said("showcase/use-cases/board.md")
    findings = (
        finding("LF201", "level-without-use-case", Severity.ERROR, "Directors have none.", subject=said("director")),
        finding("LF301", "quarter-without-update", Severity.ERROR, "Nothing landed in 2026-Q3.", standing=True),
        finding("LF101", "front-matter-unreadable", Severity.ERROR, "It can't be read.", path=path, line=3),
        finding("LF101", "front-matter-unreadable", Severity.ERROR, "It can't be read.", path=path, line=3),
        finding("LF102", "file-too-large", Severity.WARNING, "It is long.", path=path),
        finding("LF102", "file-too-large", Severity.INFO, "It is long.", path=path, line=7, standing=True),
    )
    report = Report(verdict, AS_OF, "b" * 40, states, levels, findings, files_checked=1)
    policy = Policy(
        launch=datetime(2026, 1, 1, tzinfo=LONDON),
        calendar=CALENDAR,
        levels=tuple(Level(level.id, level.name) for level in levels),
    )
    return Showcase(report, policy, Site(), ())


def nothing_to_say() -> Showcase:
    """An answer without quarters, findings or a revision: before launch, without a repository."""
    before = answer()
    return Showcase(Report(Verdict.UNDECIDED, AS_OF, None, opens=date(2027, 1, 1)), before.policy, before.site, ())
