"""Which format data are in, and what changes in their files to bring them to the one read here.

In: texts, by the names of their files below ``data/``. Out: those that change. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from handbook.read.text import BOM
from handbook.read.yaml_lines import Source, parse_yaml
from handbook.words.findings import DataError, Finding

FORMAT = 2
"""The number of the data's format; data that give none are of format 1 (versions up to 0.2)."""
INFO = "handbook.yaml"
_OLDER = "数据是第 {given} 版格式，这个程序用第 {known} 版，请执行 shouce upgrade 查看要改什么"
_NEWER = "数据是第 {given} 版格式，这个程序只认得第 {known} 版，请升级程序"
_UNKNOWN = "看不出数据是第几版格式，请先改好 format（如 format: {known}）"


def refuse_other_format(source: Source) -> None:
    """Raise ``DataError`` with one finding where ``handbook.yaml`` is of another format.

    What cannot be told from it is left to the records, which say what is wrong.
    """
    given = format_of(source)
    if given is not None and given != FORMAT:
        raise _error(source, _OLDER if given < FORMAT else _NEWER, given)


def format_of(source: Source) -> int | None:
    """The number of the format that ``handbook.yaml`` gives; None where it is no such number."""
    if not isinstance(source.value, dict) or ("format",) in source.faulty:
        return None
    given: Any = source.value.get("format", 1)
    return given if type(given) is int and given > 0 else None


def upgraded(texts: Mapping[str, str], shown: str = "data") -> dict[str, str]:
    """The texts that change, by name, to bring the data to ``FORMAT`` step by step.

    ``texts`` are raw, with the line ends and the BOM they have. Raises ``DataError`` where
    ``handbook.yaml`` is missing, no YAML, or of a format that is newer or not to be told;
    messages name it below ``shown``.
    """
    now = dict(texts)
    while (given := _given(now, shown)) < FORMAT:
        now |= _STEPS[given](now)
    return {name: text for name, text in now.items() if text != texts.get(name)}


def _given(texts: Mapping[str, str], shown: str) -> int:
    source = parse_yaml(texts.get(INFO, ""), f"{shown}/{INFO}")
    given = format_of(source)
    if given is None:
        raise _error(source, _UNKNOWN, given)
    if given > FORMAT:
        raise _error(source, _NEWER, given)
    return given


def _error(source: Source, message: str, given: int | None) -> DataError:
    said = message.format(given=given, known=FORMAT)
    return DataError([Finding(source.place("format"), "格式", said)])


# -- the steps, each from the format by whose number it stands to the next -----------------------


def _to_2(texts: Mapping[str, str]) -> dict[str, str]:
    """``format: 2`` stands above the first key; every other byte stays."""
    text = texts[INFO]
    source = parse_yaml(text, INFO)
    if "format" in source.value:
        return {INFO: _put(text, source.marks["format",], "2", instead_of="1")}
    if _after(text, source.marks[()]).startswith("{"):
        line, column = source.marks[()]
        return {INFO: _put(text, (line, column + 1), "format: 2, ")}
    place = next(iter(source.key_marks.values()))
    indent = " " * (place[1] - 1)
    end = "\r\n" if "\r\n" in text else "\n"
    return {INFO: _put(text, place, f"format: 2{end}{indent}")}


def _put(text: str, place: tuple[int, int], words: str, instead_of: str = "") -> str:
    """``text`` with ``words`` at a place that YAML gives: it knows no BOM and no CRLF."""
    rest = _after(text, place)
    return text[: len(text) - len(rest)] + words + rest.removeprefix(instead_of)


def _after(text: str, place: tuple[int, int]) -> str:
    lines = text.removeprefix(BOM).split("\n")[place[0] - 1 :]
    return "\n".join(lines)[place[1] - 1 :]


_STEPS: Mapping[int, Callable[[Mapping[str, str]], dict[str, str]]] = {1: _to_2}
