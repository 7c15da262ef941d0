"""`python -m tests.browser.screenshot`: draws the picture of the README from the built site."""

from playwright.sync_api import sync_playwright

from tests.browser.chromium import ARGUMENTS, executable
from tests.built import ROOT, served

PICTURE = ROOT / ".github" / "decide.png"


def main() -> None:
    """Take the picture of the flowchart in `site/`, which `make build` has made."""
    with served(ROOT / "site") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 1080})
        page.goto(address + "decide/")
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
