"""What the guide rests on is dated where it ages, and all that was checked is shown."""

import re

from decision.ledger.citations import CLAIMS
from decision.ledger.format import AGEING
from decision.project import Project
from tests.guide.files import DOCS


def test_what_vendors_say_tells_when_it_was_so(project: Project) -> None:
    ageing = [entry for entry in project.ledger.values() if entry.strength == AGEING]
    assert [entry.id for entry in ageing if not entry.as_of] == []


def test_the_page_of_claims_has_a_list_for_each_verdict_that_is_given_and_no_empty_one(
    project: Project,
) -> None:
    page = DOCS / CLAIMS
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    listed = re.findall("<!-- claims: (.+?) -->", text)
    assert sorted(listed) == sorted({claim.verdict for claim in project.claims.values()})
