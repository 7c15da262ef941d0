"""Every fault of a tree is told once, where it is; a good tree is passed in silence."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from decision.check import Context, check, checked
from decision.reading.diagnostics import CHECKS, Place, TreeError
from decision.reading.nodes import MAX_BYTES, ListNode, MapNode, Text, decode, read
from decision.tree import graph, rules
from decision.tree.loading import tree_of
from decision.tree.states import counterpoints, drivers, paths, states
from tests.machine.check_examples import AROUND, WRONG_LEDGERS, WRONG_PAGES
from tests.machine.operations import operations
from tests.machine.sample_trees import (
    MINIMAL,
    OK,
    OK_TREES,
    SECOND,
    big_tree,
    named,
    surroundings,
    text_of,
)

#: The good tree into which a fault of every kind is put, and what stands around it.
GOOD = OK / "nine-questions.yaml"
TEXT = text_of(GOOD)
NODES = read(TEXT, named(GOOD))
KNOWN = surroundings(tree_of(TEXT, named(GOOD)))

#: A changed text, and the line, the column and the length of the place that must be named.
type Changed = tuple[str, int, int, int]


def key(*path: str | int) -> Text:
    """Return the key at the end of a path into the good file."""
    return _at(*path)[0]


def value(*path: str | int) -> Text:
    """Return the text at the end of a path into the good file."""
    return _at(*path)[1]


def _at(*path: str | int) -> tuple[Text, Text]:
    node, found = NODES, Text("", NODES.place)
    for step in path:
        if isinstance(node, MapNode):
            found, node = next((k, v) for k, v in node.items if k == step)
        else:
            assert isinstance(node, ListNode)
            assert isinstance(step, int)
            node = node.items[step]
    return found, node if isinstance(node, Text) else Text("", node.place)


def change(at: Text, new: str, guilty: str | None = None, blame: Text | None = None) -> Changed:
    """Write `new` over a text; `guilty` is the part of it to blame, or `blame` a text before it."""
    lines = TEXT.split("\n")
    place = at.place
    line = lines[place.line - 1]
    start = place.column - 1
    lines[place.line - 1] = line[:start] + new + line[start + place.length :]
    text = "\n".join(lines)
    if blame is not None:
        return text, blame.place.line, blame.place.column, blame.place.length
    part = new if guilty is None else guilty
    before = new[: new.index(part)]
    column = len(before) - before.rfind("\n") if "\n" in before else place.column + len(before)
    return text, place.line + before.count("\n"), column, len(part)


def drop(at: Text, blame: Text) -> Changed:
    """Leave out the line of a key; the place to name is that of a text before it."""
    lines = TEXT.split("\n")
    del lines[at.place.line - 1]
    return "\n".join(lines), blame.place.line, blame.place.column, blame.place.length


def narrow(at: Text) -> Changed:
    """Take one space away before a key."""
    lines = TEXT.split("\n")
    lines[at.place.line - 1] = lines[at.place.line - 1][1:]
    return "\n".join(lines), at.place.line, at.place.column - 1, at.place.length


TRIGGER = ("questions", "trigger")
CLOCK = (*TRIGGER, "answers", "clock")
TIMER = ("outcomes", "timer")
FIRST = ("tree", "trigger", "clock", "length")
LONG = (*FIRST, "long", "repeats")
BURSTS = (*LONG, "safe", "load", "bursts")
IN_TIME = (*BURSTS, "deadline", "minutes", "order", "free")
LAST = (*IN_TIME, "people", "somebody", "budget")
ANSWERS = "{a: {label: A, favours: [], because: B}}"
OTHER = f"{{ask: Why?, why: So., page: outcomes/timer.md, answers: {ANSWERS}}}"
AGAIN = "{trigger: {clock: timer, event: queue, person: by-hand}}"
OTHER_END = "{title: M, summary: M., page: outcomes/timer.md}"
MORE = "more: {title: M, summary: M., page: outcomes/timer.md}"

FAULTS: tuple[tuple[str, Callable[[], Changed]], ...] = (
    # syntax
    ("not-yaml", lambda: change(value("title"), "@home", "@")),
    ("not-yaml", lambda: change(value("title"), "Timer: or not", ":")),
    ("not-yaml", lambda: change(value("title"), '"Timer', '"')),
    ("not-yaml", lambda: change(value("title"), "[Timer", "[")),
    ("not-yaml", lambda: narrow(key("questions", "load", "why"))),
    ("conflict-marker", lambda: change(key("title"), "=======\ntitle", "=======")),
    ("tab", lambda: change(value("title"), "Timer\t\tor", "\t\t")),
    ("control-character", lambda: change(value("title"), "Timer\x1b[2J", "\x1b")),
    ("control-character", lambda: change(value("title"), "Timer\u2028or", "\u2028")),
    ("control-character", lambda: change(value("title"), r'"Timer\e"')),
    ("alias", lambda: change(value("title"), "&one Timer", "&one")),
    ("alias", lambda: change(value("title"), "*one")),
    ("tag", lambda: change(value("title"), "!!str Timer", "!!str")),
    ("too-deep", lambda: change(value("title"), "[" * 63 + "{}" + "]" * 63, "{")),
    ("wrong-space", lambda: change(key("title"), "\u3000title", "\u3000")),
    ("wrong-space", lambda: change(key("title"), "ti\u200btle", "\u200b")),
    # shape
    ("misplaced-key", lambda: change(key("rules"), "  rules", "rules")),
    ("cut-text", lambda: change(value(*CLOCK, "means"), "The #1 time", "#1 time")),
    ("cut-text", lambda: change(value(*CLOCK, "label"), "# At a time", "# At a time")),
    ("missing-key", lambda: drop(key(*TRIGGER, "page"), key(*TRIGGER))),
    ("missing-key", lambda: drop(key(*CLOCK, "label"), key(*CLOCK))),
    ("missing-key", lambda: drop(key(*TIMER, "page"), key(*TIMER))),
    ("missing-key", lambda: drop(key("rules", 0, "because"), replaced(key("rules", 0, "id"), 1))),
    ("missing-key", lambda: drop(key("title"), replaced(key("version"), 1))),
    ("unknown-key", lambda: change(key(*TRIGGER, "page"), "pgae")),
    ("unknown-key", lambda: change(key(*CLOCK, "means"), "menas")),
    ("unknown-key", lambda: change(key(*TIMER, "icon"), "colour")),
    ("unknown-key", lambda: change(key("rules", 0, "then"), "than")),
    ("unknown-key", lambda: change(key("outcomes"), "outcome")),
    ("duplicate-key", lambda: change(key("questions", "load"), "trigger")),
    ("duplicate-key", lambda: change(key(*FIRST, "long"), "short")),
    ("duplicate-key", lambda: change(key(*CLOCK, "means"), "label")),
    ("duplicate-key", lambda: change(key(*TIMER), f"load: {OTHER_END}\n  timer", "load")),
    ("wrong-shape", lambda: change(value(*TRIGGER, "page"), "[a.md]", blame=key(*TRIGGER, "page"))),
    ("wrong-shape", lambda: change(value(*FIRST, "short"), "[timer]", blame=key(*FIRST, "short"))),
    ("wrong-shape", lambda: change(value(*FIRST, "short"), "{}", blame=key(*FIRST, "short"))),
    ("wrong-shape", lambda: change(key(*FIRST), "order: {kept: timer}\n      length", "length")),
    ("wrong-shape", lambda: drop(key("rules", 1, "never"), value("rules", 1, "id"))),
    ("bad-id", lambda: change(key(*TRIGGER), "Trigger")),
    ("bad-id", lambda: change(value(*CLOCK, "favours", 0), "TIMER_")),
    ("bad-id", lambda: change(key(*FIRST, "short"), "sh ort")),
    ("bad-id", lambda: change(value("rules", 0, "id"), "not twice")),
    ("bad-id", lambda: change(key(*TRIGGER), f"state: {OTHER}\n  trigger", "state")),
    ("bad-id", lambda: change(key(*TRIGGER), f"outcome: {OTHER}\n  trigger", "outcome")),
    ("empty-text", lambda: change(value(*TRIGGER, "ask"), "''", blame=key(*TRIGGER, "ask"))),
    ("empty-text", lambda: change(value(*FIRST, "short"), "", blame=key(*FIRST, "short"))),
    ("empty-text", lambda: change(value(*CLOCK, "favours", 0), "''")),
    ("long-text", lambda: change(value(*CLOCK, "label"), "x" * 41)),
    ("long-text", lambda: change(value("rules", 0, "id"), "x" * 61)),
    ("bad-version", lambda: change(value("version"), "1.0")),
    ("unknown-icon", lambda: change(value(*TIMER, "icon"), "boot")),
    # names
    ("unknown-name", lambda: change(value(*FIRST, "short"), "tiemr")),
    ("unknown-name", lambda: change(value(*FIRST, "short"), "order")),
    ("unknown-name", lambda: change(key(*FIRST), "size")),
    ("unknown-name", lambda: change(key("rules", 0, "when", "repeats"), "repeat")),
    ("unknown-name", lambda: change(value("rules", 0, "then", 1), "by-hnad")),
    ("unknown-answer", lambda: change(key(*FIRST, "short"), "brief")),
    ("unknown-answer", lambda: change(value("rules", 0, "when", "repeats"), "risky")),
    ("unknown-page", lambda: change(value(*TRIGGER, "page"), "questions/triger.md")),
    ("unknown-page", lambda: change(value(*TIMER, "page"), "outcomes/tiemr.md")),
    ("unknown-evidence", lambda: change(value(*TRIGGER, "evidence", 0), "nobody-2024")),
    ("unknown-evidence", lambda: change(value(*CLOCK, "evidence", 0), "nobody-2024")),
    ("unknown-evidence", lambda: change(value(*TIMER, "evidence", 0), "nobody-2024")),
    (
        "same-label",
        lambda: change(
            value(*TRIGGER, "answers", "event", "label"), str(value(*CLOCK, "label")).upper()
        ),
    ),
    # graph
    ("missing-answer", lambda: drop(key(*FIRST, "short"), key(*FIRST))),
    ("asked-twice", lambda: change(value(*FIRST, "short"), AGAIN, "trigger")),
    ("unreachable", lambda: change(key(*TIMER), f"{MORE}\n  timer", "more")),
    ("unreachable", lambda: change(key(*TRIGGER), f"more: {OTHER}\n  trigger", "more")),
    ("decides-nothing", lambda: change(value(*LAST, "granted"), "timer", blame=key(*LAST))),
    (
        "too-many-questions",
        lambda: change(value(*LAST, "granted"), "{audit: {yes: timer, no: queue}}", "audit"),
    ),
    # rules
    ("broken-rule", lambda: change(value(*LONG, "unsafe"), "queue")),
    (
        "idle-rule",
        lambda: change(
            key("rules", 1, "when", "length"),
            "order: kept, length",
            blame=value("rules", 1, "id"),
        ),
    ),
    ("unknown-favours", lambda: change(value(*CLOCK, "favours", 0), "tiemr")),
)


def replaced(text: Text, length: int) -> Text:
    """Return a text whose place has another length: a mapping is marked by its first character."""
    place = text.place
    return Text(text, Place(place.source, place.line, place.column, length))


@pytest.mark.parametrize(
    ("name", "make"), FAULTS, ids=[f"{name}-{n}" for n, (name, _) in enumerate(FAULTS)]
)
def test_a_fault_in_a_good_tree_is_told_once_and_where_it_is(
    name: str, make: Callable[[], Changed]
) -> None:
    text, line, column, length = make()
    assert text != TEXT
    found = check(text, named(GOOD), KNOWN)[1]
    assert [(d.check, d.message) for d in found] == [(name, found[0].message)]
    place = found[0].place
    assert (place.line, place.column, place.length) == (line, column, length)


def test_bytes_that_are_wrong_are_told_where_they_are() -> None:
    text, line, column, _ = change(value("title"), "Timer \udcff", "\udcff")
    for data, name, place in (
        (text.encode("utf-8", "surrogateescape"), "encoding", (line, column)),
        (TEXT.encode() + b"#" * MAX_BYTES, "too-large", (1, 1)),
        (b"", "empty-file", (1, 1)),
        (b"\n# nothing\n", "empty-file", (1, 1)),
    ):
        with pytest.raises(TreeError) as caught:
            checked(decode(data, named(GOOD)), named(GOOD), KNOWN)
        [diagnostic] = caught.value.diagnostics
        assert diagnostic.check == name
        assert (diagnostic.place.line, diagnostic.place.column) == place


def test_every_check_is_tried_on_a_good_tree_or_on_a_use_case() -> None:
    elsewhere = {"encoding", "too-large", "empty-file", "no-use-case"}
    elsewhere |= {"unfinished-use-case", "unused-answer", "wrong-outcome"}
    # Those of releases are tried in test_release.
    elsewhere |= {"changed-release", "small-bump", "unreleased"}
    # Those of the ledger and the pages are tried in test_evidence and test_prose.
    elsewhere |= {path.stem for path in WRONG_LEDGERS.glob("*.txt")}
    # Those of other pages and of the list of addresses: test_pages, test_own_pages, test_project.
    elsewhere |= {path.stem for path in WRONG_PAGES.glob("*.txt")}
    assert {name for name, _ in FAULTS} | elsewhere == set(CHECKS)


def test_an_outcome_without_a_use_case_is_told_where_it_is_defined() -> None:
    assert KNOWN.use_cases is not None
    few = [case for case in KNOWN.use_cases if case.outcome != "queue"]
    [diagnostic] = check(TEXT, named(GOOD), replace(KNOWN, use_cases=few))[1]
    assert diagnostic.check == "no-use-case"
    place = key("outcomes", "queue").place
    assert (diagnostic.place.line, diagnostic.place.column) == (place.line, place.column)


def test_a_good_tree_is_passed_in_its_surroundings() -> None:
    tree, found = check(TEXT, named(GOOD), KNOWN)
    assert found == ()
    assert tree is not None
    assert tree.source.name == named(GOOD)


@pytest.mark.parametrize("path", OK_TREES, ids=named)
def test_every_good_tree_is_passed(path: Path) -> None:
    assert check(text_of(path), named(path), Context())[1] == ()


def test_the_smallest_tree_is_passed_in_its_surroundings() -> None:
    assert check(MINIMAL, "minimal.yaml", AROUND)[1] == ()
    assert checked(MINIMAL, "minimal.yaml", AROUND).title == "Cache or not?"


def test_what_is_not_known_is_not_checked() -> None:
    text = MINIMAL.replace("questions/repeats.md", "nowhere.md")
    assert check(text, "minimal.yaml", Context())[1] == ()
    assert [d.check for d in check(text, "minimal.yaml", AROUND)[1]] == ["unknown-page"]
    assert len(check(text, "minimal.yaml", Context(pages=()))[1]) == 3


def test_a_stage_runs_only_where_the_one_before_it_found_nothing() -> None:
    names = MINIMAL.replace("    yes: cache\n", "    yes: cash\n")
    graphs = MINIMAL.replace("    no: no-cache\n", "")
    rule = "rules: [{id: a, when: {repeats: yes}, never: [cache], because: B}]"
    for text, expected in (
        (names.replace("rules: []", rule).replace("    no: no-cache\n", ""), "unknown-name"),
        (graphs.replace("rules: []", rule), "missing-answer"),
        (MINIMAL.replace("rules: []", rule), "broken-rule"),
    ):
        assert [d.check for d in check(text, "minimal.yaml", AROUND)[1]] == [expected]


def test_messages_come_in_the_order_of_their_places() -> None:
    text = MINIMAL.replace("    no: no-cache\n", "    no: no-cash\n").replace("[cache]", "[x, Y]")
    text = text.replace("version: 1.0.0", "version: one")
    text = text.replace("questions/repeats.md", "nowhere.md")
    places = [d.place for d in check(text, "minimal.yaml", AROUND)[1]]
    assert [place.line for place in places] == [2, 8, 10, 18]


def test_a_tree_in_which_anything_is_wrong_is_not_handed_out_as_checked() -> None:
    for text in (
        "a",
        "{}",
        MINIMAL.replace("1.0.0", "1"),
        MINIMAL.replace("yes: cache", "yes: no"),
    ):
        with pytest.raises(TreeError) as caught:
            checked(text, "some.yaml", AROUND)
        assert caught.value.diagnostics


def test_a_broken_rule_shows_a_path_that_breaks_it_and_counts_the_others() -> None:
    tree = tree_of(text_of(SECOND).replace("operations: ready", "teams: one"), "s")
    [diagnostic] = rules.broken_or_idle_rule(tree)
    way = "teams=several, boundaries=stable, releases=apart, operations=ready"
    assert diagnostic.message == (
        f"the path {way} ends in `services` and breaks rule `services-need-operations`"
    )
    text = text_of(SECOND).replace("{boundaries: moving}", "{boundaries: stable}")
    [diagnostic] = rules.broken_or_idle_rule(tree_of(text, "s"))
    assert diagnostic.message.endswith("`moving-boundaries-stay-inside`, as do 1 more")
    assert diagnostic.help.startswith(
        "let it end elsewhere, or change the rule: A boundary between"
    )


def test_a_rule_that_only_paths_to_other_outcomes_match_is_idle() -> None:
    text = text_of(SECOND).replace("{teams: one}\n    reach", "{boundaries: moving}\n    reach")
    [diagnostic] = rules.broken_or_idle_rule(tree_of(text, "s"))
    assert (diagnostic.check, diagnostic.message) == (
        "idle-rule",
        "no path triggers rule `one-team-splits-for-scale-only`",
    )


def test_a_question_decides_nothing_where_all_below_it_is_the_same() -> None:
    text = text_of(SECOND)
    text = text.replace(
        "ready: services\n                not-ready",
        "ready: modular-monolith\n                not-ready",
    )
    found = list(graph.decides_nothing(tree_of(text, "s")))
    assert [d.message for d in found] == [
        "every answer to `operations` leads to the same thing here",
    ] * 2
    same = text_of(SECOND).split("tree:\n")[0]
    same += "tree:\n  teams:\n"
    for team in ("one", "several"):
        same += (
            f"    {team}:\n      boundaries:\n        moving: monolith\n        stable: services\n"
        )
    [diagnostic] = graph.decides_nothing(tree_of(f"{same}rules: []\n", "s"))
    assert diagnostic.message == "every answer to `teams` leads to the same thing here"


def test_a_tree_of_ten_thousand_states_is_checked_and_walked() -> None:
    text = big_tree(4)
    tree = checked(text, "big.yaml", Context(pages={"a.md"}, evidence=()))
    assert sum(1 for _ in states(tree)) == 1 + 4 * sum(3**n for n in range(8))
    leaves = list(paths(tree))
    assert len(leaves) == 4 * 3**7
    for leaf in leaves:
        assert leaf.outcome == f"o{sum(int(answer[1:]) for _, answer in leaf.path) % 3}"
        assert len(drivers(tree, leaf)) + len(counterpoints(tree, leaf)) == 8


def test_work_grows_no_faster_than_the_tree() -> None:
    def work(width: int) -> tuple[int, int]:
        text = big_tree(width, depth=6)

        def whole() -> None:
            tree = checked(text, "big.yaml", Context(pages={"a.md"}, evidence=()))
            for leaf in paths(tree):
                drivers(tree, leaf)

        return text.count("\n"), operations(whole)

    (small_size, small), (size, steps) = work(2), work(4)
    assert size > 1.9 * small_size
    assert steps / size < 1.1 * small / small_size


def test_two_rules_of_one_name_are_told_apart() -> None:
    text = MINIMAL.replace("rules: []", "rules:").rstrip()
    rule = "  - {id: twice, when: {%s: %s}, then: [%s], because: It is so.}"
    tree = checked(MINIMAL, "tree.yaml", Context())
    question = tree.root.question
    answer, outcome = next((a, str(t)) for a, t in tree.root.answers.items())
    line = rule % (question, answer, outcome)
    found = check("\n".join((text, line, line, "")), "tree.yaml", Context())[1]
    assert [d.check for d in found] == ["duplicate-key"]
    assert found[0].place.line == found[0].others[0][0].line + 1
