"""Two hundred tasks narrowed to mine, the view kept in the address."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from urllib.parse import quote

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Locator, Page, expect

from handbook.model import Handbook
from tests.browser.looks import ON_A_PHONE, ON_A_SCREEN

VIEWS = [
    # address, what a task must satisfy
    ("unit=shi-zhujianju", lambda t: any(a.unit.id == "shi-zhujianju" for a in t.assignments)),
    ("role=lead", lambda t: any(a.role == "lead" for a in t.assignments)),
    (
        "unit=shizhengfu-duchashi&role=supervise",
        lambda t: any(
            (a.unit.id, a.role) == ("shizhengfu-duchashi", "supervise") for a in t.assignments
        ),
    ),
    ("section=2.3", lambda t: t.section.startswith("2.3.") or t.section == "2.3"),
    ("time=2022-09", lambda t: any(str(d.date).startswith("2022-09") for d in t.deadlines)),
    ("time=unsettled", lambda t: any(d.unsettled for d in t.deadlines)),
    ("time=none", lambda t: not t.deadlines),
    ("figure=masked", lambda t: any(x.masked for x in t.targets)),
    ("commitment=必保", lambda t: t.commitment == "必保"),
    ("kind=requirement", lambda t: t.kind == "requirement"),
    ("commitment=力争&figure=yes", lambda t: t.commitment == "力争" and bool(t.targets)),
    ("unit=none", lambda t: not t.assignments),
    ("time=dated", lambda t: any(d.date for d in t.deadlines)),
]


def shown(page: Page) -> list[str]:
    cells = page.locator(".finder-table tbody tr:not([hidden]) td:first-child")
    return [text.strip() for text in cells.all_text_contents()]


def open_fields(page: Page) -> Locator:
    """The conditions that are folded away: in the page on a screen, in a sheet on a phone."""
    page.get_by_role("button", name="更多条件").click()
    fields = page.get_by_role("dialog", name="筛选条件")
    expect(fields).to_be_visible()
    return fields


@ON_A_SCREEN
@pytest.mark.parametrize(("query", "rule"), VIEWS)
def test_a_view_that_was_sent_shows_the_right_tasks(
    page: Page, address: str, real: Handbook, query: str, rule: object
) -> None:
    assert callable(rule)
    page.goto(f"{address}/tasks.html?{query}")
    expected = [task.id for task in real.tasks.values() if rule(task)]
    assert expected
    expect(page.get_by_role("status").filter(has_text="共")).to_contain_text(f"共{len(expected)}条")
    assert shown(page) == expected


def test_chosen_conditions_narrow_the_table_and_the_address_says_so(
    page: Page, address: str, real: Handbook
) -> None:
    page.goto(f"{address}/tasks.html")
    assert len(shown(page)) == len(real.tasks)
    fields = open_fields(page)
    fields.get_by_label("单位", exact=True).select_option("ge-kaifaqu")
    fields.get_by_label("时限", exact=True).select_option("none")
    ids = shown(page)
    assert 0 < len(ids) < 20
    assert "unit=ge-kaifaqu&time=none" in page.url
    option = fields.get_by_label("单位", exact=True).locator("option[value=ge-kaifaqu]")
    expect(option).to_have_text(f"各开发区（{len(ids)}）")
    page.reload()
    assert shown(page) == ids
    page.get_by_role("button", name="时限：原文未明确").click()
    assert page.url.endswith("?unit=ge-kaifaqu")
    fields = open_fields(page)
    fields.get_by_label("字词").fill("招商")
    assert all("2.1.4" in key for key in shown(page))
    if (done := fields.get_by_role("button", name="看这")).is_visible():
        done.click()
    page.get_by_role("button", name="清除条件").click()
    assert len(shown(page)) == len(real.tasks)
    assert page.url.endswith("tasks.html")


CLICKS = [
    # what is asked, where from, what is clicked, the address it gives, its tasks
    (
        "which tasks of 生态环保 have nobody", "tasks.html",
        ["无责任单位", "只看这些：2.4 生态环保方面"], "unit=none&section=2.4",
    ),
    ("the same", "sections.html", ["17条没有点名责任单位"], "section=2.4&unit=none"),
    (
        "必保 with a figure", "tasks.html", ["必保", "有指标"],
        f"commitment={quote('必保')}&figure=yes",
    ),
    ("what has a day", "tasks.html", ["有日期"], "time=dated"),
]  # fmt: skip


@ON_A_SCREEN
@pytest.mark.parametrize(("start", "clicks", "query"), [case[1:] for case in CLICKS])
def test_what_people_ask_is_two_clicks_and_an_address(
    page: Page, address: str, start: str, clicks: list[str], query: str
) -> None:
    page.goto(f"{address}/{start}")
    for name in clicks:
        page.locator("main").get_by_text(name).or_(
            page.locator("main").get_by_role("button", name=name)
        ).first.click()
    page.wait_for_url(f"**/tasks.html?{query}")
    ids = shown(page)
    expect(page.locator(".finder-status")).to_have_text(f"共{len(ids)}条")
    pressed = page.locator(".finder-chips [aria-pressed=true] .count")
    assert {int(text) for text in pressed.all_text_contents()} <= {len(ids)}


@ON_A_SCREEN
def test_no_cell_says_that_the_words_say_nothing_but_it_is_read_aloud(
    page: Page, address: str, real: Handbook
) -> None:
    page.goto(f"{address}/tasks.html?unit=none&group=none")
    row = page.locator(".finder-table tbody tr:not([hidden])").first
    expect(row.locator("td").nth(4)).to_have_text("原文未明确")
    assert row.locator(".unsaid").last.bounding_box()["width"] <= 1  # type: ignore[index]
    named = sum(bool(task.assignments) for task in real.tasks.values())
    page.goto(f"{address}/tasks.html")
    expect(page.locator(".finder-table thead th").last).to_have_text(f"责任单位（{named}条有）")


@ON_A_SCREEN
def test_rows_are_of_one_line_and_their_head_stays_in_sight(page: Page, address: str) -> None:
    page.goto(f"{address}/tasks.html")
    heights = page.locator(".finder-table tbody tr:not([hidden])").evaluate_all(
        "rows => rows.map((row) => row.getBoundingClientRect().height)"
    )
    assert sum(height <= 41 for height in heights) >= 0.75 * len(heights)
    page.locator(".finder-table tr", has_text="3.1.1-01").first.scroll_into_view_if_needed()
    head = page.locator(".finder-table thead th").first
    expect(head).to_be_in_viewport()


GROUPS = [
    # by, the first group, how many groups at least
    ("", "2 导语", 8),
    ("unit", "原文未明确", 10),
    ("time", "2022年9月30日", 4),
]


@ON_A_SCREEN
@pytest.mark.parametrize(("by", "first", "most"), GROUPS)
def test_tasks_stand_in_groups_that_fold(
    page: Page, address: str, real: Handbook, by: str, first: str, most: int
) -> None:
    page.goto(f"{address}/tasks.html?group={by}")
    groups = page.locator(".finder-table .group-row button.group")
    expect(groups.first).to_have_text(first)
    assert groups.count() >= most
    assert {*shown(page)} == {*real.tasks}
    below = page.locator(".finder-table tbody tr").nth(1)
    groups.first.click()
    expect(below).to_be_hidden()
    groups.first.click()
    expect(below).to_be_visible()


def test_a_phone_begins_with_folded_groups(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}/tasks.html")
    assert page.locator(".finder-table").bounding_box()["height"] < 844  # type: ignore[index]
    page.locator(".group-row button.group").nth(4).click()
    cards = page.locator(".finder-table tbody tr:not(.group-row, .folded, [hidden])")
    heights = cards.evaluate_all("rows => rows.map((row) => row.getBoundingClientRect().height)")
    assert sum(heights) / len(heights) <= 96
    cards.first.click(position={"x": 300, "y": 8})
    page.wait_for_url("**/tasks/2.4.*.html")
    page.close()


@ON_A_PHONE
def test_nothing_moves_when_scripts_arrive_late(page: Page, address: str) -> None:
    boxes = []
    for late in ("finder.js", "bundle.*.js", "none"):
        page.route(f"**/{late}", lambda route: route.abort())
        page.goto(f"{address}/tasks.html")
        if late != "finder.js":
            expect(page.locator(".finder.ready")).to_be_visible()
        boxes.append(page.locator(".finder-table").bounding_box())
        page.unroute_all()
    assert boxes[:2] == [boxes[2]] * 2


@ON_A_SCREEN
def test_what_is_to_be_reached_is_told_where_figures_are_asked_for(
    page: Page, address: str, real: Handbook
) -> None:
    page.goto(f"{address}/tasks.html?figure=yes&group=none")
    rows = page.locator(".finder-table tbody tr:not([hidden])")
    for row in rows.all():
        task = real.tasks[row.locator("td").first.inner_text()]
        expect(row.locator(".told")).to_have_text("；".join(x.text for x in task.targets))
    page.get_by_role("button", name="有指标").click()
    expect(page.locator(".finder-table .told")).to_have_count(0)


@ON_A_SCREEN
def test_no_date_is_judged_by_the_readers_clock(page: Page, address: str, real: Handbook) -> None:
    page.clock.set_fixed_time("2031-07-20T08:00:00")
    page.goto(f"{address}/tasks.html")
    assert shown(page) == list(real.tasks)
    expect(page.locator("main")).not_to_contain_text("日期已过")


@ON_A_SCREEN
def test_a_printed_view_states_what_it_shows(page: Page, address: str) -> None:
    page.goto(f"{address}/tasks.html?unit=shi-zhujianju&words=供热")
    page.emulate_media(media="print")
    ids = shown(page)
    expect(page.locator(".finder-printed")).to_be_visible()
    expect(page.locator(".finder-printed")).to_have_text(
        f"筛选条件：字词：供热；单位：市住建局。共{len(ids)}条。"
    )
    assert ids
    expect(page.locator("#finder")).to_be_hidden()


def by_day(hb: Handbook) -> list[str]:
    """The tasks with a day, those with the first day first."""
    days = {t.id: [d.date for d in t.deadlines if d.date] for t in hb.tasks.values()}
    return sorted((key for key in days if days[key]), key=lambda key: min(days[key]))


def test_cards_can_be_sorted_too(page: Page, address: str, real: Handbook) -> None:
    page.goto(f"{address}/tasks.html?group=none")
    open_fields(page).get_by_label("排序").select_option(label="时限，从前到后")
    assert shown(page)[:2] == by_day(real)[:2]
    assert "sort=3-up" in page.url


@ON_A_SCREEN
def test_nothing_left_says_which_condition_to_drop(page: Page, address: str) -> None:
    page.goto(f"{address}/tasks.html?words=天外飞仙")
    expect(page.locator(".finder-status")).to_contain_text("没有符合条件的任务。")
    page.goto(f"{address}/tasks.html?section=2.4&words=天外飞仙")
    page.get_by_role("button", name="去掉“字词：天外飞仙”，有19条").click()
    expect(page.locator(".finder-status")).to_have_text("共19条")
    assert page.url.endswith("?section=2.4")


def test_columns_sort_both_ways(browser: Browser, address: str, real: Handbook) -> None:
    page = browser.new_page()
    page.goto(f"{address}/tasks.html?group=none")
    head = page.locator(".finder-table thead").get_by_role("button", name="时限")
    head.click()
    assert shown(page)[:2] == by_day(real)[:2]
    head.click()
    assert shown(page)[-1:] == by_day(real)[:1]
    assert "sort=3-down" in page.url
    page.close()


def saved(page: Page, name: str, folder: Path) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path.read_bytes()


@pytest.mark.parametrize("opened", ["served", "from a folder"])
def test_what_is_shown_is_taken_away(
    browser: Browser, address: str, real_site: Path, real: Handbook, tmp_path: Path, opened: str
) -> None:
    page = browser.new_page()
    root = address if opened == "served" else real_site.as_uri()
    page.goto(f"{root}/tasks.html?commitment=必保&figure=yes")
    raw = saved(page, "下载表格", tmp_path)
    assert (tmp_path / "任务-有指标-必保.csv").is_file()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert [row["任务编号"] for row in rows] == shown(page)
    for row in rows:
        task = real.tasks[row["任务编号"]]
        assert row["工作任务"] == task.title
        assert all(said.exact in row["原文"] for said in task.quotes)
        assert all(f"{number}" in row["原文出处"] for number in task.sentences)
        assert opened != "served" or row["网址"] == f"{address}/tasks/{task.id}.html"
        assert all(measure.text in row["保障措施"] for measure in task.measures)
        assert all(unit.name in row["责任单位"] for unit in task.units)
        assert all(row.values()) or not row["备注"], "what the words leave open is written out"
    assert "原文未明确" in {row["责任单位"] for row in rows}
    days = {row["完成日期"] for row in rows} - {"原文未明确"}
    calendar = saved(page, "下载日历", tmp_path)
    assert max(map(len, calendar.split(b"\r\n"))) <= 75
    made = Calendar.from_ical(calendar.decode())
    assert str(made["x-wr-caldesc"]).startswith("指标：有指标；要求：必保；日历里有3条，其余3条")
    assert {f"{event.decoded('dtstart')}" for event in made.walk("VEVENT")} == days
    for event in made.walk("VEVENT"):
        task = next(task for task in real.tasks.values() if task.title == event["summary"])
        assert f"第{task.sentences[0]}句" in str(event["description"])
        assert opened != "served" or event["url"] == f"{address}/tasks/{task.id}.html"
    expect(page.locator(".finder-status")).to_contain_text("没有落到日期")
    page.close()


def test_the_link_is_copied(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/tasks.html?unit=none")
    page.get_by_role("button", name="复制链接").click()
    expect(page.locator(".finder-status")).to_contain_text("已复制链接")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}/tasks.html?unit=none"
    context.close()


def test_without_javascript_the_table_is_complete(
    browser: Browser, address: str, real: Handbook
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/tasks.html")
    rows = page.locator(".finder-table tbody tr", has=page.locator("a"))
    assert rows.count() == len(real.tasks)
    expect(page.locator("#finder")).to_be_hidden()
    context.close()
