"""A handbook's folder: what lies where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from handbook.model import downloads
from handbook.words.findings import Fault

INTERNAL = "internal"
"""The folder for all that must not go out."""


@dataclass(frozen=True)
class Folder:
    """The places of one handbook; only ``data`` must be there."""

    root: Path
    data: Path
    docs: Path
    site: Path
    templates: Path
    """Page templates of the folder's own, in place of ours or built upon them."""
    ledger: Path | None = None
    """Where the ledger lies if not below ``data``."""
    internal: bool = False
    """Whether the edition for the office is made, in ``docs`` and ``site`` of its own."""
    as_of: date | None = None
    """The day that the ledger is judged by, if not its own."""
    since: Path | None = None
    """What was frozen with an issue that lies elsewhere, to be compared with."""

    @classmethod
    def at(cls, root: Path) -> Folder:
        """The folder ``root`` as ``new`` lays it out."""
        return cls(root, root / "data", root / "docs", root / "site", root / "templates")

    def for_office(self) -> Folder:
        """Where the edition for the office is made: in ``internal/``."""
        root = self.root / INTERNAL
        return replace(self, root=root, docs=root / "docs", site=root / "site", internal=True)

    @property
    def shown_data(self) -> str:
        """The data folder as messages name it: relative to where the user stands, if below."""
        return shown(self.data)

    def check(self) -> None:
        """Raise ``Fault`` where this is no handbook's folder."""
        if not self.root.is_dir():
            raise Fault(f"没有 {self.root} 这个文件夹，请核对，或者用 shouce new 新建一个")
        if not self.data.is_dir():
            raise Fault(
                f"{self.root.resolve()} 里没有 data 文件夹，不是手册文件夹。"
                "请进入手册文件夹再执行，或者用 shouce new 新建一个"
            )


def shown(path: Path) -> str:
    """A path as messages name it: relative to where the user stands, if below."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def own_pages(docs: Path, made: Iterable[str]) -> list[str]:
    """The pages below ``docs`` that somebody wrote by hand, by path; ``made`` are ours.

    A README beside an index is none: MkDocs takes it for the index itself.
    """
    found = own_files(docs, made, "*.md")
    return [path.as_posix() for path in found if path.name != "README.md"]


def own_files(docs: Path, made: Iterable[str], pattern: str = "*") -> list[Path]:
    """What lies below ``docs`` and is not ``made`` by us, relative to it, folders too."""
    ours = {*made}
    found = (path.relative_to(docs) for path in sorted(docs.rglob(pattern)))
    return [
        path
        for path in found
        if path.as_posix() not in ours
        and not any(part.startswith(".") for part in path.parts)
        and path.parts[0] != downloads.FOLDER
    ]
