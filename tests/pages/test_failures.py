"""What did not work, gathered: each leader's own words, newest first, and nothing that they typed becomes markup."""

from __future__ import annotations

import re

from leadfront.language import ENGLISH
from leadfront.pages import Page
from leadfront.pages.contributors import contributors_of
from leadfront.pages.failures import LONGEST, failure_pages
from leadfront.showcase import Entry
from made_up import BODY, case_text, empty_showcase, entry, showcase


def failing(words: str, slug: str = "one", landed: str = "2026-10-20", **fields: str) -> Entry:
    body = BODY.format(prompt="Ask.").replace("It invented a deadline.", words)
    return entry(slug, case_text(body=body, **fields), landed=landed)


def pages(*entries: Entry) -> list[Page]:
    return failure_pages(showcase(entries), contributors_of(entries, ENGLISH), ENGLISH)


def text(*entries: Entry) -> str:
    (page,) = pages(*entries)
    assert page.frame
    return page.frame("", "")


def quotes(text: str) -> list[str]:
    return re.findall(r"<blockquote><p>(.*?)</p></blockquote>", text, re.DOTALL)


def test_the_words_stand_with_who_wrote_them_and_at_which_level() -> None:
    told = text(failing("It *invented* a [deadline](https://example.org)."))
    assert quotes(told) == ["It invented a deadline."]
    assert 'href="page:leaders/imogen-ashdown.md">Imogen Ashdown' in told
    assert "Directors · Finance · <time" in told
    assert 'href="page:use-cases/one.md">Three questions the board would ask' in told


def test_what_was_typed_stays_text() -> None:
    told = text(failing("It wrote <script>alert(1)</script> for 3 < 4 & “{{ 7*7 }}”."))
    (quote,) = quotes(told)
    assert "<" not in quote
    assert "{{ 7*7 }}" in quote
    assert "3 &lt; 4 &amp;" in quote


def test_a_long_account_is_cut_at_a_word() -> None:
    (quote,) = quotes(text(failing("It was wrong again and again. " * 60)))
    assert len(quote) <= LONGEST
    assert quote.endswith(("wrong…", "again…", "was…", "It…", "and…"))


def test_who_says_nothing_is_not_on_the_list() -> None:
    silent = failing("<!-- Where it was wrong, slow or no help. -->", "silent")
    assert quotes(text(silent, failing("It lied."))) == ["It lied."]


def test_the_list_is_cut_into_pages_in_the_order_of_the_showcase() -> None:
    first, second, third = pages(*(failing(f"Failure {n}.", f"case-{n}") for n in range(101)))
    assert [page.uri for page in (first, second, third)] == [
        "what-did-not-work.md",
        "what-did-not-work/page-2.md",
        "what-did-not-work/page-3.md",
    ]
    told = [quote for page in (first, second, third) if page.frame for quote in quotes(page.frame("", ""))]
    assert told == [f"Failure {n}." for n in range(101)]


def test_an_empty_showcase_asks_for_the_first() -> None:
    (page,) = failure_pages(empty_showcase(), contributors_of((), ENGLISH), ENGLISH)
    assert page.frame
    assert "page:contribute.md" in page.frame("", "")
