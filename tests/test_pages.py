"""Which pages there are, where they lie and how they are listed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handbook.model import Handbook
from handbook.pages.catalog import DOWNLOADS, index_pages, nav, unlisted
from handbook.pages.make import Made, make_pages


@pytest.fixture(scope="module")
def made(real: Handbook) -> Made:
    return make_pages(real)


def called(hb: Handbook, **words: Any) -> Handbook:
    """The same handbook under other words."""
    return replace(hb, info=replace(hb.info, **words))


NAV = {
    "首页": "index",
    "讲话": "speech sections results problems mechanisms",
    "任务": "tasks spread dates targets commitments gaps",
    "单位": "units matrix counties citizens",
    "名词和事项": "terms documents projects campaigns",
    "下载": "downloads/index",
    "说明": "method split coverage correct hosting",
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


def test_the_nav_lists_every_page_that_is_no_thing(real: Handbook, made: Made) -> None:
    assert paths(real) == NAV
    listed = {f"{name}.md" for names in NAV.values() for name in names.split()}
    folders = {path.partition("/")[0] for path in made.pages if "/" in path}
    assert listed == {path for path in made.pages if "/" not in path} | {"downloads/index.md"}
    assert folders == set(unlisted())


def test_the_nav_leaves_out_what_a_text_does_not_have(tiny: Handbook) -> None:
    assert paths(tiny) == {
        "首页": "index",
        "讲话": "speech sections results problems",
        "任务": "tasks spread dates targets commitments gaps",
        "单位": "units matrix",
        "名词和事项": "terms",
        "下载": "downloads/index",
        "说明": "method split coverage correct hosting",
    }
    bare = replace(tiny, entities={kind: {} for kind in tiny.entities}, results={}, problems={})
    assert "名词和事项" not in paths(bare)
    assert paths(bare)["讲话"] == "speech sections"


def test_the_nav_is_in_the_words_of_the_handbook(tiny: Handbook) -> None:
    titles = {**tiny.info.titles, "results": "去年工作{回顾}", "terms": "说法"}
    report = called(tiny, genre="报告", titles=titles)
    entries = dict(nav(report, make_pages(report).pages))
    assert entries["报告"] == [
        ("报告全文", "speech.md"),
        ("章节", "sections.md"),
        ("去年工作{回顾}", "results.md"),
        ("问题与整改", "problems.md"),
    ]
    assert entries["名词和事项"] == [("说法", "terms.md")]


def test_every_address_is_a_page_a_file_or_of_no_use(real: Handbook, made: Made) -> None:
    for ref, address in real.addresses.items():
        elsewhere = ("downloads/", "data/")
        assert address.path in made.pages or address.path.startswith(elsewhere), ref


def test_every_anchor_stands_on_its_page(real: Handbook, made: Made) -> None:
    for ref, address in real.addresses.items():
        if address.anchor and address.path in made.pages:
            text = made.pages[address.path]
            signs = (f"#{address.anchor} }}", f'id="{address.anchor}"')
            assert any(sign in text for sign in signs), (ref, address)
