"""Settle words of time to a day: an office's own words first, then the grammar of times.

``data/deadlines.yaml`` is what an office says of its own words; ``words.times`` reads all others.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from handbook.model import Deadline, DeadlineRule
from handbook.read.records import DeadlineRuleRecord
from handbook.words.findings import did_you_mean, short
from handbook.words.times import GONE_BY, NO_YEAR, Said, Word, gone_by, own_word, read_time

_PLACEHOLDER = {"{year}": r"(?P<year>(?:19|20|21)[0-9]{2})", "{month}": r"(?P<month>1[0-2]|[1-9])"}
_AROUND = r"(?:于|在|到|至|力争|争取|确保|必保|务必)*(?P<word>%s)(?:(?<=[底末日])(?:以|之)?前)?"
"""A word of the table and what may stand about it without changing its day."""
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12}


_OF_A_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日|[上中下]旬|底|末|上半年|下半年)?(?:以?前|底|末)"
)


def settle(
    text: str, rules: Sequence[DeadlineRule], year: int | None, delivered_on: date | None
) -> Deadline | None:
    """The deadline that ``text`` sets, or ``None`` where nothing in it is a time.

    A word of the table that is all of the text decides. Else the grammar reads the text whole,
    with the table's words that settle no day among its own; where some of it has no rule, no day
    is settled and ``note`` says so. ``year`` is the year that the text calls this year,
    ``delivered_on`` its own day.
    """
    said = Said(year, delivered_on)
    for rule in rules:
        for word in rule.words:
            if "{" not in word and word not in text:
                continue  # most words: none of them is compiled
            if match := _pattern(word).fullmatch(text):
                return _by_rule(text, rule, match, said)
    time = read_time(text, said, own_words(rules))
    return Deadline(text, time.day, time.kind, time.reason, time.waits) if time else None


def behind(found: Deadline, before: str, year: int | None) -> Deadline:
    """A time as it stands behind other words of its sentence: one without a year of its own, behind
    one that ends in another year (2021年6月底前…，12月底前…), settles no day."""
    others = {match["year"] for match in _OF_A_YEAR.finditer(before)} - {str(year)}
    if found.date is None or not others or re.search(r"\d{4}年", found.text):
        return found
    return replace(found, date=None, note=f"前面说的是{max(others)}年，这里没有写明是哪一年")


def own_words(rules: Sequence[DeadlineRule]) -> list[Word]:
    """The words of the table that settle no day, as ``words.times`` takes them."""
    return [
        own_word(word, rule.kind, rule.note)
        for rule in rules if rule.settles == "never" for word in rule.words
    ]  # fmt: skip


def _by_rule(text: str, rule: DeadlineRule, match: re.Match[str], said: Said) -> Deadline:
    day = _day(rule.settles, match, said)
    if day is None:
        own = rule.settles in ("never", "delivered-month-end")
        note = rule.note if own else NO_YEAR
        return Deadline(text, None, rule.kind, note, waits=rule.settles != "never")
    if gone_by(day, said) and "year" not in match.groupdict():
        return Deadline(text, None, rule.kind, GONE_BY)
    return Deadline(text, day, rule.kind, "")


def rule_faults(rule: DeadlineRuleRecord) -> Iterator[tuple[int, str]]:
    """Which words hold other placeholders than ``settles`` reads, or one twice, and so on."""
    takes = {"year-end": {"year"}, "month-end": {"year", "month"}}.get(rule.settles, set())
    for i, word in enumerate(rule.words):
        named = re.findall(r"\{([^{}]*)\}", word)
        for name in dict.fromkeys(named):
            if name not in ("year", "month"):
                meant = did_you_mean(name, ("year", "month"))
                yield i, f"不认识“{{{name}}}”，花括号里只能写 year 或 month{meant}"
            elif name not in takes:
                yield i, f"settles 是 {rule.settles} 的用语里不能有 {{{name}}}，请核对"
            elif named.count(name) > 1:
                yield i, f"{{{name}}} 写了两次，请删去一处"
        if re.sub(r"\{[^{}]*\}", "", word).strip("{}") == "" or word.count("{") != len(named):
            yield i, f"“{short(word)}”的花括号不成对，或者除了花括号没有别的字，请改正"
        if rule.settles == "month-end" and "month" not in named:
            yield i, f"settles 是 month-end 的用语要有 {{month}}，“{short(word)}”没有"
        if rule.settles == "quarter-end" and word[0] not in _QUARTERS:
            yield i, f"settles 是 quarter-end 的用语要以 一、二、三、四 开头，“{short(word)}”不是"


@cache
def _pattern(word: str) -> re.Pattern[str]:
    """A word of the table as a pattern; a month is not cut out of a longer number."""
    pattern = re.escape(word)
    for name, digits in _PLACEHOLDER.items():
        pattern = pattern.replace(re.escape(name), r"(?<!\d)" + digits)
    return re.compile(_AROUND % pattern)


def _day(settles: str, match: re.Match[str], said: Said) -> date | None:
    named = match.groupdict()
    if settles == "delivered-month-end" and said.day:
        return _month_end(said.day.year, said.day.month)
    year = int(named.get("year") or said.this_year or 0)
    if not year:
        return None
    if settles == "year-end":
        return date(year, 12, 31)
    if settles == "quarter-end":
        return _month_end(year, _QUARTERS[match["word"][0]])
    return _month_end(year, int(named["month"])) if settles == "month-end" else None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
