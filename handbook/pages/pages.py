"""All pages, made one by one; what they say is kept for the search, and nothing else of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping

from handbook.model import Asked
from handbook.pages.page import Page
from handbook.pages.records import PATH as SEARCHED
from handbook.pages.records import search_records
from handbook.pages.spelling import PATH as SPELLED
from handbook.pages.spelling import Speller, unit_readings
from handbook.pages.wording import Reader, Section
from handbook.parallel import parallel


class Pages(Mapping[str, str]):
    """Pages by path below ``docs/``; ``text`` makes one when it is asked for, none is kept."""

    def __init__(
        self,
        pages: Iterable[Page],
        text: Callable[[Page], str],
        speller: Speller | None = None,
        asked: Iterable[Asked] = (),
    ) -> None:
        self._pages = {page.path: page for page in pages}
        self._text = text
        self._speller = speller
        self._asked = asked
        self._said: dict[str, list[Section]] = {}

    def __getitem__(self, path: str) -> str:
        return self._text(self._pages[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)

    def made(self) -> Iterator[tuple[str, str]]:
        """Each path with its text, in no order."""
        pages = [*self._pages.values()]
        self._speller = self._speller or Speller()
        self._speller.ask([page.title for page in pages if page.spelled])
        reader = Reader()
        same: dict[str, str] = {}

        def job(number: int) -> tuple[str, list[Section]]:
            text = self._text(pages[number])
            return text, reader.sections(text)

        for number, (text, sections) in parallel(job, len(pages)):
            path = pages[number].path
            self._said[path] = [section.shared(same) for section in sections]
            yield path, text

    def records(self) -> Iterator[tuple[str, bytes]]:
        """What all pages say, as the search worker reads it, and how units' names are read."""
        if not self._speller:
            deque(self.made(), maxlen=0)
        assert self._speller
        answers = iter(self._speller.answer())
        self._speller = None
        spelled = {path: next(answers) for path, page in self._pages.items() if page.spelled}
        yield (
            SEARCHED,
            search_records(
                [
                    (page, self._said[path], spelled.get(path, ()))
                    for path, page in self._pages.items()
                ],
                self._asked,
            ),
        )
        yield SPELLED, unit_readings(spelled)
