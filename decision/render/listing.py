"""A tree as a nested list in Markdown: a question, its answers, what each leads to."""

from collections.abc import Iterator

from decision.reading.nodes import Text
from decision.render.markdown import escaped
from decision.tree.records import Branch, Tree


def listing(tree: Tree) -> str:
    """Return a Markdown page with the whole tree."""
    head = (f"# {escaped(tree.title)}", "", f"Version {tree.version}", "")
    return "\n".join((*head, *_lines(tree, tree.root, ""), ""))


def _lines(tree: Tree, branch: Branch, indent: str) -> Iterator[str]:
    question = tree.questions[branch.question]
    yield f"{indent}- **{escaped(question.ask)}** `{question.id}`"
    for answer, target in branch.answers.items():
        line = f"{indent}  - {escaped(question.answers[answer].label)} `{answer}`"
        if isinstance(target, Text):
            yield f"{line}: {escaped(tree.outcomes[target].title)} `{target}`"
        else:
            yield line
            yield from _lines(tree, target, indent + "    ")
