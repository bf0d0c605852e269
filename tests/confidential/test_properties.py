"""However it is written: a valid number is found in prose and tables, with spaces and hyphens, in the digits of any
script, with invisible letters in it; a key is found however it is wrapped.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leadfront.confidential import Kind, Terms, look
from made_up_secrets import ALL, card, iban, keys, letters, private_key, signed_token

INVISIBLE = "\u200b\u200c\u200d\u2060\u00ad\ufeff"
# Arabic, Persian, Devanagari, Bengali, Thai, double width, mathematical bold.
ZEROES = "\u0660\u06f0\u0966\u09e6\u0e50\uff10\U0001d7ce"
HYPHENS = "-\u2010\u2011\u2012\u2013\u2212"
SPACES = " \u00a0\u2009\u202f"

issuers = st.sampled_from([("4", 16), ("51", 16), ("55", 16), ("2221", 16), ("6011", 16), ("3530", 16), ("62", 16)])
cards = st.builds(lambda issuer, seed: card(issuer[0] + letters(5, "12346789", seed), issuer[1], seed), issuers,
                  st.integers(0, 10**6))  # fmt: skip
banks = st.sampled_from([("DE", 18), ("FR", 23), ("ES", 20), ("PL", 24), ("BE", 12), ("NO", 11), ("CH", 17)])
accounts = st.builds(
    lambda bank, seed: iban(bank[0], letters(bank[1], "0123456789", seed)), banks, st.integers(0, 10**6)
)
frames = st.sampled_from(
    ["{}", "It was {}.", "| a | {} | b |", "- {}", "> {}", "`{}`", "Card: {} (mine), 2024", "**{}**"]
)
a_key = st.builds(lambda seed, name: keys(seed)[name], st.integers(0, 50), st.sampled_from(sorted(keys())))
margins = st.sampled_from(["\n", "\n> ", "\n    ", "\r\n"])


def found(text: str, kind: Kind) -> bool:
    text = text.replace("\r\n", "\n")
    return kind in {exposure.kind for exposure in look(text, Terms()).exposures}


def grouped(number: str, by: str) -> str:
    return by.join(number[place : place + 4] for place in range(0, len(number), 4))


@given(cards, st.sampled_from(["", *SPACES, *HYPHENS]), frames)
def test_cards(number: str, by: str, frame: str) -> None:
    assert found(frame.format(grouped(number, by)), Kind.CARD)


@given(accounts, st.sampled_from(["", *SPACES, *HYPHENS]), frames, st.booleans())
def test_accounts(number: str, by: str, frame: str, small: bool) -> None:
    assert found(frame.format(grouped(number.lower() if small else number, by)), Kind.IBAN)


@given(cards, st.sampled_from(ZEROES))
def test_digits_of_another_script(number: str, zero: str) -> None:
    assert found("".join(chr(ord(zero) + int(digit)) for digit in number), Kind.CARD)


@given(cards, st.data())
def test_invisible_letters(number: str, data: st.DataObject) -> None:
    for _ in range(3):
        place = data.draw(st.integers(0, len(number)))
        number = number[:place] + data.draw(st.sampled_from(INVISIBLE)) + number[place:]
    assert found(f"pay with {number}", Kind.CARD)


@given(a_key, st.data())
def test_invisible_letters_in_keys(key: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(key) - 1))
    assert found(key[:place] + data.draw(st.sampled_from(INVISIBLE)) + key[place:], Kind.KEY)


@given(cards, margins)
def test_a_number_that_is_wrapped(number: str, margin: str) -> None:
    halves = f"{number[:4]} {number[4:8]}{margin}{number[8:12]} {number[12:]}"
    assert found(f"> the card is {halves}, valid", Kind.CARD)


@given(a_key, margins, st.data())
def test_a_key_that_is_wrapped(key: str, margin: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(key) - 1))
    assert found(f"Here it is:\n{margin}{key[:place]}{margin}{key[place:]}\n\nas you see", Kind.KEY)


def test_a_key_that_is_wrapped_behind_its_colon() -> None:
    number, secret = keys(0)["Telegram"].split(":")
    assert found(f"The bot:\n\n{number}:\n{secret}\n\nas you see", Kind.KEY)
    assert not found(f"Seen at {number}:\nAA\n", Kind.KEY)


@given(st.integers(0, 50), st.integers(20, 90), margins)
def test_a_token_over_many_lines(seed: int, width: int, margin: str) -> None:
    token = signed_token(seed)
    wrapped = margin.join(token[place : place + width] for place in range(0, len(token), width))
    assert found(f"Token:\n{wrapped}\n\nThanks", Kind.SIGNED_TOKEN)


@given(st.integers(0, 50), margins)
def test_private_keys(seed: int, margin: str) -> None:
    assert found(private_key(seed=seed).replace("\n", margin), Kind.PRIVATE_KEY)


@given(a_key, st.sampled_from("_-"))
def test_markdown_escapes_of_editors(key: str, sign: str) -> None:
    assert found(key.replace(sign, f"\\{sign}"), Kind.KEY)


@given(st.text(max_size=400))
def test_any_text_is_answered_and_keeps_its_lines(text: str) -> None:
    for exposure in look(text, Terms()).exposures:
        assert 1 <= exposure.line <= text.count("\n") + 1


@given(
    a_key | cards | accounts, st.text(alphabet=ALL + " \n|>`-", max_size=60), st.text(alphabet=ALL + " \n", max_size=60)
)
def test_a_find_shows_four_letters_at_most(secret: str, before: str, after: str) -> None:
    for exposure in look(f"{before} {secret} {after}", Terms()).exposures:
        assert len(exposure.shown) <= 5
        assert secret not in repr(exposure)
