"""The labelled set: what must be found, in the places where people paste it, and what must be left alone."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from leadfront.confidential import Kind, Terms, look
from made_up_secrets import (
    CARDS,
    EMAILS,
    IBANS,
    NATIONAL_IDS,
    PHONES,
    URLS_WITH_PASSWORDS,
    keys,
    letters,
    private_key,
    signed_token,
)

Place = Callable[[str], str]
PLACES: dict[str, Place] = {
    "in prose": lambda text: f"I pasted {text} into the prompt, and it was used.",
    "at the end of a sentence": lambda text: f"What I pasted was {text}.",
    "in a line of its own": lambda text: f"This is it:\n\n{text}\n\nThanks.",
    "in a table": lambda text: f"| who | what |\n|---|---|\n| Ana | {text} |\n| Tom | none |",
    "in a fence": lambda text: f"```text\nvalue={text}\n```",
    "in quotes": lambda text: f'{{"value": "{text}"}}',
    "in backticks": lambda text: f"Use `{text}` for it",
    "in a list": lambda text: f"- one\n- {text}\n- three",
    "quoted": lambda text: f"> Dear all,\n> {text}\n> Yours",
    "in the front matter": lambda text: f"---\ntitle: About it\nsummary: {text}\n---\n\nText",
}


def kinds(text: str) -> set[Kind]:
    return {exposure.kind for exposure in look(text, Terms()).exposures}


def labelled() -> list[tuple[str, Kind, str]]:
    told = [(f"a key: {name}", Kind.KEY, key) for name, key in keys().items()]
    told.append(("a signed token", Kind.SIGNED_TOKEN, signed_token()))
    told += [(f"a card: {name}", Kind.CARD, number) for name, number in CARDS.items()]
    told += [(f"an account: {name}", Kind.IBAN, number) for name, number in IBANS.items()]
    told += [(f"an id: {name}", Kind.NATIONAL_ID, f"{word} {number}") for name, (word, number) in NATIONAL_IDS.items()]
    told += [(f"an address: {address}", Kind.EMAIL, address) for address in EMAILS]
    told += [(f"a telephone: {number}", Kind.PHONE, number) for number in PHONES]
    told += [(f"a password: {address}", Kind.URL_PASSWORD, address) for address in URLS_WITH_PASSWORDS]
    told += [(f"random: {length}", Kind.RANDOM, letters(length, seed=1)) for length in (24, 32, 40, 64)]
    return told


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("name", "kind", "text"), labelled(), ids=[name for name, _, _ in labelled()])
def test_it_is_found_wherever_it_stands(name: str, kind: Kind, text: str, place: str) -> None:
    assert kind in kinds(PLACES[place](text))


@pytest.mark.parametrize("kind", ["", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED ", "DSA "])
@pytest.mark.parametrize("place", ["plain", "quoted", "indented", "on one line"])
def test_private_keys_are_found(kind: str, place: str) -> None:
    key = private_key(kind)
    text = {
        "plain": key,
        "quoted": textwrap.indent(key, "> "),
        "indented": textwrap.indent(key, "    "),
        "on one line": '"private_key": "' + key.replace("\n", "\\n") + '"',
    }[place]
    (found,) = look(f"Look:\n\n{text}\n\nand so on.", Terms()).exposures
    assert found.kind is Kind.PRIVATE_KEY
    assert found.line == 3


@pytest.mark.parametrize(
    "text",
    [
        # reserved for examples, by those who give them out
        "ana@example.com, tom@mail.example.org, x@y.test, a@b.invalid, root@localhost, me@printer.local",
        "555-0123, (212) 555-0142, +1 212 555 0199, 020 7946 0018, 07700 900123, +44 1632 960001, 0808 157 0123",
        "4242 4242 4242 4242, 4111-1111-1111-1111, 5555555555554444, 378282246310005, 4000 0000 0000 0002",
        "GB82 WEST 1234 5698 7654 32 and DE89 3704 0044 0532 0130 00",
        "123-45-6789, 078-05-1120, 000-12-3456, 987-65-4320",
        # what stands in the place of a secret
        f"{'gh' + 'p_'}{'x' * 36} and {'sk' + '_live_'}{'X' * 24}",
        "postgres://user:password@db.ferries.co.uk/rota and https://me:${PASSWORD}@git.ferries.co.uk/x.git",
        "password: [removed], password: ********, password=<your password>, token: $TOKEN",
        "-----BEGIN PRIVATE KEY-----\n[key removed]\n-----END PRIVATE KEY-----",
        # what only looks like it
        "We saved 1,250,000.00 EUR in 2024-2025, from 12.345.678 to 9.876.543 (1 234 567 890 in all).",
        "Ticket 20241011-0042, order 406-1234567-1234567, invoice 2024/10/000123456, part 0123456789.",
        "From 2024-10-11 09:30 to 11.10.2024 17:45, on 10/11/2024 and 2024.10.11.",
        "Commit 5c25ca2d7b1f0e3a9c4b8d6e2f7a1c3b5d9e0f12, id 550e8400-e29b-41d4-a716-446655440000.",
        "https://link.springer.com/article/10.1007/s11606-022-07622-1 and doi:10.1000/182-555-212-7365000",
        "https://docs.ferries.co.uk/d/1aB2cD3eF4gH5iJ6kL7mN8oP9qR0/edit and ISBN 978-3-16-148410-0",
        "https://example.com/status/1234567890123456789?id=4539148803436467000",
        "getCustomerInvoiceById2024Report and useInternationalisationV2Helper and AbstractBeanFactory3Builder",
        "The logo@2x.png and icon@3x.webp, @mention, git@github.com:ferries/rota.git, no-reply@ferries.co.uk",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dxVGiCzrQ ana",
        "Boston, MA 02110-1301, and integrity sha512-z8A1Bn2Xq9LpW4vT7kR0mY6cJ3hD5sF1gU8eQ2oI4aZ9xC7bN0vM5wK6jH3tP1==",
        "<Buffer 01 02 03 04 05 06 07 08> and d='M7 2v2h1v14a4 4 0 0 0 4 4 4 4 0 0 0 4-4V4h1', SSN 111-22-3333",
        "version 1.2.3.4567890, 192.168.100.200, port 65535, +12.5 %, +10 000 000, ±100000000 kWh",
        "Passwords are never asked for; the token limit is 128000 and a secret is a secret: say nothing.",
        "the password is required, the token is valid, api key: see the vault",
        "Numbers 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20, and 3.14159265358979",
        "| 4500 | 4100 | 3900 |\n| 2024 | 2025 | 2026 |\n",
        "4500\n4100\n3900\n2024\n5100\n4800\n4539\n1488\n0343\n6467\n",
    ],
)
def test_what_is_harmless_is_left_alone(text: str) -> None:
    assert look(text, Terms()).exposures == ()
