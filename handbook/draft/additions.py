"""Records on their way into data files: what a file holds with them, and which line is whose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from handbook.draft.roster import Unfit
from handbook.draft.trial import lines_of
from handbook.model import Handbook
from handbook.read.as_yaml import as_yaml
from handbook.read.text import read_text
from handbook.read.yaml_lines import parse_yaml
from handbook.words.findings import Fault, Finding

Values = dict[str, Any]
LEVELS = 3
"""Of a section's number at most, in the id of a task."""


class Numbers:
    """The ids of tasks to come: the next of a section, none that was ever given."""

    def __init__(self, hb: Handbook) -> None:
        self._sections = hb.sections
        self._last: defaultdict[str, int] = defaultdict(int)
        for key in (*hb.tasks, *hb.retired):
            prefix, _, number = key.rpartition("-")
            self._last[prefix] = max(self._last[prefix], int(number))

    def next(self, section: str) -> str:
        """A free id in a section, or in that above it where it is a lead-in or too deep.

        Raises ``Unfit`` in an opening, whose number no task can have.
        """
        if section.split(".")[0] == "0":
            raise Unfit("decision", "开篇里的话不立任务，请选“不立任务”")
        found = self._sections[section]
        prefix = ".".join((found.parent or section if found.lead_in else section)
                          .split(".")[:LEVELS])  # fmt: skip
        self._last[prefix] += 1
        return f"{prefix}-{self._last[prefix]:02}"


@dataclass
class Additions:
    """Records to add at the end of files below ``data/``, each with what it came from."""

    data: Path
    records: defaultdict[str, list[tuple[Values, object]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, name: str, values: Values, source: object) -> None:
        """Put a record at the end of a file."""
        self.records[name].append((values, source))

    def files(self) -> dict[str, bytes]:
        """What the files hold then. Raises ``Fault`` where one cannot be added to."""
        return {name: self._text(name).encode() for name in self.records}

    def sources(self, findings: Iterable[Finding]) -> Iterator[tuple[object, str, str]]:
        """Of each finding in what was added: what it came from, the field and the message; others
        come from nothing."""
        marks: dict[str, list[tuple[int, object, str]]] = {}
        for finding in findings:
            name = finding.place.path.partition("/")[2]
            if name in self.records and name not in marks:
                marks[name] = self._marks(name)
            before = [m for m in marks.get(name, ()) if m[0] <= finding.place.line]
            _, source, key = max(before, key=lambda m: m[0]) if before else (0, None, "")
            yield source, key, finding.message if source else str(finding)

    def _marks(self, name: str) -> list[tuple[int, object, str]]:
        """The lines of the fields of a file; those of what was there come from nothing."""
        text = self._text(name)
        added = self.records[name]
        there = len(parse_yaml(text, "").value) - len(added)
        return [
            (line, added[at - there][1] if at >= there else None, key)
            for line, at, key in lines_of(text)
        ]

    def _text(self, name: str) -> str:
        old = read_text(self.data, name, name) if (self.data / name).is_file() else ""
        before: list[Any] = parse_yaml(old, "").value or [] if old.strip() else []
        added = as_yaml([values for values, _ in self.records[name]])
        kept = old if before else "".join(f"{line}\n" for line in _comments(old))
        text = kept + ("\n" if kept and not kept.endswith("\n") else "") + added
        try:
            whole = parse_yaml(text, "").value
        except Exception as error:
            raise Fault(_UNFIT.format(name=name)) from error
        if whole[: len(before)] != before or len(whole) != len(before) + len(self.records[name]):
            raise Fault(_UNFIT.format(name=name))
        return text


_UNFIT = "data/{name} 不是一行一条（每条以“- ”开头）的写法，接不上，请改成那样再执行"


def _comments(text: str) -> Iterable[str]:
    return (line for line in text.splitlines() if line.startswith("#"))
