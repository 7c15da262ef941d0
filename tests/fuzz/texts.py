"""Texts to begin from, by kind, and what happens to them: as people slip, and worse."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random

from tests.machine.sample_trees import OK_TREES, ROOT

#: No text is longer than this: the time for one is limited.
MOST = 100_000

_OPENING = (
    "",
    "{",
    "[",
    "- ",
    "a: ",
    "# ",
    "# a ",
    "---\n",
    "questions: {",
    "{questions: {",
    "a b c 5% ",
)

_MACHINE = ROOT / "tests/machine"
_TOKENS = (
    *(
        ":",
        ": ",
        "- ",
        "-",
        "? ",
        " ?",
        "[",
        "]",
        "{",
        "}",
        ",",
        ", ",
        "\n",
        "\n  ",
        "  ",
        "#",
        " #",
    ),
    *(
        "'",
        '"',
        "&a",
        "*a",
        "!",
        "|",
        ">",
        ">-",
        "%",
        "@",
        "`",
        "```\n",
        "\\",
        "---\n",
        "...\n",
        "\t",
    ),
    *("\u00a0", "\u200b", "\ufeff", "\u2028", "é", "字", "𝔞", "\ud800", "\x00", "\x1b", "–", "•"),
    *("<<<<<<< HEAD\n", "=======\n", ">>>>>>> b\n", "<!-- no-evidence: x -->", "<!-- no-evidence"),
    *(
        "<",
        "</p>",
        "<p>",
        "<a ",
        "-->",
        "[^a]",
        "[^",
        "](",
        "5%",
        "twice as",
        "$5",
        "20 tokens",
        "in 2025",
    ),
    *(
        "a.b/",
        "?a=b",
        "/decide/",
        "%41",
        "%ff",
        "&",
        "//",
        "clkid=a",
        "0",
        "1.0.0",
        "9" * 30,
        "٣",
        "",
    ),
    *("answers:", "because: x", "label: ", "ask: ", "outcomes:", "tree:", "rules: []", "when: {}"),
)


def seeds() -> Mapping[str, Sequence[str]]:
    """Return texts of each kind, good ones and wrong ones."""
    trees = [*OK_TREES, *(_MACHINE / "trees/wrong").glob("*.yaml"), *_mutated("tree.yaml")]
    ledgers = [*(_MACHINE / "ledgers/wrong").glob("*.yaml"), *_mutated("ledger.yaml")]
    cases = [*(_MACHINE / "trees/wrong").glob("*.md"), *_mutated("case.md")]
    pages = [*(_MACHINE / "ledgers/wrong").glob("*.md"), *_mutated("page.md")]
    files = {
        "tree": trees,
        "ledger": ledgers,
        "claims": _mutated("claims.yaml"),
        "index": _mutated("index.yaml"),
        "case": cases,
        "page": pages,
    }
    addresses = json.loads((_MACHINE / "addresses.json").read_text(encoding="utf-8"))
    texts = {kind: [_text(path) for path in sorted(paths)] for kind, paths in files.items()}
    return {**texts, "address": [str(row) for row in addresses]}


def mutated(random: Random, text: str, others: Sequence[str]) -> str:
    """Return a text to which a few things have happened."""
    for _ in range(random.randint(1, 4)):
        text = random.choice(_CHANGES)(random, text, others)
    return text[:MOST]


def storm(random: Random) -> Callable[[int], str]:
    """Return what makes a text of any length: a few signs behind something that opens, repeated."""
    begin, end = random.choice(_OPENING), random.choice(("", " 5%", "\na: b", "}"))
    part = _few(random) or "x"
    part = f"{part}%d" if random.random() < 0.3 else part

    def made(length: int) -> str:
        count = (length - len(begin)) // (len(part) + 3)
        return f"{begin}{''.join(part.replace('%d', str(n)) for n in range(count))}{end}"

    return made


def _mutated(name: str) -> list[Path]:
    return [_MACHINE / "mutations" / name]


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def _span(random: Random, text: str) -> tuple[int, int]:
    start = random.randint(0, len(text))
    return start, min(len(text), start + random.choice((1, 1, 2, 8, 40, 300)))


def _delete(random: Random, text: str, _: Sequence[str]) -> str:
    start, end = _span(random, text)
    return text[:start] + text[end:]


def _insert(random: Random, text: str, _: Sequence[str]) -> str:
    at = random.randint(0, len(text))
    return text[:at] + random.choice(_TOKENS) + text[at:]


def _replace(random: Random, text: str, _: Sequence[str]) -> str:
    start, end = _span(random, text)
    return text[:start] + random.choice(_TOKENS) + text[end:]


def _copy(random: Random, text: str, _: Sequence[str]) -> str:
    (start, end), at = _span(random, text), random.randint(0, len(text))
    return text[:at] + text[start:end] + text[at:]


def _splice(random: Random, text: str, others: Sequence[str]) -> str:
    other = random.choice(others)
    return text[: random.randint(0, len(text))] + other[random.randint(0, len(other)) :]


def _move_line(random: Random, text: str, _: Sequence[str]) -> str:
    lines = text.split("\n")
    line = lines.pop(random.randrange(len(lines)))
    lines.insert(random.randint(0, len(lines)), line)
    return "\n".join(lines)


def _indent(random: Random, text: str, _: Sequence[str]) -> str:
    lines = text.split("\n")
    number = random.randrange(len(lines))
    spaces = random.choice((-4, -2, -1, 1, 2, 4))
    lines[number] = " " * spaces + lines[number] if spaces > 0 else lines[number][-spaces:]
    return "\n".join(lines)


def _swell(random: Random, text: str, _: Sequence[str]) -> str:
    """Repeat a line, a part or a few signs, each time with another number or with none."""
    at = text.find("\n", random.randint(0, len(text))) + 1
    start, end = _span(random, text)
    line = text[at : text.find("\n", at) + 1]
    part = random.choice((line, text[start:end], *(_few(random) for _ in range(4)))) or "x"
    cut = random.randint(0, len(part))
    numbered = random.random() < 0.5
    room = random.choice((5_000, 30_000, MOST)) - len(text)
    count = max(0, room // (len(part) + 5 * numbered))
    parts = (f"{part[:cut]}{n}{part[cut:]}" if numbered else part for n in range(count))
    place = random.choice((at, start, 0))
    return text[:place] + "".join(parts) + text[place:]


def _few(random: Random) -> str:
    return "".join(random.choices(_TOKENS, k=random.randint(1, 3)))


_CHANGES: Sequence[Callable[[Random, str, Sequence[str]], str]] = (
    *(_delete, _insert, _insert, _replace, _replace, _copy, _splice, _move_line, _indent) * 2,
    _swell,
)
