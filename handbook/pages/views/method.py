"""How the handbook was made, and by what rules the text was divided."""

from __future__ import annotations

from handbook.model import Handbook
from handbook.pages.page import Context
from handbook.pages.views.readings import verdicts

EXAMPLES = 5


def method(hb: Handbook) -> Context:
    """``proposed``: some unit's part is an editor's proposal; ``agreement`` of two readers."""
    proposed = any(a.proposed for task in hb.tasks.values() for a in task.assignments)
    return {"proposed": proposed, "agreement": hb.agreement, "verdicts": verdicts(hb)}


def split(hb: Handbook) -> Context:
    """``examples``: the sentences that set most jobs, in the order of the text."""
    divided = [s for s in hb.speech.sentences if len(hb.uses[s.id].tasks) > 1]
    divided.sort(key=lambda sentence: -len(hb.uses[sentence.id].tasks))
    return {"examples": sorted(divided[:EXAMPLES], key=lambda sentence: sentence.id)}
