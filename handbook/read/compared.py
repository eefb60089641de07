"""The readings of ``data/readings/``, read and compared while all else is read.

They are more than all else. In: the folder. Out: how far they agree, and what is wrong with them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
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

    agreement: Agreement | None = None
    draws: tuple[Draw, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)


def has_readings(root: Path) -> bool:
    """Whether the data in ``root`` hold any."""
    return (root / READINGS).is_dir()


def read_compared(parser: Parser, genre: str) -> Compared:
    """Read the readings below the root of ``parser``, of which nothing else is used.

    Where the text itself, its outline or its units are at fault, they are not compared.
    """
    own = Parser(parser.root, parser.shown)
    own.offered = parser.offered
    typed = read_readings(own)
    known, folders = set(own.known), set(own.folders)
    if not has_readings(own.root):
        return Compared(known=known, folders=folders)
    rest = Parser(parser.root, parser.shown)
    rest.offered = parser.offered
    text = read_speech(rest, genre)
    outline = rest.many("outline.yaml", SectionRecord, required=True)
    units = link_units(rest.many("units.yaml", UnitRecord, required=True)).values()
    sections = cut_outline(rest, outline, text) if text else None
    if rest.findings or not text:
        return Compared(findings=own.findings, known=known, folders=folders)
    desk = set_up(own, text, sections)
    draws = link_draws(desk, typed.draws, units)
    agreement = link_readings(desk, typed.readings, typed.settled, units)
    return Compared(agreement, draws, own.findings, known, folders)
