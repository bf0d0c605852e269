"""Pages that are converted ahead: what comes of them is what MkDocs' own way makes of them, or they are left to it."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import markdown.extensions
import pymdownx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import AnchorLink

from leadfront.engine import ahead
from leadfront.engine.ahead import Ahead
from leadfront.engine.converted import Converted
from leadfront.engine.rendering import Renderer
from leadfront.side_by_side import SideBySide

EXTENSIONS = """
  - admonition
  - attr_list
  - md_in_html
  - footnotes
  - tables
  - toc: {permalink: true, slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
  - pymdownx.highlight
  - pymdownx.superfences:
      custom_fences: [{name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }]
"""
PIECES = st.sampled_from(
    [
        "# A title", "## A part", "## A part {#named}", "Some *words* & `code`", "- one\n- two", "> said",
        "| a | b |\n|---|---|\n| 1 | 2 |", "```python\nx = 1\n```", "```mermaid\na-->b\n```",
        "A note[^1]\n\n[^1]: Here.",
        "[within](#a-part)", "[elsewhere](https://example.com/a?b#c)", "<ana@example.com>", "[page](index.md)",
        "[gone](gone.md#x)", "![picture](p.png)", "[top](/x)", "[asks](?a=b#c)", "<a name=x>here</a>", "![]()",
        "[bad](http://[x)", ":smile:", "!!! note\n    Mind.", "<div markdown>*in*</div>", "[nothing]()",
    ]
)  # fmt: skip
TEXTS = st.lists(st.lists(PIECES, min_size=1, max_size=6).map("\n\n".join), min_size=2, max_size=8)


def configured(folder: Path, extensions: str = EXTENSIONS) -> MkDocsConfig:
    path = folder / "mkdocs.yml"
    path.write_text(f"site_name: Ahead\nplugins: []\nmarkdown_extensions: {extensions}\n")
    (folder / "docs").mkdir()
    return load_config(str(path))


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> MkDocsConfig:
    return configured(tmp_path_factory.mktemp("ahead"))


@pytest.fixture(scope="module")
def beside() -> Iterator[SideBySide]:
    with SideBySide() as together:
        yield together


@pytest.fixture(autouse=True)
def few_are_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "WORTH_IT", 2)
    if hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) < 2:
        pytest.skip("there is one processor")


def told(converted: Converted) -> object:
    """Everything of it, comparable."""

    def link(one: AnchorLink) -> object:
        return one.title, one.id, one.level, [link(child) for child in one.children]

    return converted.content, [link(one) for one in converted.toc], converted.links_to_anchors


def named(texts: list[str]) -> dict[str, str]:
    return {f"page-{number}.md": text for number, text in enumerate(texts)}


def files_of(uris: Iterable[str], config: MkDocsConfig) -> Files:
    return Files([File(uri, None, config.site_dir, True, inclusion=InclusionLevel.INCLUDED) for uri in uris])


@given(TEXTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_what_is_converted_ahead_is_what_comes_of_it_page_by_page(
    config: MkDocsConfig, beside: SideBySide, texts: list[str]
) -> None:
    pages = named(texts)
    files = files_of(pages, config)
    before = Ahead(config, pages.items(), beside)
    one_by_one = Renderer(config)
    for uri, text in pages.items():
        found = before.of(uri, text)
        if "](index.md" in text or "](gone.md" in text or "](p.png" in text or "](/x" in text:
            assert found is None
        elif found is not None:
            file = files.get_file_from_path(uri)
            assert file is not None
            assert told(found) == told(one_by_one.convert(text, file, files))


def test_pages_without_links_to_look_up_are_converted(config: MkDocsConfig, beside: SideBySide) -> None:
    pages = named(["# One\n\n[within](#one) and [elsewhere](https://example.com/)", "Two"] * 300)
    before = Ahead(config, pages.items(), beside)
    found = [before.of(uri, text) for uri, text in pages.items()]
    assert all(found)
    assert found[0]
    assert found[0].links_to_anchors == {"page-0.md": {"one": "#one"}}


def test_the_renderer_takes_what_was_converted_ahead(config: MkDocsConfig, beside: SideBySide) -> None:
    pages = named(["One", "Two", "[page](page-0.md)"])
    files = files_of(pages, config)
    one, two, linked = files.documentation_pages()
    renderer = Renderer(config, Ahead(config, pages.items(), beside))
    assert renderer.convert("One", one, files).content == "<p>One</p>"
    assert renderer.convert("Two, as a plugin has it", two, files).content == "<p>Two, as a plugin has it</p>"
    assert 'href="../page-0/"' in renderer.convert("[page](page-0.md)", linked, files).content


def test_pages_may_be_asked_for_in_any_order_and_more_than_once(config: MkDocsConfig, beside: SideBySide) -> None:
    pages = named(["One", "Two", "Three", "Four"])
    before = Ahead(config, pages.items(), beside)
    for uri in ("page-2.md", "page-0.md", "page-3.md"):
        found = before.of(uri, pages[uri])
        assert found
        assert found.content == f"<p>{pages[uri]}</p>"
    assert before.of("page-2.md", "Three") is None
    assert before.of("unknown.md", "Three") is None


def test_a_few_pages_are_not_worth_it(
    config: MkDocsConfig, beside: SideBySide, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "WORTH_IT", 3)
    before = Ahead(config, [("a.md", "One"), ("b.md", "Two"), ("empty.md", " \n")], beside)
    assert before.of("a.md", "One") is None


@pytest.mark.parametrize(
    "extensions",
    [
        "[mdx_of_theirs]",
        "[material.extensions.preview]",
        "[{toc: {slugify: !!python/name:posixpath.basename }}]",
        "[{toc: {slugify: !!python/object/apply:functools.partial {args: [!!python/name:posixpath.basename ]}}}]",
        "[{footnotes: {UNIQUE_IDS: true}}]",
        "[{extra: {footnotes: {UNIQUE_IDS: true}}}]",
    ],
)
def test_with_an_extension_that_may_depend_on_more_nothing_is_converted_ahead(
    tmp_path: Path, beside: SideBySide, extensions: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mdx_of_theirs.py").write_text(
        "from markdown.extensions import Extension\nclass Theirs(Extension):\n    def extendMarkdown(self, md): pass\n"
        "def makeExtension(**_): return Theirs()\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    before = Ahead(configured(tmp_path, extensions), [("a.md", "One"), ("b.md", "Two")], beside)
    assert before.of("a.md", "One") is None


def extensions_there_are() -> list[str]:
    """All that are taken to look at one page at a time, save those that need more than a page, or read files."""
    there = {f"markdown.extensions.{found.name}" for found in pkgutil.iter_modules(markdown.extensions.__path__)}
    blocks = {f"pymdownx.blocks.{name}" for name in ("admonition", "caption", "definition", "details", "html", "tab")}
    others = {f"pymdownx.{found.name}" for found in pkgutil.iter_modules(pymdownx.__path__)}
    modules = {name for name in others if hasattr(importlib.import_module(name), "makeExtension")}
    return sorted((there | blocks | modules) - {"pymdownx.snippets", "pymdownx.b64", "pymdownx.pathconverter"})


EVERYTHING = """# A title

## A part

One[^1] *two* ==three== ^^four^^ H~2~O :smile: ++ctrl+a++ {--out--} {++in++} `#!python x = 1` $x^2$ https://example.com

[^1]: Here.

| a | b |
|---|---|
| 1 | 2 |

```python linenums="1" title="x.py"
x = 1
```

=== "One"

    First.

=== "Two"

    Second.

/// caption
Named.
///

/// tab | One
First.
///

??? note "Open"

    More.

- [ ] done

[=50% "half"]

*[HTML]: Hyper
"""


@pytest.mark.parametrize("extension", extensions_there_are())
def test_an_extension_makes_the_same_of_a_page_whichever_came_before(tmp_path: Path, extension: str) -> None:
    config = configured(tmp_path, f"[{extension}]")
    (file,) = files_of(["a.md"], config)
    renderer = Renderer(config)
    first = renderer.convert(EVERYTHING, file, Files([file]))
    renderer.convert(EVERYTHING.replace("One", "Another") * 2, file, Files([file]))
    assert told(renderer.convert(EVERYTHING, file, Files([file]))) == told(first)
