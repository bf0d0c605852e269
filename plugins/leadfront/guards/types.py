"""Which types of files are published, and what a file is by its content: names prove nothing.

Published are pages and pictures that browsers show as pictures and nothing else. An SVG can hold a script, a PDF can
too and can't be read by a reviewer: both are refused, unless the policy trusts a file by its name.
"""

from __future__ import annotations

PICTURES = ("png", "jpg", "jpeg", "gif", "webp", "avif")
_BEGIN = {
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "gif": (b"GIF87a", b"GIF89a"),
    "pdf": (b"%PDF-",),
}
_CALLED = {"jpeg": "jpg"}
# Names by which a server, a publishing host or git is told what to do.
_STEERING = frozenset({".gitattributes", ".gitmodules", ".htaccess", ".htpasswd", ".user.ini", ".lfsconfig"})
_NAMED = {
    "svg": "An SVG picture can hold a script, so it is not published.",
    "pdf": "A PDF can hold a script, and a reviewer can't see what is in it, so it is not published.",
}


def ending_of(uri: str) -> str:
    """What stands behind the last dot of a name, as it is typed; empty where there is none."""
    name = uri.rpartition("/")[2]
    return name.rpartition(".")[2] if "." in name else ""


def type_by_content(head: bytes) -> str:
    """The type of a file by how it begins: one of `PICTURES`, `pdf`, or empty for anything else."""
    for name, marks in _BEGIN.items():
        if head.startswith(marks):
            return name
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    return "avif" if head[4:8] == b"ftyp" and head[8:12] in (b"avif", b"avis") else ""


def agrees(ending: str, head: bytes) -> bool:
    """Whether the content of a picture or a PDF is what its name says. Of other types nothing is known."""
    wanted = _CALLED.get(ending, ending)
    return wanted not in (*PICTURES, "pdf") or type_by_content(head) == wanted


def steers(name: str) -> bool:
    """Whether a file of this name changes what git shows, or how a server answers."""
    return name.lower() in _STEERING


def why_not_published(ending: str) -> str:
    """A sentence on a type that is not published."""
    known = _NAMED.get(ending.lower())
    if known:
        return known
    shown = f"Files ending in .{ending}" if ending.isprintable() and ending else "Files without an ending"
    return f"{shown} are not published."
