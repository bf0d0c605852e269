"""Whether a picture tells where it was taken: looks at what a camera writes beside the picture (EXIF, and XMP, which
programs make of it), and at nothing of the picture itself. Pure: knows no disk; what it needs is read for it, piece by
piece, so that of most pictures a few hundred bytes are.

Known are JPEG, PNG and WebP. GIF has no such place, and of AVIF nothing is known here: cameras don't write it.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from itertools import islice

from leadfront.guards.found import MAX_PICTURE_BYTES
from leadfront.guards.types import ending_of, type_by_content

Read = Callable[[int, int], bytes]
"""Reads so many bytes from a place in the file on; fewer where it ends."""

_MOST_PARTS = 10_000
"""Parts of one file that are looked for: a picture of 5 MB has some hundreds."""
_MOST_BYTES = 1 << 20
"""Of one part."""
_ENDINGS = frozenset({"jpg", "jpeg", "png", "webp"})
_EXIF = b"Exif\0\0"
_XMP_IN_JPEG = (b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0")
_XMP_IN_PNG = b"XML:com.adobe.xmp"
_PROFILES_IN_PNG = (b"Raw profile type exif", b"Raw profile type APP1")
_GPS, _LATITUDE, _LONGITUDE = 0x8825, 2, 4
_RATIONAL = 5
# The value is short: a degree and its parts.
_IN_XMP = re.compile(rb"GPSL(?:at|ong)itude\s{0,9}(?:=\s{0,9}[\"']|>)[^\"'<>]{0,40}?[1-9]")


def may_tell_place(uri: str, size: int) -> bool:
    """Whether a file is worth a look, by its name; what is larger than any picture may be is refused."""
    return ending_of(uri) in _ENDINGS and size <= MAX_PICTURE_BYTES


def tells_place(read: Read, size: int) -> bool:
    """Whether latitude and longitude stand in a file, of so many bytes. What can't be read tells nothing."""
    parts = _PARTS.get(type_by_content(read(0, 16)))
    try:
        return parts is not None and any(islice(parts(read, size), _MOST_PARTS))
    except (struct.error, IndexError, ValueError, zlib.error):
        return False


def _in_jpeg(read: Read, size: int) -> Iterator[bool]:
    at = 2
    while at < size:
        mark, kind, length = struct.unpack(">BBH", read(at, 4))
        if mark != 0xFF or kind in (0xDA, 0xD9) or length < 2:  # the picture itself begins, or the file ends
            return
        if kind == 0xFF:  # filling
            at += 1
            yield False
            continue
        if kind == 0xE1:
            part = read(at + 4, length - 2)
            yield _in_exif(part.removeprefix(_EXIF)) if part.startswith(_EXIF) else False
            yield part.startswith(_XMP_IN_JPEG) and _in_xmp(part)
        yield False
        at += 2 + length


def _in_png(read: Read, size: int) -> Iterator[bool]:
    at = 8
    while at + 8 <= size:
        length, kind = struct.unpack(">I4s", read(at, 8))
        if kind == b"eXIf":
            yield _in_exif(read(at + 8, min(length, _MOST_BYTES)))
        elif kind in (b"tEXt", b"zTXt", b"iTXt"):
            name, _, text = read(at + 8, min(length, _MOST_BYTES)).partition(b"\0")
            yield _in_text(kind, name, text)
        yield False
        at += 12 + length


def _in_text(kind: bytes, name: bytes, text: bytes) -> bool:
    """A text in a PNG: its name, and the rest as it stands in the file."""
    if name != _XMP_IN_PNG and name not in _PROFILES_IN_PNG:
        return False
    packed = kind == b"zTXt"
    if kind == b"iTXt":
        packed = text[:1] == b"\1"
        text = b"\0" + text[2:].split(b"\0", 2)[2]
    if packed:
        text = zlib.decompressobj().decompress(text[1:], _MOST_BYTES)
    if name == _XMP_IN_PNG:
        return _in_xmp(text)
    # As ImageMagick writes it: the kind, the length, and the bytes in hexadecimal.
    data = bytes.fromhex(b"".join(text.split()[2:]).decode("ascii", "replace"))
    return _in_exif(data.removeprefix(_EXIF))


def _in_webp(read: Read, size: int) -> Iterator[bool]:
    at = 12
    while at + 8 <= size:
        kind, length = struct.unpack("<4sI", read(at, 8))
        if kind in (b"EXIF", b"XMP "):
            part = read(at + 8, min(length, _MOST_BYTES))
            yield _in_xmp(part) if kind == b"XMP " else _in_exif(part.removeprefix(_EXIF))
        yield False
        at += 8 + length + length % 2


_PARTS = {"jpg": _in_jpeg, "png": _in_png, "webp": _in_webp}


def _in_xmp(data: bytes) -> bool:
    return _IN_XMP.search(data) is not None


def _in_exif(data: bytes) -> bool:
    """Whether both coordinates are there, and not merely the empty fields that cameras write without a satellite."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(data[:4])
    if order is None:
        return False
    (first,) = struct.unpack_from(f"{order}I", data, 4)
    where = _fields(data, order, first).get(_GPS)
    if where is None:
        return False
    fields = _fields(data, order, where[2])
    values = [_degrees(data, order, fields.get(tag)) for tag in (_LATITUDE, _LONGITUDE)]
    return None not in values and any(values)


def _fields(data: bytes, order: str, at: int) -> dict[int, tuple[int, int, int]]:
    """The fields of a table by their numbers: type, count, and the value or where it stands."""
    (count,) = struct.unpack_from(f"{order}H", data, at)
    table = data[at + 2 : at + 2 + 12 * count]
    entries = struct.iter_unpack(f"{order}HHII", table[: len(table) // 12 * 12])
    return {number: (kind, many, value) for number, kind, many, value in entries}


def _degrees(data: bytes, order: str, field: tuple[int, int, int] | None) -> float | None:
    """An angle in degrees and their parts; None where it is none."""
    if field is None or field[0] != _RATIONAL or not 1 <= field[1] <= 3:
        return None
    numbers = struct.unpack_from(f"{order}{2 * field[1]}I", data, field[2])
    parts = list(zip(numbers[::2], numbers[1::2], strict=True))
    if any(not below and above for above, below in parts) or not parts[0][1]:
        return None
    return sum((above / below / float(60**place) for place, (above, below) in enumerate(parts) if below), 0.0)
