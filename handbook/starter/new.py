"""Lay out a new handbook's folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from handbook.pages.own import NOTES
from handbook.publish.stage import replace_files
from handbook.words.findings import Fault

FILES = Path(__file__).with_name("files")
DISTRIBUTION = "renwu-shouce"
GENERATOR = "generator"
REQUIREMENTS = f"{GENERATOR}/requirements.txt"
NOTES_PATH = "templates/README.md"
GUIDES = ("data/README.md", "data/ledger/README.md", NOTES_PATH)
"""What is kept in step with the generator where a folder has it."""
_NO_WHEEL = """\
# 程序本身不从软件源安装：那里的同名软件可能是别人的。
# 请把程序的安装文件（.whl）放进 generator/，算出校验值（sha256sum 文件名，
# 在 Windows 上是 certutil -hashfile 文件名 SHA256），写成下面的样子，删去开头的“# ”；
# 也可以把 ./generator/ 换成某个发行版的下载地址：
# ./generator/renwu_shouce-版本-py3-none-any.whl --hash=sha256:校验值
"""


def check_free(folder: Path) -> None:
    """Raise ``Fault`` where ``folder`` holds anything already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Fault(f"{folder} 已经有内容，什么都没有写。请换一个文件夹名，或者先把它清空")


def new(folder: Path, data: Mapping[str, bytes] | None = None) -> bool:
    """Write the files of a new handbook; true where the generator's own wheel is among them.

    ``data`` takes the place of the example: files by path below ``data/``. Raises ``Fault`` where
    ``folder`` holds anything already.
    """
    check_free(folder)
    files = starter_files()
    if data is not None:
        kept = {path: raw for path, raw in files.items() if _serves_all(path)}
        files = kept | {f"data/{path}": raw for path, raw in data.items()}
    replace_files(folder, sorted(files.items()))
    return bool(wheels(files))


def starter_files() -> dict[str, bytes]:
    """All files of a new folder, path to content: with the generator's own wheel, where known.

    What to install stands in ``REQUIREMENTS``, each by its hash, the wheel first.
    """
    paths = [path for path in FILES.rglob("*") if path.is_file()]
    files = {_named(path): path.read_bytes() for path in paths}
    files[NOTES_PATH] = NOTES.read_bytes()
    own, wheel = _NO_WHEEL, _own_wheel()
    if wheel:
        path, raw = f"{GENERATOR}/{wheel.name}", wheel.read_bytes()
        own = f"./{path} --hash=sha256:{hashlib.sha256(raw).hexdigest()}\n"
        files[path] = raw
    return files | {REQUIREMENTS: own.encode() + files[REQUIREMENTS]}


def _serves_all(path: str) -> bool:
    """Whether a file of the example belongs to a handbook of any text."""
    return not path.startswith("data/") or path in (*GUIDES, "data/deadlines.yaml")


def wheels(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Those of a folder's files that are wheels."""
    return {path: raw for path, raw in files.items() if path.endswith(".whl")}


def _own_wheel() -> Path | None:
    """The wheel that the generator was installed from, if it is still there and the same."""
    try:
        record = json.loads(distribution(DISTRIBUTION).read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return None
    parts = urlsplit(record.get("url", ""))
    digest = record.get("archive_info", {}).get("hashes", {}).get("sha256")
    path = Path(url2pathname(parts.path))
    if parts.scheme != "file" or path.suffix != ".whl" or not path.is_file():
        return None
    return path if hashlib.sha256(path.read_bytes()).hexdigest() == digest else None


def _named(path: Path) -> str:
    parts = path.relative_to(FILES).parts
    return "/".join(part.replace("dot-", ".", 1) if part[:4] == "dot-" else part for part in parts)
