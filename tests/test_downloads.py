"""The files to take away: all there, named in one place, whole, and led to from the pages."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import html

from handbook.files.make import make_files
from handbook.model import Handbook, Task
from handbook.read.load import load

PUBLIC = [
    "handbook.pdf", "units.zip", "ledger.xlsx", "ledger-blank.xlsx", "assignments.docx",
    "dates.ics", "tasks.csv", "offline.zip", "SHA256SUMS",
]  # fmt: skip


@pytest.fixture(scope="module")
def downloads(real_site: Path) -> Path:
    return real_site / "downloads"


def links(path: Path) -> set[str]:
    """Where the links of a page lead, as written."""
    return {str(href) for href in html.parse(path).xpath("//article//a/@href")}


def binding(hb: Handbook) -> dict[str, list[Task]]:
    """What binds each unit that something binds, alone or with all of its kind, by its id."""
    found = {
        unit.id: [*hb.tasks_at(unit.ref), *(task for task, _ in hb.shared_with(unit))]
        for unit in hb.units.values()
    }
    return {unit: tasks for unit, tasks in found.items() if tasks}


def signers(hb: Handbook) -> dict[str, str]:
    """Of these who can sign for it, id to name."""
    return {unit: hb.units[unit].name for unit in binding(hb) if hb.units[unit].signs}


KINDS = {
    "department": "没有点名的部门",
    "county": "没有点名的县（市、区）",
    "zone": "没有点名的开发区",
}
"""The kinds of unit that have a sheet for those which the speech does not name, and its name."""


def dated(hb: Handbook) -> set[str]:
    """Of these who has to do something by a day."""
    return {
        unit
        for unit, tasks in binding(hb).items()
        if any(d.date for task in tasks for d in task.deadlines)
    }


def test_the_public_paths_are_all_there(downloads: Path, real: Handbook) -> None:
    units = {f"units/{unit}.pdf" for unit in signers(real)}
    units |= {f"kinds/{kind}.pdf" for kind in KINDS}
    calendars = {f"units/{unit}.ics" for unit in dated(real)}
    calendars |= {f"kinds/{kind}.ics" for kind in KINDS}
    found = {p.relative_to(downloads).as_posix() for p in downloads.rglob("*") if p.is_file()}
    pictures = {"index.html", "icon.png", "preview.png"}
    assert found == {*PUBLIC, *units, *calendars, *pictures}


def test_the_sums_hold_for_every_file(downloads: Path) -> None:
    listed = (downloads / "SHA256SUMS").read_text("utf-8").splitlines()
    names = {line.partition("  ")[2] for line in listed}
    files = {p.relative_to(downloads).as_posix() for p in downloads.rglob("*") if p.is_file()}
    assert names == files - {"SHA256SUMS", "index.html"}
    subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=downloads, check=True)


def test_the_page_gives_the_size_of_each_file(downloads: Path) -> None:
    page = downloads / "index.html"
    text = html.parse(page).xpath("string(//article)")
    files = {
        href
        for href in links(page)
        if not href.startswith(("#", "..")) and href not in ("SHA256SUMS", "index.html")
    }
    assert {"handbook.pdf", "units/shi-zhujianju.pdf", "offline.zip"} <= files
    for href in files:
        raw = (downloads / href).read_bytes()
        size = len(raw) / 1024
        shown = f"{size / 1024:.1f} MB" if size >= 1024 else f"{round(size)} KB"
        assert shown in text, href


def test_nothing_is_left_to_be_filled_in(downloads: Path) -> None:
    assert "打包时填写" not in (downloads / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            "index.html",
            {"downloads/handbook.pdf", "downloads/ledger.xlsx", "downloads/offline.zip"},
        ),
        ("units/shi-zhujianju.html", {"../downloads/units/shi-zhujianju.pdf"}),
        (
            "units/gedi-gebumen.html",
            {"../downloads/units/gedi-gebumen.pdf", "../downloads/units/gedi-gebumen.ics"},
        ),
        (
            "kinds/department.html",
            {"../downloads/kinds/department.pdf", "../downloads/kinds/department.ics"},
        ),
        ("kinds/county.html", {"../downloads/kinds/county.pdf"}),
        ("kinds/zone.html", {"../downloads/kinds/zone.pdf"}),
        ("downloads/index.html", {f"kinds/{kind}.pdf" for kind in KINDS}),
        ("sections/2.1.3.html", {"../downloads/handbook.pdf#section-2.1.3"}),
        ("sections/2.html", {"../downloads/index.html"}),
    ],
)
def test_pages_lead_to_their_files(real_site: Path, page: str, expected: set[str]) -> None:
    assert expected <= links(real_site / page)


def test_the_zip_of_sheets_holds_each_unit_under_its_name(downloads: Path, real: Handbook) -> None:
    with zipfile.ZipFile(downloads / "units.zip") as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    single = {
        f"{name}.pdf": (downloads / "units" / f"{unit}.pdf").read_bytes()
        for unit, name in signers(real).items()
    }
    single |= {
        f"{name}.pdf": (downloads / "kinds" / f"{kind}.pdf").read_bytes()
        for kind, name in KINDS.items()
    }
    assert {name.replace("＊", "*"): raw for name, raw in packed.items()} == single
    assert not [name for name in packed if re.search(r'[<>:"/\\|?*]', name)], "fit for Windows"


def test_a_name_that_is_a_path_stays_a_name_in_the_zip(tiny_data: Path) -> None:
    for path in filter(Path.is_file, tiny_data.rglob("*")):
        hostile = path.read_text("utf-8").replace("县交通局", '../县<交通>/局"?|*\\')
        path.write_text(hostile, "utf-8")
    with zipfile.ZipFile(io.BytesIO(make_files(load(tiny_data))["units.zip"])) as archive:
        assert set(archive.namelist()) == {"..／县＜交通＞／局＂？｜＊＼.pdf", "县教育局.pdf"}


def test_the_offline_copy_holds_the_whole_site(real_site: Path) -> None:
    with zipfile.ZipFile(real_site / "downloads" / "offline.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        packed = {name.removeprefix("任务手册/") for name in names}
        sums = archive.read("任务手册/downloads/SHA256SUMS").decode()
        page = archive.read("任务手册/downloads/index.html").decode()
    assert all(name.startswith("任务手册/") for name in names)
    site = {p.relative_to(real_site).as_posix() for p in real_site.rglob("*") if p.is_file()}
    assert site - packed == {
        "404.html", "sitemap.xml", "sitemap.xml.gz", "downloads/offline.zip",
    }  # fmt: skip
    assert packed <= site
    assert "offline.zip" not in sums
    assert "打包时填写" not in page
