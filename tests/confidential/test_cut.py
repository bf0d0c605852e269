"""A key, a card or a bank account that markup cuts is found as whole as a reader reads it, and nothing else is."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from leadfront.confidential import Kind, Terms, digest_of, hide, look, look_at_file
from leadfront.confidential.cut import may_be_cut
from made_up_secrets import CARDS, IBANS, keys

NONE = Terms()
ROOT = Path(__file__).parents[2]
GITHUB = keys()["GitHub"]
HEAD, TAIL = GITHUB[:14], GITHUB[14:]
GROUPS = [CARDS["Visa"].replace(" ", "")[at : at + 4] for at in (0, 4, 8, 12)]
IBAN = IBANS["DE"].replace(" ", "")
FOURS = [IBAN[at : at + 4] for at in range(0, 22, 4)]


def told(text: str) -> list[tuple[Kind, int]]:
    return [(exposure.kind, exposure.line) for exposure in look_at_file(text.encode(), NONE).exposures]


@pytest.mark.parametrize(
    "cut",
    [
        f"{HEAD}**{TAIL}**",
        f"**{HEAD}**{TAIL}",
        f"{HEAD}*{TAIL[:5]}*{TAIL[5:]}",
        f"{HEAD}<b></b>{TAIL}",
        f"{HEAD}<b>{TAIL}</b>",
        f"{HEAD}<!-- -->{TAIL}",
        f"{HEAD}<!-- one\ntwo -->{TAIL}",
        f'{HEAD}<span title="x">{TAIL}</span>',
        f"{HEAD}`{TAIL}`",
        f"{HEAD}~~{TAIL}~~",
        f"{HEAD}=={TAIL}==",
        f"{GITHUB[:4]}**{GITHUB[4:]}**",
        f"{HEAD}***{TAIL}***",
        "*".join([GITHUB[:8], GITHUB[8:16], GITHUB[16:24], GITHUB[24:]]),
    ],
)
def test_a_key_is_found(cut: str) -> None:
    assert told(f"# One\n\nThe key is {cut} and **so on**.\n") == [(Kind.KEY, 3)]
    (found,) = look(cut, NONE).exposures
    assert found.digest == digest_of(GITHUB)
    assert not look(cut, Terms(hashes=(found.digest,))).exposures
    assert TAIL not in hide(cut)


@pytest.mark.parametrize(
    "cut",
    [
        "{} **{}** {} {}",
        "**{}** **{}** **{}** **{}**",
        "**{}**{}{}{}",
        "{}<br>{}<br>{}<br>{}",
        "{} <br/> {} <br/> {} <br/> {}",
        "{}·{}·{}·{}",
        "{} · {} · {} · {}",
        "{} • {} • {} • {}",
        "{}, {}, {}, {}",
        "{},{},{},{}",
        "**{}**, **{}**, **{}**, **{}**",
        "{}<!-- a --> {} {} {}",
        "`{}` `{}` `{}` `{}`",
    ],
)
def test_a_card_is_found(cut: str) -> None:
    assert told("One.\n\nThe card " + cut.format(*GROUPS) + " of ours.\n") == [(Kind.CARD, 3)]


@pytest.mark.parametrize(
    "text",
    [
        "{} {} **{}** {} {} {}",
        "**{} {} {}** {} {} {}",
        "{}**{}**{}{}{}{}",
        "{} <b>{}</b> {} {} {} {}",
        "{}<br>{}<br>{}<br>{}<br>{}<br>{}",
    ],
)
def test_a_bank_account_is_found(text: str) -> None:
    assert told("One.\n\nTo " + text.format(*FOURS) + ", please.\n") == [(Kind.IBAN, 3)]


def test_a_bank_account_with_its_country_apart_is_found() -> None:
    assert told(f"To {IBAN[:2]} {IBAN[2:4]} {' '.join(FOURS[1:])}.\n") == [(Kind.IBAN, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "4100, 4200, 4300, 4405, and more",
        "In 4012, 4019, 4025, 4036 we met.",
        "1, 2, 3 and **4** of `5`, 10,000 and 20,000,000",
        "**One**two`three`four and a_b_c*d*e",
        "a**" * 500,
        "<b>ghp</b>_ and sk-**or**-v1 and `AKIA`",
        f"{', '.join(GROUPS)}, 1234",
        "de 44 5001 0517 5407 3249 31 personas",
    ],
)
def test_and_nothing_else(text: str) -> None:
    assert told(text) == []


def test_what_was_found_whole_is_told_as_before() -> None:
    (found,) = look(f"{GITHUB}**abc** and *{CARDS['Visa']}*", NONE).exposures[:1]
    assert found.digest == digest_of(GITHUB)


def test_usual_pages_are_not_looked_at_twice() -> None:
    pages = [path.read_bytes() for path in (ROOT / "showcase").rglob("*.md")]
    assert len(pages) > 8
    assert sum(map(may_be_cut, pages)) <= len(pages) // 4


@pytest.mark.parametrize("piece", ["<!--", "<b>", "a*", "*", "<a ", "1·", "1234, ", "a<b>", "1*", "ghp_*", "<br>1"])
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (64 * 1024 // len(piece))
    started = time.process_time()
    look(text, NONE)
    assert time.process_time() - started < 10  # half a second on a machine of our own


@pytest.mark.parametrize(
    "word",
    ["Passwort:", "Kennwort:", "KENNWORT:", "mot de passe :", "Mot de passe\u00a0:", "contraseña:", "wachtwoord:"],
)
def test_a_password_is_found_in_other_languages(word: str) -> None:
    assert told(f"{word} Harb0ur-2041-low\n") == [(Kind.RANDOM, 1)]
