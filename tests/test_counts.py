"""The numbers that pages say are those of the model, and add up."""

from __future__ import annotations

import re

import pytest

from handbook.model import Handbook
from handbook.model.counts import Counts, count
from handbook.pages.make import make_pages


@pytest.fixture(scope="module")
def pages(real: Handbook) -> dict[str, str]:
    return dict(make_pages(real))


@pytest.fixture(scope="module")
def counts(real: Handbook) -> Counts:
    return count(real)


SAID = [
    # page, how it says it, what the count is
    ("index.md", r"共\[(\d+)条\]", lambda c: c.all),
    ("index.md", r"\[(\d+)条工作任务\]", lambda c: c.tasks),
    ("index.md", r"\[(\d+)条作风要求\]", lambda c: c.requirements),
    ("index.md", r"\[(\d+)条有明确日期\]", lambda c: c.dated),
    ("index.md", r"\[(\d+)条没有点名单位\]", lambda c: c.unnamed),
    ("index.md", r"\[(\d+)条“必保”\]", lambda c: c.firm),
    ("index.md", r"写在\[(\d+)条任务\]", lambda c: c.aimed),
    ("index.md", r"\[(\d+)项指标\]", lambda c: c.targets),
    ("index.md", r"（(\d+)项有数字", lambda c: c.counted),
    ("index.md", r"，(\d+)项的数字原文隐去）", lambda c: c.masked),
    ("index.md", r"\[(\d+)个责任单位和统称\]", lambda c: c.units),
    ("tasks.md", r"共(\d+)条", lambda c: c.all),
    ("tasks.md", r"无责任单位 <span class=\"count\">(\d+)<", lambda c: c.unnamed),
    ("tasks.md", r"有日期 <span class=\"count\">(\d+)<", lambda c: c.dated),
    ("tasks.md", r"有指标 <span class=\"count\">(\d+)<", lambda c: c.aimed),
    ("tasks.md", r"必保 <span class=\"count\">(\d+)<", lambda c: c.firm),
    ("tasks.md", r"责任单位<span class=\"count\">（(\d+)条有", lambda c: c.named),
    ("dates.md", r"条任务中(\d+)条有日期", lambda c: c.dated),
    ("gaps.md", r"## 没有点名责任单位（(\d+)条）", lambda c: c.unnamed),
    ("gaps.md", r"## 没有时限（(\d+)条）", lambda c: c.unsaid),
    ("targets.md", r"\*\*(\d+)项指标中", lambda c: c.targets),
    ("targets.md", r"，(\d+)项有数字", lambda c: c.counted),
    ("targets.md", r"(\d+)项的数字原文隐去", lambda c: c.masked),
    ("matrix.md", r"，(\d+)条没有点名单位", lambda c: c.unnamed),
    ("spread.md", r"，(\d+)条没有点名单位", lambda c: c.unnamed),
    ("spread.md", r"## (\d+)个单位有任务", lambda c: c.units + c.proposed),
    ("commitments.md", r"## 必保（(\d+)条）", lambda c: c.firm),
]  # fmt: skip


@pytest.mark.parametrize(("page", "said", "counted"), SAID, ids=[f"{p}-{s}" for p, s, _ in SAID])
def test_a_page_says_what_is_counted(
    pages: dict[str, str], counts: Counts, page: str, said: str, counted: object
) -> None:
    found = re.search(said, pages[page])
    assert found, said
    assert callable(counted)
    assert int(found[1]) == counted(counts)


def test_what_binds_a_unit_and_what_spares_it_is_what_binds_its_kind(
    pages: dict[str, str], real: Handbook
) -> None:
    unit, (kind,) = real.units["shi-zhujianju"], [k for k in real.bound_kinds if k.name == "部门"]
    page = pages["units/shi-zhujianju.md"]
    bound, spared = real.shared_with(unit), re.findall(r"\[([^]]+)\]\S+（3\.1\.1-03）是对", page)
    assert f"## 同类单位都要办的（{len(bound)}条）" in page
    assert spared == ["向市住建局学习"]
    assert len(bound) + len(spared) == len(real.shared_with(kind))


ADDED_UP = [
    # page, what is added up, the sum
    (
        "index.md",
        r"^- \[[^\]]+\]\(sections/\d\.md\)（(\d+)条",
        lambda c: c.all,
    ),
    ("index.md", r"（\d+条，其中作风要求(\d+)条）", lambda c: c.requirements),
    (
        "index.md",
        r"(?:^    - .*（|条，)(\d+)条(?:）|在分项之前)",
        lambda c: c.all,
    ),
    (
        "index.md",
        r"^    - (?:<span class=\"lead\"></span>)?\[[^\]]+\]\(sections/[\d.]+\.md\)（(\d+)条）",
        None,
    ),
    ("targets.md", r"^## (?!规模).*（(\d+)项）", lambda c: c.targets),
]


@pytest.mark.parametrize(("page", "part", "counted"), ADDED_UP)
def test_parts_add_up(
    pages: dict[str, str], counts: Counts, real: Handbook, page: str, part: str, counted: object
) -> None:
    total = sum(int(number) for number in re.findall(part, pages[page], re.MULTILINE))
    in_lead_ins = sum(task.section in ("2.0", "3.0") for task in real.tasks.values())
    expected = counted(counts) if callable(counted) else counts.all - in_lead_ins
    assert total == expected
