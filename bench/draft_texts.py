"""How well the drafter reads other texts, against what people read in them.

``draft-brackets.yaml`` knows the units in the brackets of a text, ``draft-sentences*.yaml`` what
one person read blind in sentences drawn by lot, and ``draft-unopened.yaml`` what was read so in
texts that nobody had opened before the rules were frozen: their figures are shown apart, as they
were when the rules were frozen and as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from bench.scores import Place, Score, by_place, shown
from bench.timing import HERE
from handbook.draft.drafts import Drafts, TaskDraft
from handbook.draft.outline import outline
from handbook.draft.rules.make import draft
from handbook.draft.source.read import read_source
from handbook.model import Section
from handbook.read.records import SectionRecord
from handbook.read.speech import cut_sections, cut_sentences

NONE: frozenset[str] = frozenset()
DRAWS = {
    "抽读一": "",
    "抽读二": "-2",
    "抽读三": "-3",
    "抽读四": "-4",
    "抽读五": "-5",
    "抽读六": "-6",
    "抽读七": "-7",
    "抽读八": "-8",
}
"""The draws of sentences, and what their files are called by."""
UNOPENED = "draft-unopened.yaml"
GOALS = {"句子": "95/95", "任务": "90/90", "时限": "98/98", "数字": "95/95"}

Read = dict[str, list[str]]
"""What one person read in a sentence: ``tasks``, ``days`` and ``figures``, by their words."""


@dataclass(frozen=True)
class Other:
    """A text with its sections and what is drafted from it."""

    text: str
    sections: dict[str, Section]
    found: Drafts


def drafts_of(text: str, sections: dict[str, Section], off: frozenset[str] = NONE) -> Drafts:
    """What is drafted from a text."""
    return draft(text, sections, cut_sentences(text, sections), off)


def read_other(path: Path) -> Other:
    """A text as a handbook would begin with it, and the outline that is found in it."""
    source = read_source(path)
    records = [
        SectionRecord.model_validate({k: v for k, v in asdict(part).items() if v and k != "at"})
        for part in outline(source).parts
    ]
    sections = cut_sections(source.text, records)
    return Other(source.text, sections, drafts_of(source.text, sections))


# -- brackets -------------------------------------------------------------------------------------


def brackets(other: Other, answers: Mapping[str, Mapping[str, str]]) -> Score:
    """Units with their roles that stand in the brackets of a text; their words exactly."""
    mine = {
        (unit.start, unit.end, f"{unit.role}{'+' * unit.open}")
        for unit in other.found.units
        if unit.rule == "括号里的分工"
    }
    theirs = {place for words, read in answers.items() for place in _in_bracket(other, words, read)}
    return Score(
        "括号里的单位", len(mine), len(theirs), len(mine & theirs), "97/97",
        tuple(shown(place, other.text) for place in sorted(theirs - mine)),
        tuple(shown(place, other.text) for place in sorted(mine - theirs)),
    )  # fmt: skip


def _in_bracket(other: Other, words: str, read: Mapping[str, str]) -> Iterator[Place]:
    """Where the units of a bracket stand, wherever it does."""
    for match in re.finditer(rf"(?<=[（(。 ]){re.escape(words)}(?=[）)\n]|$)", other.text):
        at = match.start()
        for role, units in read.items():
            for unit in units.split():
                name = unit.rstrip("+")
                at = other.text.index(name, at)
                yield at, at + len(name), f"{role}{'+' * unit.endswith('+')}"
                at += len(name)


# -- sentences drawn by lot -----------------------------------------------------------------------


@dataclass(frozen=True)
class Pairing:
    """What was drafted and made by hand in one sentence, and what only one of them has."""

    drafted: int
    made: int
    right: int
    missing: tuple[str, ...]
    extra: tuple[str, ...]


def read_blind(
    text: str, found: Sequence[TaskDraft], known: Mapping[str, Read], name: str
) -> list[Score]:
    """Sentences drawn by lot that one person read blind: which set a task, and what they set.

    A task is right where its own words and a hand-made one's share half of the shorter, one to one.
    """
    counted: dict[str, list[Pairing]] = {what: [] for what in GOALS}
    for said, read in known.items():
        at = text.index(said)
        inside = [task for task in found if at <= task.start < at + len(said)]
        counted["任务"].append(_pair_tasks(text, at, inside, read.get("tasks", [])))
        sets, by_hand = [said] * bool(inside), [said] * ("tasks" in read)
        counted["句子"].append(_pair_words(sets, by_hand))
        days = {day.text for task in inside for day in task.days}
        counted["时限"].append(_pair_words(sorted(days), read.get("days", [])))
        figures = {f"{f.use} {text[f.at : f.end]}" for task in inside for f in task.figures}
        digits = sorted(words for words in figures if any(c.isdigit() for c in words))
        counted["数字"].append(_pair_words(digits, read.get("figures", [])))
    dated = any("days" in read or "figures" in read for read in known.values())
    return [
        _added(f"{name}{what}", GOALS[what], pairs)
        for what, pairs in counted.items()
        if dated or what in ("句子", "任务")
    ]


def _added(name: str, goal: str, pairs: Sequence[Pairing]) -> Score:
    return Score(
        name, sum(p.drafted for p in pairs), sum(p.made for p in pairs),
        sum(p.right for p in pairs), goal, tuple(w for p in pairs for w in p.missing),
        tuple(w for p in pairs for w in p.extra),
    )  # fmt: skip


def _pair_words(mine: Sequence[str], theirs: Sequence[str]) -> Pairing:
    missing = tuple(words for words in theirs if words not in mine)
    extra = tuple(words for words in mine if words not in theirs)
    return Pairing(len(mine), len(theirs), len(theirs) - len(missing), missing, extra)


def _pair_tasks(text: str, at: int, inside: Sequence[TaskDraft], theirs: Sequence[str]) -> Pairing:
    left = list(inside)
    missing: list[str] = []
    for words in theirs:
        start = text.index(words, at)
        met = [t for t in left if _share(t, start, start + len(words)) >= 0.5]
        left = [t for t in left if t not in met[:1]]
        missing += [] if met else [words]
    extra = tuple(f"{t.title} [{t.rule}]" for t in left)
    return Pairing(len(inside), len(theirs), len(theirs) - len(missing), tuple(missing), extra)


def _share(task: TaskDraft, start: int, end: int) -> float:
    inside = min(task.end, end) - max(task.start, start)
    return inside / max(1, min(task.end - task.start, end - start))


# -- unopened texts -------------------------------------------------------------------------------


def sections(other: Other, lines: Sequence[str]) -> Score:
    """Sections with their ids, by where they begin."""
    found = {(s.start, s.start + 12, s.id) for s in other.sections.values() if not s.lead_in}
    theirs: set[Place] = set()
    at = 0
    for line in lines:
        key, _, words = line.partition(" ")
        at = other.text.index(words.replace("↵", "\n"), at)
        theirs.add((at, at + 12, key))
        at += len(words)
    return Score(
        "章节", len(found), len(theirs), len(found & theirs), "99/99",
        tuple(shown(place, other.text) for place in sorted(theirs - found)),
        tuple(shown(place, other.text) for place in sorted(found - theirs)),
    )  # fmt: skip


def documents(other: Other, names: Sequence[str]) -> Score:
    """Documents that the text names, each as often as it does."""
    mine = [(d.start, d.end, "文件") for d in other.found.documents]
    theirs = [
        (match.start(), match.end(), "文件")
        for name in dict.fromkeys(names)
        for match in list(re.finditer(re.escape(name), other.text))[: names.count(name)]
    ]
    return by_place("文件", "98/98", mine, theirs, other.text)


@dataclass(frozen=True)
class Held:
    """A score of an unopened text, now and when the rules were frozen."""

    now: Score
    frozen: Score | None


def unopened(
    other: Other, known: Mapping[str, Any], answers: Mapping[str, Mapping[str, str]]
) -> list[Held]:
    """What the yardstick of an unopened text says."""
    then: Mapping[str, list[int]] = known.get("frozen", {})
    scores = [
        sections(other, known["outline"].splitlines()),
        *read_blind(other.text, other.found.tasks, known["sentences"], ""),
        brackets(other, answers),
        documents(other, known["documents"]),
    ]
    return [Held(score, _frozen(score, then.get(score.name))) for score in scores]


def _frozen(score: Score, counts: Sequence[int] | None) -> Score | None:
    if counts is None:
        return None
    drafted, made, right, right_drafted = counts
    return replace(
        score, drafted=drafted, made=made, right=right, right_drafted=right_drafted,
        missing=(), extra=(),
    )  # fmt: skip


# -- the folder of texts --------------------------------------------------------------------------


def opened_scores(folder: Path) -> Iterator[tuple[str, Score]]:
    """Each text with its scores; of those in ``UNOPENED`` what was drawn when they were open."""
    answers, closed = known("draft-brackets.yaml"), known(UNOPENED)
    draws = {name: known(f"draft-sentences{n}.yaml") for name, n in DRAWS.items()}
    for path in sorted(folder.glob("*.txt")):
        drawn = {name: draw[path.name] for name, draw in draws.items() if path.name in draw}
        if not drawn:
            continue
        other = read_other(path)
        if path.name in answers and path.name not in closed:
            yield path.name, brackets(other, answers[path.name])
        for name, draw in drawn.items():
            for score in read_blind(other.text, other.found.tasks, draw, f"{name}："):
                yield path.name, score


@dataclass(frozen=True)
class Drawn:
    """A score of a draw over all texts, and its precision and recall before it was used."""

    now: Score
    before: tuple[float, float] | None


def together(scores: Iterable[Score]) -> Iterator[Drawn]:
    """The scores of all texts of each draw in one."""
    draws: dict[tuple[str, str], list[Score]] = {}
    for score in scores:
        draw, _, what = score.name.partition("：")
        if draw in DRAWS:
            draws.setdefault((draw, what), []).append(score)
    for draw, n in DRAWS.items():
        before = known(f"draft-sentences{n}.yaml")["before"]
        for what in GOALS:
            found = draws.get((draw, what), [])
            if found:
                yield Drawn(_all(found), tuple(before[what]) if what in before else None)


def _all(found: Sequence[Score]) -> Score:
    return Score(
        found[0].name, sum(s.drafted for s in found), sum(s.made for s in found),
        sum(s.right for s in found), found[0].goal,
    )  # fmt: skip


def unopened_scores(folder: Path) -> Iterator[tuple[str, Held]]:
    """Each text that was not, with its scores."""
    answers = known("draft-brackets.yaml")
    for name, yardstick in known(UNOPENED).items():
        path = folder / name
        if path.exists():
            for held in unopened(read_other(path), yardstick, answers.get(name, {})):
                yield name, held


def known(name: str) -> dict[str, Any]:
    """A file of answers beside this one."""
    found: dict[str, Any] = yaml.safe_load((HERE / name).read_text("utf-8"))
    return found
