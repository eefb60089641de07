"""Which words of a clause say when: the grammar of times, and what reports say besides.

The grammar settles days; here only the place and the kind of a time count, so the year that a text
calls this year does not matter. Words that say how hard or how (抓紧, 日常) are none
(``data/README.md``, 四.3), nor are those of what is or was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from handbook.draft.rules.words import words
from handbook.words.times import Said
from handbook.words.times import find_times as find_all
from handbook.words.vocabulary import DeadlineKind


@dataclass(frozen=True)
class Time:
    """Words that say when, by their place in the text that was asked about."""

    start: int
    end: int
    kind: DeadlineKind


_ANY = re.compile("[年月日天周旬季时期底早快末今经按如适提定冬夏秋春汛冻暖节化假即刻]")
"""Without one of these characters no words say when."""
_SAID = Said(2000)
_SEASONS = re.compile(
    r"[一-龥]{2}时节|(?:有效)?施工[季期]节?|[一-龥]{2}文化节前|[大小]事不出[周月村]|[大小]事马上办"
)


@lru_cache(maxsize=4096)
def find_times(text: str) -> tuple[Time, ...]:
    """The words of time in ``text``, in order."""
    if not _ANY.search(text):
        return ()
    found = [
        Time(match.start(), match.end(), "by" if match[0].endswith("前") else "standing")
        for match in _SEASONS.finditer(text)
    ]
    for time in _by_grammar(text):
        if not any(other.start < time.end and time.start < other.end for other in found):
            found.append(time)
    return tuple(sorted(found, key=lambda time: time.start))


def _by_grammar(text: str) -> Iterator[Time]:
    no_times = words("no_times")
    for start, end, time in find_all(text, _SAID):
        if time.use == "fact" or text[start:end] in no_times:
            continue
        while start and text[start - 1] in "到至于" and text[start:end][-1:] in "底末前":
            start -= 1
        yield Time(start, end, time.kind)
