"""What was drafted, as the records that it would become: each value on words that hold it.

In: drafts with their places. Out: plain values, as ``data/drafts.yaml`` keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from handbook.draft.drafts import Draft, FigureDraft, ResultDraft, TaskDraft, UnitDraft
from handbook.model.drafts import DraftedFigure
from handbook.model.things import Reached
from handbook.read.speech import quote_at

Values = dict[str, Any]
Place = tuple[int, int]
_MARKS = " \n\u3000，、；：。"
_STOPS = "，；。：！？\n"
WHO = re.compile(r"(?<=[。；！？\n])（[^（）]*(?:牵头|负责|责任单位|配合)[^（）]*）")
"""A bracket that says who acts, as divisions of tasks put one behind what is to be done."""
_ITEM = re.compile(r"\d{1,2}[．、]|（[一二三四五六七八九十]{1,4}）")
_NEAR = 400
"""So far from a clause begins a bracket at most that matters to it."""


def proposal(text: str, task: TaskDraft) -> Values:
    """The fields of a task, those that are empty left out."""
    found = [*task.red_lines, *task.outcomes, *_held(task.figures)]
    stands = [(task.start, task.end), *task.quotes, *((d.start, d.end) for d in found),
              *_subjects(text, task)]  # fmt: skip
    places = joined(text, stands)
    quoted = [text[start:end] for start, end in places]
    figures = {use: [_figure(f) for f in _held(task.figures) if f.use == use]
               for use in ("end", "extent")}  # fmt: skip
    values: Values = {
        "kind": task.kind if task.kind != "task" else None,
        "commitment": _if_said(task.commitment, quoted),
        "quotes": [quote_at(text, *place) for place in places],
        "units": [_unit(text, unit, quoted) for unit in _once(task.units)],
        "times": _words(task.days),
        "targets": figures["end"], "extents": figures["extent"],
        "red_lines": _words(task.red_lines), "outcomes": _words(task.outcomes),
        "measures": _words(task.measures),
    }  # fmt: skip
    return {key: value for key, value in values.items() if value}


def _subjects(text: str, task: TaskDraft) -> Iterable[Place]:
    """From those who are to act to the act, where one clause holds both."""
    start, end = clause_around(text, task.start, task.end)
    for unit in task.units:
        if unit.basis == "stated" and start <= unit.start < task.start:
            yield unit.start, end


def joined(text: str, places: Iterable[Place]) -> list[Place]:
    """Places in order, those joined that touch or have but a mark between, none across lines."""
    found: list[Place] = []
    for start, end in sorted({piece for place in places for piece in _pieces(text, place)}):
        if found and not text[found[-1][1] : start].strip("，、；"):
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def clause_around(text: str, start: int, end: int) -> Place:
    """The words between two marks in which a place stands, without the number in front and the
    bracket behind."""
    first, last = start, end
    while start > 0 and text[start - 1] not in _STOPS:
        start -= 1
    while end < len(text) and text[end] not in _STOPS:
        end += 1
    for found in WHO.finditer(text, max(0, start - _NEAR), end + _NEAR):
        if found.end() <= first:
            start = max(start, found.end())
        elif found.start() >= last:
            end = min(end, found.start())
    item = _ITEM.match(text, start)
    return _trimmed(text, item.end() if item and item.end() <= first else start, end)


def _pieces(text: str, place: Place) -> Iterable[Place]:
    """A place without its outer marks, cut where a line ends."""
    start, end = place
    for line in re.finditer(r"[^\n]+", text[start:end]):
        piece = _trimmed(text, start + line.start(), start + line.end())
        if piece[0] < piece[1]:
            yield piece


def _trimmed(text: str, start: int, end: int) -> Place:
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def _held(figures: Sequence[FigureDraft]) -> list[FigureDraft]:
    """Figures that are told once: one inside the words of another is that other's."""
    places = {(f.start, f.end): f for f in figures}
    return [
        f for (start, end), f in places.items()
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in places)
    ]  # fmt: skip


def drafted_figure(figure: FigureDraft) -> DraftedFigure:
    """A figure as it is kept; what its words do not hold as a number has no value."""
    said = figure.text
    numbers = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", said)}
    in_words = figure.value is not None and figure.value not in numbers  # 两个百分点, 1,200户
    return DraftedFigure(
        figure.name or said, said,
        _if_in(figure.comparator, said) if figure.use != "extent" else None,
        None if in_words else _plain(figure.value), None if in_words else _plain(figure.upper),
        _if_in(figure.unit, said), figure.masked,
    )  # fmt: skip


def reached(drafts: Sequence[ResultDraft]) -> list[Values]:
    """The figures of a result with their growth and rank, as it is kept.

    What only says by how much the one in front grew is that one's, and so is the rank behind it.
    """
    found: list[Values] = []
    for figure in drafts:
        more = {"growth": figure.growth, "rank": figure.rank}
        if found and figure.text.strip(_MARKS) in found[-1].get("growth", ""):
            if figure.rank:
                found[-1].setdefault("rank", figure.rank)
            continue
        values = _figure(figure)
        values.pop("comparator", None)
        found.append(values | {key: word for key, word in more.items() if word})
    return found


def _figure(figure: FigureDraft) -> Values:
    return filled(drafted_figure(figure))


def filled(figure: DraftedFigure | Reached) -> Values:
    """What a figure says, without what it leaves open."""
    kept = asdict(figure).items()
    return {key: value for key, value in kept if value is not None and value is not False}


def _unit(text: str, unit: UnitDraft, quoted: Sequence[str]) -> Values:
    basis = unit.basis
    values: Values = {"name": unit.text, "role": unit.role, "basis": basis}
    if basis == "inherited" or not any(unit.text in words for words in quoted):
        values["quote"] = quote_at(text, *clause_around(text, unit.start, unit.end))
    if unit.open:
        values["open"] = True
    return values


def _once(units: Sequence[UnitDraft]) -> list[UnitDraft]:
    """Each unit once with a role; one that is open stands last, as the list it ends."""
    found: dict[tuple[str, str], UnitDraft] = {}
    for unit in units:
        found.setdefault((unit.text, unit.role), unit)
    return [*found.values()]


def _words(found: Sequence[Draft]) -> list[str]:
    words = (draft.text.strip(_MARKS) for draft in found)
    return [word for word in dict.fromkeys(words) if word and "\n" not in word]


def _if_said(word: str | None, quoted: Sequence[str]) -> str | None:
    return word if word and any(word in words for words in quoted) else None


def _if_in(word: str | None, said: str) -> str | None:
    return word if word and word in said else None


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value
