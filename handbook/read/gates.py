"""The gates a task passes before it is printed: 文字错、数字错、情况错 are sent back.

Each rule is a small function; its docstring is the rule. It yields the steps to the value at
fault, the gate and the message. ``words`` are the task's quotes as typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from handbook.model import Effect, Target, Task, Unit
from handbook.read.records import DeadlineRecord, ExtentRecord, ReachedRecord, SumRecord, TaskRecord
from handbook.read.yaml_lines import Step
from handbook.words.findings import Gate, short

Complaint = tuple[tuple[Step, ...], Gate, str]
Rule = Callable[[TaskRecord, tuple[str, ...]], Iterator[Complaint]]

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_THRESHOLD = re.compile(r"\d[^，。、；]*?(?:以上|以下)的?[^，。、；）]+")
_NAMED = re.compile("“[^”]*”|《[^》]*》")
_RED = re.compile("决不能|坚决防止|坚决守住|兜牢|严防|避免出现|不发生")
_EFFORT = re.compile("努力争?")
"""力 belongs to 努力 and not to the next word: 努力争做 is no 力争, 努力求实 no 力求."""


def typed_deadlines(task: TaskRecord) -> Iterator[tuple[tuple[Step, ...], DeadlineRecord]]:
    """The times of a task as typed, each with the steps that lead to it."""
    if task.deadline:
        yield ("deadline",), task.deadline
    for i, more in enumerate(task.more_deadlines):
        yield ("more_deadlines", i), more


def numbers(text: str) -> list[str]:
    """The Arabic figures of a text, as written: ``8.28``, ``12345``."""
    return _NUMBER.findall(text)


def figures_are_quoted(task: TaskRecord, words: tuple[str, ...]) -> Iterator[Complaint]:
    """Every number in a title or figure stands in the task's quotes, or in that of the title."""
    said = {number for quote in words for number in numbers(quote)}
    if task.title_quote:
        said |= set(numbers(task.title_quote.exact))
    places: list[tuple[tuple[Step, ...], str]] = [(("title",), task.title)]
    places += [((*steps, "text"), figure.text) for steps, figure in _figures(task)]
    for steps, text in places:
        for number in numbers(text):
            if number not in said:
                yield (
                    steps,
                    "数字",
                    f"“{short(text)}”里的 {short(number)} 不在本任务的引语里，请核对原文",
                )


def targets_are_quoted(task: TaskRecord, words: tuple[str, ...]) -> Iterator[Complaint]:
    """The words, comparator and unit of a figure stand in the quotes; its value in its words."""
    return _figures_said(_figures(task), words, "本任务")


def _figures_said(
    figures: Iterable[tuple[tuple[Step, ...], ExtentRecord]], words: tuple[str, ...], whose: str
) -> Iterator[Complaint]:
    for steps, figure in figures:
        for key in ("text", "comparator", "unit", "growth", "rank"):
            part = getattr(figure, key, None)
            if part and not _said(part, words):
                yield (*steps, key), "数字", f"“{short(part)}”不在{whose}的引语里，请照原文摘录"
        given = {float(number) for number in numbers(figure.text)}
        for key, value in (("value", figure.value), ("upper", figure.upper)):
            if value is not None and float(value) not in given:
                yield (*steps, key), "数字", f"{value} 不在“{short(figure.text)}”里，请核对"
        if figure.upper is not None and (figure.value is None or figure.upper <= figure.value):
            message = "upper 是区间的上限，先写 value，upper 要比 value 大"
            yield (*steps, "upper"), "数字", message


def masks_stay_masked(task: TaskRecord, words: tuple[str, ...]) -> Iterator[Complaint]:
    """A figure printed as ``*`` is masked and has no value; no other figure is masked."""
    return _masked(_figures(task))


def _masked(figures: Iterable[tuple[tuple[Step, ...], ExtentRecord]]) -> Iterator[Complaint]:
    for steps, figure in figures:
        if figure.masked and figure.value is not None:
            yield (*steps, "value"), "数字", "原文隐去的数字不能填值，请删去 value"
        if figure.masked and "*" not in figure.text:
            message = f"“{short(figure.text)}”没有隐去的数字，请删去 masked: true"
            yield (*steps, "masked"), "数字", message
        if not figure.masked and "*" in figure.text:
            message = f"“{short(figure.text)}”的数字原文隐去了，请写 masked: true"
            yield (*steps, "text"), "数字", message


def times_are_quoted(task: TaskRecord, words: tuple[str, ...]) -> Iterator[Complaint]:
    """A deadline's words stand in the task's quotes, or in the quote given with it."""
    if task.more_deadlines and not task.deadline:
        yield ("more_deadlines",), "格式", "先写 deadline，第二个时限才写 more_deadlines"
    for steps, deadline in typed_deadlines(task):
        source = (deadline.quote.exact,) if deadline.quote else words
        if not _said(deadline.text, source):
            yield (
                (*steps, "text"),
                "文字",
                f"“{short(deadline.text)}”不在本任务的引语里，请照原文摘录",
            )


def phrases_are_quoted(task: TaskRecord, words: tuple[str, ...]) -> Iterator[Complaint]:
    """Measures, red lines, outcomes and the deliverable are words of the task's quotes."""
    for key, phrases in (("red_lines", task.red_lines), ("outcomes", task.outcomes)):
        for i, phrase in enumerate(phrases):
            if not _said(phrase.text, words):
                message = f"“{short(phrase.text)}”不在本任务的引语里，请照原文摘录"
                yield (key, i, "text"), "文字", message
    for i, measure in enumerate(task.measures):
        if not _said(measure.text, (measure.quote.exact,) if measure.quote else words):
            where = "引出它的 quote " if measure.quote else "本任务的引语"
            yield ("measures", i), "文字", f"“{short(measure.text)}”不在{where}里，请照原文摘录"
    if task.deliverable and not _said(task.deliverable, words):
        message = f"“{short(task.deliverable)}”不在本任务的引语里，请照原文摘录"
        yield ("deliverable",), "文字", message


def commitments_are_quoted(task: TaskRecord, words: tuple[str, ...]) -> Iterator[Complaint]:
    """The strength word stands in a quote (努力争做 is no 力争)."""
    word = task.commitment
    if word and not _said(word, tuple(_EFFORT.sub("，", quote) for quote in words)):
        yield ("commitment",), "文字", f"本任务的引语里没有“{word}”，请删去或补引原文"


def thresholds_are_no_targets(task: TaskRecord, words: tuple[str, ...]) -> Iterator[Complaint]:
    """A figure that belongs to a name (10亿元以上重大项目) is neither an end nor an extent."""
    for steps, figure in _figures(task):
        if found := _THRESHOLD.search(figure.text):
            message = f"“{short(found[0])}”的数在名称里，不是要达到的数，请删去这一项"
            yield (*steps, "text"), "数字", message


def times_are_in_no_name(task: TaskRecord, words: tuple[str, ...]) -> Iterator[Complaint]:
    """A time in a name (“奋战一百天，打赢三季度”) is not when the task is to be done."""
    unnamed = tuple(_NAMED.sub("，", quote) for quote in words)
    for steps, deadline in typed_deadlines(task):
        if not deadline.quote and _said(deadline.text, words) and not _said(deadline.text, unnamed):
            message = f"“{short(deadline.text)}”在名称里，不是办这件事的时间，请删去"
            yield (*steps, "text"), "情况", message


def title_is_quoted(task: TaskRecord, words: tuple[str, ...]) -> Iterator[Complaint]:
    """A title begins with a verb and ends with an object that its quotes have."""
    known = (*words, *((task.title_quote.exact,) if task.title_quote else ()))
    for place, part in (("开头", task.title[:2]), ("末尾", task.title[-2:])):
        if not _said(part, known):
            remedy = "请用原文的话，或者用 title_quote 引出前面的话"
            message = f"任务名{place}的“{short(part)}”不在引语里，{remedy}"
            yield ("title",), "文字", message


TASK_RULES: tuple[Rule, ...] = (
    figures_are_quoted,
    targets_are_quoted,
    masks_stay_masked,
    times_are_quoted,
    phrases_are_quoted,
    commitments_are_quoted,
    thresholds_are_no_targets,
    times_are_in_no_name,
    title_is_quoted,
)


def red_lines_are_kept(task: Task) -> Iterator[Complaint]:
    """Words in a task's quotes that say what must not happen are a red line of the task."""
    kept = "，".join(line.text for line in task.red_lines)
    for i, quote in enumerate(task.quotes):
        for word in dict.fromkeys(_RED.findall(quote.exact)):
            if word not in kept:
                remedy = "请写进 red_lines，或者在记着它的那一条的 also 里写上这条的编号"
                message = f"引语里有“{word}”，{remedy}"
                yield ("quotes", i), "情况", message


def results_are_typed_once(task: Task) -> Iterator[Complaint]:
    """What another task's ``also`` gives to this one is not typed here, too."""
    for key in ("targets", "red_lines", "outcomes"):
        results: tuple[Target | Effect, ...] = getattr(task, key)
        holders = {x.text: x.tasks[0] for x in results if x.tasks[0] != task.id}
        for i, result in enumerate(results):
            if result.tasks[0] == task.id and result.text in holders:
                holder = holders[result.text]
                message = f"“{short(result.text)}”记在 {holder} 上，also 列出了本任务，请删去一处"
                yield (key, i, "text"), "格式", message


LINKED_RULES: tuple[Callable[[Task], Iterator[Complaint]], ...] = (
    red_lines_are_kept,
    results_are_typed_once,
)


def units_are_named(
    task: TaskRecord, words: tuple[str, ...], units: Mapping[str, Unit]
) -> Iterator[Complaint]:
    """A stated unit is named by the words it is stated in; an inherited one by its passage."""
    seen: set[tuple[str, str]] = set()
    for i, assignment in enumerate(task.assignments):
        unit = units.get(assignment.unit)
        if unit is None:
            continue
        if (unit.id, assignment.role) in seen:
            yield ("assignments", i), "格式", f"{unit.name} 的同一责任写了两次，请删去一处"
        seen.add((unit.id, assignment.role))
        if unit.context_only:
            message = f"{unit.name} 标为只被提到（context_only），不能承担任务，请核对"
            yield ("assignments", i, "unit"), "情况", message
        if assignment.basis == "inherited" and assignment.quote is None:
            message = "依据为 inherited 的，要用 quote 引出点名的那段原文"
            yield ("assignments", i, "basis"), "情况", message
        elif assignment.basis != "proposed":
            source = (assignment.quote.exact,) if assignment.quote else words
            if not any(_said(name, source) for name in (unit.name, *unit.aliases)):
                message = f"引语里没有点名“{unit.name}”，请引出点名的原文，或删去这一责任"
                yield ("assignments", i, "unit"), "情况", message
            listed = any(_said(f"{name}等", source) for name in (unit.name, *unit.aliases))
            if listed and not any(other.open for other in task.assignments):
                message = f"“{unit.name}”后面有“等”，名单没有列完，请在这一项写 open: true"
                yield ("assignments", i), "情况", message
            if assignment.open and not _said("等", source):
                message = "引语里没有“等”，名单没有说还有别的单位，请删去 open: true"
                yield ("assignments", i, "open"), "情况", message


def reached_are_quoted(
    figures: Sequence[ReachedRecord], words: tuple[str, ...]
) -> Iterator[Complaint]:
    """The words, growth and rank of a figure that was reached stand in the quotes of its result."""
    return _figures_said(_placed(figures), words, "这项成绩")


def reached_stay_masked(
    figures: Sequence[ReachedRecord], words: tuple[str, ...]
) -> Iterator[Complaint]:
    """What is masked stays masked in results, too."""
    return _masked(_placed(figures))


REACHED_RULES = (reached_are_quoted, reached_stay_masked)


def _placed(
    figures: Sequence[ReachedRecord],
) -> Iterator[tuple[tuple[Step, ...], ExtentRecord]]:
    for i, figure in enumerate(figures):
        yield ("figures", i), figure


def sum_adds_up(record: SumRecord) -> Iterator[Complaint]:
    """Figures that the text adds up do add up, and all stand in the quote."""
    said = {float(number) for number in numbers(record.quote.exact)}
    for figure in (record.total, *record.parts):
        if float(figure) not in said:
            yield ("quote",), "数字", f"{figure} 不在引语里，请核对"
    # as typed: binary fractions would not add up exactly
    if sum(Decimal(str(part)) for part in record.parts) != Decimal(str(record.total)):
        shown = " + ".join(map(str, record.parts))
        yield ("total",), "数字", f"{shown} 不等于 {record.total}，请核对"


def _figures(task: TaskRecord) -> Iterator[tuple[tuple[Step, ...], ExtentRecord]]:
    """The ends and extents of a task, each with the steps that lead to it."""
    for key, figures in (("targets", task.targets), ("extents", task.extents)):
        for i, figure in enumerate(figures):
            yield (key, i), figure


def _said(part: str, words: tuple[str, ...]) -> bool:
    return any(part in quote for quote in words)
