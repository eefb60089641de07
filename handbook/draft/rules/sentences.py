"""Which sentences set something to do; of every other one, why it sets none.

Each rule looks at one sentence in its place and names a reason, or leaves it to the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from handbook.draft.rules.kinds import Clause, verb_at
from handbook.draft.rules.outlook import Purpose
from handbook.model import Sentence
from handbook.words.vocabulary import Reason


@dataclass(frozen=True)
class Placed:
    """A sentence with its clauses and what its place says of it.

    ``heads``: it is the heading of a section; ``alone``: nothing of its section follows it;
    ``titled``: its paragraph begins with a heading of its own; ``answered``: a bracket behind it
    says who is responsible; ``item``: it begins an item that has no heading of its own;
    ``after_short``: a heading without a number stands in front of it.
    """

    sentence: Sentence
    text: str
    clauses: tuple[Clause, ...]
    purpose: Purpose
    heads: bool
    alone: bool
    begins: bool
    titled: bool
    answered: bool
    item: bool
    after_short: bool
    following: str

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its clauses."""
        return tuple(clause.kind for clause in self.clauses)

    @property
    def asks(self) -> bool:
        """Whether a clause says 要, or names who is to act."""
        return any(clause.modal or clause.units for clause in self.clauses)


Rule = Callable[[Placed], Reason | None]
TITLE_MOST = 22
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、是要]|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．、]|第[一二三四五六七八九十]+[、，])"
)
_EXAMPLE = re.compile(r"^(?:比如|例如|譬如|就拿|像.{2,12}一样)")
_QUOTED = re.compile(
    r"曾说|说过|有句(?:古|老|俗)?话|古人|古语|常言|俗话|指出[：:，]|强调[：:，]“|^“[^”]*”[。！]?$"
)
_STANCE = re.compile(
    r"我代表|请予审议|表示(?:衷心|崇高|诚挚|热烈)|谢谢|祝(?:大家|各位)|感谢|我们坚信|我相信|我讲.{1,3}点"
)
_CALL = re.compile(r"^(?:各位代表|同志们|朋友们|让我们|各位同志|各位委员)|让我们|百舸争流|只争朝夕")
_ADDRESSED = re.compile("(?:各位代表|同志们|各位同志|各位委员|朋友们)[，！]")
_LEADS_ON = re.compile(
    r"(?:以下|下面|如下|下列)[^，]{0,12}(?:[：:。]|$)|[二三四五六七八九十两\d](?:个方面|项工作|大任务|项任务|件事|个字|点意见|个“|方面(?:工作|任务)?)[^，]{0,6}[。：:！]?$|[：:]$"
)
_OUTLINE = re.compile(r"(?:总体|总的|基本)(?:要求|思路|目标)是|指导思想是")
_BANNER = re.compile(r"^以习近平新时代中国特色社会主义思想为指导|^高举.*旗帜|^坚持以.*思想为指导")
_SIGNED = re.compile(
    r"^(?:(?:19|20)\d\d年\d{1,2}月\d{1,2}日|（此件[^）]*）|（联系人[^）]*）|抄送[：:].*|附件[：:]?.{0,60}|"
    r"[一-龥]{2,14}(?:办公厅|办公室|委员会|人民政府|党组))$"
)
_DEFINES = re.compile(r"^(?P<what>[^，“]{2,16}?)(?:就是|关键是|即是|是指|指的是)")
_SITUATION = re.compile(r"形势|趋势|挑战|机遇|压力|冲击|进入.{0,8}(?:期|阶段)|关键之年|收官之年")
_SENSE = re.compile(
    r"意义|是.{0,30}(?:前提|基础|关键|保障|保证|途径|路径|动力|根本|准则|大事|期盼|福祉|支柱|要求|发动机|所在|生命线|手段|体现|生产力|落脚点|画面|举措)|为了|事关|关系到|^.{2,20}是(?!否)"
)
_REPORTED = re.compile(
    r"了|已经?|成绩|成效|突破|荣获|获得|圆满|完成.{0,20}(?:以来)|(?:年初|今年|去年)以来"
)
_PRAISED = re.compile(
    r"表扬|值得(?:肯定|学习)|效果(?:非常|很|明显)好|树起了|受到.{0,8}好评|典型|做得(?:很|比较)?好"
)
_IS = re.compile(r"^(?:也|就|都)?是(?!否)")
_WARNS = re.compile(r"有的|个别|一些(?:干部|地区|单位|同志|部门)|不少|某些")
_ONCE = re.compile(r"^(?:年初以来|今年以来|去年|截至|目前|近年来|近期|上半年|一年来|过去)")


def example(placed: Placed) -> Reason | None:
    """比如…"""
    many = placed.text.rstrip("。").endswith("等等") and not placed.asks
    return "举例" if many or _EXAMPLE.match(placed.text) else None


def quoted(placed: Placed) -> Reason | None:
    """苏轼曾说“…”"""
    return "引语" if _QUOTED.search(placed.text) and not placed.asks else None


def stance(placed: Placed) -> Reason | None:
    """现在，我代表市人民政府…"""
    return "表态" if _STANCE.search(placed.text) else None


def call(placed: Placed) -> Reason | None:
    """各位代表！ 让我们…"""
    shouts = _ADDRESSED.match(placed.text) and placed.text.endswith("！")
    if shouts and not any(clause.units for clause in placed.clauses):
        return "口号"
    if _CALL.search(placed.text) and ("让我们" in placed.text or not placed.asks):
        return "口号"
    return None


def heading(placed: Placed) -> Reason | None:
    """A heading of the outline, or a numbered one, with something behind it."""
    if placed.alone:
        return None
    numbered = _NUMBERED.match(placed.text)
    if placed.heads and not placed.item and len(placed.text) <= 60:
        return "标题"
    if not numbered or placed.item or not placed.begins or _figure(placed):
        return None
    return "标题" if len(placed.clauses) <= 2 and len(placed.text) <= 32 else None


def subheading(placed: Placed) -> Reason | None:
    """抓好规划编制。: short, of one clause, and its sentences follow."""
    if placed.item or placed.after_short or (placed.answered and not placed.begins):
        return None
    short = len(placed.text) <= TITLE_MOST and len(placed.clauses) == 1
    if not short or placed.alone or not placed.following or _figure(placed):
        return None
    if not placed.begins and not placed.asks:
        return None  # a section of its own where it heads anything
    clause = placed.clauses[0]
    if clause.units or clause.kind in ("red_line", "target"):
        return None
    if not placed.begins and (clause.kind == "talk" or "、" in placed.text):
        return None
    if re.search(r"开展.*(?:行动|活动|攻坚|斗争)", placed.text) and not placed.begins:
        return None
    return "标题" if placed.begins or not placed.titled else None


def leads_on(placed: Placed) -> Reason | None:
    """要做好五项工作："""
    if _OUTLINE.search(placed.text[:40]):
        return "导语"
    if not _LEADS_ON.search(placed.text) or len(placed.text) > 80:
        return None
    acts = sum(kind in ("action", "target", "effort") for kind in placed.kinds)
    return "导语" if acts <= 1 else None


def told(placed: Placed) -> Reason | None:
    """Nothing in it is to be done: what it tells instead."""
    if sum(kind == "target" for kind in placed.kinds) > 1:
        return None  # 预期目标为：…增长6%，…达到…
    acts = any(kind in ("action", "target", "red_line", "measure") for kind in placed.kinds)
    return _what(placed) if _only_tells(placed) or not (acts or placed.asks) else None


def judged(placed: Placed) -> Reason | None:
    """有的同志…, 个别地区…: finds fault, and asks nothing."""
    if placed.asks or not _WARNS.match(placed.text):
        return None
    return "形势"


def once(placed: Placed) -> Reason | None:
    """年初以来…, without 要: what was."""
    return _what(placed) if _ONCE.match(placed.text) and not placed.asks else None


def defined(placed: Placed) -> Reason | None:
    """开放思维就是要…: a definition."""
    match = _DEFINES.match(placed.text)
    names = match and (len(match["what"]) <= 4 or not verb_at(placed.text))
    return "说明" if names else None


def reported(placed: Placed) -> Reason | None:
    """A sentence of a part that reports or only frames."""
    if placed.purpose == "reports":
        return "成绩"
    return "背景" if placed.purpose == "frames" else None


def signed(placed: Placed) -> Reason | None:
    """2021年11月11日, （此件公开发布）: who signs, when, and to whom it goes."""
    return "说明" if _SIGNED.match(placed.text) else None


def guided(placed: Placed) -> Reason | None:
    """以…思想为指导，全面贯彻…: under what banner."""
    return (
        "导语" if _BANNER.search(placed.text) and not any(c.units for c in placed.clauses) else None
    )


RULES: dict[str, tuple[Rule, float]] = {
    "回顾的部分": (reported, 0.9),
    "落款": (signed, 0.9),
    "标题行": (heading, 0.95),
    "举例": (example, 0.95),
    "引语": (quoted, 0.85),
    "表态": (stance, 0.9),
    "口号": (call, 0.85),
    "概括的小标题": (subheading, 0.8),
    "引出下文": (leads_on, 0.85),
    "指导思想": (guided, 0.8),
    "定义": (defined, 0.8),
    "已经做的": (once, 0.8),
    "批评": (judged, 0.8),
    "没有要办的事": (told, 0.8),
}


def reason(placed: Placed, off: frozenset[str]) -> tuple[Reason, str, float] | None:
    """Why a sentence sets no task, by which rule; None where it sets one."""
    for name, (rule, sure) in RULES.items():
        found = None if name in off else rule(placed)
        if found:
            return found, name, sure
    return None


def _figure(placed: Placed) -> bool:
    text = _NUMBERED.sub("", placed.text)
    return bool(re.search(r"\d|\*", text)) and not re.search(
        r"^\d+年|“[^”]*\d[^”]*”|20\d\d年", text
    )


def _only_tells(placed: Placed) -> bool:
    """The first clause tells, and no clause says 要 or is bound."""
    if placed.asks or any(clause.commitment for clause in placed.clauses):
        return False
    if any(_IS.match(clause.words) for clause in placed.clauses):
        return True
    if "red_line" in placed.kinds:
        return False
    kinds = [kind for kind in placed.kinds if kind not in ("empty", "topic")]
    told = [c.rule for c in placed.clauses if c.kind not in ("empty", "topic")][:1] == ["叙述"]
    acts = placed.answered or sum(kind in ("action", "target") for kind in kinds[1:]) > 1
    return bool(kinds) and kinds[0] == "talk" and (told or not acts)


def _what(placed: Placed) -> Reason:
    for pattern, reason in (
        (_PRAISED, "表扬"),
        (_SENSE, "意义"),
        (_SITUATION, "形势"),
        (_REPORTED, "背景"),
    ):
        if pattern.search(placed.text):
            return reason  # type: ignore[return-value]
    return "说明"
