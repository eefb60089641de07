"""Which words of time are the time by which a thing is to be done.

The times of a clause come from ``times``; each function here is a rule that says of one of them
that it is none: it stands in a name, in a plan, in what describes a thing, or leads on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from handbook.draft.drafts import DayDraft
from handbook.draft.rules.clauses import enclosed
from handbook.draft.rules.times import Time, find_times
from handbook.draft.rules.words import words

_PLAN = re.compile(
    r"(?:[一-龥]{0,4}(?:计划|安排|规划|方案|目标|预算(?!内))|[0-9*]+[项个件]|各?项?指标|重点工作(?:任务)?(?!完成))"
)
_REACH = re.compile(r"(?:完成|实现|兑现|达到|超额完成|必保|确保)[一-龥]{0,3}$")
_CURRENT = ("下半年", "上半年", "今年", "当前", "年度", "全年")
_PAST = re.compile(r"^(?:已|来|以来|初|工作|共|截至|我市|我们|还有)")
_DESCRIBES = re.compile(
    r"^[^，。；、要]{0,12}?(?:难以|计划|确定|开工|竣工|完成|整改)[^，。；、要]{0,6}的(?!时候|同时)"
)

Rule = Callable[[str, Time, bool], bool]


def in_quotes(_: str, time: Time, inside: bool) -> bool:
    """打赢三季度: in a name."""
    return inside


def of_a_plan(clause: str, time: Time, _: bool) -> bool:
    """下半年招商计划, 年度工作计划, 对照全年目标; but 完成全年目标任务 is a time."""
    word = clause[time.start : time.end]
    if word not in _CURRENT or not _PLAN.match(clause, time.end):
        return False
    return not _REACH.search(clause[: time.start])


def leads_on(clause: str, time: Time, _: bool) -> bool:
    """下半年，各地要…: alone in front of its sentence, it only leads on."""
    word = clause[time.start : time.end]
    return word in _CURRENT[:3] and clause[time.end :] in ("", "我市") and time.start <= 2


def of_the_past(clause: str, time: Time, _: bool) -> bool:
    """今年以来, 上半年工作: what was."""
    word = clause[time.start : time.end]
    return word in _CURRENT and bool(_PAST.match(clause[time.end :]))


def describes(clause: str, time: Time, _: bool) -> bool:
    """23个下半年计划开工的项目, 短期内难以完成整改的: says which things."""
    return bool(_DESCRIBES.match(clause[time.end :]))


def of_a_thing(clause: str, time: Time, _: bool) -> bool:
    """承办2026年全国生态日活动, 健全常态化沟通机制: a part of the name of what is done."""
    word, after = clause[time.start : time.end], clause[time.end :]
    bare = re.fullmatch(r"(?:19|20)\d\d年|今年|常态化|常态长效", word)
    verb = words("verbs").before(clause, time.start)
    acts = words("verbs").at(after, 0) or len(words("adverbs").at(after, 0)) > 1
    return bool(bare and len(verb) > 1 and after and not acts)


def denied(clause: str, time: Time, _: bool) -> bool:
    """协调不及时: says that it was not so."""
    return clause[: time.start].endswith("不")


NOT_A_DEADLINE: dict[str, Rule] = {
    "引号里的时间": in_quotes,
    "计划里的时间": of_a_plan,
    "引出下文的时间": leads_on,
    "已经过去的时间": of_the_past,
    "定语里的时间": describes,
    "名称里的时间": of_a_thing,
    "说没有做到的时间": denied,
}


def find_days(clause: str, offset: int, off: frozenset[str]) -> Iterator[DayDraft]:
    """The times in a clause by which it is to be done; ``off`` names rules to leave out."""
    inside = enclosed(clause)
    for time in find_times(clause):
        rules = (rule for name, rule in NOT_A_DEADLINE.items() if name not in off)
        if any(rule(clause, time, bool(inside[time.start])) for rule in rules):
            continue
        words = clause[time.start : time.end]
        yield DayDraft(words, offset + time.start, offset + time.end, "时间用语", 0.9, time.kind)
