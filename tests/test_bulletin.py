"""What is handed up each month: the figures of the bulletin, its papers, and what is frozen.

The table of September 2022 was read off the example's entries by hand before anything was made.
"""

# ruff: noqa: E501

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdf
import pytest
import yaml
from docx.oxml.ns import qn
from hypothesis import given, settings

from handbook.cli import main
from handbook.files.bulletin import bulletin
from handbook.files.issue import card, issue_files, record
from handbook.files.papers import Paper, pdf, word
from handbook.files.register import SHARES, register
from handbook.model import Handbook
from handbook.model.ledger.entries import Entry, Reply
from handbook.model.ledger.issues import CARD, PAPERS, RECORD, Issue
from handbook.model.ledger.ledger import Ledger
from handbook.model.ledger.month import Month, month_of
from handbook.pages.own import OwnTemplates
from handbook.publish.freeze import freeze
from handbook.read.ledger.release import released
from handbook.read.load import load
from handbook.words.findings import DataError, Fault
from tests.conftest import ROOT
from tests.ledgers import write_ledger
from tests.test_standing import DAYS, PARTIES, histories

EXAMPLE = ROOT / "examples/pinghe"
DATA = EXAMPLE / "data"
SEPTEMBER = date(2022, 9, 1)
DRAFT = "内部资料，示例数据，草稿"


@pytest.fixture(scope="module")
def example() -> Handbook:
    return load(DATA, internal=True)


@pytest.fixture(scope="module")
def september(example: Handbook) -> Month:
    return month_of(example.ledger, SEPTEMBER, date(2022, 9, 30), ())


def numbers(text: str) -> list[str]:
    """``"3 9-11"`` as the ids of matters."""
    spans = [part.split("-") for part in text.split()]
    return [f"du-{n:02}" for span in spans for n in range(int(span[0]), int(span[-1]) + 1)]


FIGURES = {
    # how many, and which, on 30 September 2022 with what was received by then
    "all": (40, "1-40"),
    "open": (29, "1-4 6-11 13-18 20 22 24 26 28-30 33 34 36 38-40"),
    "done": (9, "5 12 19 21 23 25 27 35 37"),
    "stopped": (2, "31 32"),
    "late": (3, "3 4 36"),
    "near": (3, "7 38 39"),  # 15 days here; 39 is due on 10 October
    "owing": (4, "3 22 30 36"),
    "waiting": (1, "7"),
    "unchecked": (2, "30 38"),  # three townships of 30 reported on the last two days
    "behind": (8, "1 7 8 10 16 17 20 30"),
    "opened": (1, "40"),
    "reported": (34, "1-21 23-30 33 34 38-40"),
    "checked": (35, "1-14 16-21 23-30 33-35 37-40"),
    "closed": (9, "5 12 19 21 23 25 27 35 37"),
    "closed_late": (2, "19 25"),  # told as done on 5 and 2 September, due on 31 August
    "closed_in_part": (1, "3"),  # 麦塬乡; 禾湾镇 has told nothing
    "reopened": (1, "21"),
    "ended": (1, "32"),  # 31 went into another in August
    "redated": (2, "2 21"),  # the first day of 40 was set, none moved
    "returned": (5, "1 4 17 25 30"),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_of_september(september: Month, name: str) -> None:
    count, which = FIGURES[name]
    matters = getattr(september, name)
    assert [matter.id for matter in matters] == numbers(which)
    assert len(matters) == count


LATE = [
    # matter, who, day it was due, days past it
    ("du-03", ("hewan",), date(2022, 9, 15), 15),
    ("du-04", ("fagaiju",), date(2022, 8, 31), 30),
    ("du-36", ("fagaiju",), date(2022, 9, 15), 15),
]
OWING = [
    ("du-03", "hewan", date(2022, 8, 25)),
    ("du-22", "minzhengju", date(2022, 8, 25)),
    ("du-22", "liuhe", date(2022, 9, 30)),
    ("du-22", "xingpo", date(2022, 9, 30)),
    ("du-30", "yunhe", date(2022, 8, 31)),
    ("du-36", "fagaiju", date(2022, 9, 25)),
]
RETURNS = [
    # the check, whose part, what the unit says to it, what was found since
    ("du-01.hecha.0928", ("zhujianju",), ["du-01.shuoming.0929"], None),
    ("du-04.hecha.0927", ("fagaiju", "ziranju", "zhujianju"), ["du-04.shuoming.0929"], None),
    ("du-17.hecha.0929", ("shangwuju",), [], None),
    ("du-25.hecha.0901", ("zhujianju", "shichangju"), ["du-25.shuoming.0902"],
     "du-25.xiaohao.0907"),
    ("du-30.hecha.0908", ("xingpo",), ["du-30.shuoming.0909"], "du-30.hecha.0916"),
]  # fmt: skip
ANSWERED = [
    # sent back in August, answered in September
    ("du-03.hecha.0830", ["du-03.shuoming.0902"]),
    ("du-11.hecha.0830", ["du-11.shuoming.0901"]),
]
PRACTICES = [
    # closed in September within their day, never sent back nor opened again: 21 was
    ("du-05.tianbao.0921", "du-05.xiaohao.0927"),
    ("du-12.tianbao.0915", "du-12.xiaohao.0921"),
    ("du-23.tianbao.0920", "du-23.xiaohao.0923"),
    ("du-27.tianbao.0921", "du-27.xiaohao.0927"),
    ("du-35.tianbao.0829", "du-35.xiaohao.0902"),
    ("du-37.tianbao.0829", "du-37.xiaohao.0902"),
]
ENDS = {
    # verdict: how many goals of which matters (one that has several stands there as often)
    "reached": (13, "3 3 5 12 23 25 27 30 30 30 30 30 38"),
    "on-course": (10, "1 2 9 10 11 14 18 26 29 39"),
    "behind": (9, "1 7 8 10 16 17 20 30 30"),
    "missed": (2, "4 30"),
    "unreported": (1, "36"),  # no figure of its day nor of later
    "aside": (1, "13"),
    "none": (4, "3 22 30 30"),
}


def test_what_is_late_and_against_what(september: Month) -> None:
    found = [(late.matter.id, late.units, late.due.day, late.days) for late in september.overdue]
    assert found == LATE


def test_who_owes_an_answer_since_when(september: Month) -> None:
    found = [(m.id, s.unit, s.owed[0]) for m in september.owing for s in m.standings if s.owed]
    assert found == OWING


def test_what_was_sent_back_with_what_the_unit_says(september: Month) -> None:
    assert [
        (r.check.id, r.units, [x.id for x in r.replies], r.since and r.since.id)
        for r in september.returns
    ] == RETURNS
    assert [(r.check.id, [x.id for x in r.replies]) for r in september.answered] == ANSWERED


def test_good_practice_comes_from_what_was_closed(september: Month) -> None:
    assert [(p.report.id, p.check.id) for p in september.practices] == PRACTICES


@pytest.mark.parametrize("verdict", ENDS)
def test_ends_reached_against_ends_set(september: Month, verdict: str) -> None:
    count, which = ENDS[verdict]
    ends = [end for end in september.ends if end.progress.verdict == verdict]
    assert [end.matter.id for end in ends] == [m for n in which.split() for m in numbers(n)]
    assert len(ends) == count


def test_a_figure_that_nobody_checked_says_so(september: Month) -> None:
    """Of the thirteen reached: what 30's townships told at the end of September, and 38."""
    told = [e.matter.id for e in september.ends if e.progress.verdict == "reached" and e.verified]
    assert told == numbers("3") * 2 + numbers("5 12 23 25 27") + numbers("30") * 2
    assert len(september.ends) == 40


def test_what_came_late_is_told(september: Month) -> None:
    assert [e.id for _, e in september.belated] == [
        "du-26.tianbao.0824",
        "du-30.tianbao.hewan.0831",
    ]
    assert september.corrected == ()


@settings(max_examples=300, deadline=None)
@given(histories(), DAYS, DAYS)
def test_whatever_happens_nothing_is_lost_between_two_issues(
    entries: list[Entry], first_day: date, second_day: date
) -> None:
    """What is in force was known to the issue before, is of this month or later, or is told as
    having come late or as set right; and no matter is in two states."""
    early, later = sorted([first_day, second_day])
    ledger = Ledger(PARTIES, tuple(entries))
    known = frozenset(entry.id for entry in entries if entry.received <= early)
    issue = Issue(early.replace(day=1), early, early, "1", known)
    month = later.replace(day=1)
    found = month_of(ledger, month, later, [issue])
    assert {m.id for m in found.all} == {*ledger.at(later)}
    assert len(found.all) == len(found.open) + len(found.done) + len(found.stopped)
    told = {entry.id for _, entry in (*found.belated, *found.corrected)}
    known = known if issue.month < month else frozenset(e.id for e in entries if e.received < month)
    assert not told & known
    for matter in found.all:
        missed = [e for e in matter.entries if e.day < month and e.id not in known | told]
        assert missed == []


# -- what it says -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def draft(example: Handbook) -> Paper:
    return bulletin(example, SEPTEMBER)


@pytest.fixture(scope="module")
def said(draft: Paper) -> str:
    return "\n".join(block.text or "|".join(block.cells) for block in draft.blocks)


NUMBER = "平政督立〔2022〕"
SAYS = [
    # each figure is followed by the numbers of its matters, those in a row drawn together
    f"已过时限3件（{NUMBER}3号、4号、36号），临近时限3件（{NUMBER}7号、38号、39号）",
    f"有填报34件（{NUMBER}1—21号、23—30号、33号、34号、38—40号）",
    f"达到13项（{NUMBER}3号2项、5号、12号、23号、25号、27号、30号5项、38号）",
    # late against the words of the speech, or of a decision, each with its source
    "依据“柳禾镇、禾湾镇、麦塬乡要各自做好沿线占地协调，不得影响施工”（讲话原文，任务2.2.3-02）",
    "9月15日前完成老粮库3处危房的排险”（县政府第11次常务会议纪要）",
    # what was found is never without the unit's own words, or that there are none
    "实际开工11个”。发改局9月29日说明：“冷链物流园9月20日办了进场手续，桩机因故障没有到场",
    "‘村村有站点’的说法不准”。商务局尚未说明。请在10月10日以前重新填报。",
    "杏坡乡9月9日说明：“2户等自来水入户，9月12日前接通”。9月16日再次核查：属实。",
    "禾湾镇填报：已签收。核查：未登记。",
    # good practice is quoted with its entry, ends with what nobody checked
    "水利局“5公里清淤全部完成，清出淤泥4.3万立方米，9月14日通过验收”（9月15日填报，登记编号du-12.tianbao.0915",
    f"农村改厕（{NUMBER}30号）|改厕（禾湾镇）|9月30日|220户|205户（未经核查）|慢于时间进度",
    f"老旧小区改造（{NUMBER}1号）|完成改造|10月31日|12个|8个（已退回）|慢于时间进度",
    "补报：信访积案化解",
    # a draft, signed by nobody
    "第　　期（草稿）",
    "签发人：　　　　　　（盖章）",
    "内部资料，示例数据",
]  # fmt: skip


@pytest.mark.parametrize("words", SAYS, ids=[words[:12] for words in SAYS])
def test_the_bulletin_says(said: str, words: str) -> None:
    assert words in said


def test_it_is_no_official_paper(said: str) -> None:
    assert not re.search("文件$|〔2022〕\\d+号$|此件公开", said, re.M)
    numbered = bulletin_text(replace_issue("3"))
    assert "第3期" in numbered
    assert "草稿" not in numbered
    assert numbered.endswith("签发人：　　　　　　（盖章）\n2022年10月8日")


def replace_issue(number: str) -> Paper:
    hb = load(DATA, internal=True)
    return bulletin(hb, SEPTEMBER, number=number, issued=date(2022, 10, 8))


def bulletin_text(paper: Paper) -> str:
    return "\n".join(block.text for block in paper.blocks)


# -- Word and PDF -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def raw_word(example: Handbook, draft: Paper) -> bytes:
    return word(example, draft)


@pytest.fixture(scope="module")
def document(raw_word: bytes) -> Any:
    return docx.Document(io.BytesIO(raw_word))


FACES = [
    # style, typeface, size in half points, exact lines in twentieths; GB/T 9704—2012
    ("Title", "方正小标宋简体", "44", "680"),
    ("Heading1", "黑体", "32", "560"),
    ("Heading2", "楷体_GB2312", "32", "560"),
    ("Normal", "仿宋_GB2312", "32", "560"),
    ("单页页码", "宋体", "28", "400"),
    ("双页页码", "宋体", "28", "400"),
]


@pytest.mark.parametrize(("name", "face", "size", "line"), FACES)
def test_a_style_is_that_of_the_standard(
    document: Any, name: str, face: str, size: str, line: str
) -> None:
    (style,) = (s for s in document.styles.element.iter(qn("w:style"))
                if s.get(qn("w:styleId")) == name)  # fmt: skip
    spacing = style.find(f".//{qn('w:spacing')}")
    assert style.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) == face
    assert style.find(f".//{qn('w:sz')}").get(qn("w:val")) == size
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == (line, "exact")


def test_the_page_is_that_of_the_standard(document: Any, raw_word: bytes) -> None:
    page = document.sections[0]
    sides = (page.top_margin, page.right_margin, page.bottom_margin, page.left_margin)
    assert [round(side.mm) for side in sides] == [37, 26, 35, 28]
    text = (page.page_width - page.left_margin - page.right_margin,
            page.page_height - page.top_margin - page.bottom_margin)  # fmt: skip
    assert [round(side / 36000) for side in text] == [156, 225]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, style in ((page.footer, "单页页码"), (page.even_page_footer, "双页页码")):
        assert footer.paragraphs[0].style.style_id == style
        assert footer.paragraphs[0].text == "— 1 —"
    assert not [name for name in (b"Calibri", b"Cambria", b"theme1") if name in raw_word]


def test_word_says_what_the_template_says(document: Any, draft: Paper) -> None:
    told = [block for block in draft.blocks if block.kind != "row"]
    assert [p.text for p in document.paragraphs] == [block.text for block in told]
    styles = [p.style.style_id for p in document.paragraphs]
    assert styles[:4] == ["Title", "居中", "居中", "Normal"]
    assert styles.count("Heading1") == 8
    (table,) = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells == [[*block.cells] for block in draft.blocks if block.kind == "row"]


@pytest.fixture(scope="module")
def papers(
    example: Handbook, draft: Paper, raw_word: bytes, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    """The pages of the bulletin as LibreOffice prints it, and as we set it."""
    folder = tmp_path_factory.mktemp("bulletin")
    (folder / "word.docx").write_bytes(raw_word)
    (folder / "pdf.pdf").write_bytes(pdf(example, draft))
    profile = (folder / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(folder / "word.docx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return {
        name: [re.sub(r"\s", "", page.extract_text()) for page in pypdf.PdfReader(path).pages]
        for name, path in (("word", folder / "word.pdf"), ("pdf", folder / "pdf.pdf"))
    }


@pytest.mark.parametrize("made", ["word", "pdf"])
def test_on_paper_it_says_the_same_page_by_page(
    papers: dict[str, list[str]], draft: Paper, made: str
) -> None:
    pages = papers[made]
    assert 6 <= len(pages) <= 12
    whole = ""
    for number, page in enumerate(pages, 1):
        assert f"—{number}—" in page
        assert DRAFT in page
        whole += page.removeprefix(DRAFT).removesuffix(DRAFT).removesuffix(f"—{number}—")
    whole, at = letters(whole), 0
    for block in draft.blocks:
        if block.kind != "row":
            at = whole.index(letters(block.text), at)


def letters(text: str) -> str:
    """Without signs: those at the end of a line may hang outside of it, and are lost."""
    return re.sub(r"\W", "", text)


# -- Excel ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sheet(example: Handbook) -> Any:
    return openpyxl.load_workbook(io.BytesIO(register(example))).active


COLUMNS = ["事项编号", "立项文号", "事项", "任务", "牵头单位", "填报单位", "办结时限", "原定时限",
           "填报", "核查", "时限", "单位最近的话", "最近一次核查", "待批的申请", "依据"]  # fmt: skip
ROWS = {
    # matter and unit: what it says, what was checked, where the clock stands, and some more cells
    ("du-01", "住建局"): ("已填报", "退回", "未到期", "2022-09-29 说明：粮贸小区主体工程已完", "数字错"),
    ("du-02", "交通局"): ("已填报", "属实", "未到期", "2022-10-31", "2022-09-29 督查室：属实"),
    ("du-03", "禾湾镇"): ("已签收", "未登记", "已过时限", "交通局", f"{NUMBER}3号"),
    ("du-07", "自然资源局"): ("已填报", "属实", "临近时限", "延期，240亩中的37亩要先调整规划", "2.1.2-02"),
    ("du-19", "教育局"): ("已填报", "已销号", "逾期办结", "讲话原文", "比时限晚4天竣工"),
    ("du-36", "发改局"): ("已填报", "属实", "已过时限", "县政府第11次常务会议纪要", "老粮库危房排险"),
}  # fmt: skip


def test_the_ledger_has_a_row_for_each_unit_that_reports(sheet: Any) -> None:
    head, *rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    assert head == COLUMNS
    found = {(row[0], row[5]): row for row in rows}
    assert len(found) == len(rows) == 48  # forty, and three, five, three units in three of them
    for key, (filed, checked, clock, *more) in ROWS.items():
        row = found[key]
        assert row[8:11] == [filed, checked, clock], key
        assert [words for words in more if not any(words in cell for cell in row)] == [], key


def test_the_ledger_prints_on_a4_across(sheet: Any) -> None:
    setup = sheet.page_setup
    assert (setup.orientation, int(setup.paperSize), setup.fitToHeight) == ("landscape", 9, 0)
    assert sheet.print_title_rows == "$1:$1"
    assert "第 &P 页，共 &N 页" in str(sheet.oddFooter.center.text)
    assert "督办台账（截至2022年9月30日）" in str(sheet.oddHeader.left.text)
    wide = sum(column.width for column in SHARES.columns)
    assert wide <= 160  # digits: 11 points come out as 9 on the 277 mm between the margins


# -- frozen -----------------------------------------------------------------------------------

Shouce = Callable[..., tuple[int, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    ours = shutil.ignore_patterns("internal", "docs", "site", ".*")
    return Path(shutil.copytree(EXAMPLE, tmp_path / "手册", ignore=ours))


@pytest.fixture
def small(tiny_data: Path) -> Path:
    """The folder of a small ledger, where a command takes less time."""
    write_ledger(tiny_data / "ledger")
    return tiny_data.parent


@pytest.fixture
def shouce(capsys: pytest.CaptureFixture[str]) -> Shouce:
    """The command; its code and what it said."""

    def run(*arguments: object) -> tuple[int, str]:
        code = main([*map(str, arguments)])
        return code, "".join(capsys.readouterr())

    return run


def issued(month: str, number: str, *more: str) -> tuple[str, ...]:
    day = f"{month[:4]}-10-08"
    return ("issue", "--month", month, "--number", number, "--received", day, *more)


def everything(place: Path) -> dict[str, bytes]:
    return {
        p.relative_to(place).as_posix(): p.read_bytes() for p in place.rglob("*") if p.is_file()
    }


def test_an_issue_is_frozen_once(small: Path, shouce: Shouce) -> None:
    ledger = small / "data/ledger"
    assert shouce(*issued("2031-08", "2"), small)[0] == 0
    before = everything(ledger)
    assert {name for name in before if name.startswith("issues/")} == {
        f"issues/2031-08/{name}" for name in (CARD, RECORD, *PAPERS)
    }
    for wrong, words in [
        (issued("2031-08", "3"), "2031年8月的台账和通报（期号2）已经在 2031-10-08 发出，不能再发一次"),
        (issued("2031-09", "2"), "期号“2”已经用于2031年8月的台账和通报"),
        (issued("2031-07", "1"), "不能再发更早月份的"),
        (issued("2031-10", "4"), "还没有到 2031-10"),
        (issued("2031-09", "3", "--as-of", "2031-10-09"), "登记日 2031-10-08 早于截至日 2031-10-09"),
        (issued("2031-09", "3\n4"), "看不见的字符"),
    ]:  # fmt: skip
        code, said = shouce(*wrong, small)
        assert (code, words in said) == (1, True), said
    assert everything(ledger) == before
    assert shouce(*issued("2031-09", "3"), small)[0] == 0
    assert [i.number for i in load(small / "data", internal=True).ledger.issues] == ["2", "3"]
    assert before.items() <= everything(ledger).items()


def test_what_comes_late_is_told_by_the_next_issue(folder: Path, shouce: Shouce) -> None:
    """August is handed up on 31 August; one entry of it comes on 5 September, one of 29 August is
    set right."""
    assert shouce(*issued("2022-08", "2"), folder)[0] == 0
    late = {
        "id": "late", "kind": "reply", "matter": "du-11", "unit": "caizhengju", "text": "已经核对",
        "to": "du-11.hecha.0830", "day": "2022-08-31", "received": "2022-09-05",
    }  # fmt: skip
    right = {
        "id": "right", "kind": "report", "matter": "du-35", "unit": "zhujianju",
        "day": "2022-08-29", "received": "2022-09-01", "done": "清掏雨水井37座",
        "corrects": "du-35.tianbao.0829", "why": "漏记1座",
    }  # fmt: skip
    before = everything(folder / "data/ledger/issues")
    entries = folder / "data/ledger/entries/late.yaml"
    entries.write_text(yaml.safe_dump([late, right], allow_unicode=True).replace("'", '"'), "utf-8")
    hb = load(folder / "data", internal=True)
    found = month_of(hb.ledger, SEPTEMBER, date(2022, 9, 30), hb.ledger.issues)
    belated = [entry.id for _, entry in found.belated]
    assert belated == ["late", "du-26.tianbao.0824", "du-30.tianbao.hewan.0831"]
    assert [entry.id for _, entry in found.corrected] == ["right"]
    assert shouce(*issued("2022-09", "3"), folder)[0] == 0
    text = "\n".join(p.text for p in docx.Document(
        str(folder / "data/ledger/issues/2022-09/bulletin.docx")).paragraphs)  # fmt: skip
    assert "财政局8月31日的说明，9月5日登记。" in text
    assert "9月1日改正登记du-35.tianbao.0829，漏记1座。" in text
    assert before.items() <= everything(folder / "data/ledger/issues").items()
    # what this issue knew is told by none after it
    hb = load(folder / "data", internal=True)
    october = month_of(hb.ledger, date(2022, 10, 1), date(2022, 10, 31), hb.ledger.issues)
    assert (october.belated, october.corrected) == ((), ())


def test_without_a_number_there_are_only_drafts(small: Path, shouce: Shouce) -> None:
    code, said = shouce("issue", "--month", "2031-09", small)
    assert (code, "不算发出" in said) == (0, True)
    assert not (small / "data/ledger/issues").exists()
    assert {*everything(small / "internal/drafts/2031-09")} == {*PAPERS}


def test_killed_in_the_middle_it_leaves_nothing(small: Path) -> None:
    data = small / "data"
    place = data / "ledger/issues/2031-08"

    def broken() -> Iterator[tuple[str, bytes]]:
        yield "bulletin.docx", b"half"
        yield "ledger.xlsx", b"half"
        os._exit(9)

    child = os.fork()
    if not child:
        freeze(place, broken())
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    hb = load(data, internal=True)
    assert hb.ledger.issues == ()
    issue = Issue(date(2031, 8, 1), date(2031, 8, 31), date(2031, 9, 1), "2")
    freeze(place, issue_files(hb, issue, None))
    assert load(data, internal=True).ledger.issues == (issue,)
    assert [path.name for path in place.parent.iterdir()] == ["2031-08"]
    with pytest.raises(FileExistsError):
        freeze(place, [])


def test_the_next_issue_finds_what_was_known(folder: Path, shouce: Shouce) -> None:
    assert shouce(*issued("2022-09", "3"), folder)[0] == 0
    known = json.loads((folder / "data/ledger/issues/2022-09" / RECORD).read_bytes())
    hb = load(folder / "data", internal=True)
    assert frozenset(known["entries"]) == hb.ledger.issues[0].entries
    assert len(known["entries"]) == len(hb.ledger.entries) == 298
    assert {*known["tasks"]} == {*hb.tasks}
    assert known["matters"]["du-02"]["terms"]["due"] == "2022-11-15"
    assert known["matters"]["du-03"]["standings"][1] == {
        "unit": "hewan", "since": "2022-07-25", "filed": "received",
        "filing": "du-03.qianshou.hewan", "checked": "none", "check": None, "clock": "late",
        "owed": ["2022-08-25", "2022-09-25"], "next_asked": "2022-10-25", "silent_days": 36,
        "resubmit_by": None, "requests": [],
    }  # fmt: skip
    assert released(hb.ledger, hb.info.released).issues == ()
    # a purge leaves it as it is, and says so
    frozen = everything(folder / "data/ledger/issues")
    code, said = shouce("purge", "du-12.tianbao.0915", "--reason", "本人要求", "--folder", folder)
    assert (code, "已经发出的 2022-09（期号3） 里也可能写着" in said) == (0, True), said
    assert everything(folder / "data/ledger/issues") == frozen


BROKEN: list[tuple[str, str, Callable[[str], str | None], str]] = [
    # what, a file of the issue, what becomes of its text; the finding
    ("month", CARD, lambda t: t.replace("2031-08", "2031-07"),
     "2031-08/issue.yaml:2:8: 【引用】与文件夹的名称“2031-08”不同"),
    ("day", CARD, lambda t: t.replace("issued: 2031-10-08", "issued: 2031-08-01"),
     "2031-08/issue.yaml:4:9: 【情况】早于截至日 2031-08-31"),
    ("field", CARD, lambda t: t + "nmuber: 3\n", "2031-08/issue.yaml:6:1: 【格式】"),
    ("gone card", CARD, lambda t: None, "2031-08/issue.yaml:1:1: 【格式】"),
    ("cut", RECORD, lambda t: t[:300], "2031-08/handbook.json:"),
    ("emptied", RECORD, lambda t: "{}", "2031-08/handbook.json:1:1: 【格式】读不出来"),
    ("gone paper", "bulletin.pdf", lambda t: None, "2031-08/bulletin.pdf:1:1: 【格式】缺少这个文件"),
    ("entry gone", RECORD, lambda t: t.replace("road.open", "raod.open"),
     "2031-08/issue.yaml:2:1: 【情况】发出时有登记“raod.open”等1条，现在没有了"),
]  # fmt: skip


def test_an_issue_that_was_touched_is_found(small: Path) -> None:
    data = small / "data"
    hb = load(data, internal=True)
    known = frozenset(entry.id for entry in hb.ledger.entries)
    issue = Issue(date(2031, 8, 1), date(2031, 8, 31), date(2031, 10, 8), "2", known)
    place = data / "ledger/issues/2031-08"
    papers = dict.fromkeys(PAPERS, b"")
    freeze(place, {**papers, RECORD: record(hb, issue), CARD: card(issue).encode()}.items())
    load(data)
    for what, name, spoil, words in BROKEN:
        whole = (place / name).read_bytes()
        text = spoil(whole.decode("utf-8", "replace"))
        if text is None:
            (place / name).unlink()
        else:
            (place / name).write_text(text, "utf-8")
        with pytest.raises(DataError) as found:
            load(data)
        assert words in str(found.value), (what, str(found.value))
        (place / name).write_bytes(whole)
    (place / "通报.docx").write_bytes(b"")
    with pytest.raises(DataError, match="没有用到这个文件"):
        load(data)


# -- an office's own sentences ------------------------------------------------------------------

OWN = [
    # the template, what is said of it
    ("{% extends 'default/bulletin.txt.j2' %}\n{% block head %}\n# 第{{ month.numbr }}\n{% endblock %}",
     "templates/bulletin.txt.j2:3: 用了没有的项“numbr”"),
    ("# 通报\n\n{{ fall }}\n", "templates/bulletin.txt.j2:3: 用了没有的名称“fall”"),
    ("# 通报\n{% if month %}\n", "templates/bulletin.txt.j2:2: 写法有误，“if”没有结束，缺少“endif”"),
    ("# 通报\n{{ month.late|sort(1)|first + 2 }}", "templates/bulletin.txt.j2:2: 生成不了"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), OWN)
def test_a_fault_in_an_own_template_is_named_by_its_line(
    example: Handbook, tmp_path: Path, text: str, words: str
) -> None:
    (tmp_path / "bulletin.txt.j2").write_text(text, "utf-8")
    with pytest.raises(Fault) as found:
        bulletin(example, SEPTEMBER, tmp_path)
    assert str(found.value).startswith(words)
    assert "\n" not in str(found.value)


def test_an_office_writes_its_own_sentences(
    folder: Path, shouce: Shouce, example: Handbook
) -> None:
    own = folder / "templates/bulletin.txt.j2"
    own.parent.mkdir()
    own.write_text(
        '{% extends "default/bulletin.txt.j2" %}\n{% block head %}\n# 督查专报\n'
        "{{ count('迟了', month.late) }}\n{% endblock %}", "utf-8",
    )  # fmt: skip
    first, second, *rest = bulletin(example, SEPTEMBER, own.parent).blocks
    assert (first.kind, first.text) == ("title", "督查专报")
    assert second.text == f"迟了3件（{NUMBER}3号、4号、36号）"
    assert len(rest) > 50
    assert OwnTemplates(own.parent).names == []  # it is no page's
    assert shouce("bulletin", "--month", "2022-09", folder)[0] == 0


def test_no_sign_in_what_was_entered_heads_a_line(example: Handbook) -> None:
    """Reports come from thirty offices: what they type is text."""
    typed = "# 一、\n## 二、\u2028|甲|乙 {{ 7*7 }} > 三#emph[𠮷😀]"
    entries = tuple(
        replace(e, text=typed) if isinstance(e, Reply) and e.matter == "du-01" else e
        for e in example.ledger.entries
    )
    hb = replace(example, ledger=replace(example.ledger, entries=entries))
    blocks = bulletin(hb, SEPTEMBER).blocks
    assert [b.kind for b in blocks] == [b.kind for b in bulletin(example, SEPTEMBER).blocks]
    assert any(
        "“# 一、 ## 二、 |甲|乙 {{ 7*7 }} > 三#emph[𠮷😀]”" in block.text for block in blocks
    )
    pages = pypdf.PdfReader(io.BytesIO(pdf(hb, bulletin(hb, SEPTEMBER)))).pages
    printed = re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
    assert ">三#emph[〓〓]”" in printed  # a character that no font has stops no bulletin
    assert "〓处的字，排版的字体里没有，原字见同名的Word文件。" in printed
