"""What the search knows of a use case, and the catalogue that a browser reads."""

from __future__ import annotations

import json
from typing import Any

from leadfront.catalogue import CARDS_IN_A_FILE, INDEX, PageCard, Shelf, cards_shelf, catalogue_files
from leadfront.language import ENGLISH
from leadfront.pages.search import Passage, case_words, catalogue, search_page, search_words
from leadfront.search_index import WEIGHTS, importance
from made_up import case_text, entry, showcase


def address_of(uri: str) -> str:
    return uri.removesuffix(".md") + "/"


def read(files: dict[str, bytes], shelf: str, name: str) -> Any:
    index = json.loads(files[INDEX])
    return json.loads(files[f"catalogue/{index[shelf]['folder']}/{name}"])


BODY = """\
## The task

Two papers.

It rained.

### Who was there

Nobody.

## Prompt

```text
Attack my paper.
### Not a heading of the page
```

## Lessons for auditors

None.
"""


def test_what_is_found_of_a_use_case() -> None:
    text = case_text(
        body=BODY, tools="[Copilot, Claude Code]", tags="[rehearsal]", coach="Tomasz Bell", skills="[learning-agility]"
    )
    words = case_words(entry(text=text))
    assert set(words) <= set(WEIGHTS)
    found = importance(words)
    wanted = {"questions", "attack", "paper", "imogen", "copilot", "code", "rehearsal", "lessons", "auditors", "who"}
    assert wanted | {"tomasz", "agility", "directors", "finance"} <= found.keys()
    for word in ("task", "prompt", "text", "nobody"):
        assert word not in found, f"{word} stands in each use case, or where nobody looks"
    assert found["questions"] > found["attack"]
    assert "Not a heading" not in words["headings"]


def test_a_use_case_without_anything_is_no_trouble() -> None:
    assert importance(case_words(entry(text="---\ntitle: Bare\n---\n\nWords.\n")))["bare"] > 0


def test_the_catalogue_numbers_use_cases_first_and_then_passages() -> None:
    entries = [entry(f"case-{number}", landed="2026-10-20") for number in range(CARDS_IN_A_FILE + 1)]
    passages = [Passage("playbook/fears/#say", "Say this", "When people fear", "", "It is fair to ask.")]
    files = catalogue(showcase(entries), passages, address_of, searchable=True)
    index = json.loads(files[INDEX])
    assert (index["cases"], index["pages"], index["cards"]["each"]) == (CARDS_IN_A_FILE + 1, 1, CARDS_IN_A_FILE)
    assert len(read(files, "cards", "0.json")) == CARDS_IN_A_FILE
    last, passage = read(files, "cards", "1.json")
    assert last[:4] == [
        f"use-cases/case-{CARDS_IN_A_FILE}/",
        "Three questions the board would ask",
        "I let an assistant attack my own paper.",
        "Imogen Ashdown",
    ]
    assert last[7:10] == ["2026-10-20", "shared", ["Copilot"]]
    assert passage == ["playbook/fears/#say", "Say this", "When people fear"]
    assert "questions" in read(files, "words", "words.json")["words"]


def test_a_site_without_search_has_cards_and_no_words() -> None:
    index = json.loads(catalogue(showcase(), (), address_of, searchable=False)[INDEX])
    assert "cards" in index
    assert "words" not in index


def test_the_same_showcase_gives_the_same_bytes_and_another_one_other_folders() -> None:
    one, same, other = (
        catalogue(showcase([entry(title=title)]), (), address_of, searchable=True) for title in ("A", "A", "B")
    )
    assert one == same
    for shelf in ("cards", "words"):
        assert json.loads(one[INDEX])[shelf]["folder"] != json.loads(other[INDEX])[shelf]["folder"]


def test_a_folder_is_named_by_all_that_is_in_it() -> None:
    def folder(**files: bytes) -> str:
        found: str = json.loads(catalogue_files(0, 0, [Shelf("cards", files)])[INDEX])["cards"]["folder"]
        return found

    assert len({folder(a=b"bc"), folder(ab=b"c"), folder(a=b"", b=b"c"), folder(b=b"c", a=b"")}) == 4
    assert folder(a=b"b") == folder(a=b"b")


def test_an_empty_showcase_has_a_catalogue() -> None:
    files = catalogue(showcase([]), (), address_of, searchable=True)
    assert json.loads(files[INDEX])["cases"] == 0
    assert read(files, "words", "words.json") == {"shards": [], "words": ""}
    assert cards_shelf([]).files == {}
    assert list(cards_shelf([PageCard("a/", "A", "")]).files) == ["0.json"]


def test_the_page_says_what_the_script_says() -> None:
    page = search_page(showcase())
    words = json.loads(search_words(ENGLISH))
    assert words["none"] == "Nothing found for “{query}”."
    assert (words["one"], words["many"]) == ("{count} result", "{count} results")
    assert "<noscript>" in page.text
    assert not page.searchable
