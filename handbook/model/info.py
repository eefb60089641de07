"""What the handbook is called, and what is known of its text as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from handbook.model.kinds import KINDS
from handbook.words.follow import OPEN_FIELDS
from handbook.words.vocabulary import (
    COMMITMENTS,
    GENRE,
    NOTICE,
    SPOKEN,
    TITLES,
    UNIT_NAMES,
    DeadlineKind,
    Settles,
)


def usual_titles() -> dict[str, str]:
    """Titles by key: those of ``vocabulary.TITLES``, and of each kind of thing by its plural."""
    return TITLES | {kind.plural: kind.title for kind in KINDS}


@dataclass(frozen=True)
class Info:
    """The handbook's names, the year its text calls this year, and where readers turn."""

    title: str
    short_title: str
    speech_title: str
    year: int | None
    year_quote: str | None
    delivered_on: date | None
    accounted_parts: tuple[str, ...]
    site_url: str | None
    feedback: str
    genre: str = GENRE
    """What the text is, as pages call it: 讲话, 报告, 方案, 纪要."""
    notice: str = NOTICE.format(genre=GENRE)
    """The sentence that says what the handbook is, on every page and paper."""
    commitments: tuple[str, ...] = COMMITMENTS
    """The words that say how firmly something is promised, the strongest first."""
    unit_kinds: Mapping[str, str] = field(default_factory=lambda: UNIT_NAMES)
    """What kinds of unit there are, key to name, in the order of the page of units."""
    titles: Mapping[str, str] = field(default_factory=usual_titles)
    """What pages and chapters are called that depend on the text, by the keys of that."""
    compiled_on: date | None = None
    """The day of the handbook itself, as its editor gives it."""
    feedback_url: str | None = None
    """Where on the web readers may tell of a mistake."""
    id: str | None = None
    """What entries of a ledger call it that serves several handbooks."""
    released: tuple[str, ...] = OPEN_FIELDS
    """What goes out of the entries of a ledger that are marked public."""
    ranked: bool = False
    """Whether units are ranked by figures that were checked."""
    internal: bool = False
    """Whether this is the edition for the office alone."""
    mark: str = ""
    """What every page and file bears, where they must not be taken for what they are not."""

    @property
    def day(self) -> date:
        """The day that a document bears: that of the text, else the first of its year, else that
        of the handbook, else one that nobody takes for a day of the text."""
        first = date(self.year, 1, 1) if self.year else self.compiled_on
        return self.delivered_on or first or date(2000, 1, 1)

    @property
    def delivery(self) -> str:
        """What was done with the text on its day: 作讲话, 作报告, but 印发方案, 印发纪要."""
        return ("作" if self.genre.endswith(SPOKEN) else "印发") + self.genre


@dataclass(frozen=True)
class DeadlineRule:
    """How words of time settle; ``{year}`` and ``{month}`` in a word stand for digits."""

    words: tuple[str, ...]
    settles: Settles
    kind: DeadlineKind
    note: str
