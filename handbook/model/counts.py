"""How many there are of what pages and files count: each by one rule, said here."""

from __future__ import annotations

from dataclasses import dataclass

from handbook.model.downloads import carriers
from handbook.model.handbook import Handbook


@dataclass(frozen=True)
class Counts:
    """Tasks (条), times and figures (项), units (个), sentences (句)."""

    tasks: int
    requirements: int
    units: int
    """Those to which the text gives a task; ``proposed``: those to which only the editor does."""
    proposed: int
    unnamed: int
    """Tasks without a unit that the text names."""
    dated: int
    """Tasks of which some time settles a day; ``unsaid``: those without any time."""
    unsaid: int
    aimed: int
    """Tasks with an end."""
    targets: int
    """Ends, each once; ``counted``: those with a figure; ``masked``: those whose figure is."""
    counted: int
    masked: int
    firm: int
    """Tasks that are promised most firmly."""

    @property
    def all(self) -> int:
        """Tasks of either kind."""
        return self.tasks + self.requirements

    @property
    def named(self) -> int:
        """Tasks that the text gives to some unit."""
        return self.all - self.unnamed


def count(hb: Handbook) -> Counts:
    """All counts of a handbook."""
    tasks = hb.tasks.values()
    only_proposed = [hb.only_proposed(unit) for unit in carriers(hb)]
    return Counts(
        tasks=sum(task.kind == "task" for task in tasks),
        requirements=sum(task.kind == "requirement" for task in tasks),
        units=only_proposed.count(False),
        proposed=only_proposed.count(True),
        unnamed=sum(not task.named for task in tasks),
        dated=sum(any(d.date for d in task.deadlines) for task in tasks),
        unsaid=sum(not task.deadlines for task in tasks),
        aimed=sum(bool(task.targets) for task in tasks),
        targets=len(hb.targets),
        counted=sum(target.value is not None for target in hb.targets),
        masked=sum(target.masked for target in hb.targets),
        firm=sum(task.commitment in hb.info.commitments[:1] for task in tasks),
    )
