"""The policy of a page allows what the page holds, and nothing else."""

import hashlib
from base64 import b64encode
from pathlib import Path

from hooks.csp import policy, write


def directives(html: str) -> dict[str, list[str]]:
    """Return the sources that the policy of a page allows, by directive."""
    parts = (part.split() for part in policy(html).split("; "))
    return {name: sources for name, *sources in parts}


def hashed(code: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def test_nothing_comes_from_elsewhere() -> None:
    found = directives("<script>1</script>")
    assert found.pop("default-src") == ["'none'"]
    assert found.pop("base-uri") == ["'none'"]
    assert found.pop("style-src") == ["'self'"]
    assert found.pop("style-src-attr") == ["'none'"]
    assert found.pop("img-src") == ["'self'", "data:"]
    assert found.pop("script-src") == ["'self'", hashed("1")]
    assert found
    assert all(sources == ["'self'"] for sources in found.values())


def test_every_inline_script_is_allowed_by_its_hash_whatever_its_attributes() -> None:
    html = "<script>a()</script><script type=module data-src='x'>\nb()\n</script><script>ü</script>"
    found = directives(html)["script-src"]
    assert {*found} == {"'self'", hashed("a()"), hashed("\nb()\n"), hashed("ü")}


def test_styles_are_allowed_by_their_hash_and_attributes_only_where_there_are_some() -> None:
    found = directives("<style data-component>p{color:red}</style>")
    assert found["style-src"] == ["'self'", hashed("p{color:red}")]
    assert found["style-src-attr"] == ["'none'"]
    assert directives('<div style="--columns:3">')["style-src-attr"] == ["'unsafe-inline'"]


def test_a_script_that_stands_twice_is_named_once() -> None:
    assert directives("<script>a</script>" * 2)["script-src"] == ["'self'", hashed("a")]


def test_a_script_with_an_address_and_data_need_no_hash() -> None:
    html = '<script src="a.js"></script><script type="application/json">{}</script>'
    assert directives(html)["script-src"] == ["'self'"]


def test_web_assembly_runs_on_the_page_of_the_workbench_alone() -> None:
    assert "'wasm-unsafe-eval'" in directives("<decision-workbench>")["script-src"]
    assert "wasm" not in policy("<decision-tree>")


def test_every_page_says_its_own_policy_once_its_encoding_is_known(tmp_path: Path) -> None:
    pages = {"index.html": "one", "a/b/index.html": "two"}
    for name, code in pages.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        html = f'<head><meta charset="utf-8"><title>x</title></head><script>{code}</script>'
        (tmp_path / name).write_text(html, encoding="utf-8")
    write(tmp_path)
    for name, code in pages.items():
        html = (tmp_path / name).read_text(encoding="utf-8")
        said = policy(f"<script>{code}</script>")
        meta = f'<meta http-equiv="Content-Security-Policy" content="{said}">'
        assert html.startswith(f'<head><meta charset="utf-8">{meta}<title>')
