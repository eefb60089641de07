"""The readings of ``data/readings/``, read and compared while all else is read.

They are more than all else. In: the folder. Out: how far they agree, and what is wrong with them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from handbook.model import Agreement, Draw
from handbook.read.link.desk import set_up
from handbook.read.link.readings import link_draws, link_readings
from handbook.read.link.units import link_units
from handbook.read.parse import Parser
from handbook.read.records import SectionRecord, UnitRecord
from handbook.read.typed import READINGS, cut_outline, read_readings, read_speech
from handbook.words.findings import Finding


@dataclass(frozen=True)
class Compared:
    """What came of the readings; ``known`` and ``folders`` are what was read of them."""

    findings: list[Finding]
    known: set[str]
    folders: set[str]
    agreement: Agreement | None = None
    draws: tuple[Draw, ...] = ()


def has_readings(root: Path) -> bool:
    """Whether the data in ``root`` hold any."""
    return (root / READINGS).is_dir()


def read_compared(parser: Parser, genre: str) -> Compared:
    """Read the readings of the folder that ``parser`` reads, which itself stays as it is.

    The text, its outline and its units are read again: that takes less time than waiting for
    them. What is wrong with those is not told here, and the readings are not compared then.
    """
    own, rest = parser.beside(), parser.beside()
    typed = read_readings(own)
    compared = Compared(findings=own.findings, known=own.known, folders=own.folders)
    if not has_readings(parser.root):
        return compared
    text = read_speech(rest, genre)
    outline = rest.many("outline.yaml", SectionRecord, required=True)
    units = link_units(rest.many("units.yaml", UnitRecord, required=True)).values()
    sections = cut_outline(rest, outline, text) if text else None
    if rest.findings or not text:
        return compared
    desk = set_up(own, text, sections)
    draws = link_draws(desk, typed.draws, units)
    agreement = link_readings(desk, typed.readings, typed.settled, units)
    return replace(compared, agreement=agreement, draws=draws)
