"""What the tree says of a question or an outcome, on the page of its own."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from decision.render.guide import asked, cases, leaves, outcome_card, outcome_cards, question_card
from hooks.markers import fill, linker, project


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    found = project(config)
    tree = found.tree
    link = linker(page, files)
    html = fill(html, "outcomes", lambda _: outcome_cards(tree, link))
    here = page.file.src_uri
    question = next((q for q in tree.questions.values() if q.page == here), None)
    if question is not None:
        html = fill(html, "question", lambda _: question_card(tree, question))
        html = fill(html, "states", lambda _: asked(tree, question, link))
    outcome = next((o for o in tree.outcomes.values() if o.page == here), None)
    if outcome is not None:
        html = fill(html, "outcome", lambda _: outcome_card(tree, outcome))
        html = fill(html, "leaves", lambda _: leaves(tree, outcome, link))
        html = fill(html, "cases", lambda _: cases(tree, found.use_cases, link, outcome))
    return html
