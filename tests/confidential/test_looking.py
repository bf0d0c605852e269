"""Where a find is told, what excuses it, what the policy lists, and how little of it is shown."""

from __future__ import annotations

import time

import pytest

from leadfront.confidential import Kind, Terms, digest_of, hide, look, look_at_file
from made_up_secrets import CARDS, IBANS, keys, letters, private_key, signed_token

NONE = Terms()
EMAIL = "imogen@northferries.co.uk"


def told(text: str, terms: Terms = NONE) -> list[tuple[Kind, int]]:
    return [(exposure.kind, exposure.line) for exposure in look(text, terms).exposures]


def idle(text: str) -> list[tuple[int, str]]:
    return [(example.line, example.kind) for example in look(text, NONE).idle_examples]


def test_lines_are_those_of_the_file() -> None:
    text = f"---\ntitle: One\n---\n\n{EMAIL}\nand {keys()['GitHub']}\n\n{EMAIL} {EMAIL}\n"
    assert told(text) == [(Kind.EMAIL, 5), (Kind.KEY, 6), (Kind.EMAIL, 8), (Kind.EMAIL, 8)]


def test_a_file_that_is_no_utf_8_hides_nothing() -> None:
    data = "caf\xe9\r\n".encode("latin-1") + f"{EMAIL}\r\n".encode()
    assert [exposure.line for exposure in look_at_file(data, NONE).exposures] == [2]


def test_one_place_is_told_once() -> None:
    assert told(f"postgres://ana:Harb0urLights@{EMAIL.partition('@')[2]}/rota") == [(Kind.URL_PASSWORD, 1)]
    assert told(f'{{"private_key": "{private_key().replace(chr(10), chr(92) + "n")}"}}') == [(Kind.PRIVATE_KEY, 1)]
    assert told(signed_token()) == [(Kind.SIGNED_TOKEN, 1)]


@pytest.mark.parametrize("escaped", ["imogen&#64;northferries.co.uk", "imogen&commat;northferries.co.uk"])
def test_what_a_reader_would_see_counts(escaped: str) -> None:
    assert told(escaped) == [(Kind.EMAIL, 1)]


# --- examples ---------------------------------------------------------------------------------------------------------

EXAMPLE = "<!-- leadfront: example email -->"


@pytest.mark.parametrize(
    "text",
    [
        f"{EXAMPLE}\nWrite to {EMAIL}\nand to {EMAIL}.",
        f"{EXAMPLE}\n\nWrite to {EMAIL}.",
        f"{EXAMPLE}\n```text\nDear {EMAIL}\n\nand {EMAIL}\n```",
        f"{EXAMPLE}\n\n~~~\n{EMAIL}\n~~~",
        f"<!-- leadfront: example phone -->\n{EXAMPLE}\n{EMAIL} +32 2 000 12 34",
        f"  <!--leadfront:example   EMAIL-->\n{EMAIL}",
        f"{EXAMPLE}\n| a | b |\n|---|---|\n| 1 | {EMAIL} |",
    ],
)
def test_an_example_excuses_the_paragraph_or_the_fence_below_it(text: str) -> None:
    assert told(text) == []
    assert idle(text) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{EXAMPLE}\nOne paragraph {EMAIL}.\n\nAnother {EMAIL}.", 4),
        (f"{EMAIL}\n{EXAMPLE}\n{EMAIL}", 1),
        (f"```\n{EXAMPLE}\n{EMAIL}\n```", 3),
        (f"```\n{EXAMPLE}\n```\n{EMAIL}", 4),
        (f"{EXAMPLE}\nText\n```\n{EMAIL}\n```", 4),
        (f"{EXAMPLE}\n```\n{EMAIL}\n```\n{EMAIL}", 5),
        (f"    {EXAMPLE}\n{EMAIL}", 2),
        (f"Text {EXAMPLE}\n{EMAIL}", 2),
        (f"{EXAMPLE} {EMAIL}", 1),
        (f"{EXAMPLE}\n## Heading\n\n{EMAIL}", 4),
        (f"<!-- leadfront: example phone -->\n{EMAIL}", 2),
        (f"<!-- leadfront: example emails -->\n{EMAIL}", 2),
        (f"<!-- leadfront: example -->\n{EMAIL}", 2),
    ],
)
def test_and_nothing_else(text: str, line: int) -> None:
    assert (Kind.EMAIL, line) in told(text)


def test_an_example_that_excuses_nothing_is_told() -> None:
    assert idle(f"{EXAMPLE}\nNobody.\n\n<!-- leadfront: example nonsense -->\n{EMAIL}") == [
        (1, "email"),
        (4, "nonsense"),
    ]


@pytest.mark.parametrize("kind", ["key", "private-key", "signed-token", "random", "email"])
def test_no_comment_excuses_a_key(kind: str) -> None:
    comment = f"<!-- leadfront: example {kind} -->"
    for secret in (keys()["Stripe"], signed_token(), private_key()):
        assert [found.a_key for found, _ in told(f"{comment}\n{secret}")] == [True]


# --- the policy -------------------------------------------------------------------------------------------------------


def test_a_hash_in_the_policy_excuses_exactly_that_text() -> None:
    key, other = keys(1)["GitHub"], keys(2)["GitHub"]
    (found,) = look(key, NONE).exposures
    assert found.digest == digest_of(key)
    assert told(f"{key}\n{other}", Terms(hashes=(found.digest,))) == [(Kind.KEY, 2)]
    wrapped = f"{key[:20]}\n{key[20:]}"
    assert told(wrapped) == [(Kind.KEY, 1)]
    assert told(wrapped, Terms(hashes=(found.digest,))) == []


def test_the_hash_of_what_could_be_guessed_is_not_told() -> None:
    for secret in (CARDS["Visa"], IBANS["DE"], EMAIL, "+32 2 000 12 34", "postgres://a:bC4-hidden@h.ferries.io/"):
        assert all(exposure.digest == "" for exposure in look(secret, NONE).exposures)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Project Lantern", "about project  LANTERN, still"),
        ("Project Lantern", "> about Project\n> Lantern"),
        ("Project Lantern", "project-lantern.xlsx"),
        ("Lantern", "**Lantern**'s budget"),
        ("Müller & Söhne", "für MÜLLER & SÖHNE"),
        ("Strandfähre", "die Strand\u00adfähre"),
        ("C4", "in c4 we trust"),
    ],
)
def test_listed_words_are_found(words: str, text: str) -> None:
    assert [kind for kind, _ in told(text, Terms(words=(words,)))] == [Kind.WORD]


@pytest.mark.parametrize(
    ("words", "text"),
    [("Lantern", "lanterns and lanternlight"), ("Project Lantern", "the project, by lantern"), ("C4", "c45 and ac4")],
)
def test_and_no_others(words: str, text: str) -> None:
    assert told(text, Terms(words=(words,))) == []


@pytest.mark.parametrize(
    ("host", "text"),
    [
        ("corp.ferries.io", "see http://fs01.corp.ferries.io:8080/x"),
        ("*.corp.ferries.io", "on FS01.corp.ferries.io."),
        ("corp.ferries.io", "corp.ferries.io is down"),
        ("srv-*", "restart srv-rota02 now"),
        ("intranet", "http://intranet/letters"),
        ("corp.ferries.io", r"\\fs01.corp.ferries.io\letters"),
    ],
)
def test_listed_hosts_are_found(host: str, text: str) -> None:
    assert Kind.HOST in [kind for kind, _ in told(text, Terms(hosts=(host,)))]


@pytest.mark.parametrize(
    ("host", "text"),
    [
        ("corp.ferries.io", "corp.ferries.io.example.com and mycorp.ferries.iox"),
        ("srv-*", "the userv-x"),
        ("intranet", "intranets"),
    ],
)
def test_and_no_other_hosts(host: str, text: str) -> None:
    assert told(text, Terms(hosts=(host,))) == []


# --- what is shown ----------------------------------------------------------------------------------------------------


def test_a_message_hides_what_it_quotes() -> None:
    key, number = keys()["GitHub"], CARDS["Visa"]
    assert hide(f"“{key}” is not a level, nor is {number}.") == f"“{key[:4]}…” is not a level, nor is {number[:4]}…."
    for harmless in (
        "Write “date: 2026-10-14”.",
        "Commit 5c25ca2d7b1f0e3a9c4b8d6e2f7a1c3b5d9e0f12.",
        letters(64, seed=3),
    ):
        assert hide(harmless) == harmless


# --- how long it takes ------------------------------------------------------------------------------------------------

MOST = 64 * 1024  # a quarter of the largest file that is read; what is quadratic takes many seconds


@pytest.mark.parametrize(
    "piece",
    [
        "@", "a@", "a.b@c.d", "1", "1 ", "12-", "0 ", "+1", "(0)", "a", "aB3", "A1-", "x" * 63 + ".", "://",
        "a://b:c", ":",
        "-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\nA", "-----BEGIN CERTIFICATE-----", "eyJ", "eyJa.",
        "<!-- leadfront: example email -->\n", "```\n", "\n> ", "a\n", "aB3\\\n", " ", "\t", "&", "&#64;", "\\_",
        "\u200b", "é1",
        "password: ", "token=aB3 ", "AKIA", "sk-", "xoxb-", "AA:", "1:", "GB82", "4111 ",
        "DE75 5121 0800 1245 1261 99 ",
        "imogen@northferries.co.uk ", "4539148803436467 ", "sha256-", "ghp_", "020 7", "tel ", "BSN 111222333 ", "www.",
    ],
)  # fmt: skip
@pytest.mark.slow
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (MOST // len(piece.encode()))
    started = time.process_time()
    look(text, Terms(hosts=("*.corp.ferries.io", "srv-*"), words=("a a", "Project Lantern")))
    assert time.process_time() - started < 30  # no hang: a slow machine takes a second or two
