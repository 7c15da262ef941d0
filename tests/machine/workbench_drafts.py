"""Requests to the workbench for each of the small trees, good and wrong, as JSON holds them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from decision.reading.nodes import MAX_BYTES
from tests.machine.check_examples import AROUND, WRONG
from tests.machine.sample_trees import OK, OK_TREES, case_page, named, text_of

type Request = dict[str, Any]

#: The same as `AROUND`, with which the golden messages were made.
_AROUND = {
    "pages": sorted(AROUND.pages or ()),
    "evidence": sorted(AROUND.evidence or ()),
    "use_cases": {
        "a-case.md": case_page("cache", {"repeats": "yes"}),
        "b-case.md": case_page("no-cache", {"repeats": "no"}),
    },
    "releases": [
        {
            "name": named(OK / "minimal.yaml"),
            "text": text_of(OK / "minimal.yaml"),
            "date": release.date,
            "digest": release.digest,
            "note": release.note,
        }
        for release in AROUND.releases
    ],
}


def drafts() -> Iterator[tuple[Request, bytes | None, Path | None]]:
    """Yield requests, each with a file's bytes where it has no text, and its golden message."""
    for path in OK_TREES:
        published = text_of(OK / "minimal.yaml")
        yield _asked(path, text=text_of(path), published=published), None, None
    for path in sorted(WRONG.glob("*.yaml")):
        # What is only asked of a release is no fault of a draft.
        golden = None if path.stem == "unreleased" else path.with_suffix(".txt")
        yield _asked(path, around=_AROUND), path.read_bytes(), golden
    many = OK / "many-forms.yaml"
    for path in sorted(WRONG.glob("*.md")):
        around = {"use_cases": {named(path): text_of(path)}}
        yield _asked(many, text=text_of(many), around=around), None, path.with_suffix(".txt")
    yield _asked(WRONG / "too-large.yaml"), b"#" * (MAX_BYTES + 1), WRONG / "too-large.txt"


def _asked(path: Path, **more: Any) -> Request:
    return {"name": named(path), "report": True, **more}
