"""The handbook as frozen things, their relations both ways, and where each of them lives.

In: what ``read`` made of ``data/``. Out: whatever ``pages`` and ``files`` may know.
"""

from handbook.model.addresses import Address
from handbook.model.handbook import Handbook
from handbook.model.info import DeadlineRule, Info
from handbook.model.kinds import KINDS, Kind
from handbook.model.readings import Agreement, Difference, Draw, ReadTask, Settled, compare
from handbook.model.speech import Mention, Quote, Section, Sentence, Speech, within
from handbook.model.tasks import (
    Assignment,
    Deadline,
    Effect,
    Extent,
    Hint,
    Measure,
    Retired,
    Target,
    Task,
    Unit,
    UnitKind,
)
from handbook.model.things import (
    Answered,
    AnsweredKind,
    Asked,
    CalledList,
    Channel,
    Coverage,
    EditorNote,
    Entity,
    Reached,
    SentenceUse,
    Source,
)

__all__ = [
    "KINDS", "Address", "Agreement", "Answered", "AnsweredKind", "Asked", "Assignment",
    "CalledList", "Channel", "Coverage", "Deadline", "DeadlineRule", "Difference", "Draw",
    "EditorNote", "Effect", "Entity", "Extent", "Handbook", "Hint", "Info", "Kind", "Measure",
    "Mention", "Quote", "Reached", "ReadTask", "Retired", "Section", "Sentence", "SentenceUse",
    "Settled", "Source", "Speech", "Target", "Task", "Unit", "UnitKind", "compare", "within",
]  # fmt: skip
