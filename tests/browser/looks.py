"""The windows that readers have, and the tests that need but one of them.

Without a mark a test runs on a screen and on a phone.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

SCREEN, PHONE = (1280, 900), (390, 844)
WINDOWS = {"1280": SCREEN, "390": PHONE}
"""Width and height by the name that a test carries."""

ON_A_SCREEN = pytest.mark.parametrize("window", [SCREEN], ids=["1280"], indirect=True)
"""Nothing that the test looks at depends on the width: what a script does, what a table says."""
ON_A_PHONE = pytest.mark.parametrize("window", [PHONE], ids=["390"], indirect=True)


def settled(page: Page) -> None:
    """Wait until the theme has closed the search, as it does an eighth of a second after it
    starts, whoever has opened them by then. A timer set now goes off after its own."""
    page.evaluate("new Promise((done) => setTimeout(done, 200))")


def search_icon(page: Page) -> Locator:
    """What opens the search where its field has no room: in the head or, on a phone, the bar."""
    bar = page.locator(".bar label[for=__search]")
    return bar if bar.is_visible() else page.locator("label.md-header__button[for=__search]")


def opened_search(page: Page) -> Locator:
    """The field of the search, once it is open and stays so, however late the theme starts."""
    page.bring_to_front()  # the focus may be in another page of its window
    icon = search_icon(page)
    query = page.locator("[data-md-component=search-query]")
    toggle = page.locator("[data-md-toggle=search]")
    for _ in range(500):
        if not toggle.is_checked():
            query.blur()
            icon.click() if icon.is_visible() else query.focus()  # an icon on a phone
        settled(page)
        if toggle.is_checked():
            break
    expect(toggle).to_be_checked()
    return query
