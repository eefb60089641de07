"""Drafts gone through in the browser, from a folder: decided by keys, kept, saved, taken home."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
import yaml
from filelock import FileLock
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, expect

from handbook.cli import main
from handbook.files.review import review_book
from handbook.intake.apart import reader
from handbook.model import Handbook
from handbook.pages.make import make_pages
from handbook.pages.review import review_files
from handbook.read.load import load
from tests.browser.looks import PHONE, SCREEN
from tests.browser.test_attacks import BOOBY_TRAP, CLEAN, TRACES
from tests.browser.test_kinds import OVERFLOW, judged, watched
from tests.conftest import ROOT

SPEECH = """\
各位同事：
今天布置下半年的工作。
一、主要情况
上半年修好了三座桥，**座正在修。有的村路灯还不亮。
二、重点工作
（一）修路。县交通局要在10月底前修通柳树沟公路，全长12.5公里。要尽快修好各村路灯，力争年内亮灯率达到**%。\
县水利局要疏通<script>boom()</script>河道，加固<img src=x onerror=boom()>堤坝。
（二）办学。请县教育局牵头，抓紧编制“两免”方案。跳出**看**，站在全省的高度办学。要修缮村小学校舍，配齐桌椅。
谢谢大家。
"""
BARE = "跳出**看**，站在全省的高度办学。"
"""The sentence whose draft is taken out: nothing accounts for it."""
RULE = "动词"


@pytest.fixture(scope="module", autouse=True)
def _closed() -> Iterator[None]:
    """No process is left behind for tests that count them."""
    with closing(reader()):
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of ``drafted``, made by the first process that asks."""
    base = tmp_path_factory.getbasetemp()
    place = (base if worker_id == "master" else base.parent) / "gone-through"
    with FileLock(f"{place}.lock"):
        return place / "手册" if place.exists() else drafted(place)


def drafted(place: Path) -> Path:
    """A text with hostile words, drafted, one draft unsure, and the office's edition built."""
    place.mkdir()
    (place / "讲话.txt").write_text(SPEECH, "utf-8")
    folder = place / "手册"
    assert main(["new", "-q", str(folder), "--from", str(place / "讲话.txt")]) == 0
    assert main(["draft", "-q", str(folder)]) == 0
    drafts = folder / "data/drafts.yaml"
    rows = [row for row in yaml.safe_load(drafts.read_text("utf-8")) if row["words"] != BARE]
    for row in rows:
        row["sure"] = 0.5 if row.get("sets") == "term" else 0.9
    drafts.write_text(yaml.safe_dump(rows, allow_unicode=True), "utf-8")
    command = [sys.executable, "-m", "handbook", "build", "-q", "--no-downloads",
               "--edition", "internal", str(folder)]  # fmt: skip
    subprocess.run(command, check=True, cwd=ROOT)
    return folder


@pytest.fixture(scope="module")
def hb(folder: Path) -> Handbook:
    return load(folder / "data", internal=True)


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """A window in which the policy of the pages does not hold, so that the script has to."""
    context = browser.new_context(locale="zh-CN", bypass_csp=True)
    context.add_init_script(BOOBY_TRAP)
    yield context
    context.close()


@pytest.fixture
def review(desk: BrowserContext, folder: Path) -> Iterator[Page]:
    """The page, opened from the folder, with nothing decided."""
    page = desk.pages[0] if desk.pages else desk.new_page()
    errors: list[str] = []

    def note(error: Error) -> None:
        errors.append(str(error))

    page.on("pageerror", note)
    page.set_viewport_size({"width": SCREEN[0], "height": SCREEN[1]})
    opened(page, folder)
    yield page
    if not page.is_closed():
        page.evaluate("localStorage.clear()")
        page.remove_listener("pageerror", note)
    assert errors == []


def opened(page: Page, folder: Path) -> None:
    page.goto((folder / "internal/site/review.html").as_uri())
    page.locator(".review.ready").wait_for()


def card(page: Page, words: str) -> Locator:
    return page.locator(".review-card").filter(has=page.get_by_text(words, exact=True))


def at(page: Page, words: str) -> None:
    """Choose the card with a title."""
    card(page, words).click(position={"x": 8, "y": 8})
    expect(card(page, words)).to_have_class(re.compile("chosen"))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def left(page: Page, count: int) -> None:
    expect(page.locator("[data-part=left]")).to_have_text(f"还剩{count}条")


def mark(page: Page, sentence: str, words: str) -> None:
    """Mark words with the mouse."""
    box = page.locator(".said", has_text=sentence).evaluate(
        """(said, words) => {
            const walker = document.createTreeWalker(said, NodeFilter.SHOW_TEXT);
            for (let node; (node = walker.nextNode());) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                said.scrollIntoView({block: "center"});
                const {left, right, top, bottom} = range.getBoundingClientRect();
                return [left, right, (top + bottom) / 2];
            }
        }""",
        words,
    )
    page.mouse.move(box[0] + 1, box[2])
    page.mouse.down()
    page.mouse.move(box[1] - 1, box[2], steps=4)
    page.mouse.up()


CHOSEN = {
    # what is decided on the page and, by header, in the workbook: title → cells
    "任务": {
        "修通柳树沟公路": {"决定": "修改", "任务名": "修通公路", "时限": ""},
        "尽快修好各村路灯": {"决定": "采用"},
        "疏通<script>boom()</script>河道": {"决定": "采用"},
        "加固<img src=x onerror=boom()>堤坝": {"决定": "合并到", "合并到哪一条": "疏通"},
        "抓紧编制“两免”方案": {"决定": "不立任务", "不立的理由": "背景"},
        "修缮村小学校舍": {"决定": "拆分", "拆成哪几段": "修缮村小学校舍\n配齐桌椅"},
        "配齐桌椅": {"决定": "不立任务", "不立的理由": "举例"},
    },
    "不立任务的句子": {
        "二、重点工作": {"决定": "采用"},
        "（一）修路。": {"决定": "修改", "理由": "说明"},
        "谢谢大家。": {"决定": "立任务", "任务名": "谢谢大家"},
    },
    "名词文件问题成绩": {
        "“两免”": {"决定": "采用"},
        "**座正在修": {"决定": "不要"},
    },
}


def decide_all(page: Page) -> None:
    """The same decisions by keys."""
    at(page, "修通柳树沟公路")
    press(page, "e")
    page.get_by_label("任务名").fill("修通公路")
    page.get_by_label("时限").fill("")
    press(page, "Control+Enter")
    expect(card(page, "尽快修好各村路灯")).to_be_focused()  # on to the next by itself
    press(page, "a", "a", "m")
    at(page, "抓紧编制“两免”方案")
    press(page, "r", "3", "a")  # and the term that stands there
    at(page, "修缮村小学校舍")
    press(page, "s")
    assert page.get_by_label("拆成哪几段").input_value() == "修缮村小学校舍"
    page.get_by_label("拆成哪几段").fill("修缮村小学校舍\n添置桌椅")
    press(page, "Control+Enter")
    expect(page.get_by_role("alert")).to_have_text("第14句里没有“添置桌椅”，请照原文摘录")
    page.get_by_label("拆成哪几段").fill("修缮村小学校舍\n配齐桌椅")
    page.get_by_role("button", name="定了").click()
    press(page, "r", "8")
    row(page, 6).locator(".review-card").click(position={"x": 8, "y": 8})
    press(page, "a")
    row(page, 7).get_by_role("button", name="改理由").click()
    row(page, 7).get_by_role("button", name="9 说明").click()
    row(page, 15).locator(".review-card").click(position={"x": 8, "y": 8})
    press(page, "t", "Control+Enter")
    at(page, "**座正在修")
    press(page, "r")


def row(page: Page, number: int) -> Locator:
    return page.locator(f".review-row[data-n='{number}']")


def saved(page: Page, place: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name="保存校对结果").click()
    path = place / download.value.suggested_filename
    download.value.save_as(path)
    return path


def workbook(hb: Handbook, path: Path) -> Path:
    """The workbook with the same decisions."""
    book = openpyxl.load_workbook(io.BytesIO(review_book(hb)))
    ids = {draft.title: draft.id for draft in hb.drafts}
    into = next(key for title, key in ids.items() if title.startswith("疏通"))
    for name, rows in CHOSEN.items():
        for title, cells in rows.items():
            fill(book[name], "草稿编号", ids[title], {
                header: into if header == "合并到哪一条" else text
                for header, text in cells.items()
            })  # fmt: skip
    added: dict[str, str | int] = {
        "句": 13,
        "原话": "站在全省的高度办学",
        "任务名": "站在全省的高度办学",
    }
    fill(book["另立的任务"], "句", None, added)
    fill(book["单位"], "原文的叫法", "县水利局", {"全称": "某县水利局"})
    book.save(path)
    return path


def fill(sheet: Worksheet, header: str, value: str | None, cells: Mapping[str, str | int]) -> None:
    """Write cells by header into the first row that has a value in a column."""
    columns = {cell.value: at for at, cell in enumerate(sheet[1], 1)}
    number = next(
        n for n in range(2, sheet.max_row + 2) if sheet.cell(n, columns[header]).value == value
    )
    for name, text in cells.items():
        sheet.cell(number, columns[name]).value = text


def taken(folder: Path, place: Path, path: Path) -> dict[str, bytes]:
    """All of ``data/`` once a file was taken home into a copy of the folder."""
    copied = place / path.suffix.removeprefix(".")
    shutil.copytree(folder / "data", copied / "data")
    assert main(["import", "-q", str(path), "--write", "--folder", str(copied)]) == 0
    return {
        file.relative_to(copied).as_posix(): file.read_bytes()
        for file in sorted((copied / "data").rglob("*")) if file.is_file()
    }  # fmt: skip


def test_what_is_decided_by_keys_is_taken_as_from_the_workbook(
    review: Page, folder: Path, hb: Handbook, tmp_path: Path
) -> None:
    left(review, len(hb.drafts))
    decide_all(review)
    mark(review, BARE, "站在全省的高度办学")
    press(review, "t")
    expect(review.get_by_label("任务名")).to_have_value("站在全省的高度办学")
    press(review, "Control+Enter")
    review.locator(".review-units summary").click()
    review.get_by_label("县水利局：全称").fill("某县水利局")
    review.get_by_label("县水利局：全称").blur()
    left(review, len(hb.drafts) - 12)
    ours = saved(review, tmp_path)
    assert ours.name == "校对.json"
    book = workbook(hb, tmp_path / "review.xlsx")
    from_page, from_book = (taken(folder, tmp_path, path) for path in (ours, book))
    assert from_page == from_book
    tasks = "".join(text.decode() for name, text in from_page.items() if "/tasks/" in name)
    titles = re.findall(r"title: (.*)", tasks)
    assert "修通公路" in titles
    assert "站在全省的高度办学" in titles
    assert "疏通<script>boom()</script>河道" in titles


def test_what_the_importer_finds_fault_with_is_named_as_the_page_does(
    review: Page, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at(review, "尽快修好各村路灯")
    press(review, "e")
    review.get_by_label("时限").fill("某个吉日")
    press(review, "Control+Enter")
    path = saved(review, tmp_path)
    assert main(["import", "-q", str(path), "--folder", str(folder)]) == 1
    assert "第9句“尽快修好各村路灯”的时限：" in capsys.readouterr().err


def test_it_survives_a_closed_tab_and_goes_on_from_a_file(
    review: Page, desk: BrowserContext, folder: Path, hb: Handbook, tmp_path: Path
) -> None:
    decide_all(review)
    path = saved(review, tmp_path)
    other = desk.new_page()
    review.close()
    opened(other, folder)
    left(other, len(hb.drafts) - 12)
    expect(card(other, "尽快修好各村路灯").locator(".verdict")).to_have_text("采用")
    other.evaluate("localStorage.clear()")  # another machine
    other.reload()
    left(other, len(hb.drafts))
    at(other, "尽快修好各村路灯")
    press(other, "r", "1")
    other.get_by_label("打开保存的文件").set_input_files(path)
    other.get_by_role("button", name="以文件为准").click()
    left(other, len(hb.drafts) - 12)
    expect(card(other, "尽快修好各村路灯").locator(".verdict")).to_have_text("采用")
    assert json.loads(saved(other, tmp_path).read_text("utf-8")) == json.loads(
        path.read_text("utf-8")
    )
    added = {"句": 999, "原话": "没有的话", "任务名": "<b>"}
    strange = {"unit": "校对", "sheets": {"另立的任务": [added], "任务": [{"草稿编号": "d0"}]}}
    for text, said in (
        ("{}", "不是校对页存的文件"),
        (json.dumps(strange), "读入0条；另有2条草稿现在没有了，没有读入"),
    ):
        other.get_by_label("打开保存的文件").set_input_files(
            {"name": "x.json", "mimeType": "application/json", "buffer": text.encode()}
        )
        expect(other.locator(".review-said")).to_have_text(said)
    other.evaluate("localStorage.clear()")


def test_what_is_shown_and_in_which_order(review: Page, hb: Handbook) -> None:
    titles = review.locator(".review-card .title")
    review.get_by_label("先后").select_option("没有看的、拿不准的在前")
    expect(titles.first).to_contain_text("没有草稿")  # what nothing accounts for
    expect(row(review, 13).locator(".state")).to_have_text("没有交代")
    review.get_by_label("第几句").fill("12")
    review.get_by_label("第几句").press("Enter")
    expect(review.locator(".chosen .title")).to_have_text("抓紧编制“两免”方案")
    expect(review.locator(".review-card .kind").first).to_have_text("名词")  # then the unsure one
    review.get_by_label("把握").select_option("拿不准的")
    expect(titles).to_have_count(2)
    review.get_by_label("把握").select_option("全部")
    review.get_by_label("起草的规则").select_option(RULE)
    count = sum(draft.rule == RULE for draft in hb.drafts)
    expect(titles).to_have_count(count)
    review.get_by_role("button", name=f"这条规则的全部采用（{count}条）").click()
    review.get_by_role("dialog", name="请确认").get_by_role("button", name="取消").click()
    left(review, len(hb.drafts))
    review.get_by_role("button", name=f"这条规则的全部采用（{count}条）").click()
    expect(review.locator(".review-ask")).to_contain_text(f"还没有决定的{count}条")
    review.locator(".review-ask").get_by_role("button", name="采用").click()
    left(review, len(hb.drafts) - count)
    press(review, "u")
    left(review, len(hb.drafts))
    at(review, "配齐桌椅")
    press(review, "r", "1")
    review.get_by_label("决定").select_option("没有决定的")
    expect(titles).to_have_count(count - 1)
    press(review, "a")
    review.locator(".review-rules summary").click()
    cells = review.locator(".review-rules tr", has=review.get_by_role("rowheader", name=RULE))
    assert cells.locator("td").all_text_contents()[:6] == [
        str(count), str(count - 2), "1", "0", "1", "50%"
    ]  # fmt: skip


def test_a_merge_into_what_nobody_accepted_is_named_when_it_is_saved(
    review: Page, tmp_path: Path
) -> None:
    at(review, "配齐桌椅")
    press(review, "m")
    saved(review, tmp_path)
    fault = review.locator(".review-faults").get_by_role("button")
    expect(fault).to_contain_text("第14句“配齐桌椅”：合并到的那一条还没有采用")
    at(review, "修缮村小学校舍")
    press(review, "a")
    saved(review, tmp_path)
    expect(fault).to_have_count(0)


def test_keys_rest_where_somebody_writes_and_when_they_are_switched_off(
    front: Page, folder: Path, hb: Handbook
) -> None:
    with watched(front) as (errors, _):  # here the policy of the pages holds
        opened(front, folder)
        at(front, "尽快修好各村路灯")
        press(front, "e")
        front.get_by_label("时限").press_sequentially("as")
        press(front, "Escape", "s", "Escape")  # the theme's own S would open the search
        expect(front.locator("[data-md-toggle=search]")).not_to_be_checked()
        front.get_by_label("用按键").uncheck()
        press(front, "a")
        left(front, len(hb.drafts))
    assert errors == []


def test_a_browser_that_keeps_nothing_says_so(front: Page, folder: Path, tmp_path: Path) -> None:
    front.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
    )
    opened(front, folder)
    expect(front.locator("[data-part=blocked]")).to_contain_text("不让网页记住内容")
    at(front, "尽快修好各村路灯")
    press(front, "a")
    assert "尽快修好各村路灯" in saved(front, tmp_path).read_text("utf-8")


def test_hostile_words_are_text(review: Page, hb: Handbook) -> None:
    expect(row(review, 10).locator(".said")).to_contain_text("<script>boom()</script>")
    for title in ("疏通<script>boom()</script>河道", "加固<img src=x onerror=boom()>堤坝"):
        at(review, title)
        press(review, "e", "Control+Enter")
    mark(review, "疏通", "堤坝")
    review.get_by_role("button", name="立任务 T").click()
    press(review, "Control+Enter")
    review.locator(".review-rules summary").click()
    assert review.evaluate(TRACES) == CLEAN
    assert b"<script" not in review_files(hb)["assets/review-data.js"]


def test_a_long_text_stays_light(review: Page, folder: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copytree(folder / "internal/site", tmp_path / "internal/site"))
    path = copied / "assets/review-data.js"
    text = path.read_text("utf-8")
    data = json.loads(text.partition(" = ")[2].rstrip(";\n"))
    for name in ("sentences", "drafts"):
        data[name] = [
            json.loads(json.dumps(one)) | {"n": one["n"] + 20 * i, "id": f"{one.get('id')}-{i}"}
            for i in range(50) for one in data[name]
        ]  # fmt: skip
    for draft in data["drafts"]:
        draft["places"] = [[draft["n"], *place[1:]] for place in draft["places"]]
    path.write_text(f"self.reviewData = {json.dumps(data)};", "utf-8")
    opened(review, tmp_path)
    left(review, len(data["drafts"]))
    assert review.evaluate("document.querySelectorAll('*').length") < 3000
    took = review.evaluate(
        """() => {
            const start = performance.now();
            for (let i = 0; i < 100; i += 1) {
                const press = new KeyboardEvent("keydown", {key: "a", bubbles: true});
                document.body.dispatchEvent(press);
            }
            return performance.now() - start;
        }"""
    )
    left(review, len(data["drafts"]) - 100)
    assert took < 10_000, f"{took} ms"  # a busy machine is slow; a tenth of it is usual


@pytest.mark.parametrize("size", [SCREEN, PHONE], ids=["1280", "390"])
def test_it_is_accessible(review: Page, size: tuple[int, int]) -> None:
    review.set_viewport_size({"width": size[0], "height": size[1]})
    review.reload()
    at(review, "尽快修好各村路灯")
    press(review, "r", "1")
    press(review, "s")
    review.locator(".review-rules summary").click()
    review.locator(".review-units summary").click()
    assert review.evaluate(OVERFLOW) <= 0
    if size == PHONE:
        small = review.evaluate(
            """() => [...document.querySelectorAll(".review button")]
                .filter((one) => one.offsetParent && one.offsetHeight < 44)
                .map((one) => one.outerHTML)"""
        )
        assert small == []
    review.evaluate("scrollTo(0, 0)")  # what stands behind the bar of a phone is no small target
    assert judged(review) == ([], [])


def test_only_who_goes_through_drafts_has_the_page(hb: Handbook, tiny: Handbook) -> None:
    assert "review.md" in make_pages(hb, with_downloads=False)
    assert "review.md" not in make_pages(tiny, with_downloads=False)
    assert review_files(tiny) == {}
