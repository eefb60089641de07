"""What the bench of the drafter counts, and how words of a text are compared by their place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Score:
    """What was counted: drafted, by hand, in both; ``missing`` and ``extra`` are for the eye."""

    name: str
    drafted: int
    made: int
    right: int
    goal: str = ""
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    right_drafted: int | None = None

    @property
    def precision(self) -> float:
        """The share of drafts that are right."""
        right = self.right if self.right_drafted is None else self.right_drafted
        return right / self.drafted if self.drafted else 1.0

    @property
    def recall(self) -> float:
        """The share of what people made that was drafted."""
        return self.right / self.made if self.made else 1.0

    @property
    def f1(self) -> float:
        """Both in one figure, for the ablation."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Place = tuple[int, int, str]


def by_place(
    name: str, goal: str, mine: Iterable[Place], theirs: Iterable[Place], text: str
) -> Score:
    """Words of the text with what they are; the same where they overlap and are alike."""
    drafted, made = sorted(set(mine)), sorted(set(theirs))
    right = [b for b in made if any(meets(a, b) for a in drafted)]
    good = [a for a in drafted if any(meets(a, b) for b in made)]
    return Score(
        name, len(drafted), len(made), len(right), goal,
        tuple(shown(b, text) for b in made if b not in right),
        tuple(shown(a, text) for a in drafted if a not in good), len(good),
    )  # fmt: skip


def meets(a: Place, b: Place) -> bool:
    """Whether two overlap and are alike; 指标 7 is a 指标 without a value, too."""
    what = a[2] == b[2] or (" " not in b[2] and a[2].startswith(b[2] + " "))
    return what and a[0] < b[1] and b[0] < a[1]


def shown(place: Place, text: str) -> str:
    """A place with the words around it, for the eye."""
    start, end, what = place
    return f"{what}：{text[start:end]}　…{text[max(0, start - 14) : end + 10].strip()}…".replace(
        "\n", "↵"
    )
