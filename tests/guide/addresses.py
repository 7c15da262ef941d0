"""Every address that was ever published, and those of a built site."""

from collections.abc import Iterator

from hooks.addresses import of_site
from tests.built import Site
from tests.guide.files import ADDRESSES


def listed() -> list[str]:
    """Return the published addresses, relative to the site, with the anchors of sections."""
    return ADDRESSES.read_text(encoding="utf-8").split() if ADDRESSES.is_file() else []


def addresses(site: Site) -> Iterator[str]:
    """Yield every address of a site that people may link."""
    return of_site(site.folder)
