"""Data files to typed records, each knowing where it was typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from handbook.findings import DataError, Finding, Place
from handbook.records import Record
from handbook.source import Source, Step, read_yaml

T = TypeVar("T", bound=Record)


@dataclass(frozen=True)
class Located(Generic[T]):
    """A record and its place in a file."""

    record: T
    source: Source
    steps: tuple[Step, ...]

    def place(self, *steps: Step) -> Place:
        """The place of a value inside the record."""
        return self.source.place(*self.steps, *steps)


class Parser:
    """Reads data files below ``root`` and keeps every finding instead of stopping at one."""

    def __init__(self, root: Path, shown: str) -> None:
        self.root = root
        self.shown = shown
        self.findings: list[Finding] = []
        self.known: set[str] = set()

    def one(self, name: str, kind: type[T]) -> Located[T] | None:
        """The single record that a file holds."""
        source = self._read(name)
        if source is None:
            return None
        return self._validate(kind, source, (), source.value)

    def many(self, name: str, kind: type[T], *, required: bool = False) -> list[Located[T]]:
        """The records of a file that holds a list; none where an optional file is absent."""
        if not required and not (self.root / name).exists():
            return []
        source = self._read(name)
        if source is None:
            return []
        if source.value is not None and not isinstance(source.value, list):
            self.report(source.place(), "格式", "这个文件应当是一个列表，每条以“- ”开头")
        located = (self._validate(kind, source, (i,), value) for i, value in source.items)
        return [item for item in located if item is not None]

    def folder(self, name: str, kind: type[T]) -> list[Located[T]]:
        """The records of all YAML files of a folder, in the order of the section numbers."""
        files = sorted((self.root / name).glob("*.yaml"), key=lambda p: _number_key(p.stem))
        return [item for path in files for item in self.many(f"{name}/{path.name}", kind)]

    def unknown_files(self) -> Iterator[Finding]:
        """YAML files that nothing reads: most likely a slip in the name."""
        for path in sorted(self.root.rglob("*.y*ml")):
            name = path.relative_to(self.root).as_posix()
            if name not in self.known:
                message = "没有用到这个文件，请检查文件名和所在文件夹" + _did_you_mean(
                    name, self.known
                )
                yield Finding(Place(f"{self.shown}/{name}"), "格式", message)

    def report(self, place: Place, gate: Any, message: str) -> None:
        """Keep a finding; ``DataError`` is raised once all are known."""
        self.findings.append(Finding(place, gate, message))

    def _read(self, name: str) -> Source | None:
        self.known.add(name)
        try:
            return read_yaml(self.root / name, f"{self.shown}/{name}")
        except DataError as error:
            self.findings.extend(error.findings)
            return None

    def _validate(
        self, kind: type[T], source: Source, steps: tuple[Step, ...], value: Any
    ) -> Located[T] | None:
        try:
            return Located(kind.model_validate(value), source, steps)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                place = source.place(*steps, *detail["loc"])
                self.report(place, "格式", _explain(kind, detail))
            return None


def _number_key(stem: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key that puts 2.10 after 2.9."""
    parts = stem.split(".")
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in parts)


def _explain(kind: type[Record], detail: ErrorDetails) -> str:
    """A pydantic error in plain Chinese, with the remedy."""
    key = next((str(step) for step in reversed(detail["loc"]) if isinstance(step, str)), "")
    given, context = detail["input"], detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return f"缺少“{key}”，请补上"
        case "extra_forbidden":
            return f"不认识“{key}”这一项，请删去或改正" + _did_you_mean(key, _field_names(kind))
        case "literal_error":
            allowed = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
            return f"“{given}”不在可选的值里（{allowed}），请改成其中之一"
        case "string_type":
            return f"“{key}”应为文字，这里是“{given}”；如果是数字、日期或 yes/no，请加上引号"
        case "string_too_long":
            return f"“{given}”有 {len(given)} 个字，最多 {context['max_length']} 个，请写短"
        case "string_too_short" | "too_short":
            return f"“{key}”不能为空，请补上内容或删去这一项"
        case "string_pattern_mismatch":
            return f"“{given}”的写法不对，请照 data/README.md 里“{key}”的格式改正"
        case "int_type" | "float_type" | "int_from_float":
            return f"应为数字，这里是“{given}”，请去掉引号和单位"
        case "greater_than_equal" | "less_than_equal":
            return f"“{given}”超出了合理范围，请改正"
        case "date_type" | "date_from_datetime_parsing":
            return f"“{given}”不是日历上有的日期，请写成 2022-07-20 的样子"
        case "bool_type":
            return f"“{key}”应为 true 或 false，这里是“{given}”"
        case "tuple_type" | "list_type":
            return f"“{key}”应为列表，每项一行、以“- ”开头"
        case "model_type" | "model_attributes_type" | "dict_type":
            return "这一条应当由“键: 值”组成，请检查缩进和冒号后的空格"
        case _:
            return f"“{given}”不合格式，请照 data/README.md 改正"


def _field_names(kind: type[Record]) -> set[str]:
    """Every field name that ``kind`` or a record inside it may have."""
    properties = [kind.model_json_schema()]
    names: set[str] = set()
    for schema in properties + list(properties[0].get("$defs", {}).values()):
        names |= set(schema.get("properties", {}))
    return names


def _did_you_mean(word: str, known: set[str]) -> str:
    close = get_close_matches(word, sorted(known), n=1)
    return f"（是不是“{close[0]}”？）" if close else ""
