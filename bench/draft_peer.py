"""The simplest drafter that a user would write in a day: jieba's parts of speech and four patterns.

    make bench/.peers/ready && .venv/bin/python -m bench.draft --peer

A sentence sets something to do where it says 要, 必须 or 确保, or a clause begins with a verb. Each
clause that begins with a verb, itself or behind 要, is a task; a unit is a word that ends in 局,
委, 办 or 部门; a time is one of the usual words; every number with the word behind it is an end.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Sequence
from typing import Any

from bench.timing import PEERS
from handbook.draft.drafts import DayDraft, Drafts, FigureDraft, TaskDraft, UnitDraft
from handbook.model import Sentence

_CLAUSE = re.compile(r"[^，；。！？：\n]+")
_UNIT = re.compile(
    r"(?:[市县区省各]|[*]{2})[一-龥]{1,8}?"
    r"(?:局|委|办公室|办|督查室|部门|开发区|领导|干部|市长|地)"
)
_DAY = re.compile(
    r"(?:\d{4}年)?(?:\d{1,2}月底?|年)(?:底前?|内|前)|全年|今年|下半年|及早|尽快|尽早|早日|及时|定期|按期|每个?月"
)
_NUMBER = re.compile(r"(\d+(?:\.\d+)?|[*]+)([%个项户件所亿万元亩年家条]+)")


def draft_by_parts_of_speech(sentences: Sequence[Sentence]) -> Drafts:
    """What those patterns find; the context, documents and results are left empty."""
    cut = _jieba()
    tasks: list[TaskDraft] = []
    for sentence in sentences:
        asks = any(word in sentence.text for word in ("要", "必须", "确保"))
        first = True
        for match in _CLAUSE.finditer(sentence.text):
            pairs = list(cut(match[0].split("要", 1)[-1]))
            if not pairs:
                continue
            verb = next((p.flag for p in pairs if p.flag not in ("d", "ad", "c", "x", "m")), "")
            if verb.startswith("v") and (asks or pairs[0].flag.startswith(("v", "ad", "d"))):
                tasks.append(_task(sentence, match, sentence.text if first else ""))
                first = False
    return Drafts(tuple(tasks), (), (), (), (), (), (), (), ())


def _task(sentence: Sentence, match: re.Match[str], whole: str) -> TaskDraft:
    """A clause as a task; the first of its sentence takes what stands in the ``whole`` of it."""
    at = sentence.start
    start, end = sentence.start + match.start(), sentence.start + match.end()
    units = tuple(
        UnitDraft(
            m[0], start + m.start(), start + m.end(), "", 1, m[0], "responsible", "stated", False
        )
        for m in _UNIT.finditer(match[0])
    )
    days = tuple(
        DayDraft(m[0], at + m.start(), at + m.end(), "", 1, "by") for m in _DAY.finditer(whole)
    )
    figures = tuple(
        FigureDraft(
            m[0], at + m.start(), at + m.end(), "", 1, "end", "", None,
            None if "*" in m[1] else float(m[1]), None, m[2], "*" in m[1], at + m.start(),
        )
        for m in _NUMBER.finditer(whole)
    )  # fmt: skip
    return TaskDraft(
        match[0], start, end, "", 1, match[0][:40], "task", sentence.section, sentence.id, None,
        ((start, end),), units, days, figures, (), (), (),
    )  # fmt: skip


def _jieba() -> Any:
    sys.path.insert(0, str(PEERS))
    try:
        posseg = importlib.import_module("jieba.posseg")
    except ModuleNotFoundError:
        sys.exit("没有 jieba，请先执行 make bench/.peers/ready")
    importlib.import_module("jieba").setLogLevel(60)
    return posseg.cut
