"""What a section is for: it reports, it asks, it says how to work, or it only frames.

Judged by its title and those above it; a text without titles asks throughout.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from handbook.model import Section

Purpose = Literal["reports", "asks", "conduct", "frames"]

_REPORTS = re.compile(
    r"回顾|总结|(?:主要)?成绩|工作情况|成效|过去[一五]年|运行情况|进展情况|上一?年工作$|完成情况|开展情况|情况$"
)
_ASKS = re.compile(
    r"任务|安排|重点工作|举措|措施|打算|部署|清单|分工|附件|目标|工作(?:重点|要求)|要求|保障|实施"
)
_CONDUCT = re.compile(r"作风|自身建设|思想方法|自我革命|党风廉政|干部队伍|政治建设|党的建设")
_MECHANISM = re.compile(r"机制|制度建设|台账|清单")
_FRAMES = re.compile(
    r"开篇|开头|结束语|结语|称呼|指导思想|基本原则|工作原则|总体思路|导言|署名|题注|落款"
)


def purposes(sections: Mapping[str, Section]) -> dict[str, Purpose]:
    """The purpose of every section by its id; what a title leaves open comes from above."""
    found: dict[str, Purpose] = {}
    for section in sections.values():
        above = found.get(section.parent) if section.parent else None
        found[section.id] = _own(section.title, above)
    return found


def _own(title: str, above: Purpose | None) -> Purpose:
    if above in ("reports", "frames"):
        return above
    if above == "conduct" and _MECHANISM.search(title):
        return "asks"
    if above == "conduct" or _CONDUCT.search(title):
        return "conduct"
    if _FRAMES.search(title):
        return "frames"
    reports = _REPORTS.search(title) and not _ASKS.search(title)
    return "reports" if above is None and reports else "asks"
