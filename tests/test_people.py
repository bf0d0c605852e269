"""Who may be who: names as git, addresses and files write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfront.people import email_of, has_full_name, is_robot, may_be, name_of


@pytest.mark.parametrize(
    ("author", "person"),
    [
        ("Jane Doe <x@example.com>", "Jane Doe"),
        ("DOE, Jane <x@example.com>", "Jane Doe"),
        ("Ｊａｎｅ Doe <x@example.com>", "Jane Doe"),
        ("J. Doe <x@example.com>", "Jane Doe"),
        ("Jane D. <x@example.com>", "Jane Doe"),
        ("Dr Jane Mary Doe (she/her) <x@example.com>", "Jane Doe"),
        ("Jane Doe <x@example.com>", "Jane Doe and Tomasz Bell"),
        ("Jose Nunez <x@example.com>", "José Núñez"),
        ("José Núñez <x@example.com>", "Jose\u0301 Nun\u0303ez"),
        ("Bjoern Mueller <x@example.com>", "Björn Müller"),
        ("Bjorn Muller <x@example.com>", "Björn Müller"),
        ("Soren Straße <x@example.com>", "Søren Strasse"),
        ("Sean OBrien <x@example.com>", "Sean O’Brien"),
        ("Anne Marie Duval <x@example.com>", "Anne-Marie Duval"),
        ("İpek Yıldız <x@example.com>", "Ipek Yildiz"),
        ("Laptop of Finance <jane.doe@example.com>", "Jane Doe"),
        ("Laptop of Finance <Doe.Jane2@example.com>", "Jane Doe"),
        ("Laptop of Finance <j.doe@example.com>", "Jane Doe"),
        ("Laptop of Finance <jdoe@example.com>", "Jane Doe"),
        ("Laptop of Finance <doej@example.com>", "Jane Doe"),
        ("Laptop of Finance <jane.doe+git@example.com>", "Jane Doe"),
        ("Laptop of Finance <bjoern.mueller@example.com>", "Björn Müller"),
        ("The Boss <1234567+jane-doe@users.noreply.github.com>", "Jane Doe"),
        ("山田 太郎 <x@example.com>", "山田太郎"),
        ("Taro Yamada <x@example.com>", "山田太郎"),
        ("Ivan Petrov <x@example.com>", "Иван Петров"),
        ("अनिता शर्मा <x@example.com>", "शर्मा अनिता"),
    ],
)
def test_who_may_be_the_same(author: str, person: str) -> None:
    assert may_be(author, person)


@pytest.mark.parametrize(
    ("author", "person"),
    [
        ("Ana Duarte <ana.duarte@example.com>", "Jane Doe"),
        ("Jane Roe <jane.roe@example.com>", "Jane Doe"),
        ("John Doe <john.doe@example.com>", "Jane Doe"),
        ("Jane Roe <jane@example.com>", "Jane Doe"),
        ("Jane Roe <doe@example.com>", "Jane Doe"),
        ("K. Doe <k.doe@example.com>", "Jane Doe"),
        ("Ana Duarte <ana@jane.doe.example>", "Jane Doe"),
        ("Jane Jane <x@example.com>", "Jane Doe"),
        ("王 小明 <wang@example.com>", "山田太郎"),
        ("Пётр Иванов <x@example.com>", "Иван Петров"),
    ],
)
def test_who_is_another(author: str, person: str) -> None:
    assert not may_be(author, person)


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_compared(name: str, email: str, person: str) -> None:
    assert may_be(f"{name} <{email}>", person) in (True, False)


@given(st.text(st.characters(exclude_characters="<"), min_size=1).filter(lambda name: name.strip()), st.text())
def test_everybody_may_be_themselves(name: str, email: str) -> None:
    assert may_be(f"{name} <{email}>", name)
    assert name_of(f"{name} <{email}>") == name.strip()
    assert email_of(f"{name.strip()} <{email}>") == email


def test_long_names_are_compared_at_once() -> None:
    assert not may_be(f"{'a b ' * 50_000}<x@example.com>", "c d " * 50_000)


def test_one_word_is_no_full_name() -> None:
    assert has_full_name("Jane Doe <x@example.com>")
    assert not has_full_name("jdoe42 <1+jdoe42@users.noreply.github.com>")
    assert not has_full_name(" <x@example.com>")


@pytest.mark.parametrize(
    "author", ["Renewal[bot] <x@example.com>", "Robot <41898282+github-actions[bot]@users.noreply.github.com>"]
)
def test_robots_say_so(author: str) -> None:
    assert is_robot(author)
    assert not is_robot("Rob Otto <rob.otto@example.com>")
