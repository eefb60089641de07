"""Plain text."""

from __future__ import annotations

from handbook.draft.source.decode import decoded
from handbook.draft.source.lines import join_lines
from handbook.draft.source.source import Paragraph


def read_text_file(raw: bytes) -> tuple[list[Paragraph], list[str]]:
    """Its paragraphs, and where lines were put together."""
    lines, joined = join_lines(decoded(raw).split("\n"))
    return [*map(Paragraph, lines)], joined
