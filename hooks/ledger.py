"""The evidence ledger and the checked claims, at the markers of their pages."""

from collections import Counter
from datetime import date

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date

from decision.render.badge import badge
from decision.render.claims import claim_list
from decision.render.ledger import entries, reviews, sources, topics
from hooks.markers import fill, linker, project


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    # Headings are written as Markdown, so that the table of contents and the search know them.
    sections = (
        f"## {topic.title} {{ #{topic.id} }}\n\n<!-- entries: {topic.id} -->\n"
        for topic in topics(project(config).ledger)
    )
    return fill(markdown, "ledger", lambda _: "\n".join(sections))


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    found = project(config)
    ledger, claims, link = found.ledger, found.claims, linker(page, files)
    # Two builds of one commit are the same: the day is that of SOURCE_DATE_EPOCH, where it is set.
    today = date.fromisoformat(get_build_date())
    counts = Counter(str(e.strength) for e in ledger.values())
    counts.update(str(e.basis) for e in ledger.values())
    counts.update(str(claim.verdict) for claim in claims.values())
    counts.update(evidence=len(ledger), claims=len(claims))
    html = fill(html, "entries", lambda topic: entries(ledger, topic, found.citations, link))
    html = fill(html, "reviews", lambda _: reviews(ledger, today, link))
    html = fill(html, "sources", lambda _: sources(ledger.values(), link))
    html = fill(html, "claims", lambda name: claim_list(claims, name, ledger, found.pages, link))
    html = fill(html, "sign", badge)
    return fill(html, "count", lambda name: str(counts[name]))
