"""Which pages there are, where they lie and how they are listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from handbook.model import Handbook, SentenceUse
from handbook.model.addresses import addresses
from handbook.pages.catalog import DOWNLOADS, index_pages, nav, unlisted
from handbook.pages.make import make_pages
from handbook.pages.own import OURS
from handbook.read.deadlines import settle


@pytest.fixture(scope="module")
def made(real: Handbook) -> Mapping[str, str]:
    return dict(make_pages(real))


def called(hb: Handbook, **words: Any) -> Handbook:
    """The same handbook under other words."""
    return replace(hb, info=replace(hb.info, **words))


NAV = {
    "首页": "index",
    "讲话": "speech sections results problems mechanisms",
    "任务": "tasks spread dates targets red-lines commitments gaps",
    "单位": "units matrix counties citizens",
    "名词和事项": "terms documents projects campaigns asked",
    "下载": "downloads/index",
    "说明": "method split readings coverage correct",
}


def paths(hb: Handbook) -> dict[str, str]:
    """The nav as ``NAV`` writes it."""
    return {
        title: " ".join(
            path.removesuffix(".md")
            for path in ([entry] if isinstance(entry, str) else [path for _, path in entry])
        )
        for title, entry in nav(hb, {page.path for page in index_pages(hb)} | {DOWNLOADS.path})
    }


def test_the_nav_lists_every_page_that_is_no_thing(real: Handbook, made: Mapping[str, str]) -> None:
    assert paths(real) == NAV
    listed = {f"{name}.md" for names in NAV.values() for name in names.split()}
    folders = {path.partition("/")[0] for path in made if "/" in path}
    off = {path for path in unlisted(real) if path.endswith(".md")}
    assert listed == {path for path in made if "/" not in path} - off | {"downloads/index.md"}
    assert {f"{folder}/" for folder in folders} | off == set(unlisted(real))


def test_the_nav_leaves_out_what_a_text_does_not_have(tiny: Handbook) -> None:
    assert paths(tiny) == {
        "首页": "index",
        "讲话": "speech sections results problems",
        "任务": "tasks spread dates targets commitments gaps",
        "单位": "units matrix",
        "名词和事项": "terms",
        "下载": "downloads/index",
        "说明": "method split coverage correct",
    }
    bare = replace(tiny, entities={kind: {} for kind in tiny.entities}, results={}, problems={})
    assert "名词和事项" not in paths(bare)
    assert paths(bare)["讲话"] == "speech sections"


def test_a_text_that_asks_for_nothing_has_nothing_to_spread(tiny: Handbook) -> None:
    assert "spread" not in paths(emptied(tiny))["任务"]
    assert "spread.md" not in make_pages(emptied(tiny))["index.md"]


def test_the_nav_is_in_the_words_of_the_handbook(tiny: Handbook) -> None:
    titles = {**tiny.info.titles, "results": "去年工作{回顾}", "terms": "说法"}
    report = called(tiny, genre="报告", titles=titles)
    entries = dict(nav(report, make_pages(report)))
    assert entries["报告"] == [
        ("报告全文", "speech.md"),
        ("章节", "sections.md"),
        ("去年工作{回顾}", "results.md"),
        ("问题与整改", "problems.md"),
    ]
    assert entries["名词和事项"] == [("说法", "terms.md")]


def test_every_address_is_a_page_a_file_or_of_no_use(
    real: Handbook, made: Mapping[str, str]
) -> None:
    for ref, address in addresses(real).items():
        elsewhere = ("downloads/", "data/")
        assert address.path in made or address.path.startswith(elsewhere), ref


def test_every_anchor_stands_on_its_page(real: Handbook, made: Mapping[str, str]) -> None:
    for ref, address in addresses(real).items():
        if address.anchor and address.path in made:
            text = made[address.path]
            signs = (
                f"#{address.anchor} }}",
                f"#{address.anchor} .hang }}",
                f'id="{address.anchor}"',
            )
            assert any(sign in text for sign in signs), (ref, address)


GENRES = [
    # what the text is, a page, what stands there
    ("报告", "method.md", "作报告的日期：原文没有写明"),
    ("方案", "method.md", "印发方案的日期：原文没有写明"),
    ("纪要", "dates.md", "纪要没有写明印发纪要的日期。"),
    ("报告", "results.md", "报告列出的成绩"),
    ("方案", "speech.md", "# 方案全文 {"),
    ("方案", "correct.md", "就是方案原文"),
    ("纪要", "problems.md", "纪要列为问题的（1个）"),
]


@pytest.mark.parametrize(("genre", "page", "words"), GENRES)
def test_pages_say_what_the_text_is(tiny: Handbook, genre: str, page: str, words: str) -> None:
    notice = f"依据{genre}整理"
    hb = called(tiny, genre=genre, notice=notice, speech_title="原文", title="手册")
    pages = make_pages(replace(hb, deadline_rules=()))
    assert words in pages[page]
    assert f"。{notice}。" in pages["index.md"]
    assert f"本手册{notice}，没有文号" in pages["method.md"]
    assert [path for path, text in pages.items() if "讲话" in text] == []


def test_the_way_to_correct_names_ids_that_are_there(tiny: Handbook) -> None:
    page = make_pages(tiny)["correct.md"]
    assert "任务编号（如 2.1-01）、句子序号（如第8句）" in page
    assert "任务编号、句子序号、应当怎样" in make_pages(emptied(tiny))["correct.md"]


def emptied(hb: Handbook) -> Handbook:
    """The handbook of a text that asks for nothing."""
    return replace(hb, tasks={}, tasks_of={}, uses=dict.fromkeys(hb.uses, SentenceUse()))


WAITING = [
    # words of time of a task, what the way to correct says of the day that the text leaves open
    ("本月底前", "讲话原文没有写明作讲话的日期，“本月底前”因此落不到具体日期。"),
    ("一周内", "讲话原文没有写明作讲话的日期，“一周内”因此落不到具体日期。"),
    ("尽快", "讲话原文没有写明作讲话的日期。有了可靠的依据"),
]


@pytest.mark.parametrize(("words", "said"), WAITING)
def test_only_words_that_wait_for_the_day_are_said_to(
    tiny: Handbook, words: str, said: str
) -> None:
    task = tiny.tasks["2.1-01"]
    time = settle(words, tiny.deadline_rules, tiny.info.year, None)
    assert time
    tasks = {**tiny.tasks, task.id: replace(task, deadlines=(time,))}
    page = make_pages(replace(tiny, tasks=tasks))["correct.md"]
    assert said in page
    assert ("自动落到具体日期" in page) == time.waits == (words != "尽快")


def test_pages_say_how_firmly_in_the_words_of_the_text(tiny: Handbook) -> None:
    kinds = {"department": "委办局", "collective": "统称"}
    hb = called(tiny, commitments=("务必", "尽力"), unit_kinds=kinds)
    tasks = {
        key: replace(task, commitment=word)
        for (key, task), word in zip(tiny.tasks.items(), ["尽力", "务必", None], strict=False)
    }
    pages = make_pages(replace(hb, tasks=tasks, tasks_of={
        ref: tuple(key for key in ids if key in tasks) for ref, ids in tiny.tasks_of.items()
    }))  # fmt: skip
    assert "[1条“务必”](tasks.md?commitment=" in pages["index.md"]
    assert pages["commitments.md"].index("## 务必（1条） { #c1 }") < pages["commitments.md"].index(
        "## 尽力（1条） { #c2 }"
    )
    assert "讲话用“务必”“尽力”表示决心的轻重，" in pages["commitments.md"]
    assert "要求程度（务必、尽力）随结果走" in pages["split.md"]
    assert "讲话用“力争”表示决心，" in make_pages(tiny)["commitments.md"]
    assert '["尽力","尽力"]' in pages["tasks.md"]
    assert "## 委办局（2个） { #department }" in pages["units.md"]
    assert "类别：委办局。" in pages["units/jiaotong.md"]


TIED = ("讲话", "上半年", "必保", "确保", "力争", "争取", "（市、区）", "作风要求", "市长", "局")
"""What belongs to one speech, or to one kind of text."""


def test_no_template_is_tied_to_one_speech() -> None:
    for folder in OURS:
        for path in folder.glob("*.j2"):
            text = path.read_text("utf-8")
            assert [word for word in TIED if word in text] == [], path.name


RELATED = [
    # two tasks of the real speech, what the page of the first says they share
    ("2.1.3-14", "2.5.1-01", "同有“债务化解”"),
    ("2.5.2-12", "2.5.2-15", "同有“自建房”"),
    ("2.2.2-01", "2.2.2-06", "同有“创建全国文明城市”"),
    ("2.1.7-08", "2.1.7-10", "同在一句"),
    ("2.1.10-10", "3.3.4-01", "同涉[“12345”]"),
    ("2.1.7-08", "2.3.1-04", None),  # 年底前完成
    ("2.5.2-01", "2.5.3-01", None),  # 密切关注
    ("2.5.2-09", "2.5.3-08", None),  # 百日攻坚
    ("2.4.3-01", "2.4.3-08", None),  # one passage, two matters
    ("2.1.5-14", "2.1.8-03", None),  # 肉牛产业园, 汽车产业园区: what is made another tells nothing
    ("2.1.3-15", "2.1.4-12", None),  # 三张清单, 五张清单: nor what is only counted
    ("2.5.1-01", "2.2.3-09", None),  # 市本级: nor how a unit is called
    ("3.2.3-02", "3.3.3-02", None),  # 市政府办公室: nor who does it, in two sections
    ("2.1.6-06", "2.1.4-12", None),  # 招商引资: nor how it is done
    ("2.1.5-13", "2.4.3-05", None),  # 废旧农膜回收: nor what is the task beside it
    ("2.5.3-08", "2.5.3-10", "同有“信访”"),  # of one section two characters are enough
    ("2.4.3-07", "2.1.5-10", None),  # 耕地: of two they are not
    ("2.2.1-01", "2.2.1-02", "同有“海绵城市”"),
]


@pytest.mark.parametrize(("task", "other", "why"), RELATED)
def test_related_tasks_are_of_one_matter(
    made: Mapping[str, str], task: str, other: str, why: str | None
) -> None:
    related = made[f"tasks/{task}.md"].partition("{ #related }")[2].partition("## ")[0]
    found = [line for line in related.splitlines() if line.startswith(f"- [{other}]")]
    assert len(found) == bool(why)
    assert not why or why in found[0]
