"""A tree file in, its records or every fault of its shape out: what is written is what is read."""

import pytest

from decision.check import Context, check
from decision.reading.diagnostics import Diagnostic, TreeError
from decision.tree.loading import parse, tree_of
from decision.tree.records import Branch, branches
from tests.machine.sample_trees import MINIMAL, OK, tree_at


def found(text: str) -> tuple[Diagnostic, ...]:
    return check(text, "some.yaml", Context(pages=(), evidence=(), use_cases=()))[1]


def checks(text: str) -> list[str]:
    return [diagnostic.check for diagnostic in found(text)]


def test_scalars_stay_the_text_that_the_author_wrote() -> None:
    tree = tree_at(OK / "many-forms.yaml")
    assert [*tree.questions["data-may-leave"].answers] == ["yes", "no"]
    assert [*tree.questions["load"].answers] == ["off", "on"]
    assert [*tree.questions["staff"].answers] == ["0", "3"]
    labels = [a.label for q in tree.questions.values() for a in q.answers.values()]
    assert labels == ["yes", "no", "1.0", "null", "Nobody, and that's final", "0x3"]
    assert tree.questions["staff"].why == "~"
    assert tree.version == "2.0.0-rc.1+build.7"


def test_what_is_left_out_has_its_default() -> None:
    tree = tree_at(OK / "minimal.yaml")
    answer, outcome = tree.questions["repeats"].answers["yes"], tree.outcomes["cache"]
    assert (answer.means, answer.phrase, answer.evidence) == ("", "Often", ())
    assert (outcome.short, outcome.icon, outcome.evidence) == ("Add a cache", "compass", ())


def test_a_question_keeps_what_follows_it_at_each_of_its_places() -> None:
    tree = tree_at(OK / "many-forms.yaml")
    staff = [branch for branch in branches(tree.root) if branch.question == "staff"]
    assert [dict(branch.answers) for branch in staff] == [
        {"0": "cloud", "3": "own"},
        {"0": "managed", "3": "own"},
    ]
    assert [branch.outcomes for branch in staff] == [("cloud", "own"), ("managed", "own")]
    assert tree.root.outcomes == ("cloud", "own", "managed")


def test_a_branch_below_an_answer_is_not_taken_for_an_outcome() -> None:
    tree = tree_at(OK / "many-forms.yaml")
    kinds = {answer: type(target) for answer, target in tree.root.answers.items()}
    assert kinds == {"yes": Branch, "no": Branch}


def test_a_rule_can_give_one_answer_or_several() -> None:
    that_stays, nobody, own, rented = tree_at(OK / "many-forms.yaml").rules
    assert (that_stays.when, that_stays.then) == ({"data-may-leave": ("no",)}, ("own", "managed"))
    assert (nobody.when, nobody.never) == ({"staff": ("0",)}, ("own",))
    assert (own.reach, own.only_with) == (("own",), {"staff": ("3",)})
    assert rented.when == {"data-may-leave": ("yes",), "load": ("off",)}


def test_every_fault_of_a_stage_is_reported_at_once() -> None:
    text = (
        MINIMAL.replace("1.0.0", "1.0")
        .replace("label: Often, ", "")
        .replace("    page: questions/repeats.md\n", "    pgae: questions/repeats.md\n")
        .replace("title: No cache", "title: ''")
        .replace("rules: []", "rules: none")
    )
    assert text.count("\n") == MINIMAL.count("\n")
    expected = ["bad-version", "unknown-key", "missing-key", "empty-text", "wrong-shape"]
    assert [d.check for d in check(text, "some.yaml", Context())[1]] == expected


def test_a_fault_in_a_text_does_not_hide_an_unknown_name() -> None:
    text = MINIMAL.replace("1.0.0", "1.0").replace("    yes: cache\n", "    yes: cash\n")
    assert checks(text)[0] == "bad-version"
    assert "unknown-name" in checks(text)


def test_a_fault_in_a_name_hides_what_follows_from_it() -> None:
    for old, new, check_ in (
        ("    no: no-cache", "    No: no-cache", "bad-id"),
        ("    no: no-cache", "    no:", "empty-text"),
        ("    no: no-cache", f"    no: {'a' * 61}", "long-text"),
        ("      no: {", "      No: {", "bad-id"),
        ("  repeats:\n    ask", "  Repeats:\n    ask", "bad-id"),
        ("  no-cache: {", "  No cache: {", "bad-id"),
        ("  no-cache: {", "  cache: {", "duplicate-key"),
        ("tree:\n", "tree:\n  later: {yes: cache, no: cache}\n", "wrong-shape"),
        ("    no: no-cache", "    no: [no-cache]", "wrong-shape"),
        ("    no: no-cache", "    no: {}", "wrong-shape"),
        ("outcomes:\n", "outcome:\n", "unknown-key"),
        (
            "rules: []",
            "rules: [{id: a, wen: {repeats: no}, never: [cache], because: b}]",
            "unknown-key",
        ),
        ("rules: []", "rules: [{id: a, when: {}, never: [cache], because: b}]", "wrong-shape"),
        (
            "rules: []",
            "rules: [{id: a, when: {repeats: No}, never: [cache], because: b}]",
            "bad-id",
        ),
        (
            "rules: []",
            "rules: [{id: A, when: {repeats: no}, never: [cache], because: b}]",
            "bad-id",
        ),
        ("rules: []", "rules: [{id: a, when: {repeats: no}, because: b}]", "wrong-shape"),
        ("rules: []", "rules: [{id: a, because: b}]", "wrong-shape"),
        ("rules: []", "rules: [{when: {repeats: no}, never: [cache], because: b}]", "missing-key"),
        ("rules: []", "rules: [a]", "wrong-shape"),
    ):
        text = MINIMAL.replace(old, new)
        assert text != MINIMAL
        diagnostics = check(text, "some.yaml", Context())[1]
        assert [d.check for d in diagnostics] == [check_], new


@pytest.mark.parametrize("key", ["questions", "outcomes", "tree", "repeats", "answers"])
def test_a_mapping_with_nothing_in_it_is_refused_once(key: str) -> None:
    kept: list[str] = []
    indent = -1
    for line in MINIMAL.split("\n"):
        inner = len(line) - len(line.lstrip())
        if (
            line.strip() == f"{key}:"
            and indent < 0
            and not (key == "repeats" and kept[-1] != "tree:")
        ):
            indent = inner
            kept.append(f"{line} {{}}")
        elif not (0 <= indent < inner):
            indent = 99 if indent >= 0 else indent
            kept.append(line)
    diagnostics = check("\n".join(kept), "some.yaml", Context())[1]
    assert [(d.check, d.message) for d in diagnostics] == [("wrong-shape", f"`{key}` is empty")]


def test_a_draft_without_structure_has_no_tree_and_says_why() -> None:
    for text in ("a", "[]", "{}", "tree: {}", MINIMAL.replace("tree:\n  repeats:", "tree:\n - a:")):
        draft = parse(text, "some.yaml") if text != MINIMAL else None
        assert draft is not None
        assert draft.tree is None
        assert draft.diagnostics


def test_tree_of_raises_every_fault_of_the_shape() -> None:
    with pytest.raises(TreeError) as caught:
        tree_of(MINIMAL.replace("1.0.0", "1.0").replace("rules: []", "rule: []"), "some.yaml")
    assert [d.check for d in caught.value.diagnostics] == ["bad-version", "unknown-key"]
    assert "some.yaml:2:10: `1.0` is not a version [bad-version]" in str(caught.value)


def test_names_in_messages_are_cut_and_stay_on_their_line() -> None:
    name = "long\\n" * 100
    text = MINIMAL.replace("    no: no-cache", f'    no: "{name}"')
    text = text.replace("title: Cache or not?", f'"{name}": Cache or not?')
    for diagnostic in found(text):
        assert len(diagnostic.message) < 200
        assert "\n" not in diagnostic.message
    assert len(found(text)) == 3
