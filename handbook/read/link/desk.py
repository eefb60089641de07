"""What every step of the linking needs at hand: the speech, cut and searchable, and the parser.

In: the records' quotes. Out: quotes found in the speech; those that are not there are reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from handbook.model import Quote, Section, Sentence
from handbook.read.gates import Complaint
from handbook.read.parse import Located, Parser
from handbook.read.records import QuoteRecord, Record
from handbook.read.speech import QuoteError, QuoteFinder, cut_sentences
from handbook.read.yaml_lines import Step
from handbook.words.findings import Gate, Place, short

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Desk:
    """The speech as it was cut; ``cut`` is False where the outline does not fit it.

    Then one section stands in for all, so that the rest is checked in the same run.
    """

    parser: Parser
    text: str
    cut: bool
    sections: dict[str, Section]
    sentences: tuple[Sentence, ...]
    finder: QuoteFinder

    def report(self, place: Place, gate: Gate, message: str) -> None:
        """Keep a finding."""
        self.parser.report(place, gate, message)

    def complain(self, item: Located[R], complaints: Iterable[Complaint]) -> None:
        """Keep what the gates say of a record."""
        for steps, gate, message in complaints:
            self.report(item.place(*steps), gate, message)

    def quote(self, item: Located[R], record: QuoteRecord, *steps: Step) -> Quote | None:
        """The one place of a quote that stands at ``steps`` of ``item``."""
        try:
            return self.finder.find(record)
        except QuoteError as error:
            self.report(item.place(*steps), "文字", str(error))
            return None

    def quotes(
        self, item: Located[R], records: Sequence[QuoteRecord], key: str = "quotes"
    ) -> tuple[Quote, ...]:
        """The quotes in the list ``key`` of ``item``, each once."""
        quotes: list[Quote] = []
        for i, record in enumerate(records):
            quote = self.quote(item, record, key, i)
            if quote in quotes:
                message = f"“{short(record.exact)}”在这一条里引了两次，请删去一处"
                self.report(item.place(key, i), "文字", message)
            elif quote:
                quotes.append(quote)
        return tuple(quotes)

    def section_of(self, quotes: Sequence[Quote]) -> str:
        """The section in which the first quote begins."""
        return self.sentences[quotes[0].sentences[0] - 1].section

    def name_of(self, section: str) -> str:
        """A section's id; that of a lead-in, which nobody typed, with what it is."""
        found = self.sections[section]
        said = f"（{found.parent} 的导语，即第一小节以前的话）"
        return section + (said if found.lead_in else "")


def set_up(parser: Parser, text: str, sections: dict[str, Section] | None) -> Desk:
    """The desk for a speech; ``sections`` is None where the outline does not fit."""
    known = sections or {"0": Section("0", "", "", None, 0, len(text))}
    sentences = cut_sentences(text, known)
    finder = QuoteFinder(text, sentences)
    return Desk(parser, text, sections is not None, known, sentences, finder)


def not_named(name: str) -> str:
    """What to do about a name that the speech does not use."""
    return f"原文没有“{short(name)}”，请照原文的叫法写"
