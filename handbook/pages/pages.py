"""All pages, made one by one; what they say is kept for the search, and nothing else of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from handbook.pages.page import Page
from handbook.pages.parallel import parallel
from handbook.pages.records import Spelled, search_records, spell
from handbook.pages.wording import Reader, Section

Also = Callable[[], Mapping[str, str]]
"""Makes other files, path to text."""


class Pages(Mapping[str, str]):
    """Pages by path below ``docs/``; ``text`` makes one when it is asked for, none is kept."""

    def __init__(self, pages: Iterable[Page], text: Callable[[Page], str]) -> None:
        self._pages = {page.path: page for page in pages}
        self._text = text
        self._said: dict[str, list[Section]] = {}
        self._spelled: Mapping[str, Spelled] = {}

    def __getitem__(self, path: str) -> str:
        return self._text(self._pages[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)

    def made(self, also: Also = dict) -> Iterator[tuple[str, str]]:
        """Each path with its text, in no order, and what ``also`` makes meanwhile."""
        pages = [*self._pages.values()]
        reader = Reader()
        same: dict[str, str] = {}

        def job(number: int) -> tuple[Any, Any]:
            # what takes long to load stands first: no page waits for it
            if number < 2:
                return (spell(pages), None) if number else (also(), None)
            text = self._text(pages[number - 2])
            return text, reader.sections(text)

        for number, (made, sections) in parallel(job, len(pages) + 2):
            if number == 0:
                yield from made.items()
            elif number == 1:
                self._spelled = made
            else:
                path = pages[number - 2].path
                self._said[path] = [section.shared(same) for section in sections]
                yield path, made

    def search_records(self) -> bytes:
        """What all pages say, as the search worker reads it."""
        if not self._said:
            deque(self.made(), maxlen=0)
        pages = self._pages.items()
        return search_records(((page, self._said[path]) for path, page in pages), self._spelled)
