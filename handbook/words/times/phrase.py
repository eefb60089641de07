"""From pieces to times, and from the times of one phrase to the one that it sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from handbook.words.days import in_full
from handbook.words.times.parts import Edge, How, Part, Piece, Relation
from handbook.words.times.pieces import NO_SUCH_DAY, NO_YEAR, near
from handbook.words.times.said import Said, Time, Use, Word
from handbook.words.times.settle import GONE_BY, Open, Settled, Span, gone_by, settle

Joint = Literal["", "to", "and"]


@dataclass(frozen=True)
class Item:
    """One time of a phrase, how it hangs on the one before it, and how a day lies to it.

    ``leading``: relations that are said before it (大约三个月、不迟于9月30日).
    """

    joint: Joint
    means: Part | Word
    relations: tuple[Relation, ...] = ()
    leading: tuple[Relation, ...] = ()


def items(pieces: Iterable[Piece], said: Said) -> tuple[list[Item], list[Piece]]:
    """The times in order, and the pieces that say nothing of them."""
    found: list[Item] = []
    unread: list[Piece] = []
    joint: Joint = ""
    leading: tuple[Relation, ...] = ()
    for piece in pieces:
        last = found[-1] if found and not joint else None
        match piece.means:
            case Part() | Word() as means:
                if grown := last and _narrowed(last, means):
                    found[-1] = grown
                else:
                    found.append(Item(joint, means, (), leading))
                joint, leading = "", ()
            case Relation() as relation:
                if last and _fits(last, relation.edge):
                    found[-1] = replace(last, relations=(*last.relations, relation))
                elif relation.edge:
                    found.append(Item(joint, near(relation.edge, said), (relation,)))
                    joint = ""
                elif relation.how in ("about", "within") and not last:
                    leading = (relation,)
                else:
                    unread.append(piece)
            case None:
                unread.append(piece)
            case glue if glue.how != "frame" and found and joint != "to":
                joint = glue.how
    return found, unread


def _narrowed(item: Item, means: Part | Word) -> Item | None:
    """The item where a finer part makes it say more."""
    if isinstance(means, Word) or isinstance(item.means, Word) or item.relations:
        return None
    part = item.means.narrowed(means)
    return replace(item, means=part) if part else None


def _fits(item: Item, edge: Edge) -> bool:
    """Whether a relation can stand behind an item: 年底 behind a year, 月底 behind a month."""
    if not edge:
        return True
    if isinstance(item.means, Word) or item.relations:
        return False
    months = item.means.months
    size = months[1] - months[0] + 1 if months else 0
    wanted = {"year": (1, 0), "quarter": (2, 3), "month": (2, 1)}.get(edge)
    return (item.means.levels[1], size) == wanted


def told(text: str, found: Sequence[Item], unread: str, said: Said) -> Time | None:
    """The one time of a phrase; ``None`` where nothing in it is one."""
    use = _use(found)
    words = [item.means for item in found if isinstance(item.means, Word)]
    parts = [item for item in found if isinstance(item.means, Part)]
    ruling = next((word for word in words if word.governs), None)
    word = ruling or (words[0] if words and not parts else None)
    if word:
        return Time(text, None, word.kind, word.note, use)
    if not parts:
        return None
    if unread:
        reason = f"“{unread}”没有规则能解释，时间没有落到日期。"
        return Time(text, None, "by", reason, use, unread=unread)
    settled = _together(list(_settled(parts, said)))
    if isinstance(settled, Span) and settled.assumed and gone_by(settled.last, said):
        settled, use = Open(GONE_BY), "fact" if use == "unclear" else use
    if isinstance(settled, Open):
        return Time(text, None, settled.kind, settled.reason, use, settled.waits)
    past = gone_by(settled.last, said) or settled.last.year < (said.this_year or 0)
    return Time(text, settled.last, "by", "", "fact" if past else use)


def _settled(parts: Sequence[Item], said: Said) -> Iterator[Settled]:
    """The days of each time; a range is one, and so many days are counted from what begins them."""
    context = Part()
    before: Settled | None = None
    for item in parts:
        part = _inherited(_part(item), context, said)
        since = before.since if isinstance(before, Open) and part.count else None
        now = settle(part, _hows(item), said, since)
        if item.joint == "to" and before:
            now = _up_to(before, item, part, now, said)
        elif before and not since:
            yield before
        before, context = now, part
    if before:
        yield before


def _up_to(before: Settled, item: Item, part: Part, end: Settled, said: Said) -> Settled:
    """A range from what is before to an end, in the next year where it wraps (10月至3月)."""
    start = before.since if isinstance(before, Open) else before.first
    if not start or isinstance(end, Open):
        return end
    means = _part(item)
    if end.last < start and means.months and not means.years and not means.next_year:
        later = replace(part, years=(start.year + 1, start.year + 1))
        end = settle(later, _hows(item), said, None)
    if isinstance(end, Span) and start <= end.last:
        return replace(end, first=start)
    return Open(NO_SUCH_DAY)


def _part(item: Item) -> Part:
    assert isinstance(item.means, Part)
    return item.means


def _hows(item: Item) -> list[How]:
    return [relation.how for relation in (*item.relations, *item.leading)]


def _inherited(part: Part, context: Part, said: Said) -> Part:
    """The part with the year and month of the one before it, where it only says what is finer."""
    if part.next_year:
        year = context.years[1] if context.years else said.this_year
        return replace(part, years=(year + 1, year + 1)) if year else Part(open=NO_YEAR)
    coarsest = part.levels[0]
    if coarsest == 3 and not part.festival and context.months:
        part = replace(part, months=context.months)
    return replace(part, years=context.years) if 1 < coarsest < 4 else part


def _together(found: Sequence[Settled]) -> Settled:
    """One time of several: they are one where they follow on (7、8月), else none is settled."""
    spans = [each for each in found if isinstance(each, Span)]
    if len(spans) < len(found):
        return next(each for each in found if isinstance(each, Open))
    whole = spans[0]
    for span in spans[1:]:
        if not whole.first <= span.first <= whole.last + timedelta(days=1):
            days = "、".join(dict.fromkeys(in_full(each.last) for each in spans))
            return Open(f"写了几个时限（{days}），没有落到一个日期，请分开写。")
        whole = replace(whole, last=max(whole.last, span.last))
    return whole


def _use(found: Sequence[Item]) -> Use:
    """What the words of a phrase alone say of it."""
    relations = [r for item in found for r in (*item.relations, *item.leading)]
    hows = {relation.how for relation in relations}
    words = [item.means for item in found if isinstance(item.means, Word)]
    begun = any(relation.edge == "year" and relation.how == "start" for relation in relations)
    if any(item.means.past for item in found) or "so far" in hows or begun:
        return "fact"
    asked = any((word.kind, word.governs) in (("by", False), ("recurring", True)) for word in words)
    return "deadline" if asked or hows & {"before", "within", "end"} else "unclear"
