"""Two editions of the example: inside it says so everywhere, outside nothing of it is found."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pymupdf
import yaml

from handbook.model.ledger.issues import PAPERS
from handbook.read.load import load
from handbook.site import docs
from handbook.site.folder import Folder
from tests.marked import CANARY, EXAMPLE, PHONE, marked, quoted

ISSUED = "downloads/issues/2022-09/"
UNSEEN: dict[str, Any] = {
    "id": "du-99.lixiang", "kind": "open", "matter": "du-99", "day": "2022-08-01",
    "received": "2022-08-01", "by": "县政府办公室", "number": f"{CANARY}1号", "title": CANARY,
    "handbook": "pinghe", "tasks": ["3.1-02"], "lead": "unseen",
}  # fmt: skip
FRAME = {".js", ".css", ".svg", ".png", ".gz", ".map", ".woff2"}
NO_WORDS = ("sitemap.xml", "SHA256SUMS", "search_index.json", "handbook.schema.json")
"""What holds nothing of a handbook but addresses, sums, or what is the same for all."""


def contents(site: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a site, those inside of office files, too; of a PDF its pages.

    The two zips to take away hold the same files once more.
    """
    for path in sorted(site.rglob("*")):
        if path.is_file() and path.suffix != ".zip":
            yield from unpacked(path.relative_to(site).as_posix(), path.read_bytes())


def unpacked(name: str, raw: bytes) -> Iterator[tuple[str, bytes]]:
    if name.endswith((".xlsx", ".docx")):
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            for inner in packed.namelist():
                yield from unpacked(f"{name}/{inner}", packed.read(inner))
    elif name.endswith(".pdf"):
        with pymupdf.open(stream=raw, filetype="pdf") as pages:
            for number, page in enumerate(pages, 1):
                yield f"{name}#{number}", re.sub(r"\s", "", page.get_text()).encode()
    else:
        yield name, raw.replace(b"\r\n ", b"")


def test_nothing_internal_is_in_the_public_edition(editions: Path) -> None:
    secrets = (CANARY.encode(), PHONE.encode())
    found = [n for n, raw in contents(editions / "site") if any(word in raw for word in secrets)]
    assert found == []
    assert any(CANARY.encode() in raw for _, raw in contents(editions / "internal/site"))


def test_what_was_handed_up_is_offered_inside_alone(editions: Path) -> None:
    inside = editions / "internal/site" / ISSUED
    frozen = editions / "data/ledger/issues/2022-09"
    assert {*PAPERS} == {path.name for path in inside.iterdir()}
    assert all((inside / name).read_bytes() == (frozen / name).read_bytes() for name in PAPERS)
    names = [path.as_posix() for path in (editions / "site").rglob("*")]
    assert [name for name in names if "issue" in name or name.endswith("matters.xlsx")] == []


def test_every_page_and_file_of_the_internal_edition_says_so(editions: Path) -> None:
    words = ("内部资料".encode(), "示例数据".encode())
    whole: dict[str, bytes] = {}
    for name, raw in contents(editions / "internal/site"):
        assert PHONE.encode() not in raw, name
        file = re.sub(r"(\.(?:xlsx|docx))/.*", r"\1", name)
        if Path(file).suffix not in FRAME and not file.endswith(NO_WORDS):
            whole[file] = whole.get(file, b"") + raw
    assert [name for name, raw in whole.items() if not all(word in raw for word in words)] == []


def test_the_public_edition_of_the_example_says_what_may_go_out(editions: Path) -> None:
    page = (editions / "site/ledger.html").read_text("utf-8")
    assert page.count('href="matters/') == 8
    assert "已销号" in page
    assert "办理情况不公开" in page
    assert "未登记" not in page
    tasks = [p.read_text("utf-8") for p in (editions / "site/tasks").glob("*.html")]
    assert not any("未立项" in text for text in tasks)


def test_what_is_entered_inside_changes_no_byte_outside(tmp_path: Path) -> None:
    """Two ledgers that differ inside only: another unit, another matter on a task without one,
    other words, entries less. The public edition is the same, page by page and file by file."""
    assert load(EXAMPLE / "data", internal=True).ledger.notes
    made, other = tmp_path / "made", tmp_path / "other"
    for place in (made, other):
        shutil.copytree(EXAMPLE, place, ignore=shutil.ignore_patterns("internal", "docs", "site"))
    ledger = other / "data/ledger"
    for path in (ledger / "entries").iterdir():
        entries = yaml.safe_load(path.read_text("utf-8"))
        kept = [marked(e) for e in entries if e.get("public") or e["kind"] != "receive"]
        path.write_text(quoted(kept), "utf-8")
    (ledger / "entries/du-99.yaml").write_text(quoted([UNSEEN]), "utf-8")
    with (ledger / "units.yaml").open("a", encoding="utf-8") as units:
        units.write(f"- {{id: unseen, name: {CANARY}局, kind: department}}\n")
    one, two = (docs.read(Folder.at(place)) for place in (made, other))
    assert repr(one) == repr(two)  # all files to take away are made of it
    for hb, place in ((one, made), (two, other)):
        docs.write_pages(hb, Folder.at(place), "", with_downloads=False)
    ours, theirs = written(made), written(other)
    assert len(ours) > 100
    assert [path for path in {*ours, *theirs} if ours.get(path) != theirs.get(path)] == []
    for task in UNSEEN["tasks"]:  # nor does its page tell that it is followed up
        assert "办理情况不公开" in ours[f"tasks/{task}.md"].decode()


def written(folder: Path) -> dict[str, bytes]:
    """All files below ``docs/`` but for our own notes."""
    place = folder / "docs"
    files = (path for path in place.rglob("[!.]*") if path.is_file())
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in files}


def test_an_edition_for_the_office_is_never_made_for_an_address(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "handbook", "build", "--edition", "internal", str(EXAMPLE)]
    done = subprocess.run(
        command, cwd=tmp_path, env={"SITE_URL": "https://x.example.cn/", "PATH": ""},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "内部版不能放到网上" in done.stderr
    assert not (EXAMPLE / "internal/docs").exists()
