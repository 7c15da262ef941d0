"""The tree file: every key with what it holds and its limit, for the loader and for editors."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from decision.reading.diagnostics import Diagnostic
from decision.reading.nodes import Node, Text
from decision.reading.schema import (
    ByHand,
    Choice,
    Document,
    Form,
    Id,
    ListOf,
    MapOf,
    Record,
    String,
    id_or,
    optional,
    reference,
    required,
)
from decision.reading.version import SEMVER, meant
from decision.tree.records import ICONS, Answer, Outcome, Question, Rule

#: The keys that a rule can have together, beside `id` and `because`.
_FORMS = (
    ("when", "then"),
    ("when", "never"),
    ("reach", "only-with"),
    ("when", "reach", "only-with"),
)
_PARTS = ("when", "then", "never", "reach", "only-with")


def _answer(label: Text, phrase: Text, **rest: Any) -> Answer:
    return Answer(label=label, phrase=phrase or label, **rest)


def _outcome(title: Text, short: Text, icon: Text, **rest: Any) -> Outcome:
    known = icon if icon in ICONS else "compass"
    return Outcome(title=title, short=short or title, icon=known, **rest)


def _no_form(rule: Mapping[str, Any], written: Collection[str], at: Node) -> Iterator[Diagnostic]:
    """Find a rule whose keys together say nothing."""
    parts = tuple(key for key in _PARTS if key in written)
    if parts not in _FORMS:
        told = " and ".join(f"`{key}`" for key in parts)
        message = f"{told} alone make no rule" if parts else "this rule says nothing"
        help_ = "write `when` with `then` or `never`, or `reach` with `only-with`"
        yield Diagnostic("wrong-shape", message, (rule["id"] or at).place, help_)


#: What a message offers to who wrote no version at all.
VERSION_EXAMPLE = "such as `1.0.0`"
_VERSION = Form(
    SEMVER.pattern,
    "bad-version",
    "is not a version",
    f"write three numbers, {VERSION_EXAMPLE}",
    meant=meant,
)
_OUTCOMES = ListOf(Id(), least=1)
_CONDITIONS = MapOf(ListOf(Id(), least=1, or_one=True), "questions with answers")
_CONSEQUENCES = ListOf(String(160), least=1)
_PAGE = required(
    "page",
    String(120),
    "The page about it: a Markdown file below the docs folder, such as `guide/questions/need.md`.",
)
_EVIDENCE = optional(
    "evidence",
    ListOf(Id()),
    "Ids of entries in the evidence ledger, `evidence.yaml`, that this rests on.",
)

_ANSWER = Record(
    "answer",
    (
        required("label", String(40), "The answer as the reader chooses it."),
        optional("means", String(200), "What counts as this answer, for a reader who hesitates."),
        optional(
            "phrase",
            String(60),
            "The answer as a short clause that stands without its question, in titles and after "
            "`because`: `citations are required`. The label, where it is left out.",
        ),
        required(
            "favours",
            ListOf(Id()),
            "The outcomes that this answer speaks for. It speaks against the others; an empty list "
            "speaks for none.",
        ),
        required("because", String(200), "Why it speaks for them, in one sentence."),
        _EVIDENCE,
    ),
    make=_answer,
)

_QUESTION = Record(
    "question",
    (
        required("ask", String(100), "The question as the reader sees it."),
        required("why", String(400), "Why it is asked: what depends on the answer."),
        _PAGE,
        required(
            "answers", MapOf(_ANSWER), "Its answers by id, in the order in which they are shown."
        ),
        _EVIDENCE,
    ),
    make=Question,
)

_OUTCOME = Record(
    "outcome",
    (
        required("title", String(60), "The recommendation."),
        optional("short", String(24), "The title where there is little room, as in the flowchart."),
        required("summary", String(300), "What the recommendation means, in one or two sentences."),
        _PAGE,
        optional(
            "icon",
            String(20, Choice("icon", ICONS, "unknown-icon")),
            "Its sign, so that outcomes differ by shape as well as by colour. A compass, where it "
            "is left out.",
        ),
        optional(
            "good",
            _CONSEQUENCES,
            "What is won by it, one consequence an entry. Decision records list them.",
        ),
        optional("bad", _CONSEQUENCES, "What it costs or risks, one consequence an entry."),
        optional(
            "measure", _CONSEQUENCES, "What to measure, to confirm that the decision was right."
        ),
        _EVIDENCE,
    ),
    make=_outcome,
)

#: `loading.py` reads it: a question below an answer is a branch again.
_BRANCH = ByHand(
    "branch",
    {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "propertyNames": reference("id"),
        "description": "One question, and below it what follows each of its answers.",
        "additionalProperties": {
            "type": "object",
            "minProperties": 1,
            "propertyNames": reference("id"),
            "description": "What follows each answer: the id of an outcome, or the next question.",
            "additionalProperties": id_or(reference("branch")),
        },
    },
)

_RULE = Record(
    "rule",
    (
        required("id", Id(), "The name of the rule in messages."),
        optional(
            "when",
            _CONDITIONS,
            "The paths that the rule speaks of: those with one of these answers to each of these "
            "questions.",
        ),
        optional("then", _OUTCOMES, "Such a path must end in one of these outcomes."),
        optional("never", _OUTCOMES, "Such a path must end in none of these outcomes."),
        optional("reach", _OUTCOMES, "The rule speaks of paths that end in one of these outcomes."),
        optional(
            "only-with",
            _CONDITIONS,
            "Such a path must have one of these answers to each of these questions.",
        ),
        required(
            "because",
            String(200),
            "Why the rule holds. The check shows it where the rule is broken.",
        ),
    ),
    make=Rule,
    check=_no_form,
    keywords={
        "oneOf": [
            {
                "required": [*form],
                "properties": {key: False for key in _PARTS if key not in form},
            }
            for form in _FORMS
        ]
    },
)

TREE = Document(
    "Decision tree",
    "One file holds the whole tree: its words under `questions` and `outcomes`, its structure "
    "under `tree`, and under `rules` what must hold on every path.",
    Record(
        "tree file",
        (
            required(
                "version",
                String(40, _VERSION),
                "The version of the tree, as in semantic versioning. An id removed or re-meant: "
                "major. An outcome changed, a question or an answer added: minor. Wording: patch.",
            ),
            required("title", String(60), "What the tree decides, as a short question."),
            required(
                "questions",
                MapOf(_QUESTION),
                "Every question by its id. The id is part of public addresses: choose it once.",
            ),
            required(
                "outcomes",
                MapOf(_OUTCOME),
                "Every outcome by its id. The id is part of public addresses: choose it once.",
            ),
            required(
                "tree",
                _BRANCH,
                "The structure: the id of the first question, below it the ids of its answers, "
                "behind each the id of an outcome or, below it, the next question.",
            ),
            required(
                "rules",
                ListOf(_RULE),
                "What must hold on every path. The check walks all paths and shows one that breaks "
                "a rule.",
            ),
        ),
    ),
)
