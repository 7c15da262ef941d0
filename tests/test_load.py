"""Texts in, trees or messages out: what an author wrote is what the program reads."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from decision.check import Context, check
from decision.reading import nodes
from decision.reading.diagnostics import CHECKS, Diagnostic, Place, TreeError
from decision.reading.nodes import ListNode, MapNode, Node, Text, decode, read
from decision.tree.loading import parse, tree_of
from decision.tree.records import Branch, branches
from tests.samples import OK, OK_TREES, ROOT, TREE, named, text_of, tree_at
from tests.strategies import characters, modest

MINIMAL = text_of(OK / "minimal.yaml")
MANY = text_of(OK / "many-forms.yaml")


def texts(node: Node) -> list[Text]:
    """Return every text below a node."""
    if isinstance(node, Text):
        return [node]
    if isinstance(node, MapNode):
        return [text for pair in node.items for part in pair for text in texts(part)]
    return [text for item in node.items for text in texts(item)]


def found(text: str) -> tuple[Diagnostic, ...]:
    return check(text, "some.yaml", Context(pages=(), evidence=(), use_cases=()))[1]


def checks(text: str) -> list[str]:
    return [diagnostic.check for diagnostic in found(text)]


def well_formed(diagnostics: tuple[Diagnostic, ...]) -> None:
    """Fail where a message does not keep its form, or a place lies outside the text."""
    for diagnostic in diagnostics:
        inside(diagnostic.place)
        for place, _ in diagnostic.others:
            inside(place)
        assert diagnostic.check in CHECKS
        assert diagnostic.message and "\n" not in diagnostic.message + diagnostic.help
        assert len(diagnostic.message) < 600
        assert not diagnostic.message.endswith(".") and not diagnostic.help.endswith(".")


def inside(place: Place) -> None:
    """Fail where a place lies outside its source."""
    assert 1 <= place.line <= len(place.source.lines)
    line = place.source.lines[place.line - 1]
    assert 1 <= place.column <= len(line) + 1
    assert 1 <= place.length <= max(1, len(line) + 1 - place.column)


def refused_well(text: str) -> None:
    tree, diagnostics = check(text, "some.yaml", Context((), (), ()))
    well_formed(diagnostics)
    assert tree is not None or diagnostics
    try:
        for part in texts(read(text, "some.yaml")):
            inside(part.place)
    except TreeError as error:
        well_formed(error.diagnostics)


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


def test_a_rule_can_give_one_answer_or_several() -> None:
    that_stays, nobody, own, rented = tree_at(OK / "many-forms.yaml").rules
    assert (that_stays.when, that_stays.then) == ({"data-may-leave": ("no",)}, ("own", "managed"))
    assert (nobody.when, nobody.never) == ({"staff": ("0",)}, ("own",))
    assert (own.reach, own.only_with) == (("own",), {"staff": ("3",)})
    assert rented.when == {"data-may-leave": ("yes",), "load": ("off",)}


@pytest.mark.parametrize("path", [TREE, *OK_TREES], ids=named)
def test_every_text_knows_its_place(path: Path) -> None:
    lines = text_of(path).split("\n")
    for text in texts(read(text_of(path), named(path))):
        start = text.place.column - 1
        written = lines[text.place.line - 1][start : start + text.place.length]
        if written.startswith("'"):
            written = written[1:-1].replace("''", "'")
        elif written.startswith('"'):
            written = written[1:-1].replace('\\"', '"')
        assert text == written or text.startswith(written) or written in (">-", "|"), written


def test_a_file_with_a_byte_order_mark_is_read() -> None:
    assert parse(decode(b"\xef\xbb\xbf" + MINIMAL.encode(), "some.yaml"), "some.yaml").tree


def test_line_ends_of_windows_change_no_text_and_no_place() -> None:
    def told(text: str) -> list[tuple[str, int, int, int]]:
        found = texts(read(text, "some.yaml"))
        return [(t, t.place.line, t.place.column, t.place.length) for t in found]

    assert told(MANY.replace("\n", "\r\n")) == told(MANY)


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
        assert draft is not None and draft.tree is None and draft.diagnostics


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
        assert len(diagnostic.message) < 200 and "\n" not in diagnostic.message
    assert len(found(text)) == 3


def test_an_escape_cannot_bring_in_what_the_file_may_not_hold() -> None:
    for escape in (r"\a", r"\0", r"\x1b[2J", r"\ud800", r"\u2028", r"\N", r"\ufeff"):
        assert checks(MINIMAL.replace("title: Cache or not?", f'title: "a{escape}"')) == [
            "control-character"
        ], escape


def test_a_second_tree_in_a_file_is_refused() -> None:
    [diagnostic] = found(f"{MINIMAL}---\n{MINIMAL}")
    assert (diagnostic.check, diagnostic.place.line) == ("not-yaml", MINIMAL.count("\n") + 1)


def test_a_file_that_only_opens_brackets_is_refused_in_time() -> None:
    assert checks("[" * 200_000) == ["too-deep"]
    assert checks("{a: " * 100_000) == ["too-deep"]
    assert checks("- " * 100_000) == ["too-deep"]


def test_a_file_of_aliases_is_one_fault() -> None:
    [diagnostic] = found("a: &a [b]\n" + "c: *a\n" * 50_000)
    assert (diagnostic.check, len(diagnostic.others)) == ("alias", 50_000)


def test_a_file_may_have_as_many_bytes_as_the_limit_says_and_no_more() -> None:
    padded = MINIMAL.encode() + b"#"
    padded += b"x" * (1024 * 1024 - len(padded))
    assert check(decode(padded, "some.yaml"), "some.yaml", Context())[1] == ()
    with pytest.raises(TreeError, match="more than 1,048,576"):
        decode(padded + b"x", "some.yaml")
    wide = MINIMAL + "#" + "€" * (1024 * 1024 // 3)
    assert len(wide) < 1024 * 1024
    assert checks(wide) == ["too-large"]


def test_a_wrong_byte_is_found_in_its_line_and_column() -> None:
    with pytest.raises(TreeError) as caught:
        decode("title: Où\ntitle: été".encode() + b" caf\xe9, \xff\n", "some.yaml")
    [diagnostic] = caught.value.diagnostics
    assert (diagnostic.place.line, diagnostic.place.column) == (2, 15)
    assert diagnostic.message == "byte 0xe9 is not UTF-8"


def test_the_messages_are_the_same_without_the_c_library() -> None:
    program = (
        "import yaml; vars(yaml).pop('CSafeLoader', 0);"
        "from decision.reading import nodes; from tests import golden;"
        "assert nodes._LOADER is yaml.SafeLoader; print(golden.stale())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")


@pytest.mark.parametrize(
    "text", ["{0", "?", "a:", "a: [", '"', "- ", "&a", "*a", "!a", "a: |", "#"]
)
def test_a_text_that_breaks_off_is_refused_with_places_inside_it(text: str) -> None:
    for before in ("", "a:\n  - b\n", MINIMAL):
        refused_well(f"{before}{text}")


@modest
@given(st.text())
def test_any_text_loads_or_is_refused_with_places_inside_it(text: str) -> None:
    refused_well(text)


@modest
@given(st.text("ab01:- \n[]{},'\"&*!#|>%@?.\\é\u202e字\t", max_size=60))
def test_any_text_of_signs_that_yaml_knows_loads_or_is_refused_well(text: str) -> None:
    refused_well(text)
    refused_well(f"a:\n  b: c\n{text}")


@modest
@given(st.data())
def test_a_damaged_tree_loads_or_is_refused_well(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([MINIMAL, MANY]))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        stop = min(len(text), start + data.draw(st.integers(0, 40)))
        new = data.draw(st.text(characters, max_size=3) | st.sampled_from(["\n", ": ", "- ", "["]))
        text = text[:start] + new + text[stop:]
    refused_well(text)


@modest
@given(st.binary() | st.binary().map(lambda data: MANY.encode()[:300] + data))
def test_any_bytes_load_or_are_refused_with_places_inside_them(data: bytes) -> None:
    try:
        text = decode(data, "some.yaml")
    except TreeError as error:
        well_formed(error.diagnostics)
    else:
        refused_well(text)


def test_a_branch_below_an_answer_is_not_taken_for_an_outcome() -> None:
    tree = tree_at(OK / "many-forms.yaml")
    kinds = {answer: type(target) for answer, target in tree.root.answers.items()}
    assert kinds == {"yes": Branch, "no": Branch}
    assert isinstance(read("[a]", "some.yaml"), ListNode)


@pytest.mark.parametrize("text", ["How?", "How?? Why?", "Is it? Or not?", "a?b", "'Is it?'"])
@pytest.mark.parametrize("form", ["{key: %s, other: [%s, %s]}\n", "key: %s\n", "- %s\n- %s\n"])
def test_a_question_mark_in_a_text_is_text_without_the_c_library_too(
    form: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = form.replace("%s", text)
    with_it = [str(found) for found in texts(read(written, "s"))]
    monkeypatch.setattr(nodes, "_LOADER", yaml.SafeLoader)
    assert [str(found) for found in texts(read(written, "s"))] == with_it
    assert text.strip("'") in with_it
