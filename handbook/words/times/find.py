"""The two questions: what does this time say, and which times does this sentence hold?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from handbook.words.times.parts import Glue, Part, Piece, Relation
from handbook.words.times.phrase import items, told
from handbook.words.times.pieces import cut
from handbook.words.times.said import Said, Time, Use, Word

_NAME = re.compile("“[^”]*”|《[^》]*》")
_COMPARED = re.compile("(?:比|较|截至|截止)$")
_SHORTENED = re.compile("(?:压缩|缩短|压减|控制|稳定|保持)(?:至|到|在|为)?$")
"""Before how long something takes, which is no time that it is due: 压缩至5个工作日内."""
_UNTIL = re.compile("(?:^|[^达得提高升降增加减看想遇做])到$")


def read_time(text: str, said: Said, words: Sequence[Word] = ()) -> Time | None:
    """What the words of one time say; ``None`` where nothing in them is a time.

    ``words`` are an office's own, which settle no day; they go before the grammar's.
    """
    found, unread = items(cut(text, said, words), said)
    return told(text, found, "”“".join(_together(text, unread)), said)


def _together(text: str, unread: Sequence[Piece]) -> list[str]:
    """What is not explained, in the text's own words: 收到通知, though 到 alone is known."""
    spans: list[list[int]] = []
    for piece in unread:
        if spans and piece.start - spans[-1][1] <= 1:
            spans[-1][1] = piece.end
        else:
            spans.append([piece.start, piece.end])
    return [text[start:end] for start, end in spans]


def find_times(text: str, said: Said, words: Sequence[Word] = ()) -> list[tuple[int, int, Time]]:
    """All times of a sentence in order, each with where it starts and ends in ``text``.

    ``Time.use`` tells a deadline from a time that dates a fact or stands in a name, as far as the
    grammar tells; ``unclear`` says that it does not.
    """
    names = [match.span() for match in _NAME.finditer(text)]
    found = []
    for run in _runs(list(cut(text, said, words))):
        start, end = run[0].start, run[-1].end
        read, _ = items(run, said)
        time = told(text[start:end], read, "", said)
        if time and not _bare(run):
            named = any(a <= start and end <= b for a, b in names)
            before = text[max(0, start - 4) : start]
            dates = _COMPARED.search(before) or (_counts(run) and _SHORTENED.search(before))
            until = time.use == "unclear" and _UNTIL.search(before)
            use: Use = "name" if named else "fact" if dates else "deadline" if until else time.use
            found.append((start, end, replace(time, use=use)))
    return found


def _runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces side by side that may be one time; a range goes on beyond its 至."""
    run: list[Piece] = []
    for piece, after in zip_longest(pieces, pieces[1:]):
        whole = _begins(piece) or (run and isinstance(piece.means, Relation))
        joins = run and piece.means == Glue("to") and after and _begins(after)
        if whole or joins:
            run.append(piece)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _begins(piece: Piece) -> bool:
    means = piece.means
    return isinstance(means, Part | Word) or (isinstance(means, Relation) and means.edge != "")


def _counts(run: Sequence[Piece]) -> bool:
    return isinstance(run[0].means, Part) and run[0].means.count is not None


def _bare(run: Sequence[Piece]) -> bool:
    """What is no time by itself: how long (三年行动), a number (2号), a plan (“十四五”规划)."""
    part = run[0].means
    if len(run) > 1 or not isinstance(part, Part):
        return False
    plan = part.years is not None and part.years[1] - part.years[0] == 4
    number = part.days and part.levels == (3, 3)
    return bool(_counts(run) or plan or number)
