"""Whom an office presses, for what and in which colour; whom it writes to, and what.

The tables of 30 September 2022 were read off the example's entries by hand.
"""

# ruff: noqa: E501

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pypdf
import pytest

from handbook.cli import main
from handbook.files.papers import pdf, word
from handbook.files.slips import slips
from handbook.model import Handbook
from handbook.model.ledger.colours import USUAL, Colour, coloured
from handbook.model.ledger.urging import urging
from handbook.read.ledger.release import released
from handbook.read.load import load
from handbook.words.findings import DataError
from handbook.words.follow import WHEN_NAMES
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples/pinghe"
PRESSED = {
    # unit: matter, colour, all reasons
    "fagaiju": ["du-04 红 late missed returned", "du-36 红 late unreported owing"],
    "ziranju": ["du-07 黄 near behind"],
    "zhujianju": ["du-01 黄 behind returned"],
    "shangwuju": ["du-08 黄 behind", "du-17 黄 behind returned"],
    "gongxinju": ["du-10 黄 behind"],
    "chengguanju": ["du-38 黄 near", "du-39 黄 near"],
    "nongyeju": ["du-16 黄 behind"],  # leads 30, but the townships report of it
    "weijianju": ["du-20 黄 behind"],
    "hewan": ["du-03 红 late owing", "du-30 黄 missed behind"],
    "xingpo": ["du-30 黄 behind"],
}
CITY = (
    Colour("红灯", ("late", "owing")), Colour("橙灯", ("missed", "unreported", "behind")),
    Colour("黄灯", ("near",)),
)  # fmt: skip
IN_THE_CITY = {
    # the same with other names and conditions: silence is as bad as being late
    **{unit: [row.replace("黄", "橙灯").replace("红", "红灯") for row in rows]
       for unit, rows in PRESSED.items()},
    "chengguanju": ["du-38 黄灯 near", "du-39 黄灯 near"],
    "minzhengju": ["du-22 红灯 owing"],
    "liuhe": ["du-22 红灯 owing"],
    "xingpo": ["du-22 红灯 owing", "du-30 橙灯 behind"],
    "yunhe": ["du-30 红灯 owing"],
}  # fmt: skip
URGED = [
    # unit, what it owes, since when, days
    ("minzhengju", ["du-22"], date(2022, 8, 25), 36),
    ("hewan", ["du-03"], date(2022, 8, 25), 36),
    ("yunhe", ["du-30"], date(2022, 8, 31), 30),
    ("fagaiju", ["du-36"], date(2022, 9, 25), 5),
    ("liuhe", ["du-22"], date(2022, 9, 30), 0),
    ("xingpo", ["du-22"], date(2022, 9, 30), 0),
]


@pytest.fixture(scope="module")
def example() -> Handbook:
    return load(EXAMPLE / "data", internal=True)


@pytest.mark.parametrize(
    ("colours", "wanted"), [(USUAL, PRESSED), (CITY, IN_THE_CITY)], ids=["usual", "city"]
)
def test_a_unit_is_pressed_in_the_colours_of_the_office(
    example: Handbook, colours: tuple[Colour, ...], wanted: dict[str, list[str]]
) -> None:
    found = coloured(replace(example.ledger, colours=colours))
    assert wanted == {
        unit: [" ".join([x.matter.id, x.colour.name, *x.reasons]) for x in rows]
        for unit, rows in found.items()
    }


def test_each_unit_has_a_sheet_to_sign(example: Handbook) -> None:
    made = slips(example)
    assert {*made} == {*PRESSED}
    for unit, paper in made.items():
        pages = pypdf.PdfReader(io.BytesIO(pdf(example, paper))).pages
        assert len(pages) == 1, unit
        document = docx.Document(io.BytesIO(word(example, paper)))
        text = "\n".join(p.text for p in document.paragraphs)
        for words in (example.ledger.name(unit), "草稿", "签收人", "盖章", "内部资料，示例数据"):
            assert words in text, unit
        (table,) = document.tables
        rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
        for row, wanted in zip(rows, PRESSED[unit], strict=True):
            matter, colour, *reasons = wanted.split()
            assert example.ledger.matters[matter].opening.number in row[2]
            assert row[1] == colour
            told = {"late": "已过时限", "near": "时限"}
            for reason in reasons:  # never by its colour alone
                words = told.get(reason) or WHEN_NAMES[reason]  # type: ignore[index]
                assert words in row[4], (unit, reason)


def test_what_is_said_against_a_unit_stands_beside_its_own_words(example: Handbook) -> None:
    cells = {
        unit: "".join("".join(block.cells) for block in paper.blocks)
        for unit, paper in slips(example).items()
    }
    assert "实际开工11个”，你单位说明“冷链物流园9月20日办了进场手续" in cells["fagaiju"]
    assert "的说法不准”，你单位尚未说明" in cells["shangwuju"]
    assert "到期未达到：改厕100户，8月31日到期，完成88户（未核实）" in cells["hewan"]


def test_who_owes_an_answer_is_urged(example: Handbook) -> None:
    found = urging(example.ledger)
    assert [
        (u.party.id, [owed.matter.id for owed in u.owed], u.since, u.days) for u in found
    ] == URGED


# -- as typed ---------------------------------------------------------------------------------

Shouce = Callable[..., tuple[int, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    ours = shutil.ignore_patterns("internal", "docs", "site", ".*")
    return Path(shutil.copytree(EXAMPLE, tmp_path / "手册", ignore=ours))


@pytest.fixture
def shouce(folder: Path, capsys: pytest.CaptureFixture[str]) -> Shouce:
    def run(*arguments: str) -> tuple[int, str]:
        code = main([*arguments, str(folder)])
        return code, "".join(capsys.readouterr())

    return run


CONTACTS = """\
- {unit: hewan, name: 陈某某, phone: "13900000000", note: 上午在}
- {unit: hewan, name: 丁某某}
"""


def test_the_command_says_whom_to_call_and_what_to_write(folder: Path, shouce: Shouce) -> None:
    (folder / "data/ledger/contacts.yaml").write_text(CONTACTS, "utf-8")
    own = folder / "templates/urge.txt.j2"
    code, said = shouce("urge")
    assert code == 0
    assert "【禾湾镇】陈某某，13900000000，上午在；丁某某\n禾湾镇：截至9月30日，你单位有1件" in said
    assert "平政督立〔2022〕3号），应在8月25日、9月25日答复，没有收到，最早一次已过36天。" in said
    assert "【民政局】没有登记联系人" in said
    assert "6 个单位应答未答" in said
    own.parent.mkdir()
    own.write_text(
        "{{ name(urge.party.id) }}欠{{ urge.owed|length }}件，{{ day(urge.since) }}起\n", "utf-8"
    )
    assert "\n禾湾镇欠1件，2022年8月25日起\n" in shouce("urge")[1]
    assert not (folder / "internal").exists()


@pytest.mark.parametrize("name", [".gitignore", "handbook/starter/files/dot-gitignore"])
def test_git_never_takes_the_contacts(name: str) -> None:
    """Not even where an office keeps its ledger in a repository."""
    assert "contacts.yaml" in (ROOT / name).read_text("utf-8").splitlines()


WRONG = [
    (
        "- {unit: hewna, name: 陈某}\n",
        "data/ledger/contacts.yaml:1:10: 【引用】督办单位表里没有“hewna”，请核对（是不是“hewan”？）",
    ),
    ("- {unit: hewan, nmae: 陈某}\n", "data/ledger/contacts.yaml:1:17: 【格式】"),
    ("hewan: 陈某\n", "contacts.yaml:1:1: 【格式】这个文件应当是一个列表"),
]


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_a_slip_in_the_contacts_is_named(
    folder: Path, shouce: Shouce, text: str, words: str
) -> None:
    (folder / "data/ledger/contacts.yaml").write_text(text, "utf-8")
    code, said = shouce("urge")
    assert (code, words in said) == (1, True), said


COLOURS = [
    # what follows in the settings; what is found, or the colours
    (
        "  - {name: 红, when: [late]}\n  - {name: 红, when: [near]}\n",
        "ledger.yaml:5:12: 【引用】“红”写了两次",
    ),
    (
        "  - {name: 红, when: [late]}\n  - {name: 蓝, when: [near, late]}\n",
        "ledger.yaml:5:21: 【引用】“已过时限”已经归了前面的颜色",
    ),
    ("  - {name: 红, when: [latte]}\n", "ledger.yaml:4:22: 【格式】"),
    ("  - {name: 红, when: []}\n", "ledger.yaml:4:21: 【格式】“when”不能为空"),
]


@pytest.mark.parametrize(("text", "words"), COLOURS)
def test_a_slip_in_the_colours_is_named(folder: Path, text: str, words: str) -> None:
    settings = folder / "data/ledger/ledger.yaml"
    settings.write_text(f"{settings.read_text('utf-8')}colours:\n{text}", "utf-8")
    with pytest.raises(DataError) as found:
        load(folder / "data", internal=True)
    assert words in str(found.value)


def test_colours_are_read_and_stay_inside(folder: Path, shouce: Shouce) -> None:
    settings = folder / "data/ledger/ledger.yaml"
    text = "colours:\n  - {name: 红灯, when: [late]}\n  - {name: 蓝灯, when: [other]}\n"
    settings.write_text(settings.read_text("utf-8") + text, "utf-8")
    hb = load(folder / "data", internal=True)
    assert hb.ledger.colours == (Colour("红灯", ("late",)), Colour("蓝灯", ("other",)))
    assert released(hb.ledger, hb.info.released).colours == USUAL
    code, said = shouce("slips")
    assert (code, "写出 2 个单位的督办单" in said) == (0, True)
    made = folder / "internal/slips/2022-09-30"
    assert {path.name for path in made.iterdir()} == {
        f"{name}.{kind}" for name in ("发改局-fagaiju", "禾湾镇-hewan") for kind in ("docx", "pdf")
    }
    assert "没有要发督办单的单位" in shouce("slips", "--as-of", "2022-08-01")[1]
