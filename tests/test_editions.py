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
import pytest
import yaml
from filelock import FileLock

from handbook.read.load import load
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples/pinghe"
CANARY = "金丝雀"
TEXTS = ("by", "source", "title", "number", "words", "closes_when", "evidence", "done", "next",
         "obstacle", "asks", "reason", "figure", "text", "why", "signed_by")  # fmt: skip
"""The fields of entries that hold words."""
FRAME = {".js", ".css", ".svg", ".png", ".gz", ".map", ".woff2"}
NO_WORDS = ("sitemap.xml", "SHA256SUMS", "search_index.json", "handbook.schema.json")
"""What holds nothing of a handbook but addresses, sums, or what is the same for all."""


@pytest.fixture(scope="session")
def generator(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The example with a canary in every field of every entry that is not public, in two editions.

    Built by the first process that asks for it.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "editions"
    with FileLock(f"{folder}.lock"):
        return folder if folder.exists() else built(folder)


def built(folder: Path) -> Path:
    ours = shutil.ignore_patterns("internal", "docs", "site", ".*")
    shutil.copytree(EXAMPLE, folder, ignore=ours)
    for path in (folder / "data/ledger/entries").rglob("*.yaml"):
        entries = yaml.safe_load(path.read_text("utf-8"))
        text = yaml.safe_dump([*map(marked, entries)], allow_unicode=True, sort_keys=False)
        path.write_text(re.sub("'", '"', text), "utf-8")
    for edition in ("internal", "public"):
        command = [sys.executable, "-m", "handbook", "build", "-q", "--edition", edition,
                   str(folder)]  # fmt: skip
        subprocess.run(command, check=True, cwd=ROOT)
    return folder


def marked(entry: dict[str, Any]) -> dict[str, Any]:
    if entry.get("public"):
        return entry
    words: dict[str, Any] = {
        key: [word + CANARY for word in value] if isinstance(value, list) else value + CANARY
        for key, value in entry.items()
        if key in TEXTS
    }
    return entry | words


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


def test_nothing_internal_is_in_the_public_edition(generator: Path) -> None:
    found = [name for name, raw in contents(generator / "site") if CANARY.encode() in raw]
    assert found == []
    assert any(CANARY.encode() in raw for _, raw in contents(generator / "internal/site"))


def test_every_page_and_file_of_the_internal_edition_says_so(generator: Path) -> None:
    words = ("内部资料".encode(), "示例数据".encode())
    whole: dict[str, bytes] = {}
    for name, raw in contents(generator / "internal/site"):
        file = re.sub(r"(\.(?:xlsx|docx))/.*", r"\1", name)
        if Path(file).suffix not in FRAME and not file.endswith(NO_WORDS):
            whole[file] = whole.get(file, b"") + raw
    assert [name for name, raw in whole.items() if not all(word in raw for word in words)] == []


def test_the_public_edition_of_the_example_says_what_may_go_out(generator: Path) -> None:
    page = (generator / "site/ledger.html").read_text("utf-8")
    assert page.count('href="matters/') == 8
    assert "已销号" in page
    assert "办理情况不公开" in page
    assert "未登记" not in page
    tasks = [p.read_text("utf-8") for p in (generator / "site/tasks").glob("*.html")]
    assert not any("未立项" in text for text in tasks)


def test_what_is_entered_inside_changes_no_byte_outside() -> None:
    """A public handbook is made of its data alone: the same data, the same site."""
    data = EXAMPLE / "data"
    whole, inside = load(data), load(data, internal=True)
    assert repr(whole) != repr(inside)
    assert {entry.public for entry in whole.ledger.entries} == {True}
    assert whole.ledger.notes == ()


def test_an_edition_for_the_office_is_never_made_for_an_address(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "handbook", "build", "--edition", "internal", str(EXAMPLE)]
    done = subprocess.run(
        command, cwd=tmp_path, env={"SITE_URL": "https://x.example.cn/", "PATH": ""},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "内部版不能放到网上" in done.stderr
    assert not (EXAMPLE / "internal/docs").exists()
