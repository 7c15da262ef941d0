"""What the guide rests on is listed, and all that was checked is shown and linked."""

import re

from decision.ledger.citations import CLAIMS
from decision.project import Project
from tests.built import Site
from tests.guide.files import DOCS
from tests.pages import address, links, text

EVIDENCE = "evidence/"


def test_the_page_of_claims_has_a_list_for_each_verdict_that_is_given_and_no_empty_one(
    project: Project,
) -> None:
    page = DOCS / CLAIMS
    written = page.read_text(encoding="utf-8") if page.is_file() else ""
    listed = re.findall("<!-- claims: (.+?) -->", written)
    assert sorted(listed) == sorted({claim.verdict for claim in project.claims.values()})


def test_every_footnote_leads_to_its_entry_and_the_entry_back_to_the_page(
    site: Site, project: Project
) -> None:
    cited = {
        (url, str(note["id"]).removeprefix("fn:")): links(url, note)
        for url, page in site.pages.items()
        for note in page.select(".footnote li")
    }
    for (url, id_), linked in cited.items():
        assert (EVIDENCE, id_) in linked, (url, id_)
        entry = site.pages[EVIDENCE].find(id=id_)
        assert entry
        assert (url, "") in links(EVIDENCE, entry), (url, id_)
    written = {
        (address(page.path), str(id_)) for page in project.pages.values() for id_ in page.cited
    }
    assert cited.keys() == written


def test_every_entry_can_be_linked_and_names_all_that_rests_on_it(
    site: Site, project: Project
) -> None:
    entries = site.pages[EVIDENCE].select(".ledger > li[id]") if project.ledger else []
    sections = {str(entry["id"]): entry for entry in entries}
    assert sections.keys() == project.ledger.keys()
    for id_, found in sections.items():
        told, linked = text(found), links(EVIDENCE, found)
        for citation in project.citations.get(id_, ()):
            assert " ".join(citation.name.split()).rstrip(".") in told, id_
            assert (address(citation.page), citation.anchor) in linked, id_


def test_every_claim_that_was_checked_can_be_linked_and_shows_its_verdict_and_sources(
    site: Site, project: Project
) -> None:
    url = address(CLAIMS)
    headings = site.pages[url].select(".claim h3[id]") if project.claims else []
    sections = {str(heading["id"]): heading.find_parent(class_="claim") for heading in headings}
    assert sections.keys() == project.claims.keys()
    for id_, claim in project.claims.items():
        found = sections[id_]
        assert found is not None
        told = text(found)
        for words in (
            claim.says,
            claim.found,
            claim.wording,
            claim.note,
            claim.verdict.capitalize(),
        ):
            assert " ".join(words.split()) in told, id_
        linked = links(url, found)
        assert {(EVIDENCE, str(source)) for source in claim.evidence} <= linked, id_
        assert {(address(page), "") for page in claim.pages} <= linked, id_
