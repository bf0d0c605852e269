"""The picture beside a link in a chat: drawn, whole, always the same."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from leadfront.preview_picture import HEIGHT, WIDTH, Words, picture_of

USUAL = Words("Three questions the board would ask", "Imogen Ashdown", "Directors · Finance", "Orchard Vale")


def opened(words: Words) -> Image.Image:
    return Image.open(BytesIO(picture_of(words))).convert("RGB")


def inked(words: Words, top: int, bottom: int) -> tuple[int, int] | None:
    """From where to where something stands beside the line at the left, between two heights."""
    cut = opened(words).crop((40, top, WIDTH, bottom))
    box = cut.convert("L").point(lambda grey: 255 if grey < 200 else 0).getbbox()
    return (box[0] + 40, box[2] + 40) if box else None


TITLE = (40, 430)


def test_it_has_the_size_that_chats_ask_for_and_little_weight() -> None:
    picture = picture_of(USUAL)
    assert opened(USUAL).size == (WIDTH, HEIGHT)
    assert len(picture) < 30_000


def test_the_same_words_give_the_same_bytes_without_a_date() -> None:
    assert picture_of(USUAL) == picture_of(USUAL)
    assert b"tIME" not in picture_of(USUAL)
    assert b"tEXt" not in picture_of(USUAL)


def test_other_words_give_another_picture() -> None:
    assert (
        len({picture_of(words) for words in (USUAL, Words("Another"), Words(USUAL.title), Words("", "A", "B", "C"))})
        == 4
    )


@pytest.mark.parametrize(
    "title",
    ["Größe und Öffentlichkeit", "Łódź, Đà and Şehir", "“Quoted” – and so on…", "Кто читает", "Τι διαβάζει"],
)
def test_the_languages_of_europe_are_drawn(title: str) -> None:
    assert inked(Words(title), *TITLE) is not None


@pytest.mark.parametrize("title", ["会議の前に", "सवाल", "أسئلة", "Three 🙂 questions", "", "   "])
def test_what_the_font_can_not_show_is_left_out(title: str) -> None:
    assert inked(Words(title, "Imogen Ashdown"), *TITLE) is None
    assert inked(Words(title, "Imogen Ashdown"), 430, 545) is not None


@pytest.mark.parametrize(
    "title", ["W" * 500, "word " * 200, "<script>alert(1)</script> & 'x' \"y\"", "A\n\nB\tC", "a\u202eb\u0000c\ufeff"]
)
def test_any_title_stays_inside(title: str) -> None:
    for words in (Words(title), Words("x", title, title, title)):
        left, right = inked(words, 0, HEIGHT) or (0, WIDTH)
        assert left >= 80
        assert right <= 1120
        assert inked(Words(title), 425, 545) is None, "the title keeps off the name below it"
