"""Drafts as the file that a handbook keeps them in until somebody has gone through them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from handbook.draft.doubts import doubts
from handbook.draft.drafts import Draft, Drafts, ResultDraft, TaskDraft
from handbook.draft.propose import clause_around, proposal, reached
from handbook.draft.rules.make import draft
from handbook.draft.rules.names import key_of
from handbook.draft.trial import tried
from handbook.model import Handbook, Quote, Sentence
from handbook.model.drafts import draft_id
from handbook.read.as_yaml import as_yaml
from handbook.read.speech import SaidTwice
from handbook.read.typed import DRAFTS
from handbook.words.findings import DataError, short
from handbook.words.review import Sets

HEAD = """\
# 程序从原文起草的，还没有人看过，不是任务。每次起草都重写这个文件，不要在这里改。
# 怎样逐条看、采用、修改，见 README.md 的“草稿”一节。
"""
LOOKED_BACK = "回顾的部分"
"""The rule for sentences of parts that ask nothing: nobody need say why they set no task."""
_MARKS = " \n\u3000，、；：。"
Row = dict[str, Any]


def drafted(
    hb: Handbook, data: Path, more: Callable[[Drafts], Drafts] = lambda made: made
) -> tuple[str, Counter[Sets]]:
    """``data/drafts.yaml``, empty where nothing is left, and how many there are of each kind.

    Drafts that nobody has dealt with, in the order of the text. What a person decided is never
    drafted again: a draft that was decided on, one on the words of a task, and all of a sentence
    that somebody wrote up by hand. ``more`` adds to what the rules find.
    """
    made = more(draft(hb.speech.text, hb.sections, hb.speech.sentences))
    rows = [*_named_apart(_rows(hb, made))]
    decided = {one.draft for one in hb.decided}
    left = [row for row in rows if row["id"] not in decided]
    if not left:
        return "", Counter()
    _same_units(left)
    outcome = tried(data, {DRAFTS: (HEAD + as_yaml(left)).encode()}, drafts=True)
    if outcome.handbook is None:
        raise DataError([*outcome.findings])
    said = doubts(outcome.handbook, data, [d for d in outcome.handbook.drafts if d.sets == "task"])
    for row in left:
        if row["id"] in said:
            row["doubt"] = short(said[row["id"]])
    counts: Counter[Sets] = Counter(row.get("sets", "task") for row in left)
    return HEAD + as_yaml(left), counts


def _rows(hb: Handbook, made: Drafts) -> list[Row]:
    """All of one text, in its order."""
    found: list[tuple[int, Row]] = []
    for sets, drafts in _by_kind(made):
        for one in drafts:
            row = _row(hb, sets, one)
            if row:
                found.append((one.start, row))
    found += _results(hb, made.results)
    found.sort(key=lambda pair: pair[0])
    return [row for _, row in found]


def _by_kind(made: Drafts) -> Iterator[tuple[Sets, Iterable[Draft]]]:
    yield "task", made.tasks
    yield "context", [one for one in made.context if one.rule != LOOKED_BACK and one.text.strip()]
    yield "problem", made.problems
    yield "document", _first(made.documents)
    yield "term", _first(made.terms)


def _first(drafts: Iterable[Draft]) -> Iterable[Draft]:
    """Each name where it stands first."""
    found: dict[str, Draft] = {}
    for one in drafts:
        found.setdefault(one.text, one)
    return found.values()


def _results(hb: Handbook, results: Iterable[ResultDraft]) -> Iterator[tuple[int, Row]]:
    """What was reached: the figures of a clause, with the growth and rank told behind it."""
    groups: list[tuple[int, int, list[ResultDraft]]] = []
    for one in results:
        start, end = _reported(hb, one)
        if groups and start < groups[-1][1]:
            begun, until, before = groups.pop()
            groups.append((begun, max(until, end), [*before, one]))
        else:
            groups.append((start, end, [one]))
    for start, end, group in groups:
        row = _row(hb, "result", replace(group[0], start=start, end=end))
        if row:
            yield start, row | {"figures": reached(group)}


def _reported(hb: Handbook, one: ResultDraft) -> tuple[int, int]:
    """From the clause of a figure to the growth and rank that are told of it."""
    text, sentence = hb.speech.text, hb.sentence_at(one.start)
    start, end = clause_around(text, one.start, min(one.end, sentence.end))
    for words in (one.growth, one.rank):
        at = text.find(words, one.at, sentence.end) if words else -1
        if words and at >= 0:
            end = max(end, at + len(words))
    return max(start, sentence.start), end


def _row(hb: Handbook, sets: Sets, one: Draft) -> Row | None:
    """A draft as it is kept; None where somebody has dealt with its words already."""
    text = hb.speech.text
    sentence = hb.sentence_at(one.start)
    start, end = one.start, min(one.end, sentence.end)
    words = text[start:end].strip(_MARKS if sets != "context" else None)
    if not words or "\n" in words or _done(hb, sets, sentence, start, end, words):
        return None
    row: Row = {"id": "", "sets": sets, "sentence": sentence.id, "words": words, "title": words}
    if isinstance(one, TaskDraft):
        del row["sets"]
        row["title"] = one.title
        try:
            row |= proposal(text, one)
        except SaidTwice:  # a passage that the text has twice: nothing could say which is meant
            return None
    for key in ("reason", "number"):
        if getattr(one, key, None):
            row[key] = getattr(one, key)
    return row | {"rule": one.rule, "sure": round(one.sure, 2)}


def _done(hb: Handbook, sets: Sets, sentence: Sentence, start: int, end: int, words: str) -> bool:
    """Whether the data have an answer to these words."""
    use = hb.uses[sentence.id]
    if sets in ("document", "term"):
        named = (one for entities in hb.entities.values() for one in entities.values())
        return any(words in (one.name, *one.aliases) for one in named)
    ours = {key for one in hb.decided for key in one.made}
    if sets in ("problem", "result"):
        things = hb.problems if sets == "problem" else hb.results
        said = [things[key] for key in (use.problems if sets == "problem" else use.results)]
        return any(thing.id not in ours or _touch(thing.quotes, start, end) for thing in said)
    by_hand = any(key not in ours for key in (*use.tasks, *use.problems, *use.mechanisms))
    if by_hand or use.context or (sets == "context" and use.tasks):
        return True
    return any(_touch(hb.tasks[key].quotes, start, end) for key in use.tasks)


def _touch(quotes: Iterable[Quote], start: int, end: int) -> bool:
    return any(quote.start < end and start < quote.end for quote in quotes)


def _named_apart(rows: Iterable[Row]) -> Iterator[Row]:
    """Each with an id of its own that follows from its words, wherever these stand."""
    seen: Counter[tuple[str, str]] = Counter()
    known: set[str] = set()
    for row in rows:
        key = (row.get("sets", "task"), row["words"])
        seen[key] += 1
        row["id"] = draft_id(*key, seen[key])
        if row["id"] not in known:
            known.add(row["id"])
            yield row


def _same_units(rows: Iterable[Row]) -> None:
    """Say of each unit which other name the text has for it: that which it uses most."""
    units = [unit for row in rows for unit in row.get("units", ())]
    counts = Counter(unit["name"] for unit in units)
    chief: dict[str, str] = {}
    for name, _ in counts.most_common():
        chief.setdefault(key_of(name), name)
    for unit in units:
        if chief[key_of(unit["name"])] != unit["name"]:
            unit["same"] = chief[key_of(unit["name"])]
