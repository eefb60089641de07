"""What became of each sentence of the parts that must be accounted for."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from handbook.model import Handbook, Sentence, SentenceUse
from handbook.pages.page import Context


def coverage(hb: Handbook) -> Context | None:
    """``parts``, each ``{part, row, sentences}``: its section, its counts, (sentence, use)."""
    inside: defaultdict[str, list[tuple[Sentence, SentenceUse]]] = defaultdict(list)
    for sentence in hb.speech.sentences:
        inside[sentence.section.partition(".")[0]].append((sentence, hb.uses[sentence.id]))
    parts: list[dict[str, Any]] = [
        {"part": hb.sections[row.part], "row": row, "sentences": inside[row.part]}
        for row in hb.coverage
    ]
    return {"parts": parts} if parts else None
