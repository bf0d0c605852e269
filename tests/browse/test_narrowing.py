"""What fits a reader's choice, and what each other choice leaves: the browser's own script against the obvious way."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadfront.language import ENGLISH
from leadfront.pages.browse import columns_of
from leadfront.pages.facets import by_saving, by_title, facets_of
from leadfront.showcase import Showcase
from made_up import LEVELS, entry, showcase

HERE = Path(__file__).parent
SCRIPT = HERE.parents[1] / "templates" / "assets" / "facets.js"
KEYS = ["level", "function", "tool", "skill", "quarter", "effect"]


class Script:
    """The script, in Node.js."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, name: str, argument: Any) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([name, argument]) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@pytest.fixture(scope="module")
def script() -> Iterator[Script]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node.js is not installed")
    command = [node, str(HERE / "run_facets.mjs"), SCRIPT.as_uri()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Script(process)
        assert process.stdin
        process.stdin.close()


def quoted(names: Sequence[str]) -> str:
    return json.dumps(list(names))


effects = st.sampled_from(
    [
        "",
        "{measure: Time, before: 60, after: 20, unit: minutes, basis: measured}",
        "{measure: Cost, before: 10, after: 9, unit: pounds, basis: estimated}",
        "{measure: Readers, before: 5, after: 20, unit: readers, basis: measured}",
    ]
)
cases = st.fixed_dictionaries(
    {
        "level": st.sampled_from([*(level.id for level in LEVELS), "boss"]),
        "function": st.sampled_from(["finance", "Finance ", "people", "Straße"]),
        "tools": st.lists(st.sampled_from(["Copilot", "COPILOT", "Claude", "Excel"]), max_size=3).map(quoted),
        "skills": st.lists(st.sampled_from(["trust", "ethics", "learning-agility"]), max_size=3).map(quoted),
        "title": st.sampled_from(["Ärger", "Apples", "banana", "Zebra"]),
        "effect": effects,
    }
)
showcases = st.lists(st.tuples(cases, st.sampled_from(["", "2026-01-15", "2025-12-31"])), max_size=12).map(
    lambda made: showcase(
        [
            entry(f"case-{at}", landed=landed, **{key: value for key, value in fields.items() if value})
            for at, (fields, landed) in enumerate(made)
        ]
    )
)


@st.composite
def questions(draw: st.DrawFn) -> tuple[Showcase, dict[str, list[str]], list[int] | None]:
    made = draw(showcases)
    chosen = {}
    for facet in facets_of(made, ENGLISH):
        slugs = draw(st.lists(st.sampled_from([value.slug for value in facet.values]), max_size=2, unique=True))
        if slugs:
            chosen[facet.key] = slugs
    numbers = list(range(len(made.entries)))
    ranked = draw(st.none() | st.permutations(numbers).map(lambda some: some[: len(numbers) // 2]))
    return made, chosen, ranked


def fits(values: Mapping[str, set[str]], chosen: Mapping[str, Sequence[str]]) -> bool:
    return all(values[key] & set(slugs) for key, slugs in chosen.items())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(asked=questions())
def test_the_script_narrows_down_as_one_would_by_hand(
    script: Script, asked: tuple[Showcase, dict[str, list[str]], list[int] | None]
) -> None:
    made, chosen, ranked = asked
    facets = facets_of(made, ENGLISH)
    numbers = range(len(made.entries))
    has = [
        {facet.key: {value.slug for value in facet.values if number in value.numbers} for facet in facets}
        for number in numbers
    ]
    matching = [number for number in numbers if ranked is None or number in ranked]
    wanted = [number for number in matching if fits(has[number], chosen)]
    script.ask("columns", json.loads(json.dumps(columns_of(made, facets))))

    def found(order: str, listed: Sequence[int] = ()) -> dict[str, Any]:
        among = None if ranked is None else [int(number in ranked) for number in numbers]
        question = {"choice": {"values": chosen}, "among": among, "order": order, "listed": listed}
        answer: dict[str, Any] = script.ask("narrowed", question)
        return answer

    newest = found("newest")
    assert newest["numbers"] == wanted
    assert newest["total"] == len(wanted)
    for facet in facets:
        others = {key: slugs for key, slugs in chosen.items() if key != facet.key}
        left = [number for number in matching if fits(has[number], others)]
        assert newest["without"][facet.key] == len(left)
        assert newest["counts"][facet.key] == [
            len([number for number in left if value.slug in has[number][facet.key]]) for value in facet.values
        ]
    assert found("oldest")["numbers"] == wanted[::-1]
    titles = [ENGLISH.order(case.case.title) for case in made.entries]
    assert found("title", by_title(made, ENGLISH))["numbers"] == sorted(
        wanted, key=lambda number: (titles[number], number)
    )
    assert found("saving", by_saving(made))["numbers"] == sorted(
        wanted, key=lambda number: (-saved(made, number), number)
    )
    if ranked is not None:
        assert found("match", ranked)["numbers"] == [number for number in ranked if number in wanted]


def saved(made: Showcase, number: int) -> float:
    effect = made.entries[number].case.effect
    return max(0, (effect.before - effect.after) / effect.before) if effect else 0


slugs = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,2}", fullmatch=True)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    values=st.dictionaries(
        st.sampled_from(KEYS),
        st.lists(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True), min_size=1, unique=True),
    ),
    words=st.text(max_size=20).map(lambda text: "".join(sign for sign in text if sign.isprintable()).strip()),
    order=st.sampled_from(["", "oldest", "title", "saving", "match"]),
    page=st.integers(1, 99),
)
def test_a_choice_survives_its_address(
    script: Script, values: dict[str, list[str]], words: str, order: str, page: int
) -> None:
    choice = {"values": values, "words": words, "order": order, "page": page}
    written = script.ask("written", {"choice": choice, "search": "?level=old&q=old&utm=kept", "keys": KEYS})
    assert written.startswith("utm=kept")
    read = script.ask("read", {"search": written, "keys": KEYS})
    assert {key: set(slugs) for key, slugs in read["values"].items()} == {key: set(own) for key, own in values.items()}
    assert (read["words"], read["order"], read["page"]) == (words, order, page)


@pytest.mark.parametrize(
    "search", ["?page=-1", "?page=x", "?sort=evil&page=1e99", "?level=", "?q=", "?__proto__=1", "?%"]
)
def test_an_address_that_makes_no_sense_is_no_choice(script: Script, search: str) -> None:
    read = script.ask("read", {"search": search, "keys": KEYS})
    assert read == {"values": {}, "words": "", "order": "", "page": 1}
