"""Several people, the same drafts: where they agree, and where somebody must settle it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handbook.model.drafts import Decided, Drafted
from handbook.review.verdicts import Gone, Verdict
from handbook.words.findings import short
from handbook.words.review import DECISION_NAMES


@dataclass(frozen=True)
class Difference:
    """A draft on which people differ: who says what, by the name of the file."""

    draft: Drafted
    said: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        told = "；".join(f"{who}：{words}" for who, words in self.said)
        where = f"第{self.draft.sentence}句" if self.draft.sentence else self.draft.id
        return f"{where}“{short(self.draft.title)}”：{told}"


@dataclass(frozen=True)
class Agreed:
    """What is decided anew, what had been before, and what is not settled."""

    verdicts: tuple[Verdict, ...]
    known: int
    differences: tuple[Difference, ...]


def agree(gone: Iterable[Gone], decided: Mapping[str, Decided]) -> Agreed:
    """Put what several files say together; one that settles goes before the others.

    What was decided and written before stands: who says otherwise differs from it.
    """
    by_draft: defaultdict[str, list[Verdict]] = defaultdict(list)
    settled: dict[str, Verdict] = {}
    for one in gone:
        for verdict in one.verdicts:
            if one.settles:
                settled[verdict.draft.id] = verdict
            else:
                by_draft[verdict.draft.id].append(verdict)
    taken: list[Verdict] = []
    differences: list[Difference] = []
    known = 0
    for key in {**by_draft, **settled}:
        verdicts = [settled[key]] if key in settled else by_draft[key]
        said = [(verdict.source, verdict.words) for verdict in verdicts]
        old = decided.get(key)
        if old:
            verdicts = [v for v in verdicts if not _same(v, old)]
            said = [("已经写进 data/ 的", told(old)), *((v.source, v.words) for v in verdicts)]
        if old and not verdicts:
            known += 1
        elif old or any(verdict != verdicts[0] for verdict in verdicts):
            differences.append(Difference(verdicts[0].draft, tuple(said)))
        else:
            taken.append(verdicts[0])
    taken.sort(key=lambda verdict: (verdict.draft.start, verdict.draft.end))
    return Agreed(tuple(taken), known, tuple(differences))


def told(old: Decided) -> str:
    """What was decided before, and what came of it."""
    made = f"（{'、'.join(old.made)}）" if old.made else ""
    changed = "".join(f"，{value}" for value in old.said.values() if value)
    return f"{DECISION_NAMES[old.decision]}{made}{short(changed) if changed else ''}"


def _same(verdict: Verdict, old: Decided) -> bool:
    return verdict.decision == old.decision and dict(verdict.said) == dict(old.said)
