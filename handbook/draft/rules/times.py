"""A stop-gap for the grammar of times: which words say when. To be replaced by ``find_times``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from handbook.words.vocabulary import DeadlineKind


@dataclass(frozen=True)
class Time:
    """Words that say when, by their place in the text that was asked about."""

    start: int
    end: int
    kind: DeadlineKind


_MONTH = r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月"
_FEAST = r"(?:元旦|春节|清明|五一|端午|中秋|国庆)"
_BY = (
    rf"(?:[到至]|截至|截止)?(?:(?:19|20)\d\d年|今年|明年|次年)?{_MONTH}"
    r"(?:\d{1,2}日|[上中下]旬|份)?(?:[底末](?:之?前)?|之?前|以前)",
    rf"(?<![\d—\-至到、]){_MONTH}份?(?=[一-龥])(?![日至到以底末中上下初份])",
    r"[到至]?(?:19|20)\d\d年年?[底末](?:之?前)?",
    r"[到至]?(?:今年|明年|次年)?年?年[底末](?:之?前)?",
    r"(?<![第\d])[一二三四]季度[末底]?(?:之?前)?",
    r"年内|今年|全年|年度|[上下]半年(?:底?前)?|本月[底末内](?:前)?|本季度[末内]?",
    rf"(?:入冬|入汛|汛期?|雨季|供暖期?|采暖[季期]?|开学|封冻|两会|{_FEAST}节?|[一-龥]{{2}}文化节)前",
    r"(?:[一二两三四五六七八九十]|\d{1,3})(?:个工作日|个?月|天|日|年|周)(?:之|以)?内",
    r"及早|尽早|尽快|早日|提前|按期|如期|按时|适时|择机|[春秋]季开学|按照?序时进度",
)
_RECURRING = (
    r"每(?:个?月|个?季度|周|年|日|天|半年)(?![度额均])|逐月|按[月季周](?!均)|定期|经常(?!性)|常态化(?!疫情|防控)|常态长效",
)
_STANDING = (
    r"第一时间|(?<!不)及时|马上|立即|立刻|今后(?!一)|随时|[大小]事不出[周月村]",
    rf"(?:{_FEAST}(?:、{_FEAST})*)?等?(?:重大)?节假日|[一-龥]{{2}}时节|有效施工期|施工季节",
)
_TIME = re.compile(
    "|".join(
        f"(?P<{kind}>{'|'.join(patterns)})"
        for kind, patterns in (("by", _BY), ("recurring", _RECURRING), ("standing", _STANDING))
    )
)


def find_times(text: str) -> Iterator[Time]:
    """The words of time in ``text``, in order."""
    for match in _TIME.finditer(text):
        yield Time(match.start(), match.end(), cast(DeadlineKind, match.lastgroup))
