"""The form of a matter in the edition for the office: checked at once, saved, taken by import."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from handbook.intake.take import Intake
from handbook.model.ledger.entries import Report
from handbook.read.load import load
from tests.browser.test_kinds import judged
from tests.conftest import ROOT, TINY, lay_out
from tests.ledgers import write_ledger


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A handbook's folder with the edition for the office built."""
    folder = lay_out(TINY, tmp_path_factory.mktemp("office") / "手册")
    write_ledger(folder / "data/ledger")
    command = [sys.executable, "-m", "handbook", "build", "-q", "--no-downloads",
               "--edition", "internal", str(folder)]  # fmt: skip
    subprocess.run(command, check=True, cwd=ROOT)
    return folder


def holding(site: Path, words: str) -> list[str]:
    """The files of a site that hold some words."""
    files = (path for path in site.rglob("*") if path.is_file())
    return [path.name for path in files if words.encode() in path.read_bytes()]


def test_the_form_is_checked_saved_and_taken(front: Page, office: Path, tmp_path: Path) -> None:
    front.goto((office / "internal/site/matters/road.html").as_uri())
    expect(front.locator("footer")).to_contain_text("内部资料")
    form = front.locator("#report")
    form.get_by_role("button", name="保存成文件").click()
    expect(form.locator(".wrong")).to_contain_text("没有写完成情况")
    expect(form.locator(".wrong")).to_contain_text("没有写填报日期")
    form.get_by_label("完成情况").fill("铺油9公里")
    form.get_by_label("通车里程", exact=True).fill("九")
    expect(form.locator(".wrong")).to_contain_text("“九”不是一个数")
    form.get_by_label("通车里程", exact=True).fill("9")
    form.get_by_label("填报日期").fill("2031-09-28")
    form.get_by_label("审签人").fill("张某")
    expect(form.locator(".wrong li")).to_have_count(0)
    with front.expect_download() as download:
        form.get_by_role("button", name="保存成文件").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert saved.name == "填报-road-县交通局-2031-09-28.json"
    hb = load(office / "data", internal=True)
    taken = Intake(hb, date(2031, 9, 30)).take(saved)
    assert taken.slips == ()
    (report,) = taken.added
    assert isinstance(report, Report)
    assert (report.unit, report.done, report.day) == ("jiaotong", "铺油9公里", date(2031, 9, 28))
    assert [figure.value for figure in report.figures] == [9]


def test_the_pages_of_the_ledger_are_accessible(front: Page, office: Path) -> None:
    for name in ("ledger", "ready", "matters/road", "parties/jiaotong", "tasks/2.1-01"):
        front.goto((office / f"internal/site/{name}.html").as_uri())
        assert judged(front) == ([], [])


def test_nothing_of_it_is_in_the_public_edition(office: Path) -> None:
    command = [sys.executable, "-m", "handbook", "build", "-q", "--no-downloads", str(office)]
    subprocess.run(command, check=True, cwd=ROOT)
    inside = [
        p for p in (office / "internal/site").rglob("*.html") if "路基完成" in p.read_text("utf-8")
    ]
    outside = [
        p
        for p in (office / "site").rglob("*")
        if p.is_file() and "路基完成".encode() in p.read_bytes()
    ]
    assert inside
    assert outside == []
    assert not (office / "site/matters").exists()
