"""What was handed up, read back: each issue in its folder, none of it an entry."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from handbook.model.ledger.issues import CARD, FOLDER, NUMBER_LENGTH, PAPERS, RECORD, Issue
from handbook.read.fields import Day, Text
from handbook.read.parse import Located, Parser
from handbook.read.records import Record
from handbook.words.findings import Fault, Place


class IssueRecord(Record):
    """``issue.yaml``, which ``shouce issue`` writes."""

    month: Annotated[str, Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]
    as_of: Day
    issued: Day
    number: Annotated[Text, Field(max_length=NUMBER_LENGTH)]


def read_issues(parser: Parser, entries: Collection[str]) -> tuple[Issue, ...]:
    """The issues in the folder of a ledger that has these ``entries``; ``parser`` keeps what is
    wrong. What nobody finished has a name that begins with a dot."""
    found: list[Issue] = []
    numbers: dict[str, str] = {}
    for name in parser.folders_in(FOLDER):
        if name.startswith("."):
            continue
        place = f"{FOLDER}/{name}"
        parser.known |= {f"{place}/{file}" for file in (RECORD, *PAPERS)}
        source = parser.read(f"{place}/{CARD}", IssueRecord)
        typed = parser.one(source, IssueRecord) if source else None
        frozen = _frozen(parser, place)
        if not typed or frozen is None:
            continue
        known = frozenset(frozen["entries"])
        _check(parser, typed, name, numbers)
        if gone := sorted(known - {*entries}):
            message = f"发出时有登记“{gone[0]}”等{len(gone)}条，现在没有了；登记只添不改，请找回来"
            parser.report(typed.place(), "情况", message)
        record = typed.record
        month = date.fromisoformat(f"{record.month}-01")
        found.append(Issue(month, record.as_of, record.issued, record.number, known, frozen))
    return tuple(found)


def _check(parser: Parser, typed: Located[IssueRecord], name: str, numbers: dict[str, str]) -> None:
    """What must hold of an issue beside the others, which come in the order of their folders."""
    record = typed.record
    if record.month != name:
        parser.report(typed.place("month"), "引用", f"与文件夹的名称“{name}”不同，请核对")
    if record.issued < record.as_of:
        message = f"早于截至日 {record.as_of}，请核对"
        parser.report(typed.place("issued"), "情况", message)
    other = numbers.setdefault(record.number, name)
    if other != name:
        message = f"“{record.number}”是 {other} 的期号，请核对"
        parser.report(typed.place("number"), "引用", message)


def _frozen(parser: Parser, folder: str) -> Mapping[str, Any] | None:
    """What was known when an issue was made; all its files must be there."""
    for paper in (RECORD, *PAPERS):
        if not (parser.root / folder / paper).is_file():
            place = Place(f"{parser.shown}/{folder}/{paper}")
            parser.report(place, "格式", "缺少这个文件，是发出时冻结的，请从备份里找回来")
    place = Place(f"{parser.shown}/{folder}/{RECORD}")
    try:
        return read_record(parser.root / folder / RECORD)
    except FileNotFoundError:
        return None
    except json.JSONDecodeError as error:
        place = Place(place.path, error.lineno, error.colno)
    except ValueError:
        pass  # no text, or not what we wrote
    parser.report(place, "格式", "读不出来，发出时冻结的文件不能改动，请从备份里找回来")
    return None


def issue_of(path: Path) -> Issue:
    """The issue with which a record was frozen that lies by itself.

    Raises ``Fault`` where there is none, or it is not what we wrote.
    """
    try:
        frozen = read_record(path)
        day, month = (
            date.fromisoformat(text) for text in (frozen["as_of"], frozen["month"] + "-01")
        )
    except OSError as error:
        raise Fault(f"读不到 {path}，请核对 --since") from error
    except (ValueError, KeyError, TypeError) as error:
        raise Fault(f"{path} 不是发出时冻结的 {RECORD}，请核对 --since") from error
    return Issue(month, day, day, "", frozenset(frozen["entries"]), frozen)


def read_record(path: Path) -> Mapping[str, Any]:
    """What was frozen with an issue. Raises ``ValueError`` where it is not what we wrote, and
    ``OSError``."""
    found = json.loads(path.read_bytes())
    if not isinstance(found, dict) or not isinstance(ids := found.get("entries"), list):
        raise ValueError(path)
    kinds = [found.get("tasks"), found.get("matters")]
    things = [thing for kind in kinds if isinstance(kind, dict) for thing in kind.values()]
    if not all(isinstance(key, str) for key in ids) or not all(
        isinstance(thing, dict) for thing in (*kinds, *things)
    ):
        raise ValueError(path)
    return found
