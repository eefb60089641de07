"""The records of the search: each text once, and every page as it was read."""

from __future__ import annotations

import json
import re
from itertools import count
from typing import Any

import pytest

from handbook.model import Handbook
from handbook.pages.make import make_pages
from handbook.pages.page import Page
from handbook.pages.records import COPY, DIGITS, MARKS, PATH, search_records
from handbook.pages.wording import Reader, Section

PIECE = re.compile(f"[^{MARKS}{COPY}]+|[{MARKS}{COPY}]")
LONG = "".join(f"甲{number}，" for number in range(200))

TEXTS: list[tuple[str, list[str]]] = [
    ("none", []),
    ("no mark", ["修路", "架桥"]),
    ("one that recurs", ["牵头修路，年底前完成", "责任：牵头修路，年底前完成。", "年底前完成"]),
    ("a long run", [LONG, f"又：{LONG}"]),
    ("a run that overtakes itself", ["、" * 200, "、。" * 100]),
    ("the sign of a copy", [f"甲{COPY}乙", "甲乙丙"]),
    ("signs of other places", ['"\\"', "</script>", "=+.", "AAAB", "𠀀𠀁，𠀀𠀁"]),
]


def number(digits: str) -> int:
    value = 0
    for digit in digits:
        value = len(DIGITS) * value + DIGITS.index(digit)
    return value


def unpacked(records: dict[str, str]) -> list[str]:
    pieces: list[str] = []
    copy = count()
    for piece in PIECE.findall(records["words"]):
        if piece == COPY:
            which = next(copy)
            place = number(records["places"][4 * which : 4 * which + 4])
            for at in range(place, place + number(records["lengths"][which])):
                pieces.append(pieces[at])
        else:
            pieces.append(piece)
    return "".join(pieces).split("\n")


def shown(records: dict[str, str], texts: list[str]) -> dict[str, list[tuple[str, list[str]]]]:
    """The sections of all pages by path: anchor, then title and lines."""
    fresh, last = count(), -1

    def named(refs: str) -> list[str]:
        nonlocal last
        found = []
        for ref in re.findall(r"[-\w]{4}|[+.=]", refs):
            steps = {"=": last, ".": last + 1}
            last = next(fresh) if ref == "+" else steps[ref] if ref in steps else number(ref)
            found.append(texts[last])
        return found

    pages = {}
    for line in records["pages"].split("\n"):
        path, _, names, _, labels, *sections = line.split("\t")
        named(names)
        named(labels)
        pages[path] = [
            (anchor, named(refs)) for anchor, _, refs in (one.partition(" ") for one in sections)
        ]
    return pages


def read(script: bytes) -> dict[str, Any]:
    begun, _, rest = script.decode().partition(" = ")
    assert begun == "self.searchRecords"
    return dict(json.loads(rest.removesuffix(";\n")))


@pytest.mark.parametrize(("what", "texts"), TEXTS, ids=[what for what, _ in TEXTS])
def test_texts_are_packed_and_unpacked(what: str, texts: list[str]) -> None:
    page = Page("a.md", "", "题")
    records = read(search_records([(page, [Section("", "题", texts)], ())]))
    expected = dict.fromkeys(text.replace(COPY, "") for text in ["题", *texts])
    assert unpacked(records) == [*expected]


def test_each_text_is_held_once_and_every_page_shows_its_own(tiny: Handbook) -> None:
    """But the page of a word that has only an entry: the search finds the entry."""
    pages = dict(make_pages(tiny))
    records = read(dict(make_pages(tiny).records())[PATH])
    texts = unpacked(records)
    del pages["terms/liang-mian.md"]
    assert len(texts) == len(set(texts))
    found = shown(records, texts)
    assert set(found) == {path.removesuffix(".md") for path in pages}
    reader = Reader()
    for path, page in pages.items():
        sections = reader.sections(page)
        expected = [(one.anchor, [one.title, *one.lines]) for one in sections]
        assert found[path.removesuffix(".md")] == expected, path
