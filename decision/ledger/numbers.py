"""Text in, the figures in it that need a source out; in a tree, those that have none.

The rule for authors is on `docs/reference/evidence.md`.
"""

import re
from collections.abc import Iterator

from decision.reading.diagnostics import Diagnostic, quoted
from decision.reading.nodes import Text
from decision.tree.records import Tree
from decision.tree.references import owners

#: Read from its first digit only, so that a long number is read once.
_NUMBER = r"(?<!\d)(?<!\d[.,])\d++(?:[.,]\d++)*+"
_RANGE = rf"{_NUMBER}(?:\s{{0,2}}(?:-|–|to|and|or)\s{{0,2}}{_NUMBER})?"
_WORDS = "two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty|hundred|thousand"
_SCALE = "hundred|thousand|million|billion|[kKM]"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_YEAR = r"20\d\d"
_DATE = (
    rf"(?:\d{{1,2}}\s+)?(?:(?:early|mid|late|spring|summer|autumn|winter|{_MONTHS})[\s-]+)?{_YEAR}"
)
#: What a vendor does to an offer; in a sentence with a year, it makes a fact that ages.
_OFFER = (
    "withdr[ae]wn?|withdraws|withdrew|retires?|retired|launch(?:es|ed)|deprecate[sd]?|discontinue[sd]?"
    "|shut(?:s|ting)? down|closed|clos(?:es|ing)|removed|removes|released?|announced"
)
#: After a count of times, what makes it a frequency and no multiple.
_OFTEN = (
    r"(?!\s+(?:a|an|per|each|every|in|over|on|at|for|before|after|out|and|with|by|or)\b"
    r"|\s*[.,;:()])"
)

_FIGURE = re.compile(
    "|".join(
        (
            rf"[+−-]?(?:{_RANGE})\s*(?:%|per\s?cent\b|percentage\s+points?\b|p\.p\.)",
            rf"\b(?:{_WORDS})\s+(?:per\s?cent|percentage\s+points?)\b",
            rf"\b{_RANGE}(?:x\b|×)",
            rf"\b(?:{_RANGE}|{_WORDS})[\s-]+times{_OFTEN}",
            r"\b\d++\.\d++[\s-]+times\b",
            rf"\b(?:{_RANGE}[\s-]?|{_WORDS}-?)fold\b",
            r"\btwice\s+(?:as|the)\b",
            rf"(?:[$€£¥]|\b(?:USD|EUR|GBP)\s?){_NUMBER}(?:\s?(?:{_SCALE})\b)?",
            rf"\b{_NUMBER}\s+(?:US\s+)?(?:dollars?|euros?|cents?|pounds?)\b",
            rf"\b{_RANGE}\+?[\s-]?(?:(?:{_SCALE})[\s-]+)?(?:\w+[\s-]+)?tokens?\b",
            rf"\bas\s+of\s+{_DATE}\b",
            rf"\b\d{{1,2}}\s+(?:{_MONTHS})\s+{_YEAR}\b",
            rf"\b(?:{_OFFER})\b(?:[^.;:()]|\.\d){{0,60}}?\b(?:in|on|from|by|since|until)\s+{_DATE}\b",
        )
    ),
    re.IGNORECASE,
)

#: What every figure holds one of; most paragraphs hold none, and are read no further.
_SOME = re.compile(r"\d|fold|times|twice|per", re.IGNORECASE)


def numbers(text: str) -> Iterator[re.Match[str]]:
    """Yield each percentage, multiple, price, count of tokens and dated fact of a vendor."""
    return _FIGURE.finditer(text) if _SOME.search(text) else iter(())


def uncited_figure(tree: Tree) -> Iterator[Diagnostic]:
    """Find texts of a tree that hold a figure where their owner names no evidence."""
    for owner in owners(tree):
        if not owner.evidence:
            for text in _texts(owner):
                if found := next(numbers(text), None):
                    yield _uncited(found[0], text)


def _texts(owner: object) -> Iterator[Text]:
    for name in getattr(owner, "__slots__", ()):
        held = getattr(owner, name)
        yield from (t for t in (held if isinstance(held, tuple) else [held]) if isinstance(t, Text))


def _uncited(figure: str, text: Text) -> Diagnostic:
    message = f"{quoted(figure)} has no source"
    help_ = "add `evidence:` with the id of an entry that supports it, or say it without the figure"
    return Diagnostic("uncited-figure", message, text.place, help_)
