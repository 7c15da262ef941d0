"""A small project: the minimal tree with everything that stands around a tree."""

from pathlib import Path

from tests.machine.sample_trees import MINIMAL


def lay_out(folder: Path, name: str = "decision/trees/caching.yaml") -> Path:
    """Write the project into a folder; return its tree file, which has that name there."""
    file = folder / name
    for part in ("questions", "outcomes", "use-cases"):
        (folder / "docs" / part).mkdir(parents=True)
    file.parent.mkdir(parents=True)
    file.write_text(MINIMAL, encoding="utf-8")
    for page in ("questions/repeats", "outcomes/cache", "outcomes/no-cache"):
        (folder / f"docs/{page}.md").write_text("# A page\n", encoding="utf-8")
    for case, answer in (("cache", "yes"), ("no-cache", "no")):
        keys = f"title: A\ndescription: B\noutcome: {case}\nanswers: {{repeats: {answer}}}\n"
        (folder / f"docs/use-cases/{case}.md").write_text(f"---\n{keys}---\n", encoding="utf-8")
    ledger = "topics: {a: A}\nentries:\n  study-2024: {topic: a, claim: A, title: B, authors: C, "
    ledger += "year: 2024, where: D, basis: primary, read: all, strength: measurement}\n"
    (file.parents[1] / "evidence.yaml").write_text(ledger, encoding="utf-8")
    index = "# A page\n\nA cache helps.[^study-2024]\n"
    (folder / "docs/use-cases/index.md").write_text(index, encoding="utf-8")
    return file
