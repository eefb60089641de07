"""Cutting a speech and finding quotes in it, as tables of cases."""

from __future__ import annotations

import pytest

from handbook.read.mentions import find_mentions
from handbook.read.records import QuoteRecord, SectionRecord
from handbook.read.speech import OutlineError, QuoteError, QuoteFinder, cut_sections, cut_sentences

TEXT = "开头。\n一、甲\n先说一句。一是抓紧！二是“问吗？”再说。\n二、乙\n末句"
OUTLINE = [
    SectionRecord(id="0", title="开头"),
    SectionRecord(id="1", number="一、", title="甲"),
    SectionRecord(id="1.1", number="一是", title="抓紧"),
    SectionRecord(id="1.2", number="二是", title="“问吗？”"),
    SectionRecord(id="2", number="二、", title="乙"),
]
SENTENCES = [
    ("0", "开头。\n"),
    ("1.0", "一、甲\n"),
    ("1.0", "先说一句。"),
    ("1.1", "一是抓紧！"),
    ("1.2", "二是“问吗？”"),
    ("1.2", "再说。\n"),
    ("2", "二、乙\n"),
    ("2", "末句"),
]


def test_sentences_are_the_text_and_lie_in_leaves() -> None:
    sentences = cut_sentences(TEXT, cut_sections(TEXT, OUTLINE))
    assert [(s.section, s.text) for s in sentences] == SENTENCES
    assert [s.id for s in sentences] == list(range(1, len(SENTENCES) + 1))


def test_a_parent_spans_its_children_and_has_a_lead_in() -> None:
    sections = cut_sections(TEXT, OUTLINE)
    assert sections["1"].children == ("1.0", "1.1", "1.2")
    assert (sections["1"].start, sections["1"].end) == (4, TEXT.index("二、乙"))
    assert sections["1.0"].lead_in


BAD_OUTLINES = [
    ([], "提纲是空的"),
    ([SectionRecord(id="1", number="一、", title="甲")], "从原文第一个字开始"),
    ([OUTLINE[0], SectionRecord(id="3.1", number="一、", title="甲")], "上级 3 不在提纲里"),
    ([OUTLINE[0], OUTLINE[4], OUTLINE[1]], "找不到“一、甲”"),
]


@pytest.mark.parametrize(("outline", "message"), BAD_OUTLINES)
def test_outlines_that_do_not_fit(outline: list[SectionRecord], message: str) -> None:
    with pytest.raises(OutlineError, match=message):
        cut_sections(TEXT, outline)


SAID = "要办好此事，要办好彼事。\n要办好此事。"
QUOTES = [
    # quote, place or message
    (QuoteRecord(exact="要办好彼事"), 6),
    (QuoteRecord(exact="要办好此事", suffix="，"), 0),
    (QuoteRecord(exact="要办好此事", prefix="\n"), 13),
    (QuoteRecord(exact="要办好此事"), "出现 2 次（第1句、第2句），请把引语写长"),
    (QuoteRecord(exact="要办好此事", prefix="不"), "与 prefix、suffix 不符"),
    (QuoteRecord(exact="要办好它事"), "到“要办好”为止一致，接下来原文是“此事，要办好彼事”，"
     "这里写的是“它事”"),
    (QuoteRecord(exact="毫无关系"), "原文没有“毫无关系”，请照原文逐字引用"),
    (QuoteRecord(exact="彼事。\n要"), "引语跨了段落"),
]  # fmt: skip


@pytest.mark.parametrize(("record", "expected"), QUOTES)
def test_quotes_have_one_place_or_a_remedy(record: QuoteRecord, expected: int | str) -> None:
    sections = cut_sections(SAID, [SectionRecord(id="1", title="要办好此事")])
    finder = QuoteFinder(SAID, cut_sentences(SAID, sections))
    if isinstance(expected, int):
        assert finder.find(record).start == expected
    else:
        with pytest.raises(QuoteError) as caught:
            finder.find(record)
        assert expected in str(caught.value)


MENTIONS = [
    # names, what is found in the text
    ({"各地": "a", "各地各部门": "b"}, ["b", "a"]),
    ({"部门": "c", "各地": "a"}, ["a", "c", "a"]),
    ({"县": "d"}, []),
    ({}, []),
]


@pytest.mark.parametrize(("names", "refs"), MENTIONS)
def test_the_longest_name_wins(names: dict[str, str], refs: list[str]) -> None:
    assert [m.ref for m in find_mentions("各地各部门要办，各地要报", names)] == refs
