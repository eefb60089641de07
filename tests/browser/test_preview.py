"""The page open in a browser follows the data, under the policy that its pages have."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.conftest import TINY, lay_out
from tests.test_folder import free_port, until
from tests.test_folder import shown as shown_at


def test_an_open_page_shows_what_changed_without_being_asked(
    browser: Browser, tmp_path: Path
) -> None:
    folder, port = lay_out(TINY, tmp_path / "手册"), free_port()
    command = [sys.executable, "-m", "handbook", "serve", "--quiet", "--port", str(port)]
    with subprocess.Popen([*command, str(folder)]) as server:
        address = f"http://127.0.0.1:{port}/tasks/2.1-01.html"
        until(lambda: shown_at(address) != "")
        page = browser.new_page()
        page.goto(address)
        title = page.locator("h1")
        expect(title).to_contain_text("修通柳树沟公路")
        task = folder / "data/tasks/2.1.yaml"
        for old, new in (("修通", "修通了"), ("修通了", "修通")):
            text = task.read_text("utf-8")
            task.write_text(text.replace(f"title: {old}", f"title: {new}"), "utf-8")
            expect(title).to_contain_text(f"{new}柳树沟公路")
        page.close()
        server.terminate()
