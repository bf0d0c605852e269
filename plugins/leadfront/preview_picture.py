"""The picture that a chat shows beside a link: words set in a serif on paper. Values in, a PNG out.

It is drawn here, by Pillow, so that no outside service learns what is linked to. The font comes with a package, since
those of machines differ, and is read from it as a file. Nothing that is drawn can do anything: it is pixels.

The picture has 16 colours, all of them mixed of paper and one ink or accent, and is a tenth of the size that it would
have with all. The same words give the same bytes, as long as Pillow and the font are the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
"""What chats and networks ask for."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 84, 1116, 78, 548
_TITLE_SIZES = (84, 74, 64, 54)
_TITLE_LINES = (3, 4, 5, 5)
"""How many lines of each size fit."""
_LEADING = 1.18
_SMALL = 36
_TINY = 30
_PAPER = (0xFD, 0xFC, 0xFA)
_INKS = ((0x1C, 0x1D, 0x1F), (0x0B, 0x5D, 0x69), (0x58, 0x5B, 0x60))
"""As in leadfront.css: ink, accent, quiet."""
_INK, _ACCENT, _QUIET = range(3)
_RUN_LENGTHS = 3
"""Z_RLE of zlib: half the time of its usual way, for a tenth more bytes."""
_SHADES = 5
"""Of each ink, besides paper: 15 colours and paper are the 16 of four bits."""


@dataclass(frozen=True)
class Words:
    """What the picture says. Everything is plain text of any length."""

    title: str
    leader: str = ""
    place: str = ""
    """Level and function."""
    site: str = ""


def picture_of(words: Words) -> bytes:
    """The picture as PNG. What the font can't show is left out, title and all, rather than shown as empty boxes."""
    canvas = _background().copy()
    title = _clean(words.title)
    if title and _can_show(title, bold=True):
        size, lines = _set(title)
        for number, line in enumerate(lines):
            _write(canvas, (_LEFT, _TOP + round(number * size * _LEADING)), line, size, _INK, bold=True)
    _line(canvas, (_LEFT, 440), words.leader, _SMALL, _INK, bold=True)
    _line(canvas, (_LEFT, 488), words.place, _TINY, _QUIET)
    _line(canvas, (_LEFT, _BOTTOM + 14), words.site, _TINY, _ACCENT)
    out = BytesIO()
    canvas.save(out, "PNG", bits=4, compress_type=_RUN_LENGTHS)
    return out.getvalue()


def _line(canvas: Image.Image, at: tuple[int, int], text: str, size: int, ink: int, bold: bool = False) -> None:
    text = _clean(text)
    if text and _can_show(text, bold):
        _write(canvas, at, _shortened(text, _font(size, bold)), size, ink, bold)


def _clean(text: str) -> str:
    """On one line, without signs that are not drawn; no longer than anything that could fit."""
    return "".join(sign for sign in " ".join(text[:400].split()) if sign.isprintable())


def _set(title: str) -> tuple[int, list[str]]:
    """The largest size in which a title fits, and its lines."""
    for size, most in zip(_TITLE_SIZES, _TITLE_LINES, strict=True):
        lines = _lines(title, _font(size, bold=True))
        if len(lines) <= most:
            return size, lines
    kept = lines[: most - 1]
    return size, [*kept, _shortened(" ".join(lines[most - 1 :]), _font(size, bold=True))]


def _lines(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".lstrip()
        if line and _too_wide(longer, font):
            lines.append(_shortened(line, font))
            line = word
        else:
            line = longer
    return [*lines, _shortened(line, font)]


def _shortened(text: str, font: ImageFont.FreeTypeFont) -> str:
    """As much of a text as fits on a line."""
    if not _too_wide(text, font):
        return text
    fits, too_many = 0, len(text)
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if _too_wide(text[:middle] + "…", font):
            too_many = middle
        else:
            fits = middle
    return text[:fits].rstrip() + "…"


def _too_wide(text: str, font: ImageFont.FreeTypeFont) -> bool:
    """By its ink: the font gives the sign “…” less room than it takes."""
    return font.getbbox(text)[2] > _RIGHT - _LEFT


def _write(canvas: Image.Image, at: tuple[int, int], text: str, size: int, ink: int, bold: bool = False) -> None:
    """Draw a text in the shades of an ink: its edges are mixed with the paper."""
    font = _font(size, bold)
    left, top, right, bottom = font.getbbox(text)
    mask = Image.new("L", (int(right - left) + 2, int(bottom - top) + 2), 0)
    ImageDraw.Draw(mask).text((-left, -top), text, fill=255, font=font)
    shades = mask.point(_shades(ink))
    canvas.paste(shades, (at[0] + int(left), at[1] + int(top)), mask.point(_covers()))


@cache
def _shades(ink: int) -> list[int]:
    """From how far a point is covered to its colour."""
    return [1 + ink * _SHADES + max(0, round(covered * _SHADES / 255) - 1) for covered in range(256)]


@cache
def _covers() -> list[int]:
    return [255 if round(covered * _SHADES / 255) else 0 for covered in range(256)]


@cache
def _background() -> Image.Image:
    """Paper with a line of accent at its left, and one above the name of the site."""
    canvas = Image.new("P", (WIDTH, HEIGHT), 0)
    palette = list(_PAPER)
    for ink in _INKS:
        for shade in range(1, _SHADES + 1):
            palette += [round(paper + (its - paper) * shade / _SHADES) for paper, its in zip(_PAPER, ink, strict=True)]
    canvas.putpalette(palette)
    draw = ImageDraw.Draw(canvas)
    draw.rectangle((0, 0, 22, HEIGHT), fill=(_ACCENT + 1) * _SHADES)
    draw.rectangle((_LEFT, _BOTTOM, _RIGHT, _BOTTOM + 2), fill=(_ACCENT + 1) * _SHADES)
    return canvas


@cache
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    # Basic layout: the other engine is not in every build of Pillow, and sets texts a little differently.
    return ImageFont.truetype(
        font_folder() / f"SourceSerifPro-{'Semibold' if bold else 'Regular'}.ttf",
        size,
        layout_engine=ImageFont.Layout.BASIC,
    )


@cache
def font_folder() -> Path:
    """Where the font lies. The package is not imported: it would list its folder to no use.

    Raises FileNotFoundError where it is not installed.
    """
    found = find_spec("font_source_serif_pro")
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError("leadfront was installed without its font: install it again")
    return Path(found.submodule_search_locations[0]) / "files"


def _can_show(text: str, bold: bool) -> bool:
    return all(_has(sign, bold) for sign in set(text))


@cache
def _has(sign: str, bold: bool) -> bool:
    """Whether the font has a letter: what it has not looks like what no font has."""
    if sign == " " or sign.isascii():
        return True
    font = _font(_TINY, bold)
    return bytes(font.getmask(sign)) != bytes(font.getmask("\uffff"))
