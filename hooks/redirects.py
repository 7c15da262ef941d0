"""Pages that have moved: `extra.redirects` in mkdocs.yml maps the old file to the new one.

No page that a release names may be lost: the build stops where one is neither there nor redirected.
"""

import json

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import get_relative_url

from hooks.markers import project


def on_files(files: Files, config: MkDocsConfig) -> Files:
    redirects = config.extra.get("redirects") or {}
    if not isinstance(redirects, dict) or not all(map(_is_page, (*redirects, *redirects.values()))):
        message = "`redirects` must map old pages to new ones: `guide/old.md: guide/new.md`"
        raise PluginError(f"the site is not built\n\nmkdocs.yml: {message}\n")
    for old, new in redirects.items():
        target = None if new in redirects else files.get_file_from_path(new)
        if target is None or files.get_file_from_path(old) is not None:
            why = (
                f"{old} is still there" if target else "there is no such page, or it has moved too"
            )
            raise PluginError(f"the site is not built\n\nmkdocs.yml: redirect to {new}: {why}\n")
        file = File.generated(config, old, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        address = get_relative_url(target.url, file.url)
        front = {
            "title": "This page has moved",
            "description": f"The page at this address has moved. Its new address: {target.url}",
            "robots": "noindex, follow",
            "hide": ["navigation", "toc"],
            "search": {"exclude": True},
            "moved": address,
        }
        link = f'<page-moved><a href="{address}">Go to its new address</a></page-moved>'
        file.content_string = f"---\n{json.dumps(front)}\n---\n\n# This page has moved\n\n{link}\n"
        files.append(file)
    _nothing_lost(files, config)
    return files


def _is_page(name: object) -> bool:
    return isinstance(name, str) and name.endswith(".md") and not {"", ".."} & {*name.split("/")}


def _nothing_lost(files: Files, config: MkDocsConfig) -> None:
    for release in project(config).releases:
        tree = release.tree
        pages = [q.page for q in tree.questions.values()] + [o.page for o in tree.outcomes.values()]
        for page in pages:
            if files.get_file_from_path(page) is None:
                message = f"release {release.version} names {page}, and people link to it"
                help_ = "put it back, or add it to `redirects` in mkdocs.yml"
                raise PluginError(f"the site is not built\n\n{message}: {help_}\n")
