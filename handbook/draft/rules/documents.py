"""Documents and terms: what stands in 《》 with its number, and what stands in quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook.draft.drafts import NamedDraft

_TITLE = re.compile(r"《[^《》\n]{1,80}(?:《[^《》\n]{1,60}》[^《》\n]{0,60}){0,3}》")
_NUMBER = re.compile(
    r"[（(]?([\u4e00-\u9fff*]{1,12}[〔\[［(（](?:19|20)[0-9*]{2}[〕\]］)）](?:第)?[0-9*]{1,5}号)[）)]?"
)
_TERM = re.compile(r"“[^“”\n]{1,30}”")
_ACT = re.compile(
    r"(?:条例|办法|规定|通知|意见|方案|规划|纲要|计划|表|图|决定|措施|要点|标准|法|细则|指引|目录|清单|公报|报告|专报|信息|协定|章程|导则|准则)》$"
)
_SPOKEN = re.compile(r"[，。；！？]")


def find_documents(text: str) -> Iterator[NamedDraft]:
    """Titles in 《》, with the number that follows, and numbers without a title."""
    taken = 0
    for match in _TITLE.finditer(text):
        number = _NUMBER.match(text, match.end())
        end = number.end() if number else match.end()
        sure = 0.95 if number or _ACT.search(match[0]) else 0.6
        yield NamedDraft(
            match[0], match.start(), match.end(), "《》", sure, number[1] if number else None
        )
        yield from _numbers(text, taken, match.start())
        taken = end
    yield from _numbers(text, taken, len(text))


def find_terms(text: str) -> Iterator[NamedDraft]:
    """Words in quotes that are no speech: no sentence marks, and not long."""
    for match in _TERM.finditer(text):
        long = "、" in match[0] and len(match[0]) > 12
        if not long and not _SPOKEN.search(match[0]):
            yield NamedDraft(match[0], match.start(), match.end(), "引号", 0.7)


def _numbers(text: str, start: int, end: int) -> Iterator[NamedDraft]:
    for match in _NUMBER.finditer(text, start, end):
        yield NamedDraft(match[1], match.start(1), match.end(1), "文号", 0.95, match[1])
