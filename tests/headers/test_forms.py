"""The headers in the forms of servers: read back, they say the same."""

from __future__ import annotations

import re
import shlex
from html.parser import HTMLParser

from leadfront.headers.forms import apache, files, nginx, policy_named_in, tags, with_tags
from leadfront.headers.sent import POLICY, headers

SCRIPTS = ["'sha256-b='", "'sha256-a='"]
EDITOR = "default-src 'none'; connect-src 'self' https://git.example.org"
PLAIN = headers(SCRIPTS)
WITH_EDITOR = headers(SCRIPTS, EDITOR, "/ai-at.work/")


def test_the_policy_begins_with_nothing_and_allows_nothing_unsafe() -> None:
    parts = dict(part.split(" ", 1) for part in PLAIN.policy.split("; "))
    assert parts["default-src"] == parts["base-uri"] == parts["frame-ancestors"] == "'none'"
    assert parts["script-src"] == "'self' 'sha256-a=' 'sha256-b='"
    assert parts["style-src"] == parts["connect-src"] == parts["form-action"] == "'self'"
    assert "unsafe" not in PLAIN.policy
    assert "http" not in PLAIN.policy
    assert PLAIN.editor == {}


def test_apache_s_form_says_the_same() -> None:
    found = re.findall(r"^( *)Header always set (\S+) \"([^\"]*)\"$", apache(WITH_EDITOR), re.MULTILINE)
    assert {name: value for indent, name, value in found if not indent} == WITH_EDITOR.pages
    others = {name: value for indent, name, value in found if indent}
    assert {**WITH_EDITOR.pages, **others} == WITH_EDITOR.editor
    assert "m#^/ai\\-at\\.work/editor/#" in apache(WITH_EDITOR)
    assert "<If" not in apache(PLAIN)


def test_nginx_s_form_says_the_same() -> None:
    words = [shlex.split(line.strip().rstrip(";")) for line in nginx(PLAIN).splitlines() if not line.startswith("#")]
    assert {word[1]: word[2] for word in words} == PLAIN.pages
    assert all(word[0] == "add_header" and word[3] == "always" for word in words)
    assert 'if ($uri ~ "^/ai\\-at\\.work/editor/")' in nginx(WITH_EDITOR)


def test_no_line_is_longer_than_nginx_reads() -> None:
    assert max(map(len, nginx(headers([f"'sha256-{number:044}'" for number in range(40)])).splitlines())) < 4096


def test_the_form_at_editor_says_its_own_policy_and_may_open_a_window() -> None:
    assert WITH_EDITOR.editor[POLICY] == f"{EDITOR}; frame-ancestors 'none'"
    assert WITH_EDITOR.editor["Cross-Origin-Opener-Policy"] == "same-origin-allow-popups"
    assert policy_named_in(f"<head>{tags(WITH_EDITOR)}") == WITH_EDITOR.policy.replace("; frame-ancestors 'none'", "")


def test_a_page_says_it_before_anything_else() -> None:
    page = '<!doctype html>\n<html>\n  <head>\n    <meta charset="utf-8">\n<script>1</script></head><p>head</p>'
    said = with_tags(page, tags(PLAIN))

    class Heads(HTMLParser):
        seen: list[tuple[str, dict[str, str | None]]] = []  # noqa: RUF012

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.seen.append((tag, dict(attrs)))

    parser = Heads()
    parser.feed(said)
    names = [tag for tag, _ in parser.seen]
    assert names[:5] == ["html", "head", "meta", "meta", "meta"]
    assert parser.seen[3][1] == {
        "http-equiv": POLICY,
        "content": PLAIN.policy.replace("; frame-ancestors 'none'", ""),  # which a page can't say of itself
    }
    assert with_tags(said, tags(PLAIN)) == said, "once"
    assert with_tags("<p>no page</p>", tags(PLAIN)) == "<p>no page</p>"


def test_every_form_has_its_file() -> None:
    made = files(WITH_EDITOR)
    assert set(made) == {"content-security-policy.txt", "nginx.conf", "apache.conf", "pages.html"}
    assert made["content-security-policy.txt"] == WITH_EDITOR.policy + "\n"
    assert made["pages.html"].endswith(tags(WITH_EDITOR) + "\n")
