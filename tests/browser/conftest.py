"""A real Chromium and the real site, served on this machine. No browser, no green run."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.looks import SCREEN, WINDOWS

expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
PLAYWRIGHT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding",
    "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints",
    "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch",
)  # fmt: skip
"""What Playwright has Chromium do without; a list of ours takes the place of its own."""
BAR = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
"""What drops down from the address bar is two pages of Chromium's own in each of its windows,
drawn anew whenever the address changes: half the work of going to a page of ours."""
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    f"--disable-features={','.join((*PLAYWRIGHT, *BAR))}",
]  # fmt: skip


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    assert path, "没有 chromium，请执行 make test 或 scripts/install_for_tests.sh"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site under a sub-path, as GitHub Pages serves it."""
    root = tmp_path_factory.mktemp("served")
    (root / "handbook").symlink_to(real_site)
    # without site_url the 404 page names everything from the root of the host
    for child in real_site.iterdir():
        (root / child.name).symlink_to(child)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/handbook"
    server.shutdown()


@pytest.fixture(scope="session", params=[*WINDOWS.values()], ids=[*WINDOWS])
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """A screen or a phone. Chromium opens a window for each, which takes longer than a page."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    yield context
    context.close()


CHANGES = (
    "add_init_script", "add_locator_handler", "close", "emulate_media", "expose_binding",
    "expose_function", "on", "once", "route", "set_extra_http_headers", "set_viewport_size",
)  # fmt: skip
"""What a test may do to a page that the next test would notice."""


def watch(page: Page) -> None:
    """Have the page remember that a test has changed it."""
    for name in CHANGES:
        method = getattr(page, name)

        def changing(*args: Any, method: Callable[..., Any] = method, **more: Any) -> Any:
            changed.add(page)
            return method(*args, **more)

        setattr(page, name, changing)


changed: set[Page] = set()
"""The pages that no other test may have."""


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    """A page as if it were new, for Chromium opens a window for each: that of the test before,
    unless that has changed it. What it keeps in the browser is gone."""
    page = next((page for page in window.pages if page in spare), None)
    if page is None:
        page = window.new_page()
        watch(page)
    spare.discard(page)
    yield page
    if page.is_closed():
        return
    if not page.url.startswith("about:"):
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
    if page in changed or len(window.pages) > 1:
        page.close()
        return
    page.mouse.move(0, 0)
    page.goto("about:blank")
    spare.add(page)


spare: set[Page] = set()
"""The pages that wait for the next test."""


@pytest.fixture
def front(browser: Browser) -> Iterator[Page]:
    """A page on a screen, in a window of its own: what has the focus in another is no concern."""
    width, height = SCREEN
    page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
    yield page
    page.context.close()
