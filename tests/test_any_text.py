"""A report, a plan or minutes become a handbook as a speech does: nothing is tied to one text."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from handbook.files.book import book_data, make_book
from handbook.files.make import make_files
from handbook.files.sheets import make_sheets, sheet_data
from handbook.model import Handbook
from handbook.pages.make import make_pages
from handbook.read.gates import commitments_are_quoted
from handbook.read.load import load
from handbook.read.records import TaskRecord
from tests.conftest import TINY

REPORT = """\
genre: 报告
commitments: [确保, 力争]
unit_kinds: {bureau: 直属单位, collective: 各方面, department: 组成部门}
titles: {results: 一年来的工作, problems: 困难和不足, terms: 新名词, projects: 重大工程}
"""


def another(folder: Path, genre: str) -> Handbook:
    """The tiny data as those of another text, with its own commitments, kinds and titles."""
    data = Path(shutil.copytree(TINY, folder / "data"))
    for path in (data / "handbook.yaml", data / "deadlines.yaml"):
        text = path.read_text(encoding="utf-8").replace("讲话", genre)
        path.write_text(text, encoding="utf-8")
    with (data / "handbook.yaml").open("a", encoding="utf-8") as file:
        file.write(REPORT.replace("报告", genre))
    units = data / "units.yaml"
    text = units.read_text(encoding="utf-8").replace("kind: department", "kind: bureau", 1)
    units.write_text(text, encoding="utf-8")
    return load(data)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    return another(tmp_path_factory.mktemp("report"), "报告")


@pytest.fixture(scope="module")
def texts(report: Handbook) -> dict[str, str]:
    """What can be read in each file, by path; what the PDFs were set from as well."""
    found = {path: "\n".join(words(raw)) for path, raw in make_files(report).items()}
    found["book.json"] = json.dumps(book_data(report), ensure_ascii=False)
    for unit in report.units.values():
        sheet = json.dumps(sheet_data(report, unit), ensure_ascii=False)
        found[f"{unit.id}.json"] = sheet
    return found


def words(raw: bytes) -> Iterator[str]:
    """The text of a file: of each part of a package, of each page of a PDF."""
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            for part in parts.infolist():
                yield part.filename
                yield from words(parts.read(part))
    elif raw.startswith(b"%PDF"):
        reader = pypdf.PdfReader(io.BytesIO(raw))
        yield str(reader.metadata)
        yield "".join("".join(page.extract_text().split()) for page in reader.pages)
        root = reader.trailer["/Root"]
        yield root["/Metadata"].get_data().decode()  # type: ignore[index]
    else:
        yield raw.decode().replace("\r\n ", "")  # a calendar folds its lines


def test_a_handbook_holds_what_its_data_call_things(report: Handbook) -> None:
    info = report.info
    assert (info.genre, info.notice) == ("报告", "依据报告原文整理，非正式公文")
    assert info.commitments == ("确保", "力争")
    assert list(info.unit_kinds) == ["bureau", "collective", "department"]
    assert info.titles["results"] == "一年来的工作"
    assert info.titles["projects"] == "重大工程"
    assert info.titles["documents"] == "文件和会议"
    assert info.titles["basis"] == "已有基础"


def test_no_file_calls_it_a_speech(texts: dict[str, str]) -> None:
    assert len(texts) > 10
    assert [path for path, text in texts.items() if "讲话" in text] == []
    assert [path for path, text in texts.items() if "上半年成绩" in text] == []


SAID = [
    # file, words that stand in it
    ("handbook.pdf", "一年来的工作报告列出的成绩，以及接续它的任务。"),
    ("handbook.pdf", "困难和不足报告自己承认的问题"),
    ("handbook.pdf", "“新名词”一章"),
    ("handbook.pdf", "□供办结后打钩。力争承诺力度"),  # no task is sure (确保)
    ("handbook.pdf", "作报告的日期：原文没有写明"),
    ("handbook.pdf", "依据报告原文整理，非正式公文"),
    ("handbook.pdf", "各方面（如“各地各部门”）照原文列出"),
    ("handbook.pdf", "直属单位"),
    ("units/jiaotong.pdf", "类别：直属单位"),
    ("units/jiaoyu.pdf", "类别：组成部门"),
    ("ledger.xlsx", '"确保,力争"'),
    ("ledger.xlsx", '"直属单位,各方面,组成部门"'),
    ("ledger.xlsx", "报告列为问题"),
    ("ledger-blank.xlsx", '"确保,力争"'),
    ("assignments.docx", "（依据报告原文整理，非正式公文）"),
    ("dates.ics", "依据报告原文整理，非正式公文。收入"),
]


@pytest.mark.parametrize(("path", "said"), SAID)
def test_files_call_things_as_the_data_do(texts: dict[str, str], path: str, said: str) -> None:
    assert said in texts[path]


@pytest.mark.parametrize(("genre", "day"), [("方案", "印发方案"), ("纪要", "印发纪要")])
def test_what_nobody_gives_is_issued(tmp_path: Path, genre: str, day: str) -> None:
    hb = another(tmp_path, genre)
    book = "\n".join(words(make_files(hb)["handbook.pdf"]))
    assert f"{day}的日期：原文没有写明" in book
    assert f"{genre}没有写明{day}的日期。" in book
    assert f"{genre}报告的成绩" in book


NOTICES = [
    # the notice, what the page, the book and the sheet make of it
    (
        "依据报告原文整理，非正式公文",
        "本手册依据报告原文整理，非正式公文，没有文号",
        "本手册依据《县长在工作会议上的讲话》原文整理，非正式公文，没有文号",
        "《县长在工作会议上的讲话》任务，依据报告原文整理，非正式公文。",
    ),
    (
        "依据报告征求意见稿整理",
        "本手册依据报告征求意见稿整理，没有文号",
        "本手册依据报告征求意见稿整理，没有文号",
        "《县长在工作会议上的讲话》任务，依据报告征求意见稿整理。",
    ),
    (
        "示例数据，仅供试用",
        "示例数据，仅供试用。本手册没有文号",
        "示例数据，仅供试用。本手册没有文号",
        "《县长在工作会议上的讲话》任务。示例数据，仅供试用。",
    ),
]


@pytest.mark.parametrize(("notice", "page", "book", "sheet"), NOTICES)
def test_any_notice_reads_as_a_sentence(
    tiny: Handbook, notice: str, page: str, book: str, sheet: str
) -> None:
    hb = replace(tiny, info=replace(tiny.info, genre="报告", notice=notice))
    rest = "，不代替任何文件。以报告原文为准。"
    method = make_pages(hb).pages["method.md"]
    assert method.count(page + rest) == 2  # in what lists of pages say, and on the page
    assert book + rest in "".join(words(make_book(hb)))
    assert sheet in "".join(words(make_sheets(hb)["jiaotong"]))


COMMITTED = [
    # strength word, quote, whether the quote holds it
    ("力争", "力争年内完成", True),
    ("力争", "努力争做一流", False),
    ("力争", "努力争先，力争第一", True),
    ("力求", "努力求实效", False),
    ("力求", "力求实效", True),
    ("争取", "努力争取资金", False),
    ("确保", "努力确保完成", True),
]


@pytest.mark.parametrize(("word", "quote", "held"), COMMITTED)
def test_a_word_that_begins_inside_effort_is_no_commitment(
    word: str, quote: str, held: bool
) -> None:
    value = {"id": "2.1-01", "title": "办", "commitment": word, "quotes": [quote]}
    task = TaskRecord.model_validate(value)
    assert (list(commitments_are_quoted(task, (quote,))) == []) == held
