"""A division of tasks gone through: who acts stands in a bracket behind what is to be done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from handbook.cli import main
from handbook.draft.propose import clause_around
from handbook.intake.apart import reader
from tests.test_review import fill, read, take, tasks

TEXT = """\
某市人民政府办公室关于印发政务服务任务分工方案的通知
（2026年7月20日）
一、收费
1．清理附加费用。（市银监局及各县区按职责分工负责）2．2026年9月底前组织开展收费情况全面自查，2026年10月底前对退还收费等情况开展检查。及时公开收费标准。（市市场监管局牵头，市民政局及各县区按职责分工负责）
二、服务
3．把平台数据集中起来，年底前开放。（市数据局负责）
"""
OUTLINE = """\
- {id: "0", title: 开篇, start: 某市人民政府办公室}
- {id: "1", number: 一、, title: 收费}
- {id: "1.1", number: 1．, title: 清理附加费用}
- {id: "1.2", number: 2．, title: 收费自查, start: 2．2026年9月底前}
- {id: "2", number: 二、, title: 服务}
- {id: "2.1", number: 3．, title: 把平台数据集中起来}
"""
AUDIT = "2026年9月底前组织开展收费情况全面自查"
UNITS = [
    ("shishichangjianguanju", "lead", "stated"),
    ("shiminzhengju", "responsible", "stated"),
    ("gexianqu", "responsible", "stated"),
]


@pytest.fixture(scope="module", autouse=True)
def _closed() -> Iterator[None]:
    """No process is left behind for tests that count them."""
    with closing(reader()):
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all rows taken, but a row parted and a task written by hand."""
    place = tmp_path_factory.mktemp("division")
    (place / "方案.txt").write_text(TEXT, "utf-8")
    folder = place / "手册"
    assert main(["new", "-q", str(folder), "--from", str(place / "方案.txt")]) == 0
    (folder / "data/outline.yaml").write_text(OUTLINE, "utf-8")
    info = folder / "data/handbook.yaml"
    told = info.read_text("utf-8").replace("accounted_parts: []", 'accounted_parts: ["1", "2"]')
    info.write_text(told, "utf-8")
    assert main(["draft", "-q", str(folder)]) == main(["review", "-q", str(folder)]) == 0
    number = next(
        s.id for s in read(folder).speech.sentences if s.text.strip() == "及时公开收费标准。"
    )
    added = [{"句": number, "原话": "公开收费标准", "任务名": "公开收费标准",
              "单位": "市市场监管局（牵头）；市民政局；各县区"}]  # fmt: skip
    made = (d for d in read(folder).drafts if d.sets == "task")
    drafted = next(d for d in made if d.title.startswith("组织开展收费情况全面自查"))
    parts = "组织开展收费情况全面自查\n对退还收费等情况开展检查"
    rows = {drafted.title: {"决定": "拆分", "拆成哪几段": parts}}
    assert take(folder, fill(folder, rows, added=added)) == 0
    return folder


def _who(task: dict[str, Any]) -> list[tuple[str, str, str]]:
    assert not any("quote" in one for one in task["assignments"])
    return [(one["unit"], one["role"], one["basis"]) for one in task["assignments"]]


PARTED = [
    # title, its own words, its time
    ("组织开展收费情况全面自查", AUDIT, "2026年9月底前"),
    ("对退还收费等情况开展检查", "2026年10月底前对退还收费等情况开展检查", "2026年10月底前"),
    ("公开收费标准", "公开收费标准", None),
]


@pytest.mark.parametrize(("title", "words", "time"), PARTED)
def test_parts_and_tasks_by_hand_have_the_bracket_behind_them(
    folder: Path, title: str, words: str, time: str | None
) -> None:
    task = tasks(folder)[title]
    assert task["id"].startswith("1.2-")
    assert task["quotes"] == [words, "市市场监管局牵头，市民政局及各县区按职责分工负责"]
    assert _who(task) == UNITS
    assert task.get("deadline", {}).get("text") == time
    assert "outcomes" not in task


def test_parts_named_before_anything_was_drafted_are_accounted_for_at_the_end(
    folder: Path,
) -> None:
    hb = read(folder)
    assert not hb.drafts
    assert [c.part for c in hb.coverage] == ["1", "2"]


AROUND = [
    ("清理附加", "清理附加费用"),
    ("情况全面", AUDIT),
    ("数据集中", "把平台数据集中起来"),
]


@pytest.mark.parametrize(("words", "clause"), AROUND)
def test_a_clause_ends_where_the_bracket_begins_and_begins_behind_its_number(
    words: str, clause: str
) -> None:
    at = TEXT.index(words)
    start, end = clause_around(TEXT, at, at + len(words))
    assert TEXT[start:end] == clause
