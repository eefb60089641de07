"""What the gates would say of each draft, were it taken as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from handbook.draft.additions import Additions, Numbers
from handbook.draft.adopt import adopt, wanted
from handbook.draft.ids import Ids
from handbook.draft.roster import Roster, Unfit
from handbook.draft.trial import tried
from handbook.model import Handbook
from handbook.model.drafts import Drafted

TRIAL = "tasks/drafted-for-trial.yaml"


def doubts(hb: Handbook, data: Path, drafts: Iterable[Drafted]) -> dict[str, str]:
    """By the id of a draft of a task what stands in its way; nothing where it is sound."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    same = {u.name: u.same for draft in hb.drafts for u in draft.units if u.same}
    names = Ids(unit.name for draft in hb.drafts for unit in draft.units)
    roster = Roster(hb.units.values(), same, offered=hb.info.unit_kinds, ids=names)
    numbers, additions = Numbers(hb), Additions(data)
    for draft in drafts:
        try:
            values, _ = adopt(hb, wanted(draft), roster)
            additions.add(TRIAL, {"id": numbers.next(draft.section), **values}, draft.id)
        except Unfit as unfit:
            found[draft.id].append(str(unfit))
    for record in roster.new.values():
        additions.add("units.yaml", record, record["name"])
    if additions.records:
        outcome = tried(data, additions.files())
        for source, _, message in additions.sources(outcome.findings):
            found[str(source)].append(message)
    return {key: "；".join(dict.fromkeys(messages)) for key, messages in found.items()}
