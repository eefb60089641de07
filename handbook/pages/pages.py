"""All pages, made one by one; what they say is kept for the search, and nothing else of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping

from handbook.pages.page import Page
from handbook.pages.parallel import parallel
from handbook.pages.records import Spelled, search_records, spell
from handbook.pages.wording import Reader, Section

_Made = tuple[str, list[Section]]


class Pages(Mapping[str, str]):
    """Pages by path below ``docs/``, each made by ``text`` when it is asked for and kept nowhere.

    Asked for all of them (``items``), it makes them in no order.
    """

    def __init__(self, pages: Iterable[Page], text: Callable[[Page], str]) -> None:
        self._pages = {page.path: page for page in pages}
        self._text = text
        self._reader = Reader()
        self._said: dict[str, list[Section]] = {}
        self._spelled: Mapping[str, Spelled] = {}

    def __getitem__(self, path: str) -> str:
        return self._text(self._pages[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)

    def items(self) -> ItemsView[str, str]:
        """All paths with their texts."""
        return _Items(self)

    def made(self) -> Iterator[tuple[str, str]]:
        """Each path with its text, in no order."""
        pages = [*self._pages.values()]
        same: dict[str, str] = {}

        def job(number: int) -> _Made | Mapping[str, Spelled]:
            # the first takes a dictionary that is long to load: no page waits for it
            if not number:
                return spell(pages)
            text = self._text(pages[number - 1])
            return text, self._reader.sections(text)

        for number, result in parallel(job, len(pages) + 1):
            if isinstance(result, Mapping):
                self._spelled = result
                continue
            text, sections = result
            path = pages[number - 1].path
            self._said[path] = [section.shared(same) for section in sections]
            yield path, text

    def search_records(self) -> bytes:
        """What all pages say, as the search worker reads it."""
        if not self._spelled:
            deque(self.made(), maxlen=0)
        pages = self._pages.items()
        return search_records(((page, self._said[path]) for path, page in pages), self._spelled)


class _Items(ItemsView[str, str]):
    def __init__(self, pages: Pages) -> None:
        super().__init__(pages)
        self._made = pages.made

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return self._made()
