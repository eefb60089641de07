"""What the page 校对 needs besides its words: the drafts as a script, and how it works and looks.

None of it is made where there is nothing to go through. The script ``DATA`` sets ``reviewData``, so
that a page opened from a folder has it, too. What it holds:

``key``
    By what the browser keeps what was decided: the digest of the text.
``forms``
    By kind of row the sheet that the importer knows, and its columns to fill in, in their order.
``parts``, ``sentences``
    Sections of the second level by title; sentences in order, each with its part, whether that part
    accounts for all of its sentences, and what the data say of it already.
``drafts``
    In the order of the text; ``cells`` by header, ``places`` as sentence, start and end in it. As
    scripts count, a sign beyond the first 65,536 is two.
``units``
    Those that drafts name and the data lack.
``taken``
    The words of tasks without a draft that were taken home before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from handbook.model import Handbook, Sentence
from handbook.model.drafts import Drafted
from handbook.model.reviewed import cells_of, day_words, new_units
from handbook.words.forms import Field, Form
from handbook.words.review import (
    ADDED,
    BREAK,
    DECISION_NAMES,
    DROP,
    KEY,
    NAMED,
    REASONS,
    REVIEW,
    SETS_NAMES,
    SILENT,
    TASK_DRAFTS,
    UNITS,
    UNSURE,
    Sets,
)

DATA: Final = "assets/review-data.js"
_OURS = Path(__file__).with_name("assets_review")
_OTHERS: Final = ("problem", "result", "document", "term")
_COVERING: Final = ("task", "context", "problem")
"""Drafts that account for their sentence."""
_DAYS: Final = next(field.header for field in TASK_DRAFTS.fields if field.key == "days")


def is_reviewed(hb: Handbook) -> bool:
    """Whether there is something to go through, and this is the edition for those who do."""
    return bool(hb.drafts and hb.info.internal)


def review_files(hb: Handbook) -> dict[str, bytes]:
    """The scripts and the style of the page, path below ``docs/`` to content; none without it."""
    if not is_reviewed(hb):
        return {}
    ours = {f"assets/{path.name}": path.read_bytes() for path in sorted(_OURS.glob("review*.*"))}
    text = json.dumps(_data(hb), ensure_ascii=False, separators=(",", ":"))
    return ours | {DATA: f"self.reviewData = {text.replace('<', chr(92) + 'u003c')};\n".encode()}


def form_of(sets: Sets) -> Form:
    """The sheet on which a draft is gone through."""
    return TASK_DRAFTS if sets == "task" else SILENT if sets == "context" else NAMED


def _data(hb: Handbook) -> dict[str, Any]:
    drafts = hb.drafts
    branches = dict.fromkeys(hb.branch(s.section).id for s in hb.speech.sentences)
    parts = {key: at for at, key in enumerate(branches)}
    tasks = [draft for draft in drafts if draft.sets == "task"]
    owing = {_part(draft.section) for draft in tasks}
    owing |= {_part(s.section) for s in hb.speech.sentences if hb.uses[s.id].tasks}
    return {
        "key": hb.speech.sha256, "whose": REVIEW, "unsure": UNSURE, "reasons": REASONS,
        "id": KEY.header, "unit": UNITS.shown[0].header, "words": {**DECISION_NAMES, "drop": DROP},
        "kinds": SETS_NAMES, "covering": _COVERING,
        "forms": dict(_forms(hb)), "days": _DAYS,
        "parts": [hb.sections[key].heading for key in branches],
        "sentences": [
            {"n": s.id, "part": parts[hb.branch(s.section).id], "text": s.text.rstrip("\n"),
             "owes": _part(s.section) in owing, "uses": [*_uses(hb, s)]}
            for s in hb.speech.sentences if s.text.strip()
        ],
        "drafts": [_draft(hb, draft) for draft in drafts],
        "units": [
            {"name": u.name, "count": u.count, "same": u.same, "sentence": u.sentence,
             "words": u.words} for u in new_units(hb, tasks)
        ],
        "taken": [one.words for one in hb.decided if one.decision == "make"],
    }  # fmt: skip


def _part(section: str) -> str:
    return section.split(".")[0]


def _forms(hb: Handbook) -> Iterator[tuple[str, Any]]:
    kinds = tuple(hb.info.unit_kinds.values())
    names: dict[str, Form] = {
        "task": TASK_DRAFTS, "context": SILENT, "added": ADDED, "unit": UNITS,
    }  # fmt: skip
    for key, form in {**names, **dict.fromkeys(_OTHERS, NAMED)}.items():
        columns = [
            _column(field, kinds if form is UNITS and field.key == "kind" else field.choices)
            for field in form.blank
        ]
        yield key, {"name": form.name, "columns": columns}


def _column(field: Field, choices: Iterable[str]) -> dict[str, Any]:
    return {"key": field.key, "header": field.header, "choices": [*choices]}


def _uses(hb: Handbook, sentence: Sentence) -> Iterator[str]:
    """What the data say of a sentence already, in words."""
    use = hb.uses[sentence.id]
    yield from use.tasks
    for found, kind in ((use.problems, "problem"), (use.results, "result")):
        if found:
            yield SETS_NAMES[kind]  # type: ignore[index]
    yield from (hb.mechanisms[key].title for key in use.mechanisms)
    if use.context:
        yield use.context


def _draft(hb: Handbook, draft: Drafted) -> dict[str, Any]:
    headers = {field.key: field.header for field in form_of(draft.sets).fields}
    cells = {headers[key]: text for key, text in cells_of(draft).items() if text}
    made = {
        "id": draft.id, "sets": draft.sets, "n": draft.sentence, "title": draft.title,
        "days": BREAK.join(map(day_words, draft.deadlines)),
        "rule": draft.rule, "sure": round(draft.sure, 2), "doubt": draft.doubt, "cells": cells,
        "places": [*_places(hb, draft)],
    }  # fmt: skip
    return {key: value for key, value in made.items() if value not in ("", [])}


def _places(hb: Handbook, draft: Drafted) -> Iterator[tuple[int, int, int]]:
    """The words of a draft, and those that it quotes in other sentences."""
    yield _place(hb.sentence(draft.sentence), draft.start, draft.end)
    for quote in draft.quotes:
        for number in quote.sentences:
            if number != draft.sentence:
                yield _place(hb.sentence(number), quote.start, quote.end)


def _place(sentence: Sentence, start: int, end: int) -> tuple[int, int, int]:
    text = sentence.text
    start, end = max(start - sentence.start, 0), min(end - sentence.start, len(text))
    return sentence.id, _as_scripts_count(text[:start]), _as_scripts_count(text[:end])


def _as_scripts_count(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
