"""What a page is: where it lies, what it is called, what it is made from.

The catalog says so of each index page, ``things`` of the pages of things; here is what both say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from handbook.model import Handbook

Context = Mapping[str, Any]
"""What a template is given besides what all of them have (``templates/README.md``)."""
View = Callable[[Handbook], Context | None]
"""What an index page shows; ``None`` where it would show nothing, and then there is no page."""
Views = Callable[[Handbook], Iterator[tuple[Any, Context]]]
"""The things of a kind, each with what its page shows."""


@dataclass(frozen=True)
class Page:
    """A page to make: its path below ``docs/``, its template and what the template needs."""

    path: str
    template: str
    title: str
    context: Context = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    """What a search may find the page by besides its words."""
    labels: tuple[str, ...] = ()
    """What a search tells of the page beside its title: its kind, whose it is, its day."""
    spelled: bool = False
    """Whether a search may find it by how its title is read."""
    rank: int = 0
    """How far before other pages that answer a search as well."""
    found: bool = True
    """Whether a search finds the page at all."""

    @property
    def name(self) -> str:
        """The path without its ending: an index page is known as ``page:`` that."""
        return self.path.removesuffix(".md")
