"""All pages together: links, lists, empty states, and that nothing a contributor types becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from markupsafe import escape

from leadfront.doors.template import blank_use_case
from leadfront.fields import FIELDS
from leadfront.findings import Finding, Severity
from leadfront.language import ENGLISH
from leadfront.pages import Page, all_files, all_pages
from leadfront.pages.cards import initials
from leadfront.policy import Function, Site, Waiver
from leadfront.report import Verdict
from leadfront.resources import asset_uris
from leadfront.rules import RULES
from leadfront.showcase import Showcase, Withheld
from made_up import empty_showcase, entry, showcase, update, usual_updates

HOSTILE = "x\"'><script>alert(1)</script>&amp;{{ 7*7 }}"


def shown(page: Page) -> str:
    """A page's HTML; of one that frames Markdown, with none in it."""
    return page.frame("", "") if page.frame else page.text


def texts(made: Showcase) -> dict[str, str]:
    return {page.uri: shown(page) for page in all_pages(made)}


def many(count: int) -> Showcase:
    return showcase([entry(f"case-{index}", title=f"Case {index}") for index in range(count)])


@pytest.mark.parametrize(
    "made", [showcase(), empty_showcase(), many(101), showcase(quarters=(), opens=date(2027, 1, 1))]
)
def test_every_link_leads_to_a_page_and_a_place_on_it(made: Showcase) -> None:
    pages = texts(made)
    files = {file.uri for file in all_files(made)} | set(asset_uris().values())
    for uri, text in pages.items():
        for target, anchor in re.findall(r'href="page:([^"#?]*)(?:\?[^"#]*)?(?:#([^"]*))?"', text):
            assert target in pages or (target in files and not anchor), f"{uri} leads to {target}"
            if anchor:
                assert f'id="{anchor}"' in pages[target], f"{uri} leads to {target}#{anchor}"


@pytest.mark.parametrize("made", [showcase(), empty_showcase(), many(101)])
def test_every_page_has_one_title_and_ids_that_occur_once(made: Showcase) -> None:
    for uri, text in texts(made).items():
        assert len(re.findall(r"<h1[^>]* id=", text)) == 1, uri
        ids = re.findall(r'\bid="([^"]+)"', text)
        assert len(ids) == len(set(ids)), uri


def test_headings_named_for_the_navigation_are_on_the_page() -> None:
    for page in all_pages(showcase()):
        for heading in page.headings:
            assert f'id="{heading.id}"' in shown(page), page.uri


def test_lists_are_cut_at_a_hundred() -> None:
    pages = texts(many(201))
    lists = [uri for uri in pages if uri.startswith("functions/") and uri != "functions/index.md"]
    assert lists == ["functions/finance.md", "functions/finance/page-2.md", "functions/finance/page-3.md"]
    assert [pages[uri].count('<li class="lf-card">') for uri in lists] == [100, 100, 1]
    assert pages["levels/director/page-3.md"].count('<li class="lf-card">') == 1
    assert 'rel="next"' in pages["functions/finance/page-2.md"]


def test_no_page_takes_the_place_of_another() -> None:
    awkward = [entry(name) for name in ("page-2", "index/page-2", "browse/page-2")]
    made = showcase([*awkward, *many(200).entries])
    odd = (Function("index", "Sales"), Function("readme", "Finance"), Function("page-2", "People"))
    made = replace(made, policy=replace(made.policy, functions=odd))
    uris = [page.uri for page in all_pages(made)]
    assert len(uris) == len(set(uris))
    assert {"functions/index.md", "functions/index-.md", "functions/readme-.md", "functions/page-2.md"} <= set(uris)


def test_the_first_words_of_the_home_page_are_the_claim_with_its_state() -> None:
    text = texts(showcase())["index.md"]
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
    assert heading
    words = " ".join(re.sub(r"<[^>]+>", "", heading[1]).split())
    assert words.endswith("No update in 2026-Q1. Next due by 31 March 2027.")


def test_where_it_is_undecided_the_home_page_says_so_and_how_to_mend_it() -> None:
    finding = Finding("LF310", "undecided", Severity.ERROR, "The history can't tell.", "Fetch it whole.")
    text = texts(showcase(verdict=Verdict.UNDECIDED, quarters=(), findings=(finding,)))["index.md"]
    assert "It can&#39;t be said whether the claim holds" in text
    assert "Fetch it whole." in text
    assert "Every level has contributed" not in text


def test_before_launch_the_home_page_says_when_it_opens_and_asks_for_the_first() -> None:
    text = texts(showcase((), (), quarters=(), opens=date(2027, 1, 1), findings=()))["index.md"]
    assert "<span>Opens on 1 January 2027.</span>" in text
    (first, *_) = re.findall(r'<a class="lf-button[^>]*href="([^"]*)">([^<]*)<', text)
    assert first == ("page:contribute.md", "Share the first one")


def test_a_level_with_a_day_to_come_says_so_where_it_is_looked_up() -> None:
    levels = tuple(replace(level, due=date(2026, 12, 31)) for level in showcase().report.levels)
    pages = texts(showcase(levels=levels))
    for uri in ("levels/index.md", "levels/director.md"):
        assert 'due by <time datetime="2026-12-31">31 December 2026</time>.' in pages[uri]
    assert "due by <time" not in texts(showcase())["levels/director.md"]


def test_no_quarter_is_broken_at_its_hyphen() -> None:
    assert '<span class="lf-unbroken">2026-Q1</span>' in texts(showcase())["index.md"]


def test_an_empty_showcase_says_what_to_do_first() -> None:
    pages = texts(empty_showcase())
    for uri in ("index.md", "use-cases/index.md", "levels/director.md"):
        assert "page:contribute.md" in pages[uri]
        assert "lf-empty" in pages[uri]
    assert "0 use cases" not in " ".join(pages.values())


def test_the_owners_introduction_stands_on_the_home_page_under_its_own_name() -> None:
    (home, *_) = all_pages(showcase(), introduction="# The library\n\nHello.")
    assert home.frame
    text = home.frame('<h1 id="x">The library<a class="headerlink" href="#x">¶</a></h1>\n<p>Hello.</p>', "")
    assert '<p class="lf-kicker">The library</p>' in text
    assert text.count("<h1") == 1
    assert "<p>Hello.</p>" in text


def test_the_coverage_page_lists_every_waiver_with_who_approved_it_and_until_when() -> None:
    made = showcase()
    ends = {"on leave": date(2027, 1, 31), "long over": date(2025, 1, 31)}
    more = [Waiver(reason, "Ana Duarte", level="lead", expires=day) for reason, day in ends.items()]
    policy = replace(made.policy, waivers=(*made.policy.waivers, *more))
    text = " ".join(texts(replace(made, policy=policy))["coverage.md"].split())
    for said in (
        "The move to the new building</p>",
        "Approved by Ruth Calder.",
        "on leave</p>",
        "Approved by Ana Duarte. Expires at the end of",
        "long over</p>",
        "Approved by Ana Duarte. Expired on",
    ):
        assert said in text


def test_the_coverage_page_names_what_is_missing_reminders_and_files_apart() -> None:
    text = texts(showcase())["coverage.md"]
    missing, _, rest = text.partition('id="reminders"')
    reminders, _, files = rest.partition('id="files"')
    assert "2026-Q1 went by." in missing
    assert "Forty days left." in reminders
    assert "“boss” is no level." in files
    assert "page:rules.md#lf108" in files


def test_evidence_says_attributed_to_and_links_the_commit_where_the_host_is_known() -> None:
    made = showcase(updates=[update("2025-11-03", "head"), update("2025-11-04", "head", "gone-since")])
    made = replace(made, site=replace(made.site, repo_url="https://gitlab.example.com/a/b/"))
    text = texts(made)["coverage.md"]
    assert "attributed to Imogen Ashdown" in text
    assert 'href="https://gitlab.example.com/a/b/-/commit/' in text
    assert "gone-since <span" in text
    assert "no longer on the site" in text


def test_evidence_says_of_a_file_that_is_held_back_that_it_is_not_published() -> None:
    made = showcase(updates=[update("2025-11-04", "head", "with-a-key")])
    path = next(item.path for state in made.report.quarters for item in state.updates)
    text = texts(replace(made, withheld=(Withheld(path, "LF501", "This line seems to hold a key."),)))["coverage.md"]
    assert "(not published)" in text
    assert "no longer on the site" not in text


@pytest.mark.parametrize("repo_url", ["javascript:alert(1)", "https://[", "//x", ""])
def test_a_commit_is_not_linked_to_what_is_no_web_address(repo_url: str) -> None:
    made = showcase()
    made = replace(made, site=replace(made.site, repo_url=repo_url))
    assert "/commit/" not in texts(made)["coverage.md"]


def test_every_rule_is_documented_with_its_examples() -> None:
    text = texts(showcase())["rules.md"]
    for rule in RULES:
        assert f'id="{rule.code.lower()}"' in text
    assert text.count("This fails:") == len(RULES)


def test_the_rules_begin_with_a_list_of_their_families() -> None:
    text = texts(showcase())["rules.md"]
    listed = text.partition("</nav>")[0]
    assert re.findall(r'<h2 id="([^"]+)"', text) == re.findall(r'href="#([^"]+)"', listed)
    assert sum(int(count) for count in re.findall(r'__count">(\d+)<', listed)) == len(RULES)


@pytest.mark.parametrize(
    ("repo_url", "link"),
    [
        ("", ""),
        ("https://github.com/org/repo", "https://github.com/org/repo/new/main/showcase/use-cases?filename="),
        ("https://bitbucket.org/org/repo", "https://bitbucket.org/org/repo/src/main/showcase/use-cases"),
    ],
)
def test_the_contribute_page_shows_the_blank_file_and_where_to_put_it(repo_url: str, link: str) -> None:
    made = replace(showcase(), site=Site(repo_url=repo_url))
    text = texts(made)["contribute.md"]
    assert str(escape(blank_use_case(made.policy))) in text
    steps = text.partition('<ol class="lf-steps">')[2].partition("</ol>")[0]
    assert (f'href="{link}' in steps) if link else ("href" not in steps)


def test_the_contribute_page_documents_every_field() -> None:
    text = texts(showcase())["contribute.md"]
    for field in FIELDS:
        assert f"<code>{field.key}</code>" in text


def test_nothing_that_a_contributor_types_becomes_markup() -> None:
    quoted = '"' + HOSTILE.replace("\\", "\\\\").replace('"', '\\"') + '"'
    keys = (
        "title",
        "summary",
        "leader",
        "function",
        "role",
        "model",
        "coach",
        "submitted_by",
        "sensitivity",
        "level",
        "id",
    )
    fields = dict.fromkeys(keys, quoted)
    effect = f"{{measure: {quoted}, before: 2, after: 1, unit: {quoted}, basis: {quoted}}}"
    hostile = entry("hostile", **fields, tools=f"[{quoted}]", tags=f"[{quoted}]", skills=f"[{quoted}]", effect=effect)
    finding = Finding("LF108", "unknown-level", Severity.ERROR, HOSTILE, HOSTILE, HOSTILE, 1)
    landed = update("2026-10-20", "director", HOSTILE)._replace(leader=HOSTILE, path=HOSTILE)
    made = showcase([hostile], [*usual_updates(), landed], findings=(finding,))
    for uri, text in texts(made).items():
        own = re.sub(r'<script type="module" src="page:assets/[\w./-]+"></script>', "", text)
        own = re.sub(r'href="page:assets/[\w./-]+"', "", own)
        assert "<script" not in own, uri
        assert "49" not in re.findall(r"\{\{.*?\}\}|49", own), uri
    assert any("&lt;script&gt;" in text for text in texts(made).values())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Imogen Ashdown", "IA"),
        ("Ana María de la Cruz", "AC"),
        ("Plato", "P"),
        ("", "?"),
        ("4711", "?"),
        ("élodie ørsted", "ÉØ"),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(6960, "6,960"), (0.5, "0.5"), (-3, "-3"), (1234.25, "1,234.25"), (0, "0")]
)
def test_numbers_are_written_as_people_write_them(value: float, expected: str) -> None:
    assert ENGLISH.number(value) == expected
