"""Words of time that settle no day, each with the reason that readers are shown.

What an office says of its own words (``data/deadlines.yaml``) goes before these.
"""

from __future__ import annotations

import re
from functools import cache

from handbook.words.times.calendars import FESTIVALS
from handbook.words.times.said import Word
from handbook.words.vocabulary import DeadlineKind

_N = "[一二两三四五六七八九十半0-9]*"
_F = "|".join(FESTIVALS)
_TABLE: tuple[tuple[str, DeadlineKind, str, str], ...] = (
    # pattern, kind, why there is no day, what it does
    (rf"(?<![人户亩吨生元名])每(?:逢|隔)?{_N}个?(?:工作日|季度|星期|礼拜|半年|[年季月旬周天日])"
     r"|逐[年季月周日]|(?:按|(?<![部十充百])分)(?:季度?|[年月旬周日])(?![龄份期])|年年|月月|周周|天天"
     r"|一[年季月周日天]一(?![日号十二三四五六七八九])|一季度一(?=[次调通])|半[年月]一|隔[年月周日天]|双周|每逢",
     "recurring", "反复进行的工作，没有终止日期。", "governs"),
    (r"(?<![规固])不?定期(?!限)|常态化?(?:长效)?|日常|经常",
     "recurring", "反复进行的工作，没有终止日期。", ""),
    (r"长期|(?<!正)常年|终年|平时|平常|今后|全时段|全天候",
     "standing", "长期的要求，没有终止日期。", ""),
    (r"及时|第一时间|立即|立刻|马上|即刻|随时|即时|实时|短期内",
     "standing", "随事随办的要求，没有终止日期。", ""),
    (r"(?<![应适相正])当[年月周天日]|(?<![每一二两三四五首])次[月日]|(?<!合)同[年月日]",
     "standing", "从每件事发生的时候算起，没有终止日期。", "governs"),
    (rf"(?:(?:{_F})节?(?:[、和]?(?:{_F})节?)*等?)?(?:节假日|假期|假日|节日|重[大要点]节点)"
     rf"|(?:{_F})节?(?:[、和]?(?:{_F})节?)*期间|双休日|两节|双节",
     "standing", "只说明时节，没有给出日期。", "governs"),
    (r"尽快|尽早|及早|早日|抓紧|提前|从速|限期", "by", "只要求快、要求早，没有给出日期。", ""),
    (r"按?序时进度|按期|按时|如期|限时|规定的?(?:时间|期限|时限)",
     "by", "进度另有安排，原文没有写明日期。", ""),
    (r"适时|择机|择期", "by", "由承办单位选择时机，原文没有给出日期。", ""),
    (r"近期|近日|日内(?!瓦)|不久|短期|中期|远期|届时",
     "by", "只说了大概的时候，没有给出日期。", "governs"),
    (r"入[冬汛夏秋]|封冻|上冻|开冻|解冻|主?汛期|防火期|[供采]暖(?:[季期]|(?=前))|春耕|春播|秋收|秋种"
     r"|雨季|农[闲忙]|[今明去][春夏秋冬]|冬春|[春夏秋冬]季|暑[假期]|寒假|开学|开春|旅游旺季|清明节?|(?<![环调季细情章关])节[前后]",
     "by", "只说明时节，是哪一天原文没有写明。", "governs"),
    (r"(?:立[春夏秋冬]|惊蛰|[春秋]分|谷雨|芒种|[夏冬]至|[小大]暑|处暑|白露|寒露|霜降|[小大]雪|[小大]寒)"
     r"(?=以?前|之前|以?后|之后|节气)", "by", "只说明时节，是哪一天原文没有写明。", "governs"),
    (r"农历|阴历|旧历|[腊正冬]月", "by", "按农历说的日期，没有换算。", "governs"),
    (r"本届(?:政府)?(?:任期[内末]?|[内末])|任期[内末]?",
     "by", "任期到哪一天原文没有写明。", "governs"),
    (r"(?<![青少中老成历多几])年[前后]",
     "by", "“年前”“年后”以元旦还是以春节为界，原文没有写明。", "governs"),
    (r"(?<!项)目前(?!期)|当前|现阶段|如今|眼下|此前|以往|历年|往年|近年来?|近来|日前"
     r"|(?:长期|一直)以来|过去|多年来|[近这][一二两三四五六七八九十几0-9]+年来?",
     "by", "说的是现在或者过去，没有说到哪一天为止。", "past"),
)  # fmt: skip


@cache
def adverbs() -> tuple[tuple[re.Pattern[str], Word], ...]:
    """The patterns, and what they say."""
    return tuple(
        (re.compile(pattern), Word("", kind, note, governs=does == "governs", past=does == "past"))
        for pattern, kind, note, does in _TABLE
    )


@cache
def own_word(text: str, kind: DeadlineKind, note: str) -> Word:
    """A word of an office that settles no day; where the grammar does not know it, it governs.

    So 明年入冬前 settles nothing where 入冬前 is such a word, and 10月底前尽快 still its day.
    """
    known = next((word for pattern, word in adverbs() if pattern.fullmatch(text)), None)
    return Word(text, kind, note, governs=known is None or known.governs)
