"""Mends what the theme leaves out for assistive technology; the tests run axe over the result."""

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

_MENDED = (
    # The search dialog has no name.
    (r'(data-md-component="search" role="dialog")', r'\1 aria-label="Search"'),
    # The navigation of a section that has a page of its own is named by a label without text.
    (
        r'aria-labelledby="(__nav_[\d_]+)_label"'
        r'([^>]*>\s*<label class="md-nav__title" for="\1">\s*<span[^>]*></span>'
        r"\s*([^<>]*?)\s*</label>)",
        r'aria-label="\3"\2',
    ),
)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    return _mended(output)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    return _mended(output_content)


def _mended(output: str) -> str:
    for pattern, mended in _MENDED:
        output = re.sub(pattern, mended, output)
    return output
