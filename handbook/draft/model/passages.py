"""A text in passages that a model is asked about one by one: whole sentences, a few at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handbook.draft.drafts import TaskDraft
from handbook.model import Handbook, Sentence

MOST = 800
"""Characters of a passage, if its sentences allow it."""
LONGEST = 4000
"""Characters of a sentence that is asked about at all."""
_MARKS = " \n\u3000，、；：。"


@dataclass(frozen=True)
class Passage:
    """Sentences that follow each other, and the headings under which the first of them stands."""

    headings: tuple[str, ...]
    sentences: tuple[Sentence, ...]

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.sentences[0].start

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(sentence.text for sentence in self.sentences)

    @property
    def too_long(self) -> bool:
        """Whether it is one sentence that never ends."""
        return len(self.text) > LONGEST

    def sentence_at(self, position: int) -> Sentence:
        """The sentence in which a position of the text lies."""
        return next(s for s in self.sentences if s.start <= position < s.end)


def passages(hb: Handbook) -> Iterator[Passage]:
    """Those in which some sentence has not been dealt with."""
    gathered: list[Sentence] = []
    size = 0
    for sentence in hb.speech.sentences:
        if gathered and _full(gathered[-1], sentence, size):
            yield from _passage(hb, gathered)
            gathered, size = [], 0
        gathered.append(sentence)
        size += len(sentence.text)
    yield from _passage(hb, gathered)


def dealt_with(hb: Handbook, sentence: int) -> bool:
    """Whether a person has said all of a sentence: by hand, or that it sets no task."""
    use = hb.uses[sentence]
    ours = {key for one in hb.decided for key in one.made}
    by_hand = (key not in ours for key in (*use.tasks, *use.problems, *use.mechanisms))
    return bool(use.context) or any(by_hand)


def decided(hb: Handbook, task: TaskDraft) -> bool:
    """Whether a person has decided on the words of a draft, or made them part of a task."""
    use = hb.uses[task.sentence]
    quotes = (quote for key in use.tasks for quote in hb.tasks[key].quotes)
    taken = any(quote.start < task.end and task.start < quote.end for quote in quotes)
    return taken or any(one.words == task.text.strip(_MARKS) for one in hb.decided)


def _full(last: Sentence, following: Sentence, size: int) -> bool:
    """Whether a passage ends here: better half full between sections than full in one of them."""
    breaks = last.section != following.section or last.text.endswith("\n")
    return size + len(following.text) > MOST or (breaks and size > MOST / 2)


def _passage(hb: Handbook, sentences: list[Sentence]) -> Iterator[Passage]:
    if any(s.text.strip() and not dealt_with(hb, s.id) for s in sentences):
        path = hb.path_to(sentences[0].section)
        headings = tuple(section.heading for section in path if not section.lead_in)
        yield Passage(headings, tuple(sentences))
