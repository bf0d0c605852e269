"""The MkDocs plugin: hands settings and files to plain functions.

Holds no logic of its own, and no state beyond one build save the rendered pages that `mkdocs serve` may use again.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, TypeVar

from jinja2 import Environment, Template
from mkdocs.config.base import Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from leadfront.body import markdown_of
from leadfront.check import examine
from leadfront.doors.host import AGAIN_FORM
from leadfront.doors.ways import Present
from leadfront.engine import collector
from leadfront.engine.ahead import Ahead
from leadfront.engine.cleaning import Cleaning, harmless_head, harmless_names
from leadfront.engine.documents import Document, Memory
from leadfront.engine.editor import add_editor, has_issue_form
from leadfront.engine.filled import WORTH_A_COPY, FilledAhead, documents, fill_ahead, seen_by_us_alone
from leadfront.engine.gate import announce, refusal, tell
from leadfront.engine.guarded import CheckedFile, Curtain, PlainDocument, add_checked, in_the_way, links_in
from leadfront.engine.log_lines import speak_plainly
from leadfront.engine.own_texts import chapters, introduction
from leadfront.engine.remembered import Outputs, remember
from leadfront.engine.rendering import Renderer
from leadfront.engine.search import add_catalogue, search_box, take_over
from leadfront.engine.shared_parts import SharedParts
from leadfront.engine.site import add_assets, assets, language_of, navigation, place, prepare, titles, top_items
from leadfront.engine.site_folder import folders_of, refused, unfit, why_not
from leadfront.engine.static import MadeFile
from leadfront.engine.tables import framed
from leadfront.findings import sort_key
from leadfront.pages import Page, all_files, all_pages
from leadfront.pages.feeds import feed_links, published_at
from leadfront.pages.follow import URI as FOLLOW
from leadfront.pages.home import URI as HOME
from leadfront.pages.previews import Previews
from leadfront.pages.search import URI as SEARCH
from leadfront.policy_reader import PolicyErrors, Settings
from leadfront.progress import Progress
from leadfront.question import Question, UsageError
from leadfront.settings import settings_on_disk
from leadfront.showcase import Showcase
from leadfront.side_by_side import SideBySide
from leadfront.translations import speaks

log = get_plugin_logger("leadfront")
T = TypeVar("T")


class LeadfrontConfig(Config):  # type: ignore[no-untyped-call]
    """Empty: the policy is read from the file as data, by the same reader as the check's."""


class LeadfrontPlugin(BasePlugin[LeadfrontConfig]):  # type: ignore[no-untyped-call]
    """Leadfront in MkDocs."""

    def __init__(self) -> None:
        self.as_of = ""
        """The time to judge at; empty: `SOURCE_DATE_EPOCH`, else now."""
        self.settings: Settings | None = None
        self.showcase: Showcase | None = None
        self.memory: Memory | None = None
        self.files: Files | None = None
        self.nav: Navigation | None = None
        self.outputs: Outputs | None = None
        self.cleaning: Cleaning | None = None
        self.beside: SideBySide | None = None
        """The second process, until pages are converted."""
        self.ahead: Ahead | None = None
        """What it converts."""
        self.filled: FilledAhead | None = None
        """While pages are written: what has been filled ahead."""
        self.curtain = Curtain()
        self.searchable = False
        """Whether the site has a search."""
        self._config_path: Path | None = None
        self._mkdocs: MkDocsConfig | None = None

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Read the policy from the configuration file, as data."""
        del options
        speak_plainly()
        self.config = LeadfrontConfig()
        if not config_file_path:
            return [("config_file", ValidationError("leadfront reads its policy from mkdocs.yml; there is none"))], []
        self._config_path = Path(config_file_path)
        try:
            self.settings = settings_on_disk(self._config_path)
        except PolicyErrors as errors:
            said = [f"{item.path}:{item.line}: {item.message}" for item in errors.problems]
            if self.memory and self.settings:  # while serving, the last good policy is better than no site
                return [], [("policy", line) for line in said]
            return [("policy", ValidationError(line)) for line in said], []
        # Said here, before MkDocs says of some of these folders what nobody understands.
        folders = None if self.memory else folders_of(self._config_path)
        if folders and (reason := unfit(folders.site, folders)):
            return [("site_dir", ValidationError(refused(folders.site, reason)))], []
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Told by MkDocs that this instance lives on across rebuilds."""
        self.memory = Memory() if command == "serve" else None
        self.outputs = Outputs() if command == "serve" else None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Set up the theme, unless the build would empty a folder that is not the site's."""
        folders = None if self.memory else folders_of(self._known(self._config_path))  # serving has a folder of its own
        site = Path(config.site_dir)
        if folders and (reason := why_not(site, folders, chosen=site != folders.site)):
            raise PluginError(reason)
        self._mkdocs = config
        settings = self._known(self.settings)
        prepare(config, settings.policy, settings.site)
        self.searchable = take_over(config)
        return config

    def _check(self, *, config: MkDocsConfig) -> None:
        """Check, before anything is written; in strict mode refuse what fails."""
        showcase = self._examined()
        # MkDocs may know what the settings only name, such as an environment variable; when serving, its own address.
        language = config.theme.get("language") or "en"
        site = replace(showcase.site, url=config.site_url or "", language=language)
        self.showcase = showcase = replace(showcase, site=site)
        reason = refusal(showcase, config.strict)
        if reason:
            raise PluginError(reason)
        if self.memory and (links := links_in(showcase)):
            # What watches for changes follows links, without end where two of them lead to their own folder.
            raise PluginError(f"{links[0]} is a link to another place, which serving can't go on with. Remove it.")
        announce(showcase, config.strict, log)
        report = showcase.report
        config.extra["leadfront"] = {
            "samples": showcase.policy.count_samples,
            "as_of": language_of(config).day(report.as_of.date()),
            "revision": (report.revision or "")[:10],
            "feeds": feed_links(showcase),
            "picture": Previews(showcase).site_uri,
            "search": search_box(showcase, config) if self.searchable else None,
        }
        if not speaks(showcase.site.language):
            log.info(
                "Leadfront has no words for the language “%s” of the theme: its pages are in English.",
                showcase.site.language,
            )
        if not published_at(showcase):
            log.info(
                "There are no feeds: they need the address of the site. Write “site_url: https://…” in mkdocs.yml."
            )

    @event_priority(-100)  # last, so that other plugins see the folder
    def _hide_folder(self, *, config: MkDocsConfig) -> None:
        """Keep MkDocs from walking the showcase folder itself."""
        self.curtain.draw(config)

    def _convert_ahead(self, *, config: MkDocsConfig) -> None:
        """Begin to convert the use cases, since they are known. When serving, most are from the build before."""
        collector.keep()
        if self.memory is None:
            entries = self._known(self.showcase).entries
            self.beside = SideBySide()
            if len(entries) in WORTH_A_COPY:
                self.beside.expect_many()
            self.ahead = Ahead(config, ((entry.uri, markdown_of(entry.case)) for entry in entries), self.beside)

    on_pre_build = CombinedEvent(_check, _hide_folder, _convert_ahead)

    def on_build_error(self, **_: Any) -> None:
        """Nothing of a failed build is used again, save the settings that MkDocs goes on with while it serves."""
        collector.give_back()
        self._end_ahead()
        if self._mkdocs is not None:
            self.curtain.open(self._mkdocs)

    def _examined(self) -> Showcase:
        question = Question(self._known(self._config_path), as_of=self.as_of)
        try:
            with collector.paused():
                return examine(question, Progress())
        except PolicyErrors as errors:
            if self.memory and self.showcase:
                log.warning("The policy can't be used; the site is shown as it was before.")
                return self.showcase
            said = "\n".join(f"{item.path}:{item.line}: {item.message}" for item in errors.problems)
            raise PluginError(said) from None
        except UsageError as error:
            raise PluginError(f"{error}.") from None

    @event_priority(100)  # first, in the place of what MkDocs would have found
    def _add_checked(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put the files of the showcase folder among the site's: those that were checked and may be published."""
        self.curtain.open(config)
        add_checked(files, self._known(self.showcase), config)
        return files

    @event_priority(50)  # early, so that other plugins see the pages
    def _add_pages(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put our pages among the site's."""
        showcase = self._known(self.showcase)
        path = self._known(self._config_path)
        doors = Present(
            editor=add_editor(files, config, self._known(self.settings), assets()[0], log),
            issue_form=has_issue_form(path),
            again_form=has_issue_form(path, AGAIN_FORM),
        )
        pages = all_pages(showcase, introduction(files), doors, chapters(files, log))
        if not self.searchable:
            pages = [page for page in pages if page.uri != SEARCH]
        own = {page.uri for page in pages}
        if config.nav is None:
            others = [
                file
                for file in files.documentation_pages()
                if file.src_uri not in own and file.inclusion.value > InclusionLevel.NOT_IN_NAV.value
            ]
            config.nav = navigation(others, own, language_of(config))
        named = dict(titles(config.nav))
        if self.memory:
            settings = (showcase.policy.trusted_pages, showcase.site.url)
            self.memory.begin(own | {file.src_uri for file in files}, settings)
        renderer = Renderer(config, self.ahead)
        self.cleaning = Cleaning(showcase.policy, showcase.site, Path(config.docs_dir))
        for page in pages:
            self._add(page, files, config, named.get(page.uri, ""), renderer)
        follow = files.get_file_from_path(FOLLOW)
        if follow and follow.page:
            config.extra["leadfront"]["follow"] = {"url": follow.url, "title": follow.page.title}
        for made in all_files(showcase):
            place(files, MadeFile(made, files, config))
        add_assets(files, config)
        for plain in in_the_way(files):
            files.remove(plain)
            log.warning("%s is not published: another file has its address.", plain.src_uri)
        for file in files.documentation_pages(inclusion=InclusionLevel.all):
            if isinstance(file, CheckedFile):
                PlainDocument(named.get(file.src_uri, ""), file, config)  # makes itself the file's page
        collector.keep()
        return files

    on_files = CombinedEvent(_add_checked, _add_pages)

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Date the owner's own pages by the check, not by the clock, so that builds can be repeated, and take what
        stands at their top for text.
        """
        if not isinstance(page, Document):
            page.update_date = self._known(self.showcase).report.as_of.date().isoformat()
            if not self._known(self.cleaning).trusts(page.file.src_uri):
                harmless_head(page)
        return markdown

    def on_page_content(self, rendered: str, *, page: MkDocsPage, config: MkDocsConfig, **_: Any) -> str:
        """Clean the owner's own pages and frame their tables, as those of the use cases are."""
        if isinstance(page, Document):
            return rendered
        cleaning = self._known(self.cleaning)
        content, removed = cleaning.clean(page.file.src_uri, rendered)
        cleaning.note(page.file.src_uri, removed)
        if not cleaning.trusts(page.file.src_uri):
            harmless_names(page)
        return framed(content, language_of(config))

    def on_nav(self, nav: Navigation, **_: Any) -> Navigation:
        """Keep the navigation, which every page shows."""
        self.nav = nav
        return nav

    def _set_templates_up(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Each build has its own environment, whose templates need not be looked at on disk again for each page."""
        self._end_ahead()
        self._tell_of_cleaning(config)
        env.auto_reload = False
        env.globals["_"] = language_of(config).gettext
        env.globals["section_of"] = top_items(self._known(self.nav))
        led_to = {FOLLOW, SEARCH, *(item.file.src_uri for item in self._known(self.nav).pages)}
        env.globals["shared"] = SharedParts(led_to).part
        self.files = files
        return env

    @event_priority(-100)  # last, when it is known what templates are filled with
    def _fill(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Have our pages filled in our own way, and add what is made of them once all are converted."""
        nav = self._known(self.nav)
        collector.keep()
        template: Template | None = None
        if self.outputs is not None:
            template = remember(env, self.outputs, config, nav)
        elif seen_by_us_alone(config, self):
            template = self.filled = fill_ahead(env, files, nav, config, self._dated)
        for page in documents(files) if template else ():
            page.meta["template"] = template
        add_catalogue(self._known(self.showcase), files, config, self.searchable)
        collector.keep()
        return env

    on_env = CombinedEvent(_set_templates_up, _fill)

    def _tell_of_cleaning(self, config: MkDocsConfig) -> None:
        """What only rendering shows is told once all pages are rendered, and before any is written."""
        found = self._known(self.cleaning).findings()
        tell(found, config.strict, log)
        report = self._known(self.showcase).report
        together = tuple(sorted((*report.findings, *found), key=sort_key))
        whole = replace(self._known(self.showcase), report=replace(report, findings=together))
        if reason := refusal(whole, config.strict):
            raise PluginError(reason)

    def on_page_context(self, context: TemplateContext, *, page: MkDocsPage, **_: Any) -> TemplateContext:
        """Complete the page, and date what the theme is told."""
        if isinstance(page, Document) and not self.filled:
            page.complete(self._known(self.files))
        return self._dated(context)

    @event_priority(-100)  # last, when nobody looks at the page any more
    def on_post_page(self, output: str, *, page: MkDocsPage, **_: Any) -> str:
        """Let go of what has been written."""
        if isinstance(page, Document):
            page.release()
        return output

    def on_post_build(self, **_: Any) -> None:
        """What the build kept may go."""
        collector.give_back()
        self._end_ahead()

    def on_template_context(self, context: TemplateContext, **_: Any) -> TemplateContext:
        """Date what the theme is told for the templates that are no pages."""
        return self._dated(context)

    def _dated(self, context: TemplateContext) -> TemplateContext:
        context["build_date_utc"] = self._known(self.showcase).report.as_of
        return context

    def _add(self, page: Page, files: Files, config: MkDocsConfig, title: str, renderer: Renderer) -> None:
        file = File.generated(config, page.uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        if page.frame is not None and page.markdown and page.in_showcase:
            file.edit_uri = page.uri  # its source is the file of the same name
        place(files, file)
        if page.uri == HOME:
            title = title or language_of(config).gettext("Home")
        as_of = self._known(self.showcase).report.as_of.date()
        Document(page, file, config, title, self.memory, as_of, renderer, self.cleaning)  # makes itself the file's page

    def _end_ahead(self) -> None:
        for ahead in (self.beside, self.filled):
            if ahead:
                ahead.end()
        self.beside = self.ahead = self.filled = None

    @staticmethod
    def _known(value: T | None) -> T:
        if value is None:
            raise PluginError("leadfront was not set up: its settings could not be read.")
        return value
