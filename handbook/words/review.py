"""Going through drafts: what may be decided, and the sheets on which it is.

Written by ``files`` and the page 校对, read by ``review``: a column is known by its header.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from handbook.words.forms import Field, Form
from handbook.words.vocabulary import KIND_NAMES, ROLE_NAMES, UNIT_NAMES, Reason

Sets = Literal["task", "context", "problem", "result", "document", "term"]
Decision = Literal["take", "change", "merge", "split", "make", "refuse"]

SETS_NAMES: dict[Sets, str] = {
    "task": "任务", "context": "不立任务的句子", "problem": "问题", "result": "成绩",
    "document": "文件", "term": "名词",
}  # fmt: skip
DECISION_NAMES: dict[Decision, str] = {
    "take": "采用", "change": "修改", "merge": "合并到", "split": "拆分", "make": "立任务",
    "refuse": "不立任务",
}  # fmt: skip
DROP = "不要"
"""What refuses a draft that is none of a task."""
REASONS: tuple[Reason, ...] = (
    "标题", "导语", "背景", "意义", "形势", "成绩", "表扬", "举例", "说明", "口号", "引语", "表态",
)  # fmt: skip
FORM_IS = "这是什么表"
ELSEWHERE = "已在别的任务里"
"""Why a draft of a task is refused whose words another task holds."""
REVIEW = "校对"
"""What form it is: it is told from the forms of the follow-up by this."""
SETTLED = "裁定"
"""The same with the rows on which two people differed: what it says goes before theirs."""
UNSURE = 0.7
"""Drafts of rules that are right less often stand out and come first."""


def _of(*decisions: Decision) -> tuple[str, ...]:
    return tuple(DECISION_NAMES[key] for key in decisions)


_CHOICES = _of("take", "change", "merge", "split", "refuse")


def _shown(header: str, key: str, width: float = 14) -> Field:
    return Field(header, key, width=width, shown=True)


KEY = _shown("草稿编号", "key", 11)
_ORDER = (_shown("次序", "order", 6), _shown("句", "sentence", 6), _shown("原文", "words", 46))
_WHY = (_shown("起草的规则", "rule", 14), _shown("把握", "sure", 7))
_WHO_WHEN = (Field("单位", "units", width=22), Field("时限", "times", width=12))
_REST = (
    Field("指标", "targets", width=18), Field("规模", "extents", width=14),
    Field("要求程度", "commitment", width=9), Field("底线", "red_lines", width=16),
    Field("预期效果", "outcomes", width=16), Field("措施", "measures", width=20),
    Field("类别", "kind", "choice", 10, choices=tuple(KIND_NAMES.values())),
)  # fmt: skip
TASK_DRAFTS = Form("任务", None, (
    *_ORDER,
    Field("决定", "decision", "choice", 10, choices=_CHOICES),
    Field("任务名", "title", width=28), *_WHO_WHEN, _shown("落到哪天", "days", 12), *_REST,
    Field("合并到哪一条", "into", width=12), Field("拆成哪几段", "parts", width=24),
    Field("不立的理由", "reason", "choice", 10, choices=(*REASONS, ELSEWHERE)),
    *_WHY, _shown("看什么", "doubt", 24), KEY,
))  # fmt: skip
SILENT = Form("不立任务的句子", None, (
    *_ORDER,
    Field("决定", "decision", "choice", 10, choices=_of("take", "change", "make")),
    Field("理由", "reason", "choice", 10, choices=REASONS),
    Field("任务名", "title", width=28), Field("单位", "units", width=22),
    *_WHY, KEY,
))  # fmt: skip
NAMED = Form("名词文件问题成绩", None, (
    *_ORDER, _shown("是什么", "sets", 10),
    Field("决定", "decision", "choice", 10, choices=(*_of("take", "change"), DROP)),
    Field("名称", "title", width=36), *_WHY, KEY,
))  # fmt: skip
ADDED = Form("另立的任务", None, (
    Field("句", "sentence", "number", 6, must=True), Field("原话", "words", width=46, must=True),
    Field("任务名", "title", width=28, must=True), *_WHO_WHEN, *_REST,
))  # fmt: skip
UNITS = Form("单位", None, (
    _shown("原文的叫法", "name", 24), _shown("几条草稿", "count", 9), _shown("例句", "words", 46),
    Field("就是哪个单位", "same", width=24),
    Field("类别", "kind", "choice", 16, choices=tuple(UNIT_NAMES.values())),
    Field("全称", "full_name", width=28),
))  # fmt: skip
BY_HAND = "人工"
"""The rule of a draft that a person made."""
ROLE_WORDS = {name: role for role, name in ROLE_NAMES.items()}
BREAK = "；"
"""What stands between several phrases in one cell; between units it is 、."""


def units_form(kinds: tuple[str, ...]) -> Form:
    """The sheet of units with the kinds that a handbook has."""
    fields = (replace(f, choices=kinds) if f.key == "kind" else f for f in UNITS.fields)
    return replace(UNITS, fields=tuple(fields))
