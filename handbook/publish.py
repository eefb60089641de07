"""Write ``docs/``: only what changed, only what is ours, the manifest last."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from handbook.findings import Fault

MANIFEST = ".manifest.json"


class PublishError(Fault):
    """The pages cannot be written; the message says why and what to do."""


@dataclass(frozen=True)
class Published:
    """How many files were written, left as they were, and removed."""

    written: int
    unchanged: int
    removed: int


def publish(docs: Path, files: Mapping[str, str | bytes]) -> Published:
    """Make the generated part of ``docs`` hold exactly ``files`` (path to content).

    A file that the manifest does not list is somebody's own: it is never overwritten or
    removed. Raises ``PublishError`` before anything is written where one is in the way.
    """
    contents = {
        path: raw if isinstance(raw, bytes) else raw.encode() for path, raw in files.items()
    }
    before = _read_manifest(docs)
    changed = {path: raw for path, raw in contents.items() if _read(docs / path) != raw}
    foreign = [path for path in changed if path not in before and (docs / path).exists()]
    if foreign:
        names = "、".join(sorted(foreign))
        raise PublishError(
            f"{docs} 里已有同名的手写文件：{names}。没有写任何页面，请给手写文件改名或移走"
        )
    gone = sorted(before - contents.keys())
    try:
        if before - contents.keys() or contents.keys() - before:
            # list old and new first: a broken run then leaves no page that nobody owns
            _write_manifest(docs, before | contents.keys())
        for path, raw in sorted(changed.items()):
            write(docs / path, raw)
        removed = sum(_remove(docs, path) for path in gone)
        _write_manifest(docs, set(contents))
    except OSError as error:
        raise PublishError(f"写不进 {docs}：{error.strerror}，请检查磁盘空间和写入权限") from error
    return Published(len(changed), len(contents) - len(changed), removed)


def clean(docs: Path) -> int:
    """Remove every generated file and the manifest; return how many pages went."""
    removed = publish(docs, {}).removed
    (docs / MANIFEST).unlink(missing_ok=True)
    return removed


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _read_manifest(docs: Path) -> set[str]:
    raw = _read(docs / MANIFEST)
    if raw is None:
        return set()
    try:
        files = json.loads(raw)["files"]
        return {path for path in files if _inside(path)}
    except (ValueError, KeyError, TypeError) as error:
        raise PublishError(
            f"{docs / MANIFEST} 损坏，分不清哪些页面是生成的，请执行 make clean 后重新生成"
        ) from error


def _inside(path: object) -> bool:
    return isinstance(path, str) and not path.startswith("/") and ".." not in path.split("/")


def _write_manifest(docs: Path, paths: set[str]) -> None:
    text = json.dumps({"files": sorted(paths)}, ensure_ascii=False, indent=0) + "\n"
    if _read(docs / MANIFEST) != text.encode():
        write(docs / MANIFEST, text.encode())


def write(path: Path, raw: bytes) -> None:
    """Whole old or whole new content, whatever happens in between."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_bytes(raw)
    temporary.replace(path)


def _remove(docs: Path, path: str) -> bool:
    """Remove a page that data no longer calls for, and its folder once that is empty."""
    target = docs / path
    if not target.is_file():
        return False
    target.unlink()
    parent = target.parent
    while parent != docs and not any(parent.iterdir()):
        parent.rmdir()
        parent = parent.parent
    return True
