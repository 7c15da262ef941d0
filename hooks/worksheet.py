"""The worksheet, from the fields and words in the front matter of the page it stands on."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from decision.render.html import Html
from decision.render.worksheet import Field, Group, begin, fields
from hooks.markers import fill


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    if "worksheet" not in page.meta:
        return html
    sheet = page.meta["worksheet"]
    parts = {
        part: [
            Group(legend, tuple(Field(name, **entry) for name, entry in entries.items()))
            for legend, entries in groups.items()
        ]
        for part, groups in sheet["fields"].items()
    }

    def filled(part: str) -> Html:
        if part == "begin":
            # What follows on the page, up to the end, is the content of the element.
            first = begin(sheet["words"], sheet["start-again"], sheet["refused"])
            return Html(f'<cost-worksheet class="worksheet">{first}')
        if part == "end":
            return Html("</cost-worksheet>")
        return fields(parts[part], sheet["currency"], sheet["heads"])

    return fill(html, "worksheet", filled)
