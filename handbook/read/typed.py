"""All of ``data/`` as typed: the records of every file, the speech, and its outline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handbook.model import KINDS, Kind, Section
from handbook.read.parse import Located, Parser
from handbook.read.records import (
    AskedRecord,
    ChannelRecord,
    ContextRecord,
    DeadlineRuleRecord,
    DecidedRecord,
    DraftRecord,
    DrawRecord,
    HintRecord,
    LabelledRecord,
    ListRecord,
    MechanismRecord,
    NamedRecord,
    ProblemRecord,
    ResultRecord,
    RetiredRecord,
    SectionRecord,
    SettledRecord,
    SumRecord,
    TaskRecord,
    TermRecord,
    UnitRecord,
)
from handbook.read.speech import OutlineError, cut_sections, speech_defects
from handbook.read.text import hidden, read_text
from handbook.words.findings import DataError, Place
from handbook.words.secrecy import REFUSED, secrecy_mark

READINGS = "readings"
DRAFTS, DECIDED = "drafts.yaml", "decided.yaml"
READERS = ("first", "second")
DRAWS = f"{READINGS}/draws"


@dataclass(frozen=True)
class TypedReading:
    """What one reader wrote: units and tasks."""

    units: list[Located[UnitRecord]]
    tasks: list[Located[TaskRecord]]


@dataclass(frozen=True)
class TypedDraw:
    """Sentences drawn by lot, and what two readers wrote of them."""

    draw: Located[DrawRecord]
    readings: list[TypedReading]


@dataclass(frozen=True)
class TypedReadings:
    """All of ``data/readings/``, typed but not yet compared."""

    readings: list[TypedReading]
    settled: list[Located[SettledRecord]]
    draws: list[TypedDraw]


@dataclass(frozen=True)
class Typed:
    """All records of ``data/`` but the readings', typed but not yet linked."""

    sections: list[Located[SectionRecord]]
    units: list[Located[UnitRecord]]
    rules: list[Located[DeadlineRuleRecord]]
    tasks: list[Located[TaskRecord]]
    retired: list[Located[RetiredRecord]]
    hints: list[Located[HintRecord]]
    contexts: list[Located[ContextRecord]]
    problems: list[Located[ProblemRecord]]
    results: list[Located[ResultRecord]]
    mechanisms: list[Located[MechanismRecord]]
    mindsets: list[Located[MechanismRecord]]
    lists: list[Located[ListRecord]]
    channels: list[Located[ChannelRecord]]
    asked: list[Located[AskedRecord]]
    drafts: list[Located[DraftRecord]]
    decided: list[Located[DecidedRecord]]
    sums: list[Located[SumRecord]]
    entities: dict[str, list[Located[NamedRecord]] | list[Located[TermRecord]]]
    """By the key of their kind."""


def _record(kind: Kind) -> type[NamedRecord]:
    return TermRecord if kind.explained else LabelledRecord


def read_all(parser: Parser) -> Typed:
    """Read every file of records; what is wrong with them is kept by the parser."""
    return Typed(
        sections=parser.many("outline.yaml", SectionRecord, required=True),
        units=parser.many("units.yaml", UnitRecord, required=True),
        rules=parser.many("deadlines.yaml", DeadlineRuleRecord, required=True),
        tasks=parser.folder("tasks", TaskRecord),
        retired=parser.many("retired.yaml", RetiredRecord),
        hints=parser.many("hints.yaml", HintRecord),
        contexts=parser.folder("context", ContextRecord),
        problems=parser.folder("problems", ProblemRecord),
        results=parser.many("results.yaml", ResultRecord),
        mechanisms=parser.many("mechanisms.yaml", MechanismRecord),
        mindsets=parser.many("mindsets.yaml", MechanismRecord),
        lists=parser.many("lists.yaml", ListRecord),
        channels=parser.many("channels.yaml", ChannelRecord),
        asked=parser.many("asked.yaml", AskedRecord),
        drafts=parser.many(DRAFTS, DraftRecord),
        decided=parser.many(DECIDED, DecidedRecord),
        sums=parser.many("sums.yaml", SumRecord),
        entities={kind.key: parser.many(f"{kind.plural}.yaml", _record(kind)) for kind in KINDS},
    )


def read_readings(parser: Parser) -> TypedReadings:
    """Read every file of readings; what is wrong with them is kept by the parser."""
    return TypedReadings(
        readings=[_reading(parser, f"{READINGS}/{reader}") for reader in READERS],
        draws=list(_draws(parser)),
        settled=parser.many(f"{READINGS}/settled.yaml", SettledRecord),
    )


def _draws(parser: Parser) -> Iterator[TypedDraw]:
    """The draws, in the order of their folders' names."""
    for name in parser.folders_in(DRAWS):
        folder = f"{DRAWS}/{name}"
        source = parser.read(f"{folder}/draw.yaml", DrawRecord)
        draw = parser.one(source, DrawRecord) if source else None
        readings = [_reading(parser, f"{folder}/{reader}") for reader in READERS]
        if draw:
            yield TypedDraw(draw, readings)


def _reading(parser: Parser, folder: str) -> TypedReading:
    """One reader's records, whose ids are their own."""
    own = parser.beside(folder)
    typed = TypedReading(own.many("units.yaml", UnitRecord), own.folder("tasks", TaskRecord))
    parser.known |= {f"{folder}/{name}" for name in own.known}
    parser.folders |= {READINGS, DRAWS, folder.rpartition("/")[0], folder, f"{folder}/tasks"}
    parser.findings.extend(own.findings)
    return typed


def read_speech(parser: Parser, genre: str) -> str | None:
    """The speech, every character of it fit to be seen; ``None`` with the reason kept."""
    name, shown = "speech.txt", f"{parser.shown}/speech.txt"
    parser.known.add(name)
    try:
        text = read_text(parser.root, name, shown)
    except DataError as error:
        parser.findings.extend(error.findings)
        return None
    for place, message in speech_defects(text, shown, genre):
        parser.report(place, "文字", message)
    mark = secrecy_mark(text)
    if mark:
        line = text[: text.index(mark)].count("\n") + 1
        parser.report(Place(shown, line), "情况", REFUSED.format(mark=mark))
    for char in {char for _, char in hidden(text)}:
        text = text.replace(char, "")  # said once, not again by every quote that differs
    return text if text.strip() else None


def cut_outline(
    parser: Parser, outline: Sequence[Located[SectionRecord]], text: str
) -> dict[str, Section] | None:
    """The sections; ``None`` where the outline does not fit, with the reasons kept."""
    if SectionRecord in parser.broken:
        return None
    try:
        return cut_sections(text, [item.record for item in outline])
    except OutlineError as error:
        for misfit in error.misfits:
            path = Place(f"{parser.shown}/outline.yaml")
            place = outline[misfit.index].place(misfit.key) if outline else path
            parser.report(place, "文字", misfit.message)
        return None
