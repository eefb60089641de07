"""The second example, a division of tasks that was drafted and gone through: who acts stands in
brackets behind what is to be done, no sentence and no draft is left, and what was decided is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
import yaml

from handbook.model import Handbook, Task
from handbook.read.load import load
from tests.conftest import ROOT

DATA = ROOT / "examples/fangguanfu/data"
BY_HAND = ROOT / "bench/draft-brackets.yaml"
TEXT = "guobanfa-2020-43.txt"
BRACKET = re.compile(r"（([^（）]*负责)）")
OWN = {
    # the sentence itself names who of those in the bracket acts
    "3.3.1-04": "省级药品监督管理部门 responsible, 各地区 responsible",
    "3.3.1-05": "国家药监局 responsible",
    "5.4-01": "政府部门 responsible, 各地区 responsible, 各部门 responsible",
    "5.4-02": "政府部门 responsible, 各地区 responsible, 各部门 responsible",
}


@pytest.fixture(scope="module")
def example() -> Handbook:
    """Loading it fails where anything is wrong with it."""
    return load(DATA)


def test_it_says_what_it_is(example: Handbook) -> None:
    info = example.info
    assert info.mark == "示例"
    assert "国办发〔2020〕43号" in info.notice and "非正式公文" in info.notice
    assert all("示例" in title for title in (info.title, info.short_title))


def test_every_task_has_the_units_of_the_bracket_behind_it(example: Handbook) -> None:
    by_hand = yaml.safe_load(BY_HAND.read_text(encoding="utf-8"))[TEXT]
    found = [*_brackets(example)]
    assert len(found) == 99
    assert {words for words, _ in found} == by_hand.keys()
    for words, tasks in found:
        assert tasks, words
        for task in tasks:
            expected = OWN.get(task.id) or ", ".join(_units(by_hand[words]))
            assert ", ".join(_assigned(task)) == expected, (task.id, words)


def _brackets(hb: Handbook) -> Iterator[tuple[str, list[Task]]]:
    """The words of each bracket, and the tasks that stand between it and the one before."""
    after = 0
    for found in BRACKET.finditer(hb.speech.text):
        yield (
            found[1],
            [t for t in hb.tasks.values() if after <= t.quotes[0].start < found.start()],
        )
        after = found.end()


def _units(roles: dict[str, str]) -> Iterator[str]:
    """The units that people read in a bracket: ``name role``, + where the list is open."""
    for role, names in roles.items():
        yield from (
            f"{name.rstrip('+')} {role}{'+' * name.endswith('+')}" for name in names.split()
        )


def _assigned(task: Task) -> Iterator[str]:
    return (f"{a.unit.name} {a.role}{'+' * a.open}" for a in task.assignments)


def test_what_stands_behind_the_last_bracket_names_its_units_itself(example: Handbook) -> None:
    last = [*BRACKET.finditer(example.speech.text)][-1].end()
    behind = [t for t in example.tasks.values() if t.quotes[0].start >= last]
    assert len(behind) == 11
    assert Counter(a.unit.name for t in behind for a in t.assignments) == {
        "各地区": 5, "各部门": 2, "国务院办公厅": 5,
    }  # fmt: skip


def test_no_sentence_and_no_draft_is_left(example: Handbook) -> None:
    parts = {section.id for section in example.sections.values() if "." not in section.id}
    assert {*example.info.accounted_parts} == parts
    assert not example.drafts
    for sentence in example.speech.sentences:
        use = example.uses[sentence.id]
        assert use.tasks or use.problems or use.mechanisms or use.context, sentence.text


TITLES = {
    "1.1.3-01": ("开展涉企收费专项治理", "2020-12-31"),
    "2.1.2-01": ("建立健全行政许可设定审查机制", "2021-06-30"),
    "4.1-07": ("完成地方和部门平台与国家平台对接", "2020-12-31"),
    "4.2.1-04": ("实现工业产品生产许可证等74项事项异地办理", "2021-12-31"),
    "4.4.2-02": ("实现门诊费用跨省直接结算", "None"),  # 12月底前, behind 2021年6月底前
    "5.4-07": ("委托第三方机构对《优化营商环境条例》实施情况进行首轮评估", "2020-11-30"),
    "6-08": ("建立优化营商环境工作年度报告制度", ""),  # 年度 is part of a name
}


@pytest.mark.parametrize("key", TITLES)
def test_titles_begin_with_what_is_done_and_days_are_settled(example: Handbook, key: str) -> None:
    task = example.tasks[key]
    assert (task.title, " ".join(str(d.date) for d in task.deadlines)) == TITLES[key]


def test_no_title_begins_with_a_time(example: Handbook) -> None:
    assert not [t.title for t in example.tasks.values() if re.match(r"\d|年底前", t.title)]


def test_the_readme_counts_what_was_decided(example: Handbook) -> None:
    decided = Counter(one.decision for one in example.decided if one.sets == "task")
    drafts = sum(decided.values()) - decided["make"]
    made = len(example.tasks)
    told = (
        f"{drafts} drafts of tasks: {decided['take']} taken as they were, {decided['change']} "
        f"corrected, {decided['merge']} joined to others, {decided['split']} parted, "
        f"{decided['refuse']} refused"
    )
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert told in readme
    assert f"{made} tasks" in readme
