"""The book and the sheets, opened with a reader that did not write them."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import pymupdf
import pypdf
import pytest

from handbook.files.book import make_book
from handbook.files.sheets import make_kind_sheets, make_sheets
from handbook.files.typeset import FONTS, TypesetError
from handbook.model import Effect, Extent, Handbook, Measure, Sentence, Task
from tests.conftest import ROOT, TINY

MM = 72 / 25.4
MARGIN = 35 * MM
BOTTOM, TOP = 90, 750
"""Between these heights (points) a page holds its text; below the number, above the header."""
SHEET = (60, 775)
"""The same of a sheet, which fills more of its pages."""
NOT_FIRST = "，。、；：！？）》〉】”’％…%"
A4 = (595, 842)
SMALLEST = 8.95
"""Points: nothing on paper is below 9, but for what a reader of PDF rounds."""


def squeeze(text: str) -> str:
    """Text without white space and invisible joiners."""
    return re.sub(r"[\s\u2060]", "", text)


def page_text(page: pymupdf.Page, body: tuple[int, int]) -> str:
    """The text of a page without running header and page number, as lines."""
    spans = [
        (round(page.rect.height - span["origin"][1]), span["text"])
        for block in page.get_text("dict", sort=False)["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
    ]
    lines = groupby((span for span in spans if body[0] < span[0] < body[1]), lambda span: span[0])
    return "\n".join("".join(text for _, text in line) for _, line in lines)


@dataclass(frozen=True)
class Opened:
    """A PDF as a reader opens it: pages of text (from page 1) without white space."""

    raw: bytes
    reader: pypdf.PdfReader
    lines: list[str]
    pages: list[str]

    @property
    def text(self) -> str:
        return "".join(self.pages)

    def page(self, number: int) -> str:
        return self.pages[number - 1]


def opened(raw: bytes, body: tuple[int, int] = (BOTTOM, TOP)) -> Opened:
    reader = pypdf.PdfReader(io.BytesIO(raw))
    with pymupdf.open(stream=raw, filetype="pdf") as pdf:
        texts = [page_text(page, body) for page in pdf]
    lines = [line.strip() for text in texts for line in text.splitlines() if line.strip()]
    return Opened(raw, reader, lines, [squeeze(text) for text in texts])


@pytest.fixture(scope="module")
def book(real: Handbook) -> Opened:
    return opened(make_book(real))


@pytest.fixture(scope="module")
def sheets(real: Handbook) -> dict[str, Opened]:
    return {key: opened(raw, SHEET) for key, raw in make_sheets(real).items()}


@pytest.fixture(scope="module")
def kind_sheets(real: Handbook) -> dict[str, Opened]:
    return {key: opened(raw, SHEET) for key, raw in make_kind_sheets(real).items()}


# -- the book ---------------------------------------------------------------------------------


def test_every_sentence_of_the_speech_is_in_the_book(book: Opened, real: Handbook) -> None:
    """A sentence that is a heading loses its stop."""
    headings = {squeeze(s.number + s.title) for s in real.sections.values()}
    words = {s.id: squeeze(s.text) for s in real.speech.sentences}
    words |= {key: x[:-1] for key, x in words.items() if x[:-1] in headings}
    assert [key for key, text in words.items() if text not in book.text] == []


def test_every_task_has_its_card(book: Opened, real: Handbook) -> None:
    assert [t for t in real.tasks if f"□{t}" not in book.text] == []
    assert book.text.count("□") == len(real.tasks) + 1  # one more where the box is explained


CHAPTERS = (
    *("目录", "怎样使用本手册", "一、上半年工作回顾", "二、下半年重点任务", "三、加强作风建设"),
    *("责任单位", "完成时限", "量化指标", "底线要求", "上半年成绩", "问题与整改"),
    *("机制与清单", "名词", "索引"),
)


def bookmarks(reader: pypdf.PdfReader) -> dict[str, int]:
    """The page (from 1) of each bookmark at any depth, by its title."""
    found: dict[str, int] = {}

    def collect(marks: list[Any]) -> None:
        for mark in marks:
            if isinstance(mark, list):
                collect(mark)
            else:
                found[str(mark.title)] = (reader.get_destination_page_number(mark) or 0) + 1

    collect(reader.outline)
    return found


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_bookmarks_lead_to_the_chapters(book: Opened, chapter: str) -> None:
    assert squeeze(chapter) in book.page(bookmarks(book.reader)[chapter])


def test_every_section_and_unit_has_a_bookmark(book: Opened, real: Handbook) -> None:
    marks = bookmarks(book.reader)
    wanted = {s.number + s.title for s in real.sections.values() if not s.lead_in}
    wanted |= {unit.name for unit in real.units.values()}
    assert wanted - marks.keys() == set()


def test_contents_of_two_pages_give_those_of_sections_and_chapters(
    book: Opened, real: Handbook
) -> None:
    contents = "".join(book.pages[1:3])
    names = [s.number + s.title for s in real.sections.values() if s.id in ("1", "2.1", "3.3")]
    names += ["部门", "索引"]
    for name in names:
        found = re.search(re.escape(squeeze(name)) + r"\.{5,}(\d+)", contents)
        assert found, name
        assert squeeze(name) in book.page(int(found[1]))
    assert book.page(2).startswith("目录")
    assert book.page(4).startswith("怎样使用本手册")
    assert "一是继续抓好项目建设" not in contents


def test_page_given_for_a_task_is_that_of_its_card(book: Opened, real: Handbook) -> None:
    pairs = re.findall(r"(\d(?:\.\d+){0,2}-\d\d)（第(\d+)页）", book.text)
    assert len(pairs) > 100
    wrong = [(t, n) for t, n in pairs if f"□{t}" not in book.page(int(n))]
    assert wrong == []
    assert {t for t, _ in pairs} <= real.tasks.keys()


def test_page_given_for_a_unit_is_that_of_its_chapter(book: Opened, real: Handbook) -> None:
    marks = {squeeze(title): page for title, page in bookmarks(book.reader).items()}
    given = {
        (unit.name, int(page))
        for unit in real.units.values()
        for page in re.findall(f"责任{re.escape(squeeze(unit.name))}（见第(\\d+)页）", book.text)
    }
    assert len(given) > 25
    assert given == {(name, marks[squeeze(name)]) for name, _ in given}


INDEXED = [
    # name as printed in the index, words of the speech that stand on the pages it gives
    ("“2211”（名词）", "2211"),
    ("查干湖流域生态保护修复工程（项目）", "查干湖流域生态保护修复"),
    ("市委编办（单位）", "市委编办"),
    ("党的二十大（会议）", "党的二十大"),
]


@pytest.mark.parametrize(("entry", "words"), INDEXED)
def test_index_gives_the_pages(book: Opened, entry: str, words: str) -> None:
    line = next(x for x in map(squeeze, reversed(book.lines)) if x.startswith(entry))
    for number in line.removeprefix(entry).split("、"):
        assert words in book.page(int(number)), number


def test_every_link_arrives(book: Opened) -> None:
    notes: list[Any] = [
        note.get_object() for page in book.reader.pages for note in page.get("/Annots", [])
    ]
    links = [note["/Dest"] for note in notes if note["/Subtype"] == "/Link"]
    named = book.reader.named_destinations
    pages = {page.indirect_reference.idnum for page in book.reader.pages}  # type: ignore[union-attr]
    assert len(links) > 1000
    direct = [link[0].idnum for link in links if isinstance(link, list)]
    assert set(direct) <= pages
    lost = [link for link in links if isinstance(link, str) and link not in named]
    assert lost == []


def test_no_line_begins_with_closing_punctuation(book: Opened) -> None:
    assert [line for line in book.lines if line[0] in NOT_FIRST] == []


def test_masked_figures_are_printed_as_they_are(book: Opened) -> None:
    assert "年内新增耕地**万亩，为粮食稳产增产提供保障" in book.text
    assert "新增耕地**万亩原文隐去" in book.text


def test_numbers_stand_outside_on_each_page(book: Opened) -> None:
    for number in (2, 3, 10, 11):
        at: list[float] = []

        def visit(text: str, cm: list[float], tm: list[float], *_: Any) -> None:
            if "—" in text and tm[4] * cm[1] + tm[5] * cm[3] + cm[5] < BOTTOM:
                at.append(tm[4] * cm[0] + tm[5] * cm[2] + cm[4])  # noqa: B023

        text = book.reader.pages[number - 1].extract_text(visitor_text=visit)
        assert f"— {number} —" in text
        assert (at[0] > A4[0] / 2) == bool(number % 2)


def test_document_says_what_it_is(book: Opened, real: Handbook) -> None:
    info: Any = book.reader.metadata
    root: Any = book.reader.trailer["/Root"]
    assert info.title == real.info.title
    assert info["/CreationDate"] == f"D:{real.info.year}"  # the words give no day
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"]
    assert len(root["/StructTreeRoot"]["/K"]) > 0
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert f"<xmp:CreateDate>{real.info.year}</xmp:CreateDate>" in xmp
    assert all((round(p.mediabox.width), round(p.mediabox.height)) == A4 for p in book.reader.pages)


@pytest.mark.heavy
def test_a_checker_of_accessibility_finds_no_error(
    book: Opened, sheets: dict[str, Opened], kind_sheets: dict[str, Opened], tmp_path: Path
) -> None:
    """PDF/UA-1 by the checkpoints of the Matterhorn Protocol."""
    sheets = sheets | kind_sheets
    for name, file in {"book": book, **sheets}.items():
        (tmp_path / f"{name}.pdf").write_bytes(file.raw)
    checker = str(Path(sys.executable).with_name("outloud"))
    command = [checker, "--quiet", "--fail-on", "error", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count(".pdf: 0 error(s)") == 1 + len(sheets)


COVER = ("市政府半年工作会议讲话任务手册", "《市长在市政府半年工作会议上的讲话》2022年",
         "依据讲话原文整理，非正式公文")  # fmt: skip


@pytest.mark.parametrize("words", COVER)
def test_cover_says_of_what_it_is_and_that_it_is_no_official_paper(
    book: Opened, words: str
) -> None:
    assert words in book.page(1)


@pytest.mark.parametrize(
    ("day", "words"), [(None, "编制日期：年月日"), (date(2031, 8, 1), "2031年8月1日编制")]
)
def test_cover_gives_the_day_of_compiling_or_room_for_it(
    tiny: Handbook, day: date | None, words: str
) -> None:
    compiled = replace(tiny, info=replace(tiny.info, compiled_on=day))
    assert words in opened(make_book(compiled)).page(1)


def test_nothing_on_paper_is_too_small_to_read(
    book: Opened, sheets: dict[str, Opened], kind_sheets: dict[str, Opened]
) -> None:
    for name, file in {"book": book, **sheets, **kind_sheets}.items():
        with pymupdf.open(stream=file.raw, filetype="pdf") as pdf:
            blocks = [block for page in pdf for block in page.get_text("dict")["blocks"]]
        spans = [s for b in blocks for line in b.get("lines", ()) for s in line["spans"]]
        small = {s["text"] for s in spans if s["text"].strip() and s["size"] < SMALLEST}
        assert small == set(), name


def test_a_heading_has_one_number_and_no_stop(book: Opened, real: Handbook) -> None:
    lines = [re.sub(r"\s", "", line) for line in book.lines]
    for section in real.sections.values():
        if section.number and not section.lead_in:
            assert f"{squeeze(section.number + section.title)}{section.id}" in lines


def test_cards_say_nothing_of_what_is_not_said_and_one_legend_does(book: Opened) -> None:
    first, last = (bookmarks(book.reader)[x] for x in ("一、上半年工作回顾", "责任单位"))
    assert [n for n in range(first, last) if "原文未明确" in book.page(n)] == []
    assert "没有责任、时限、措施这三栏的，原文未明确" in book.page(4)


def test_cards_leave_no_hole_at_the_foot_of_a_page(book: Opened) -> None:
    """Some lines may stay free, where a heading or a small card would be torn."""
    marks = bookmarks(book.reader)
    holes = {}
    with pymupdf.open(stream=book.raw, filetype="pdf") as pdf:
        for number in range(marks["二、下半年重点任务"], marks["三、加强作风建设"] - 1):
            sheet = pdf[number - 1]
            ends = [block[3] for block in sheet.get_text("blocks") if block[1] < A4[1] - BOTTOM]
            ends += [drawn["rect"].y1 for drawn in sheet.get_drawings()]
            holes[number] = (A4[1] - MARGIN - max(ends)) / MM
    assert {number: hole for number, hole in holes.items() if hole > 25} == {}


def test_terms_without_explanation_are_gathered_on_one_page(book: Opened, real: Handbook) -> None:
    bare = [
        term
        for term in real.entities["term"].values()
        if not term.explained_by and not term.editor_note
    ]
    marks = bookmarks(book.reader)
    page = book.page(marks[f"讲话未作解释的（{len(bare)}个）"])
    assert [term.name for term in bare if squeeze(term.name) not in page] == []
    assert "讲话未作解释。" not in book.text


def test_day_of_the_speech_dates_the_document(tiny: Handbook) -> None:
    dated = replace(tiny, info=replace(tiny.info, delivered_on=date(2031, 7, 20)))
    info = pypdf.PdfReader(io.BytesIO(make_book(dated))).metadata
    assert info is not None
    assert str(info["/CreationDate"]).startswith("D:20310720")


# -- the sheets -------------------------------------------------------------------------------

BY_HAND = ("下发日期：", "反馈时限：", "签收单位：", "签收人：", "备注：", "签收日期：")


def test_who_can_sign_for_tasks_has_a_short_sheet(
    sheets: dict[str, Opened], real: Handbook
) -> None:
    assert list(sheets) == [
        key
        for key, u in real.units.items()
        if u.signs and (real.tasks_at(u.ref) or real.shared_with(u))
    ]
    assert {"shi-zhujianju", "fushizhang", "gexian"} <= sheets.keys()
    assert not {"baobao-tongzhi", "geji-ganbu", "ge-zeren-danwei"} & sheets.keys()
    for key, made in sheets.items():
        unit = real.units[key]
        bound = len(real.tasks_at(unit.ref)) + len(real.shared_with(unit))
        assert len(made.pages) <= max(2, -(-bound // 8)), key


def test_sheet_holds_tasks_quotes_times_and_room_to_sign(
    sheets: dict[str, Opened], real: Handbook
) -> None:
    for key, sheet in sheets.items():
        assert sheet.text.startswith(squeeze(real.units[key].name) + "任务单")
        assert [x for x in BY_HAND if x not in sheet.text] == []
        unit = real.units[key]
        for task in (*real.tasks_at(unit.ref), *(task for task, _ in real.shared_with(unit))):
            assert task.id in sheet.text
            wanted = [squeeze(part) for part in facts(task)]
            # cells of one row are read in turn, but a page may break a row's neighbours apart
            assert [part for part in wanted if part not in sheet.text] == [], task.id


def facts(task: Task) -> list[str]:
    quotes = [quote.exact for quote in task.quotes]
    how = [x.text for x in (*task.targets, *task.extents)]
    how += [x.text for x in (*task.red_lines, *task.outcomes)] + [x.text for x in task.measures]
    return [task.title, *quotes, *(d.text for d in task.deadlines), *how]


def test_no_page_of_a_sheet_ends_between_words_and_their_task(sheets: dict[str, Opened]) -> None:
    pages = [(key, page) for key, sheet in sheets.items() for page in sheet.pages]
    assert [key for key, page in pages if re.search(r"（第\d+句）$", page)] == []
    assert [key for key, page in pages if page.startswith("签收单位")] == []


TOLD = [
    # whose sheet, what it says
    ("shizhengfu-duchashi", "任务：督办6条、同类单位都要办的10条"),
    ("shiwei-bianban", "任务：牵头1条、同类单位都要办的12条"),
    ("shi-zhujianju", "任务：责任5条（其中共同责任3条）"),
    ("shi-zhujianju", "共同责任：市发改委、市财政局等"),
    ("shi-zhujianju", "其他单位：市政府督查室（督办）"),
    ("shi-caizhengju", "共同责任：市住建局、市发改委"),
    ("shi-zhujianju", "编者注：讲话在这里没有点名本单位，是向各地各部门、各单位主要领导提出了要求"),
    ("shi-zhujianju", "各责任单位：讲话没有写明包括哪些单位，是否涉及本单位待定，没有列入。"),
    ("shi-zhujianju", "时限：没有列出时限的，原文未明确。"),
]


@pytest.mark.parametrize(("unit", "words"), TOLD)
def test_sheet_tells_roles_partners_and_what_is_not_said(
    sheets: dict[str, Opened], unit: str, words: str
) -> None:
    assert words in sheets[unit].text
    assert sheets[unit].text.count("原文未明确") <= 1


UNNAMED = [
    # kind of unit, how many tasks bind all of it, what the sheet says
    ("department", 12, "没有点名的部门任务单"),
    ("department", 12, "讲话没有点名贵单位，以下任务对同类单位都有要求（编者注）"),
    ("department", 12, "编者注：讲话向各地各部门、各单位主要领导提出了要求，编者认为贵单位"),
    ("county", 30, "没有点名的县（市、区）任务单"),
    ("county", 30, "□各县（市、区）建设创新平台"),
    ("zone", 32, "没有点名的开发区任务单"),
    ("zone", 32, "□如约兑现对企业合法合规的承诺"),
]


@pytest.mark.parametrize(("kind", "count", "words"), UNNAMED)
def test_units_that_are_not_named_have_a_sheet_for_all_of_their_kind(
    kind_sheets: dict[str, Opened], real: Handbook, kind: str, count: int, words: str
) -> None:
    text = kind_sheets[kind].text
    (found,) = (found for found in real.bound_kinds if found.id == kind)
    tasks = [task for task, _ in real.shared_with(found)]
    assert len(tasks) == count
    assert [task.id for task in tasks if task.id not in text] == []
    assert words in text
    assert [line for line in BY_HAND if line not in text] == []
    assert "本单位" not in text


def test_a_sheet_whose_tasks_all_have_a_time_explains_none(tiny: Handbook) -> None:
    dated = opened(make_sheets(tiny)["jiaotong"], SHEET).text
    assert "时限：10月底前" in dated
    assert "原文未明确" not in dated


# -- both -------------------------------------------------------------------------------------


HOSTILE = [
    "跳出**看**站在全省",
    "#emph[强调] #panic()",
    "$x^2$ @label",
    "<script>alert(1)</script>",
    r"反\斜\\杠 \u{41} \n",
    "\"双\" '单' `码`",
    "// 注 /* 释 */ ~ -- ---",
    "= 标题 - 列 + 项 / 词: 义",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_the_data_comes_out_as_text(tiny: Handbook, text: str) -> None:
    spoilt = _with_text(tiny, text)
    book = opened(make_book(spoilt))
    marks = [str(mark.title) for mark in book.reader.outline if not isinstance(mark, list)]
    assert any(text in mark for mark in marks)  # bookmarks are plain text as well
    assert book.text.count(squeeze(text)) >= 8
    assert squeeze(text) in opened(make_sheets(spoilt)["jiaotong"], SHEET).text


def _with_text(hb: Handbook, text: str) -> Handbook:
    """The handbook with ``text`` in a heading, a sentence, a task and all that says how."""
    task, first = hb.tasks["2.1-01"], hb.sections["0"]
    sentence: Sentence = hb.speech.sentences[1]
    words = (hb.speech.sentences[0], replace(sentence, text=text), *hb.speech.sentences[2:])
    bad = replace(
        task, title=text, note=text, measures=(Measure(text, None),),
        extents=(Extent("x", text, text, None, None, None, False),),
        red_lines=(Effect("r", text, (task.id,)),), outcomes=(Effect("o", text, (task.id,)),),
    )  # fmt: skip
    return replace(
        hb,
        sections={**hb.sections, "0": replace(first, title=text)},
        speech=replace(hb.speech, sentences=words),
        tasks={**hb.tasks, "2.1-01": bad},
    )


MISSING = [
    # a character that the fonts lack, where it stands, what the message says
    ("😀", "任务 2.1-01：“修路😀修路”中的“😀”（U+1F600）"),
    ("☐", "任务 2.1-01：“修路☐修路”中的“☐”（U+2610）"),
]


@pytest.mark.parametrize(("char", "message"), MISSING)
def test_missing_character_stops_the_build_with_its_place(
    tiny: Handbook, char: str, message: str
) -> None:
    task = replace(tiny.tasks["2.1-01"], title=f"修路{char}修路")
    spoilt = replace(tiny, tasks={**tiny.tasks, task.id: task})
    for make in (make_book, make_sheets):
        with pytest.raises(TypesetError, match="字体里没有下列字") as caught:
            make(spoilt)
        assert message in str(caught.value)


def test_missing_character_in_the_speech_names_the_sentence(tiny: Handbook) -> None:
    words = tuple(replace(s, text=s.text.replace("路灯", "路燈🏮")) for s in tiny.speech.sentences)
    with pytest.raises(TypesetError) as caught:
        make_book(replace(tiny, speech=replace(tiny.speech, sentences=words)))
    places = re.findall(r"讲话第(\d+)句：.*U\+1F3EE", str(caught.value))
    assert places == [str(s.id) for s in words if "🏮" in s.text]


def test_code_leads_to_the_page_online_where_the_site_is_known(tiny: Handbook) -> None:
    site = "https://handbook.example/"
    online = replace(tiny, info=replace(tiny.info, site_url=site))
    assert f"二维码：{site}" in alternatives(make_book(online))
    sheet = make_sheets(online)["jiaoyu"]
    assert f"二维码：{site}units/jiaoyu.html" in alternatives(sheet)
    assert alternatives(make_book(tiny)) == []


def alternatives(raw: bytes) -> list[str]:
    """The texts that stand for pictures."""
    reader = pypdf.PdfReader(io.BytesIO(raw))
    size: Any = reader.trailer["/Size"]
    found: list[Any] = [reader.get_object(number) for number in range(1, size)]
    return [str(x["/Alt"]) for x in found if isinstance(x, dict) and x.get("/S") == "/Figure"]


def test_same_bytes_in_another_process_zone_and_hash_seed(tiny: Handbook) -> None:
    code = (
        "import hashlib, pathlib, sys\n"
        "from handbook.read.load import load\n"
        "from handbook.files.book import make_book\n"
        "from handbook.files.sheets import make_sheets\n"
        "hb = load(pathlib.Path(sys.argv[1]))\n"
        "made = [make_book(hb), *make_sheets(hb).values()]\n"
        "print(*(hashlib.sha256(raw).hexdigest() for raw in made))\n"
    )
    strange = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    there = subprocess.run(
        [sys.executable, "-c", code, str(TINY)],
        env=strange, cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    made = [make_book(tiny), *make_sheets(tiny).values()]
    assert there == [hashlib.sha256(raw).hexdigest() for raw in made]


def test_same_bytes_twice(book: Opened, sheets: dict[str, Opened], real: Handbook) -> None:
    assert make_book(real) == book.raw
    assert make_sheets(real) == {key: sheet.raw for key, sheet in sheets.items()}


def test_only_the_two_fonts_are_used(book: Opened) -> None:
    pages: list[Any] = list(book.reader.pages)
    used = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert {name.partition("-Regular")[0] for name in used} == {"NotoSerifSC", "NotoSansSC"}


def test_fonts_are_those_that_were_chosen() -> None:
    """The package is small and little known: its files are pinned by their content."""
    assert [hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in FONTS] == [
        "e8f396decc1f0963a016a989c3d8852e863d1350996f573860a80767c83a1cd3",
        "faa6c9df652116dde789d351359f3d7e5d2285a2b2a1f04a2d7244df706d5ea9",
    ]
