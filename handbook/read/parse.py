"""Data files to typed records, each knowing where it was typed."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from handbook.read.offered import Offered
from handbook.read.record_slips import explain, is_own_fault
from handbook.read.records import Record
from handbook.read.yaml_lines import Source, Step, Steps, read_yaml
from handbook.words.findings import (
    MANY,
    TOO_MANY,
    DataError,
    Finding,
    Gate,
    Place,
    did_you_mean,
    short,
)

T = TypeVar("T", bound=Record)

NOT_DATA = ("README.md", "desktop.ini", "Thumbs.db")
"""Files beside the data that are none; so are names that begin with a dot."""


@dataclass(frozen=True)
class Located(Generic[T]):
    """A record and its place in a file."""

    record: T
    source: Source
    steps: Steps

    def place(self, *steps: Step) -> Place:
        """The place of a value inside the record."""
        return self.source.place(*self.steps, *steps)


class Parser:
    """Reads data files below ``root`` and keeps every finding instead of stopping at one."""

    def __init__(self, root: Path, shown: str) -> None:
        self.root = root
        self.shown = shown
        self.findings: list[Finding] = []
        self.offered = Offered()
        """The words to choose from that the records read from now on may use."""
        self.known: set[str] = set()
        self.folders: set[str] = set()
        self.broken: set[type[Record]] = set()
        """Kinds of which a record could not be read."""
        self.nameless: set[type[Record]] = set()
        """Kinds of which the id of a record is not known, or not as it should be."""
        self.ids: defaultdict[type[Record], set[str]] = defaultdict(set)
        """The ids that were typed, also those of records that could not be read."""

    def beside(self, folder: str = "") -> Parser:
        """A parser for a folder of the same data, whose ids and findings are its own."""
        other = Parser(self.root / folder, f"{self.shown}/{folder}" if folder else self.shown)
        other.offered = self.offered
        return other

    def read(self, name: str, kind: type[Record]) -> Source | None:
        """A file that holds records of ``kind``; None where it is no YAML, the reason kept."""
        self.known.add(name)
        try:
            source = read_yaml(self.root, name, f"{self.shown}/{_printable(name)}")
        except DataError as error:
            self.findings.extend(error.findings)
            self._lose(kind)
            return None
        self.findings.extend(source.findings)
        return source

    def one(self, source: Source, kind: type[T]) -> Located[T] | None:
        """The single record that a file holds."""
        return self._validate(kind, source, (), source.value)

    def many(self, name: str, kind: type[T], *, required: bool = False) -> list[Located[T]]:
        """The records of a file that holds a list; none where an optional file is absent."""
        if not required and not os.path.lexists(self.root / name):
            self.known.add(name)
            return []
        source = self.read(name, kind)
        if source is None:
            return []
        if not isinstance(source.value, list):
            remedy = "没有可写的，写 []" if required else "或者删去这个文件"
            empty = f"文件是空的，请补上内容，{remedy}"
            message = "这个文件应当是一个列表，每条以“- ”开头"
            self.report(source.place(), "格式", empty if source.value is None else message)
            self._lose(kind)
            return []
        before, located = len(self.findings), []
        for i, value in enumerate(source.value):
            if len(self.findings) > before + MANY:
                self.report(source.place(i), "格式", TOO_MANY)
                self._lose(kind)
                break
            located.append(self._validate(kind, source, (i,), value))
        return [item for item in located if item is not None]

    def folder(self, name: str, kind: type[T]) -> list[Located[T]]:
        """The records of all YAML files of a folder, in the order of the section numbers."""
        self.folders.add(name)
        names = [file for file in self._list(name, kind) if file.endswith(".yaml")]
        names.sort(key=lambda file: _number_key(file.removesuffix(".yaml")))
        return [item for file in names for item in self.many(f"{name}/{file}", kind)]

    def folders_in(self, name: str) -> list[str]:
        """The names of the folders in a folder, sorted."""
        return [entry for entry in self._list(name) if (self.root / name / entry).is_dir()]

    def unknown_files(self, folder: str = "") -> Iterator[Finding]:
        """Files that nothing reads: most likely a slip in the name."""
        for entry in self._list(folder):
            name = f"{folder}/{entry}" if folder else entry
            if name in self.known or entry in NOT_DATA or entry.startswith("."):
                continue
            path = self.root / name
            if path.is_dir() and (name in self.folders or not path.is_symlink()):
                yield from self.unknown_files(name)
            else:
                place = Place(f"{self.shown}/{_printable(name)}")
                message = "没有用到这个文件，请检查文件名和所在文件夹，不是数据的请移走"
                yield Finding(place, "格式", message + self._meant(name))

    def _meant(self, name: str) -> str:
        """The name that a file should have had, or the folder it should have been in."""
        stem = re.sub(r"\.ya?ml.*", "", name.lower().rpartition("/")[2])
        places = {f"{folder}/{stem}.yaml" for folder in self.folders if "/" in name}
        return did_you_mean(name.lower(), self.known | places) if name.isprintable() else ""

    def report(self, place: Place, gate: Gate, message: str) -> None:
        """Keep a finding; ``DataError`` is raised once all are known."""
        self.findings.append(Finding(place, gate, message))

    def meant(self, word: str, known: Iterable[str]) -> str:
        """``did_you_mean``, which takes its time, for as long as somebody reads it."""
        return did_you_mean(word, known) if len(self.findings) < MANY else ""

    def _list(self, folder: str, kind: type[Record] | None = None) -> list[str]:
        """The names in a folder, sorted; none where there is no such folder."""
        try:
            return sorted(path.name for path in (self.root / folder).iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError:
            place = Place(f"{self.shown}/{_printable(folder)}")
            self.report(place, "格式", "文件夹打不开，请检查权限，以及它是不是错误的链接")
            self.known.add(folder)
            if kind:
                self._lose(kind)
            return []

    def _lose(self, kind: type[Record]) -> None:
        self.broken.add(kind)
        self.nameless.add(kind)

    def _validate(
        self, kind: type[T], source: Source, steps: Steps, value: Any
    ) -> Located[T] | None:
        self._note_id(kind, value)
        family, kind = kind, kind.pick(value)
        record: T | None = None
        try:
            record = kind.model_validate(value, context=self.offered)
        except ValidationError as error:
            details = filter(is_own_fault, error.errors(include_url=False))
            for detail in islice(details, MANY):
                if detail["loc"][:1] == ("id",):
                    self.nameless.add(family)
                at, place, message = explain(kind, detail, source, steps)
                if at == steps or at not in source.faulty:
                    self.report(place, "格式", message)
        if record is None or steps in source.faulty:
            self.broken.add(family)
            return None
        return Located(record, source, steps)

    def _note_id(self, kind: type[Record], value: Any) -> None:
        if "id" not in kind.model_fields:
            return
        typed = value.get("id") if isinstance(value, dict) else None
        if isinstance(typed, str):
            self.ids[kind].add(typed)
        else:
            self.nameless.add(kind)


def _printable(name: str) -> str:
    """A file name as messages show it; bytes that are no UTF-8 as escapes."""
    return short(os.fsencode(name).decode("utf-8", "backslashreplace"))


def _number_key(stem: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key that puts 2.10 after 2.9."""
    parts = stem.split(".")
    return tuple((0, int(p), "") if p.isdecimal() and len(p) < 10 else (1, 0, p) for p in parts)
