"""Times, read as a whole or not at all: what a text says of when, and the day that it settles.

    >>> said = Said(2022, date(2022, 7, 20))       # the year it calls this year, and its own day
    >>> read_time("明年6月底前", said).day
    date(2023, 6, 30)
    >>> read_time("春节前后", said).reason
    '只说了大概的时候，没有给出日期。'
    >>> [(a, b, time.use) for a, b, time in find_times("去年亏损，要在9月底前扭亏", said)]
    [(0, 2, 'fact'), (7, 11, 'deadline')]

Text is cut into pieces (``pieces``, ``adverbs``), pieces make up times and times a phrase
(``phrase``), and those are settled by the calendar (``settle``, ``calendars``). What no rule
explains leaves all of it unsettled, with the reason. Nothing here knows of handbooks.
"""

from handbook.words.times.adverbs import own_word
from handbook.words.times.find import find_times, read_time
from handbook.words.times.pieces import NO_YEAR
from handbook.words.times.said import Said, Time, Use, Word
from handbook.words.times.settle import GONE_BY, gone_by

__all__ = [
    "GONE_BY", "NO_YEAR", "Said", "Time", "Use", "Word", "find_times", "gone_by", "own_word",
    "read_time",
]  # fmt: skip
