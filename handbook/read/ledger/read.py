"""From the files of a ledger to a ``Ledger``; what is wrong with them the parser keeps."""

from __future__ import annotations

import dataclasses
import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from handbook.model import Handbook, Info
from handbook.model.ledger import entries as model
from handbook.model.ledger.colours import USUAL, Colour
from handbook.model.ledger.entries import Entry
from handbook.model.ledger.ledger import NEAR, Ledger, Note
from handbook.read.ledger import records
from handbook.read.ledger.checks import Desk, complaints
from handbook.read.ledger.issues import read_issues
from handbook.read.ledger.notes import notes
from handbook.read.ledger.parties import check_parties
from handbook.read.ledger.records import EntryRecord, PartyRecord, SettingsRecord
from handbook.read.parse import Located, Parser
from handbook.read.records import Record
from handbook.words.findings import Place
from handbook.words.follow import CONTACTS, LEDGER, WHEN_NAMES
from handbook.words.secrecy import REFUSED, secrecy_in_name, secrecy_mark

SETTINGS, UNITS, ENTRIES = "ledger.yaml", "units.yaml", "entries"
Places = Mapping[str, Located[EntryRecord]]
"""Where the entry with an id was typed."""

_THINGS: dict[type[Record], type[Any]] = {
    records.ColourRecord: Colour,
    records.ChangeRecord: model.Change,
    records.PartyRecord: model.Party,
    records.FigureRecord: model.Figure,
    records.GoalRecord: model.Goal,
    records.MilestoneRecord: model.Milestone,
    records.PurgedRecord: model.Purged,
    records.OpeningRecord: model.Opening,
    records.DecisionRecord: model.Decision,
    records.CheckRecord: model.Check,
    records.ReceiptRecord: model.Receipt,
    records.ReportRecord: model.Report,
    records.RequestRecord: model.Request,
    records.ReplyRecord: model.Reply,
    records.VoidRecord: model.Void,
}
_FIELDS = {
    kind: tuple(field.name for field in dataclasses.fields(thing))
    for kind, thing in _THINGS.items()
}


@dataclass(frozen=True)
class Typed:
    """A ledger as typed: its day, its units, and each entry once with where it stands."""

    settings: SettingsRecord
    parties: list[Located[PartyRecord]]
    entries: dict[str, Located[EntryRecord]]


def read_typed(parser: Parser) -> Typed:
    """Read all files of a ledger; the same entry typed twice is one."""
    settings = SettingsRecord()
    if (parser.root / SETTINGS).exists():
        source = parser.read(SETTINGS, SettingsRecord)
        found = parser.one(source, SettingsRecord) if source else None
        settings = found.record if found else settings
        if found:
            _check_colours(parser, found)
    parties = parser.many(UNITS, PartyRecord)
    folders = [ENTRIES, *(f"{ENTRIES}/{name}" for name in parser.folders_in(ENTRIES))]
    entries = [item for folder in folders for item in parser.folder(folder, EntryRecord)]
    return Typed(settings, parties, _each_once(parser, entries))


def _check_colours(parser: Parser, found: Located[SettingsRecord]) -> None:
    """No name and no condition stands for two colours."""
    names: set[str] = set()
    conditions: set[str] = set()
    for at, colour in enumerate(found.record.colours):
        twice = [name for name in colour.when if name in conditions]
        if colour.name in names:
            parser.report(found.place("colours", at, "name"), "引用", f"“{colour.name}”写了两次")
        if twice:
            message = f"“{WHEN_NAMES[twice[0]]}”已经归了前面的颜色，请留一处"
            parser.report(found.place("colours", at, "when"), "引用", message)
        names.add(colour.name)
        conditions |= {*colour.when}


def _each_once(
    parser: Parser, entries: Iterable[Located[EntryRecord]]
) -> dict[str, Located[EntryRecord]]:
    found: dict[str, Located[EntryRecord]] = {}
    for item in entries:
        _refuse_secrets(parser, item)
        first = found.setdefault(item.record.id, item)
        if _but_for_receipt(first) == _but_for_receipt(item):  # it came in twice: first come, first
            found[item.record.id] = min(first, item, key=lambda one: one.record.received)
        else:
            message = (
                f"编号“{item.record.id}”在 {first.place('id')} 已经用过，内容不同。"
                "改正请另写一条，用 corrects 指明改的是哪一条"
            )
            parser.report(item.place("id"), "引用", message)
    return found


def _but_for_receipt(item: Located[EntryRecord]) -> dict[str, Any]:
    return item.record.model_dump(exclude={"received"})


def _refuse_secrets(parser: Parser, item: Located[EntryRecord]) -> None:
    for name, value in item.record.model_dump().items():
        for text in _texts(value):
            if mark := secrecy_mark(text):
                parser.report(item.place(name), "情况", REFUSED.format(mark=mark))


def _refuse_secret_names(parser: Parser) -> None:
    """The name of a file or folder of the ledger may bear a mark just as what is in it."""
    for path in (parser.root, *sorted(parser.root.rglob("*"))):
        if mark := secrecy_in_name(path.stem):
            shown = path.relative_to(parser.root).as_posix()
            place = Place(f"{parser.shown}/{shown}" if shown != "." else parser.shown)
            parser.report(place, "情况", f"名称{REFUSED.format(mark=mark)}")


def _texts(value: Any) -> Iterator[str]:
    """All texts in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def linked(typed: Typed) -> Ledger:
    """The ledger as typed, in the order of ids."""
    near = typed.settings.near_days
    return Ledger(
        {item.record.id: thing_of(item.record) for item in typed.parties},
        tuple(thing_of(typed.entries[key].record) for key in sorted(typed.entries)),
        typed.settings.as_of,
        NEAR if near is None else near,
        colours=tuple(map(thing_of, typed.settings.colours)) or USUAL,
    )


def thing_of(record: Any) -> Any:
    """A record as the model knows it."""
    names = _FIELDS[type(record)]
    return _THINGS[type(record)](**{name: _value(getattr(record, name)) for name in names})


def _value(value: Any) -> Any:
    if isinstance(value, Record):
        return thing_of(value)
    return tuple(map(_value, value)) if isinstance(value, tuple) else value


def place_of(places: Places, entry: Entry) -> Place:
    """Where an entry was typed."""
    return places[entry.id].place("id")


@contextmanager
def _uncollected() -> Iterator[None]:
    """All that is read stays: to look through it for garbage again and again takes its time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def read_ledger(parser: Parser, folder: Path, handbook: Handbook | None) -> Ledger:
    """The ledger in ``folder``, checked against the handbook; ``parser`` keeps the findings.

    None of it is read twice: files below the data folder are no longer unknown. Where there is no
    such folder the ledger is empty.
    """
    inside = folder == parser.root / LEDGER
    own = Parser(folder, f"{parser.shown}/{LEDGER}" if inside else folder.as_posix())
    own.offered = parser.offered
    own.known.add(CONTACTS)  # nothing is made of it
    _refuse_secret_names(own)
    with _uncollected():
        typed = read_typed(own)
    check_parties(own, typed.parties)
    ledger = replace(linked(typed), issues=read_issues(own, typed.entries))
    if handbook and not own.findings:
        ledger = _of_handbook(ledger, handbook.info, typed.settings.as_of)
        desk = Desk(ledger, handbook.info, handbook.tasks, frozenset(handbook.retired))
        for entry, field, gate, message in complaints(desk):
            own.report(typed.entries[entry.id].place(field), gate, message)
        if not own.findings:
            told = [(e, text, str(place_of(typed.entries, e))) for e, text in notes(desk)]
            ledger = replace(ledger, notes=tuple(Note(e.matter, t, at) for e, t, at in told))
    parser.findings.extend([*own.findings, *own.unknown_files()])
    if inside:
        parser.known.add(LEDGER)
    return ledger


def _of_handbook(ledger: Ledger, info: Info, as_of: date | None) -> Ledger:
    """What of a ledger that serves several handbooks is this one's.

    Without a day of its own everything is judged by the last day on which something was entered.
    """
    openings = [entry for entry in ledger.entries if isinstance(entry, model.Opening)]
    other = {e.id for e in openings if info.id and e.handbook not in (None, info.id)}
    ours = {e.matter for e in openings if e.id not in other}
    others = {e.matter for e in openings if e.id in other} - ours
    elsewhere = tuple(e for e in ledger.entries if e.id in other or e.matter in others)
    foreign = {entry.id for entry in elsewhere}
    entries = tuple(entry for entry in ledger.entries if entry.id not in foreign)
    last = max((entry.received for entry in entries), default=None)
    return replace(ledger, entries=entries, as_of=as_of or last, until=as_of, elsewhere=elsewhere)
