"""Checked claims as HTML: each with its verdict, what the sources say, and our wording."""

from collections.abc import Mapping

from decision.ledger.claims import Claim
from decision.ledger.evidence import Evidence
from decision.reading.pages import Page
from decision.render.badge import badge, tone
from decision.render.evidence import listed, named
from decision.render.flowchart import Link
from decision.render.html import Child, Html, join, tag


def claim_list(
    claims: Mapping[str, Claim],
    verdict: str,
    ledger: Mapping[str, Evidence],
    pages: Mapping[str, Page],
    link: Link,
) -> Html:
    """Return the claims with a verdict as sections; each can be linked by its id."""
    found = (claim for claim in claims.values() if claim.verdict == verdict)
    return tag("evidence-ledger", (_claim(claim, ledger, pages, link) for claim in found))


def _claim(
    claim: Claim, ledger: Mapping[str, Evidence], pages: Mapping[str, Page], link: Link
) -> Html:
    anchor = tag("a", "¶", class_="headerlink", href=f"#{claim.id}", title="Link to this claim")
    used = [tag("a", pages[page].title, href=link(page)) for page in claim.pages]
    rests = [named(ledger[id_], link) for id_ in claim.evidence]
    return tag(
        "section",
        tag("h3", claim.says, anchor, id=claim.id),
        tag(
            "dl",
            _row("Verdict", badge(claim.verdict)),
            _row("Sources say", claim.found, tag("br") if claim.note else None, claim.note),
            _row("We say", claim.wording, kind="claim__wording"),
            _row("Used on", listed(used)),
            _row("Evidence", listed(rests)),
        ),
        class_=f"claim {tone(claim.verdict)}",
    )


def _row(name: str, *content: Child, kind: str | None = None) -> Html:
    return join(tag("dt", name), tag("dd", *content, class_=kind))
