"""Components are bundled whole, stand on the pages that hold them, and are missed by name."""

from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError

from hooks.assets import Bundles, bundle, with_components
from hooks.pyodide_bundle import MODULES

ROOT = Path(__file__).parents[3]
PAGE = "<html><head></head><body>{}</body></html>"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project in which nothing was made yet."""
    (tmp_path / MODULES).parent.mkdir(parents=True)
    (tmp_path / MODULES).symlink_to(ROOT / MODULES)
    return tmp_path


def bundled(root: Path, **components: str) -> Bundles:
    named = {f"{name}-element": folder for name, folder in components.items()}
    return bundle(root, root / "assets", named, ())


def write(root: Path, name: str, text: str) -> None:
    path = root / "assets" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_component_stands_on_the_pages_that_hold_it_and_on_no_others(root: Path) -> None:
    write(root, "red/red.css", ".red { color: red }")
    write(root, "red/red.mjs", "import { told } from '../told.mjs';\ntold('red');")
    write(root, "blue/blue.mjs", "import {\n  told,\n} from '../told.mjs';\ntold('blue');")
    write(root, "told.mjs", "export const told = (words) => console.log(`${words} · told`);")
    bundles = bundled(root, red="red", blue="blue")
    red = with_components(PAGE.format("<red-element></red-element>"), bundles, "")
    assert "<style data-component>.red{color:red}" in red
    assert red.count('<script type="module">') == 1
    assert " · told" in red
    assert "blue" not in red
    both = with_components(PAGE.format("<red-element><blue-element a>"), bundles, "")
    assert both.count('<script type="module">') == 2
    neither = PAGE.format("<p>red-element")
    assert with_components(neither, bundles, "") == neither


def test_a_component_without_a_file_is_named(root: Path) -> None:
    with pytest.raises(PluginError, match=r"`red-element`.* neither red/red.mjs nor red/red.css"):
        bundled(root, red="red")


def test_an_element_that_is_no_component_is_named(root: Path) -> None:
    write(root, "red/red.css", "")
    with pytest.raises(PluginError, match=r"docs/a.md: `<reed-element>` is no component"):
        with_components(PAGE.format("<reed-element>"), bundled(root, red="red"), "docs/a.md")


def test_a_change_in_what_a_component_imports_is_bundled(root: Path) -> None:
    write(root, "red/red.mjs", "import '../told.mjs';")
    write(root, "told.mjs", "console.log(1);")
    before = bundled(root, red="red")
    assert bundled(root, red="red") == before
    write(root, "told.mjs", "console.log(2);")
    assert "console.log(2)" in bundled(root, red="red").scripts["red-element"]


def test_a_fault_in_a_script_is_told_with_its_place(root: Path) -> None:
    write(root, "red/red.mjs", "import { gone } from './gone.mjs';\n")
    with pytest.raises(PluginError, match=r"(?s)Could not resolve \"./gone.mjs\".*red.mjs:1"):
        bundled(root, red="red")


def test_a_fault_in_styles_is_told_with_its_place(root: Path) -> None:
    write(root, "red/red.css", ".red { color }")
    with pytest.raises(PluginError, match=r"(?s)red.css:1"):
        bundled(root, red="red")


def test_without_esbuild_the_cure_is_named(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="`make build` and `make serve` install it"):
        bundle(tmp_path)
