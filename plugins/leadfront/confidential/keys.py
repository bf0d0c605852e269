"""Keys and tokens of providers, private keys, signed tokens (JWT), and passwords in addresses. Pure.

Providers begin their keys with letters of their own so that they can be found; the table holds what each documents of
its form. A key that a mail program or a terminal wrapped is put together again before it is compared.
"""

from __future__ import annotations

import base64
import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from leadfront.confidential.exposure import Kind, Stretch, crossed_out

_W = r"[A-Za-z0-9_-]"
_A = "[A-Za-z0-9]"
_X = "[0-9a-f]"
_KEYS = (
    ("an Age key", "AGE-SECRET-KEY-1[0-9A-Z]{50,}"),
    ("an Airtable token", rf"pat{_A}{{14}}\.{_X}{{64}}"),
    ("an Alibaba Cloud key", rf"LTAI{_A}{{16,}}"),
    ("an Amazon key", "A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}"),
    ("an Anthropic key", rf"sk-ant-[a-z0-9]+-{_W}{{20,}}"),
    ("an Atlassian token", r"AT(?:ATT|CTT|BB)[A-Za-z0-9_=-]{24,}"),
    ("an Azure key", r"(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{43,86}={1,2}"),
    ("an Azure secret", r"[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34}"),
    ("a Databricks token", rf"dapi{_X}{{32}}(?:-\d)?"),
    ("a DigitalOcean token", rf"do[opr]_v1_{_X}{{64}}"),
    ("a Discord token", rf"[MNO]{_W}{{23,27}}\.{_W}{{6}}\.{_W}{{27,40}}"),
    ("a Discord web address", rf"discord(?:app)?\.com/api/webhooks/\d+/{_W}{{40,}}"),
    ("a Docker token", rf"dckr_(?:pat|oat)_{_W}{{20,}}"),
    ("a Doppler token", rf"dp\.(?:pt|st|ct|sa|scim|audit)\.(?:{_W}+\.)?{_A}{{40,}}"),
    ("a Figma token", rf"fig[dour]_{_W}{{40,}}"),
    ("a GitHub token", rf"gh[pousr]_{_A}{{36,}}|github_pat_\w{{50,}}"),
    ("a GitLab token", rf"gl(?:pat|ptt|dt|rt|cbt|ft|imt|agent|soat|oas|ffct|wt)-{_W}{{20,}}|GR1348941{_W}{{20,}}"),
    ("a Google key", rf"AIza{_W}{{35}}|GOCSPX-{_W}{{28}}|ya29\.{_W}{{30,}}|1//0{_W}{{40,}}"),
    ("a Grafana token", rf"gl(?:sa|c)_[A-Za-z0-9+/=]{{30,}}(?:_{_X}{{8}})?"),
    ("a Groq key", rf"gsk_{_A}{{48,}}"),
    ("a Heroku key", rf"HRKU-{_W}{{36,}}"),
    ("a Hugging Face token", rf"(?:hf|api_org)_{_A}{{34,}}"),
    ("a Linear key", rf"lin_(?:api|oauth)_{_A}{{40,}}"),
    ("a Mailchimp key", rf"{_X}{{32}}-us\d{{1,2}}"),
    ("a Mailgun key", rf"key-{_X}{{32}}"),
    ("a Microsoft Teams web address", r"webhook\.office\.com/webhookb2/[A-Za-z0-9@/-]{60,}"),
    ("a New Relic key", "NRAK-[A-Z0-9]{27}"),
    ("a Notion token", rf"(?:secret|ntn)_{_A}{{40,}}"),
    ("an npm token", rf"npm_{_A}{{36}}"),
    ("an OpenAI key", rf"sk-(?:proj|svcacct|admin|None)-{_W}{{20,}}|sk-or-v1-{_X}{{64}}|sk-{_A}{{32,}}"),
    ("a Perplexity key", rf"pplx-{_A}{{40,}}"),
    ("a PlanetScale token", r"pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.=-]{32,}"),
    ("a Postman key", rf"PMAK-{_X}{{24}}-{_X}{{34}}"),
    ("a PyPI token", rf"pypi-AgE{_W}{{50,}}"),
    ("a Replicate token", rf"r8_{_A}{{37}}"),
    ("a RubyGems key", rf"rubygems_{_X}{{48}}"),
    ("a SendGrid key", rf"SG\.{_W}{{16,32}}\.{_W}{{32,64}}"),
    ("a Sentry token", r"sntry[su]_[A-Za-z0-9+/=_-]{40,}"),
    ("a Shopify token", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"),
    ("a Slack token", r"xox[abceoprs](?:\.xox[bp])?-[A-Za-z0-9-]{20,}|xapp-\d-[A-Za-z0-9-]{20,}"),
    ("a Slack web address", rf"hooks\.slack\.com/(?:services|workflows|triggers)/T[A-Z0-9]+/{_A}+/{_A}{{16,}}"),
    ("a Square token", rf"EAAA{_W}{{56,}}|sq0(?:atp|csp)-{_W}{{22,43}}"),
    ("a Stripe key", rf"(?:sk|rk)_(?:live|test)_{_A}{{16,}}|whsec_{_A}{{32,}}"),
    ("a Supabase key", rf"sbp_{_X}{{40}}|sb_secret_{_W}{{20,}}"),
    ("a Tailscale key", r"tskey-[a-z]+-[A-Za-z0-9-]{20,}"),
    ("a Telegram bot's token", rf"\d{{8,10}}:AA{_W}{{33}}"),
    ("a Terraform token", rf"{_A}{{14}}\.atlasv1\.[A-Za-z0-9_=-]{{60,}}"),
    ("a Twilio key", rf"SK{_X}{{32}}"),
    ("a Vault token", rf"hv[sbr]\.{_W}{{24,}}"),
    ("an xAI key", rf"xai-{_A}{{70,}}"),
)
_SHORTEST_KEY = 20
# What is long and without a space, among which keys are found.
_TOKEN = re.compile(rf"(?<![A-Za-z0-9])[A-Za-z0-9_+/=.:~@-]{{{_SHORTEST_KEY},}}")
_OF_SIGNATURE = re.compile(rf"{_W}*")
# What a quotation or an indented block puts before a line.
_MARGIN = " \t>"
_PRIVATE_KEY = re.compile(
    r"-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}"
    r"(?P<body>(?:\\[rn]|[A-Za-z-]{4,20}: [^\n]{0,200}\n|[A-Za-z0-9+/=\s>|\"'\\]){0,20000})"
)
_HEADER_OF_KEY = re.compile(r"[A-Za-z-]{4,20}: [^\n]*|\\[rn]|[^A-Za-z0-9+/=]")
_OF_A_KEY = re.compile(r"[A-Za-z0-9+/=]{16}")
_LEAST_OF_A_KEY = 40
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{0,30}://(?P<user>[^\s:/@?#\"'<>`]{0,100})"
    r":(?P<password>[^\s/@\"'<>`]{1,200})@(?P<host>[\w.\[-]{1,253})"
)
_NO_PASSWORD = re.compile(
    r"pass(?:word|wd|phrase)?|pwd?|pw|secret|token|key|x+|\*+|[.…]+|[\[{(<$%].*|changeme|redacted|removed|\W+",
    re.IGNORECASE,
)
_RESERVED_HOST = re.compile(r"(?:.*\.)?(?:example(?:\.(?:com|net|org|edu))?|test|invalid)", re.IGNORECASE)


def keys(text: str) -> Iterator[Stretch]:
    """Keys, tokens and signed tokens, whole or wrapped."""
    yield from private_keys(text)
    whole = list(_tokens(text))
    yield from whole
    starts = {item.start for item in whole}
    for chain in _chains(text):
        for item in _tokens(chain.text, frozenset(chain.joints)):
            first, last = chain.original(item.start), chain.original(item.end - 1)
            if "\n" in text[first:last] and first not in starts:
                yield Stretch(first, last + 1, item.kind, item.what, item.value)


def private_keys(text: str) -> Iterator[Stretch]:
    """Private keys with something of the key in them. The line above it alone gives nothing away."""
    for found in _PRIVATE_KEY.finditer(text):
        compact = _HEADER_OF_KEY.sub("", found["body"])
        if len(compact) >= _LEAST_OF_A_KEY and len(set(compact)) > 10 and _OF_A_KEY.search(found["body"]):
            yield Stretch(found.start(), found.end(), Kind.PRIVATE_KEY, "a private key", compact)


def url_passwords(text: str) -> Iterator[Stretch]:
    """Addresses with a user's name and password."""
    for found in _ADDRESS.finditer(text):
        password = found["password"]
        if not _NO_PASSWORD.fullmatch(password) and not _RESERVED_HOST.fullmatch(found["host"]):
            yield Stretch(found.start(), found.end(), Kind.URL_PASSWORD, "a password in an address")


def _tokens(text: str, joints: frozenset[int] = frozenset()) -> Iterator[Stretch]:
    """In one line each. At `joints` a line was wrapped: what stands before may be another word."""
    pattern, names = _patterns()
    for run in _TOKEN.finditer(text):
        at, end = run.span()
        if "eyJ" in run[0]:
            yield from _signed_tokens(run[0], at)
        while found := pattern.search(text, at, end):
            start, at = found.span()
            before = text[start - 1 : start]
            if (before.isalnum() or before == "_") and start not in joints:
                at = start + 1
            elif not crossed_out(found[0]):
                yield Stretch(start, at, Kind.KEY, names[found.lastgroup or ""], found[0])


def _signed_tokens(run: str, offset: int) -> Iterator[Stretch]:
    """JWTs: a header that says how it is signed, what is said, and the signature; of those that are encrypted, five
    parts.
    """
    parts = run.split(".")
    at = 0
    for number, part in enumerate(parts[:-2]):
        header = part.find("eyJ")
        count = 3 if parts[number + 1].startswith("eyJ") else 5
        if header >= 0 and number + count <= len(parts) and _is_header(part[header:]):
            between = sum(len(inner) + 1 for inner in parts[number : number + count - 1])
            signature = _OF_SIGNATURE.match(parts[number + count - 1])
            end = at + between + (signature.end() if signature else 0)
            value = run[at + header : end]
            yield Stretch(offset + at + header, offset + end, Kind.SIGNED_TOKEN, "a signed token (JWT)", value)
        at += len(part) + 1


@cache
def _patterns() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {f"k{number}": name for number, (name, _) in enumerate(_KEYS)}
    shapes = [f"(?P<k{number}>{shape})" for number, (_, shape) in enumerate(_KEYS)]
    return re.compile("|".join(shapes)), names


def _is_header(text: str) -> bool:
    try:
        header = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, RecursionError):
        return False
    return isinstance(header, dict) and "alg" in header


class _Chain(NamedTuple):
    """A long word that was wrapped over lines, put together again."""

    text: str
    joints: tuple[int, ...]
    """Where in it a line begins; the first is 0."""
    places: tuple[int, ...]
    """Where in the original text each of them begins."""

    def original(self, place: int) -> int:
        """Where a letter of it stands in the original text."""
        number = bisect_right(self.joints, place) - 1
        return self.places[number] + place - self.joints[number]


def _chains(text: str) -> Iterator[_Chain]:
    """The last word of a line with the first of the next, and so on while a line is nothing but one word."""
    end = text.find("\n")
    done = 0
    while end >= 0:
        if end >= done and _may_go_on(text, end):
            chain, done = _chain(text, end)
            if len(chain.text) >= _SHORTEST_KEY and len(chain.joints) > 1:
                yield chain
        end = text.find("\n", end + 1)


def _may_go_on(text: str, end: int) -> bool:
    """Whether the last word of the line that ends there may go on in the next. Most lines have nothing below them."""
    if text[end + 1 : end + 2] == "\n":
        return False
    # A colon ends a sentence, save behind the number of a Telegram bot.
    ends = "!?|\n" if text[end - 2 : end - 1].isdigit() else "!?:|\n"
    return bool(text[end - 1 : end].strip(ends))


def _chain(text: str, end: int) -> tuple[_Chain, int]:
    """The chain over the end of a line there, and the place up to which it goes."""
    line = text[text.rfind("\n", 0, end) + 1 : end].rstrip(" \t\\")
    tail = re.split(r"\s", line)[-1]
    parts, places = [tail], [text.rfind("\n", 0, end) + 1 + len(line) - len(tail)]
    while end >= 0:
        start = end + 1
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)].rstrip()
        inner = line.lstrip(_MARGIN)
        start += len(line) - len(inner)
        head = inner.split(None, 1)[0] if inner else ""
        if head:
            parts.append(head.rstrip("\\"))
            places.append(start)
        if not head or len(head) != len(inner):
            break
    return _Chain("".join(parts), tuple(accumulate(map(len, parts[:-1]), initial=0)), tuple(places)), start
