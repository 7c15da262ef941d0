"""A small project: the minimal tree with everything that stands around a tree."""

from pathlib import Path

from tests.machine.sample_trees import MINIMAL

#: What the page of the question tells of each answer.
SECTIONS = "### Often\n\n### Rarely\n"


def page(heading: str, body: str = "", *markers: str) -> str:
    """Return a page with good front matter, a heading, a body and markers."""
    told = "title: About caches\ndescription: What there is to say of caches and where they help.\n"
    filled = "".join(f"\n<!-- {marker} -->\n" for marker in markers)
    return f"---\n{told}---\n\n# {heading}\n\n{body}{filled}"


def lay_out(folder: Path, name: str = "decision/trees/caching.yaml") -> Path:
    """Write the project into a folder; return its tree file, which has that name there."""
    file = folder / name
    for part in ("questions", "outcomes", "use-cases"):
        (folder / "docs" / part).mkdir(parents=True)
    file.parent.mkdir(parents=True)
    file.write_text(MINIMAL, encoding="utf-8")
    question, outcome = ("question", "states"), ("outcome", "leaves", "cases")
    for name, heading, sections, markers in (
        ("questions/repeats", "Is the same thing read again and again?", SECTIONS, question),
        ("outcomes/cache", "Add a cache", "", outcome),
        ("outcomes/no-cache", "No cache", "", outcome),
        ("use-cases/cache", "A shop", "", ("use-case", "flips")),
        ("use-cases/no-cache", "A shop", "", ("use-case", "flips")),
        ("use-cases/index", "The cases", "A cache helps.[^study-2024]\n", ("cases",)),
    ):
        text = page(heading, sections, *markers)
        if heading == "A shop":
            case, answer = name.removeprefix("use-cases/"), "no" if "no-" in name else "yes"
            text = text.replace(
                "---\n\n", f"outcome: {case}\nanswers: {{repeats: {answer}}}\n---\n\n"
            )
        (folder / f"docs/{name}.md").write_text(text, encoding="utf-8")
    ledger = "topics: {a: A}\nentries:\n  study-2024: {topic: a, claim: A, title: B, authors: C, "
    ledger += "year: 2024, where: D, basis: primary, read: all, strength: measurement}\n"
    (file.parents[1] / "evidence.yaml").write_text(ledger, encoding="utf-8")
    return file
