"""To add a kind of named thing takes one entry in ``model.kinds`` and one data file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from handbook.files.public import make_exports
from handbook.model import KINDS, Handbook, Kind
from handbook.model.downloads import DATA, SCHEMA
from handbook.pages.catalog import nav, unlisted
from handbook.pages.make import make_pages
from handbook.pages.pages import Pages
from handbook.pages.records import PATH
from handbook.read.load import load

PLACES = """\
- id: liushugou
  name: 柳树沟公路
  kind: 公路
"""
NOTE = (
    "  editor_note: {text: 去县城的路, source: {title: 公路名录, issuer: 某县政府, year: 2030}}\n"
)
ROAD = "places/liushugou.md"


@pytest.fixture(params=[False, True], ids=["labelled", "explained"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Kind:
    """A kind that the generator has never heard of, wherever the table of kinds is used."""
    added = Kind("place", "places", "地方和道路", explained=request.param)
    for name, module in list(sys.modules.items()):
        if name.startswith("handbook.") and getattr(module, "KINDS", None) is KINDS:
            monkeypatch.setattr(module, "KINDS", (*KINDS, added))
    return added


@pytest.fixture
def placed(kind: Kind, tiny_data: Path) -> Handbook:
    """The tiny handbook with the data file of that kind."""
    text = PLACES if not kind.explained else PLACES.replace("  kind: 公路\n", NOTE)
    (tiny_data / "places.yaml").write_text(text, encoding="utf-8")
    return load(tiny_data)


@pytest.fixture
def made(placed: Handbook) -> Pages:
    return make_pages(placed)


def test_it_has_an_index_and_a_page_each(made: Pages, kind: Kind) -> None:
    index = made["places.md"]
    assert "# 地方和道路 {" in index
    assert "[柳树沟公路](places/liushugou.md)" in index
    assert ("引公开文件作编者注的" if kind.explained else "公路") + "（1） {" in index
    assert "去县城的路" in made[ROAD] or not kind.explained


def test_a_word_that_nobody_explains_has_an_entry_and_no_page(real: Handbook) -> None:
    pages = make_pages(real)
    bare = [
        term.id
        for term in real.entities["term"].values()
        if not (term.explained_by or term.editor_note)
    ]
    assert len(bare) == 49
    for key in bare:
        assert f"terms/{key}.md" not in pages
        assert f"{{ #{key}" in pages["terms.md"]
        named = real.places_of[f"term:{key}"][0]
        assert f"](speech.md#s{named})" in pages["terms.md"]
    assert f"](terms.md#{bare[0]} " in pages["speech.md"]


def test_the_nav_lists_its_index_and_not_its_pages(placed: Handbook, made: Pages) -> None:
    group: Any = dict(nav(placed, made))["名词和事项"]
    assert ("地方和道路", "places.md") in group
    assert "places/" in unlisted(placed)


def test_what_names_it_links_to_it_and_back(made: Pages) -> None:
    assert "](../places/liushugou.md)" in made["tasks/2.1-01.md"]
    assert "](../tasks/2.1-01.md)" in made[ROAD]
    assert "](places/liushugou.md" in made["speech.md"]
    assert "](places/liushugou.md)" in made["places.md"]


def test_a_search_finds_it_by_name_and_pinyin_before_what_mentions_it(made: Pages) -> None:
    assert "search: {exclude: true}" in made[ROAD].split("---")[1], "not once more by the theme"
    records = json.loads(dict(made.records())[PATH].decode().partition(" = ")[2].rstrip(";\n"))
    ranks = {page.split("\t")[0]: int(page.split("\t")[1]) for page in records["pages"].split("\n")}
    assert ranks[ROAD.removesuffix(".md")] > ranks["speech"]
    assert {"柳liu", "树shu", "沟gou"} <= {*records["pinyin"].split()}


def test_the_public_data_hold_it(placed: Handbook) -> None:
    files = {path: json.loads(text) for path, text in make_exports(placed).items()}
    jsonschema.validate(files[DATA], files[SCHEMA])
    [road] = files[DATA]["places"]
    assert (road["name"], road["url"]) == ("柳树沟公路", "places/liushugou.html")
    assert road["tasks"] == ["2.1-01"]
    assert {task["id"]: task["places"] for task in files[DATA]["tasks"]}["2.1-01"] == ["liushugou"]
