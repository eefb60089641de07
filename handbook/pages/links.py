"""Name things by id; one place turns an id into a relative link."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from handbook.model import Address


class UnknownRef(LookupError):
    """A page named an id that nobody has."""


class Links:
    """Refs like ``task:2.1.3-04`` or ``page:dates`` and the pages they lead to."""

    def __init__(self, addresses: Mapping[str, Address]) -> None:
        self._addresses = addresses

    def address(self, ref: str) -> Address:
        """Where ``ref`` lives. Raises ``UnknownRef``."""
        try:
            return self._addresses[ref]
        except KeyError:
            raise UnknownRef(ref) from None

    def href(self, source: str, ref: str) -> str:
        """The link from page ``source`` to ``ref``, relative."""
        address = self.address(ref)
        fragment = f"#{address.anchor}" if address.anchor else ""
        if address.path == source and fragment:
            return fragment
        return _relative(source.rpartition("/")[0], address.path) + fragment


@lru_cache(maxsize=4096)
def _relative(folder: str, target: str) -> str:
    """``target`` as seen from the pages in ``folder``; both are paths below ``docs/``."""
    if target.rpartition("/")[0] == folder:
        return target.rpartition("/")[2]
    return "../" * (folder.count("/") + bool(folder)) + target
