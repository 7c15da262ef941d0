"""A tree file in, a `Tree` out: the shape stage, which accepts what `tree.schema.json` accepts."""

from dataclasses import dataclass

from decision.reading.decoder import MAX_ID, Decoder
from decision.reading.diagnostics import Diagnostic, TreeError, nearest, quoted
from decision.reading.nodes import Node, Text, read
from decision.reading.version import SEMVER
from decision.tree.records import ICONS, Answer, Branch, Outcome, Question, Rule, Tree

#: The keys that a rule can have together, beside `id` and `because`.
_FORMS: tuple[set[str], ...] = (
    {"when", "then"},
    {"when", "never"},
    {"reach", "only-with"},
    {"when", "reach", "only-with"},
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What could be read of a tree file.

    `tree` is None where the faults leave no structure to check; elsewhere a text that was refused
    stands in it as empty, so that the stages after this one still check the rest.
    """

    tree: Tree | None
    diagnostics: tuple[Diagnostic, ...]


def parse(text: str, name: str) -> Draft:
    """Return the draft of the tree in a text; raises TreeError where the text is no YAML at all."""
    node = read(text, name)
    reader = _Reader()
    tree = reader.tree(node)
    return Draft(tree if reader.structured else None, tuple(reader.faults))


def tree_of(text: str, name: str) -> Tree:
    """Return the tree in a text; raises TreeError with every fault of syntax and shape."""
    draft = parse(text, name)
    if draft.diagnostics or draft.tree is None:
        raise TreeError(draft.diagnostics)
    return draft.tree


class _Reader(Decoder):
    def tree(self, node: Node) -> Tree | None:
        required = ("version", "title", "questions", "outcomes", "tree", "rules")
        keys = self.keys(node, "a tree file", required)
        if keys is None or not {"questions", "outcomes", "tree"} <= keys.keys():
            self.structured = False
        if keys is None:
            return None
        version = self.text(keys, "version", 40)
        if version and not SEMVER.fullmatch(version):
            message = f"{quoted(version)} is not a version"
            self.fault("bad-version", message, version, "write three numbers, such as 1.0.0")
        title = self.text(keys, "title", 60)
        questions = self.records(keys, "questions", self.question)
        outcomes = self.records(keys, "outcomes", self.outcome)
        root = self.branch(*keys["tree"]) if "tree" in keys else None
        rules = tuple(filter(None, (self.rule(n) for n in self.items(keys, "rules"))))
        if root is None or not self.structured:
            return None
        source = node.place.source
        return Tree(source, version, title, questions, outcomes, root, rules)

    def question(self, id_: Text, node: Node) -> Question | None:
        keys = self.keys(
            node, f"question {quoted(id_)}", ("ask", "why", "page", "answers"), ("evidence",), id_
        )
        if keys is None:
            return None
        return Question(
            id=id_,
            ask=self.text(keys, "ask", 100),
            why=self.text(keys, "why", 400),
            page=self.text(keys, "page", 120),
            answers=self.records(keys, "answers", self.answer),
            evidence=self.ids(keys, "evidence"),
        )

    def answer(self, id_: Text, node: Node) -> Answer | None:
        required, optional = ("label", "favours", "because"), ("means", "phrase", "evidence")
        keys = self.keys(node, f"answer {quoted(id_)}", required, optional, id_)
        if keys is None:
            return None
        label = self.text(keys, "label", 40)
        return Answer(
            id=id_,
            label=label,
            means=self.text(keys, "means", 200),
            phrase=self.text(keys, "phrase", 60) or label,
            favours=self.ids(keys, "favours"),
            because=self.text(keys, "because", 200),
            evidence=self.ids(keys, "evidence"),
        )

    def outcome(self, id_: Text, node: Node) -> Outcome | None:
        lists = ("good", "bad", "measure")
        required, optional = ("title", "summary", "page"), ("short", "icon", *lists, "evidence")
        keys = self.keys(node, f"outcome {quoted(id_)}", required, optional, id_)
        if keys is None:
            return None
        title, icon = self.text(keys, "title", 60), self.text(keys, "icon", 20)
        if icon and icon not in ICONS:
            message = f"no icon is named {quoted(icon)}"
            self.fault("unknown-icon", message, icon, nearest(icon, ICONS))
        return Outcome(
            id=id_,
            title=title,
            short=self.text(keys, "short", 24) or title,
            summary=self.text(keys, "summary", 300),
            page=self.text(keys, "page", 120),
            icon=icon if icon in ICONS else "compass",
            good=self.texts(keys, "good", 160),
            bad=self.texts(keys, "bad", 160),
            measure=self.texts(keys, "measure", 160),
            evidence=self.ids(keys, "evidence"),
        )

    def branch(self, owner: Text, node: Node) -> Branch | None:
        """Read the question that stands below an answer; `owner` is the key it stands under."""
        asked = self.named({owner: (owner, node)}, owner, "a question and its answers")
        if len(asked) != 1:
            self.structured = False
        if not asked:
            return None
        (question, below), *more = asked.items()
        for extra, _ in more:
            message = f"a second question, {quoted(extra)}, stands beside {quoted(question)}"
            self.fault("wrong-shape", message, extra, "ask it below one of the answers")
        answers = self.named({question: (question, below)}, question, "answers by id")
        if not self.id(question) or not answers:
            self.structured = False
        targets: dict[Text, Branch | Text] = {}
        for answer, follows in answers.items():
            target = self.target(answer, follows)
            if not self.id(answer) or target is None:
                self.structured = False
            else:
                targets[answer] = target
        reached = (t.outcomes if isinstance(t, Branch) else (str(t),) for t in targets.values())
        outcomes = tuple(dict.fromkeys(id_ for group in reached for id_ in group))
        return Branch(question, targets, outcomes)

    def target(self, answer: Text, node: Node) -> Branch | Text | None:
        if not isinstance(node, Text):
            return self.branch(answer, node)
        if not node.strip():
            help_ = "name an outcome, or ask a question below it"
            self.fault("empty-text", f"{quoted(answer)} leads nowhere", answer, help_)
            return None
        return node if self.id(node) else None

    def rule(self, node: Node) -> Rule | None:
        """Read a rule; one in which anything is wrong is not there for the stages after this."""
        before = len(self.faults)
        parts = ("when", "then", "never", "reach", "only-with")
        keys = self.keys(node, "a rule", ("id", "because"), parts)
        if keys is None:
            return None
        slips = {fault.check for fault in self.faults[before:]} & {"unknown-key", "duplicate-key"}
        id_ = self.text(keys, "id", MAX_ID)
        if id_:
            self.id(id_)
        form = [key for key in parts if key in keys]
        if set(form) not in _FORMS and not slips:
            told = " and ".join(f"`{key}`" for key in form)
            message = f"{told} alone make no rule" if form else "this rule says nothing"
            help_ = "write `when` with `then` or `never`, or `reach` with `only-with`"
            self.fault("wrong-shape", message, id_ or node, help_)
        rule = Rule(
            id=id_,
            when=self.conditions(keys, "when"),
            then=self.ids(keys, "then", 1),
            never=self.ids(keys, "never", 1),
            reach=self.ids(keys, "reach", 1),
            only_with=self.conditions(keys, "only-with"),
            because=self.text(keys, "because", 200),
        )
        return rule if len(self.faults) == before else None
