"""Pictures in an answer: which may be taken, and what they truly are. Pure, save `download`.

Taken are those only that were dragged into the form, so that they lie on the host itself, and that are PNG, JPEG, WebP
or GIF by their content; names and headers prove nothing. An SVG can hold a script and is refused.
"""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from dataclasses import dataclass
from html import unescape
from http.client import HTTPException
from urllib.parse import urljoin, urlsplit

MAX_BYTES = 5 * 1024 * 1024
MAX_PICTURES = 6
_SECONDS = 20
_MAX_REDIRECTS = 4

_MARKDOWN = r"!\[(?P<alt>[^\]\n]{0,500})\]\(\s*<?(?P<url>[^()<>\[\]\s]{1,1000})>?(?:\s+[\"'][^\"'\n]{0,500}[\"'])?\s*\)"
_TAG = r"<img\b(?P<attributes>[^<>]{0,3000})>"
_PICTURE = re.compile(f"{_MARKDOWN}|{_TAG}", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(alt|src)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
# Where hosts keep what is dragged into an issue: /user-attachments/assets/ID (GitHub), /OWNER/REPO/assets/… (GitHub,
# until 2024), /storage/user/… (GitHub Enterprise), /attachments/ID (Gitea and Forgejo).
_ATTACHMENT = re.compile(
    r"/(user-attachments/assets|storage/user|attachments|[\w.-]+/[\w.-]+/assets)/[\w./-]+", re.ASCII
)
# The words that hosts put in where nobody wrote any.
_NO_WORDS = re.compile(
    r"(image|img|screenshot|screen shot|photo|picture|grafik|bild)?[\s\d_.:-]*(png|jpe?g|gif|webp)?", re.I
)
# Where github.com sends on whoever asks for an attachment.
_STORES = re.compile(
    r"([\w-]+\.)*githubusercontent\.com|github-production-user-asset-[\w-]+\.s3\.amazonaws\.com", re.ASCII
)


@dataclass(frozen=True)
class Picture:
    """A picture as an answer names it."""

    url: str
    alt: str
    """What it shows, in words; empty where nobody said."""
    found: str
    """The text that stands for it in the answer."""


def pictures_in(text: str) -> list[Picture]:
    """The pictures of a text in their order, whether they may be taken or not."""
    found = []
    for match in _PICTURE.finditer(text):
        if match["url"]:
            url, alt = match["url"], match["alt"]
        else:
            named = {name.lower(): one or other for name, one, other in _ATTRIBUTE.findall(match["attributes"])}
            url, alt = unescape(named.get("src", "")), unescape(named.get("alt", ""))
        found.append(Picture(url, _words(alt), match[0]))
    return found


def may_be_taken(url: str, server: str) -> bool:
    """Whether an address is an attachment on this server (as `https://github.com`)."""
    try:
        parts, own = urlsplit(url), urlsplit(server)
        same = (parts.scheme, parts.hostname, parts.port) == (own.scheme, own.hostname, own.port)
        older = parts.scheme == "https" and parts.netloc == "user-images.githubusercontent.com"
    except ValueError:
        return False
    if parts.username is not None or ".." in parts.path or not parts.hostname:
        return False
    if older and own.hostname == "github.com":
        return True
    return same and bool(_ATTACHMENT.fullmatch(parts.path))


def ending_of(data: bytes) -> str:
    """The ending of the file name for a picture of an allowed type, by its content; empty for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    return "gif" if data.startswith((b"GIF87a", b"GIF89a")) else ""


def download(url: str, server: str, token: str = "") -> bytes | None:
    """Fetch an attachment: nothing from anywhere else, nothing larger than the limit, nothing that takes long. None
    where it can't be had. The token is shown to the server alone, never to where it sends us on.
    """
    for _ in range(_MAX_REDIRECTS):
        if not (may_be_taken(url, server) or _is_store(url, server)):
            return None
        own = token and urlsplit(url).netloc == urlsplit(server).netloc
        request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"} if own else {})  # noqa: S310
        try:
            with _OPENER.open(request, timeout=_SECONDS) as answer:
                data: bytes = answer.read(MAX_BYTES + 1)
                return data if len(data) <= MAX_BYTES else None
        except urllib.error.HTTPError as error:
            if error.code not in (301, 302, 303, 307, 308):
                return None
            url = urljoin(url, error.headers.get("Location") or "")
        except (OSError, ValueError, HTTPException):
            return None
    return None


def _is_store(url: str, server: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            parts.scheme == "https"
            and urlsplit(server).hostname == "github.com"
            and bool(_STORES.fullmatch(parts.netloc))
        )
    except ValueError:
        return False


def _words(alt: str) -> str:
    words = " ".join("".join(letter for letter in alt if letter.isprintable()).split())[:200]
    return "" if _NO_WORDS.fullmatch(words) else words


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows nobody: each place is looked at before it is asked."""

    def redirect_request(self, *_args: object, **_named: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stay)
