"""The page of a section."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.model import Answered, Handbook, Section
from handbook.pages.page import Context
from handbook.pages.views.neighbours import neighbours


def section_pages(hb: Handbook) -> Iterator[tuple[Section, Context]]:
    """Each section with its own ``sentences``, its ``tasks``, and what else it says.

    ``answered`` are its ``problem``, ``result``, ``mechanism`` and ``mindset`` things by kind.
    """
    numbered = [section for section in hb.sections.values() if not section.lead_in]
    for section, before, after in neighbours(numbered):
        # what a section with others below says itself is told by its lead-in
        own = section.children[0] if section.children else section.id
        yield (
            section,
            {
                "section": section,
                "sentences": hb.sentences_of.get(own, ()),
                "tasks": hb.tasks_at(f"section:{section.id}"),
                "answered": _answered(hb, dict.fromkeys((section.id, own))),
                "before": before,
                "after": after,
            },
        )


def _answered(hb: Handbook, ids: dict[str, None]) -> list[Answered]:
    """What is said in these sections, kind by kind, each in the order of the text."""
    kinds = ("problem", "result", "mechanism", "mindset")
    found = [thing for key in ids for thing in hb.answered_in.get(key, ())]
    return sorted(found, key=lambda thing: (kinds.index(thing.kind), thing.quotes[0].start))
