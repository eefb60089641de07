"""The public JSON keeps its contract."""

import json
from typing import Any

import jsonschema
import pytest

from handbook.files.public import make_exports
from handbook.model import Handbook
from handbook.model.downloads import DATA, SCHEMA
from handbook.pages.make import make_pages


@pytest.fixture(scope="module", params=["real", "tiny"])
def hb(request: pytest.FixtureRequest) -> Handbook:
    handbook: Handbook = request.getfixturevalue(request.param)
    return handbook


@pytest.fixture(scope="module")
def exports(hb: Handbook) -> dict[str, Any]:
    files = {path: json.loads(text) for path, text in make_exports(hb).items()}
    return files | {"pages": set(make_pages(hb))}


def test_the_data_fits_its_schema(exports: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(exports[SCHEMA])
    jsonschema.validate(exports[DATA], exports[SCHEMA])


def test_sentences_join_to_the_speech(hb: Handbook, exports: dict[str, Any]) -> None:
    data = exports[DATA]
    text = "".join(sentence["text"] for sentence in data["sentences"])
    assert text == hb.speech.text
    assert data["speech"]["characters"] == len(text)
    assert {s["section"] for s in data["sentences"]} <= {s["id"] for s in data["sections"]}


def test_everything_quoted_stands_in_the_speech(hb: Handbook, exports: dict[str, Any]) -> None:
    for task in exports[DATA]["tasks"]:
        words = [quote["exact"] for quote in task["quotes"]]
        for name in ("targets", "extents", "red_lines", "outcomes", "measures"):
            words += [thing["text"] for thing in task[name]]
        words += [thing["quote"]["exact"] for thing in task["measures"] if thing["quote"]]
        words += [task["title_quote"]["exact"]] if task["title_quote"] else []
        words += [task["deadline"]["text"]] if task["deadline"] else []
        words += [task["deliverable"]] if task["deliverable"] else []
        assert all(word in hb.speech.text for word in words), task["id"]


def test_ids_refer_to_things_that_are_there(exports: dict[str, Any]) -> None:
    data = exports[DATA]
    known = {
        name: {thing["id"] for thing in data[name]}
        for name in data
        if name not in ("notice", "speech", "deadlines")
    }
    for task in data["tasks"]:
        assert {a["unit"] for a in task["assignments"]} <= known["units"]
        for name in ("documents", "projects", "campaigns", "terms"):
            assert set(task[name]) <= known[name]
        assert task["section"] in known["sections"]
        for name in ("targets", "red_lines", "outcomes"):
            assert all(set(thing["tasks"]) <= known["tasks"] for thing in task[name])
    for name in ("problems", "mechanisms", "mindsets", "results", "units", "terms"):
        for thing in data[name]:
            assert set(thing["tasks"]) <= known["tasks"]


def test_every_url_is_a_page(exports: dict[str, Any]) -> None:
    for name, things in exports[DATA].items():
        for thing in things if isinstance(things, list) else []:
            if "url" in thing:
                page = thing["url"].partition("#")[0].removesuffix(".html") + ".md"
                assert page in exports["pages"], (name, thing["url"])
