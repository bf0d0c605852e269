"""Made-up secrets and personal data, put together while the tests run: no file of this repository holds one, so that no
host's scanner takes it for real.

Each is made from a seed, so that it is the same in each run. The check digits are worked out here, by the slow and
obvious way, not by the code under test.
"""

from __future__ import annotations

import base64
import json
import random
import string

LETTERS, CAPITALS, SMALL, DIGITS = string.ascii_letters, string.ascii_uppercase, string.ascii_lowercase, string.digits
ALL, HEX = LETTERS + DIGITS, "0123456789abcdef"


def letters(length: int, among: str = ALL, seed: int = 0) -> str:
    """So many letters in no order, with no long run of one."""
    chosen = random.Random(f"{length} {among} {seed}")  # noqa: S311 - nobody is to be kept out by them
    return "".join(chosen.choice(among) for _ in range(length))


def _joined(*parts: str) -> str:
    return "".join(parts)


def keys(seed: int = 0) -> dict[str, str]:
    """A key of each provider, by a name for it."""

    def some(length: int, among: str = ALL) -> str:
        return letters(length, among, seed)

    return {
        "Age": _joined("AGE-SECRET", "-KEY-1", some(58, CAPITALS + DIGITS)),
        "Airtable": _joined("pat", some(14), ".", some(64, HEX)),
        "Alibaba": _joined("LT", "AI", some(20)),
        "Amazon": _joined("AK", "IA", some(16, CAPITALS + "234567")),
        "Amazon, for a time": _joined("AS", "IA", some(16, CAPITALS + "234567")),
        "Anthropic": _joined("sk-", "ant-api03-", some(93), "-", some(6), "AA"),
        "Atlassian": _joined("ATA", "TT3xFf", some(180)),
        "Azure storage": _joined("Account", "Key=", some(86, ALL + "+/"), "=="),
        "Azure application": _joined(some(3), "8", "Q~", some(34)),
        "Databricks": _joined("da", "pi", some(32, HEX)),
        "DigitalOcean": _joined("dop", "_v1_", some(64, HEX)),
        "Discord": _joined("M", "T", some(24), ".", some(6), ".", some(38)),
        "Docker": _joined("dckr", "_pat_", some(27)),
        "Doppler": _joined("dp", ".pt.", some(43)),
        "Figma": _joined("fig", "d_", some(40)),
        "GitHub": _joined("gh", "p_", some(36)),
        "GitHub, of an application": _joined("gh", "s_", some(36)),
        "GitHub, fine-grained": _joined("github", "_pat_", some(22), "_", some(59)),
        "GitLab": _joined("gl", "pat-", some(20)),
        "Google": _joined("AI", "za", some(35)),
        "Google, of a client": _joined("GOC", "SPX-", some(28)),
        "Google, access": _joined("ya", "29.", some(120)),
        "Grafana": _joined("gl", "sa_", some(32), "_", some(8, HEX)),
        "Groq": _joined("gs", "k_", some(52)),
        "Hugging Face": _joined("h", "f_", some(34, LETTERS)),
        "Linear": _joined("lin", "_api_", some(40)),
        "Mailchimp": _joined(some(32, HEX), "-u", "s21"),
        "Mailgun": _joined("ke", "y-", some(32, HEX)),
        "New Relic": _joined("NR", "AK-", some(27, CAPITALS + DIGITS)),
        "Notion": _joined("nt", "n_", some(46)),
        "npm": _joined("np", "m_", some(36)),
        "OpenAI": _joined("sk-", "proj-", some(74), "T3Blbk", "FJ", some(74)),
        "OpenAI, old": _joined("sk", "-", some(20), "T3Blbk", "FJ", some(20)),
        "Perplexity": _joined("pp", "lx-", some(48)),
        "PlanetScale": _joined("pscale", "_tkn_", some(43)),
        "Postman": _joined("PM", "AK-", some(24, HEX), "-", some(34, HEX)),
        "PyPI": _joined("py", "pi-AgE", "IcHlwaS5vcmc", some(80)),
        "Replicate": _joined("r", "8_", some(37)),
        "RubyGems": _joined("ruby", "gems_", some(48, HEX)),
        "SendGrid": _joined("S", "G.", some(22), ".", some(43)),
        "Sentry": _joined("snt", "rys_", some(80)),
        "Shopify": _joined("shp", "at_", some(32, HEX)),
        "Slack, of a bot": _joined("xo", "xb-", some(12, DIGITS), "-", some(13, DIGITS), "-", some(24)),
        "Slack, of a person": _joined("xo", "xp-", some(12, DIGITS), "-", some(12, DIGITS), "-", some(32, HEX)),
        "Slack, address": _joined("https://hooks.sl", "ack.com/services/T", some(8, CAPITALS), "/B", some(10, CAPITALS),
                                  "/", some(24)),
        "Square": _joined("sq0", "atp-", some(22)),
        "Stripe": _joined("sk", "_live_", some(24)),
        "Stripe, for tests": _joined("sk", "_test_", some(24)),
        "Stripe, of a hook": _joined("wh", "sec_", some(32)),
        "Supabase": _joined("sb", "p_", some(40, HEX)),
        "Tailscale": _joined("ts", "key-auth-", some(12), "-", some(20)),
        "Telegram": _joined(some(10, "123456789"), ":", "AA", some(33)),
        "Terraform": _joined(some(14), ".atlas", "v1.", some(67)),
        "Twilio": _joined("S", "K", some(32, HEX)),
        "Vault": _joined("hv", "s.", some(90)),
        "xAI": _joined("xa", "i-", some(80)),
    }  # fmt: skip


def signed_token(seed: int = 0) -> str:
    """A JWT as a sign-in service gives it out."""

    def part(values: dict[str, str | int]) -> str:
        return base64.urlsafe_b64encode(json.dumps(values, separators=(",", ":")).encode()).decode().rstrip("=")

    head = part({"alg": "RS256", "typ": "JWT", "kid": letters(8, seed=seed)})
    return f"{head}.{part({'sub': 'u-4711', 'exp': 1_900_000_000})}.{letters(342, ALL + '-_', seed)}"


def private_key(kind: str = "RSA ", seed: int = 0) -> str:
    """A private key as a file holds it."""
    lines = [letters(64, ALL + "+/", seed * 100 + number) for number in range(12)]
    dashes = "-" * 5
    return "\n".join([f"{dashes}BEGIN {kind}PRIVATE KEY{dashes}", *lines, f"{dashes}END {kind}PRIVATE KEY{dashes}"])


def card(start: str, length: int, seed: int = 0) -> str:
    """A card's number with its check digit."""
    body = start + letters(length - len(start) - 1, DIGITS, seed)
    for last in DIGITS:
        doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(body + last))]
        if sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0:
            return body + last
    raise AssertionError(body)


def iban(country: str, bank: str) -> str:
    """A bank account's number with its check digits."""
    for check in range(2, 99):
        rest = "".join(str(string.digits.find(sign)) if sign.isdigit() else str(ord(sign) - 55)
                       for sign in f"{bank}{country}{check:02d}")  # fmt: skip
        if int(rest) % 97 == 1:
            return f"{country}{check:02d}{bank}"
    raise AssertionError(country)


CARDS = {
    "Visa": card("4539", 16),
    "Visa, 19 digits": card("4539", 19),
    "Mastercard": card("5412", 16),
    "Mastercard, new range": card("2301", 16),
    "American Express": card("3742", 15),
    "Diners": card("3612", 14),
    "Discover": card("6500", 16),
    "JCB": card("3540", 16),
    "UnionPay": card("6212", 16),
    "Maestro": card("6763", 16),
}
IBANS = {
    country: iban(country, bank)
    for country, bank in {
        "GB": "BARC" + letters(14, DIGITS, 1),
        "DE": letters(18, DIGITS, 2),
        "FR": letters(23, DIGITS, 3),
        "NL": "INGB" + letters(10, DIGITS, 4),
        "BE": letters(12, DIGITS, 5),
        "ES": letters(20, DIGITS, 6),
        "IT": "X" + letters(22, DIGITS, 7),
        "CH": letters(17, DIGITS, 8),
        "AT": letters(16, DIGITS, 9),
        "PL": letters(24, DIGITS, 10),
        "SE": letters(20, DIGITS, 11),
        "NO": letters(11, DIGITS, 12),
        "IE": "AIBK" + letters(14, DIGITS, 13),
        "MT": "VALL" + letters(23, DIGITS, 14),
        "RO": "BTRL" + letters(16, DIGITS, 15),
    }.items()
}
# Found in the documents of the states that give them out, or with their check digits worked out by hand.
NATIONAL_IDS = {
    "Dutch": ("My BSN is", "111222333"),
    "Dutch, with dots": ("Burgerservicenummer", "1112.22.333"),
    "NHS": ("NHS number", "943 476 5919"),
    "National Insurance": ("NI", "AB 12 34 56 C"),
    "German": ("Steuer-ID", "65 929 970 489"),
    "French": ("NIR", "2 95 10 99 126 111 93"),
    "Spanish": ("DNI", "54362315K"),
    "Spanish, of others": ("NIE", "X-2482300-W"),
    "Italian": ("CF", "RCCMNL83S18D969H"),
    "Polish": ("PESEL", "44051401359"),
    "Swedish": ("Personnummer", "880320-0016"),
    "American": ("SSN", "536-90-4399"),
    "Belgian": ("NN", "85.07.30-033 28"),
    "Finnish": ("Hetu", "131052-308T"),
    "Norwegian": ("Fødselsnummer", "151086 95088"),
    "Danish": ("CPR", "211062-5629"),
    "Swiss": ("AHV", "756.9217.0769.85"),
    "Austrian": ("SVNR", "1237 01 01 80"),
    "Portuguese": ("NIF", "501964843"),
    "Irish": ("PPS", "6433435F"),
    "Canadian": ("SIN", "123-456-782"),
    "Brazilian": ("CPF", "390.533.447-05"),
    "Indian": ("Aadhaar", "2341 2341 2346"),
    "Australian": ("TFN", "123 456 782"),
    "South African": ("Id", "7503305044089"),
}
EMAILS = (
    "imogen.ashdown@northferries.co.uk",
    "j.o'neill@harbour-trust.org",
    "t+rota@ferries.io",
    "Ana_Duarte@MAIL.FERRIES.EU",
    "bjørn@fergene.no",
    "anna@köln-fähren.de",
    "o.kowalska@promy.com.pl",
    "crew@x.aero",
)
PHONES = (
    "+44 20 7123 4567",
    "+44 (0)20 7123 4567",
    "020 7123 4567",
    "07812 345678",
    "+1 212 736 5000",
    "(212) 736-5000",
    "212-736-5000",
    "+49 30 901820",
    "030 90182012",
    "0171/2345678",
    "+33 1 42 92 81 00",
    "01 42 92 81 00",
    "+31 20 552 5200",
    "06-12345678",
    "+47 22 33 44 55",
    "+4721234567",
    "0032 2 546 82 11",
    "+351 213 924 000",
    "+48 22 694 15 00",
    "+91 98765 43210",
    "+61 2 6277 7111",
)
URLS_WITH_PASSWORDS = tuple(
    _joined(scheme, "://", user, ":", password, "@", host)
    for scheme, user, password, host in (
        ("postgres", "rota", "Harb0urLights", "db.ferries.internal/shifts"),
        ("https", "imogen", "tide%212041", "files.ferries.co.uk/letters"),
        ("mongodb+srv", "app", "k3lp-f0rest", "cluster0.ferries.io/log"),
        ("redis", "", "q8Zr2vLm", "10.0.4.7:6379/0"),
        ("ftp", "crew", "Anch0r", "ftp.ferries.co.uk"),
        ("amqp", "bus", "bus-2041", "localhost:5672"),
    )
)
