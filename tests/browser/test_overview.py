"""The whole at a glance: the matrix agrees with the tasks, pictures agree with their tables."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from handbook.model import Handbook
from tests.browser.looks import ON_A_SCREEN

LEVELS: list[tuple[str, str, Callable[[Handbook], int]]] = [
    # page, what a line is called, how many it must show
    ("spread.html", "（一）经济发展方面", lambda hb: len(hb.tasks_of["section:2.1"])),
    ("spread.html", "市住建局", lambda hb: len(_of(hb, "shi-zhujianju"))),
    ("dates.html", "2022年12月31日", lambda hb: len(due(hb, "2022-12-31"))),
    ("dates.html", "日期未定", lambda hb: len(undated(hb))),
    ("dates.html", "没有写时限", lambda hb: sum(not t.deadlines for t in hb.tasks.values())),
]


def undated(hb: Handbook) -> list[str]:
    """The tasks with a time that ends some day, the words do not say which."""
    return [t.id for t in hb.tasks.values() if any(d.unsettled for d in t.deadlines)]


def due(hb: Handbook, day: str) -> list[str]:
    """The tasks with a time that ends on that day."""
    return [t.id for t in hb.tasks.values() if any(str(d.date) == day for d in t.deadlines)]


def part(hb: Handbook, unit: str, section: str) -> set[str]:
    """Tasks of a unit at or below a section, told by the ids alone."""
    return {
        task.id
        for task in hb.tasks.values()
        if any(a.unit.id == unit for a in task.assignments)
        and (task.section + ".").startswith(section + ".")
    }


TOLD = [  # of a task whose day is that of its end: a page, a task, the end
    ("dates.html", "2.1.2-08", "年内新增“四上”企业100户以上"),
    ("tasks.html?time=dated", "2.3.4-03", "在园幼儿占比全面达标"),
    ("tasks.html?commitment=力争", "2.1.10-01", "实现全国社会信用体系建设示范城市授牌"),
]


@ON_A_SCREEN
@pytest.mark.parametrize(("path", "task", "end"), TOLD, ids=[x[1] for x in TOLD])
def test_what_a_day_or_a_strength_is_said_of_stands_below_the_title(
    page: Page, address: str, path: str, task: str, end: str
) -> None:
    page.goto(f"{address}/{path}")
    row = page.locator("main tr").filter(has=page.get_by_text(task, exact=True)).first
    expect(row.locator(".told")).to_have_text(end)


def test_every_cell_of_the_matrix_counts_what_the_data_holds(
    page: Page, address: str, real: Handbook
) -> None:
    page.goto(f"{address}/matrix.html")
    cells = page.locator(".matrix td a[href*='unit=']:not([href*='unit=none'])")
    shown = {
        (match["unit"], match["section"] or ""): int(text)
        for link, text in zip(
            cells.evaluate_all("links => links.map(link => link.search)"),
            cells.all_inner_texts(),
            strict=True,
        )
        if (match := re.fullmatch(r"\?unit=(?P<unit>[\w-]+)(&section=(?P<section>[\d.]+))?", link))
    }
    assert len(shown) == cells.count()
    assert all(
        len(part(real, *cell) if cell[1] else _of(real, cell[0])) == count
        for cell, count in shown.items()
    )
    carried = {
        (a.unit.id, ".".join(task.section.split(".")[:2]))
        for task in real.tasks.values()
        for a in task.assignments
    }
    assert {cell for cell in shown if cell[1]} == carried


def _of(hb: Handbook, unit: str) -> list[str]:
    return [t.id for t in hb.tasks.values() if any(a.unit.id == unit for a in t.assignments)]


@ON_A_SCREEN
def test_a_cell_opens_the_finder_at_just_its_tasks(page: Page, address: str) -> None:
    page.goto(f"{address}/matrix.html")
    row = page.locator(".matrix tr").filter(has_text="市住建局")
    expect(row.locator("td.t2")).to_have_text(["3", "2"])
    row.get_by_role("link", name="3", exact=True).click()
    assert "/tasks.html?unit=shi-zhujianju&section=2.2" in page.url
    expect(page.locator(".finder-status")).to_have_text("共3条另有同类单位都要办的")
    expect(page.locator("#finder [name=unit]")).to_have_value("shi-zhujianju")


def test_on_a_phone_each_unit_is_a_card_that_names_its_sections(page: Page, address: str) -> None:
    page.goto(f"{address}/matrix.html")
    cell = page.locator(".matrix tr").filter(has_text="市住建局").locator("td[data-label]").first
    label = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    narrow = page.viewport_size is not None and page.viewport_size["width"] < 600
    assert ("二、（二）城乡建管方面" in label) == narrow


@ON_A_SCREEN
def test_what_names_no_unit_stands_first_and_the_head_of_the_matrix_stays(
    page: Page, address: str, real: Handbook
) -> None:
    page.goto(f"{address}/matrix.html")
    first = page.locator(".matrix tbody tr").first
    unnamed = sum(not task.assignments for task in real.tasks.values())
    expect(first).to_contain_text("未点名")
    expect(first.locator("[data-label=合计]")).to_have_text(str(unnamed))
    expect(first.locator("[class]")).to_have_count(0)  # no tint
    head = page.locator(".matrix th").nth(2)
    expect(head).to_contain_text("二、下半年重点任务")
    page.locator(".matrix tr").last.scroll_into_view_if_needed()
    expect(head).to_be_in_viewport()


@pytest.mark.parametrize(("path", "label", "count"), LEVELS, ids=[x[1] for x in LEVELS])
def test_a_line_of_an_overview_is_a_link_with_its_count(
    page: Page,
    address: str,
    real: Handbook,
    path: str,
    label: str,
    count: Callable[[Handbook], int],
) -> None:
    page.goto(f"{address}/{path}")
    line = page.locator(".bars a").filter(has=page.get_by_text(label)).first
    expect(line.locator(".count")).to_have_text(f"{count(real)}条")
    wide = page.viewport_size is not None and page.viewport_size["width"] > 1000
    boxes = line.locator("xpath=..").bounding_box(), line.locator(".level span").bounding_box()
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["height"] <= (33 if wide else 66)
    assert boxes[1]["width"] >= 2, "the bar is seen"
    line.click()
    assert page.url != f"{address}/{path}"


@ON_A_SCREEN
@pytest.mark.parametrize(("path", "where"), [
    ("sections/2.2.html", "h1"), ("results.html", "h2"), ("speech.html", ".reading h3"),
    ("spread.html", ".bars .label"),
])  # fmt: skip
def test_what_opens_with_a_half_blank_sign_stands_in_line(
    page: Page, address: str, path: str, where: str
) -> None:
    page.goto(f"{address}/{path}")
    hung = page.locator(where).filter(has_text=re.compile(r"^\s*（")).first
    size, indent = hung.evaluate(
        "one => [getComputedStyle(one).fontSize, getComputedStyle(one).textIndent]"
    )
    assert float(indent.removesuffix("px")) == pytest.approx(-float(size.removesuffix("px")) / 2)


@ON_A_SCREEN
def test_an_overview_is_titled_by_what_it_finds(page: Page, address: str, real: Handbook) -> None:
    dated = sum(any(d.date for d in t.deadlines) for t in real.tasks.values())
    page.goto(f"{address}/dates.html")
    finding = page.get_by_role("heading", name=f"{len(real.tasks)}条任务中{dated}条有日期")
    expect(finding).to_be_visible()
    near, seasons = page.locator("#d2022-09-30 ~ p").all()[:2]
    expect(near).to_contain_text("自建房")  # by the end of this month, whichever that is
    expect(near).to_contain_text("本月底")
    expect(seasons).to_contain_text("（中秋、国庆等节假日）")
    expect(seasons.get_by_role("link", name="持续发展地摊经济、夜经济")).to_be_visible()


@ON_A_SCREEN
@pytest.mark.parametrize(("name", "figure"), [
    ("企业注册量", "增长7%"), ("个体工商户注册量", "增长11%"), ("新增“四上”企业", "100户以上"),
    ("肉牛饲养量", "达到**万头"),
])  # fmt: skip
def test_a_figure_stands_first_and_alone(page: Page, address: str, name: str, figure: str) -> None:
    page.goto(f"{address}/targets.html")
    row = page.locator("tr").filter(has=page.get_by_role("cell", name=name, exact=True))
    expect(row.locator("td").first.locator("strong")).to_have_text(figure)
