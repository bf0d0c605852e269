"""A photograph that tells where it was taken is told apart from those that don't, as Pillow reads them."""

from __future__ import annotations

import subprocess
import sys
import time
from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from leadfront.guards.places import tells_place
from photos import GPS, HARBOUR, XMP, photo, profile_in_png, xmp_in_png

KINDS = ["JPEG", "PNG", "WEBP"]
NOTHING = {
    "no place": None,
    "no field": {},
    "a version": {0: b"\2\3\0\0"},
    "half a place": {1: "N", 2: (50.0, 6.0, 4.5)},
    "zeros": {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)},
    "a height": {5: b"\0", 6: 12.0},
}


def tells(data: bytes) -> bool:
    return tells_place(lambda at, count: data[at : at + count], len(data))


@pytest.mark.parametrize("kind", KINDS)
def test_a_place_is_found(kind: str) -> None:
    data = photo(kind, HARBOUR)
    with Image.open(BytesIO(data)) as picture:  # whoever downloads it reads the place
        assert picture.getexif().get_ifd(GPS)[2] == (50.0, 6.0, 4.5)
    assert tells(data)


@pytest.mark.parametrize("fields", NOTHING.values(), ids=NOTHING)
@pytest.mark.parametrize("kind", KINDS)
def test_other_photographs_tell_nothing(kind: str, fields: dict[int, Any] | None) -> None:
    assert not tells(photo(kind, fields))


@pytest.mark.parametrize(
    "data",
    [
        photo("JPEG", xmp=XMP.encode()),
        photo("WEBP", xmp=XMP.encode()),
        xmp_in_png(packed=False),
        xmp_in_png(packed=True),
        photo("JPEG", HARBOUR, icc_profile=bytes(200_000), comment=b"a" * 60_000),
    ],
    ids=["in XMP", "in XMP of WebP", "in XMP of PNG", "in packed XMP", "behind much else"],
)
def test_a_place_is_found_elsewhere(data: bytes) -> None:
    assert tells(data)


@pytest.mark.parametrize("packed", [False, True])
def test_a_place_is_found_as_digits(packed: bool) -> None:
    exif = Image.Exif()
    exif[GPS] = HARBOUR
    whole = exif.tobytes().removeprefix(b"Exif\0\0")
    assert tells(profile_in_png(whole, packed))


@given(st.sampled_from(KINDS), st.tuples(*[st.tuples(*[st.fractions(0, 59, max_denominator=1000)] * 3)] * 2))
def test_any_place_is_found(kind: str, where: tuple[tuple[Fraction, ...], tuple[Fraction, ...]]) -> None:
    latitude, longitude = (tuple(float(part) for part in angle) for angle in where)
    found = tells(photo(kind, {1: "S", 2: latitude, 3: "E", 4: longitude}))
    assert found == (any(latitude) or any(longitude))


@given(st.sampled_from([b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b""]), st.binary(max_size=200))
def test_anything_is_answered(start: bytes, rest: bytes) -> None:
    assert tells(start + rest) in (True, False)


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_broken_is_answered(kind: str) -> None:
    whole = photo(kind, HARBOUR)
    for at in range(min(len(whole), 600)):
        assert tells(whole[:at]) in (True, False)
        for byte in (b"\0", b"\xff"):
            assert tells(whole[:at] + byte + whole[at + 1 :]) in (True, False)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(5 << 20),
        b"\xff\xd8" + b"\xff" * (5 << 20),
        b"\xff\xd8" + b"\xff\xe1\0\2" * (1 << 20),
        b"RIFF\0\0\0\0WEBP" + b"XMP \0\0\x10\0" + b"GPSLatitude>" * 400_000,
        b"RIFF\0\0\0\0WEBP" + b"EXIF\0\0\0\0" * (5 << 17),
    ],
    ids=["empty parts", "filling", "parts of nothing", "names", "tables"],
)
def test_bombs_are_answered_at_once(data: bytes) -> None:
    began = time.process_time()
    assert not tells(data)
    assert time.process_time() - began < 0.5


def test_little_is_read_of_a_photograph() -> None:
    data = photo("JPEG", None) + bytes(4 << 20)
    asked: list[int] = []

    def read(at: int, count: int) -> bytes:
        asked.append(count)
        return data[at : at + count]

    assert not tells_place(read, len(data))
    assert sum(asked) < 1000


def test_nothing_that_draws_is_loaded_for_it() -> None:
    script = "import sys, leadfront.check; print('PIL' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
