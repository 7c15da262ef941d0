"""The evidence ledger: `evidence.yaml` in, one record a claim out, and what is wrong with them."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from decision.reading.decoder import Decoder, Keys
from decision.reading.diagnostics import Diagnostic, TreeError, nearest, quoted
from decision.reading.nodes import Node, Text, decode, read

BASES = ("primary", "secondary")
STRENGTHS = ("measurement", "vendor guidance", "regulator", "opinion")
#: What vendors offer and ask for changes without notice, so what they say needs a date.
AGEING = "vendor guidance"

_TEXTS = ("claim", "title", "authors", "where", "read", "caveat")
_REQUIRED = ("topic", "claim", "title", "authors", "year", "where", "basis", "read", "strength")
_OPTIONAL = ("arxiv", "doi", "url", "figures", "caveat", "as_of", "review_by")
_TEXT_LIMIT = 400
_FIGURE_LIMIT = 160

_MONTH = r"(19|20)\d\d-(0[1-9]|1[0-2])"
_DAY = (
    r"(19|20)\d\d-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])"
    r"|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|[12]\d))"
)
#: How each of these texts is written: the check that finds it wrong, what it is, and an example.
_FORMS = {
    # https://info.arxiv.org/help/arxiv_identifier.html, the old form and the new one.
    "arxiv": (
        r"\d\d(0[1-9]|1[0-2])\.\d{4,5}(v\d+)?|[a-z-]+(\.[A-Z]{2})?/\d{7}(v\d+)?",
        *("bad-arxiv", "an arXiv identifier", "2312.05934"),
    ),
    # The form that https://www.crossref.org/blog/dois-and-matching-regular-expressions/ suggests.
    "doi": (r"10\.\d{4,9}/[-._;()/:a-zA-Z0-9]+", "bad-doi", "a DOI", "10.1111/jels.12413"),
    "url": (
        r"https://[a-z0-9-]+(\.[a-z0-9-]+)+([/?#][!-~]*)?",
        *("bad-url", "an address of a source", "https://example.org/paper"),
    ),
    "year": (r"(19|20)\d\d|n\.d\.", "bad-date", "a year", "2024` or, where there is none, `n.d."),
    "as_of": (rf"(19|20)\d\d|{_MONTH}", "bad-date", "a year or a month", "2026` or `2026-09"),
    "review_by": (rf"{_MONTH}|{_DAY}", "bad-date", "a month or a day", "2027-05` or `2027-05-31"),
}


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
    return parse(decode(path.read_bytes(), path.as_posix()), path.as_posix())


def parse(text: str, name: str) -> Mapping[str, Evidence]:
    """Return the ledger in a text by id; raises TreeError for what is wrong with it."""
    ledger = _Ledger()
    entries = ledger.entries(read(text, name))
    if ledger.faults:
        raise TreeError(ledger.faults)
    return entries


def overdue(entry: Evidence, today: date) -> bool:
    """Return whether an entry should have been reviewed; a month lasts until its last day."""
    return bool(entry.review_by) and today.isoformat()[: len(entry.review_by)] > entry.review_by


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


class _Ledger(Decoder):
    def entries(self, node: Node) -> dict[str, Evidence]:
        keys = self.keys(node, "an evidence ledger", ("topics", "entries")) or {}
        titles = self.named(keys, "topics", "titles of topics by id")
        topics: dict[str, Topic] = {}
        for id_ in titles:
            title = self.text({id_: (id_, titles[id_])}, id_, 60)
            if self.id(id_):
                topics[str(id_)] = Topic(str(id_), title)
        make = partial(self.entry, topics=topics)
        return _labelled(self.records(keys, "entries", make))

    def entry(self, id_: Text, node: Node, *, topics: Mapping[str, Topic]) -> Evidence | None:
        before = len(self.faults)
        keys = self.keys(node, f"entry {quoted(id_)}", _REQUIRED, _OPTIONAL, id_)
        if keys is None:
            return None
        slips = {fault.check for fault in self.faults[before:]} & {"unknown-key", "duplicate-key"}
        topic = self.known(keys, "topic", "topic", topics)
        strength = self.known(keys, "strength", "strength", STRENGTHS)
        basis = self.known(keys, "basis", "basis", BASES)
        ages = strength == AGEING or "review_by" in keys
        if ages and "as_of" not in keys and not slips:
            message = f"entry {quoted(id_)} has no `as_of`"
            help_ = "say when it was so: add `as_of:` with a year or a month"
            self.fault("missing-key", message, id_, help_)
        return Evidence(
            id=id_,
            label="",
            topic=topics.get(topic, Topic("", "")),
            figures=self.texts(keys, "figures", _FIGURE_LIMIT),
            basis=basis,
            strength=strength,
            **{key: self.text(keys, key, _TEXT_LIMIT) for key in _TEXTS},
            **{key: self.formed(keys, key) for key in _FORMS},
        )

    def formed(self, keys: Keys, key: str) -> Text:
        text = self.text(keys, key, _TEXT_LIMIT)
        form, check, what, example = _FORMS[key]
        if text and not re.fullmatch(form, text, re.ASCII):
            help_ = f"write it as `{example}`"
            self.fault(check, f"{quoted(text)} is not {what}", text, help_)
        return text

    def known(self, keys: Keys, key: str, what: str, names: Collection[str]) -> Text:
        text = self.text(keys, key, _TEXT_LIMIT)
        if text and text not in names:
            message = f"no {what} is named {quoted(text)}"
            self.fault("unknown-name", message, text, nearest(text, names))
        return text


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
