"""Releases: frozen for ever, never too small a step, and a tree that is what it says it is."""

import re
from pathlib import Path

import pytest

from decision.__main__ import main
from decision.history import releases
from decision.project import load, releases_of
from decision.reading.diagnostics import TreeError
from tests.machine.sample_trees import MINIMAL


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of the minimal tree, without pages, in which nothing is released yet."""
    (tmp_path / "decision/trees").mkdir(parents=True)
    file = tmp_path / "decision/trees/caching.yaml"
    file.write_text(MINIMAL, encoding="utf-8")
    return file


def write(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def freeze(file: Path, note: str = "A note.") -> int:
    return main(["release", str(file), "--date", "2026-02-28", "--note", note])


def test_a_release_is_the_tree_file_byte_for_byte_with_its_digest(project: Path) -> None:
    assert freeze(project, 'It says "yes": ü') == 0
    frozen = releases_of(project) / "1.0.0.yaml"
    assert frozen.read_bytes() == project.read_bytes()
    (found,) = releases.load_all(releases_of(project))
    assert (found.version, found.date) == ("1.0.0", "2026-02-28")
    assert found.note == 'It says "yes": ü'
    assert found.digest == releases.digest(frozen.read_bytes())
    assert load(project).digest == found.digest


def test_what_is_released_already_is_not_released_twice(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    freeze(project)
    before = (releases_of(project) / "index.yaml").read_bytes()
    assert freeze(project) == 0
    assert "released already" in capsys.readouterr().out
    assert (releases_of(project) / "index.yaml").read_bytes() == before


def test_a_comment_may_change_and_the_digest_stays_that_of_the_release(project: Path) -> None:
    freeze(project)
    digest = load(project).digest
    write(project, ("# The smallest tree", "# The very smallest tree"))
    assert main(["check", str(project)]) == 0
    assert load(project).digest == digest


def test_a_released_tree_cannot_change_under_its_version(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    freeze(project)
    write(project, ("summary: Read from the source.", "summary: Read from the disk."))
    assert main(["check", str(project)]) == 1
    said = capsys.readouterr().out
    assert "this is not the tree that was released as 1.0.0 [changed-release]" in said
    assert "write `version: 1.0.1`" in said
    assert freeze(project) == 1
    assert not (releases_of(project) / "1.0.1.yaml").exists()


@pytest.mark.parametrize(
    ("change", "small", "enough"),
    [
        (("summary: Read from the source.", "summary: Read the source."), "1.0.0-rc.1", "1.0.1"),
        (("no: no-cache", "no: cache"), "1.0.9", "1.1.0"),
        (("favours: [no-cache]", "favours: []"), "1.0.1", "2.0.0-rc.1"),
        (("no-cache", "none"), "1.9.0", "2.0.0"),
    ],
)
def test_a_step_smaller_than_the_change_is_refused_with_the_smallest_that_is_not(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    change: tuple[str, str],
    small: str,
    enough: str,
) -> None:
    freeze(project)
    if change[1] == "no: cache":  # every outcome must be reached
        write(project, ("yes: cache", "yes: no-cache"))
    write(project, change, ("version: 1.0.0", f"version: {small}"))
    assert main(["check", str(project)]) == 1
    assert "[small-bump]" in capsys.readouterr().out
    write(project, (f"version: {small}", f"version: {enough}"))
    assert main(["check", str(project)]) == 0
    assert freeze(project) == 0


def test_a_version_that_was_followed_by_another_does_not_come_back(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    freeze(project)
    first = project.read_text(encoding="utf-8")
    write(project, ("version: 1.0.0", "version: 1.1.0"), ("favours: [no-cache]", "favours: []"))
    freeze(project)
    project.write_text(first, encoding="utf-8")
    assert main(["check", str(project)]) == 1
    said = capsys.readouterr().out
    assert "version 1.0.0 was followed by release 1.1.0 [small-bump]" in said
    assert "write `version: 1.2.0`" in said


def test_a_release_tells_its_author_what_changed_and_which_paths_end_elsewhere(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    freeze(project)
    capsys.readouterr()
    write(
        project,
        ("version: 1.0.0", "version: 1.2.0"),
        ("    yes: cache\n    no: no-cache", "    yes: no-cache\n    no: cache"),
    )
    assert freeze(project) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1.2.0 is released.",
        "",
        "Changes since 1.0.0, which call for 1.1.0 or more:",
        "  minor  Of 2 paths, 2 no longer end as before.",
        "",
        "Paths that no longer end as before:",
        "  /decide/repeats.yes/: cache, now no-cache",
        "  /decide/repeats.no/: no-cache, now cache",
    ]


def test_a_release_that_was_tampered_with_lost_or_added_is_reported(project: Path) -> None:
    freeze(project)
    folder = releases_of(project)
    frozen = folder / "1.0.0.yaml"
    good = frozen.read_bytes()
    index = (folder / "index.yaml").read_bytes()
    for damage, message in (
        (lambda: frozen.write_bytes(good + b"\n"), "release 1.0.0 is not what was released"),
        ((folder / "index.yaml").unlink, "the index of releases is missing"),
        (frozen.unlink, "the file of release 1.0.0 is missing"),
        (
            lambda: (folder / "0.9.0.yaml").write_bytes(good),
            "0.9.0.yaml is no release that the index lists",
        ),
    ):
        frozen.write_bytes(good)
        (folder / "index.yaml").write_bytes(index)
        damage()
        with pytest.raises(TreeError, match=re.escape(message)):
            releases.load_all(folder)


@pytest.fixture
def three(project: Path) -> Path:
    """The folder of three releases of the project."""
    freeze(project)
    for last, now in (("1.0.0", "1.0.1"), ("1.0.1", "1.0.2")):
        write(
            project,
            (f"version: {last}", f"version: {now}"),
            ("summary: ", "summary: Just "),
        )
        assert freeze(project) == 0
    return releases_of(project)


def entries(folder: Path) -> list[str]:
    """Return the entries of an index: the text of each."""
    text = (folder / "index.yaml").read_text(encoding="utf-8")
    return re.findall(r"^\S.*:\n(?:  .*\n)+", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("gone", "line", "message"),
    [
        ("1.0.0", 4, "the release before 1.0.1 is not the one that it followed"),
        ("1.0.1", 8, "the release before 1.0.2 is not the one that it followed"),
    ],
)
def test_a_release_cannot_be_taken_out_with_its_entry(
    three: Path, gone: str, line: int, message: str
) -> None:
    assert [r.version for r in releases.load_all(three)] == ["1.0.0", "1.0.1", "1.0.2"]
    (three / f"{gone}.yaml").unlink()
    kept = "".join(entry for entry in entries(three) if not entry.startswith(gone))
    (three / "index.yaml").write_text(kept, encoding="utf-8")
    with pytest.raises(TreeError) as raised:
        releases.load_all(three)
    [fault] = raised.value.diagnostics
    assert (fault.check, fault.message, fault.place.line) == ("changed-release", message, line)


def test_an_index_that_does_not_chain_its_releases_is_told_what_to_add(three: Path) -> None:
    index = three / "index.yaml"
    text = index.read_text(encoding="utf-8")
    index.write_text(re.sub("  before: .*\n", "", text), encoding="utf-8")
    with pytest.raises(TreeError) as raised:
        releases.load_all(three)
    first = releases.digest((three / "1.0.0.yaml").read_bytes())
    told = [(fault.message, fault.help) for fault in raised.value.diagnostics]
    assert told[0] == (
        "release 1.0.1 does not say which one it followed",
        f"add `before: {first}`, the digest of release 1.0.0",
    )
    assert len(told) == 2


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("date: 2026-02-28", "date: soon", "`soon` is no date"),
        ("sha256: ", "sha256: x", "is no sha256"),
        ("  note: ", "  not: ", "has no key `not`"),
        ("1.0.0:", "1.0:", "`1.0` is not a version"),
        ('"A note."', '""', "`note` is empty"),
    ],
)
def test_a_fault_in_the_index_has_its_place(
    project: Path, old: str, new: str, message: str
) -> None:
    freeze(project)
    index = releases_of(project) / "index.yaml"
    write(index, (old, new))
    with pytest.raises(TreeError, match=re.escape(message)) as raised:
        releases.load_all(index.parent)
    assert raised.value.diagnostics[0].place.source.name == index.as_posix()


def test_an_index_without_its_last_line_break_stays_whole(project: Path) -> None:
    freeze(project)
    index = releases_of(project) / "index.yaml"
    index.write_text(index.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    write(project, ("version: 1.0.0", "version: 1.0.1"), ("Read from the source.", "Read it."))
    assert freeze(project) == 0
    assert [r.version for r in releases.load_all(index.parent)] == ["1.0.0", "1.0.1"]


def test_a_frozen_file_under_another_version_is_reported(project: Path) -> None:
    freeze(project)
    folder = releases_of(project)
    (folder / "1.0.0.yaml").rename(folder / "3.0.0.yaml")
    write(folder / "index.yaml", ("1.0.0:", "3.0.0:"))
    with pytest.raises(TreeError, match=re.escape("release 3.0.0 says that it is 1.0.0")):
        releases.load_all(folder)


def test_what_is_published_must_be_released(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(project)]) == 0
    assert main(["check", "--released", str(project)]) == 1
    assert "version 1.0.0 is not released [unreleased]" in capsys.readouterr().out
    freeze(project)
    assert main(["check", "--released", str(project)]) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param([], id="no note"),
        pytest.param(["--note", " "], id="an empty note"),
        pytest.param(["--note", "x" * 401], id="a long note"),
        pytest.param(["--note", "a bell \a"], id="a bell"),
        pytest.param(["--note", "a stray \udcff byte"], id="a stray byte"),
        pytest.param(["--note", "x", "--date", "2026-13-01"], id="a thirteenth month"),
    ],
)
def test_a_release_needs_a_note_and_a_real_day(
    project: Path, capsys: pytest.CaptureFixture[str], wrong: list[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["release", str(project), *wrong])
    assert caught.value.code == 2
    assert "isoformat" not in capsys.readouterr().err
    assert not releases_of(project).exists()


def test_an_index_that_lists_nothing_takes_the_first_release(project: Path) -> None:
    index = releases_of(project) / "index.yaml"
    index.parent.mkdir(parents=True)
    index.write_text("{}\n", encoding="utf-8")
    assert freeze(project, "The first.") == 0
    assert [release.note for release in load(project).releases] == ["The first."]


def test_an_emptied_index_is_restored_and_not_written_anew(project: Path) -> None:
    freeze(project)
    (releases_of(project) / "index.yaml").write_text("# One entry a release.\n", encoding="utf-8")
    with pytest.raises(TreeError) as caught:
        load(project)
    [fault] = caught.value.diagnostics
    assert fault.check == "empty-file"
    assert fault.help.startswith("restore it from the history of the repository")


@pytest.mark.parametrize(
    ("written", "offered"),
    [("v1.0.1", "write `1.0.1`"), ("one", "such as `1.0.1`"), ("1.1", "write `1.1.0`")],
)
def test_a_version_that_is_none_is_mended_by_one_that_is_not_released_yet(
    project: Path, written: str, offered: str
) -> None:
    freeze(project)
    write(project, ("version: 1.0.0", f"version: {written}"))
    with pytest.raises(TreeError) as caught:
        load(project)
    [fault] = caught.value.diagnostics
    assert fault.help.endswith(offered)
