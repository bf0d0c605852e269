"""The check digits, held against python-stdnum, which knows them all, and against what is published of them.

That library is stricter about days (it knows leap years, and looks at the clock for days that are still to come), so
where a number holds a day, only what it accepts is compared.
"""

from __future__ import annotations

import importlib
import random
from collections.abc import Callable

import pytest

from leadfront.confidential import check_digits as check
from made_up_secrets import CAPITALS, DIGITS, IBANS, letters

Maker = Callable[[random.Random], str]


def digits(length: int) -> Maker:
    return lambda chance: "".join(chance.choice(DIGITS) for _ in range(length))


def day(order: str, rest: Maker, between: str = "") -> Maker:
    def make(chance: random.Random) -> str:
        parts = {"y": chance.randint(0, 99), "m": chance.randint(1, 12), "d": chance.randint(1, 28)}
        return "".join(f"{parts[part]:02d}" for part in order) + between + rest(chance)

    return make


def then(*makers: Maker) -> Maker:
    return lambda chance: "".join(make(chance) for make in makers)


def one_of(*texts: str) -> Maker:
    return lambda chance: chance.choice(texts)


WITHOUT_DAYS: dict[str, tuple[Callable[[str], bool], Maker]] = {
    "luhn": (check.luhn, digits(16)),
    "nl.bsn": (check.bsn, digits(9)),
    "gb.nhs": (check.nhs, digits(10)),
    "de.idnr": (
        check.steuer_id,
        lambda chance: "".join(chance.sample(DIGITS, 9)) + digits(2)(chance),
    ),
    "fr.nir": (check.nir, then(one_of("1", "2"), day("ym", one_of("2A", "2B", "75", "13")), digits(8))),
    "es.dni": (check.dni, then(digits(8), one_of(*CAPITALS))),
    "es.nie": (check.dni, then(one_of("X", "Y", "Z"), digits(7), one_of(*CAPITALS))),
    "us.ssn": (check.ssn, digits(9)),
    "ch.ssn": (check.ahv, then(one_of("756"), digits(10))),
    "at.vnr": (check.sozialversicherung, digits(10)),
    "pt.nif": (check.nif, digits(9)),
    "ie.pps": (check.pps, then(digits(7), one_of(*"ABCDEFGHIJKLMNOPQRSTUVW"), one_of("", "A", "B", "H", "W"))),
    "ca.sin": (check.sin, digits(9)),
    "br.cpf": (check.cpf, digits(11)),
    "in_.aadhaar": (check.aadhaar, then(one_of("2", "5", "9"), digits(11))),
    "au.tfn": (check.tfn, digits(9)),
}
WITH_DAYS: dict[str, tuple[Callable[[str], bool], Maker]] = {
    "pl.pesel": (check.pesel, day("ymd", digits(5))),
    "se.personnummer": (check.personnummer, day("ymd", digits(4), "-")),
    "be.nn": (check.rijksregister, day("ymd", digits(5))),
    "fi.hetu": (check.hetu, day("dmy", then(digits(3), one_of(*"0123456789ABCDEFHJKLMNPRSTUVWXY")), "-")),
    "no.fodselsnummer": (check.fodselsnummer, day("dmy", digits(5))),
    "dk.cpr": (check.cpr, day("dmy", digits(4))),
    "za.idnr": (check.south_african, day("ymd", then(digits(4), one_of("0", "1"), digits(2)))),
    "it.codicefiscale": (
        check.codice_fiscale,
        then(one_of("RSSMRA", "BNCGNN"), digits(2), one_of(*"ABCDEHLMPRST"), one_of("01", "28", "53"), one_of("H"),
             digits(3), one_of(*CAPITALS)),
    ),
}  # fmt: skip
# The only one here that the library does not refuse: advertised numbers that were typed as real ones for years.
PRINTED = {"123456789", "457555462", "111223333"}


@pytest.mark.parametrize("name", [*WITHOUT_DAYS, *WITH_DAYS])
def test_they_agree_with_the_library(name: str) -> None:
    fits, make = {**WITHOUT_DAYS, **WITH_DAYS}[name]
    library = importlib.import_module(f"stdnum.{name}")
    chance = random.Random(name)  # noqa: S311 - made-up numbers
    accepted = 0
    for _ in range(1500):
        number = make(chance)
        ours, theirs = fits(number.replace("-", "")), library.is_valid(number)
        accepted += theirs
        if theirs or name in WITHOUT_DAYS:
            assert ours == theirs or number in PRINTED, number
    assert accepted > 5


def test_accounts_agree_with_the_library() -> None:
    from stdnum import iban

    for country, number in IBANS.items():
        assert check.iban(number)
        assert iban.is_valid(number, check_country=False), country
        for seed in range(20):
            typo = number[:-2] + letters(2, DIGITS, seed)
            assert check.iban(typo) == (typo == number)
