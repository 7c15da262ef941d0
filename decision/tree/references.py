"""The names stage: a tree in, every name in it that nobody defines out."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from functools import partial
from pathlib import PurePosixPath

from decision.reading.diagnostics import Diagnostic, nearest, quoted
from decision.reading.nodes import Text
from decision.reading.pages import moved
from decision.tree.records import Answer, Outcome, Question, Tree, branches, paged


def unknown_name(tree: Tree) -> Iterator[Diagnostic]:
    """Find questions and outcomes that the tree or a rule names and nobody defines."""
    known = (*tree.outcomes, *tree.questions)
    for branch in branches(tree.root):
        if branch.question not in tree.questions:
            yield unknown("question", branch.question, tree.questions)
        for target in branch.answers.values():
            if isinstance(target, Text) and target and target not in tree.outcomes:
                message = f"no outcome or question is named `{target}`"
                is_question = f"`{target}` is a question: write its answers below it"
                help_ = is_question if target in tree.questions else partial(nearest, target, known)
                yield Diagnostic("unknown-name", message, target.place, help_)
    for rule in tree.rules:
        for question in (*rule.when, *rule.only_with):
            if question not in tree.questions:
                yield unknown("question", question, tree.questions)
        for outcome in (*rule.then, *rule.never, *rule.reach):
            if outcome not in tree.outcomes:
                yield unknown("outcome", outcome, tree.outcomes)


def unknown_answer(tree: Tree) -> Iterator[Diagnostic]:
    """Find answers that the tree or a rule gives to a question that has no such answer."""
    named = [(b.question, tuple(b.answers)) for b in branches(tree.root)]
    for rule in tree.rules:
        named += [*rule.when.items(), *rule.only_with.items()]
    for question, answers in named:
        if known := tree.questions.get(question):
            for answer in answers:
                if answer not in known.answers:
                    message = f"question `{question}` has no answer `{answer}`"
                    other = (known.id.place, "the question")
                    help_ = partial(nearest, answer, known.answers)
                    yield Diagnostic("unknown-answer", message, answer.place, help_, (other,))


def rule_named_twice(tree: Tree) -> Iterator[Diagnostic]:
    """Find rules that have the id of a rule before them."""
    first: dict[str, Text] = {}
    for rule in tree.rules:
        other = first.setdefault(rule.id, rule.id)
        if other is not rule.id:
            message = f"two rules are named `{rule.id}`"
            others = ((other.place, "first named here"),)
            help_ = "give one of them another id"
            yield Diagnostic("duplicate-key", message, rule.id.place, help_, others)


def named_twice(tree: Tree) -> Iterator[Diagnostic]:
    """Find ids that a question and an outcome share: both name files, pages and addresses."""
    for id_, outcome in tree.outcomes.items():
        if question := tree.questions.get(id_):
            message = f"a question and an outcome are both named `{id_}`"
            others = ((question.id.place, "the question"),)
            help_ = "give one of them another id"
            yield Diagnostic("duplicate-key", message, outcome.id.place, help_, others)


def reserved_id(tree: Tree) -> Iterator[Diagnostic]:
    """Find questions whose id is that of another column of the table of all paths."""
    for id_ in ("outcome", "state"):
        if question := tree.questions.get(id_):
            message = f"no question can be named `{id_}`: `paths.csv` has a column of that name"
            yield Diagnostic("bad-id", message, question.id.place, "choose another id")


def same_label(tree: Tree) -> Iterator[Diagnostic]:
    """Find answers that a reader cannot tell from one before them to the same question."""
    for question in tree.questions.values():
        first: dict[str, Answer] = {}
        for answer in question.answers.values():
            label = " ".join(answer.label.split()).casefold()
            other = first.setdefault(label, answer) if label else answer
            if other is not answer:
                message = f"answers `{other.id}` and `{answer.id}` have the same label"
                others = ((other.label.place, "first written here"),)
                help_ = "give one of them another label: a reader sees nothing else of them"
                yield Diagnostic("same-label", message, answer.label.place, help_, others)


def unknown_page(tree: Tree, pages: Collection[str]) -> Iterator[Diagnostic]:
    """Find pages that a question or an outcome names and the docs folder does not hold."""
    for owner in paged(tree):
        if owner.page and owner.page not in pages:
            yield no_page(owner.page, pages)


def unknown_evidence(tree: Tree, evidence: Collection[str]) -> Iterator[Diagnostic]:
    """Find evidence ids that the ledger does not hold."""
    for owner in owners(tree):
        for id_ in owner.evidence:
            if id_ not in evidence:
                yield unknown("evidence", id_, evidence)


def owners(tree: Tree) -> Iterator[Question | Answer | Outcome]:
    """Yield all that can rest on evidence: questions, each before its answers, and outcomes."""
    for question in tree.questions.values():
        yield question
        yield from question.answers.values()
    yield from tree.outcomes.values()


def no_page(name: Text, pages: Collection[str]) -> Diagnostic:
    """Return the message for the name of a page that is not there."""
    help_ = partial(_page_like, name, pages)
    return Diagnostic("unknown-page", f"there is no page {quoted(name)}", name.place, help_)


def _page_like(name: str, pages: Collection[str]) -> str:
    if there := moved(name, pages):
        return f"write `{there}`, and `{name}: {there}` below `redirects` in mkdocs.yml"
    if not name.endswith(".md"):
        return "name a Markdown file below the docs folder, such as `guide/a-page.md`"
    # Pages of one folder are alike but for the last word.
    words = {PurePosixPath(page).name: page for page in sorted(pages)}
    close = get_close_matches(PurePosixPath(name).name, words, n=1, cutoff=0.8)
    write = f"write it: `python -m decision new page {name}`"
    return f"did you mean {quoted(words[close[0]])}? Or {write}" if close else write


def unknown(kind: str, name: Text, known: Collection[str]) -> Diagnostic:
    """Return the message for a name that nobody defines; `kind` is what it should name."""
    check = "unknown-evidence" if kind == "evidence" else "unknown-name"
    message = f"no {kind} is named {quoted(name)}"
    return Diagnostic(check, message, name.place, partial(_name_like, kind, name, known))


def _name_like(kind: str, name: str, known: Collection[str]) -> str:
    otherwise = "add it to the evidence ledger, or name an entry of it"
    return nearest(name, known) or (otherwise if kind == "evidence" else "")
