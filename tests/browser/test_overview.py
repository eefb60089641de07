"""The whole at a glance: the matrix agrees with the tasks, pictures agree with their tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from handbook.model import Handbook
from tests.browser.looks import ON_A_SCREEN

PICTURES: list[tuple[str, int, Callable[[Handbook], int]]] = [
    # page, pictures on it, and a number that the first must show
    ("spread.html", 3, lambda hb: len(hb.tasks_of["section:2.1"])),
    ("dates.html", 1, lambda hb: len(due(hb, "2022-12-31"))),
    ("targets.html", 2, lambda hb: 100),  # 新增“四上”企业100户以上
]


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


def test_every_cell_of_the_matrix_counts_what_the_data_holds(
    page: Page, address: str, real: Handbook
) -> None:
    page.goto(f"{address}/matrix.html")
    cells = page.locator(".matrix td a[href*='unit=']")
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
    expect(row).to_contain_text("原文点名3")
    row.get_by_role("link", name="3", exact=True).click()
    assert "/tasks.html?unit=shi-zhujianju&section=2.2" in page.url
    expect(page.locator(".finder-status")).to_have_text("共3条")
    expect(page.locator("#finder [name=unit]")).to_have_value("shi-zhujianju")


def test_on_a_phone_each_unit_is_a_card_that_names_its_sections(page: Page, address: str) -> None:
    page.goto(f"{address}/matrix.html")
    cell = page.locator(".matrix tr").filter(has_text="市住建局").locator("td[data-label]").first
    label = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    narrow = page.viewport_size is not None and page.viewport_size["width"] < 600
    assert ("（二）城乡建管方面" in label) == narrow


@ON_A_SCREEN
@pytest.mark.parametrize(("path", "pictures", "number"), PICTURES, ids=[x[0] for x in PICTURES])
def test_a_picture_shows_what_its_table_says(
    page: Page,
    address: str,
    real: Handbook,
    path: str,
    pictures: int,
    number: Callable[[Handbook], int],
) -> None:
    page.goto(f"{address}/{path}")
    figures = page.locator("figure.picture")
    assert figures.count() >= pictures
    assert str(number(real)) in figures.first.locator("text").all_text_contents()
    for at in range(figures.count()):
        figure = figures.nth(at)
        expect(figure.get_by_role("img")).to_have_attribute("aria-label", re.compile(".+"))
        table = figure.locator("xpath=following::table[1]")
        values = set(figure.locator("text.value").all_text_contents())
        assert values
        assert values <= set(re.findall(r"[\d.]+", table.inner_text()))


@ON_A_SCREEN
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("media", ["screen", "print"])
def test_a_picture_is_drawn_in_the_colours_of_the_text(
    page: Page,
    address: str,
    scheme: Literal["light", "dark"],
    media: Literal["screen", "print"],
) -> None:
    page.emulate_media(color_scheme=scheme, media=media)
    page.goto(f"{address}/spread.html")
    colours = page.evaluate(
        """() => [getComputedStyle(document.querySelector("figure.picture text")).fill,
                  getComputedStyle(document.querySelector("article p")).color]"""
    )
    assert colours[0] == colours[1]
