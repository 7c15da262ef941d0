"""Bad input stays cheap: what is wrong a thousand times costs no more than a thousand faults.

Work in Python is counted, on inputs of two sizes. What a regular expression does cannot be counted:
it is tried on a text so long that one which reads it more than once, again and again, never ends.
"""

from collections.abc import Callable
from functools import partial

import pytest

from decision.check import Context, check
from decision.history.changes import changes
from decision.ledger import claims, evidence
from decision.ledger.prose import unsourced
from decision.reading.diagnostics import (
    Diagnostic,
    Place,
    Source,
    TreeError,
    nearest,
    to_text,
)
from decision.reading.formats import to_github, to_json
from decision.reading.lines import refused
from decision.reading.markdown import without_code
from decision.reading.pages import parse
from decision.reading.slips import slip
from decision.reading.yaml_loader import loader_for
from decision.tree import use_cases
from decision.tree.loading import tree_of
from decision.tree.stated import answers_in
from tests.machine.operations import operations
from tests.machine.sample_trees import MINIMAL

LONG = 400_000


def said(text: str, around: Context | None = None) -> tuple[Diagnostic, ...]:
    """Return what is said of a tree, after it was written in every form."""
    found = check(text, "some.yaml", around or Context((), (), ()))[1]
    for form in (to_text, to_json, to_github):
        form(found)
    return found


def _many(size: int, form: str, between: str = ", ") -> str:
    return between.join(form % number for number in range(size))


def _asked_often(size: int) -> str:
    """Return a tree that asks one question, without most of its answers, in many places."""
    form = "%s%%d: {label: L%%d, favours: [], because: B}"
    answers = [", ".join((form % name) % (n, n) for n in range(size)) for name in "ab"]
    lines = "".join(f"    a{n}: {{q: {{b0: o}}}}\n" for n in range(size))
    return (
        "version: 1.0.0\ntitle: T\nquestions:\n"
        f"  p: {{ask: A, why: B, page: a.md, answers: {{{answers[0]}}}}}\n"
        f"  q: {{ask: A, why: B, page: a.md, answers: {{{answers[1]}}}}}\n"
        "outcomes:\n  o: {title: T, summary: S, page: a.md}\n"
        f"tree:\n  p:\n{lines}rules: []\n"
    )


def _rule(then: str) -> str:
    return f"rules:\n  - {{id: a, because: B, when: {{repeats: yes}}, then: [{then}]}}\n"


def _unknown(size: int, form: str) -> str:
    known = (
        f"outcomes:\n{_many(size, f'  {form}: {{title: T, summary: S, page: a.md}}', chr(10))}\n"
    )
    text = MINIMAL.replace("outcomes:\n", known)
    return text.replace("rules: []\n", _rule(_many(size, f"u{form}")))


def _ledger(size: int) -> None:
    entry = (
        "  e%d: {topic: b%d, claim: c, title: t, authors: a, year: 20, where: w, basis: x, y: z}"
    )
    text = "\n".join(entry % (n, n) for n in range(size))
    with pytest.raises(TreeError) as caught:
        evidence.parse(f"topics: {{a: A}}\nentries:\n{text}\n", "some.yaml")
    assert str(caught.value)


def _claims(size: int) -> None:
    claim = (
        "c%d: {says: s, verdict: supported, found: f, wording: w, pages: [p.md], evidence: [e%d]}"
    )
    found = claims.parse("\n".join(claim % (n, n) for n in range(size)), "some.yaml")
    faults = [*claims.unknown_names(found, {f"q{n}.md" for n in range(99)}, {"x"})]
    assert len(to_text(faults)) < 100_000


def _case(size: int) -> None:
    answers = _many(size, "  k%d: yes", "\n")
    told = f"title: A case of it\ndescription: {'What it is. ' * 9}"
    page = f"---\n{told}\noutcome: x\nanswers:\n{answers}\n---\n"
    tree = tree_of(MINIMAL, "some.yaml")
    to_text([*use_cases.disagreements(tree, use_cases.parse(page, "case.md"))])


def _beside(size: int) -> str:
    below = "".join(f"    k{n}: v\n" for n in range(size))
    return f"questions:\n  q:\n{below}{'  ask: x\n' * size}"


def _figures(size: int) -> None:
    words = [f"a{n} 5%" for n in range(size)]
    html = "".join(f"<p>{text}</p>\n" for text in words)
    assert len([*unsourced(html, "\n\n".join(words), "page.md")]) == size


INPUTS: dict[str, tuple[Callable[[int], object], int]] = {
    "a mapping on one line": (lambda n: said(f"{{{_many(n, 'k%d: v')}}}"), 1000),
    "unknown questions": (lambda n: said(f"questions: {{{_many(n, 'K%d: v')}}}"), 1000),
    "missing answers": (lambda n: said(_asked_often(n)), 100),
    "unknown names": (lambda n: said(_unknown(n, "n%d")), 300),
    "long unknown names": (lambda n: said(_unknown(n, f"{'ab' * 28}%d")), 150),
    "unknown answers": (lambda n: said(MINIMAL + f"x: {{{_many(n, 'k%d')}}}\n"), 500),
    "lines written twice": (lambda n: said("a: b\n" * n), 1000),
    "tabs": (lambda n: said("\ta\n" * n), 1000),
    "conflict markers": (lambda n: said("=======\n" * n), 1000),
    "no-break spaces": (lambda n: said("\xa0a\n" * n), 1000),
    "keys beside their record": (lambda n: said(_beside(n)), 200),
    "uses of an anchor": (lambda n: said("a: &a b\n" + "c: *a\n" * n), 1000),
    "cut texts": (lambda n: said(MINIMAL.replace("rules: []\n", "rules:\n" + RULE * n)), 100),
    "a fault at the end": (lambda n: said(MINIMAL + "k: some text\n" * n + "x\n"), 500),
    "a ledger": (_ledger, 100),
    "claims": (_claims, 100),
    "a use case": (_case, 200),
    "figures": (_figures, 200),
    "an address": (lambda n: answers_in("a.b/" * n + "?" + "a=b&" * n), 500),
}
RULE = "  - {id: a, when: {repeats: yes}, then: [cache], because: a b #1\n    }\n"


@pytest.mark.parametrize("name", INPUTS)
def test_the_work_grows_no_faster_than_the_input(name: str) -> None:
    run, size = INPUTS[name]
    run(size)
    small, large = (operations(partial(run, n), within="") for n in (size, 2 * size))
    assert large < 2.3 * small


def test_names_are_compared_with_few_and_short_ones_only() -> None:
    def work(names: list[str]) -> int:
        return operations(lambda: nearest(names[0][::-1], names[1:]), within="")

    assert work([f"name-{n}" for n in range(3000)]) < 2 * work([f"name-{n}" for n in range(300)])
    assert work(["ab" * n for n in range(1000, 1300)]) < 20_000


def test_what_changed_everywhere_is_compared_by_words_that_are_read_once() -> None:
    outcomes = "".join(f"  o{n}: {{title: A {n}, summary: S {n}, page: a.md}}\n" for n in range(99))
    old = tree_of(MINIMAL.replace("outcomes:\n", f"outcomes:\n{outcomes}"), "old")
    new = tree_of(MINIMAL.replace("outcomes:\n", f"outcomes:\n{outcomes.replace('A', 'B')}"), "new")
    assert operations(lambda: changes(old, new)) < 50_000


@pytest.mark.parametrize(
    "text",
    [
        *("[^", "# <", "# {", "# a {", "`", "``` ", "~~~", " `a` ``", "\n`", "<!-- no-evidence"),
        *("# ", "<", "{}", "<!--", "](", "[^a", "[^a] ", "a ` b\n\n"),
    ],
)
def test_a_page_is_read_once_whatever_is_never_closed_in_it(text: str) -> None:
    page = text * (LONG // len(text))
    assert parse(page, "a.md", "a.md").path == "a.md"
    assert parse(f"# {page}", "a.md", "a.md").path == "a.md"
    assert len(without_code(page)) == len(page)
    assert [*unsourced(f"<p>{page}</p>", page, "a.md")] == []
    assert [*unsourced("<p>5%</p>", f"{page} 5%", "a.md")]


def test_backticks_of_every_length_are_read_once() -> None:
    text = " ".join("`" * length for length in range(1, 1200))
    assert without_code(text) == text


def test_a_figure_is_found_among_braces() -> None:
    words = " ".join("a b c d e f" + "{}" * 30 + "x" for _ in range(2000))
    [fault] = unsourced("<p>a b c d e f 5%</p>", f"{words}\n\n5%", "a.md")
    assert fault.place.line == 3


@pytest.mark.parametrize(
    "text",
    [
        *("\xa0", "- ", " ", "=", "a:", "a: ", "#", " #", "a #", "?", "? ", "[?", "!", "&a", "|1"),
        *("{", ",\n", "a-", "-", ":\xa0", "a\n", "\n"),
    ],
)
def test_a_line_is_looked_at_once(text: str) -> None:
    line = text * (LONG // len(text))
    source = Source("some.yaml", tuple(f"{line}\nb: c".split("\n")))
    assert isinstance([*refused(line, source)], list)
    assert loader_for(line)
    last = Place(source, len(source.lines), 2, 1)
    first = last._replace(line=1, column=1)
    for told in (
        "could not find expected ':'",
        "mapping values are not allowed",
        "expected ',' or '",
    ):
        slip(told, last, first)
        slip(told, first, first)


def test_a_file_that_holds_every_private_character_is_refused_like_any_other() -> None:
    text = "".join(map(chr, range(0xE000, 0xF900)))
    assert [d.check for d in said(f"a: b?c {text}\n  d: e")] == ["not-yaml"]
