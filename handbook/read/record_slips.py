"""Say in plain Chinese why a record is refused, where, and what would be right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, get_args

from pydantic_core import ErrorDetails

from handbook.read.fields import ID_FORMS
from handbook.read.records import Record
from handbook.read.yaml_lines import Source, Step, Steps
from handbook.words.findings import Place, did_you_mean, short


def explain(
    kind: type[Record], detail: ErrorDetails, source: Source, steps: Steps
) -> tuple[Steps, Place, str]:
    """Which value in ``source`` is at fault, its place, and what to do.

    ``steps`` lead to the record of ``kind`` that was refused.
    """
    loc = detail["loc"]
    inner = tuple(loc[: _depth(loc, source, steps)])
    at = (*steps, *inner)
    typed = source.typed.get(at) or _typed(detail["input"])
    key = next((step for step in reversed(inner) if isinstance(step, str)), "")
    if loc[len(inner) :] == ("[key]",):
        message = _wrong_value(detail, key, _typed(detail["input"]))
        return at, source.key_place(*at), message
    match detail["type"]:
        case "missing":
            missing = str(loc[-1])
            return at, source.place(*at), f"缺少“{missing}”，请补上"
        case "extra_forbidden":
            message = f"不认识“{short(key)}”这一项，请删去或改正"
            return at, source.key_place(*at), message + _which_key(key, kind, inner)
    message = _wrong_value(detail, key, typed)
    if isinstance(inner[-1] if inner else None, int) and detail["input"] is None:
        message = f"“{key}”里有一项是空的，请补上内容或删去这一项"
    return at, source.place(*at), message


def is_own_fault(detail: ErrorDetails) -> bool:
    """False for a list that counts as too short only because an item of it is refused."""
    given = detail["input"]
    counted = detail["type"] == "too_short" and isinstance(given, list)
    return not counted or len(given) < detail.get("ctx", {})["min_length"]


def _depth(loc: Sequence[Step], source: Source, steps: Steps) -> int:
    """How many steps of ``loc`` lead to a value in the file; the rest name alternatives."""
    return max(n for n in range(len(loc) + 1) if n == 0 or (*steps, *loc[:n]) in source.marks)


def _wrong_value(detail: ErrorDetails, key: str, typed: str) -> str:
    context: dict[str, Any] = detail.get("ctx", {})
    if detail["input"] is None and detail["type"].endswith("_type"):
        return f"“{key}”是空的，请补上内容或删去这一项" if key else "这一条是空的，请补上或删去"
    match detail["type"]:
        case "literal_error" | "no_choice":
            expected = re.findall("'([^']*)'", str(context.get("expected", "")))
            allowed = context.get("words", expected)
            listed = ", ".join(allowed)
            message = f"“{typed}”不在可选的值里（{listed}），请改成其中之一"
            return message + did_you_mean(typed, allowed)
        case "string_type":
            remedy = "；如果是数字或 true/false，请加上引号"
            plain = not isinstance(detail["input"], list | dict)
            return f"“{key}”应为文字，这里是{_named(typed)}{remedy if plain else '，请改正'}"
        case "string_too_long" | "too_long" | "string_too_short" | "too_short":
            return _wrong_length(detail["input"], key, typed, context)
        case "string_pattern_mismatch":
            return f"“{typed}”的写法不对，{ID_FORMS[context['pattern']]}{_as_slug(typed, context)}"
        case "int_type" | "float_type" | "int_from_float":
            return (
                f"“{key}”应为数字，这里是{_named(typed)}，请照 12 或 12.5 的样子写，不加引号和单位"
            )
        case "greater_than_equal":
            return f"“{typed}”太小，“{key}”不小于 {context['ge']}，请改正"
        case "less_than_equal":
            return f"“{typed}”太大，“{key}”不大于 {context['le']}，请改正"
        case "date_type":
            return f"“{typed}”不是日历上有的日期，请写成 2022-07-20 的样子"
        case "bool_type":
            return f"“{key}”应为 true 或 false，这里是{_named(typed)}，请改正，不加引号"
        case "tuple_type":
            return f"“{key}”应为列表，每项一行、以“- ”开头，这里是{_named(typed)}"
        case "model_type" if context.get("class_name") == "QuoteRecord":
            return f"引语应为文字，这里是{_named(typed)}；如果是数字，请加上引号"
        case "model_type" | "dict_type":
            return f"这一条应当由“键: 值”组成，这里是{_named(typed)}，请检查缩进和冒号后的空格"
        case "remedy":
            return detail["msg"]
        case _:
            return f"“{typed}”不合格式，请照 data/README.md 改正"


def _wrong_length(given: Any, key: str, typed: str, context: dict[str, Any]) -> str:
    """``context`` holds the bound that was crossed: ``max_length`` or ``min_length``."""
    length = len(given)
    if "max_length" in context:
        most = context["max_length"]
        if isinstance(given, list | dict):
            return f"“{key}”有 {length} 项，最多 {most} 项，请分成几条"
        return f"“{typed}”有 {length} 个字，最多 {most} 个，请写短"
    least = context.get("min_length", 1)
    if least > 1 and given:
        counted = "个字" if isinstance(given, str) else "项"
        return f"“{key}”至少要有 {least} {counted}，请补全"
    return f"“{key}”不能为空，请补上内容或删去这一项"


def _typed(value: Any) -> str:
    """A value as it was typed, or what it is where it is no single value."""
    if isinstance(value, list):
        return "列表"
    return "一组“键: 值”" if isinstance(value, dict) else short(value)


def _named(typed: str) -> str:
    return typed if typed in ("列表", "一组“键: 值”") else f"“{typed}”"


def _which_key(key: str, kind: type[Record], inner: Steps) -> str:
    """The key that was meant, or else all keys there are."""
    names = list(_model_at(kind, inner[:-1]).model_fields)
    if "：" in key:
        return "（键后面要用英文冒号加空格）"
    return did_you_mean(key, names) or f"（可写的有：{'、'.join(names)}）"


def _model_at(kind: type[Record], steps: Steps) -> type[Record]:
    """The kind of record that ``steps`` lead to from a record of ``kind``."""
    for step in steps:
        if isinstance(step, str):
            annotation = kind.model_fields[step].annotation
            kind = next(_records_in(annotation), kind)
    return kind


def _records_in(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in get_args(annotation):
        yield from _records_in(part)


def _as_slug(typed: str, context: dict[str, Any]) -> str:
    """An id in capitals or with underlines, as it should be."""
    meant = re.sub(r"[\s_]+", "-", typed.strip().lower())
    good = meant != typed and re.fullmatch(str(context["pattern"]), meant, re.ASCII)
    return f"（是不是“{meant}”？）" if good else ""
