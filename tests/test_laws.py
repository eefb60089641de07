"""The three laws and the issue's own counts, on the real data."""

import hashlib
import itertools
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from handbook.model import Handbook
from handbook.pages.make import make_pages
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def made(real: Handbook) -> Mapping[str, str]:
    return dict(make_pages(real))


SHA256 = "c448becfb54e1d1278c3200e934922009c19f9864a2c8a37b0c9da68dd8d746f"


def test_the_speech_is_the_source_byte_for_byte(real: Handbook) -> None:
    raw = (ROOT / "data" / "speech.txt").read_bytes()
    assert hashlib.sha256(raw).hexdigest() == SHA256 == real.speech.sha256
    assert "".join(s.text for s in real.speech.sentences).encode() == raw


def test_every_character_belongs_to_one_leaf(real: Handbook) -> None:
    leaves = [s for s in real.sections.values() if not s.children]
    spans = sorted((leaf.start, leaf.end) for leaf in leaves)
    assert spans[0][0] == 0
    assert spans[-1][1] == len(real.speech.text)
    assert all(left[1] == right[0] for left, right in itertools.pairwise(spans))


def test_every_sentence_of_parts_two_and_three_is_accounted_for(real: Handbook) -> None:
    for sentence in real.speech.sentences:
        use = real.uses[sentence.id]
        if sentence.section[0] in "23":
            used = bool(use.tasks or use.problems or use.mechanisms)
            assert used != bool(use.context), sentence.text
    assert [row.part for row in real.coverage] == ["2", "3"]
    for row in real.coverage:
        assert row.sentences == row.by_task + row.by_other + row.by_context


def test_there_are_about_two_hundred_tasks(real: Handbook) -> None:
    assert 180 <= len(real.tasks) <= 280


STRENGTH = [("必保", 6)]


@pytest.mark.parametrize(("word", "count"), STRENGTH)
def test_strength_words_are_counted_as_spoken(real: Handbook, word: str, count: int) -> None:
    assert real.speech.text.count(word) == count
    assert sum(task.commitment == word for task in real.tasks.values()) == count


@pytest.mark.parametrize("word", ["确保", "力争", "争取"])
def test_every_strength_word_of_part_two_has_its_task(real: Handbook, word: str) -> None:
    """Each place of the word lies in a quote of a task that carries the word or a stronger one."""
    spoken = {"确保": ("必保", "确保"), "力争": ("必保", "确保", "力争")}
    part = real.sections["2"]
    lead = real.sections["2.0"]
    verbs = ("积极争取", "资金争取", "指标争取", "向上争取")
    for match in re.finditer(word, real.speech.text):
        before = real.speech.text[match.start() - 2 : match.end()]
        if not lead.end <= match.start() < part.end or before in verbs or "努力争" in before:
            continue
        strengths = spoken.get(word, ("必保", "确保", "力争", "争取"))
        carrying = [
            task.id
            for task in real.tasks.values()
            for quote in task.quotes
            if quote.start <= match.start() < quote.end and task.commitment in strengths
        ]
        assert carrying, real.speech.text[match.start() - 15 : match.end() + 15]


TIMES = [
    "9月底前", "年底前", "年内", "到2022年年底", "2023年底", "本月底", "入冬前", "每个月",
    "大事不出周", "力争下半年", "今年肉牛", "年度建设任务", "适时", "经常调度",
]  # fmt: skip


@pytest.mark.parametrize("words", TIMES)
def test_every_time_set_in_parts_two_and_three_is_a_deadline(real: Handbook, words: str) -> None:
    parts = real.sections["2"].start, real.sections["3"].end
    for match in re.finditer(words, real.speech.text):
        if parts[0] <= match.start() < parts[1]:
            holding = [
                task
                for task in real.tasks.values()
                if any(q.start <= match.start() and match.end() <= q.end for q in task.quotes)
            ]
            said = [d.text for task in holding for d in task.deadlines]
            assert any(text in words or words in text for text in said), (
                words,
                [task.id for task in holding],
            )


NAMED_TIMES = [
    "打赢三季度", "百日攻坚", "三年行动", "下半年招商计划", "下半年计划开工", "年度工作计划",
    "年初支出计划", "年初预定", "下半年，各地",
]  # fmt: skip


@pytest.mark.parametrize("words", NAMED_TIMES)
def test_a_time_in_a_name_or_a_plan_is_no_deadline(real: Handbook, words: str) -> None:
    """Each deadline of a task that quotes the name stands in its words without the name."""
    assert words in real.speech.text
    for task in real.tasks.values():
        if any(words in quote.exact for quote in task.quotes):
            spoken = [quote.exact.replace(words, "，") for quote in task.quotes]
            for deadline in task.deadlines:
                assert any(deadline.text in text for text in spoken), (task.id, deadline.text)


def test_nothing_is_proposed_yet_and_masks_hold_no_value(real: Handbook) -> None:
    for task in real.tasks.values():
        assert all(a.basis != "proposed" for a in task.assignments)
        figures = (*task.targets, *task.extents)
        assert all(x.value is None and "*" in x.text for x in figures if x.masked)


PRAISED = ["shi-nengyuan-zhongxin", "wangxinban"]


@pytest.mark.parametrize("unit", PRAISED)
def test_units_that_are_only_praised_or_named_have_no_task(real: Handbook, unit: str) -> None:
    assert not real.tasks_of.get(f"unit:{unit}")


HEATING = ["风电指标争取", "背压机组建设", "供热公司资产核查"]


@pytest.mark.parametrize("job", HEATING)
def test_three_bureaus_share_the_heating_jobs_and_nobody_leads(real: Handbook, job: str) -> None:
    tasks = [t for t in real.tasks.values() if any(job in q.exact for q in t.quotes)]
    sharing = [t for t in tasks if len(t.units) == 3]
    assert sharing
    for task in sharing:
        assert {a.unit.name for a in task.assignments} == {"市住建局", "市发改委", "市财政局"}
        assert {a.role for a in task.assignments} == {"responsible"}


LEADS = [
    ("fushizhang", "lead"),
    ("shiwei-bianban", "lead"),
    ("shizhengfu-duchashi", "supervise"),
    ("shi-shengtaihuanjingju", "guide"),
    ("huazhai-zhuanban", "responsible"),
]


@pytest.mark.parametrize(("unit", "role"), LEADS)
def test_roles_are_as_spoken(real: Handbook, unit: str, role: str) -> None:
    tasks = [real.tasks[key] for key in real.tasks_of[f"unit:{unit}"]]
    assert any(a.role == role for t in tasks for a in t.assignments if a.unit.id == unit)


def test_requirements_stand_in_part_three_only(real: Handbook) -> None:
    for task in real.tasks.values():
        if task.kind == "requirement":
            assert task.section.startswith("3."), task.id


PAIRS = [
    # a page of this kind names things of these kinds, and their pages name it
    ("task", ("unit", "document", "project", "campaign", "term", "problem", "section")),
    ("problem", ("document", "project", "campaign", "term", "task")),
]


@pytest.mark.parametrize(("kind", "others"), PAIRS)
def test_what_a_page_names_links_back(
    made: Mapping[str, str], kind: str, others: tuple[str, ...]
) -> None:
    """Law 3."""
    named = {path: linked(path, text) for path, text in made.items()}
    for source in (path for path in made if path.startswith(f"{kind}s/")):
        for path in named[source]:
            if path.startswith(tuple(f"{other}s/" for other in others)):
                assert source in named[path], (source, path)


def linked(path: str, text: str) -> set[str]:
    """The pages that a page leads to."""
    found = re.findall(r"\]\(([^#?) ]+\.md)", text)
    return {posixpath.normpath(posixpath.join(posixpath.dirname(path), href)) for href in found}


def test_the_sentence_with_masks_reads_as_in_the_source(real: Handbook, real_site: Path) -> None:
    from tests.test_site import text_of

    assert "要勇于跳出**看**，站在全省、全国的高度谋划**发展" in text_of(real_site / "speech.html")
