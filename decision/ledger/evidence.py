"""The evidence ledger: `evidence.yaml` in, one record a claim out, and what is wrong with them."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from decision.ledger.format import LEDGER
from decision.reading.decoder import Decoder
from decision.reading.diagnostics import Diagnostic, TreeError
from decision.reading.nodes import Text, load_text, read
from decision.tree.references import unknown

_IF_EMPTY = "write `topics:` and `entries:`, each with what is below it, or delete the file"


@dataclass(frozen=True, slots=True)
class Topic:
    """What a group of entries is about."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim in our words, with the source it was read from; what is not known is empty.

    `label` is its short name, such as `Ovadia et al. 2023`; a letter tells apart those that would
    have the same.
    """

    id: Text
    label: str
    topic: Topic
    claim: Text
    title: Text
    authors: Text
    year: Text
    arxiv: Text
    doi: Text
    url: Text
    figures: tuple[Text, ...]
    where: Text
    basis: Text
    read: Text
    strength: Text
    caveat: Text
    as_of: Text
    review_by: Text

    @property
    def link(self) -> str:
        """The address of the source, or nothing."""
        if self.arxiv:
            return f"https://arxiv.org/abs/{self.arxiv}"
        return f"https://doi.org/{self.doi}" if self.doi else str(self.url)


def load(path: Path) -> Mapping[str, Evidence]:
    """Return the ledger in a file by id; raises TreeError for what is wrong with it."""
    return parse(load_text(path), path.as_posix())


def parse(text: str, name: str) -> Mapping[str, Evidence]:
    """Return the ledger in a text by id; raises TreeError for what is wrong with it."""
    decoder = Decoder()
    found = decoder.read(LEDGER, read(text, name, _IF_EMPTY)) or {"topics": {}, "entries": {}}
    titles, entries = found["topics"], found["entries"]
    named = [entry["topic"] for entry in entries.values() if titles and entry["topic"]]
    faults = [unknown("topic", topic, titles) for topic in named if topic not in titles]
    if faults := [*decoder.faults, *faults]:
        raise TreeError(faults)
    topics = {id_: Topic(str(id_), title) for id_, title in titles.items()}
    return _labelled(
        {
            id_: Evidence(label="", **{**entry, "topic": topics[entry["topic"]]})
            for id_, entry in entries.items()
        }
    )


def overdue(entry: Evidence, today: date) -> bool:
    """Return whether an entry should have been reviewed; a month lasts until its last day."""
    return bool(entry.review_by) and today.isoformat()[: len(entry.review_by)] > entry.review_by


def reviews(
    ledger: Mapping[str, Evidence], today: date
) -> tuple[Sequence[Evidence], Mapping[str, Sequence[Evidence]]]:
    """Return the entries that should have been reviewed, and the others by month, `2026-09`."""
    late = [entry for entry in ledger.values() if overdue(entry, today)]
    coming: dict[str, list[Evidence]] = {}
    for entry in sorted(ledger.values(), key=lambda entry: str(entry.review_by)):
        if entry.review_by and not overdue(entry, today):
            coming.setdefault(str(entry.review_by)[:7], []).append(entry)
    return late, coming


def by_source(entries: Iterable[Evidence]) -> Iterable[Sequence[Evidence]]:
    """Return entries grouped by their sources, in the order of the alphabet."""
    groups: dict[tuple[str, str], list[Evidence]] = {}
    for entry in sorted(entries, key=_by_last_name):
        groups.setdefault((str(entry.authors), str(entry.title)), []).append(entry)
    return groups.values()


def past_review(ledger: Mapping[str, Evidence], today: date) -> Iterator[Diagnostic]:
    """Warn of entries that should have been reviewed before `today`."""
    for entry in ledger.values():
        if overdue(entry, today):
            message = f"`{entry.id}` was to be reviewed by {entry.review_by}"
            help_ = "read the source again, then mend the entry and its dates"
            place = entry.review_by.place
            yield Diagnostic("past-review", message, place, help_, severity="warning")


def unused_evidence(ledger: Mapping[str, Evidence], cited: Collection[str]) -> Iterator[Diagnostic]:
    """Find entries that nothing cites: no page, question, answer, outcome or checked claim."""
    for id_, entry in ledger.items():
        if id_ not in cited:
            message = f"nothing cites `{id_}`"
            help_ = f"cite it where it matters, as [^{id_}] in a page, or delete it"
            yield Diagnostic("unused-evidence", message, entry.id.place, help_)


def _labelled(entries: Mapping[str, Evidence]) -> dict[str, Evidence]:
    labels = {id_: _label(entry) for id_, entry in entries.items()}
    shared = Counter(labels.values())
    letters = {label: iter("abcdefghijklmnopqrstuvwxyz") for label in shared}
    return {
        id_: replace(entry, label=label if shared[label] == 1 else label + next(letters[label], ""))
        for (id_, entry), label in zip(entries.items(), labels.values(), strict=True)
    }


def _label(entry: Evidence) -> str:
    names = str(entry.authors).partition(" (")[0].removesuffix(" et al.").split(", ")
    several = len(names) > 2 or " et al." in entry.authors
    who = f"{names[0]} et al." if several else " and ".join(names)
    return f"{who} {entry.year}" if entry.year != "n.d." else f"{who}, no date"


def _by_last_name(entry: Evidence) -> tuple[str, str]:
    return re.sub(r"^([A-Z]\. )+", "", entry.label).casefold(), str(entry.id)
