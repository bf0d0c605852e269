"""Photographs for tests: real files made by Pillow, with what a telephone writes beside the picture. Knows nothing of
Leadfront's code.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image, PngImagePlugin

GPS = 0x8825
HARBOUR = {1: "N", 2: (50.0, 6.0, 4.5), 3: "W", 4: (5.0, 32.0, 11.0)}
XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="50,6.075N" exif:GPSLongitude="5,32.18W"/>
</rdf:RDF></x:xmpmeta>"""


def photo(kind: str = "JPEG", place: dict[int, Any] | None = None, **saved: Any) -> bytes:
    """A small photograph, by a telephone that is set to Cornish time. `place` are the GPS fields of its EXIF data."""
    exif = Image.Exif()
    exif[0x010F] = "A telephone"
    exif[0x9003] = "2026:11:02 10:00:00"
    if place is not None:
        exif[GPS] = place
    out = BytesIO()
    Image.new("RGB", (64, 48), (10, 90, 100)).save(out, kind, exif=exif, **saved)
    return out.getvalue()


def profile_in_png(exif: bytes, packed: bool) -> bytes:
    """A PNG that holds EXIF data as ImageMagick writes it: as a text of hexadecimal digits."""
    text = PngImagePlugin.PngInfo()
    data = b"Exif\0\0" + exif
    text.add_text("Raw profile type exif", f"\nexif\n{len(data):8d}\n{data.hex()}\n", zip=packed)
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG", pnginfo=text)
    return out.getvalue()


def xmp_in_png(packed: bool) -> bytes:
    """A PNG that holds XMP."""
    text = PngImagePlugin.PngInfo()
    text.add_itxt("XML:com.adobe.xmp", XMP, zip=packed)
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG", pnginfo=text)
    return out.getvalue()
