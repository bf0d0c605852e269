"""A real browser that looks at pages and tells what they did that they should not. Needs Chromium."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, Route

# Runs before anything of the page: notes what a hostile script says. A dialog would wait for somebody.
_LISTEN = """
Object.defineProperty(window, 'pwned', {set(said) { (top.saidByScripts ??= []).push(String(said)) }, get() {}});
for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = said => { window.pwned = name + ' ' + said };
"""
# Sets off whatever waits for the reader's hand.
_PROVOKE = """
() => {
  for (const element of document.querySelectorAll('*')) {
    for (const {name} of [...element.attributes])
      if (/^on/i.test(name)) element.dispatchEvent(new Event(name.slice(2).toLowerCase()));
    if (/^(java|vb)script:/i.test((element.getAttribute('href') ?? '').replace(/[\\s\\u0000-\\u0020]/g, '')))
      element.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
    if (element.matches('details')) element.open = true;
    if (element.matches('article button:not([type=submit])') && element.checkVisibility()) element.click();
  }
}
"""
# What stands in the page as the browser has understood it.
_LOOK = """
() => {
  const own = address => address.startsWith(location.origin + '/assets/');
  const found = [], article = document.querySelector('article') ?? document.body;
  const runs = value => /^(javascript|data|vbscript|blob|file):/i.test(value.replace(/[\\s\\u0000-\\u0020]/g, ''));
  for (const element of document.querySelectorAll('*')) {
    const tag = element.localName;
    for (const {name, value} of [...element.attributes]) {
      if (/^on/i.test(name)) found.push(`handler ${tag} ${name}`);
      if (['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'poster'].includes(name) && runs(value))
        found.push(`address ${tag} ${name} ${value.slice(0, 60)}`);
    }
  }
  for (const element of article.querySelectorAll('*')) {
    const tag = element.localName;
    if (['iframe', 'frame', 'object', 'embed', 'base', 'meta', 'style', 'applet', 'portal'].includes(tag))
      found.push(`element ${tag}`);
    // Some of our own pages bring a script or a style of theirs.
    if (tag === 'script' && element.type !== 'application/json' && !own(element.src)) found.push('element script');
    if (tag === 'link' && !own(element.href)) found.push('element link');
    if (tag === 'form' && new URL(element.action).origin !== location.origin) found.push('form to elsewhere');
    if (tag === 'style' || /url\\(|position|z-index/i.test(element.getAttribute('style') ?? ''))
      found.push(`style ${tag} ${element.getAttribute('style')}`);
    if (element.classList.contains('mermaid')) found.push('class mermaid');
    if (/^__(?!tabbed_|code_|codelineno-|span-)/.test(element.id)) found.push(`id ${element.id}`);
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode())
    if (texts.currentNode.data.includes('leaves-the-frame') && !article.contains(texts.currentNode))
      found.push('text outside the article');
  const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
  for (const id of new Set(ids.filter((one, at) => ids.indexOf(one) !== at && one.startsWith('__'))))
    found.push(`id twice ${id}`);
  return found;
}
"""


@dataclass(frozen=True)
class Seen:
    """What a page did."""

    scripts: tuple[str, ...]
    """What hostile scripts said."""
    requests: tuple[str, ...]
    """What was asked of other origins."""
    errors: tuple[str, ...]
    """How the page's own scripts died."""
    marks: tuple[str, ...]
    """What stands in the page that may not."""
    left: bool
    """Whether the reader was led elsewhere."""
    alive: bool
    """Whether the theme's script had its way."""

    @property
    def clean(self) -> bool:
        """Whether all is as it should be."""
        return not (self.scripts or self.requests or self.errors or self.marks or self.left) and self.alive


class Watcher:
    """A browser, and a site. Where a page did what it should not, the next has a new window: the old one may have been
    led elsewhere, and goes on loading.
    """

    def __init__(self, context: BrowserContext, url: str) -> None:
        self._context = context
        self._url = url
        self._foreign: list[str] = []
        self._errors: list[str] = []
        self._window: Page | None = None
        context.add_init_script(_LISTEN)
        context.route("**/*", self._let)

    def look(self, path: str) -> Seen:
        """Open a page as a reader would, touch everything on it, and tell."""
        self._foreign.clear()
        self._errors.clear()
        page = self._window or self._opened()
        self._window = None
        try:
            seen = self._looked(page, self._url + quote(path.removesuffix("index.html"), errors="surrogateescape"))
            if seen.clean:
                self._window = page
            return seen
        finally:
            if self._window is None:
                page.close()

    def _opened(self) -> Page:
        page = self._context.new_page()
        page.on("pageerror", lambda error: self._errors.append(str(error)))
        page.on("dialog", lambda dialog: (self._foreign.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("request", self._note)
        return page

    def _looked(self, page: Page, address: str) -> Seen:
        page.goto(address, wait_until="load")
        said: list[str] = []
        marks: list[str] = []
        alive = False
        try:
            page.evaluate(_PROVOKE)
            page.wait_for_timeout(30)
            said = page.evaluate("() => window.saidByScripts ?? []")
            marks = page.evaluate(_LOOK)
            alive = page.evaluate("() => typeof document$ !== 'undefined' && document.contentType === 'text/html'")
        except Error as error:  # led away in the middle of it
            self._errors.append(error.message)
        left = page.url.partition("#")[0] != address
        return Seen(tuple(said), tuple(self._foreign), tuple(self._errors), tuple(marks), left, alive)

    def _note(self, request: Request) -> None:
        if not request.url.startswith((self._url, "data:", "blob:", "about:")):
            self._foreign.append(request.url)

    def _let(self, route: Route) -> None:
        if route.request.url.startswith((self._url, "data:", "blob:")):
            route.continue_()
        else:
            route.abort()


@contextmanager
def watching(browser: Browser, site: Path) -> Iterator[Watcher]:
    """Serve a site, and watch it in a window of its own."""
    handler = functools.partial(_Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(10_000)
    try:
        yield Watcher(context, f"http://127.0.0.1:{server.server_port}/")
    finally:
        context.close()
        server.shutdown()
        server.server_close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass
