"""One build, from its settings to its last file: each event of MkDocs, and what is done then."""

from pathlib import Path
from typing import Any, cast

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from decision.ledger.prose import unsourced
from decision.reading.diagnostics import Diagnostic, in_order, to_text
from decision.reading.markdown import without_code
from decision.reading.pages import CITED, inline_script, unknown_marker
from hooks import addresses, csp, markers, pages, stopped, theme
from hooks import files as beside
from hooks.assets import with_components
from hooks.site import HOUSE, View, read


class Build:
    """Handles the events of one build with the site that it was made for."""

    def __init__(self, config: MkDocsConfig) -> None:
        """Read the guide; raises PluginError with all that is wrong with it."""
        self.site = read(config)
        self.faults: list[Diagnostic] = []
        for page in self.site.project.pages.values():
            self.faults += unknown_marker(page, markers.MARKERS)
        self.anchors = addresses.anchors(self.site.project.addresses)
        config.watch += [
            str(self.site.file.parents[1]),
            str(HOUSE / "decision"),
            str(HOUSE / "hooks"),
        ]
        # Pictures are found beside the pages, from whatever folder MkDocs was started.
        snippets = config.mdx_configs.setdefault("pymdownx.snippets", {})
        snippets["base_path"] = [str(Path(config.docs_dir, "pictures"))]
        # MkDocs types them as names, and passes instances on to Markdown as they are.
        cast(list[object], config.markdown_extensions).append(theme.ResponsiveTables())

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the pages that nobody wrote, and what pages refer to."""
        for found in (pages.state_pages(self.site), beside.data_files(self.site)):
            for file in found:
                files.append(file)
        for file in [*pages.moved_pages(self.site, files)]:
            files.append(file)
        for uri, data in self.site.served().items():
            files.append(File.generated(config, uri, content=data))
        return files

    def on_page_markdown(
        self, markdown: str, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Fill markers that become headings, and add the notes of the footnotes."""
        view = View(self.site, page, files)
        cited = dict.fromkeys(match[1] for match in CITED.finditer(without_code(markdown)))
        notes = (f"[^{id_}]: <!-- evidence: {id_} -->" for id_ in cited)
        filled = markers.fill_headings(markdown, view)
        return "\n".join((filled, "", *notes, ""))

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Look for figures without a source, and fill the markers."""
        view = View(self.site, page, files)
        if page.file.generated_by is None:
            self.faults += unsourced(html, page.file.content_string, view.name)
            self.faults += inline_script(html, page.file.content_string, view.name)
        filled = markers.fill(html, view)
        return addresses.kept(filled, self.anchors[page.url]) if "state" in page.meta else filled

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Stop for what is wrong in any page; else mend the theme."""
        if self.faults:
            raise stopped(to_text(in_order(self.faults)))
        theme.mend(env, self.site)

    def on_page_context(
        self, context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
    ) -> None:
        """Tell the theme how a page is cited and pictured."""
        context.update(pages.context(self.site, page))

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Put the scripts and styles of its components on a page."""
        return with_components(output, self.site.bundles, page.file.src_uri)

    def on_post_template(
        self, output_content: str, template_name: str, config: MkDocsConfig
    ) -> str:
        """Put the scripts and styles of its components on a page that is no Markdown."""
        if not template_name.endswith(".html"):
            return output_content
        return with_components(output_content, self.site.bundles, template_name)

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write what is no page, and the policy into each page; stop where an address is lost."""
        target = Path(config.site_dir)
        beside.write(self.site, target)
        # Whoever serves a draft adds a script that reloads pages; and a draft may lack a section.
        if self.site.is_preview:
            return
        csp.write(target)
        listed = self.site.project.addresses
        lost = tuple(addresses.lost(target, listed, self.site.redirects))
        if lost:
            raise stopped(to_text(lost))
