"""What is wrong with the data, said once, in Chinese, with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Gate = Literal["文字", "数字", "情况", "格式", "引用", "交代"]
"""文字: quotes are verbatim. 数字: figures stand in the words. 情况: units stand in the words.
格式: syntax and types. 引用: ids. 交代: every sentence is accounted for."""


@dataclass(frozen=True, order=True)
class Place:
    """A position in a data file; ``line`` and ``column`` count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Finding:
    """One defect: where it is, which gate it failed, and what would be right."""

    place: Place
    gate: Gate
    message: str

    def __str__(self) -> str:
        return f"{self.place}: 【{self.gate}】{self.message}"


class Fault(Exception):
    """What stops a command; its one message says why and what to do."""


class DataError(Exception):
    """The data cannot be published. ``findings`` holds every defect, in file order."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = sorted(set(findings))
        super().__init__("\n".join(map(str, self.findings)))
