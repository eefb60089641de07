"""Read YAML so that every value knows its line.

A deliberately small YAML: mappings, lists, text, whole and decimal numbers, true/false and
empty. No anchors, no tags, no twin keys; a date stays the text that was typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from handbook.findings import DataError, Finding, Place

Step = str | int
MAX_BYTES = 2_000_000
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SCALARS = yaml.SafeLoader("")


@dataclass(frozen=True)
class Source:
    """A parsed data file: ``value`` is plain Python, ``place`` finds a part of it again."""

    path: str
    value: Any
    marks: dict[tuple[Step, ...], tuple[int, int]]

    def place(self, *steps: Step) -> Place:
        """The place of the value at ``steps``, or of the nearest enclosing value there is."""
        for end in range(len(steps), -1, -1):
            if steps[:end] in self.marks:
                return Place(self.path, *self.marks[steps[:end]])
        return Place(self.path)

    @cached_property
    def items(self) -> list[tuple[int, Any]]:
        """The numbered items of a file that holds a list."""
        return list(enumerate(self.value if isinstance(self.value, list) else []))


def read_text(path: Path, shown: str) -> str:
    """The file's text, or ``DataError`` where it is no UTF-8, too large or not to be read."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = "没有这个文件" if isinstance(error, FileNotFoundError) else "读不出来"
        message = f"{reason}，请检查文件是否存在、是否有权限"
        raise DataError([Finding(Place(shown), "格式", message)]) from error
    if len(raw) > MAX_BYTES:
        message = f"文件有 {len(raw):,} 字节，超过上限 {MAX_BYTES:,} 字节，请检查是否放错了文件"
        raise DataError([Finding(Place(shown), "格式", message)])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        message = "不是 UTF-8 编码的文字，请另存为 UTF-8（不是 GBK）"
        raise DataError([Finding(Place(shown, line, column), "格式", message)]) from error


def read_yaml(path: Path, shown: str) -> Source:
    """Parse one file. ``shown`` is the path as messages print it.

    Raises ``DataError`` with every structural defect of the file.
    """
    text = read_text(path, shown)
    try:
        root = _compose(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(shown, mark.line + 1, mark.column + 1) if mark else Place(shown)
        message = (
            "YAML 写法有误，请检查这里和上一行：缩进、冒号后的空格、引号和括号是否成对，"
            "以 * & @ [ 等符号开头的文字要加引号"
        )
        raise DataError([Finding(place, "格式", message)]) from error
    except yaml.YAMLError as error:
        message = "YAML 里有不能用的字符（如控制字符），请删去"
        raise DataError([Finding(Place(shown), "格式", message)]) from error
    builder = _Builder(shown)
    value = builder.build(root, ()) if root is not None else None
    if builder.findings:
        raise DataError(builder.findings)
    return Source(shown, value, builder.marks)


def _compose(text: str) -> yaml.Node | None:
    loader = _Loader(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
        return node
    finally:
        loader.dispose()


class _Builder:
    """Turns YAML nodes into plain values and remembers where each stood."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.marks: dict[tuple[Step, ...], tuple[int, int]] = {}
        self.findings: list[Finding] = []
        self._seen: set[int] = set()

    def build(self, node: yaml.Node, steps: tuple[Step, ...]) -> Any:
        mark = node.start_mark
        self.marks[steps] = (mark.line + 1, mark.column + 1)
        if id(node) in self._seen:
            self._complain(
                node, "不支持 YAML 锚点和别名（& 和 *），请把内容写全；以 * 开头的文字要加引号"
            )
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, steps)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*steps, i)) for i, child in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, steps: tuple[Step, ...]) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if key is None:
                self._complain(key_node, "这里的键应当是一个词")
                continue
            if key in result:
                self._complain(key_node, f"“{key}”在同一条里写了两次，请删去一处")
            result[key] = self.build(value_node, (*steps, key))
        return result

    def _scalar(self, node: yaml.Node) -> Any:
        tag = str(node.tag).removeprefix("tag:yaml.org,2002:")
        if tag in ("str", "timestamp"):
            return node.value
        if tag in ("int", "float", "bool", "null"):
            try:
                return _SCALARS.construct_object(node)
            except ValueError:
                self._complain(node, f"“{node.value}”不是正确的数，请改正或加上引号")
                return None
        self._complain(node, f"不支持 YAML 标记 {node.tag}，请删去")
        return None

    def _complain(self, node: yaml.Node, message: str) -> None:
        place = Place(self.path, node.start_mark.line + 1, node.start_mark.column + 1)
        self.findings.append(Finding(place, "格式", message))
