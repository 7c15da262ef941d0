"""A tree full of what could break a page, or break out of it: drawn as text, and runs nothing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.clipboard import clipboard, may_copy
from tests.browser.flowchart import panel, title
from tests.browser.opened import opened, resize, tells, too_wide
from tests.built import build, served
from tests.machine.conftest import guide_in

HOSTILE = {
    "ask: Do you know where the parts begin and end?": (
        "ask: '<img src=x onerror=alert(1)> \"&'' {{7}}'"
    ),
    "label: One team": "label: 'Donaudampfschifffahrtsgesellschaft'",
    "label: Stable": "label: \U0001f469\u200d\U0001f4bb \u0646\u0627\u062f\u0631\u0627 <b>",
    "title: One well-kept monolith": "title: '</template></script><script>alert(2)</script>'",
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of such a tree."""
    folder = tmp_path_factory.mktemp("hostile")
    tree = guide_in(folder / "guide") / "decision/trees/services.yaml"
    text = tree.read_text(encoding="utf-8")
    for old, new in HOSTILE.items():
        assert old in text
        text = text.replace(old, new)
    tree.write_text(text.replace("version: 2.", "version: 9."), encoding="utf-8")
    done = build(folder / "site", folder / "guide", {"DRAFT": "true"})
    assert done.good, done.said
    with served(folder / "site") as url:
        yield url


def test_a_hostile_tree_is_drawn_harmlessly(browser: Browser, hostile: str) -> None:
    with opened(browser) as (page, heard):
        page.goto(hostile + "decide/")
        panel(page).locator('.panel__choice[data-state="people.one-team/"]').click()
        expect(title(page)).to_contain_text("<img src=x onerror=alert(1)>")
        panel(page).locator(".panel__choice").first.click()
        expect(title(page)).to_contain_text("</template></script><script>alert(2)")
        for width in (1440, 360):
            resize(page, width)
            assert not too_wide(page), width
        page.goto(hostile + "decide/people.one-team/boundaries.moving/")
        for width in (1440, 360):
            resize(page, width)
            assert not too_wide(page), width
        may_copy(page)
        page.locator("state-actions").get_by_role("button", name="Copy citation").click()
        tells(page.locator("state-actions").get_by_role("status"), "Copied.")
        assert clipboard(page) == page.locator(".cite__text").inner_text()
        assert heard.said == []
