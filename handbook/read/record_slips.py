"""Say in plain Chinese why a record is refused, where, and what would be right."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from pydantic_core import ErrorDetails

from handbook.read.fields import ID_FORMS, Choices
from handbook.read.records import QuoteRecord, Record
from handbook.read.yaml_lines import Source, Step, Steps
from handbook.words.findings import Place, closest, did_you_mean, short
from handbook.words.follow import (
    ASKED_NAMES,
    ENDS_NAMES,
    ENTRY_NAMES,
    FAULT_NAMES,
    MEASURED_NAMES,
    OUTCOME_NAMES,
    RELEASED_NAMES,
    RENAME_NAMES,
    WISH_NAMES,
)
from handbook.words.vocabulary import (
    ADMITTED_NAMES,
    BASIS_NAMES,
    KIND_NAMES,
    ROLE_NAMES,
    SETTLES_NAMES,
    TIME_NAMES,
)

_NAMED: Sequence[Mapping[Any, str]] = (
    ROLE_NAMES, BASIS_NAMES, KIND_NAMES, TIME_NAMES, SETTLES_NAMES, ADMITTED_NAMES,
    ENTRY_NAMES, WISH_NAMES, OUTCOME_NAMES, FAULT_NAMES, ASKED_NAMES, MEASURED_NAMES, ENDS_NAMES,
    RENAME_NAMES, RELEASED_NAMES,
)  # fmt: skip
"""The closed lists whose words have Chinese names; those without are Chinese."""
_FITS_A_FORM = 20
"""Characters of a text up to which a message shows where it belongs."""
_PLAIN = re.compile("[\\w“”《》（），。、]*[一-龥][\\w“”《》（），。、]*")
"""Texts that need no quotation marks in YAML."""


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
    elif detail["type"] == "model_type" and inner and detail["input"] is not None:
        where = f"“{key}”" + ("的每一项" if isinstance(inner[-1], int) else "")
        form = _form(_model_at(kind, inner), detail["input"])
        if form:
            message = f"{where}应当写成 {form} 的样子，这里是{_named(typed)}，请改正"
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
            return _wrong_choice(detail["input"], key, typed, _choices(context))
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


def _choices(context: dict[str, Any]) -> Choices:
    """What may be chosen where something else was."""
    if "choices" in context:
        return dict(context["choices"])
    words = re.findall("'([^']*)'", context["expected"])
    return next((names for names in _NAMED if list(names) == words), dict.fromkeys(words, ""))


def _wrong_choice(given: Any, key: str, typed: str, choices: Choices) -> str:
    """Chinese words are typed where their keys are wanted, so each stands beside its key."""
    shown = {word: f"{word} {name}".rstrip() for word, name in choices.items()}
    listed = "、".join(shown.values())
    if given is None:
        return f"“{key}”是空的，可选的值是 {listed}，请写其中之一"
    message = f"“{typed}”不在可选的值里（{listed}），请改成"
    by_name = {name: word for word, name in choices.items() if name}
    if typed in by_name:
        return f"{message} {by_name[typed]}"
    # 点名 is part of two names: no guess; 专班 is part of one
    parts = [name for name in by_name if typed in name] or [closest(typed, by_name) or ""]
    meant = by_name.get(parts[0]) if len(parts) == 1 else None
    close = closest(typed, choices) or (shown[meant] if meant else "")
    return f"{message}其中之一" + (f"（是不是“{close}”？）" if close else "")


def _form(kind: type[Record], given: Any = None) -> str:
    """The keys that a record of ``kind`` must have, the first one with a text that was ``given``.

    Empty for a quote, which may be plain text, and where no key is a must.
    """
    if kind is QuoteRecord:
        return ""
    parts: list[str] = []
    for name, field in kind.model_fields.items():
        if field.is_required():
            inner = next(_records_in(field.annotation), None)
            parts.append(f"{name}: {_form(inner) if inner else '…' if parts else _shown(given)}")
    return f"{{{', '.join(parts)}}}" if parts else ""


def _shown(given: Any) -> str:
    """A short text as YAML wants it; an ellipsis for anything else."""
    if not isinstance(given, str) or not 0 < len(given) <= _FITS_A_FORM:
        return "…"
    return given if _PLAIN.fullmatch(given) else json.dumps(given, ensure_ascii=False)


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
