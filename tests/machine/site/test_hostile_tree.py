"""Whatever an author writes is shown as text, on every page and to every reader of it."""

import json

import pytest

from tests.built import Site, build
from tests.machine.conftest import guide_in
from tests.pages import heading, meta, text

#: As long as the title of an outcome may be.
HOSTILE = "<script>alert(1)</script><img src=x onerror=a(2)>\"'&lt;{{7}}"
SHORT = "<b onclick=alert(3)>\"'"
#: What stands in a file of the guide, and the key whose text is exchanged there.
_EXCHANGED = {
    "decision/trees/services.yaml": (
        *(("ask: Do you know where the parts begin and end?", HOSTILE),),
        *(("title: One well-kept monolith", HOSTILE), ("short: Monolith", "<i onclick=a>")),
        *(("label: Still moving", SHORT), ("phrase: boundaries still move", SHORT)),
        ("means: The subject is new, or most changes touch several parts.", HOSTILE),
        ("because: Boundaries can be found and moved while everything is in one program.", HOSTILE),
        ("  - A fault is found in one log.", HOSTILE),
    ),
    "decision/evidence.yaml": (
        *(("title: Begin With One", HOSTILE), ("authors: S. Speaker", HOSTILE)),
        ("caveat: A view from a stage. Nobody was asked what they regret.", HOSTILE),
    ),
    "decision/claims.yaml": (("says: Services make teams faster.", HOSTILE),),
    "docs/use-cases/school-timetable.md": (("title: School timetable", HOSTILE),),
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of a guide whose texts are written to break out of its pages."""
    folder = tmp_path_factory.mktemp("hostile")
    guide = guide_in(folder / "guide")
    for file, texts in _EXCHANGED.items():
        written = (guide / file).read_text(encoding="utf-8")
        for old, new in texts:
            assert old in written
            key, sign, _ = old.partition(": ") if ": " in old else ("  -", " ", "")
            quoted = new.replace("'", "''")
            written = written.replace(old, f"{key}{sign}'{quoted}'", 1)
        written = written.replace("\nversion: 2.0.0", "\nversion: 9.0.0")
        (guide / file).write_text(written, encoding="utf-8")
    # The pages of the guide speak other words than this tree, as those of a draft may.
    done = build(folder / "site", guide, {"DRAFT": "true"})
    assert done.good, done.said
    return Site(folder / "site")


def test_a_hostile_text_runs_nothing_on_any_page(hostile: Site) -> None:
    for url, page in hostile.pages.items():
        for script in page.select("script:not([type='application/json'])"):
            assert "alert(" not in script.get_text(), url
        assert not page.select("[onerror], [onclick], img[src=x]"), url


@pytest.mark.parametrize(
    "url",
    [
        *("decide/people.one-team/", "decide/people.one-team/boundaries.moving/"),
        *("decide/", "decide/table/", "decide/compare/", "404.html", "changes/"),
        *("outcomes/monolith/", "guide/questions/boundaries/"),
        *("use-cases/", "use-cases/school-timetable/", "evidence/", "claims/"),
    ],
)
def test_a_hostile_text_is_read_as_it_was_written(hostile: Site, url: str) -> None:
    shown = text(hostile.pages[url])
    assert HOSTILE in shown or SHORT in shown


def test_a_hostile_text_is_the_title_of_a_page_and_of_a_link_to_it(hostile: Site) -> None:
    page = hostile.pages["decide/people.one-team/"]
    assert heading(page) == HOSTILE
    assert page.title
    assert HOSTILE in page.title.get_text()
    assert meta(page, "og:title").startswith(HOSTILE)
    leaf = hostile.pages["decide/people.one-team/boundaries.moving/"]
    assert meta(leaf, "og:title").startswith(HOSTILE)
    assert SHORT in meta(leaf, "og:description")


def test_a_hostile_text_stays_what_it_is_in_the_data(hostile: Site) -> None:
    tree = json.loads(hostile.text("decide/tree.json"))
    assert tree["outcomes"]["monolith"]["title"] == HOSTILE
    assert tree["questions"]["boundaries"]["ask"] == HOSTILE


def test_a_picture_is_drawn_of_a_hostile_text(hostile: Site) -> None:
    assert (hostile.folder / "assets/cards/monolith.png").read_bytes().startswith(b"\x89PNG")
