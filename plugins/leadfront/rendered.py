"""What only rendering shows of a page: what the sanitiser takes out of it, and in which line of the file that stands.
Pure: no site engine.

The build renders all pages and tells it of each. The check renders the few that it looks at closely, by Markdown with
those of the site's extensions that are named here: a pull request carries its own settings, and may have nothing
imported or read by them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

import markdown

from leadfront.body import bare_prompt, markdown_of
from leadfront.findings import Finding
from leadfront.guards import Plain
from leadfront.policy import Policy, Setting, Site
from leadfront.removals import Kind, Removed
from leadfront.rules import judge
from leadfront.rules.markup import RULES, Rendered
from leadfront.rules.model import Scope
from leadfront.sanitise import Sanitiser
from leadfront.use_case import UseCase

_ALWAYS = ("toc", "tables", "fenced_code")  # as MkDocs has it
_KNOWN = frozenset(
    {
        "abbr", "admonition", "attr_list", "codehilite", "def_list", "fenced_code", "footnotes", "md_in_html", "nl2br",
        "pymdownx.betterem", "pymdownx.blocks.admonition", "pymdownx.blocks.caption", "pymdownx.blocks.definition",
        "pymdownx.blocks.details", "pymdownx.blocks.html", "pymdownx.blocks.tab", "pymdownx.caret", "pymdownx.critic",
        "pymdownx.details", "pymdownx.emoji", "pymdownx.escapeall", "pymdownx.highlight", "pymdownx.inlinehilite",
        "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark", "pymdownx.progressbar", "pymdownx.smartsymbols",
        "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde", "sane_lists", "smarty",
        "tables", "toc",
    }
)  # fmt: skip
_FENCE = re.compile(r"[ \t>]*(?P<fence>`{3,}(?!.*`)|~{3,})(?P<rest>.*)")
_CODE = re.compile(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
_FRONT = re.compile(r"\ufeff?---\n.*?\n---(?:\n|$)", re.DOTALL)

_MOST_LOOKED_FOR = 200
"""Each thing that is looked for costs a look through the whole file, and there may be ten thousand."""


class Reader:
    """Renders use cases as the site would, as nearly as can be told from its settings."""

    def __init__(self, site: Site, policy: Policy) -> None:
        self._policy = policy
        self._site = site
        self._sanitiser = Sanitiser(site.url)
        self._markdown: markdown.Markdown | None = None

    def findings(self, cases: Iterable[UseCase]) -> Iterator[Finding]:
        """What would be taken out of the pages of these use cases."""
        for case in cases if not self._off else ():
            removed = self._removed(markdown_of(case))
            yield from told(removed, case.path, self._policy, *searched(case))

    def findings_of_pages(self, pages: Iterable[Plain], paths: Set[str]) -> Iterator[Finding]:
        """What would be taken out of those pages beside the use cases that lie at these paths and are not trusted."""
        for plain in pages:
            path = self._site.in_docs(plain.uri)
            if plain.page is not None and path in paths and not self._off:
                removed = self._removed(plain.page.body)
                yield from told(removed, path, self._policy, searched_page(plain.found.data.decode("utf-8", "replace")))

    @property
    def _off(self) -> bool:
        return all(self._policy.setting_of(rule.code) is Setting.OFF for rule in RULES)

    def _removed(self, text: str) -> tuple[Removed, ...]:
        if self._markdown is None:
            self._markdown = _converter(self._site)
        return self._sanitiser.clean(self._markdown.reset().convert(text)).removed


def told(removed: Iterable[Removed], path: str, policy: Policy, text: str, first_line: int = 1) -> Iterator[Finding]:
    """The findings about what was taken out of a page. `text` is what stands in its file from `first_line` on, without
    what is shown letter by letter.
    """
    removed = tuple(removed)
    if removed:
        lines = lines_of(removed, text)
        placed = [
            (item, None if line is None else line + first_line - 1) for item, line in zip(removed, lines, strict=True)
        ]
        yield from judge(Scope.RENDERED, Rendered(tuple(placed)), policy, path)


def searched(case: UseCase) -> tuple[str, int]:
    """The body of a use case without what is shown letter by letter, and the line it begins in."""
    lines = case.document.body.split("\n")
    for number in bare_prompt(case) or ():
        lines[number] = ""
    return without_code("\n".join(lines)), case.document.body_line


def searched_page(text: str) -> str:
    """The same of a plain page's whole file."""
    text = text.replace("\r\n", "\n")
    return without_code(_FRONT.sub(lambda front: "\n" * front[0].count("\n"), text, count=1))


def without_code(text: str) -> str:
    """Markdown whose code is empty, line for line. The first line of a fence is kept: it may set ids and classes."""
    kept: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.fullmatch(line) if "```" in line or "~~~" in line else None
        if mark and not fence:
            fence = mark["fence"]
            kept.append(line)
        elif fence:
            kept.append("")
            if mark and mark["fence"].startswith(fence) and not mark["rest"].strip():
                fence = ""
        else:
            kept.append(_CODE.sub(lambda code: " " * len(code[0]), line) if "`" in line else line)
    return "\n".join(kept)


def lines_of(removed: Iterable[Removed], text: str) -> list[int | None]:
    """The line of the text in which each was found, from 1; None where it was not. The first of its kind is taken to
    be the first that was removed, and so on.
    """
    # What is typed as &#x6a; is one letter; an entity never holds a line break unless it stands for one.
    plain = text if "&" not in text else "\n".join(html.unescape(line).replace("\n", " ") for line in text.split("\n"))
    reached: dict[tuple[Kind, str], tuple[int, int]] = {}
    found: list[int | None] = []
    for number, item in enumerate(removed):
        if number >= _MOST_LOOKED_FOR:
            found.append(None)
            continue
        key = item.kind, item.name
        start, line = reached.get(key, (0, 0))
        for pattern in _patterns(item):
            match = pattern.search(plain, start)
            if match:
                line += plain.count("\n", start, match.start()) + (not start)
                reached[key] = match.end(), line + plain.count("\n", match.start(), match.end())
                break
        found.append(line or None)
    return found


def _patterns(item: Removed) -> Iterator[re.Pattern[str]]:
    """By what a thing is looked for in the source, the surest first."""
    name = re.escape(item.name)
    if item.kind is Kind.TAG:
        yield re.compile(rf"<{name}(?![\w-])", re.IGNORECASE)
    elif item.kind is Kind.ATTRIBUTE:
        yield re.compile(rf"(?<![\w-]){name}\s*=", re.IGNORECASE)
        yield re.compile(rf"(?<=[\s\"']){name}(?=[\s/>}}])", re.IGNORECASE)  # without a value
    elif item.kind is Kind.UNFINISHED:
        yield re.compile(r"<[A-Za-z][^>]*\Z")
    elif item.kind is Kind.ID:
        yield re.compile(rf"(?:#|\bid\s*=\s*[\"']?){name}(?![\w-])", re.IGNORECASE)
    else:
        yield re.compile(rf"(?<![\w-]){name}(?![\w-])" if item.kind is Kind.CLASS else name)
    if item.kind in (Kind.FOREIGN, Kind.LINK):
        for words in item.beside:
            yield re.compile(re.escape(words))


def _converter(site: Site) -> markdown.Markdown:
    options = {name: _plain_options(name, given) for name, given in _extensions(site).items()}
    try:
        return markdown.Markdown(extensions=list(options), extension_configs=options)
    except (AttributeError, KeyError, TypeError, ValueError):  # the build will say which option is wrong
        return markdown.Markdown(extensions=list(options))


def _extensions(site: Site) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {name: {} for name in _ALWAYS}
    for name, options in site.markdown_extensions:
        name = name.removeprefix("markdown.extensions.")
        if name == "pymdownx.extra":
            found.update({part: {} for part in ("abbr", "attr_list", "def_list", "footnotes", "md_in_html", "tables")})
            found.update({"pymdownx.betterem": {}, "pymdownx.superfences": {}})
        elif name == "extra":
            found.update({part: {} for part in ("abbr", "attr_list", "def_list", "footnotes", "md_in_html", "tables")})
        elif name in _KNOWN:
            found[name] = options
    if "pymdownx.superfences" in found:
        del found["fenced_code"]
    return found


def _plain_options(name: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """Options without those that name a function: such a setting is not read, since it would be imported."""
    plain = dict(options)
    if name == "pymdownx.emoji":  # which picture stands for :smile: only the build knows
        plain = {"emoji_generator": _as_typed}
    elif name == "pymdownx.superfences":
        fences = plain.pop("custom_fences", None)
        if isinstance(fences, list):
            kept = [
                {key: str(item[key]) for key in ("name", "class") if key in item}
                for item in fences
                if isinstance(item, dict)
            ]
            plain["custom_fences"] = [item for item in kept if len(item) == 2]
    elif name == "pymdownx.inlinehilite":
        plain.pop("custom_inline", None)
    elif name in ("codehilite", "pymdownx.highlight"):
        plain["guess_lang"] = False  # as in the build, see engine/site.py
    return plain


def _as_typed(_index: str, shortname: str, *_: object) -> str:
    return shortname
