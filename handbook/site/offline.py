"""The built site as one zip that works from a folder, and the sums of all downloads."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from handbook.files.pack import pack
from handbook.model import Handbook, downloads
from handbook.words.findings import Fault

LEFT_OUT = {"404.html", "sitemap.xml", "sitemap.xml.gz"}
"""Pages that only a server uses."""
ITSELF = "（就是这一份）"


class OfflineError(Fault):
    """The offline copy cannot be made; the message says why and what to do."""


def pack_offline(hb: Handbook, site: Path) -> dict[str, bytes]:
    """The offline copy of ``site``, the sums, and last the page that gives its size.

    Paths are below ``site``; nothing is written. Written in this order, the page tells whether
    all is done: once it gives the copy's size there is nothing to do, and nothing is returned.
    Raises ``OfflineError`` where ``site`` is not a whole built site.
    """
    page = f"{downloads.FOLDER}/index.html"
    text = _text(site / page)
    copy = f"{downloads.FOLDER}/{downloads.OFFLINE}"
    sums = f"{downloads.FOLDER}/{downloads.SUMS}"
    if downloads.SIZE not in text and _sums_hold(site / sums, site / copy):
        return {}
    _check_fillable(text, site / page)
    files = {path: (site / path).read_bytes() for path in _files(site) if path not in LEFT_OUT} | {
        page: _filled(text, ITSELF)
    }
    files[sums] = _sums(files)
    raw = pack({f"任务手册/{path}": content for path, content in files.items()}, hb)
    return {
        copy: raw,
        sums: _sums(files | {copy: raw}),
        page: _filled(text, downloads.size_words(len(raw))),
    }


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise OfflineError(f"没有 {path}，请先执行 shouce build") from None


def _sums_hold(sums: Path, copy: Path) -> bool:
    if not (sums.exists() and copy.exists()):
        return False
    return hashlib.sha256(copy.read_bytes()).hexdigest() in sums.read_text("utf-8")


def _check_fillable(page: str, path: Path) -> None:
    if page.count(downloads.SIZE) != 1:
        raise OfflineError(f"{path} 不完整，或者离线版在打包以后变过，请重新执行 shouce build")


def _filled(text: str, size: str) -> bytes:
    return text.replace(downloads.SIZE, size).encode()


def _files(site: Path) -> list[str]:
    """All files of the site but our own; a name with a dot is none of the site's."""
    own = {f"{downloads.FOLDER}/{name}" for name in (downloads.OFFLINE, downloads.SUMS)}
    paths = {path.relative_to(site) for path in site.rglob("*") if path.is_file()}
    seen = {path.as_posix() for path in paths if not any(p.startswith(".") for p in path.parts)}
    return sorted(seen - own)


def _sums(files: Mapping[str, bytes]) -> bytes:
    """The downloads among ``files`` as ``sha256sum -c`` reads them, run in their folder."""
    prefix = f"{downloads.FOLDER}/"
    lines = [
        f"{hashlib.sha256(raw).hexdigest()}  {path.removeprefix(prefix)}\n"
        for path, raw in sorted(files.items())
        if path.startswith(prefix) and not path.endswith((".html", downloads.SUMS))
    ]
    return "".join(lines).encode()
