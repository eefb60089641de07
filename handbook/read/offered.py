"""The words that ``handbook.yaml`` lets other records choose from.

They are known before its record is: a slip elsewhere in that file hides no wrong choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from handbook.read.fields import Choices, Commitments, UnitKinds
from handbook.read.yaml_lines import Source
from handbook.words.vocabulary import COMMITMENTS, UNIT_NAMES

_STRICT = ConfigDict(strict=True)
_COMMITMENTS: TypeAdapter[tuple[str, ...]] = TypeAdapter(Commitments, config=_STRICT)
_UNIT_KINDS: TypeAdapter[dict[str, str]] = TypeAdapter(UnitKinds, config=_STRICT)


@dataclass(frozen=True)
class Offered:
    """What a task's commitment and a unit's kind may be; None where that is not known."""

    commitments: Choices | None = None
    unit_kinds: Choices | None = None


def read_offered(source: Source) -> Offered:
    """The words that the file gives, or else those that every handbook has."""
    commitments = _given(source, "commitments", _COMMITMENTS, COMMITMENTS)
    unit_kinds = _given(source, "unit_kinds", _UNIT_KINDS, UNIT_NAMES)
    return Offered(None if commitments is None else dict.fromkeys(commitments, ""), unit_kinds)


def _given(source: Source, key: str, adapter: TypeAdapter[Any], default: Any) -> Any:
    if not isinstance(source.value, dict) or (key,) in source.faulty:
        return None
    if key not in source.value:
        return default
    try:
        return adapter.validate_python(source.value[key])
    except ValidationError:
        return None
