"""Write ``docs/``: only what changed, only what is ours, whole files, the manifest last."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handbook.publish.stage import STAGE, Stage, Step
from handbook.words.findings import Fault

MANIFEST = ".manifest.json"
"""Lists the generated files, each with the SHA-256 of what we wrote there, or are about to."""
SHOWN = 10
"""How many names a message lists."""
REASONS = {
    errno.ENOENT: "没有这个文件",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出了磁盘配额",
    errno.EROFS: "文件夹是只读的",
    errno.EACCES: "没有权限，或者文件正被别的程序打开",
    errno.EPERM: "没有权限",
    errno.EFBIG: "文件超过了允许的大小",
}

Manifest = dict[str, set[str]]


class PublishError(Fault):
    """The pages cannot be written; the message says why and what to do."""


@dataclass(frozen=True)
class Published:
    """How many files were written, left as they were, and removed."""

    written: int
    unchanged: int
    removed: int


Content = str | bytes
"""What a file is to hold."""
Pairs = Iterable[tuple[str, Content]]
Files = Mapping[str, str] | Mapping[str, bytes] | Mapping[str, Content] | Pairs
"""Path below the folder to content; as pairs, each can be made when it is its turn."""


def publish(docs: Path, files: Files, made_of: str = "") -> Published:
    """Make the generated part of ``docs`` hold exactly ``files``, of which none is kept.

    ``made_of`` is a digest of all that they are made of; ``up_to_date`` knows by it that nothing
    is to be done.

    What somebody else wrote is never overwritten or removed: a file that the manifest does
    not list, or one whose bytes are not those that the manifest says we wrote. Raises
    ``PublishError`` before anything takes its place where one is in the way. One caller at a
    time (see ``lock.alone``).
    """
    pairs = files.items() if isinstance(files, Mapping) else files
    try:
        with Stage(docs) as stage:
            return _publish(stage, docs, pairs, made_of)
    except OSError as error:
        raise PublishError(f"写不进 {docs}：{explain(error)}。请排除以后重新执行") from error


def _publish(stage: Stage, docs: Path, files: Pairs, made_of: str) -> Published:
    before = _read_manifest(docs)
    changed: dict[str, str] = {}
    strange: list[str] = []
    after: Manifest = {}
    for path, content in files:
        if not _inside(path):
            raise PublishError(f"{path} 不在 {docs} 里。什么都没有写")
        raw = content if isinstance(content, bytes) else content.encode()
        after[path] = {_digest(raw)}
        place = f"{docs}/{path}"  # of many files a Path takes as long as what is done with it
        found = _read(place)
        if found == raw:
            continue
        if not _ours(place, found, before.get(path, set())):
            strange.append(path)
        changed[path] = stage.write(raw)
    gone = sorted(before.keys() - after.keys())
    held = {path: _read(docs / path) for path in gone}
    strange += [path for path in gone if not _ours(docs / path, held[path], before[path])]
    _check_ours(docs, before, strange, [*changed, *gone])
    steps: list[Step] = []
    if changed:
        # a broken run leaves no page that nobody owns: first list all that we may write
        coming = {path: before.get(path, set()) | after[path] for path in changed}
        steps.append((MANIFEST, stage.write(_manifest(before | coming))))
    steps += [*sorted(changed.items()), *((path, None) for path in gone)]
    manifest = _manifest(after, made_of)
    if _read(docs / MANIFEST) != manifest:
        steps.append((MANIFEST, stage.write(manifest)))
    stage.replace(steps)
    removed = sum(raw is not None for raw in held.values())
    return Published(len(changed), len(after) - len(changed), removed)


def up_to_date(docs: Path, made_of: str) -> int:
    """How many files there are, if they are all that ``made_of`` gives, untouched; or else 0."""
    raw = _read(docs / MANIFEST)
    if not raw or not made_of or made_of.encode() not in raw or (docs / STAGE).exists():
        return 0
    files = _read_manifest(docs)
    whole = all({_digest(_read(f"{docs}/{path}") or b"")} == held for path, held in files.items())
    return len(files) if whole and raw == _manifest(files, made_of) else 0


def clean(docs: Path) -> int:
    """Remove every generated file and the manifest; return how many pages went."""
    if not docs.is_dir():
        return 0
    removed = publish(docs, {}).removed
    (docs / MANIFEST).unlink(missing_ok=True)
    return removed


def listed(docs: Path) -> set[str]:
    """The paths of all files below ``docs`` that we wrote, or were about to."""
    return {*_read_manifest(docs)}


def explain(error: OSError) -> str:
    """What the system complains of and where, in Chinese where we know it."""
    reason = REASONS.get(error.errno or 0, error.strerror or str(error))
    place = error.filename2 or error.filename
    return f"{reason}（{place}）" if place else reason


def _check_ours(docs: Path, before: Manifest, strange: Sequence[str], paths: Iterable[str]) -> None:
    """Raise ``PublishError`` where a file to write or remove holds what others wrote."""
    folders = sorted({folder for path in paths for folder in _folders(path)})
    blocked = [name for name in folders if _blocks(docs / name)]
    said = [
        (
            blocked,
            "里应当是文件夹的位置被链接或文件占着：{}。请把它移走",
        ),
        (
            [path for path in strange if path not in before],
            "里已有同名的手写文件：{}。请给手写文件改名或移走",
        ),
        (
            [path for path in strange if path in before],
            "里生成的文件被人改过：{}。要留的内容请写进 data/，或者另存到别处，再删去这个文件",
        ),
    ]
    lines = [f"{docs} {words.format(_names(paths))}" for paths, words in said if paths]
    if lines:
        raise PublishError("\n".join([*lines, "什么都没有写。改好以后请重新执行"]))


def _ours(path: str | Path, raw: bytes | None, digests: set[str]) -> bool:
    if raw is None:
        return not os.path.lexists(path)
    return not os.path.islink(path) and _digest(raw) in digests


def _blocks(folder: Path) -> bool:
    return folder.is_symlink() or (folder.exists() and not folder.is_dir())


def _folders(path: str) -> Iterable[str]:
    parts = path.split("/")
    return ("/".join(parts[:end]) for end in range(1, len(parts)))


def _names(paths: Sequence[str]) -> str:
    more = f" 等 {len(paths)} 个" if len(paths) > SHOWN else ""
    return "、".join(sorted(paths)[:SHOWN]) + more


def _read(path: str | Path) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _read_manifest(docs: Path) -> Manifest:
    raw = _read(docs / MANIFEST)
    if raw is None:
        return {}
    try:
        files = json.loads(raw)["files"]
        if isinstance(files, list):  # as version 0.1 wrote it: what is there is ours
            files = {path: _digest(_read(docs / path) or b"") for path in files if _inside(path)}
        return {path: set(digests.split()) for path, digests in files.items() if _inside(path)}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PublishError(
            f"{docs / MANIFEST} 损坏，分不清哪些文件是生成的，什么都没有写。请删去它再重新执行："
            "与数据一致的文件会重新登记，不一致的会逐个列出"
        ) from error


def _inside(path: object) -> bool:
    return (
        isinstance(path, str)
        and not {"", ".", ".."} & set(path.split("/"))
        and not any(sign in path for sign in "\\:\0")
    )


def _manifest(files: Manifest, made_of: str = "") -> bytes:
    listed = {path: " ".join(sorted(digests)) for path, digests in sorted(files.items())}
    whole = ({"made_of": made_of} if made_of else {}) | {"files": listed}
    return (json.dumps(whole, ensure_ascii=False, indent=0) + "\n").encode()
