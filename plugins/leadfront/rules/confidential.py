"""LF5xx: confidential and personal data in a use case. One file at a time; what was found is never in a message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from leadfront.confidential import EXCUSABLE, Example, Exposure, Kind, Look, Terms, look, look_at_file
from leadfront.findings import Finding, Severity
from leadfront.front_matter import text_of
from leadfront.language import ENGLISH
from leadfront.rules.model import Problem, Scope, rule
from leadfront.rules.near_misses import did_you_mean
from leadfront.use_case import UseCase

_TOLD_ONE_BY_ONE = 20
_HARMFUL = frozenset({Kind.KEY, Kind.PRIVATE_KEY, Kind.SIGNED_TOKEN, Kind.URL_PASSWORD, Kind.CARD, Kind.IBAN})


@dataclass(frozen=True)
class Exposed:
    """What a file gives away."""

    look: Look

    def told(self, kind: Kind, step: str) -> Iterator[Problem]:
        """A problem for each place; where there are very many, the last one tells how many more."""
        found = [exposure for exposure in self.look.exposures if exposure.kind is kind]
        for number, exposure in enumerate(found[:_TOLD_ONE_BY_ONE]):
            more = len(found) - _TOLD_ONE_BY_ONE if number + 1 == _TOLD_ONE_BY_ONE else 0
            after = f" There {'is' if more == 1 else 'are'} {more} more below." if more > 0 else ""
            yield Problem(
                f"{_sentence(exposure)}{after}",
                step.replace("DIGEST", exposure.digest),
                exposure.line,
                subject=kind.value,
            )


def exposed(case: UseCase | None, data: bytes, terms: Terms) -> Exposed | None:
    """What a file gives away; None where that is nothing. `case` is None where the file can't be read as one."""
    seen = look_at_file(data, terms)
    exposures = seen.exposures
    if case and b"\\" in data:  # between double quotes \\x40 is a @, so that a value is not what it looks like
        fields = case.document.front_matter
        values = {key: " ".join(text_of(value).split()) for key, value in fields.items()}
        hidden = {key: look(value, terms).exposures for key, value in values.items() if value.encode() not in data}
        known = {(exposure.kind, exposure.shown) for exposure in exposures}
        exposures += tuple(
            replace(exposure, line=case.document.line_of(key))
            for key, found in hidden.items()
            for exposure in found
            if (exposure.kind, exposure.shown) not in known
        )
    return Exposed(Look(exposures, seen.idle_examples)) if exposures or seen.idle_examples else None


def exposed_in_settings(text: str, values: Iterable[tuple[str, int]], allowed: tuple[str, ...]) -> Exposed | None:
    """What a settings file gives away that does harm as soon as it is read. Addresses and numbers of people stand there
    on purpose, such as whom to ask, and so do the words that are confidential. `values` are what is written in it, with
    the line; `allowed` the hashes of what opens nothing.
    """
    terms = Terms(hashes=allowed)
    found = list(look(text, terms).exposures)
    known = {(item.kind, item.shown) for item in found}
    for value, line in values:
        if value not in text:  # written with \\x40, or over several lines
            hidden = look(value, terms).exposures
            found += [replace(item, line=line) for item in hidden if (item.kind, item.shown) not in known]
    harmful = sorted((item for item in found if item.kind in _HARMFUL), key=lambda item: item.line)
    return Exposed(Look(tuple(harmful))) if harmful else None


def withheld_paths(findings: Iterable[Finding]) -> frozenset[str]:
    """The files that give away what does harm as soon as it is read. No site shows them, strict or not."""
    codes = {item.code for item in RULES}
    return frozenset(item.path for item in findings if item.code in codes and item.severity is Severity.ERROR)


def _sentence(exposure: Exposure) -> str:
    return f"This line seems to hold {exposure.what} (“{exposure.shown}”)."


_WITHDRAW = (
    "Ask whoever runs that service to withdraw it today: what was once in a proposal can be found again. Then write "
    "[key removed] in its place. If it opens nothing, the owner can allow it with this line under “confidential: "
    "hashes:” in the policy: DIGEST."
)
_REMOVE = (
    "Write something like [{what} removed] in its place. If it is made up, put {comment} in a line above its paragraph."
)


def _remove(what: str, kind: Kind) -> str:
    return _REMOVE.format(what=what, comment=f"<!-- leadfront: example {kind.value} -->")


@rule("LF501", Severity.ERROR, Scope.EXPOSED, title="A key or token")
def key_published(file: Exposed) -> Iterator[Problem]:
    """A key or token of a service stands in the text.

    Why: Whoever has it can use the service in your organisation's name, and the showcase is read by everybody. It was
    in your proposal from the moment you sent it, so removing it is not enough.
    Fix: Have the key withdrawn where it was made, then write [key removed] in its place. A key that opens nothing, such
    as one from a manual, can only be allowed by its hash in the policy, which the owner reviews.
    Fails:
        ## Prompt

        Why does this fail? aws_access_key_id = AKIAIOSFODNN7EXAMPLE
    Passes:
        ## Prompt

        Why does this fail? aws_access_key_id = [key removed]
    """
    yield from file.told(Kind.KEY, _WITHDRAW)


@rule("LF502", Severity.ERROR, Scope.EXPOSED, title="A private key")
def private_key_published(file: Exposed) -> Iterator[Problem]:
    """A private key stands in the text.

    Why: Whoever has it can pass for the person or the server that it belongs to.
    Fix: Have the key replaced by a new one, then write [key removed] in its place. One that opens nothing can only be
    allowed by its hash in the policy.
    Fails:
        ## Prompt

        ```text
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
        -----END PRIVATE KEY-----
        ```
    Passes:
        ## Prompt

        ```text
        -----BEGIN PRIVATE KEY-----
        [key removed]
        -----END PRIVATE KEY-----
        ```
    """
    yield from file.told(Kind.PRIVATE_KEY, _WITHDRAW)


@rule("LF503", Severity.ERROR, Scope.EXPOSED, title="A signed token")
def signed_token_published(file: Exposed) -> Iterator[Problem]:
    """A signed token (JWT), with which somebody is signed in somewhere, stands in the text.

    Why: Until it runs out, whoever has it is signed in as that person. It also holds their name, often their address.
    Fix: Sign out everywhere, then write [token removed] in its place. One that opens nothing can only be allowed by its
    hash in the policy.
    Fails:
        ## Output

        > eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U
    Passes:
        ## Output

        > The session begins with [token removed] and lasts an hour.
    """
    yield from file.told(Kind.SIGNED_TOKEN, _WITHDRAW)


@rule("LF504", Severity.ERROR, Scope.EXPOSED, title="A password in an address")
def password_in_address(file: Exposed) -> Iterator[Problem]:
    """An address holds the name and the password of a user.

    Why: It opens a database or a server to everybody who reads the showcase.
    Fix: Have the password changed, then leave it out of the address.
    Fails:
        ## Prompt

        Count the rows in postgres://rota:Harb0urLights@db.ferries.internal/shifts for me.
    Passes:
        ## Prompt

        Count the rows in postgres://rota:[removed]@db.ferries.internal/shifts for me.
    """
    yield from file.told(Kind.URL_PASSWORD, "Have the password changed. " + _remove("password", Kind.URL_PASSWORD))


@rule("LF505", Severity.ERROR, Scope.EXPOSED, title="A payment card's number")
def card_number(file: Exposed) -> Iterator[Problem]:
    """The number of a payment card stands in the text.

    Why: Somebody's money can be taken with it, and whoever handles card numbers has signed a contract not to spread
    them.
    Fix: Write [card removed] in its place. The numbers that card companies print for tests are not meant.
    Fails:
        ## Prompt

        Write to the passenger who paid twice with 4539 1488 0343 6467.
    Passes:
        ## Prompt

        Write to the passenger who paid twice with 4242 4242 4242 4242.
    """
    yield from file.told(Kind.CARD, _remove("card", Kind.CARD))


@rule("LF506", Severity.ERROR, Scope.EXPOSED, title="A bank account")
def bank_account(file: Exposed) -> Iterator[Problem]:
    """The number of a bank account (IBAN) stands in the text.

    Why: It is somebody's, and enough to take money by direct debit.
    Fix: Write [account removed] in its place.
    Fails:
        ## Prompt

        Draft the refund to DE75 5121 0800 1245 1261 99.
    Passes:
        ## Prompt

        Draft the refund to [account removed].
    """
    yield from file.told(Kind.IBAN, _remove("account", Kind.IBAN))


@rule("LF507", Severity.WARNING, Scope.EXPOSED, title="A national id")
def national_id(file: Exposed) -> Iterator[Problem]:
    """A number by which a state knows a person stands in the text.

    Why: It is somebody's for life, and enough to pass for them.
    Fix: Write [id removed] in its place.
    Fails:
        ## Prompt

        Sort these by age: PESEL 44051401359, PESEL 02070803628.
    Passes:
        ## Prompt

        Sort these by age: PESEL [id removed], PESEL [id removed].
    """
    yield from file.told(Kind.NATIONAL_ID, _remove("id", Kind.NATIONAL_ID))


@rule("LF508", Severity.WARNING, Scope.EXPOSED, title="An e-mail address")
def email_address(file: Exposed) -> Iterator[Problem]:
    """An e-mail address stands in the text.

    Why: Letters that are pasted into a prompt bring the addresses of people who were not asked.
    Fix: Write [address removed], or an address of a domain that is kept free for examples, such as ana@example.com.
    Fails:
        ## Prompt

        Answer this letter from imogen.ashdown@northferries.co.uk politely.
    Passes:
        ## Prompt

        Answer this letter from imogen.ashdown@example.com politely.
    """
    yield from file.told(Kind.EMAIL, _remove("address", Kind.EMAIL))


@rule("LF509", Severity.WARNING, Scope.EXPOSED, title="A telephone number")
def telephone_number(file: Exposed) -> Iterator[Problem]:
    """A telephone number stands in the text.

    Why: Letters that are pasted into a prompt bring the numbers of people who were not asked.
    Fix: Write [number removed], or a number that is kept free for examples, such as 020 7946 0018 or 555-0123.
    Fails:
        ## Prompt

        Tell them to ring +32 2 000 12 34 before noon.
    Passes:
        ## Prompt

        Tell them to ring 020 7946 0018 before noon.
    """
    yield from file.told(Kind.PHONE, _remove("number", Kind.PHONE))


@rule("LF510", Severity.WARNING, Scope.EXPOSED, title="What looks like a secret")
def looks_like_a_secret(file: Exposed) -> Iterator[Problem]:
    """Random letters and digits stand in the text, or something behind the word “password”.

    Why: It may open something, though no service's mark is on it.
    Fix: If it does, have it changed and write [removed] in its place.
    Fails:
        ## Prompt

        Sign in as the harbour master with password: Tide-2041-low and summarise the log.
    Passes:
        ## Prompt

        Sign in as the harbour master with password: [removed] and summarise the log.
    """
    yield from file.told(Kind.RANDOM, "If it opens anything, have it changed. " + _remove("secret", Kind.RANDOM))


@rule("LF511", Severity.ERROR, Scope.EXPOSED, title="An internal host")
def internal_host(file: Exposed) -> Iterator[Problem]:
    """The name of a host that the policy lists as internal stands in the text.

    Why: Names of machines tell an intruder where to look.
    Fix: Write [host removed] in its place.
    Fails:
        ## Prompt

        Summarise the errors on fs01.harbour.internal.example from last night.
    Passes:
        ## Prompt

        Summarise the errors on [host removed] from last night.
    """
    yield from file.told(Kind.HOST, _remove("host", Kind.HOST))


@rule("LF512", Severity.ERROR, Scope.EXPOSED, title="A confidential word")
def confidential_word(file: Exposed) -> Iterator[Problem]:
    """A word that the policy lists as confidential stands in the text.

    Why: The owner listed it, such as the name of a project that is not public or of a customer.
    Fix: Write [name removed] in its place.
    Fails:
        ## Prompt

        Draft the questions that staff will ask about Project Lantern.
    Passes:
        ## Prompt

        Draft the questions that staff will ask about [name removed].
    """
    yield from file.told(Kind.WORD, _remove("name", Kind.WORD))


@rule("LF513", Severity.WARNING, Scope.EXPOSED, title="An example comment that excuses nothing")
def example_excuses_nothing(file: Exposed) -> Iterator[Problem]:
    """A comment says that something is an example, and there is no such thing below it.

    Why: It would silently excuse what somebody adds there later. Keys can't be excused by a comment at all.
    Fix: Remove the comment, or put it in a line of its own directly above the paragraph or the lines of backticks that
    it speaks of, with the word for what is found there.
    Fails:
        ## Prompt

        <!-- leadfront: example email -->

        Answer this letter politely.
    Passes:
        ## Prompt

        <!-- leadfront: example email -->

        Answer this letter from imogen.ashdown@northferries.co.uk politely.
    """
    words = [kind.value for kind in EXCUSABLE]
    for example in file.look.idle_examples:
        yield Problem(
            _idle(example, words), "Remove the comment, or move it directly above what it speaks of.", example.line
        )


def _idle(example: Example, words: list[str]) -> str:
    if example.kind in words:
        return f"This comment excuses nothing: nothing of the kind “{example.kind}” was found right below it."
    if example.kind in tuple(Kind):
        return "This comment excuses nothing: a key can only be allowed by its hash in the policy."
    if not example.kind:
        return f"This comment must say what it excuses: {ENGLISH.listed(words)} are known."
    return f"This comment excuses nothing: there is no kind “{example.kind}”{did_you_mean(example.kind, words)}"


RULES = (
    key_published,
    private_key_published,
    signed_token_published,
    password_in_address,
    card_number,
    bank_account,
    national_id,
    email_address,
    telephone_number,
    looks_like_a_secret,
    internal_host,
    confidential_word,
    example_excuses_nothing,
)
