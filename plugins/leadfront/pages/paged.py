"""Lists cut into pages, whatever stands in them. Knows nothing of what a list is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from leadfront.language import Language
from leadfront.pages.page import Frame, Page
from leadfront.pages.template import render

T = TypeVar("T")


def page_uris(uri: str, pages: int, folder: str = "") -> list[str]:
    """The uris of a list that is cut into pages: the first is at `uri`, the others in a folder beside it.

    That is `folder`, where one is named. The folder of `leaders/index.md` is `leaders/index`, where no leader's page
    can be: no slug is `index`.
    """
    folder = folder or uri.removesuffix(".md")
    return [uri, *(f"{folder}/page-{number}.md" for number in range(2, pages + 1))]


def paged(
    template: str,
    language: Language,
    items: Sequence[T],
    on_a_page: int,
    values_of: Callable[[int, Sequence[T]], Mapping[str, object]],
    *,
    uri: str,
    title: str,
    title_id: str,
    description: str,
    section: str = "",
    **values: object,
) -> list[Page]:
    """A list cut into pages; there is always a first one.

    `values_of` makes what the template needs for the page of a number with its items, only when that page is written,
    since long lists are large. What is common to all pages is given once, as `values`.
    """
    chunks = [items[at : at + on_a_page] for at in range(0, len(items), on_a_page)] or [items]
    uris = page_uris(uri, len(chunks))

    def frame_of(number: int, chunk: Sequence[T]) -> Frame:
        def fill(_rendered: str, _edit_url: str) -> str:
            shared = {"title": title, "pages": uris, "number": number, "total": len(items), **values}
            return render(template, language, **shared, **values_of(number, chunk))

        return fill

    return [
        Page(
            uri=own,
            title=title if number == 1 else language.gettext("%(title)s, page %(number)s", title=title, number=number),
            description=description,
            frame=frame_of(number, chunk),
            title_id=title_id,
            section=section or ("" if number == 1 else uri),
            searchable=False,
        )
        for number, (own, chunk) in enumerate(zip(uris, chunks, strict=True), 1)
    ]
