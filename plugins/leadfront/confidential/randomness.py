"""What looks like a secret though no provider's mark is on it: random letters, and what stands behind “password:”.

Pure. Random letters change between capitals, small letters and digits far more often than anything that people write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadfront.confidential.exposure import Kind, Stretch, stands_in
from leadfront.confidential.numbers import in_address

_RUN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9+/_=-]{20,}")
_HEX = re.compile(r"[0-9a-fA-F-]+")
# Random letters and digits change at 0.62 of their places, camelCaseNamesWith2Digits at a third.
_CHANGES = 0.42
_MOST_PER_LINE = 4096  # what is longer is a picture or a data file, not something that opens a door
# Public by their nature: digests of files, public keys and certificates, pictures.
_PUBLIC = re.compile(r"AAAA|sha(?:1|256|384|512)[-=]")
_PUBLIC_BEFORE = re.compile(
    r"(?:sha(?:1|256|384|512):|base64,|ssh-[a-z0-9-]{2,20} |(?:PUBLIC KEY|CERTIFICATE)-----\s)$"
)
_PUBLIC_BLOCK = re.compile(
    r"-----BEGIN [A-Z0-9 ]{0,40}(?:PUBLIC KEY|CERTIFICATE|MESSAGE|SIGNATURE)[A-Z ]{0,10}-----[^-]{0,40000}-----END"
)
_OPENS = re.compile(
    r"[?&](?:access_|api_?|auth_?|client_|id_|refresh_)?(?:token|key|sig|signature|secret|password|passwd|pwd|code)=$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?<![a-z])(?:(?P<password>passw(?:or[dt])|passphrase|passwd|pwd"
    r"|kennwort|mot de passe|contrase[ñn]a|wachtwoord)"
    r"|api[ _-]?key|access[ _-]?key|secret|token|bearer)[*\"'`]{0,3}"
    r"(?:[ \t]{0,3}(?:=|:|is|ist)[ \t*]{0,4}|(?<=bearer)[ \t])[\"'`]{0,3}(?P<value>[^\s\"'`<>|]{8,100})",
    re.IGNORECASE,
)
_NAMES = (
    "passw", "passphrase", "pwd", "kennwort", "mot de passe", "contrase", "wachtwoord", "key", "secret", "token",
    "bearer",
)  # fmt: skip
_LOOSE_CHANGES = 0.25


def random_texts(text: str) -> Iterator[Stretch]:
    """Long runs of letters and digits that nobody would type."""
    public = [block.span() for block in _PUBLIC_BLOCK.finditer(text)] if "-----BEGIN" in text else []
    for run in _RUN.finditer(text):
        start, end = run.span()
        if not _is_random(run[0]) or any(first <= start < last for first, last in public):
            continue
        before = text[max(0, start - 40) : start]
        if _PUBLIC_BEFORE.search(before) or _PUBLIC.match(run[0]) or stands_in(run[0]):
            continue
        if in_address(text, start) and not _OPENS.search(before + run[0][: run[0].find("=") + 1]):
            continue
        yield Stretch(start, end, Kind.RANDOM, "random letters, as in a password or a key")


def named_secrets(text: str) -> Iterator[Stretch]:
    """What somebody wrote behind “password:” or the like."""
    small = text.lower()
    if not any(name in small for name in _NAMES):
        return
    for found in _NAMED.finditer(text):
        value = found["value"].rstrip(".,;:)]}*")
        if stands_in(value) or value.startswith(("$", "{", "[", "(", "%")) or "://" in value:
            continue
        if found["password"]:
            secret = len(value) >= 8 and bool(re.search(r"\d", value)) and bool(re.search(r"[^\W\d]", value))
        else:
            secret = len(value) >= 16 and value.isascii() and _changes(value) >= _LOOSE_CHANGES and "/" not in value
        if secret:
            start = found.start("value")
            yield Stretch(start, start + len(value), Kind.RANDOM, "a password or a key, by the word before it")


def _is_random(run: str) -> bool:
    """Whether letters and digits come in no order that a word or a name has."""
    letters = run.strip("=-_/+")
    if not 20 <= len(letters) <= _MOST_PER_LINE or _HEX.fullmatch(letters):  # names of commits, sums of files, UUIDs
        return False
    kinds = re.findall(r"[A-Z]+|[a-z]+|\d+", letters)
    groups_of_digits = sum(kind[0].isdigit() for kind in kinds)
    if groups_of_digits < 2 or letters.upper() == letters or letters.lower() == letters:
        return False
    return (len(kinds) - 1) / (len(letters) - 1) >= _CHANGES


def _changes(value: str) -> float:
    """At how many of its places a text changes between capitals, small letters and digits."""
    kinds = re.findall(r"[A-Z]+|[a-z]+|\d+", value)
    has_digits = any(kind[0].isdigit() for kind in kinds)
    return (len(kinds) - 1) / (len(value) - 1) if has_digits else 0.0
