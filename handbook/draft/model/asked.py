"""A text put to a model passage by passage, and what of its answers holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from handbook.draft.drafts import Drafts, TaskDraft
from handbook.draft.model.answer import NotRead, tasks_in
from handbook.draft.model.ask import Model, Unanswered, ask
from handbook.draft.model.gates import NO_SHAPE, Gates
from handbook.draft.model.merge import merge, new
from handbook.draft.model.passages import LONGEST, Passage, passages
from handbook.draft.rules.make import draft
from handbook.model import Handbook
from handbook.words.findings import Fault
from handbook.words.follow import INTERNAL
from handbook.words.secrecy import mark_of

IN_VAIN = 3
"""Passages in a row without an answer after which no more are asked about."""
NOT_JSON = "模型的答复不是要求的 JSON"
GIVEN_UP = "前面的没有答复，没有再问"
NO_END = f"一句超过{LONGEST}字，没有问"


@dataclass(frozen=True)
class Asked:
    """What came of it. ``agreed`` of the ``tasks`` rest on words on which the rules' drafts do;
    ``refused`` counts by the gate, ``unanswered`` passages by why, out of ``passages``."""

    tasks: tuple[TaskDraft, ...]
    agreed: int
    refused: Mapping[str, int]
    unanswered: Mapping[str, int]
    passages: int

    def beside(self, made: Drafts) -> Drafts:
        """What the rules made, and beside it what only the model did."""
        return merge(made, self.tasks)


def asked(hb: Handbook, model: Model, tell: Callable[[int, int], None] | None = None) -> Asked:
    """What a model drafts of the sentences that nobody has dealt with, as far as it holds.

    ``tell`` hears before each passage how many have been asked about, and of how many. Raises
    ``Fault`` where the text bears a mark that says it stays inside: no connection is opened then.
    """
    refuse_marked(hb)
    parts = [*passages(hb)]
    gates = Gates(hb, model.rule)
    unanswered: Counter[str] = Counter()
    tasks: list[TaskDraft] = []
    vain = 0
    for number, passage in enumerate(parts):
        if tell:
            tell(number, len(parts))
        try:
            tasks += _drafts(model, passage, gates)
            vain = 0
        except Unanswered as silence:
            unanswered[silence.reason] += 1
            vain += not passage.too_long
            if silence.final or vain == IN_VAIN:
                left = len(parts) - number - 1
                unanswered.update({GIVEN_UP: left} if left else {})
                break
    ours = draft(hb.speech.text, hb.sections, hb.speech.sentences).tasks
    agreed = len(tasks) - len(new(ours, tasks))
    return Asked(tuple(tasks), agreed, gates.refused, unanswered, len(parts))


def refuse_marked(hb: Handbook) -> None:
    """Raise ``Fault`` where a text, its title or its handbook is marked as secret or internal.

    That the edition for the office bears such a mark says nothing of the text.
    """
    edition = INTERNAL if hb.info.internal else ""
    titles = (hb.speech.title, hb.info.title.removesuffix(f"（{edition}）"))
    mark = mark_of(hb.speech.text, titles, hb.info.mark.removeprefix(edition).strip("，"))
    if mark:
        raise Fault(
            f"原文标着“{mark}”，不发给模型，没有连接。什么都没有写；不写 --model，就只照规则起草"
        )


def _drafts(model: Model, passage: Passage, gates: Gates) -> list[TaskDraft]:
    if passage.too_long:
        raise Unanswered(NO_END)
    said = ask(model, messages(passage))
    try:
        answers, misshapen = tasks_in(said)
    except NotRead:
        raise Unanswered(NOT_JSON) from None
    if misshapen:
        gates.refused[NO_SHAPE] += misshapen
    return [*gates.passed(passage, answers)]


def messages(passage: Passage) -> list[dict[str, str]]:
    """What a model is told and asked: all that is ever sent of a text."""
    prose = Environment(
        loader=PackageLoader("handbook.draft"), undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, autoescape=False,  # plain text
    )  # fmt: skip
    parts = {"system": "model.txt.j2", "user": "passage.txt.j2"}
    return [
        {"role": role, "content": prose.get_template(name).render(passage=passage)}
        for role, name in parts.items()
    ]
