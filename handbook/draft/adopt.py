"""A draft becomes a task: what is to be, as the record of ``data/tasks/``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handbook.draft.propose import WHO, Place, clause_around, filled, joined
from handbook.draft.roster import Roster, Unfit
from handbook.model import Handbook, Sentence
from handbook.model.drafts import Drafted, DraftedFigure, DraftedUnit
from handbook.read.speech import SaidTwice, quote_at
from handbook.words.findings import short
from handbook.words.vocabulary import TaskKind

Values = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """A task as it is to be, on the words at ``places`` and around them in its ``sentence``."""

    sentence: int
    title: str
    places: tuple[Place, ...]
    kind: TaskKind = "task"
    commitment: str | None = None
    units: tuple[DraftedUnit, ...] = ()
    times: tuple[str, ...] = ()
    targets: tuple[DraftedFigure, ...] = ()
    extents: tuple[DraftedFigure, ...] = ()
    red_lines: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


def wanted(draft: Drafted) -> Wanted:
    """A draft just as it is."""
    places = tuple((q.start, q.end) for q in draft.quotes) or ((draft.start, draft.end),)
    return Wanted(
        draft.sentence, draft.title, places, draft.kind, draft.commitment, draft.units,
        draft.times, draft.targets, draft.extents, draft.red_lines, draft.outcomes, draft.measures,
    )  # fmt: skip


def adopt(hb: Handbook, one: Wanted, roster: Roster) -> tuple[Values, tuple[int, ...]]:
    """The record of a task but for its id, and the sentences that it quotes.

    Raises ``Unfit`` where the text does not have its words.
    """
    try:
        return _adopted(_Words(hb, one), one, roster)
    except SaidTwice as error:
        raise Unfit("title", str(error)) from None


def _adopted(words: _Words, one: Wanted, roster: Roster) -> tuple[Values, tuple[int, ...]]:
    for name in ("targets", "extents"):
        for figure in getattr(one, name):
            words.quote(name, figure.text)
    for name in ("red_lines", "outcomes"):
        for phrase in getattr(one, name):
            words.quote(name, phrase)
    times = [words.told("times", text) for text in one.times]
    measures = [words.told("measures", text) for text in one.measures]
    units = [_assignment(words, unit, roster) for unit in one.units]
    values: Values = {
        "title": one.title, "title_quote": words.title_quote(one.title),
        "kind": one.kind if one.kind != "task" else None, "commitment": one.commitment,
        "quotes": words.quotes(), "assignments": _once(units),
        "deadline": times[0] if times else None, "more_deadlines": times[1:],
        "targets": [filled(figure) for figure in one.targets],
        "extents": [filled(figure) for figure in one.extents],
        "red_lines": [{"text": text} for text in one.red_lines],
        "outcomes": [{"text": text} for text in one.outcomes],
        "measures": [m if "quote" in m else m["text"] for m in measures],
    }  # fmt: skip
    touched = (words.hb.sentence_at(start).id for start, _ in words.places)
    return {name: value for name, value in values.items() if value}, tuple(touched)


class _Words:
    """The words that a task rests on; more of its sentence is quoted where a value needs it."""

    def __init__(self, hb: Handbook, one: Wanted) -> None:
        self.hb, self.text = hb, hb.speech.text
        self.sentence = hb.sentence(one.sentence)
        self.bracket = _bracket(hb, self.sentence)
        self.places = joined(self.text, one.places)

    def quote(self, key: str, phrase: str) -> None:
        """Have a phrase quoted. Raises ``Unfit``."""
        if not self.holds(phrase):
            self.places = joined(self.text, [*self.places, self._near(key, phrase)])

    def quote_bracket(self) -> None:
        """Have the bracket quoted that says who acts."""
        self.places = joined(self.text, [*self.places, self.bracket])

    def told(self, key: str, phrase: str) -> Values:
        """A phrase, with the words around it where the task does not quote them."""
        if self.holds(phrase):
            return {"text": phrase}
        place = clause_around(self.text, *self._near(key, phrase))
        return {"text": phrase, "quote": quote_at(self.text, *place)}

    def title_quote(self, title: str) -> Any:
        """The words in front that have the part of a title which its own have not."""
        for part in (title[:2], title[-2:]):
            if part and not self.holds(part):
                at = self.text.rfind(part, 0, self.places[0][0])
                if at >= 0:
                    return quote_at(self.text, *clause_around(self.text, at, at + len(part)))
        return None

    def quotes(self) -> list[Any]:
        """The quotes of the task."""
        return [quote_at(self.text, *place) for place in self.places]

    def last_before(self, name: str) -> Place | None:
        """Where a name stands in the sentence, in the bracket behind it that says who acts, or
        else last in front of it."""
        start, end = self.sentence.start, self.sentence.end
        at = self.text.find(name, start, end)
        if at < 0:
            at = self.text.find(name, *self.bracket)
        if at < 0:
            at = self.text.rfind(name, 0, start)
        if at < 0:
            at = self.text.find(name, end)
        return (at, at + len(name)) if at >= 0 else None

    def holds(self, phrase: str) -> bool:
        """Whether the task quotes a phrase."""
        return any(phrase in self.text[start:end] for start, end in self.places)

    def _near(self, key: str, phrase: str) -> Place:
        place = self.last_before(phrase)
        if place is None:
            raise Unfit(key, f"原文没有“{short(phrase)}”，请照原文摘录")
        return place


def _bracket(hb: Handbook, sentence: Sentence) -> Place:
    """What the next bracket of a sentence's section says of who acts; nowhere if there is none."""
    last = hb.sentences_of[sentence.section][-1]
    found = WHO.search(hb.speech.text, sentence.start, last.end)
    return (found.start() + 1, found.end() - 1) if found else (sentence.end, sentence.end)


def _assignment(words: _Words, unit: DraftedUnit, roster: Roster) -> Values:
    """A unit's part; where it is named, or that nobody names it."""
    values: Values = {"role": unit.role, "basis": unit.basis}
    if unit.quote:
        values["quote"] = quote_at(words.text, unit.quote.start, unit.quote.end)
    elif not words.holds(unit.name):
        known = roster.names_of(roster.id_of(unit.name)) if roster.knows(unit.name) else ()
        place = next(filter(None, map(words.last_before, (unit.name, *sorted(known)))), None)
        if place is None and not known:
            raise Unfit("units", f"原文没有“{short(unit.name)}”，单位表里也没有，请照原文的叫法写")
        if place is None:
            values["basis"] = "proposed"
        elif words.bracket[0] <= place[0] < words.bracket[1]:
            words.quote_bracket()
        elif not any(start <= place[0] < end for start, end in words.places):
            inside = words.sentence.start <= place[0] < words.sentence.end
            values["basis"] = "stated" if inside else "inherited"
            values["quote"] = quote_at(words.text, *clause_around(words.text, *place))
    if unit.open:
        values["open"] = True
    return {"unit": roster.id_of(unit.name), **values}


def _once(assignments: Sequence[Values]) -> list[Values]:
    """Each unit once with a role."""
    found: dict[tuple[str, str], Values] = {}
    for values in assignments:
        found.setdefault((values["unit"], values["role"]), values)
    return [*found.values()]
