"""The full text, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handbook.model import Handbook, Section, Sentence
from handbook.pages.page import Context

Piece = tuple[int, int, bool]
"""Start and end in the speech, and whether the words open a point (七是, 一要)."""


def speech(hb: Handbook) -> Context:
    """``paragraphs`` of sentences, each with the section heading that it is, if any, and its use.

    An entry is ``{sentence, head, use, pieces}``.
    """
    heads = {
        section.start: section
        for section in hb.sections.values()
        if section.number and section.id.count(".") <= 1
    }
    points = {s.start: s for s in hb.sections.values() if s.number and not s.lead_in}
    paragraphs: list[list[dict[str, Any]]] = [[]]
    for sentence in hb.speech.sentences:
        head = heads.get(sentence.start)
        whole = head and sentence.text.strip().rstrip("。") == head.heading
        entry = {
            "sentence": sentence,
            "head": head if whole else None,
            "use": hb.uses[sentence.id],
            "pieces": list(_pieces(sentence, {} if whole else points)),
        }
        if whole and paragraphs[-1]:
            paragraphs.append([])
        paragraphs[-1].append(entry)
        if sentence.text.endswith("\n") or whole:
            paragraphs.append([])
    return {"paragraphs": [paragraph for paragraph in paragraphs if paragraph]}


def _pieces(sentence: Sentence, points: Mapping[int, Section]) -> Iterator[Piece]:
    """The sentence cut where a point of the outline opens, with the number that opens it."""
    at = sentence.start
    for start in range(sentence.start, sentence.end):
        point = points.get(start)
        if point and sentence.text.startswith(point.number, start - sentence.start):
            if at < start:
                yield at, start, False
            at = start + len(point.number)
            yield start, at, True
    if at < sentence.end:
        yield at, sentence.end, False
