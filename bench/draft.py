"""How well the drafter reads: its drafts against the data that people made of the same text.

    .venv/bin/python -m bench.draft [--details tasks] [--texts DIR] [--ablation]

Counted on the parts that the handbook accounts for (``accounted_parts``). Precision is the share
of drafts that stand in the hand-made data, recall the share of these that was drafted:

- sentences: those that a task by hand quotes, and those that a drafted task lies in;
- tasks: paired one to one as two readers' tasks are (``model/readings.py``), by the words that
  they quote and their titles; ``strict`` asks that a draft's own clause lies in quotes of its pair;
- units: each naming of a unit with its role, once for each sentence, by its place; ``per task``
  asks that each paired task has the same units with the same roles, inherited ones too;
- days, figures, red lines: by their place in the text, figures with value and use (end, extent);
- documents: each naming of a document that stands in 《》, by its place.

``--found-outline`` reads the text as ``new --from`` does, and takes the outline found in it.
``--texts`` holds other texts that people have read (``bench/draft_texts.py``). ``--ablation``
leaves out one rule after another and tells what that costs. ``--peer`` counts a simple drafter
instead (``bench/draft_peer.py``).
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from bench.draft_peer import NAMES, draft_by_parts_of_speech
from bench.draft_texts import NONE, opened_scores, read_other, together, unopened_scores
from bench.scores import Place, Score, by_place, meets, shown
from bench.timing import ROOT
from handbook.draft.drafts import Drafts, TaskDraft
from handbook.draft.rules.make import draft
from handbook.model import Handbook, Quote, ReadTask, Task
from handbook.model.readings import matched
from handbook.read.load import load
from handbook.read.speech import QuoteFinder


@dataclass(frozen=True)
class Compared:
    """A handbook made by hand and what is drafted from its text."""

    hb: Handbook
    drafts: Drafts

    @cached_property
    def counted(self) -> frozenset[int]:
        """The ids of the sentences that count."""
        parts = self.hb.info.accounted_parts
        return frozenset(s.id for s in self.hb.speech.sentences if s.section.split(".")[0] in parts)

    @cached_property
    def made(self) -> list[Task]:
        """Tasks by hand."""
        return list(self.hb.tasks.values())

    @cached_property
    def drafted(self) -> list[TaskDraft]:
        """Drafted tasks that count."""
        return [task for task in self.drafts.tasks if task.sentence in self.counted]

    @cached_property
    def pairs(self) -> list[tuple[TaskDraft | None, Task | None]]:
        """Tasks paired as those of two readers are."""
        finder = QuoteFinder(self.hb.speech.text, self.hb.speech.sentences)
        mine = [_as_read(str(i), task, finder, self.hb) for i, task in enumerate(self.drafted)]
        theirs = [ReadTask(task.id, task.title, task.quotes, {}) for task in self.made]
        return [
            (self.drafted[int(a.id)] if a else None, self.hb.tasks[b.id] if b else None)
            for a, b in matched(mine, theirs)
        ]


def _as_read(key: str, task: TaskDraft, finder: QuoteFinder, hb: Handbook) -> ReadTask:
    text = hb.speech.text
    quotes = tuple(
        Quote(text[a:b], a, b, finder.sentences_at(a, b))
        for a, b in ((task.start, task.end), *task.quotes)
    )
    return ReadTask(key, task.title, quotes, {})


# -- scores ---------------------------------------------------------------------------------------


def sentences(c: Compared) -> Score:
    """Sentences that set something to do."""
    made = {n for task in c.made for n in task.sentences} & c.counted
    starts = [s.start for s in c.hb.speech.sentences]
    mine = {bisect_right(starts, at) for task in c.drafted for at, _ in task.quotes} & c.counted
    said = c.hb.sentence
    return Score(
        "句子", len(mine), len(made), len(mine & made), "95/95",
        tuple(f"s{n} {said(n).text.strip()[:60]}" for n in sorted(made - mine)),
        tuple(f"s{n} {said(n).text.strip()[:60]}" for n in sorted(mine - made)),
    )  # fmt: skip


def tasks(c: Compared) -> Score:
    """Tasks by their words."""
    both = [pair for pair in c.pairs if all(pair)]
    return Score(
        "任务", len(c.drafted), len(c.made), len(both), "90/90",
        tuple(f"{b.id} {b.title}" for a, b in c.pairs if b and not a),
        tuple(f"s{a.sentence} {a.title} [{a.rule}]" for a, b in c.pairs if a and not b),
    )  # fmt: skip


def tasks_strict(c: Compared) -> Score:
    """As above, and the draft's own clause lies in quotes of its pair."""
    both = [(a, b) for a, b in c.pairs if a and b and _lies_in(a, b)]
    return Score("任务（本句相合）", len(c.drafted), len(c.made), len(both), "")


def _lies_in(mine: TaskDraft, theirs: Task) -> bool:
    inside = sum(
        max(0, min(mine.end, quote.end) - max(mine.start, quote.start)) for quote in theirs.quotes
    )
    return inside * 2 >= mine.end - mine.start


def units(c: Compared) -> Score:
    """Units with their roles, where the text names them."""
    text = c.hb.speech.text
    mine = [(unit.start, unit.end, unit.role) for task in c.drafted for unit in task.units]
    theirs = [place for task in c.made for place in _named(task, text)]
    return by_place("单位和角色", "97/97", mine, theirs, text)


def _named(task: Task, text: str) -> Iterable[Place]:
    for part in task.assignments:
        quotes = (part.quote,) if part.quote else task.quotes
        for quote in quotes:
            for name in sorted((part.unit.name, *part.unit.aliases), key=len, reverse=True):
                at = text.find(name, quote.start, quote.end)
                if at >= 0:
                    yield at, at + len(name), part.role
                    break
            else:
                continue
            break


def units_per_task(c: Compared) -> Score:
    """Of each paired task, its units with their roles, inherited ones too."""
    drafted = made = right = 0
    missing: list[str] = []
    extra: list[str] = []
    text = c.hb.speech.text
    for a, b in c.pairs:
        mine = {(u.start, u.end, u.role) for u in a.units} if a else set()
        theirs = set(_named(b, text)) if b else set()
        drafted, made = drafted + len(mine), made + len(theirs)
        right += sum(any(meets(x, y) for x in mine) for y in theirs)
        title = b.title if b else a.title if a else ""
        missing += [
            f"{title}：{shown(y, text)}" for y in theirs if not any(meets(x, y) for x in mine)
        ]
        extra += [
            f"{title}：{shown(x, text)}" for x in mine if not any(meets(x, y) for y in theirs)
        ]
    return Score("单位和角色（逐条任务）", drafted, made, right, "", tuple(missing), tuple(extra))


def days(c: Compared) -> Score:
    """Words of time by which something is to be done."""
    text = c.hb.speech.text
    mine = [(day.start, day.end, "时限") for task in c.drafted for day in task.days]
    theirs = [
        (*place, "时限")
        for task in c.made
        for day in task.deadlines
        for place in _find(task, day.text, text, mine)
    ]
    return by_place("时限", "98/98", mine, theirs, text)


def _find(
    task: Task, words: str, text: str, near: Sequence[Place] = ()
) -> Iterable[tuple[int, int]]:
    """Where a task's words stand: the hand-made data do not say which of several places."""
    places: list[tuple[int, int]] = []
    for quote in task.quotes:
        at = text.find(words, quote.start, quote.end)
        while at >= 0:
            places.append((at, at + len(words)))
            at = text.find(words, at + 1, quote.end)
    met = (p for p in places if any(p[0] < m[1] and m[0] < p[1] for m in near))
    yield from [found for found in (next(met, places[0] if places else None),) if found]


def figures(c: Compared) -> Score:
    """Figures with a number (or masked), as ends and extents."""
    text = c.hb.speech.text
    mine = [
        (f.at, f.end, f"{'指标' if f.use == 'end' else '规模'} {_value(f.value, f.masked)}")
        for task in c.drafted
        for f in task.figures
    ]
    theirs = []
    for task in c.made:
        for found, use in ((task.targets, "指标"), (task.extents, "规模")):
            for f in found:
                if f.value is not None or f.masked or _han(f.text):
                    what = f"{use} {_value(f.value, f.masked)}".strip()
                    theirs += [(*place, what) for place in _find(task, f.text, text)]
    return by_place("数字", "95/95", mine, theirs, text)


def _han(text: str) -> bool:
    return any(f"{n}{u}" in text for n in "两三四五六七八九十" for u in ("大", "张", "个", "项"))


def _value(value: float | int | None, masked: bool) -> str:
    if masked:
        return "*"
    return "" if value is None else f"{float(value):g}"


def red_lines(c: Compared) -> Score:
    """What must not happen."""
    text = c.hb.speech.text
    mine = [(r.start, r.end, "底线") for task in c.drafted for r in task.red_lines]
    theirs = [
        (*p, "底线") for task in c.made for r in task.red_lines for p in _find(task, r.text, text)
    ]
    return by_place("底线", "", mine, theirs, text)


def measures(c: Compared) -> Score:
    """How: means, by their words."""
    text = c.hb.speech.text
    mine = [(m.start, m.end, "措施") for task in c.drafted for m in task.measures]
    theirs = [
        (*p, "措施") for task in c.made for m in task.measures for p in _find(task, m.text, text)
    ]
    return by_place("保障措施", "", mine, theirs, text)


def documents(c: Compared) -> Score:
    """Documents in 《》, in the whole text."""
    text = c.hb.speech.text
    theirs = []
    for thing in c.hb.entities["document"].values():
        for name in (thing.name, *thing.aliases):
            at = text.find(name) if "《" in name else -1
            while at >= 0:
                theirs.append((at, at + len(name), "文件"))
                at = text.find(name, at + 1)
    mine = [(d.start, d.end, "文件") for d in c.drafts.documents]
    return by_place("文件", "98/98", mine, theirs, text)


def problems(c: Compared) -> Score:
    """Problems that the text admits, in the whole text."""
    mine = [(p.start, p.end, "问题") for p in c.drafts.problems]
    theirs = [(q.start, q.end, "问题") for p in c.hb.problems.values() for q in p.quotes]
    return by_place("问题", "", mine, theirs, c.hb.speech.text)


def results(c: Compared) -> Score:
    """Results that have a figure: those by hand that hold one, and each drafted figure."""
    text = c.hb.speech.text
    mine = [(r.at, r.end, "成绩") for r in c.drafts.results]
    theirs = [
        (q.start, q.end, "成绩")
        for r in c.hb.results.values()
        for q in r.quotes
        if any(char.isdigit() or char == "*" for char in q.exact)
    ]
    return by_place("带数的成绩", "", mine, theirs, text)


def terms(c: Compared) -> Score:
    """Terms in quotes, in the whole text; a quoted word that people list nowhere is extra."""
    text = c.hb.speech.text
    names = {
        name
        for kind in c.hb.entities.values()
        for thing in kind.values()
        for name in (thing.name, *thing.aliases)
        if "“" in name
    }
    theirs = []
    for name in names:
        at = text.find(name)
        while at >= 0:
            theirs.append((at, at + len(name), "名词"))
            at = text.find(name, at + 1)
    mine = [(t.start, t.end, "名词") for t in c.drafts.terms]
    return by_place("引号里的名词", "", mine, theirs, text)


SCORES = {
    "sentences": sentences, "tasks": tasks, "strict": tasks_strict, "units": units,
    "per-task": units_per_task, "days": days, "figures": figures, "red-lines": red_lines,
    "measures": measures, "documents": documents, "problems": problems, "results": results,
    "terms": terms,
}  # fmt: skip


WHOLE = ("documents", "problems", "results", "terms")
"""What is found without the rules that the ablation leaves out."""


def kinds(c: Compared) -> tuple[int, int]:
    """Of paired tasks, how many are of the same kind and have the same commitment."""
    both = [(a, b) for a, b in c.pairs if a and b]
    same = sum(a.kind == b.kind for a, b in both)
    bound = sum(a.commitment == b.commitment for a, b in both)
    return same, bound


def compared(hb: Handbook, off: frozenset[str] = NONE) -> Compared:
    """A handbook beside what is drafted from its text."""
    return Compared(hb, draft(hb.speech.text, hb.sections, hb.speech.sentences, off))


def compared_from_file(hb: Handbook, path: Path) -> Compared:
    """The same, with the outline that is found in the file instead of the one made by hand."""
    other = read_other(path)
    if other.text.rstrip() != hb.speech.text.rstrip():
        sys.exit(f"{path} 读出来的与 speech.txt 不一样，不能比")
    starts = [sentence.start for sentence in hb.speech.sentences]
    tasks = tuple(replace(t, sentence=bisect_right(starts, t.start)) for t in other.found.tasks)
    return Compared(hb, replace(other.found, tasks=tasks))


# -- the command ----------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table; with ``--details`` what is missing and extra of one score."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--details", choices=[*SCORES, "others"])
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--data", type=Path, default=ROOT / "data")
    parser.add_argument("--found-outline", action="store_true")
    parser.add_argument("--peer", nargs="?", const=NAMES[0], choices=NAMES)
    parser.add_argument("--ablation", action="store_true")
    given = parser.parse_args(arguments)
    hb = load(given.data)
    begun = time.perf_counter()
    if given.peer:
        c = Compared(hb, draft_by_parts_of_speech(hb.speech.sentences, given.peer))
    elif given.found_outline:
        c = compared_from_file(hb, given.data / "speech.txt")
    else:
        c = compared(hb)
    took = time.perf_counter() - begun
    scores = {name: score(c) for name, score in SCORES.items()}
    for score in scores.values():
        if score.drafted or not given.peer:
            print(_row(score))
    same, bound = kinds(c)
    paired = scores["tasks"].right
    print(f"配上的任务里，类别相同 {same}/{paired}，要求程度相同 {bound}/{paired}")
    if given.texts:
        _print_others(given.texts, given.details == "others")
    if given.details in scores:
        _print_details(scores[given.details])
    if given.ablation:
        _print_ablation(hb, scores)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(hb.speech.text)} 字，{took:.2f} 秒；进程最多用内存 {memory:.0f} MB", file=sys.stderr
    )


def _row(score: Score) -> str:
    return (
        f"{score.name:　<12} 准 {score.precision:6.1%}  全 {score.recall:6.1%}  "
        f"起草 {score.drafted:4}  人工 {score.made:4}  目标 {score.goal or '—'}"
    )


def _print_details(score: Score) -> None:
    for words in score.missing:
        print("  漏", words)
    for words in score.extra:
        print("  多", words)


def _print_others(folder: Path, details: bool) -> None:
    opened = list(opened_scores(folder))
    for name, score in opened:
        print(_row(score), name)
        if details:
            _print_details(score)
    print("各次抽读，各篇合计；照它改规则以前的和现在的：")
    for drawn in together(score for _, score in opened):
        before = "准 {:6.1f}% 全 {:6.1f}%".format(*drawn.before) if drawn.before else "没有数过"
        print(_row(drawn.now), f"改规则以前 {before}")
    print("规则定稿以前没有打开过的文本，定稿时的和现在的：")
    for name, held in unopened_scores(folder):
        if held.frozen:
            print(_row(held.frozen), name, "定稿时")
        print(_row(held.now), name, "现在")
        if details:
            _print_details(held.now)


def _print_ablation(hb: Handbook, full: dict[str, Score]) -> None:
    """What each rule is worth: by how much the scores that it touches fall without it."""
    from handbook.draft.rules import days as day_rules
    from handbook.draft.rules import figures as figure_rules
    from handbook.draft.rules import kinds as kind_rules
    from handbook.draft.rules import roles
    from handbook.draft.rules import sentences as sentence_rules
    from handbook.draft.rules import tasks as task_rules

    names = [
        *sentence_rules.RULES, *kind_rules.RULES, *task_rules.PARTING, "同一对象", "结果另有对象",
        *roles.CLAUSE_RULES, "承上文", *day_rules.NOT_A_DEADLINE, *figure_rules.USES,
    ]  # fmt: skip
    for name in dict.fromkeys(names):
        c = compared(hb, frozenset({name}))
        fell = {
            key: full[key].f1 - score(c).f1 for key, score in SCORES.items() if key not in WHOLE
        }
        told = "  ".join(f"{full[k].name} {-v:+.1%}" for k, v in fell.items() if abs(v) >= 0.0005)
        print(f"  不用“{name}”：{told or '没有变化'}")


if __name__ == "__main__":
    main()
