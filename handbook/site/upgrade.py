"""What a folder must change to fit this version of the generator, shown first and then written."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from handbook.publish.stage import replace_files
from handbook.read.upgrade import upgraded
from handbook.site.folder import Folder
from handbook.starter.new import GENERATOR, GUIDES, REQUIREMENTS, starter_files, wheels


@dataclass(frozen=True)
class Change:
    """A file below the folder and what it is to hold; ``None`` where it is not there, or goes."""

    path: str
    old: bytes | None
    new: bytes | None

    @property
    def diff(self) -> str:
        """The change as lines, or in a word where a file has none."""
        if self.path.endswith(".whl"):
            return f"{'删去' if self.new is None else '新增'} {self.path}\n"
        old, new = (_lines(raw) for raw in (self.old, self.new))
        return "".join(difflib.unified_diff(old, new, self.path, self.path, lineterm="\n"))


def changes(folder: Folder) -> list[Change]:
    """All changes, none written: the data's format, the guides, and the generator's own pins."""
    texts = upgraded(_texts(folder), folder.shown_data)
    wanted: dict[str, bytes | None] = {
        f"{folder.data.name}/{name}": text.encode() for name, text in texts.items()
    }
    ours = starter_files()
    wanted |= {path: ours[path] for path in GUIDES if _is_guide(folder.root / path, ours[path])}
    place = folder.root / GENERATOR
    if wheels(ours) and place.is_dir():
        wanted[REQUIREMENTS] = ours[REQUIREMENTS]
        wanted |= {f"{GENERATOR}/{p.name}": None for p in place.glob("renwu_shouce-*.whl")}
        wanted |= wheels(ours)
    found = [Change(path, _read(folder.root / path), raw) for path, raw in sorted(wanted.items())]
    return [change for change in found if change.old != change.new]


def write(folder: Folder, found: Sequence[Change]) -> None:
    """Write the changes, each file whole."""
    replace_files(folder.root, [(change.path, change.new) for change in found])


def _is_guide(path: Path, ours: bytes) -> bool:
    """True for any version of a guide: one that begins otherwise is somebody's own."""
    heading = ours.splitlines()[0]
    return path.is_file() and path.read_bytes().startswith(heading)


def _texts(folder: Folder) -> dict[str, str]:
    """The data's files that are text, by their path below ``data/``."""
    paths = [path for path in sorted(folder.data.rglob("*.yaml")) if path.is_file()]
    found = {path.relative_to(folder.data).as_posix(): path.read_bytes() for path in paths}
    return {name: text for name, raw in found.items() if (text := _text(raw)) is not None}


def _text(raw: bytes) -> str | None:
    """Text to look into; what is no UTF-8 is for ``check`` to say."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _lines(raw: bytes | None) -> list[str]:
    return (raw or b"").decode("utf-8", "replace").splitlines(keepends=True)
