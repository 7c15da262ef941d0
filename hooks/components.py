"""Publishes what all pages refer to, and puts the components on the pages that hold them."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from hooks.assets import Bundles, bundle, published, with_components
from hooks.running import keep, kept


def on_files(files: Files, config: MkDocsConfig) -> Files:
    bundles = keep(bundle(Path(config.config_file_path).resolve().parent))
    for uri, data in published(bundles).items():
        files.append(File.generated(config, uri, content=data))
    return files


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    return with_components(output, kept(Bundles), f"docs/{page.file.src_uri}")


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    if not template_name.endswith(".html"):
        return output_content
    return with_components(output_content, kept(Bundles), template_name)
