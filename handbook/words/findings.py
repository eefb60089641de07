"""What is wrong with the data, said once, in Chinese, with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Gate = Literal["文字", "数字", "情况", "格式", "引用", "交代"]
"""文字: quotes are verbatim. 数字: figures stand in the words. 情况: units stand in the words.
格式: syntax and types. 引用: ids. 交代: every sentence is accounted for."""

MANY = 500
"""Findings in one file after which the rest of it can wait."""
TOO_MANY = "这个文件的问题太多，请先改好前面的，从这里往后还没有核对"
LONGEST_SHOWN = 60
_LONGEST_COMPARED = 40


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
        return visible(f"{self.place}: 【{self.gate}】{self.message}")


class Fault(Exception):
    """What stops a command; its one message says why and what to do."""


class DataError(Exception):
    """The data cannot be published. ``findings`` holds every defect, in file order."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = sorted(set(findings))
        super().__init__("\n".join(map(str, self.findings)))


def visible(text: str) -> str:
    """The text with every character that cannot be seen as its escape, such as ``\\u200b``."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def short(value: object) -> str:
    """A value as messages quote it: a long one is cut and its length given."""
    text = str(value)
    if len(text) <= LONGEST_SHOWN:
        return text
    return f"{text[: LONGEST_SHOWN // 2]}…（共{len(text):,}字）"


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word closest to a wrong one; ``None`` where none is close."""
    if len(word) > _LONGEST_COMPARED:
        return None
    cutoff = 0.5 if len(word) < 4 else 0.6
    return next(iter(get_close_matches(word, sorted(known), n=1, cutoff=cutoff)), None)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The ``closest`` known word as a question; empty where none is close."""
    close = closest(word, known)
    return f"（是不是“{close}”？）" if close else ""
