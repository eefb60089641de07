"""What the field calls things: the values of the model's fields and their Chinese names."""

from __future__ import annotations

from typing import Literal

Role = Literal["lead", "responsible", "support", "guide", "supervise", "involved"]
Basis = Literal["stated", "inherited", "proposed"]
TaskKind = Literal["task", "requirement"]
DeadlineKind = Literal["by", "recurring", "standing"]
Settles = Literal["year-end", "quarter-end", "month-end", "delivered-month-end", "never"]
Admitted = Literal["named", "passing"]
Verdict = Literal["first", "second", "both", "open"]
Reason = Literal[
    "标题", "导语", "背景", "意义", "形势", "成绩", "表扬", "举例", "说明", "口号", "引语", "表态"
]

ROLE_NAMES: dict[Role, str] = {
    "lead": "牵头", "responsible": "责任", "support": "配合", "guide": "指导", "supervise": "督办",
    "involved": "涉及",
}  # fmt: skip
BASIS_NAMES: dict[Basis, str] = {
    "stated": "原文点名", "inherited": "承上文", "proposed": "编者建议",
}  # fmt: skip
KIND_NAMES: dict[TaskKind, str] = {"task": "工作任务", "requirement": "作风要求"}
TIME_NAMES: dict[DeadlineKind, str] = {"by": "到期", "recurring": "周期", "standing": "常设"}
SETTLES_NAMES: dict[Settles, str] = {
    "year-end": "年末", "quarter-end": "季末", "month-end": "月末",
    "delivered-month-end": "当月月末", "never": "不落到日期",
}  # fmt: skip
ADMITTED_NAMES: dict[Admitted, str] = {"named": "列为问题", "passing": "行文中提到"}
VERDICT_NAMES: dict[Verdict, str] = {
    "first": "第一遍对", "second": "第二遍对", "both": "两遍都改", "open": "没有定",
}  # fmt: skip
ANSWERED_NAMES: dict[str, str] = {
    "problem": "问题", "result": "成绩", "mechanism": "机制", "mindset": "思维",
}  # fmt: skip
OPEN = "原文未明确"
UNLISTED = "名单未列完"
"""Said of the last unit of a list that the words leave open."""
MASKED = "原文隐去"

# What follows is what a handbook calls things unless its data say otherwise (data/handbook.yaml).
GENRE = "讲话"
NOTICE = "依据{genre}原文整理，非正式公文"
COMMITMENTS = ("必保", "确保", "力争", "争取")
UNIT_NAMES: dict[str, str] = {
    "department": "部门", "county": "县（市、区）", "zone": "开发区", "taskforce": "专班和筹备组",
    "office": "个人职务", "collective": "统称", "other": "其他",
}  # fmt: skip
"""Kinds of unit by key; a ``collective`` is no concrete unit, whatever it is called."""
SPOKEN = ("讲话", "报告", "发言", "致辞", "演讲")
"""What somebody gives (作); any other text is issued (印发)."""
TITLES = {
    "results": "成绩", "basis": "已有基础", "problems": "问题与整改", "mechanisms": "机制与清单",
    "counties": "县区和开发区", "citizens": "群众反映渠道",
    "requirement": KIND_NAMES["requirement"],
}  # fmt: skip
"""By key; ``basis`` heads the results of a task, ``requirement`` is the other kind of task."""
