"""The forms that go out to be filled in and come back: their sheets and columns, by header.

Written by ``files``, read by ``intake``: a column is known by its header wherever it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from handbook.words.follow import (
    ASKED_NAMES,
    ENDS_NAMES,
    FAULT_NAMES,
    MEASURED_NAMES,
    OUTCOME_NAMES,
    WISH_NAMES,
    Kind,
)

Holds = Literal["text", "day", "number", "choice", "unit", "units", "list", "yes", "matter"]
"""What a cell holds: ``list`` is items with 、 or line ends between, ``yes`` is 是 or blank."""


@dataclass(frozen=True)
class Field:
    """A column: its header, the field of the entry that it fills, if any, and its width.

    ``shown`` columns are filled in and locked; ``must`` says that a row that was filled in at all
    needs it.
    """

    header: str
    key: str
    holds: Holds = "text"
    width: float = 14
    shown: bool = False
    must: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """A sheet: its name, the kind of entry that a row of it makes, and its columns."""

    name: str
    kind: Kind | None
    fields: tuple[Field, ...]

    @property
    def shown(self) -> tuple[Field, ...]:
        """The columns that are filled in."""
        return tuple(field for field in self.fields if field.shown)

    @property
    def blank(self) -> tuple[Field, ...]:
        """The columns to fill in."""
        return tuple(field for field in self.fields if not field.shown)


def _shown(header: str, key: str, width: float = 14) -> Field:
    return Field(header, key, width=width, shown=True)


KEY = _shown("登记键", "key", 10)
YES = "是"
UNCHANGED = ("有进展", "无变化")
GRANTED = ("同意", "不同意")
_MATTER = (KEY, _shown("事项编号", "matter", 12), _shown("事项", "title", 22))
_SIGNED = (Field("审签人", "signed_by", width=10), Field("审签日期", "signed_on", "day", 12))

REPORTS = Form("填报", "report", (
    *_MATTER, _shown("办结标准", "closes_when", 24), _shown("时限", "due", 12),
    _shown("要求答复日期", "asked", 12), _shown("上次填报", "last", 24),
    _shown("退回理由", "returned", 20),
    Field("变化情况", "unchanged", "choice", 10, choices=UNCHANGED),
    Field("完成情况", "done", width=34), Field("佐证", "evidence", "list", 16),
    Field("下一步", "next", width=18), Field("问题和困难", "obstacle", width=18),
    Field("请谁协调什么", "asks", width=18), Field("合并填报的单位", "joint", "units", 14),
    Field("填报日期", "day", "day", 12), *_SIGNED,
))  # fmt: skip
FIGURES = Form("指标", None, (
    *_MATTER, _shown("指标", "name", 16), _shown("目标", "goal", 10), _shown("单位", "unit_of", 10),
    _shown("目标日期", "goal_day", 12), _shown("上次数", "last", 10),
    Field("本次数", "value", "number", 10, must=True), Field("数据截止", "until", "day", 12),
))  # fmt: skip
RECEIPTS = Form("签收", "receive", (
    *_MATTER, _shown("立项文号", "number", 20), Field("签收日期", "day", "day", 12, must=True),
    Field("签收人", "signed_by", width=10, must=True),
))  # fmt: skip
REQUESTS = Form("申请", "request", (
    KEY, Field("事项编号", "matter", "matter", 14, must=True),
    Field("申请种类", "wish", "choice", 12, must=True, choices=tuple(WISH_NAMES.values())),
    Field("理由", "reason", width=34, must=True), Field("延到哪一天", "due", "day", 12),
    Field("转给哪个单位", "to", "unit", 14), Field("指标改成什么", "figure", width=18),
    Field("申请日期", "day", "day", 12), *_SIGNED,
))  # fmt: skip
REPLIES = Form("说明", "reply", (
    *_MATTER, _shown("对哪一条", "to_words", 30), Field("说明内容", "text", width=40, must=True),
    Field("说明日期", "day", "day", 12), *_SIGNED,
))  # fmt: skip
UNIT_FORMS = (REPORTS, FIGURES, RECEIPTS, REQUESTS, REPLIES)

_DECIDED = (
    Field("决定人", "by", width=14, must=True), Field("依据", "source", width=20),
    Field("决定日期", "day", "day", 12), Field("公开", "public", "yes", 8, choices=(YES,)),
)  # fmt: skip
OPENINGS = Form("立项与交办", "open", (
    KEY, _shown("任务编号", "task", 10), _shown("任务", "title_of", 24),
    _shown("原文或现在的单位", "units_now", 16), _shown("原文或现在的时限", "due_now", 14),
    _shown("还缺", "lacks", 14), _shown("现有督办编号", "existing", 12),
    Field("督办编号", "matter", width=12), Field("立项文号", "number", width=18),
    Field("事项名称", "title", width=22), Field("牵头单位", "lead", "unit", 14),
    Field("配合单位", "supports", "units", 16), Field("分别填报的单位", "reporters", "units", 16),
    Field("核查单位", "checker", "unit", 14), Field("时限", "due", "day", 12),
    Field("多久一报", "asked", "choice", 10, choices=tuple(ASKED_NAMES.values())),
    Field("答复日", "answer_on", "number", 8), Field("办结标准", "closes_when", width=24),
    Field("要什么佐证", "evidence", width=18), Field("依据的原话", "words", width=20),
    Field("终止或者并入", "ends", "choice", 12, choices=tuple(ENDS_NAMES.values())),
    Field("并到哪一件", "into", "matter", 12), *_DECIDED,
))  # fmt: skip
ANSWERS = Form("申请待批", "decide", (
    *_MATTER, _shown("申请单位", "unit_name", 14), _shown("申请种类", "wish_name", 10),
    _shown("理由", "reason", 28), _shown("想改成", "wanted", 16),
    Field("批复", "granted", "choice", 10, must=True, choices=GRANTED),
    Field("新的时限", "due", "day", 12), Field("新的牵头单位", "lead", "unit", 14),
    Field("新的填报或者配合单位", "taker", "unit", 14), *_DECIDED,
))  # fmt: skip
CHECKS = Form("核查", "check", (
    *_MATTER, _shown("填报单位", "unit_name", 14), _shown("填报日期", "reported", 12),
    _shown("完成情况", "done", 34), _shown("办结标准", "closes_when", 24),
    _shown("现在", "now", 10), _shown("以前没有核查的", "unchecked", 14),
    Field("核查结果", "outcome", "choice", 10, must=True, choices=tuple(OUTCOME_NAMES.values())),
    Field("连同以前的", "earlier", "yes", 8, choices=(YES,)),
    Field("是哪些单位的", "units", "units", 14),
    Field("哪里错", "fault", "choice", 10, choices=tuple(FAULT_NAMES.values())),
    Field("查到什么", "text", width=30), Field("到现场", "on_site", "yes", 8, choices=(YES,)),
    Field("重新填报期限", "answer_by", "day", 12),
    Field("核查单位", "checker", "unit", 14, must=True), Field("核查日期", "day", "day", 12),
    Field("公开", "public", "yes", 8, choices=(YES,)),
))  # fmt: skip
GOALS = Form("指标任务", None, (
    Field("督办编号", "matter", width=14, must=True), Field("指标", "name", width=18, must=True),
    Field("目标数", "value", "number", 10, must=True), Field("单位", "unit", width=10, must=True),
    Field("到哪一天", "due", "day", 12, must=True), Field("给哪个单位", "of", "unit", 14),
    Field("怎样算", "measured", "choice", 10, choices=tuple(MEASURED_NAMES.values())),
    Field("从哪一天算起", "start", "day", 12),
))  # fmt: skip
MILESTONES = Form("阶段目标", None, (
    Field("督办编号", "matter", width=14, must=True),
    Field("到哪一天", "due", "day", 12, must=True), Field("做到什么", "text", width=40, must=True),
))  # fmt: skip
VOIDS = Form("作废", "void", (
    *_MATTER, _shown("登记", "kind_name", 8), _shown("单位", "unit_name", 14),
    _shown("日期", "happened", 12), _shown("内容", "said", 34),
    Field("登记编号", "corrects", width=24), Field("为什么作废", "why", width=30, must=True),
    Field("决定人", "by", width=14), Field("作废日期", "day", "day", 12),
))  # fmt: skip
OFFICE_FORMS = (OPENINGS, GOALS, MILESTONES, ANSWERS, CHECKS, VOIDS)
OFFICE = "office"
"""Whose the office's form is; no unit's id."""
EXPLAINED, SIGNED = "怎样填", "签报单"
FORM_OF = "这份表是哪个单位的"
"""Heads the cell on the sheet ``EXPLAINED`` that says whose form it is."""
