"""A report, a plan or minutes become a handbook as a speech does: nothing is tied to one text."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pymupdf
import pypdf
import pytest
import yaml

from handbook.files.book import book_data, make_book
from handbook.files.make import make_files
from handbook.files.sheets import make_sheets, sheet_data
from handbook.model import Handbook, downloads
from handbook.pages.make import make_downloads_page, make_pages
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
        with pymupdf.open(stream=raw, filetype="pdf") as pages:
            yield "".join("".join(page.get_text().split()) for page in pages)
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
    ("handbook.pdf", "困难和不足报告指出的问题"),
    ("handbook.pdf", "“新名词”一章"),
    ("handbook.pdf", "□供办结后打钩。力争要求程度"),  # no task is sure (确保)
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
    method = make_pages(hb)["method.md"]
    assert method.count(page + rest) == 2  # in what lists of pages say, and on the page
    assert book + rest in "".join(words(make_book(hb)))
    assert sheet in "".join(words(make_sheets(hb)["jiaotong"]))


def bare(folder: Path, *left: str) -> Path:
    """The tiny data of a text that names no unit, no time and no figure, but what is ``left``."""
    data = Path(shutil.copytree(TINY, folder / "data"))
    gone = {"assignments", "deadline", "more_deadlines", "targets", "commitment"} - {*left}
    for path in sorted((data / "tasks").glob("*.yaml")):
        tasks = yaml.safe_load(path.read_text("utf-8"))
        kept = [{key: task[key] for key in task if key not in gone} for task in tasks]
        path.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False), "utf-8")
    if "assignments" not in left:
        (data / "units.yaml").write_text("[]\n", "utf-8")
    (data / "terms.yaml").unlink()
    return data


def texts_of(hb: Handbook) -> dict[str, str]:
    """The pages, and what can be read in the files, by path."""
    files = make_files(hb)
    page = {"downloads/index.md": make_downloads_page(hb, files)}
    return {**make_pages(hb), **page, **{k: "\n".join(words(v)) for k, v in files.items()}}


@pytest.fixture(scope="module")
def little(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return texts_of(load(bare(tmp_path_factory.mktemp("bare"))))


EMPTY = [
    # file, what is there, what is not
    ("index.md", "[3条工作任务]", "[0条"),
    ("index.md", "，其他文件见[下载]", "我是哪个单位"),
    ("units.md", "原文没有点名任何单位。没有点名到具体单位的任务见", "的叫法"),
    ("units.md", 'description: "原文没有点名任何单位。"', "讲话点名的单位"),
    ("dates.md", "讲话没有写明作讲话的日期。原文没有写明任何时限。", "## "),
    ("downloads/index.md", "讲话全文、任务、各单位一章、时限、问题，书末有索引", "units.zip"),
    ("downloads/index.md", "## 公开数据", "## 各单位"),
    ("handbook.pdf", "列成工作任务3条，排在产生它的原文后面，每条有固定编号，如2.1-02。怎", "0条"),
    ("handbook.pdf", "责任单位原文没有点名任何单位。", "0个"),
    ("handbook.pdf", "完成时限时限照讲话的用语，", "如“各地各部门”"),
    ("handbook.pdf", "原文没有写明任何时限。", "一个单位的任务"),
    ("handbook.pdf", "原文没有写明任何时限。", "作风要求"),
    ("handbook.pdf", "□供办结后打钩。责任", "要求程度"),
    ("handbook.pdf", "每条有固定编号", "按拼音排列"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "said", "unsaid"), EMPTY)
def test_nothing_is_said_of_what_a_text_lacks(
    little: dict[str, str], path: str, said: str, unsaid: str
) -> None:
    assert said in little[path]
    assert unsaid not in little[path]


HAVING = [
    # what the text has of units, times and figures, what the book counts
    (("assignments",), "其中有承办单位的归到2个单位名下。"),
    (("deadline",), "其中落到日期的2条。"),
    (("targets",), "其中指标2项。"),
    (("assignments", "targets"), "其中有承办单位的归到2个单位名下，指标2项。"),
]


@pytest.mark.parametrize(("left", "said"), HAVING)
def test_the_book_counts_what_there_is(tmp_path: Path, left: tuple[str, ...], said: str) -> None:
    assert said in "".join(words(make_book(load(bare(tmp_path, *left)))))


@pytest.mark.parametrize("left", [(), ("assignments",), ("deadline",)])
def test_the_files_offered_are_those_that_are_made(tmp_path: Path, left: tuple[str, ...]) -> None:
    hb = load(bare(tmp_path, *left))
    offered = {*downloads.paths(hb)} - {downloads.OFFLINE, downloads.SUMS}
    assert offered == make_files(hb).keys()
    assert (downloads.SHEETS in offered) == ("assignments" in left)
    assert (downloads.DATES in offered) == ("deadline" in left)


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
