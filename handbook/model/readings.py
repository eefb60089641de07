"""Two readings of the same text, compared: where two people read alike and where they differ.

In: what each of them wrote. Out: agreement by field, and the differences one by one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import or_

from handbook.model.speech import Quote
from handbook.words.vocabulary import Verdict

TASK = "任务"
FIELDS = (
    TASK, "责任单位", "责任", "依据", "完成时限", "要求程度", "量化指标", "规模", "底线",
    "预期效果", "保障措施", "成果形式",
)  # fmt: skip
"""What is compared, in the order of the page."""
_EXACT = {"责任单位", "责任", "依据", "要求程度"}
"""Fields of which a value is the same or not; of others words that hold one another are alike."""
_SAME_TASK = 1.0
"""Of 2, how much two tasks' titles and quotes have in common at least."""
_SAME_WORDS = 0.5
"""Of the longer words, how much the shorter must be."""


@dataclass(frozen=True)
class ReadTask:
    """A task as one reader has it: its words, and its values by field."""

    id: str
    title: str
    quotes: tuple[Quote, ...]
    values: Mapping[str, tuple[str, ...]]

    @cached_property
    def sentences(self) -> frozenset[int]:
        """The sentences that the quotes touch."""
        return frozenset(number for quote in self.quotes for number in quote.sentences)

    @cached_property
    def places(self) -> int:
        """Where the quoted characters stand: of each character of the text a bit."""
        quoted = ((1 << quote.end) - (1 << quote.start) for quote in self.quotes)
        return reduce(or_, quoted, 0)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The characters of the title, two by two."""
        return frozenset(self.title[i : i + 2] for i in range(len(self.title) - 1))


@dataclass(frozen=True)
class Difference:
    """A value that only one reader has, or that both have otherwise; tasks by their ids."""

    field: str
    first: str | None
    second: str | None
    mine: str | None
    theirs: str | None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What names the difference where it is settled."""
        return self.field, self.first or "", self.second or "", self.mine or self.theirs or ""


@dataclass(frozen=True)
class Settled:
    """How a difference was settled: who was right, by which rule, and why."""

    verdict: Verdict
    rule: str
    reason: str


@dataclass(frozen=True)
class Agreement:
    """How often two readers agree: ``both`` and ``either`` by field, and where they do not.

    ``settled`` by the key of the difference.
    """

    both: Mapping[str, int]
    either: Mapping[str, int]
    differences: tuple[Difference, ...]
    settled: Mapping[tuple[str, str, str, str], Settled] = field(default_factory=dict)

    def share(self, field: str) -> float:
        """Values that both have ÷ values that either has; 1 where nobody has any."""
        return self.both[field] / self.either[field] if self.either[field] else 1.0


@dataclass(frozen=True)
class Draw:
    """Sentences drawn by lot to test the rules of a ``commit``, and how two readers agree there.

    The differences are those of the last draw; of earlier ones none is kept.
    """

    commit: str
    sentences: tuple[int, ...]
    agreement: Agreement


def compare(first: Sequence[ReadTask], second: Sequence[ReadTask]) -> Agreement:
    """The agreement of two readings; a task that only one has disagrees in all that it fills."""
    both: Counter[str] = Counter(dict.fromkeys(FIELDS, 0))
    either: Counter[str] = Counter(dict.fromkeys(FIELDS, 0))
    differences: list[Difference] = []
    for mine, theirs in matched(first, second):
        keys = (mine.id if mine else None, theirs.id if theirs else None)
        either[TASK] += 1
        both[TASK] += bool(mine and theirs)
        if not (mine and theirs):
            titles = (mine.title if mine else None, theirs.title if theirs else None)
            differences.append(Difference(TASK, *keys, *titles))
        for name in FIELDS[1:]:
            pairs = list(
                _paired(
                    mine.values.get(name, ()) if mine else (),
                    theirs.values.get(name, ()) if theirs else (),
                    exact=name in _EXACT,
                )
            )
            either[name] += len(pairs)
            both[name] += sum(None not in pair for pair in pairs)
            differences += [Difference(name, *keys, *pair) for pair in pairs if None in pair]
    return Agreement(both, either, tuple(differences))


def matched(
    first: Sequence[ReadTask], second: Sequence[ReadTask]
) -> Iterator[tuple[ReadTask | None, ReadTask | None]]:
    """Tasks that say the same, the likest first; then, in the order of the text, all others."""
    alike = [
        (likeness, i, j)
        for (i, mine), (j, theirs) in _neighbours(first, second)
        if (likeness := _likeness(mine, theirs)) >= _SAME_TASK
    ]
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(alike, key=lambda found: (-found[0], found[1], found[2])):
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    pairs: list[tuple[ReadTask | None, ReadTask | None]] = [
        (mine, second[partner[i]] if i in partner else None) for i, mine in enumerate(first)
    ]
    pairs += [(None, theirs) for j, theirs in enumerate(second) if j not in taken]
    yield from sorted(pairs, key=lambda pair: (pair[0] or pair[1]).quotes[0].start)  # type: ignore[union-attr]


def _neighbours(
    first: Sequence[ReadTask], second: Sequence[ReadTask]
) -> Iterator[tuple[tuple[int, ReadTask], tuple[int, ReadTask]]]:
    """The tasks of both, numbered, that quote the same sentence."""
    there: defaultdict[int, list[int]] = defaultdict(list)
    for j, theirs in enumerate(second):
        for number in theirs.sentences:
            there[number].append(j)
    for i, mine in enumerate(first):
        for j in sorted({j for number in mine.sentences for j in there[number]}):
            yield (i, mine), (j, second[j])


def _likeness(mine: ReadTask, theirs: ReadTask) -> float:
    """What two tasks' quotes have in common, as a share of the shorter ones (one reader quotes
    more of a sentence than another), and their titles (Dice's index): from 0 to 2."""
    shorter = min(mine.places.bit_count(), theirs.places.bit_count())
    pairs = len(mine.pairs) + len(theirs.pairs)
    titles = 2 * len(mine.pairs & theirs.pairs) / pairs if pairs else 0.0
    return (mine.places & theirs.places).bit_count() / shorter + titles


def _paired(
    mine: Sequence[str], theirs: Sequence[str], *, exact: bool
) -> Iterator[tuple[str | None, str | None]]:
    """The values of both side by side, those that only one has beside None."""
    left = list(theirs)
    for value in mine:
        found = next((x for x in left if (value == x if exact else _alike(value, x))), None)
        if found is not None:
            left.remove(found)
        yield value, found
    yield from ((None, value) for value in left)


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short in long and len(short) >= _SAME_WORDS * len(long)
