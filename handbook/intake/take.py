"""Take in files, one after the other: what each would add, or what is wrong with it, by cell.

A wrong file keeps no other out; of a file with a wrong cell nothing is taken.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from handbook.intake.apart import reader
from handbook.intake.cells import Known
from handbook.intake.entries import Desk, Draft, drafts_of_office, drafts_of_unit
from handbook.intake.rows import Filled, Slip, filled_rows
from handbook.intake.workbook import MOST_BYTES, Sheet, refuse_secrets
from handbook.model import Handbook
from handbook.model.ledger.entries import Decision, Entry, names
from handbook.model.ledger.timeline import in_force
from handbook.read.as_yaml import as_yaml
from handbook.read.ledger import checks
from handbook.read.ledger.read import thing_of
from handbook.read.ledger.records import EntryRecord
from handbook.read.record_slips import explain, is_own_fault
from handbook.read.yaml_lines import parse_yaml
from handbook.words.findings import DataError, Fault, short
from handbook.words.forms import EXPLAINED, FORM_OF, OFFICE, OFFICE_FORMS, UNIT_FORMS, Form

ANSWER = ".json"
"""What the page 填报 saves: the same rows, without a workbook."""

_TAKEN = "编号“{key}”在这份台账里已经是另一本手册的登记，请换一个督办编号"


@dataclass(frozen=True)
class Taken:
    """What came of one file: what it adds, how much of it was known, or what is wrong with it."""

    path: Path
    whose: str
    added: tuple[Entry, ...] = ()
    text: str = ""
    """The entries as the ledger will hold them."""
    known: int = 0
    slips: tuple[Slip, ...] = ()


class Intake:
    """A ledger that files are added to, one by one; nothing is written here."""

    def __init__(self, hb: Handbook, received: date, whose: str | None = None) -> None:
        if hb.ledger.until and received > hb.ledger.until:
            raise Fault(
                f"登记日 {received} 晚于台账的截至日 {hb.ledger.until}，什么都没有登记。"
                "请先把 ledger.yaml 的 as_of 往后改，或者用 --received 写明登记日"
            )
        self._hb, self._received, self._whose = hb, received, whose
        self._entries: defaultdict[str, list[Entry]] = defaultdict(list)
        self._ledger = hb.ledger.whole
        for entry in self._ledger.entries:
            self._entries[entry.matter].append(entry)
        self._ids = {entry.id: entry for entry in self._ledger.entries}
        self._elsewhere = {entry.id for entry in hb.ledger.elsewhere}
        self._units = {
            name: party.id
            for party in hb.ledger.parties.values()
            for name in (party.id, *names(party))
        }

    def take(self, path: Path) -> Taken:
        """Take one file in, or say what is wrong with it."""
        whose = ""
        try:
            sheets = sheets_of(path)
            whose = self._owner(sheets)
            return self._taken(path, whose, sheets)
        except Fault as fault:
            return Taken(path, whose, slips=(Slip(path.name, str(fault)),))
        except OSError as error:
            return Taken(path, whose, slips=(Slip(path.name, f"读不出来：{error.strerror}"),))
        except Exception as error:  # whatever is in a file, the others are taken
            said = f"读不了（{type(error).__name__}），请用发来的表重新填写"
            return Taken(path, whose, slips=(Slip(path.name, said),))

    def _owner(self, sheets: Mapping[str, Sheet]) -> str:
        """Whose form it is. Raises ``Fault`` where it is nobody's, or not of whom it should be."""
        rows = sheets[EXPLAINED].rows if EXPLAINED in sheets else ()
        found = [row[1] for row in rows if len(row) > 1 and row[0] == FORM_OF]
        whose = str(found[0]).strip() if found else ""
        if not whose:
            raise Fault(f"看不出是哪个单位的表（“{EXPLAINED}”里没有），请用发来的表填写")
        if whose == OFFICE and self._whose != OFFICE:
            raise Fault("这是办公室的表，只有办公室自己能登记（加上 --office），收件箱不收")
        if self._whose not in (None, whose):
            raise Fault(f"这份表是“{whose}”的，不是“{self._whose}”的")
        if whose != OFFICE and whose not in self._hb.ledger.parties:
            raise Fault(f"督办单位表里没有“{short(whose)}”，请用发来的表填写")
        return whose

    def _taken(self, path: Path, whose: str, sheets: Mapping[str, Sheet]) -> Taken:
        forms: Sequence[Form] = OFFICE_FORMS if whose == OFFICE else UNIT_FORMS
        rows: list[Filled] = []
        slips: list[Slip] = []
        known = Known(self._units, frozenset(self._entries), self._received)
        for form in forms:
            if form.name in sheets:
                filled, wrong = filled_rows(form, sheets[form.name], known)
                rows += filled
                slips += wrong
        if not any(form.name in sheets for form in forms):
            slips.append(Slip(path.name, f"没有“{forms[0].name}”这张表，请用发来的表填写"))
        info = self._hb.info
        desk = Desk(self._ledger, whose, self._received, frozenset(self._hb.tasks), info.id)
        drafts, wrong = (drafts_of_office if whose == OFFICE else drafts_of_unit)(desk, rows)
        wrong += [
            Slip(draft.cell("matter"), _TAKEN.format(key=draft.values["id"]))
            for draft in drafts
            if whose == OFFICE and draft.values["id"] in self._elsewhere
        ]
        if slips + wrong:
            return Taken(path, whose, slips=tuple(slips + wrong))
        new = [draft for draft in drafts if self._is_new(draft)]
        return self._checked(path, whose, new, len(drafts) - len(new))

    def _is_new(self, draft: Draft) -> bool:
        """Whether it says more than what is known; a changed row corrects what it was before."""
        old = self._ids.get(draft.values["id"])
        if old is None:
            return True
        versions = [e for e in self._entries[old.matter] if _root(e.id) == _root(old.id)]
        last = next((e for e in in_force(self._entries[old.matter]) if e in versions), old)
        if last.purged or _same(draft, last):
            return False
        if not draft.dated:
            draft.values["day"] = last.day
        draft.values |= {
            "id": f"{_root(old.id)}.v{len(versions) + 1}",
            "corrects": last.id,
            "why": "重新报来的表里改了",
        }
        return True

    def _checked(self, path: Path, whose: str, drafts: list[Draft], known: int) -> Taken:
        """Read the drafts as the ledger would, and hold them against it."""
        try:
            text, entries = _read(drafts)
        except _Wrong as wrong:
            return Taken(path, whose, slips=tuple(wrong.slips))
        slips = self._against(entries, drafts)
        if slips:
            return Taken(path, whose, slips=tuple(slips))
        for entry in entries:
            self._entries[entry.matter].append(entry)
            self._ids[entry.id] = entry
        return Taken(path, whose, tuple(entries), text if entries else "", known)

    def _against(self, entries: Sequence[Entry], drafts: Sequence[Draft]) -> list[Slip]:
        """What is wrong with them in the ledger: only the matters that they touch are looked at."""
        touched = {entry.matter for entry in entries}
        touched |= {e.into for e in entries if isinstance(e, Decision) and e.into}
        known = [entry for key in touched for entry in self._entries[key]]
        ledger = replace(
            self._ledger, entries=tuple(known) + tuple(entries),
            as_of=max(self._hb.ledger.as_of or self._received, self._received),
        )  # fmt: skip
        desk = checks.Desk(ledger, self._hb.info, self._hb.tasks, frozenset(self._hb.retired))
        by_id = {entry.id: draft for entry, draft in zip(entries, drafts, strict=True)}
        by_matter = {entry.matter: by_id[entry.id] for entry in reversed(entries)}
        found = [*checks.complaints(desk)]
        if not found:
            return []
        before = replace(desk, ledger=replace(ledger, entries=tuple(known)))
        old = {*checks.complaints(before)}  # of what lies in other matters
        return [
            Slip((by_id.get(entry.id) or by_matter[entry.matter]).cell(key), message)
            for entry, key, gate, message in found
            if (entry, key, gate, message) not in old
        ]


class _Wrong(Exception):
    def __init__(self, slips: list[Slip]) -> None:
        self.slips = slips


def _root(key: str) -> str:
    """The id without what a correction adds to it."""
    root, _, version = key.rpartition(".v")
    return root if root and version.isdecimal() else key


def _read(drafts: Sequence[Draft]) -> tuple[str, list[Entry]]:
    """Drafts as a file of the ledger holds them, and the entries that are read from it.

    Raises ``_Wrong``.
    """
    text = as_yaml([draft.values for draft in drafts])
    try:
        source = parse_yaml(text, "")
    except DataError as error:
        raise _Wrong([Slip("", finding.message) for finding in error.findings]) from error
    slips: list[Slip] = []
    entries = []
    for i, (value, draft) in enumerate(zip(source.value, drafts, strict=True)):
        kind = EntryRecord.pick(value)
        try:
            entries.append(thing_of(kind.model_validate(value)))
        except ValidationError as error:
            for detail in filter(is_own_fault, error.errors(include_url=False)):
                at, _, message = explain(kind, detail, source, (i,))
                key = str(detail["loc"][0] if len(at) < 2 else at[1])
                slips.append(Slip(draft.cell(key), message))
    if slips:
        raise _Wrong(slips)
    return text, entries


def _same(draft: Draft, entry: Entry) -> bool:
    """Whether a row says what an entry says already; a day that was left blank says nothing."""
    ignored = {"id", "received", "corrects", "why", "purged", *(() if draft.dated else ("day",))}
    try:
        _, (told,) = _read([draft])
    except _Wrong:
        return False
    return type(told) is type(entry) and all(
        getattr(told, name) == getattr(entry, name)
        for name in told.__dataclass_fields__
        if name not in ignored
    )


def sheets_of(path: Path) -> dict[str, Sheet]:
    """The sheets of a file that came in. Raises ``Fault`` or ``OSError``."""
    sheets = _answer(path) if path.suffix.lower() == ANSWER else reader().read(path)
    refuse_secrets(path, sheets)
    return sheets


def _answer(path: Path) -> dict[str, Sheet]:
    """What the page 填报 saved, as the sheets that it stands for. Raises ``Fault``."""
    if path.stat().st_size > MOST_BYTES:
        raise Fault("文件太大，不像填报页存的文件")
    try:
        saved: Any = json.loads(path.read_text("utf-8-sig"))
        sheets = {EXPLAINED: Sheet(EXPLAINED, ((FORM_OF, str(saved["unit"])),))}
        for name, rows in saved["sheets"].items():
            headers = tuple(dict.fromkeys(str(key) for row in rows for key in row))
            lines = [tuple(_cell(row.get(key)) for key in headers) for row in rows]
            sheets[str(name)] = Sheet(str(name), (headers, *lines))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Fault("不是填报页存的文件，请在填报页重新保存") from error
    return sheets


def _cell(value: Any) -> Any:
    return value if isinstance(value, str | int | float) else None


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files to take in: those named, and those in the folders named, by name."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        found += [p for p in inside if p.is_file() and not p.name.startswith((".", "~$"))]
    return found
