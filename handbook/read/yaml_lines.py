"""Read YAML so that every value knows its line.

A deliberately small YAML: mappings, lists, text, plain decimal numbers, true/false and empty.
No anchors, tags, merges or twin keys, and no guessing: ``08``, ``1_000``, ``12:30``, ``yes``
and a date stay the text that was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from handbook.read.text import BOM, describe_hidden, each_hidden, hidden, line_and_column, read_text
from handbook.read.yaml_slips import QUOTE_ALL, TOO_DEEP, explain
from handbook.words.findings import MANY, TOO_MANY, DataError, Finding, Place, short

Step = str | int
Steps = tuple[Step, ...]
MAX_DEPTH = 12
"""Lists and mappings inside each other; the records go five deep."""
MAX_DIGITS = 15
"""What a number holds exactly."""
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_CONSTANTS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NO_ALIAS = "不支持 YAML 锚点和别名（& 和 *），请处处把内容写全；以它们开头的文字要加引号"
_COMMENT = re.compile("[ \t]+#.*")
_UNREADABLE = "[^\t\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""What no YAML may hold; all of it is hidden. Compiled where there is any: that takes its time."""


@dataclass
class Source:
    """A parsed data file: ``value`` is plain Python, ``place`` finds a part of it again."""

    path: str
    value: Any = None
    marks: dict[Steps, tuple[int, int]] = field(default_factory=dict)
    key_marks: dict[Steps, tuple[int, int]] = field(default_factory=dict)
    typed: dict[Steps, str] = field(default_factory=dict)
    """Numbers, true/false and empty values as they were typed."""
    findings: list[Finding] = field(default_factory=list)
    faulty: set[Steps] = field(default_factory=set)
    """The values that ``findings`` are about, and all that enclose them."""

    def place(self, *steps: Step) -> Place:
        """The place of the value at ``steps``, or of the nearest enclosing value there is."""
        for end in range(len(steps), -1, -1):
            if steps[:end] in self.marks:
                return Place(self.path, *self.marks[steps[:end]])
        return Place(self.path)

    def key_place(self, *steps: Step) -> Place:
        """The place of the key that leads to the value at ``steps``."""
        mark = self.key_marks.get(steps)
        return Place(self.path, *mark) if mark else self.place(*steps)


def read_yaml(root: Path, name: str, shown: str) -> Source:
    """Parse the file ``root/name``. ``shown`` is the path as messages print it.

    Raises ``DataError`` where it is no YAML at all; lesser defects are in ``findings``.
    """
    return parse_yaml(read_text(root, name, shown), shown)


def parse_yaml(text: str, shown: str) -> Source:
    """Parse a text, with or without BOM, that stands in the file ``shown``.

    Raises ``DataError`` as ``read_yaml`` does.
    """
    text = text.removeprefix(BOM).replace("\r\n", "\n")
    unseen = [*hidden(text)]
    found = ((index, char) for index, char in unseen if re.match(_UNREADABLE, char))
    bad = [Finding(place, "格式", message) for place, message in each_hidden(text, found, shown)]
    if bad:
        raise DataError(bad)
    reader = _Reader(text, shown, all_seen=not unseen and "\\" not in text)
    try:
        reader.read()
    except yaml.MarkedYAMLError as error:
        line, column, message = explain(error, text)
        findings = [*reader.source.findings, Finding(Place(shown, line, column), "格式", message)]
        raise DataError(findings) from error
    return reader.source


class _Reader:
    """Turns YAML events into plain values and remembers where each stood."""

    def __init__(self, text: str, path: str, *, all_seen: bool) -> None:
        self.text = text
        self.source = Source(path)
        self.aliased = False
        self.all_seen = all_seen
        self._next: Callable[[], Any] = _Loader(text).get_event

    def read(self) -> None:
        self._next()  # the stream starts
        if isinstance(self._next(), yaml.StreamEndEvent):
            return
        self.source.value = self._node(self._next(), ())
        self._next()  # the document ends
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            message = "一个文件只能有一份内容，请删去“---”，把内容接在一起"
            raise DataError([*self.source.findings, self._finding(event, message)])

    def _node(self, event: yaml.NodeEvent, steps: Steps) -> Any:
        self.source.marks[steps] = _start(event)
        if len(steps) > MAX_DEPTH:
            raise DataError([*self.source.findings, self._finding(event, TOO_DEEP)])
        if type(event) is yaml.ScalarEvent and not (event.anchor or event.tag):
            return self._scalar(event, steps)  # nearly all are
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self._complain(event, steps, _NO_ALIAS)
        elif tag := getattr(event, "tag", None):
            message = f"不支持 YAML 标记“{short(tag)}”，请删去；以 ! 开头的文字要加引号"
            self._complain(event, steps, message)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(steps)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(steps)
        return self._scalar(event, steps) if isinstance(event, yaml.ScalarEvent) else None

    def _mapping(self, steps: Steps) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = event.value if isinstance(event, yaml.ScalarEvent) else ""
            inner = (*steps, key)
            self._check_key(event, inner, result)
            if isinstance(event, yaml.CollectionStartEvent):
                self._node(event, inner)
            if key in result:
                self._node(self._next(), (*steps, key, "twin"))
                continue
            self.source.key_marks[inner] = _start(event)
            result[key] = self._node(self._next(), inner)
        return result

    def _check_key(self, event: yaml.NodeEvent, steps: Steps, before: dict[str, Any]) -> None:
        if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
            self._complain(event, steps, "这里的键应当是一个词")
        elif event.value == "<<" and not event.style:
            self._complain(event, steps, "不支持 YAML 合并（<<），请把内容写全")
        elif event.value in before:
            self._complain(event, steps, f"“{short(event.value)}”在同一条里写了两次，请删去一处")
        else:
            self._check_characters(event, steps)

    def _sequence(self, steps: Steps) -> list[Any]:
        result: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            result.append(self._node(event, (*steps, len(result))))
        return result

    def _scalar(self, event: yaml.ScalarEvent, steps: Steps) -> Any:
        self._check_characters(event, steps)
        text: str = event.value
        if event.style:  # in quotes or a block
            return text
        if text in _CONSTANTS:
            self.source.typed[steps] = text
            return _CONSTANTS[text]
        if _NUMBER.fullmatch(text):
            self.source.typed[steps] = text
            return self._number(event, steps)
        assert event.end_mark
        comment = _COMMENT.match(self.text, event.end_mark.index)
        if comment:
            lost = f"“{short(comment.group().strip())}”会被当作注释丢掉"
            remedy = f"是内容的，{QUOTE_ALL}；是注释的，另起一行"
            self._complain(event, steps, f"{lost}：{remedy}")
        return text

    def _number(self, event: yaml.ScalarEvent, steps: Steps) -> int | float | None:
        if sum(char.isdigit() for char in event.value) > MAX_DIGITS:
            message = f"“{short(event.value)}”超过 {MAX_DIGITS} 位数字，请核对；是文字的要加引号"
            self._complain(event, steps, message)
            return None
        return float(event.value) if "." in event.value else int(event.value)

    def _check_characters(self, event: yaml.ScalarEvent, steps: Steps) -> None:
        """Report what cannot be seen, where it stands, or where its escape begins."""
        if self.all_seen:
            return
        assert event.start_mark and event.end_mark
        typed = self.text[event.start_mark.index : event.end_mark.index]
        first_line, first_column = _start(event)
        escaped = {char: 0 for _, char in hidden(event.value)}
        for char, index in ({c: i for i, c in hidden(typed)} or escaped).items():
            line, column = line_and_column(typed, index)
            column += first_column - 1 if line == 1 else 0
            place = Place(self.source.path, first_line + line - 1, column)
            self._keep(Finding(place, "格式", describe_hidden(char)), steps)

    def _complain(self, event: yaml.Event, steps: Steps, message: str) -> None:
        self._keep(self._finding(event, message), steps)

    def _finding(self, event: yaml.Event, message: str) -> Finding:
        return Finding(Place(self.source.path, *_start(event)), "格式", message)

    def _keep(self, finding: Finding, steps: Steps) -> None:
        if not (finding.message == _NO_ALIAS and self.aliased):  # once a file is enough
            self.source.findings.append(finding)
        self.aliased |= finding.message == _NO_ALIAS
        if len(self.source.findings) > MANY:
            raise DataError([*self.source.findings, Finding(finding.place, "格式", TOO_MANY)])
        self.source.faulty.update(steps[:end] for end in range(len(steps) + 1))


def _start(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    assert mark  # both readers of PyYAML set it
    return mark.line + 1, mark.column + 1
