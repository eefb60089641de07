"""What the follow-up calls things: kinds of entry and how a matter stands, with Chinese names."""

from __future__ import annotations

from typing import Any, Literal

Kind = Literal["open", "decide", "request", "receive", "report", "reply", "check", "void"]
Wish = Literal["extend", "transfer", "figure", "close"]
Outcome = Literal["confirmed", "returned", "closed", "reopened"]
Fault = Literal["text", "figures", "facts"]
Asked = Literal["once", "week", "month", "quarter"]
Measured = Literal["sum", "growth", "yearly"]
Ends = Literal["ended", "merged"]
Rename = Literal["renamed", "merged", "dissolved"]
Filed = Literal["none", "received", "reported", "unchanged"]
Checked = Literal["none", "waiting", "confirmed", "returned", "closed", "reopened"]
Clock = Literal["none", "running", "near", "late", "in-time", "closed-late", "closed", "ended"]
Verdict = Literal["reached", "on-course", "behind", "missed", "unreported", "aside", "none"]
When = Literal["late", "missed", "unreported", "near", "behind", "returned", "owing", "other"]
Released = Literal[
    "unit", "role", "day", "closed", "title", "source", "standard", "figures", "report", "check"
]

ENTRY_NAMES: dict[Kind, str] = {
    "open": "立项", "decide": "交办", "request": "申请", "receive": "签收", "report": "填报",
    "reply": "说明", "check": "核查", "void": "作废",
}  # fmt: skip
WISH_NAMES: dict[Wish, str] = {
    "extend": "延期", "transfer": "转办", "figure": "调整指标", "close": "销号",
}  # fmt: skip
OUTCOME_NAMES: dict[Outcome, str] = {
    "confirmed": "属实", "returned": "退回", "closed": "销号", "reopened": "重新办理",
}  # fmt: skip
FAULT_NAMES: dict[Fault, str] = {"text": "文字错", "figures": "数字错", "facts": "情况错"}
ASKED_NAMES: dict[Asked, str] = {
    "once": "一次", "week": "每周", "month": "每月", "quarter": "每季度",
}  # fmt: skip
MEASURED_NAMES: dict[Measured, str] = {"sum": "累计", "growth": "增幅", "yearly": "按年"}
ENDS_NAMES: dict[Ends, str] = {"ended": "终止", "merged": "并入"}
RENAME_NAMES: dict[Rename, str] = {"renamed": "更名", "merged": "合并", "dissolved": "撤销"}
FILED_NAMES: dict[Filed, str] = {
    "none": "未登记", "received": "已签收", "reported": "已填报", "unchanged": "无变化",
}  # fmt: skip
CHECKED_NAMES: dict[Checked, str] = {
    "none": "未登记", "waiting": "未经核查", "confirmed": "属实", "returned": "退回",
    "closed": "已销号", "reopened": "重新办理",
}  # fmt: skip
CLOCK_NAMES: dict[Clock, str] = {
    "none": "未定时限", "running": "未到期", "near": "临近时限", "late": "已过时限",
    "in-time": "按期办结", "closed-late": "逾期办结", "closed": "已办结", "ended": "不再督办",
}  # fmt: skip
WHEN_NAMES: dict[When, str] = {
    "late": "已过时限", "missed": "到期未达到", "unreported": "到期未报数",
    "near": "临近时限", "behind": "慢于时间进度",
    "returned": "退回未重报", "owing": "应答未答", "other": "其余在办",
}  # fmt: skip
CLOCK_MEANS: dict[Clock, str] = {
    "late": "截至日已经过了时限，还没有销号",
    "near": "到时限不超过{near}天，还没有销号",
    "running": "到时限还有{near}天以上",
    "none": "没有定时限，不计时",
    "in-time": "在时限以前报的结果，已经销号",
    "closed-late": "过了时限才报的结果，已经销号",
    "ended": "办公室决定终止，或者并入别的事项",
}  # fmt: skip
"""What the words for the clock mean; ``{near}`` is the number of days that the ledger gives."""
RELEASED_NAMES: dict[Released, str] = {
    "unit": "单位", "role": "责任", "day": "时限", "closed": "销号", "title": "事项",
    "source": "依据", "standard": "办结标准", "figures": "指标", "report": "填报", "check": "核查",
}  # fmt: skip
COMING_NAMES: dict[str, str] = {"due": "办结时限", "milestone": "阶段目标", "answer": "应答日期"}
SINCE_NAMES: dict[str, str] = {
    "title": "名称", "section": "章节", "kind": "类别", "commitment": "要求程度", "quotes": "原文",
    "assignments": "责任单位", "deadlines": "完成时限", "targets": "量化指标", "extents": "规模",
    "red_lines": "底线", "outcomes": "预期效果", "measures": "保障措施", "deliverable": "成果形式",
    "note": "编者注", "number": "文号", "tasks": "所据任务", "lead": "牵头", "supports": "配合",
    "reporters": "填报单位", "checker": "指定核查", "due": "时限", "milestones": "阶段目标",
    "asked": "多久一报", "answer_on": "哪天应答", "closes_when": "办结标准", "evidence": "佐证",
    "goals": "指标", "owed": "应答未答", "filed": "填报", "checked": "核查", "clock": "时限状况",
    "figure": "最近数字", "ended": "怎样结束", "requests": "等答复的申请",
}  # fmt: skip
"""The fields that a comparison with an issue tells of."""
NOT_OPENED, WAITING = "未立项", "申请待批"
NOT_PUBLIC = "办理情况不公开"
"""What the public edition says of every task of which nothing may go out: said only of those that
are followed up inside it would tell which these are. Where no entry is public it says nothing."""
INTERNAL = "内部资料"
"""On every page and file of the edition that does not go out."""
VERDICT_NAMES: dict[Verdict, str] = {
    "reached": "达到", "on-course": "快于时间进度", "behind": "慢于时间进度",
    "missed": "到期未达到", "unreported": "到期未报数", "aside": "按年计，到期再看",
    "none": "未登记",
}  # fmt: skip
WORDS: dict[str, dict[Any, str] | str] = {
    "entries": ENTRY_NAMES, "wishes": WISH_NAMES, "outcomes": OUTCOME_NAMES, "faults": FAULT_NAMES,
    "asked": ASKED_NAMES, "ends": ENDS_NAMES, "changes": RENAME_NAMES, "filed": FILED_NAMES,
    "checked": CHECKED_NAMES, "clock": CLOCK_NAMES, "clock_means": CLOCK_MEANS,
    "verdicts": VERDICT_NAMES, "reasons": WHEN_NAMES,
    "not_opened": NOT_OPENED, "not_public": NOT_PUBLIC, "waiting": WAITING,
}  # fmt: skip
"""What templates call all this by."""
LEDGER = "ledger"
"""The folder of a ledger, below the data."""
CONTACTS = "contacts.yaml"
"""In that folder, for the office alone: no page and no file of any edition is made of it."""
OPEN_FIELDS: tuple[Released, ...] = ("unit", "role", "day", "closed")
"""What goes out of a public entry unless ``handbook.yaml`` says otherwise."""
