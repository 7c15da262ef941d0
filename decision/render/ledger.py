"""The evidence ledger as HTML: entries by topic, who rests on them, and when to look again."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from decision.ledger.citations import Citation
from decision.ledger.evidence import Evidence, Topic, overdue
from decision.render.badge import badge
from decision.render.evidence import LEDGER, listed, month, named, sentence
from decision.render.flowchart import Link
from decision.render.html import Html, join, tag

_KINDS = {
    "page": "Cited on",
    "question": "Questions that rest on it",
    "answer": "Answers that rest on it",
    "outcome": "Outcomes that rest on it",
    "claim": "Claims checked with it",
}


def topics(ledger: Mapping[str, Evidence]) -> Collection[Topic]:
    """Return the topics that have entries, in the order of the ledger."""
    return list(dict.fromkeys(entry.topic for entry in ledger.values()))


def entries(
    ledger: Mapping[str, Evidence],
    topic: str,
    citations: Mapping[str, Sequence[Citation]],
    link: Link,
) -> Html:
    """Return the entries of a topic as a list; each can be linked by its id."""
    found = (e for e in ledger.values() if e.topic.id == topic)
    shown = tag("ul", (_entry(e, citations.get(e.id, ()), link) for e in found), class_="ledger")
    return tag("evidence-ledger", shown)


def reviews(ledger: Mapping[str, Evidence], today: date, link: Link) -> Html:
    """Return the entries that are past their review, and below them those that come next."""
    late = [entry for entry in ledger.values() if overdue(entry, today)]
    coming: dict[str, list[Evidence]] = {}
    for entry in sorted(ledger.values(), key=lambda e: str(e.review_by)):
        if entry.review_by and entry not in late:
            coming.setdefault(str(entry.review_by)[:7], []).append(entry)
    groups = {"Past their review, to be read with care": late} if late else {}
    groups |= {f"To be reviewed by {month(by)}": found for by, found in coming.items()}
    return join(
        join(tag("p", f"{lead}:", class_="ledger__lead"), sources(found, link))
        for lead, found in groups.items()
    )


def sources(entries: Iterable[Evidence], link: Link) -> Html:
    """Return entries by their sources, in the order of the alphabet; one link an entry."""
    found: dict[tuple[str, str], list[Evidence]] = {}
    for entry in sorted(entries, key=_by_last_name):
        found.setdefault((str(entry.authors), str(entry.title)), []).append(entry)
    return tag("ul", (_source(group, link) for group in found.values()), class_="sources")


def _by_last_name(entry: Evidence) -> tuple[str, str]:
    return re.sub(r"^([A-Z]\. )+", "", entry.label).casefold(), str(entry.id)


def _source(group: Sequence[Evidence], link: Link) -> Html:
    first, *others = group
    more = [
        tag("a", e.label[-1], href=f"{link(LEDGER)}#{e.id}", aria_label=e.label) for e in others
    ]
    return tag("li", listed([named(first, link), *more]), ": ", tag("cite", first.title))


def _entry(entry: Evidence, citations: Sequence[Citation], link: Link) -> Html:
    address = f"#{entry.id}"
    title = tag("cite", entry.title)
    dates = f"As of {month(entry.as_of)}" if entry.as_of else None
    if dates and entry.review_by:
        dates += f", to be reviewed by {month(entry.review_by)}"
    return tag(
        "li",
        tag(
            "p",
            sentence(entry.claim),
            tag("a", "¶", class_="headerlink", href=address, title="Link to this entry"),
            class_="entry__claim",
        ),
        tag(
            "p",
            f"{entry.label}. ",
            tag("a", title, href=entry.link) if entry.link else title,
            f". {sentence(entry.where)}",
            class_="entry__source",
        ),
        tag(
            "p",
            badge(entry.strength),
            badge(entry.basis),
            tag("span", dates) if dates else None,
            class_="entry__signs",
        ),
        tag("p", sentence(entry.caveat), class_="entry__caveat") if entry.caveat else None,
        tag(
            "details",
            tag("summary", _summary(entry, citations)),
            tag("ul", (tag("li", figure) for figure in entry.figures)) if entry.figures else None,
            tag("p", f"By {entry.authors}. Read: {sentence(entry.read)}"),
            _cited(citations, link),
        ),
        id=entry.id,
        class_="entry",
    )


def _summary(entry: Evidence, citations: Sequence[Citation]) -> str:
    count = len(entry.figures)
    figures = f"{count} figure{'' if count == 1 else 's'}, " if count else ""
    places = f"{len(citations)} place{'' if len(citations) == 1 else 's'}"
    return f"{figures}cited in {places}" if count else f"Cited in {places}"


def _cited(citations: Sequence[Citation], link: Link) -> Html:
    rows = []
    for kind, heading in _KINDS.items():
        if found := [_to(citation, link) for citation in citations if citation.kind == kind]:
            rows.append(tag("p", f"{heading}: ", listed(found), "."))
    return join(*rows)


def _to(citation: Citation, link: Link) -> Html:
    anchor = f"#{citation.anchor}" if citation.anchor else ""
    return tag("a", citation.name.removesuffix("."), href=link(citation.page) + anchor)
