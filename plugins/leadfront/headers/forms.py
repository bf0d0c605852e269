"""The headers in the forms in which a server takes them, and as tags for hosts that let nobody set a header."""

from __future__ import annotations

import html
import re

from leadfront.headers.sent import POLICY, Headers, without_frames

_SEEN = re.compile(r"<head\b[^>]*>\s*(?:<meta charset=[^>]*>)?", re.IGNORECASE)
_NAMED = re.compile(r"<meta http-equiv=[\"']?Content-Security-Policy", re.IGNORECASE)
_OWN_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')


def files(headers: Headers) -> dict[str, str]:
    """Each form, by the name of its file."""
    return {
        "content-security-policy.txt": headers.policy + "\n",
        "nginx.conf": nginx(headers),
        "apache.conf": apache(headers),
        "pages.html": f"{_OF_PAGES}{tags(headers)}\n",
    }


def nginx(headers: Headers) -> str:
    """Settings of nginx."""
    lines = [_OF_NGINX]
    variables = {}
    for name, value in headers.pages.items():
        other = headers.editor.get(name, value)
        if other == value:
            variables[name] = f'"{value}"'
            continue
        variables[name] = f"$leadfront_{name.lower().replace('-', '_')}"
        lines.append(f'set {variables[name]} "{value}";')
        lines.append(f'if ($uri ~ "^{re.escape(headers.root)}editor/") {{\n    set {variables[name]} "{other}";\n}}')
    lines += [f"add_header {name} {value} always;" for name, value in variables.items()]
    return "\n".join(lines) + "\n"


def apache(headers: Headers) -> str:
    """Settings of Apache's httpd 2.4."""
    lines = [_OF_APACHE]
    lines += [f'Header always set {name} "{value}"' for name, value in headers.pages.items()]
    others = {name: value for name, value in headers.editor.items() if headers.pages[name] != value}
    if others:
        lines.append(f'<If "%{{REQUEST_URI}} =~ m#^{re.escape(headers.root)}editor/#">')
        lines += [f'    Header always set {name} "{value}"' for name, value in others.items()]
        lines.append("</If>")
    return "\n".join(lines) + "\n"


def tags(headers: Headers) -> str:
    """What a page can say of itself, at the very beginning of its head."""
    policy = html.escape(without_frames(headers.policy))
    referrer = html.escape(headers.pages["Referrer-Policy"])
    return f'<meta http-equiv="{POLICY}" content="{policy}"><meta name="referrer" content="{referrer}">'


def with_tags(page: str, said: str) -> str:
    """A page that says the policy itself. One that names a policy already is left as it is."""
    found = _SEEN.search(page)
    if not found or _NAMED.search(page):
        return page
    return page[: found.end()] + said + page[found.end() :]


def policy_named_in(page: str) -> str:
    """The policy that a page names itself."""
    found = _OWN_POLICY.search(page)
    return html.unescape(found[1]) if found else ""


_OF_NGINX = """\
# Written by “leadfront build” for the site that it built. Include it in the server or location that serves the site:
#     include /srv/showcase/site.headers/nginx.conf;
# A location below with an add_header of its own loses these; include the file there once more.
# To let another site, such as the start page of an intranet, show the pages inside its own, name it after
# frame-ancestors in place of 'none'."""
_OF_APACHE = """\
# Written by “leadfront build” for the site that it built. Needs mod_headers. Include it where the site is served:
#     Include /srv/showcase/site.headers/apache.conf
# To let another site, such as the start page of an intranet, show the pages inside its own, name it after
# frame-ancestors in place of 'none'."""
_OF_PAGES = """\
<!-- Written by “leadfront build” for the site that it built. GitHub Pages and GitLab Pages let nobody set a header, but
a page can name the policy itself, at the very beginning of its head: “leadfront build --headers-in-pages” puts this
there. What only a header can do is missing then: other sites may show the pages inside their own (frame-ancestors),
files that are no pages have no policy, and nothing is said of their types (X-Content-Type-Options) or of windows that
open them. -->
"""
