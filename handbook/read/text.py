"""The text of a data file, or why it cannot be read."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from handbook.words.findings import DataError, Finding, Place

MAX_BYTES = 2_000_000
SPEECH_BYTES = 4_000_000
"""Of the text itself: more than a million Han characters."""
_MOST = {"speech.txt": SPEECH_BYTES, "drafts.yaml": 100_000_000, "decided.yaml": 100_000_000}
"""Files that grow with the text, and those that no person types."""
BOM = "\ufeff"
_NAMES = {
    "\t": "制表符",
    "\r": "回车符",
    "\xa0": "不换行空格",
    "\xad": "软连字符",
    "\u200b": "零宽空格",
    "\u200e": "从左到右标记",
    "\u200f": "从右到左标记",
    "\u202d": "强制从左到右",
    "\u202e": "强制从右到左",
    "\ufeff": "BOM",
    "\ufffd": "乱码，原来的字已经丢失",
}
_LOOKS_EMPTY = re.compile(
    "[\u034f\u115f\u1160\u180b-\u180d\u2800\u3164\ufe00-\ufe0f\uffa0\ufffd\U000e0100-\U000e01ef]"
)


def read_text(root: Path, name: str, shown: str) -> str:
    """The text of the file ``root/name``, line ends as they are; ``shown`` stands in messages.

    Raises ``DataError`` where it is missing, too large, outside of ``root``, or no UTF-8.
    """
    raw = _read_bytes(root, name, shown)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _error(
            Place(shown), "不是 UTF-8 编码，像是 UTF-16（记事本里叫 Unicode），请另存为 UTF-8"
        )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        message = f"这里有坏字节 0x{raw[error.start]:02X}，请换成原来的字，另存为 UTF-8"
        if before.isascii() and _is_gbk(raw):
            message = "不是 UTF-8 编码，像是 GBK（记事本里叫 ANSI），请另存为 UTF-8"
        raise _error(Place(shown, *line_and_column(before, len(before))), message) from error


def line_and_column(text: str, index: int) -> tuple[int, int]:
    """Where ``text[index]`` stands; both count from 1."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def hidden(text: str) -> Iterator[tuple[int, str]]:
    """Every character that a reader cannot see or a page cannot show, and its index.

    Line feeds, spaces and the ideographic space are none; neither are Han characters that
    are newer than this Python.
    """
    if not text.replace("\n", "").replace("\u3000", "").isprintable():
        for index, char in enumerate(text):
            if not (
                char.isprintable() or char in "\n\u3000" or "\U00020000" <= char < "\U00040000"
            ):
                yield index, char
    for match in _LOOKS_EMPTY.finditer(text):
        yield match.start(), match.group()


def describe_hidden(char: str, times: int = 1) -> str:
    """What a hidden character is and what to do about it."""
    name = f"（{_NAMES[char]}）" if char in _NAMES else ""
    count = f"，全文共 {times:,} 处" if times > 1 else ""
    remedy = "换成普通空格或删去" if char.isspace() else "删去或换成看得见的字"
    return f"这里有看不见或不能用的字符 U+{ord(char):04X}{name}{count}，请{remedy}"


def each_hidden(
    text: str, found: Iterable[tuple[int, str]], shown: str
) -> Iterator[tuple[Place, str]]:
    """Each character once: the first place in the file ``shown``, and what to do."""
    first: dict[str, int] = {}
    times: Counter[str] = Counter()
    for index, char in found:
        first.setdefault(char, index)
        times[char] += 1
    for char, index in first.items():
        yield Place(shown, *line_and_column(text, index)), describe_hidden(char, times[char])


def _read_bytes(root: Path, name: str, shown: str) -> bytes:
    path = root / name
    try:
        reason = _why_unreadable(root, path)
        if reason is None:
            most = _MOST.get(name, MAX_BYTES)
            with path.open("rb") as file:
                raw = file.read(most + 1)
            if len(raw) <= most:
                return raw
            size = path.stat().st_size
            reason = f"文件有 {size:,} 字节，超过上限 {most:,} 字节，请检查是否放错了文件"
    except OSError as error:
        reason = "读不出来，请检查文件权限，以及文件是否正被别的程序占用"
        raise _error(Place(shown), reason) from error
    raise _error(Place(shown), reason)


def _why_unreadable(root: Path, path: Path) -> str | None:
    if not os.path.lexists(path):
        return "没有这个文件，请补上，或者检查文件名是否写错"
    real = Path(os.path.realpath(path))
    if not real.is_relative_to(os.path.realpath(root)):
        return "是指向数据文件夹以外的链接，请换成文件本身"
    if not real.exists():
        return "是指向不存在的文件的链接，请换成文件本身"
    if real.is_dir():
        return "这里应当是文件，却是文件夹，请改名或移走"
    return None if real.is_file() else "不是普通文件，请换成文字文件"


def _is_gbk(raw: bytes) -> bool:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _error(place: Place, message: str) -> DataError:
    return DataError([Finding(place, "格式", message)])
