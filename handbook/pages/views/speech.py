"""The full text, paragraph by paragraph."""

from __future__ import annotations

from typing import Any

from handbook.model import Handbook
from handbook.pages.page import Context


def speech(hb: Handbook) -> Context:
    """``paragraphs`` of sentences, each with the section heading that it is, if any, and its use.

    An entry is ``{sentence, head, use}``.
    """
    heads = {
        section.start: section
        for section in hb.sections.values()
        if section.number and section.id.count(".") <= 1
    }
    paragraphs: list[list[dict[str, Any]]] = [[]]
    for sentence in hb.speech.sentences:
        head = heads.get(sentence.start)
        whole = head and sentence.text.strip().rstrip("。") == head.heading
        entry = {
            "sentence": sentence,
            "head": head if whole else None,
            "use": hb.uses[sentence.id],
        }
        if whole and paragraphs[-1]:
            paragraphs.append([])
        paragraphs[-1].append(entry)
        if sentence.text.endswith("\n") or whole:
            paragraphs.append([])
    return {"paragraphs": [paragraph for paragraph in paragraphs if paragraph]}
