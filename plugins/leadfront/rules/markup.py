"""LF14x: what a page lost when it was rendered and cleaned. One page at a time; knows not how it was rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leadfront.findings import Severity
from leadfront.removals import Kind, Removed
from leadfront.rules.model import Problem, Scope, rule

_TOLD_ONE_BY_ONE = 20
_SHORTCODE = re.compile(r":[\w+-]+:")


@dataclass(frozen=True)
class Rendered:
    """What was taken out of a page, each with its line in the file; None where the line can't be told."""

    removed: tuple[tuple[Removed, int | None], ...]

    def told(self, foreign: bool) -> Iterator[Problem]:
        """A problem for each thing and line; where there are very many, the last one tells how many more."""
        found = dict.fromkeys(
            (line, *_words(removed)) for removed, line in self.removed if (removed.kind is Kind.FOREIGN) is foreign
        )
        for number, (line, message, step, subject) in enumerate(found):
            if number == _TOLD_ONE_BY_ONE:
                break
            where = "" if line else " It stands somewhere in this file."
            more = len(found) - _TOLD_ONE_BY_ONE if number + 1 == _TOLD_ONE_BY_ONE else 0
            after = f" There {'is' if more == 1 else 'are'} {more} more like this." if more > 0 else ""
            yield Problem(f"{message}{where}{after}", step, line, subject=subject)


@rule("LF140", Severity.WARNING, Scope.RENDERED)
def markup_removed(page: Rendered) -> Iterator[Problem]:
    """Something in the file can't stand on a page of the showcase, so it was left out.

    Why: What runs, asks, covers or moves something on a page could be used against its readers, so no page may hold it.
    What Markdown can do may stand there, and a little plain HTML. The rest of the page is as it was written.
    Fix: Say it in Markdown. If readers are to see it letter by letter, put it between backticks: `<script>`.
    Fails:
        ## Result

        We saved an hour.<script>document.title = "An hour"</script>
    Passes:
        ## Result

        We saved an hour, and wrote `<script>document.title = "An hour"</script>` ourselves.
    """
    yield from page.told(foreign=False)


@rule("LF141", Severity.ERROR, Scope.RENDERED, title="A picture from another site")
def picture_from_another_site(page: Rendered) -> Iterator[Problem]:
    """A picture, a film, a sound or a style would be fetched from another site, so it was left out.

    Why: Each reader's browser would ask that site for it, which then knows who reads the showcase. What it shows could
    change or be gone tomorrow.
    Fix: Save the picture, put it beside the use case's file and show it from there. A link to another site is fine.
    Fails:
        ## Result

        ![The chart](https://charts.example.com/queue.png)
    Passes:
        ## Result

        [The chart](https://charts.example.com/queue.png)
    """
    yield from page.told(foreign=True)


def _words(removed: Removed) -> tuple[str, str, str]:
    """What is said of it, the next step, and what it is about."""
    name = removed.name if len(removed.name) <= 80 else f"{removed.name[:79]}…"
    match removed.kind:
        case Kind.FOREIGN:
            sign = next((word for word in removed.beside if _SHORTCODE.fullmatch(word)), "")
            if sign:
                said = f"“{sign}” would be shown by a picture of another site, so the picture was left out."
                return said, "Type the sign itself, as your keyboard or telephone offers it.", sign
            said = f"“{name}” would be fetched from another site, so it was left out."
            return said, "Save it, put it beside this file and show it from there; a link to it is fine.", name
        case Kind.TAG if name.startswith("/"):
            said = f"“<{name}>” ends something that was not opened, so it was left out."
            return said, "Remove it, or put it between backticks if readers are to see it.", name
        case Kind.TAG:
            said = f"“<{name}>” can't stand on a page, so it was left out."
            return said, "Say it in Markdown, or put it between backticks if readers are to see it.", name
        case Kind.ATTRIBUTE:
            return f"“{name}” can't be set in “<{removed.tag}>”, so it was left out.", "Remove it.", name
        case Kind.LINK:
            said = f"Nothing on a page may link to “{name}”, so it is plain text now."
            return said, "Link to an address that begins with https:// or mailto:, or to a file of the showcase.", name
        case Kind.ID:
            said = f"The page itself uses the name “#{name}”, so this place goes without it."
            return said, "Choose another name, or other words for the heading.", name
        case Kind.CLASS:
            said = f"The site itself uses the style “{name}”, so it was left out."
            return said, "Remove it.", name
        case Kind.UNFINISHED:
            said = "A “<” begins something that does not end, so the text behind it was lost."
            return said, "Write &lt; for the sign, or put the text between backticks.", name


RULES = (markup_removed, picture_from_another_site)
