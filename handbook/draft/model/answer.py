"""The shape of an answer: of what the server sends, and of what the model was asked to write.

Only the shape: whether any of it is true is for the gates. What does not fit is refused whole, but
one task that does not fit spoils no other.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from handbook.words.vocabulary import Role

MOST_TASKS = 100
"""Of one passage."""
_MOST = 20
_THOUGHT, _FENCE = "</think>", "```"
"""What ends that which a model that reasons says to itself first; what may stand around JSON."""

Words = Annotated[str, Field(min_length=1, max_length=2000)]


class NotRead(ValueError):
    """An answer that is not in the format."""


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class _Message(_Shape):
    content: str | None = None


class _Choice(_Shape):
    message: _Message


class _Completion(_Shape):
    choices: Annotated[list[_Choice], Field(min_length=1)]


class _Tasks(_Shape):
    tasks: Annotated[list[Any], Field(max_length=MOST_TASKS)]


class UnitAnswer(_Shape):
    """A unit; ``quote`` are the words that name it where those of its task do not."""

    name: Annotated[str, Field(min_length=2, max_length=60)]
    role: Role = "responsible"
    quote: Words | None = None


class TaskAnswer(_Shape):
    """A task; ``context`` are longer words around ``quote`` where that stands twice."""

    quote: Words
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=60)]
    context: Words | None = None
    units: Annotated[list[UnitAnswer], Field(max_length=_MOST)] | None = None
    days: Annotated[list[Words], Field(max_length=_MOST)] | None = None
    figures: Annotated[list[Words], Field(max_length=_MOST)] | None = None


def content(raw: bytes) -> str:
    """What the model wrote, from what the server sent. Raises ``NotRead``."""
    try:
        return _Completion.model_validate_json(raw).choices[0].message.content or ""
    except ValidationError:
        raise NotRead from None


def tasks_in(said: str) -> tuple[list[TaskAnswer], int]:
    """The tasks of what a model wrote, and how many more do not have the shape of one.

    Raises ``NotRead`` where it wrote something else than it was asked for.
    """
    try:
        items = _Tasks.model_validate_json(_bare(said)).tasks
    except ValidationError:
        raise NotRead from None
    found = [task for item in items if (task := _task(item))]
    return found, len(items) - len(found)


def _bare(said: str) -> str:
    bare = said.rpartition(_THOUGHT)[2]
    if _FENCE in bare:
        bare = bare[bare.find(_FENCE) + len(_FENCE) : bare.rfind(_FENCE)].removeprefix("json")
    return bare.strip()


def _task(item: Any) -> TaskAnswer | None:
    try:
        return TaskAnswer.model_validate(item)
    except ValidationError:
        return None
