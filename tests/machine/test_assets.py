"""Components are bundled whole, stand on the pages that hold them, and are missed by name."""

from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError

from hooks.assets import Bundles, bundle, with_components
from hooks.pyodide_bundle import MODULES

ROOT = Path(__file__).parents[2]
PAGE = "<html><head></head><body>{}</body></html>"


def bundled(assets: Path, **components: str) -> Bundles:
    named = {f"{name}-element": folder for name, folder in components.items()}
    return bundle(ROOT / MODULES, assets, named, ())


def write(assets: Path, name: str, text: str) -> None:
    path = assets / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_component_stands_on_the_pages_that_hold_it_and_on_no_others(tmp_path: Path) -> None:
    write(tmp_path, "red/red.css", ".red { color: red }")
    write(tmp_path, "red/red.mjs", "import { told } from '../told.mjs';\ntold('red');")
    write(tmp_path, "blue/blue.mjs", "import {\n  told,\n} from '../told.mjs';\ntold('blue');")
    write(tmp_path, "told.mjs", "export const told = (words) => console.log(`${words} · told`);")
    bundles = bundled(tmp_path, red="red", blue="blue")
    red = with_components(PAGE.format("<red-element></red-element>"), bundles, "")
    assert "<style data-component>.red{color:red}" in red
    assert red.count('<script type="module">') == 1 and " · told" in red and "blue" not in red
    both = with_components(PAGE.format("<red-element><blue-element a>"), bundles, "")
    assert both.count('<script type="module">') == 2
    neither = PAGE.format("<p>red-element")
    assert with_components(neither, bundles, "") == neither


def test_a_component_without_a_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match=r"`red-element`.* neither red/red.mjs nor red/red.css"):
        bundled(tmp_path, red="red")


def test_an_element_that_is_no_component_is_named(tmp_path: Path) -> None:
    write(tmp_path, "red/red.css", "")
    with pytest.raises(PluginError, match=r"docs/a.md: `<reed-element>` is no component"):
        with_components(PAGE.format("<reed-element>"), bundled(tmp_path, red="red"), "docs/a.md")


def test_a_fault_in_a_script_is_told_with_its_place(tmp_path: Path) -> None:
    write(tmp_path, "red/red.mjs", "import { gone } from './gone.mjs';\n")
    with pytest.raises(PluginError, match=r"(?s)Could not resolve \"./gone.mjs\".*red.mjs:1"):
        bundled(tmp_path, red="red")


def test_a_fault_in_styles_is_told_with_its_place(tmp_path: Path) -> None:
    write(tmp_path, "red/red.css", ".red { color }")
    with pytest.raises(PluginError, match=r"(?s)red.css:1"):
        bundled(tmp_path, red="red")


def test_without_esbuild_the_cure_is_named(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="`make build` and `make serve` install it"):
        bundle(tmp_path)
