"""Problems, results, mechanisms: what the text says besides tasks, and the tasks that answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from handbook.model import Answered, Handbook, Section
from handbook.pages.page import Context


def problems(hb: Handbook) -> Context | None:
    """``groups`` of problems by how they are admitted, those named as problems first."""
    groups: dict[str, list[Answered]] = {"named": [], "passing": []}
    for problem in hb.problems.values():
        groups[problem.admitted or "passing"].append(problem)
    found = {admitted: group for admitted, group in groups.items() if group}
    return {"groups": found} if found else None


def problem_pages(hb: Handbook) -> Iterator[tuple[Answered, Context]]:
    """Each problem."""
    for problem in hb.problems.values():
        yield problem, {"problem": problem}


def results(hb: Handbook) -> Context | None:
    """``groups`` of results by second-level section; ``figures`` that were reached, with theirs."""
    groups: defaultdict[Section, list[Answered]] = defaultdict(list)
    for result in hb.results.values():
        groups[hb.branch(result.section)].append(result)
    figures = [(result, figure) for result in hb.results.values() for figure in result.figures]
    return {"groups": dict(groups), "figures": figures} if groups else None


def mechanisms(hb: Handbook) -> Context | None:
    """Mechanisms, ways of thinking and lists; the template takes them from the handbook."""
    return {} if hb.mechanisms or hb.mindsets or hb.lists else None
