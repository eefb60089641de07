"""A figure that a person wrote down, read as the drafter reads one."""

from __future__ import annotations

from dataclasses import replace

from handbook.draft.propose import drafted_figure
from handbook.draft.rules.clauses import Span
from handbook.draft.rules.figures import find_figures
from handbook.model.drafts import DraftedFigure


def figure_in(words: str, *, extent: bool = False) -> DraftedFigure:
    """What ``words`` give: name and value where a rule reads them, else the words alone.

    Of an extent no comparator is kept.
    """
    found = [*find_figures(Span(words, 0, len(words), ""))]
    read = drafted_figure(found[0]) if len(found) == 1 else DraftedFigure(words, words)
    name = read.name if len(read.name) > len(read.unit or "") else words
    return replace(
        read, name=name, text=words, masked="*" in words,
        value=None if "*" in words else read.value, comparator=None if extent else read.comparator,
    )  # fmt: skip
