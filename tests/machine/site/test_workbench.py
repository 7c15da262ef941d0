"""What the workbench loads and is allowed, which no other page is."""

from tests.built import Site


def test_no_other_page_loads_or_allows_anything_of_the_workbench(site: Site) -> None:
    for url, page in site.pages.items():
        policy = str(page.select("meta[http-equiv=Content-Security-Policy]")[0]["content"])
        here = url == "workbench/"
        assert ("'wasm-unsafe-eval'" in policy) == here, url
        assert bool(page.select("[src*='assets/workbench'], [href*='assets/workbench']")) == here
