"""What a contributed page may hold: everything that Markdown makes stays as it was; what could be obeyed goes."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import markdown
import material
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from material.extensions.emoji import to_svg, twemoji

from leadfront.removals import Kind
from leadfront.sanitise import Sanitiser, may_be_id

GOLDEN = Path(__file__).parent / "sanitised"
EXTENSIONS = [
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "pymdownx.critic", "pymdownx.details",
    "pymdownx.emoji", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.mark",
    "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "tables", "toc",
]  # fmt: skip
OPTIONS = {
    "pymdownx.emoji": {"emoji_index": twemoji, "emoji_generator": to_svg},
    "pymdownx.highlight": {"anchor_linenums": True, "line_spans": "__span", "pygments_lang_class": True},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "toc": {"permalink": True},
}
SANITISER = Sanitiser("https://showcase.example.org/ai/")


def rendered(text: str) -> str:
    return markdown.Markdown(extensions=EXTENSIONS, extension_configs=OPTIONS).convert(text)


def as_written_by_nh3(text: str) -> str:
    """The ways of writing the same page that the module's docstring names."""
    text = re.sub(r"<(br|hr|img|input)\b([^>]*?) ?/>", r"<\1\2>", text)
    text = re.sub(r"(<path [^>]*?)/>", r"\1></path>", text)
    text = re.sub(r" (disabled|checked|open)(?=[ >])", r' \1=""', text)
    text = re.sub(r'(<table class="highlighttable">)(.*?)(</table>)', r"\1<tbody>\2</tbody>\3", text, flags=re.DOTALL)
    return re.sub(r"&(?!lt;|gt;|amp;|quot;|nbsp;|#160;)#?\w+;", lambda found: html.unescape(found[0]), text).replace(
        "&#160;", "&nbsp;"
    )


@pytest.mark.parametrize("source", sorted(GOLDEN.glob("*.md")), ids=lambda path: path.stem)
def test_nothing_else_on_a_page_changes(source: Path) -> None:
    before = rendered(source.read_text(encoding="utf-8"))
    clean = SANITISER.clean(before)
    assert clean.removed == ()
    assert clean.html == as_written_by_nh3(before)
    assert clean.html + "\n" == source.with_suffix(".html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("hostile", "clean", "told"),
    [
        ("<script>alert(1)</script>x", "x", [(Kind.TAG, "script")]),
        ('<p onclick="x()">y</p>', "<p>y</p>", [(Kind.ATTRIBUTE, "onclick")]),
        ('<a href="javascript:x()">y</a>', "<a>y</a>", [(Kind.LINK, "javascript:x()")]),
        ('<a href="java&#9;script:x()">y</a>', "<a>y</a>", [(Kind.LINK, "java\tscript:x()")]),
        ('<a href="data:text/html,x">y</a>', "<a>y</a>", [(Kind.LINK, "data:text/html,x")]),
        ('<a href="page:rules.md">y</a>', "<a>y</a>", [(Kind.LINK, "page:rules.md")]),
        ('<a href="x.md" target="_blank">y</a>', '<a href="x.md">y</a>', [(Kind.ATTRIBUTE, "target")]),
        ('<iframe src="https://evil.example"></iframe>', "", [(Kind.TAG, "iframe")]),
        ('<form action="/x"><button>b</button></form>', "b", [(Kind.TAG, "form"), (Kind.TAG, "button")]),
        ("<input>", "", [(Kind.TAG, "input")]),
        ('<label for="__drawer">x</label>', "<label>x</label>", [(Kind.ATTRIBUTE, "for")]),
        ('<p style="position:fixed">x</p>', "<p>x</p>", [(Kind.ATTRIBUTE, "style")]),
        ('<h2 id="__config">x</h2>', "<h2>x</h2>", [(Kind.ID, "__config")]),
        ('<h2 id="own">x</h2>', "<h2>x</h2>", [(Kind.ID, "own")]),
        ('<pre class="mermaid"><code>x</code></pre>', "<pre><code>x</code></pre>", [(Kind.CLASS, "mermaid")]),
        ('<p class="a md-overlay b">x</p>', '<p class="a b">x</p>', [(Kind.CLASS, "md-overlay")]),
        ('<p class="LF-cell">x</p>', "<p>x</p>", [(Kind.CLASS, "LF-cell")]),
        ('<p data-md-component="search">x</p>', "<p>x</p>", [(Kind.ATTRIBUTE, "data-md-component")]),
        ('<a name="top">x</a>', "<a>x</a>", [(Kind.ATTRIBUTE, "name")]),
        ('<img src="//evil.example/a.png" alt="a &lt;b>">', "a &lt;b&gt;", [(Kind.FOREIGN, "//evil.example/a.png")]),
        ('<img src="\\\\evil.example/a.png">', "", [(Kind.FOREIGN, "\\\\evil.example/a.png")]),
        ('<img src="https://showcase.example.org.evil.example/">', "",
         [(Kind.FOREIGN, "https://showcase.example.org.evil.example/")]),
        ('<video poster="http://evil.example/a" src="a.mp4"></video>', '<video src="a.mp4"></video>',
         [(Kind.FOREIGN, "http://evil.example/a")]),
        ('<img srcset="https://evil.example/a 2x" src="a.png">', '<img src="a.png">',
         [(Kind.FOREIGN, "https://evil.example/a")]),
        ('<link rel="stylesheet" href="https://evil.example/a.css">', "", [(Kind.FOREIGN, "https://evil.example/a.css")]),
        ("<style>@import '//evil.example/a.css';</style>", "", [(Kind.FOREIGN, "//evil.example/a.css")]),
        ('<p style="background:url(https://evil.example)">x</p>', "<p>x</p>", [(Kind.FOREIGN, "https://evil.example")]),
        ('<svg><image href="https://evil.example/a"/></svg>', "<svg></svg>", [(Kind.FOREIGN, "https://evil.example/a")]),
        ("<p>x</p><img src=x onerror=alert(1)", "<p>x</p>", [(Kind.UNFINISHED, "<")]),
        ('<a class="footnote-ref" href="#gone">1</a>', '<a href="#gone">1</a>', [(Kind.CLASS, "footnote-ref")]),
        ('<a href="#__codelineno-9-9">1</a>', "<a>1</a>", [(Kind.LINK, "#__codelineno-9-9")]),
        ('<div data-tabs="1:1"><input type="radio" id="__tabbed_1_1" name="__tabbed_1"></div>', "<div></div>",
         [(Kind.ATTRIBUTE, "data-tabs"), (Kind.TAG, "input")]),
    ],
)  # fmt: skip
def test_what_could_be_obeyed_goes_and_is_told(hostile: str, clean: str, told: list[tuple[Kind, str]]) -> None:
    found = SANITISER.clean(hostile, own_ids=["own"])
    assert found.html == clean
    assert [(item.kind, item.name) for item in found.removed] == told


def test_what_lies_on_the_site_itself_may_be_shown() -> None:
    for address in ("a.png", "../b/a.png#only-dark", "/ai/a.png", "https://SHOWCASE.example.org/ai/a.png"):
        picture = f'<img alt="a" src="{address}">'
        assert SANITISER.clean(picture) == (picture, ())


def test_a_box_that_can_be_ticked_is_no_task() -> None:
    task = '<li class="task-list-item"><input type="checkbox"{}></li>'
    assert "<input" in SANITISER.clean(task.format(' disabled=""')).html
    assert "<input" not in SANITISER.clean(task.format("")).html


def test_half_a_letter_is_shown_as_such() -> None:
    assert SANITISER.clean("<p>a\ud800b</p>") == ("<p>a\ufffdb</p>", ())


def test_two_sets_of_tabs_cannot_share_a_number() -> None:
    tabs = rendered('=== "A"\n\n    a\n\n=== "B"\n\n    b\n')
    assert SANITISER.clean(tabs).removed == ()
    twice = SANITISER.clean(tabs + tabs).html
    assert twice.count("data-tabs") == 1
    assert twice.count("<input") == 2


def test_the_theme_takes_hold_of_nothing_that_is_not_known() -> None:
    """Should a new version of the theme look for something else, this says so before a contributor does."""
    scripts = Path(material.__file__).parent / "templates" / "assets" / "javascripts"
    (sources,) = scripts.glob("bundle.*.min.js.map")
    code = "\n".join(json.loads(sources.read_text())["sourcesContent"])
    looks = re.findall(
        r"(?:getElements?|getOptionalElement|closest|matches)(?:<\w+>)?\(\s*[\"'`]([^\"'`]*)[\"'`]", code
    )
    classes = {name for look in looks for name in re.findall(r"\.([a-zA-Z_][\w-]*)", look)}
    reserved = {name for name in classes if "class" not in SANITISER.clean(f'<p class="{name}">x</p>').html}
    assert "mermaid" in reserved
    harmless = {"annotate", "copy", "highlight", "hll", "no-copy", "no-select", "select"}
    looked_at_closely = {"footnote-ref", "tabbed-labels"}
    assert classes - reserved <= harmless | looked_at_closely


# --- whatever is typed ------------------------------------------------------------------------------------------------

HARMFUL = {
    "applet", "base", "body", "button", "canvas", "dialog", "embed", "form", "frame", "frameset", "head", "html",
    "iframe", "link", "math", "meta", "noscript", "object", "option", "portal", "script", "select", "slot", "style",
    "template", "textarea", "title", "xmp",
}  # fmt: skip


class Judge(HTMLParser):
    """Says what is wrong with a page, by another list than the one that made it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in HARMFUL:
            self.wrong.append(tag)
        for name, typed in attrs:
            value = re.sub(r"[\x00-\x20]", "", typed or "").lower()
            scheme = re.match(r"[a-z][a-z0-9+.-]*:", value)
            made = re.fullmatch(r"__(tabbed|codelineno|span|codeline)[\w-]*", value)
            if (
                name.startswith(("on", "data-md", "aria", "form", "xlink"))
                or name in ("srcset", "srcdoc", "action", "target", "rel", "ping", "background", "role", "tabindex")
                or (name in ("src", "poster") and (scheme or value.startswith(("//", "\\\\", "/\\"))))
                or (name == "href" and scheme and scheme[0] not in ("http:", "https:", "mailto:"))
                or (name == "style" and not re.fullmatch(r"text-align:\w+;?", value))
                or (name in ("id", "name", "for") and value.startswith("__") and not made)
                or (name == "name" and not made)
                or (name == "class" and re.search(r"(?i)(^|\s)(md-|lf-|mermaid(\s|$))", typed or ""))
            ):
                self.wrong.append(f"{tag} {name}={typed}")


PIECES = st.sampled_from(
    [
        "<", ">", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<?", "\"", "'", "`", "=", " ", "\n", "\t", "\0",
        "&lt;", "&#60;", "&#x3c;script", "&quot;", "\u2028", "<p>", "</p>", "<script>", "</script>", "<svg>",
        "</svg>", "<math>", "<mtext>", "<mglyph>", "<style>", "</style>", "<title>", "</title>", "<textarea>",
        "<noscript>", "<template>", "<table>", "<td>", "<select>", "<option>", "<form>", "<iframe srcdoc=x>",
        "<xmp>", "<plaintext>", "<foreignObject>", "<desc>", "<path ", "<img ", "<a ", "<div ", "<input ",
        "<label ", "<video ", "<source ", "<pre>\n\n", "<li class=task-list-item>", "src=", "href=", "onerror=",
        "onclick=alert(1) ", "style=", "id=", "name=", "class=", "for=", "poster=", "xlink:href=", "data-tabs=1:1 ",
        "data-md-component=x ", "type=radio ", "type=checkbox disabled ", "__config ", "__tabbed_1_1 ",
        "__tabbed_1 ", "mermaid ", "md-overlay ", "lf-cell ", "tabbed-labels>", "footnote-ref ",
        "#__codelineno-0-1 ", "__codelineno-0-1 ", "javascript:alert(1) ", "JaVa\tScript:x ", "//evil.example ",
        "/\\evil.example ", "https://evil.example/a ", "data:image/svg+xml,x ", "text-align: left ",
        "text-align:left;background:url(//e.example) ", "page:rules.md ",
    ]
)  # fmt: skip
SOUP = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)


@given(SOUP)
@settings(max_examples=600, deadline=None)
def test_whatever_is_typed_nothing_harmful_is_left_and_clean_is_clean(soup: str) -> None:
    clean = SANITISER.clean(soup)
    assert Judge(clean.html).wrong == []
    again = SANITISER.clean(clean.html)
    assert again.html == clean.html
    assert again.removed == ()


@given(SOUP)
@settings(max_examples=200, deadline=None)
def test_whatever_is_typed_as_markdown_nothing_harmful_is_left(soup: str) -> None:
    assert Judge(SANITISER.clean(rendered(soup)).html).wrong == []


@given(st.text(max_size=30))
def test_a_name_that_may_be_used_breaks_out_of_nothing(name: str) -> None:
    if may_be_id(name):
        assert not set(name) & set("\"'<>`& \t\n\r\f\0")
        assert not name.startswith("__")
