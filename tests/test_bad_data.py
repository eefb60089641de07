"""Each kind of wrong data gets its own message, in Chinese, with file, line and remedy."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handbook.cli import main_pages
from handbook.model.readings import FIELDS
from handbook.pages import spelling
from handbook.read.load import load
from handbook.words.findings import DataError
from tests.conftest import TINY

Wrong = Callable[[Path], None]
"""What spoils the data in a folder."""

T1, T2, P1, C2 = "tasks/2.1.yaml", "tasks/2.2.yaml", "problems/1.yaml", "context/2.yaml"
OUTLINE, UNITS, INFO = "outline.yaml", "units.yaml", "handbook.yaml"
RULES, TERMS, RESULTS = "deadlines.yaml", "terms.yaml", "results.yaml"
TITLE = "title: 修通柳树沟公路"
TARGETS = "  targets:\n"
SECTION_21 = '- {id: "2.1", number: （一）, title: 修路}\n'
SECTION_22 = '- {id: "2.2", number: （二）, title: 办学}\n'
TWIN = "- {id: a, title: 修路, section: '2.1', quotes: [要尽快修好各村路灯]}\n".encode()
SETTLED = "- {field: 任务, first: 2.1-01, value: 修路, verdict: first, rule: 一.1, reason: 有动作}\n".encode()
COMMIT = b'"%040d"\n' % 0
DRAW = b"commit: " + COMMIT + b"sentences: [1]\n"
AGREED = b"agreed:\n" + b"".join(
    f"  - {{field: {field}, both: 1, either: 2}}\n".encode() for field in FIELDS
)
RETIRED = "- {id: 2.1-09, reason: 并入, into: [2.1-01]}\n".encode()
ASKED = "- {asked: [公路, 马路], said: [高速铁路]}\n- {asked: [马路], said: [公路]}\n".encode()
DRAFT = "- {{id: {id}, sentence: {n}, words: {words}, title: 修路, rule: x, sure: 0.5{more}}}\n"
SUM = "- {total: 12.5, parts: [10, 3], unit: 公里, quote: 修通柳树沟公路，全长12.5公里}\n".encode()
BOMB = b"a: &a [x, x]\n" + b"".join(
    f"{y}: &{y} [*{x}, *{x}, *{x}]\n".encode() for x, y in zip("abcdefgh", "bcdefghi", strict=True)
)


def edit(name: str, *words: str) -> Wrong:
    """Replace words in a file, once, pair by pair; they must be there."""

    def spoil(root: Path) -> None:
        text = (root / name).read_bytes().decode()
        for old, new in zip(words[::2], words[1::2], strict=True):
            assert old in text
            text = text.replace(old, new, 1)
        (root / name).write_bytes(text.encode())

    return spoil


def edit_bytes(name: str, old: bytes, new: bytes) -> Wrong:
    return lambda root: put(name, (root / name).read_bytes().replace(old, new, 1))(root)


def recode(name: str, encoding: str, newline: str = "\n") -> Wrong:
    def spoil(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8").replace("\n", newline)
        (root / name).write_bytes(text.encode(encoding))

    return spoil


def put(*files: str | bytes) -> Wrong:
    """Write files: name, content, name, content …"""

    def spoil(root: Path) -> None:
        for name, raw in zip(files[::2], files[1::2], strict=True):
            assert isinstance(name, str)
            assert isinstance(raw, bytes)
            (root / name).write_bytes(raw)

    return spoil


def duplicate(old: str, new: str) -> Wrong:
    return lambda root: put(new, (root / old).read_bytes())(root)


def remove(name: str) -> Wrong:
    return lambda root: shutil.rmtree(root) if not name else (root / name).unlink()


def move(old: str, new: str | bytes) -> Wrong:
    def spoil(root: Path) -> None:
        target = root / os.fsdecode(new)
        target.parent.mkdir(exist_ok=True)
        (root / old).rename(target)

    return spoil


def folder(name: str) -> Wrong:
    def spoil(root: Path) -> None:
        (root / name).unlink(missing_ok=True)
        (root / name).mkdir(parents=True)

    return spoil


def link(name: str, target: str) -> Wrong:
    def spoil(root: Path) -> None:
        (root.parent / "outside.yaml").write_bytes((root / "results.yaml").read_bytes())
        if (root / name).is_dir():
            shutil.rmtree(root / name)
        else:
            (root / name).unlink()
        (root / name).symlink_to(target)

    return spoil


def relink(name: str) -> Wrong:
    """A folder of the data that is elsewhere in the data."""

    def spoil(root: Path) -> None:
        (root / name).rename(root / f".{name}")
        (root / name).symlink_to(f".{name}")

    return spoil


def both(*wrongs: Wrong) -> Wrong:
    def spoil(root: Path) -> None:
        for wrong in wrongs:
            wrong(root)

    return spoil


def readings(place: str = "readings") -> Wrong:
    """Two readings that are the data's own."""

    def spoil(root: Path) -> None:
        for reader in ("first", "second"):
            shutil.copytree(root / "tasks", root / place / reader / "tasks")
            shutil.copy(root / "units.yaml", root / place / reader)

    return spoil


def pipe(name: str) -> Wrong:
    def spoil(root: Path) -> None:
        (root / name).unlink()
        os.mkfifo(root / name)

    return spoil


# fmt: off
# ruff: noqa: E501
KINDS: list[tuple[str, Wrong, list[str]]] = [
    # -- encodings and characters --------
    ("GBK file", put("results.yaml", "- id: r1\n  title: 修好\n".encode("gbk")), [
        "results.yaml:2:10: 【格式】不是 UTF-8 编码，像是 GBK（记事本里叫 ANSI），请另存为 UTF-8",
    ]),
    ("GBK speech", recode("speech.txt", "gbk"), [
        "speech.txt:1:1: 【格式】不是 UTF-8 编码，像是 GBK（记事本里叫 ANSI），请另存为 UTF-8",
    ]),
    ("UTF-16 file", recode("units.yaml", "utf-16"), [
        "units.yaml:1:1: 【格式】不是 UTF-8 编码，像是 UTF-16（记事本里叫 Unicode），请另存为 UTF-8",
    ]),
    ("a damaged byte in UTF-8", edit_bytes(T1, "柳树沟".encode(), b"\xb1" + "树沟".encode()), [
        "tasks/2.1.yaml:2:12: 【格式】这里有坏字节 0xB1，请换成原来的字，另存为 UTF-8",
    ]),
    ("BOM in the speech", edit("speech.txt", "各位同事", "\ufeff各位同事"), [
        "speech.txt:1:1: 【文字】文件开头有 BOM 标记，请另存为 UTF-8（不是“带有 BOM 的 UTF-8”）",
    ]),
    ("CRLF in the speech", recode("speech.txt", "utf-8", newline="\r\n"), [
        "speech.txt:1:6: 【文字】换行是 Windows 的 CRLF，请在编辑器里把行尾改成 LF（Unix），再保存",
    ]),
    ("lone carriage return in YAML", edit(T1, "- id: 2.1-02\n", "- id: 2.1-02\r"), [
        "tasks/2.1.yaml:10:13: 【格式】这里有看不见或不能用的字符 U+000D（回车符），请换成普通空格或删去",
    ]),
    ("control character", edit(T1, "修通柳", "修\x07通柳"), [
        "tasks/2.1.yaml:2:11: 【格式】这里有看不见或不能用的字符 U+0007，请删去或换成看得见的字",
    ]),
    ("null byte", edit(T1, "修通柳", "修\0通柳"), [
        "tasks/2.1.yaml:2:11: 【格式】这里有看不见或不能用的字符 U+0000，请删去或换成看得见的字",
    ]),
    ("escaped null byte", edit(T1, TITLE, 'title: "修通\\0公路"'), [
        "tasks/2.1.yaml:2:10: 【格式】这里有看不见或不能用的字符 U+0000，请删去或换成看得见的字",
    ]),
    ("escaped lone surrogate", edit(T1, TITLE, 'title: "修通\\ud800公路"'), [
        "tasks/2.1.yaml:2:15: 【格式】英文双引号里的反斜杠“\\”有特别的含义，请写成“\\\\”，或者改用英文单引号",
    ]),
    ("Unicode line separator", edit(T1, "修通柳", "修\u2028通柳"), [
        "tasks/2.1.yaml:2:11: 【格式】这里有看不见或不能用的字符 U+2028，请换成普通空格或删去",
    ]),
    ("zero-width space", edit(T1, "修通柳", "修\u200b通柳"), [
        "tasks/2.1.yaml:2:11: 【格式】这里有看不见或不能用的字符 U+200B（零宽空格），请删去或换成看得见的字",
    ]),
    ("escaped zero-width space", edit(T1, TITLE, 'title: "修通\\u200b公路"'), [
        "tasks/2.1.yaml:2:10: 【格式】这里有看不见或不能用的字符 U+200B（零宽空格），请删去或换成看得见的字",
    ]),
    ("no-break space", edit(T1, "修通柳", "修\xa0通柳"), [
        "tasks/2.1.yaml:2:11: 【格式】这里有看不见或不能用的字符 U+00A0（不换行空格），请换成普通空格或删去",
    ]),
    ("right-to-left mark", edit(T1, "修通柳", "修\u202e通柳"), [
        "tasks/2.1.yaml:2:11: 【格式】这里有看不见或不能用的字符 U+202E（强制从右到左），请删去或换成看得见的字",
    ]),
    ("variation selector", edit(T1, "修通柳", "修\ufe00通柳"), [
        "tasks/2.1.yaml:2:11: 【格式】这里有看不见或不能用的字符 U+FE00，请删去或换成看得见的字",
    ]),
    ("private use character", edit(T1, "修通柳", "修\ue5e5通柳"), [
        "tasks/2.1.yaml:2:11: 【格式】这里有看不见或不能用的字符 U+E5E5，请删去或换成看得见的字",
    ]),
    ("replacement character", edit(T1, "修通柳", "修\ufffd通柳"), [
        "tasks/2.1.yaml:2:11: 【格式】这里有看不见或不能用的字符 U+FFFD（乱码，原来的字已经丢失），请删去或换成看得见的字",
    ]),
    ("tab inside a value", edit(T1, TITLE, 'title: "修通\t公路"'), [
        "tasks/2.1.yaml:2:13: 【格式】这里有看不见或不能用的字符 U+0009（制表符），请换成普通空格或删去",
    ]),
    ("zero-width space in a key", edit(T1, "  title: 修通", "  title\u200b: 修通"), [
        "tasks/2.1.yaml:1:3: 【格式】缺少“title”，请补上",
        "tasks/2.1.yaml:2:8: 【格式】这里有看不见或不能用的字符 U+200B（零宽空格），请删去或换成看得见的字",
    ]),
    ("zero-width space in the speech", edit("speech.txt", "柳树沟", "柳\u200b树沟"), [
        "speech.txt:6:21: 【文字】这里有看不见或不能用的字符 U+200B（零宽空格），请删去或换成看得见的字",
    ]),
    # -- YAML --------
    ("tab as indentation", edit(T1, "    - 县交通局", "\t- 县交通局"), [
        "tasks/2.1.yaml:4:1: 【格式】这里用了制表符（Tab），请改成空格",
    ]),
    ("quotation mark that is not closed", edit(T1, TITLE, 'title: "修通柳树沟公路'), [
        "tasks/2.1.yaml:2:10: 【格式】从这里开始的引号没有另一半，请补上",
    ]),
    ("words after a closing quotation mark", edit(T1, TITLE, 'title: "柳树沟"公路'), [
        "tasks/2.1.yaml:2:15: 【格式】缩进与同级的行没有对齐，或者引号、括号后面还有别的字",
    ]),
    ("backslash in double quotation marks", edit(T1, TITLE, 'title: "修\\通公路"'), [
        "tasks/2.1.yaml:2:12: 【格式】英文双引号里的反斜杠“\\”有特别的含义，请写成“\\\\”，或者改用英文单引号",
    ]),
    ("bracket that is not closed", edit(T1, "{unit: jiaotong, role: responsible, basis: stated}", "{unit: jiaotong, role: responsible, basis: stated"), [
        "tasks/2.1.yaml:7:11: 【格式】第 6 行的括号没有另一半，或者各项之间不是英文逗号",
    ]),
    ("bracket open to the end of the file", edit(TERMS, "name: “两免”}", "name: “两免”"), [
        "terms.yaml:1:3: 【格式】第 1 行的括号没有另一半，或者各项之间不是英文逗号",
    ]),
    ("bracket at the end of the file", edit(TERMS, "name: “两免”}", "name: “两免”, ["), [
        "terms.yaml:1:32: 【格式】这里的键应当是一个词",
        "terms.yaml:1:32: 【格式】这里缺少内容，或者多了一个括号、逗号",
    ]),
    ("bracket in the place of a value", edit(T1, TITLE, "title: ["), [
        "tasks/2.1.yaml:4:5: 【格式】这里缺少内容，或者多了一个括号、逗号",
    ]),
    ("full-width comma between items", edit(T1, "jiaotong, role", "jiaotong， role"), [
        "tasks/2.1.yaml:6:28: 【格式】第 6 行的括号没有另一半，或者各项之间不是英文逗号",
    ]),
    ("full-width colon in a block", edit(T1, "title: 修", "title：修"), [
        "tasks/2.1.yaml:2:3: 【格式】这一行缺少英文冒号和空格，应当是“键: 值”的样子",
    ]),
    ("full-width colon in braces", edit(UNITS, "kind: collective", "kind：collective"), [
        "units.yaml:3:3: 【格式】缺少“kind”，请补上",
        "units.yaml:3:26: 【格式】不认识“kind：collective”这一项，请删去或改正（键后面要用英文冒号加空格）",
    ]),
    ("no space after the colon", edit(T1, "title: 修", "title:修"), [
        "tasks/2.1.yaml:2:3: 【格式】这一行缺少英文冒号和空格，应当是“键: 值”的样子",
    ]),
    ("second colon in a value", edit(T1, TITLE, "title: 修通: 公路"), [
        "tasks/2.1.yaml:2:12: 【格式】这里多了一个英文冒号，请检查这里和上一行：缩进是否对齐，键后面是不是英文冒号加空格，文字里有英文冒号的要加英文双引号",
    ]),
    ("line without a colon", edit(T1, TITLE, "title"), [
        "tasks/2.1.yaml:2:3: 【格式】这一行缺少英文冒号和空格，应当是“键: 值”的样子",
    ]),
    ("key out of line", edit(T1, "  quotes:\n    - 县", " quotes:\n    - 县"), [
        "tasks/2.1.yaml:3:2: 【格式】缩进与同级的行没有对齐，或者漏了列表的“- ”",
    ]),
    ("item out of line", edit(T1, "- id: 2.1-02", "id: 2.1-02"), [
        "tasks/2.1.yaml:10:1: 【格式】缩进与同级的行没有对齐，或者漏了列表的“- ”",
    ]),
    ("text that begins with a star", edit(T1, TITLE, "title: *路"), [
        "tasks/2.1.yaml:2:10: 【格式】文字不能以英文符号“*”开头，请给整段文字加上英文双引号",
    ]),
    ("text that begins with an ampersand", edit(T1, TITLE, "title: &路"), [
        "tasks/2.1.yaml:2:10: 【格式】文字不能以英文符号“&”开头，请给整段文字加上英文双引号",
    ]),
    ("text that begins with an exclamation mark", edit(T1, TITLE, "title: !路 修"), [
        "tasks/2.1.yaml:2:10: 【格式】文字不能以英文感叹号“!”开头，请给整段文字加上英文双引号",
    ]),
    ("text that begins with an at sign", edit(T1, TITLE, "title: @修路"), [
        "tasks/2.1.yaml:2:10: 【格式】文字不能以这个英文符号开头，请给整段文字加上英文双引号",
    ]),
    ("text that begins with a percent sign", edit(T1, "- id: 2.1-02", "%修路\n- id: 2.1-02"), [
        "tasks/2.1.yaml:10:1: 【格式】文字不能以英文符号“%”开头，请给整段文字加上英文双引号",
    ]),
    ("dash after a colon", edit(T1, TITLE, "title: - 修路"), [
        "tasks/2.1.yaml:2:10: 【格式】列表的“- ”要另起一行，文字以它开头的要加英文双引号",
    ]),
    ("words after a bar", edit(T1, TITLE, "title: |修路"), [
        "tasks/2.1.yaml:2:11: 【格式】“|”和“>”后面要换行，文字以它们开头的要加英文双引号",
    ]),
    ("comment that swallows text", edit(T1, TITLE, "title: 修通 #柳树沟公路"), [
        "tasks/2.1.yaml:2:10: 【格式】“#柳树沟公路”会被当作注释丢掉：是内容的，请给整段文字加上英文双引号；是注释的，另起一行",
    ]),
    ("twin keys", edit(T1, TITLE, "title: 修路\n  title: 修通柳树沟公路"), [
        "tasks/2.1.yaml:3:3: 【格式】“title”在同一条里写了两次，请删去一处",
    ]),
    ("anchor and alias", edit(T1, "- 县交通局要在", "- &a 县交通局要在", "- 要尽快", "- *a\n    - 要尽快"), [
        "tasks/2.1.yaml:4:7: 【格式】不支持 YAML 锚点和别名（& 和 *），请处处把内容写全；以它们开头的文字要加引号",
    ]),
    ("alias bomb", put("results.yaml", BOMB), [
        "results.yaml:1:1: 【格式】这个文件应当是一个列表，每条以“- ”开头",
        "results.yaml:1:4: 【格式】不支持 YAML 锚点和别名（& 和 *），请处处把内容写全；以它们开头的文字要加引号",
    ]),
    ("merge key", edit(T1, TITLE, "<<: {title: 修路}"), [
        "tasks/2.1.yaml:1:3: 【格式】缺少“title”，请补上",
        "tasks/2.1.yaml:2:3: 【格式】不支持 YAML 合并（<<），请把内容写全",
    ]),
    ("tag", edit(T1, TITLE, "title: !!python/object:os.system 修路"), [
        "tasks/2.1.yaml:2:10: 【格式】不支持 YAML 标记“tag:yaml.org,2002:python/object:os.system”，请删去；以 ! 开头的文字要加引号",
    ]),
    ("list as a key", edit(T1, TITLE, "? [a]\n  : b\n  title: 修通柳树沟公路"), [
        "tasks/2.1.yaml:2:5: 【格式】这里的键应当是一个词",
    ]),
    ("second document", edit(T1, "- id: 2.1-02", "---\n- id: 2.1-02"), [
        "tasks/2.1.yaml:10:1: 【格式】一个文件只能有一份内容，请删去“---”，把内容接在一起",
    ]),
    ("brackets 100,000 deep", put("results.yaml", b"[" * 100_000), [
        "results.yaml:1:14: 【格式】层次太深，请检查方括号、花括号是否成对，缩进是否对齐",
    ]),
    ("braces 100,000 deep", put("results.yaml", b"{a: " * 100_000), [
        "results.yaml:1:53: 【格式】层次太深，请检查方括号、花括号是否成对，缩进是否对齐",
    ]),
    ("lists deeper than any record", edit(T1, TITLE, "title: " + "[" * 20 + "]" * 20), [
        "tasks/2.1.yaml:2:21: 【格式】层次太深，请检查方括号、花括号是否成对，缩进是否对齐",
    ]),
    ("figure of a result that is not said", edit(RESULTS, "quotes: [上半年修好了三座桥]",
      "quotes: [上半年修好了三座桥]\n  figures: [{name: 桥, text: 三座桥, value: 3, growth: 增长一倍}]"), [
        "results.yaml:4:41: 【数字】3 不在“三座桥”里，请核对",
        "results.yaml:4:52: 【数字】“增长一倍”不在这项成绩的引语里，请照原文摘录",
    ]),
    ("masked figure of a result with a number", edit(RESULTS, "quotes: [上半年修好了三座桥]",
      "quotes: ['**座正在修']\n  figures: [{name: 桥, text: '**座', value: 2}]"), [
        "results.yaml:4:29: 【数字】“**座”的数字原文隐去了，请写 masked: true",
        "results.yaml:4:43: 【数字】2 不在“**座”里，请核对",
    ]),
    # -- types --------
    ("number for text", edit(T1, TITLE, "title: 2022"), [
        "tasks/2.1.yaml:2:10: 【格式】“title”应为文字，这里是“2022”；如果是数字或 true/false，请加上引号",
    ]),
    ("id that YAML takes for a number", edit(OUTLINE, 'id: "2.1"', "id: 2.10"), [
        "outline.yaml:4:8: 【格式】“id”应为文字，这里是“2.10”；如果是数字或 true/false，请加上引号",
    ]),
    ("true for text", edit(T1, TITLE, "title: true"), [
        "tasks/2.1.yaml:2:10: 【格式】“title”应为文字，这里是“true”；如果是数字或 true/false，请加上引号",
    ]),
    ("yes for true", edit(UNITS, "context_only: true", "context_only: yes"), [
        "units.yaml:3:58: 【格式】“context_only”应为 true 或 false，这里是“yes”，请改正，不加引号",
    ]),
    ("number with leading zero", edit(T1, "value: 12.5", "value: 08"), [
        "tasks/2.1.yaml:9:46: 【格式】“value”应为数字，这里是“08”，请照 12 或 12.5 的样子写，不加引号和单位",
    ]),
    ("octal number", edit(T1, "value: 12.5", "value: 0o7"), [
        "tasks/2.1.yaml:9:46: 【格式】“value”应为数字，这里是“0o7”，请照 12 或 12.5 的样子写，不加引号和单位",
    ]),
    ("number with underline", edit(T1, "value: 12.5", "value: 1_000"), [
        "tasks/2.1.yaml:9:46: 【格式】“value”应为数字，这里是“1_000”，请照 12 或 12.5 的样子写，不加引号和单位",
    ]),
    ("sexagesimal number", edit(T1, "value: 12.5", "value: 12:30"), [
        "tasks/2.1.yaml:9:46: 【格式】“value”应为数字，这里是“12:30”，请照 12 或 12.5 的样子写，不加引号和单位",
    ]),
    ("infinity", edit(T1, "value: 12.5", "value: .inf"), [
        "tasks/2.1.yaml:9:46: 【格式】“value”应为数字，这里是“.inf”，请照 12 或 12.5 的样子写，不加引号和单位",
    ]),
    ("no number", edit(T1, "value: 12.5", "value: .nan"), [
        "tasks/2.1.yaml:9:46: 【格式】“value”应为数字，这里是“.nan”，请照 12 或 12.5 的样子写，不加引号和单位",
    ]),
    ("number in powers of ten", edit(T1, "value: 12.5", "value: 1e400"), [
        "tasks/2.1.yaml:9:46: 【格式】“value”应为数字，这里是“1e400”，请照 12 或 12.5 的样子写，不加引号和单位",
    ]),
    ("number of 10,000 digits", edit(T1, "value: 12.5", "value: " + "9" * 10_000), [
        "tasks/2.1.yaml:9:46: 【格式】“999999999999999999999999999999…（共10,000字）”超过 15 位数字，请核对；是文字的要加引号",
    ]),
    ("full-width number", edit(T1, "value: 12.5", "value: １２"), [
        "tasks/2.1.yaml:9:46: 【格式】“value”应为数字，这里是“１２”，请照 12 或 12.5 的样子写，不加引号和单位",
    ]),
    ("number in quotation marks", edit(T1, "value: 12.5", 'value: "12.5"'), [
        "tasks/2.1.yaml:9:46: 【格式】“value”应为数字，这里是“12.5”，请照 12 或 12.5 的样子写，不加引号和单位",
    ]),
    ("list for a number", edit(T1, "value: 12.5", "value: [12.5]"), [
        "tasks/2.1.yaml:9:46: 【格式】“value”应为数字，这里是列表，请照 12 或 12.5 的样子写，不加引号和单位",
    ]),
    ("day that no calendar has", edit(INFO, "year: 2031", "year: 2031\ndelivered_on: 2031-02-30"), [
        "handbook.yaml:6:15: 【格式】“2031-02-30”不是日历上有的日期，请写成 2022-07-20 的样子",
    ]),
    ("day written otherwise", edit(INFO, "year: 2031", "year: 2031\ndelivered_on: 20310720"), [
        "handbook.yaml:6:15: 【格式】“20310720”不是日历上有的日期，请写成 2022-07-20 的样子",
    ]),
    ("null for text", edit(T1, TITLE, "title: ~"), [
        "tasks/2.1.yaml:2:10: 【格式】“title”是空的，请补上内容或删去这一项",
    ]),
    ("null in a list", edit(T1, "- 要尽快", "-\n    - 要尽快"), [
        "tasks/2.1.yaml:14:6: 【格式】“quotes”里有一项是空的，请补上内容或删去这一项",
    ]),
    ("number for a quote", edit(T1, "- 要尽快", "- 2022\n    - 要尽快"), [
        "tasks/2.1.yaml:14:7: 【格式】引语应为文字，这里是“2022”；如果是数字，请加上引号",
    ]),
    ("text for a list", edit(RESULTS, "quotes: [上半年修好了三座桥]", "quotes: 上半年修好了三座桥"), [
        "results.yaml:3:11: 【格式】“quotes”应为列表，每项一行、以“- ”开头，这里是“上半年修好了三座桥”",
    ]),
    ("list for text", edit(T1, TITLE, "title: [修路]"), [
        "tasks/2.1.yaml:2:10: 【格式】“title”应为文字，这里是列表，请改正",
    ]),
    ("mapping for text", edit(T1, TITLE, "title: {a: 修路}"), [
        "tasks/2.1.yaml:2:10: 【格式】“title”应为文字，这里是一组“键: 值”，请改正",
    ]),
    ("text for a mapping", edit(T1, "deadline: {text: 年内}", "deadline: 年内"), [
        "tasks/2.1.yaml:15:13: 【格式】“deadline”应当写成 {text: 年内} 的样子，这里是“年内”，请改正",
    ]),
    ("text for an explanation with its source", edit(TERMS, "}", ", editor_note: 免两费}"), [
        "terms.yaml:1:45: 【格式】“editor_note”应当写成 {text: 免两费, source: {title: …, issuer: …, year: …}} 的样子，这里是“免两费”，请改正",
    ]),
    ("long text for an explanation with its source", edit(TERMS, "}", f", editor_note: {'免' * 21}}}"), [
        "terms.yaml:1:45: 【格式】“editor_note”应当写成 {text: …, source: {title: …, issuer: …, year: …}} 的样子，这里是“免免免免免免免免免免免免免免免免免免免免免”，请改正",
    ]),
    ("names for assignments", edit(T1, "{unit: jiaotong, role: responsible, basis: stated}", "jiaotong"), [
        "tasks/2.1.yaml:6:7: 【格式】“assignments”的每一项应当写成 {unit: \"jiaotong\", role: …, basis: …} 的样子，这里是“jiaotong”，请改正",
    ]),
    ("list for a mapping", edit(T1, "deadline: {text: 年内}", "deadline: [年内]"), [
        "tasks/2.1.yaml:15:13: 【格式】“deadline”应当写成 {text: …} 的样子，这里是列表，请改正",
    ]),
    ("list for a record", edit(UNITS, "{id: ge-cun, name: 各村, kind: collective, context_only: true}", "[各村]"), [
        "units.yaml:3:3: 【格式】这一条应当由“键: 值”组成，这里是列表，请检查缩进和冒号后的空格",
    ]),
    ("mapping for a file of a list", put("results.yaml", "id: r1\ntitle: 修好了三座桥\n".encode()), [
        "results.yaml:1:1: 【格式】这个文件应当是一个列表，每条以“- ”开头",
    ]),
    ("list for a file of one record", put("handbook.yaml", b"- a\n"), [
        "handbook.yaml:1:1: 【格式】这一条应当由“键: 值”组成，这里是列表，请检查缩进和冒号后的空格",
    ]),
    # -- keys and values --------
    ("missing key", edit(T1, "  title: 修通柳树沟公路\n", ""), [
        "tasks/2.1.yaml:1:3: 【格式】缺少“title”，请补上",
    ]),
    ("misspelt key", edit(T1, TITLE, "titel: 修通柳树沟公路"), [
        "tasks/2.1.yaml:1:3: 【格式】缺少“title”，请补上",
        "tasks/2.1.yaml:2:3: 【格式】不认识“titel”这一项，请删去或改正（是不是“title”？）",
    ]),
    ("key of another record", edit(T1, TITLE, TITLE + "\n  colour: 红"), [
        "tasks/2.1.yaml:3:3: 【格式】不认识“colour”这一项，请删去或改正（可写的有：id、title、title_quote、kind、commitment、quotes、assignments、deadline、more_deadlines、targets、extents、red_lines、outcomes、deliverable、measures、note）",
    ]),
    ("misspelt value of a choice", edit(T1, "role: responsible", "role: responsable"), [
        "tasks/2.1.yaml:6:30: 【格式】“responsable”不在可选的值里（lead 牵头、responsible 责任、support 配合、guide 指导、supervise 督办、involved 涉及），请改成其中之一（是不是“responsible”？）",
    ]),
    ("Chinese name of a choice", edit(T1, "role: responsible", "role: 牵头"), [
        "tasks/2.1.yaml:6:30: 【格式】“牵头”不在可选的值里（lead 牵头、responsible 责任、support 配合、guide 指导、supervise 督办、involved 涉及），请改成 lead",
    ]),
    ("words that are part of the Chinese names of two choices", edit(T1, "- id: 2.1-02", "- id: 2.1-02\n  kind: 作"), [
        "tasks/2.1.yaml:11:9: 【格式】“作”不在可选的值里（task 工作任务、requirement 作风要求），请改成其中之一",
    ]),
    ("part of the Chinese name of one choice", edit(T1, "basis: stated", "basis: 编者建"), [
        "tasks/2.1.yaml:6:50: 【格式】“编者建”不在可选的值里（stated 原文点名、inherited 承上文、proposed 编者建议），请改成其中之一（是不是“proposed 编者建议”？）",
    ]),
    ("choices by their Chinese names in every file", both(edit(T1, "- id: 2.1-02", "- id: 2.1-02\n  kind: 作风要求"), edit(RULES, "settles: never", "settles: 不落到日期", "kind: recurring", "kind: 周期"), edit(P1, "admitted: named", "admitted: 列为问题")), [
        "deadlines.yaml:26:12: 【格式】“不落到日期”不在可选的值里（year-end 年末、quarter-end 季末、month-end 月末、delivered-month-end 当月月末、never 不落到日期），请改成 never",
        "deadlines.yaml:43:9: 【格式】“周期”不在可选的值里（by 到期、recurring 周期、standing 常设），请改成 recurring",
        "problems/1.yaml:3:13: 【格式】“列为问题”不在可选的值里（named 列为问题、passing 行文中提到），请改成 named",
        "tasks/2.1.yaml:11:9: 【格式】“作风要求”不在可选的值里（task 工作任务、requirement 作风要求），请改成 requirement",
    ]),
    ("choice that is empty", edit(T1, "role: responsible", "role: "), [
        "tasks/2.1.yaml:6:30: 【格式】“role”是空的，可选的值是 lead 牵头、responsible 责任、support 配合、guide 指导、supervise 督办、involved 涉及，请写其中之一",
    ]),
    ("red line that is no mapping", edit(T1, TARGETS, "  red_lines: [修通柳树沟公路]\n" + TARGETS), [
        "tasks/2.1.yaml:8:15: 【格式】“red_lines”的每一项应当写成 {text: 修通柳树沟公路} 的样子，这里是“修通柳树沟公路”，请改正",
    ]),
    ("measure that is a number", edit(T2, "deliverable: 方案", "measures: [12]"), [
        "tasks/2.2.yaml:7:14: 【格式】“measures”的每一项应当写成 {text: …} 的样子，这里是“12”，请改正",
    ]),
    ("measure without its words", edit(T2, "deliverable: 方案", "measures: [{quote: 请县教育局牵头}]"), [
        "tasks/2.2.yaml:7:14: 【格式】缺少“text”，请补上",
    ]),
    ("extent with what only an end has", edit(T1, TARGETS, "  extents: [{name: 公路, text: 全长12.5公里, also: [2.1-02]}]\n" + TARGETS), [
        "tasks/2.1.yaml:8:40: 【格式】不认识“also”这一项，请删去或改正（可写的有：name、text、value、upper、unit、masked）",
    ]),
    ("tasks that share an end, but no list", edit(T1, "unit: 公里}", "unit: 公里, also: 2.1-02}"), [
        "tasks/2.1.yaml:9:68: 【格式】“also”应为列表，每项一行、以“- ”开头，这里是“2.1-02”",
    ]),
    ("list called open in words", edit(T1, "basis: stated}", "basis: stated, open: 等}"), [
        "tasks/2.1.yaml:6:64: 【格式】“open”应为 true 或 false，这里是“等”，请改正，不加引号",
    ]),
    ("value that is no choice", edit(T1, "commitment: 力争", "commitment: 一定"), [
        "tasks/2.1.yaml:12:15: 【格式】“一定”不在可选的值里（必保、确保、力争、争取），请改成其中之一",
    ]),
    ("empty list", edit(RESULTS, "[上半年修好了三座桥]", "[]"), [
        "results.yaml:3:11: 【格式】“quotes”不能为空，请补上内容或删去这一项",
    ]),
    ("list without end", edit(P1, "[2.1-02]", "[2.1-02" + ", 2.1-02" * 500 + "]"), [
        "problems/1.yaml:5:10: 【格式】“tasks”有 501 项，最多 500 项，请分成几条",
    ]),
    ("empty text", edit(T1, TITLE, 'title: ""'), [
        "tasks/2.1.yaml:2:10: 【格式】“title”不能为空，请补上内容或删去这一项",
    ]),
    ("blank text", edit(T1, TITLE, 'title: "　 "'), [
        "tasks/2.1.yaml:2:10: 【格式】这里只有空白，请补上内容或删去这一项",
    ]),
    ("text with blanks at its ends", edit(T1, TITLE, 'title: " 修通柳树沟公路"'), [
        "tasks/2.1.yaml:2:10: 【格式】首尾有空格或换行，请删去（用 | 或 > 写的，改成 |- 或 >-）",
    ]),
    ("text of several lines", edit(T1, TITLE, "title: |-\n    修通\n    公路"), [
        "tasks/2.1.yaml:2:10: 【格式】这里有换行，请写成一行",
    ]),
    ("title too long", edit(T1, TITLE, "title: " + "路" * 41), [
        "tasks/2.1.yaml:2:10: 【格式】“路路路路路路路路路路路路路路路路路路路路路路路路路路路路路路路路路路路路路路路路路”有 41 个字，最多 40 个，请写短",
    ]),
    ("value of 10,000 characters", edit(T1, TITLE, "title: " + "路" * 10_000), [
        "tasks/2.1.yaml:2:10: 【格式】“路路路路路路路路路路路路路路路路路路路路路路路路路路路路路路…（共10,000字）”有 10000 个字，最多 2000 个，请写短",
    ]),
    ("name too short to look for", edit(TERMS, "“两免”", "免"), [
        "terms.yaml:1:26: 【格式】“name”至少要有 2 个字，请补全",
    ]),
    ("year out of range", edit(INFO, "year: 2031", "year: 20311"), [
        "handbook.yaml:5:7: 【格式】“20311”太大，“year”不大于 2100，请改正",
    ]),
    ("site_url that runs a script", edit(INFO, "year: 2031", "year: 2031\nsite_url: javascript:alert(1)"), [
        "handbook.yaml:6:11: 【格式】不是网站的地址，请写成 https://example.cn/shouce/ 的样子，没有网站就留空",
    ]),
    ("site_url that is no address", edit(INFO, "year: 2031", "year: 2031\nsite_url: http://["), [
        "handbook.yaml:6:11: 【格式】不是网站的地址，请写成 https://example.cn/shouce/ 的样子，没有网站就留空",
    ]),
    # -- ids and references --------
    ("id in capitals", edit(UNITS, "id: ge-cun", "id: Ge_Cun"), [
        "units.yaml:3:8: 【格式】“Ge_Cun”的写法不对，编号只用小写字母、数字和连字符，应当像 shi-zhujianju 这样（是不是“ge-cun”？）",
    ]),
    ("id that is a path", edit(UNITS, "id: ge-cun", "id: ../x"), [
        "units.yaml:3:8: 【格式】“../x”的写法不对，编号只用小写字母、数字和连字符，应当像 shi-zhujianju 这样",
    ]),
    ("id with a trailing dot", edit(UNITS, "id: ge-cun", "id: ge-cun."), [
        "units.yaml:3:8: 【格式】“ge-cun.”的写法不对，编号只用小写字母、数字和连字符，应当像 shi-zhujianju 这样",
    ]),
    ("id that Windows keeps", edit(UNITS, "id: ge-cun", "id: con"), [
        "units.yaml:3:8: 【格式】“con”在 Windows 上不能作文件名，请换一个编号",
    ]),
    ("id that Windows keeps, with extension", edit(UNITS, "id: ge-cun", "id: lpt9.cun"), [
        "units.yaml:3:8: 【格式】“lpt9.cun”在 Windows 上不能作文件名，请换一个编号",
    ]),
    ("id that a page keeps", edit(RESULTS, "id: r1-01", "id: top"), [
        "results.yaml:1:7: 【格式】“top”是网页自己要用的名字，请换一个编号",
    ]),
    ("id too long", edit(UNITS, "id: ge-cun", "id: " + "cun" * 30), [
        "units.yaml:3:8: 【格式】“cuncuncuncuncuncuncuncuncuncun…（共90字）”有 90 个字，最多 60 个，请写短",
    ]),
    ("task id in another form", edit(T1, "id: 2.1-02", "id: 2.1-2"), [
        "tasks/2.1.yaml:10:7: 【格式】“2.1-2”的写法不对，任务编号是所在章节加横线和两位数，应当像 2.1-04 这样",
    ]),
    ("task id in full-width digits", edit(T1, "id: 2.1-02", "id: 2.1-０２"), [
        "tasks/2.1.yaml:10:7: 【格式】“2.1-０２”的写法不对，任务编号是所在章节加横线和两位数，应当像 2.1-04 这样",
    ]),
    ("twin ids in one file", edit(T1, "id: 2.1-02", "id: 2.1-01"), [
        "problems/1.yaml:5:11: 【引用】没有编号为 2.1-02 的任务，请核对（是不是“2.1-01”？）",
        "tasks/2.1.yaml:10:7: 【引用】编号“2.1-01”与 tasks/2.1.yaml:1:7 重复，请改用别的编号",
    ]),
    ("twin ids in two files", duplicate(T2, "tasks/9.yaml"), [
        "tasks/9.yaml:1:7: 【引用】编号“2.2-01”与 tasks/2.2.yaml:1:7 重复，请改用别的编号",
    ]),
    ("twin ids of two kinds on one page", put("mechanisms.yaml", TWIN, "mindsets.yaml", TWIN), [
        "mindsets.yaml:1:8: 【引用】编号“a”与 mechanisms.yaml:1:8 重复，请改用别的编号",
    ]),
    ("retired id used again", put("retired.yaml", "- {id: 2.2-01, reason: 并入别的任务}\n".encode()), [
        "tasks/2.2.yaml:1:7: 【引用】编号 2.2-01 已经停用（见 retired.yaml:1:8），不能再用，请换一个新编号",
    ]),
    ("id of another section", edit(T1, "id: 2.1-02", "id: 2.2-02"), [
        "problems/1.yaml:5:11: 【引用】没有编号为 2.1-02 的任务，请核对（是不是“2.2-02”？）",
        "tasks/2.1.yaml:10:7: 【引用】编号属于 2.2，但第一条引语在 2.1，请改编号或改引语",
    ]),
    ("id of a subsection where the words stand before the first", both(edit("speech.txt", "二、重点工作\n", "二、重点工作\n要多听意见。\n"), edit(T1, "- id: 2.1-02", "- {id: 2.1-03, title: 多听意见, quotes: [要多听意见]}\n- id: 2.1-02")), [
        "tasks/2.1.yaml:10:8: 【引用】编号属于 2.1，但第一条引语在 2.0（2 的导语，即第一小节以前的话），请改编号（写成 2-01 的样子）或改引语",
    ]),
    ("unknown unit", edit(T1, "unit: jiaotong", "unit: jiaotng"), [
        "tasks/2.1.yaml:6:14: 【引用】单位表里没有“jiaotng”，请核对 units.yaml 里的 id（是不是“jiaotong”？）",
    ]),
    ("unknown unit left out", edit(T1, "basis: stated}", "basis: stated, but: [jiaoyv]}"), [
        "tasks/2.1.yaml:6:64: 【引用】单位表里没有“jiaoyv”，请核对 units.yaml 里的 id（是不是“jiaoyu”？）",
    ]),
    ("collective of what is no unit", edit(UNITS, "context_only: true", "covers: [departmnt, 各乡], may_cover: [jiaoyu, jiaoyu]"), [
        "units.yaml:3:53: 【引用】没有“departmnt”这一类或者这个单位，请写单位的类别或者 id（是不是“department”？）",
        "units.yaml:3:64: 【引用】没有“各乡”这一类或者这个单位，请写单位的类别或者 id",
        "units.yaml:3:89: 【格式】“jiaoyu”写了两次，请删去一处",
    ]),
    ("collective of itself", edit(UNITS, "context_only: true", "covers: [ge-cun], may_cover: [collective]"), [
        "units.yaml:3:53: 【引用】各村 不能包括自己这一类，请改正",
        "units.yaml:3:74: 【引用】各村 不能包括自己这一类，请改正",
    ]),
    ("unit by its name", edit(T1, "unit: jiaotong", "unit: 县交通局"), [
        "tasks/2.1.yaml:6:14: 【引用】单位表里没有“县交通局”，请核对 units.yaml 里的 id（是不是“jiaotong”？）",
    ]),
    ("unknown task", edit(P1, "[2.1-02]", "[2.1-20]"), [
        "problems/1.yaml:5:11: 【引用】没有编号为 2.1-20 的任务，请核对（是不是“2.1-02”？）",
    ]),
    ("task named twice", edit(P1, "[2.1-02]", "[2.1-02, 2.1-02]"), [
        "problems/1.yaml:5:19: 【引用】2.1-02 写了两次，请删去一处",
    ]),
    ("end shared with no task", edit(T1, "unit: 公里}", "unit: 公里, also: [2.1-20]}"), [
        "tasks/2.1.yaml:9:69: 【引用】没有编号为 2.1-20 的任务，请核对（是不是“2.1-02”？）",
    ]),
    ("end shared with the task itself", edit(T1, "unit: 公里}", "unit: 公里, also: [2.1-01]}"), [
        "tasks/2.1.yaml:9:69: 【引用】also 只写别的任务，请删去本任务的编号",
    ]),
    ("end shared twice with a task", edit(T1, "unit: 公里}", "unit: 公里, also: [2.1-02, 2.1-02]}"), [
        "tasks/2.1.yaml:9:77: 【引用】2.1-02 写了两次，请删去一处",
    ]),
    ("end shared with a retired id", both(edit(T1, "unit: 公里}", "unit: 公里, also: [2.1-09]}"), put("retired.yaml", RETIRED)), [
        "tasks/2.1.yaml:9:69: 【引用】没有编号为 2.1-09 的任务，请核对（是不是“2.1-02”？）",
    ]),
    ("red line shared with no task", edit(T1, TARGETS, "  red_lines: [{text: 修通柳树沟公路, also: [2.1-20]}]\n" + TARGETS), [
        "tasks/2.1.yaml:8:38: 【引用】没有编号为 2.1-20 的任务，请核对（是不是“2.1-02”？）",
    ]),
    ("outcome shared with the task itself and with none", edit(T1, TARGETS, "  outcomes: [{text: 修通柳树沟公路, also: [2.1-01, 2.1-03]}]\n" + TARGETS), [
        "tasks/2.1.yaml:8:37: 【引用】also 只写别的任务，请删去本任务的编号",
        "tasks/2.1.yaml:8:45: 【引用】没有编号为 2.1-03 的任务，请核对（是不是“2.1-02”？）",
    ]),
    ("outcome that another task shares already", both(
        edit(T1, TARGETS, "  outcomes: [{text: 修通柳树沟公路, also: [2.1-02]}]\n" + TARGETS),
        both(edit(T1, "亮灯率达到**%\n", "亮灯率达到**%\n    - 修通柳树沟公路\n"), edit(T1, "  deadline: {text: 年内}", "  outcomes: [{text: 修通柳树沟公路}]\n  deadline: {text: 年内}")),
    ), [
        "tasks/2.1.yaml:17:21: 【格式】“修通柳树沟公路”记在 2.1-01 上，also 列出了本任务，请删去一处",
    ]),
    ("answer to no hint", put("hints.yaml", "- {task: 2.1-01, text: 围绕修路, reason: 是背景}\n".encode()), [
        "hints.yaml:1:24: 【引用】没有这一条提示，请核对 task 和 text，或者删去",
    ]),
    ("difference settled without two readings", both(folder("readings"), put("readings/settled.yaml", SETTLED)), [
        "readings/settled.yaml:1:3: 【引用】没有两遍阅读，谈不上不同，请补上 readings/first/ 和 readings/second/，或者删去",
    ]),
    ("settled difference that is none", both(readings(), put("readings/settled.yaml", SETTLED)), [
        "readings/settled.yaml:1:37: 【引用】两遍没有这一处不同，请核对 field、first、second、value，或者删去",
    ]),
    ("reading that quotes other words", both(readings(), edit("readings/first/tasks/2.1.yaml", "县交通局要", "县交通局应")), [
        "readings/first/tasks/2.1.yaml:4:7: 【文字】原文没有“县交通局应在10月底前修通柳树沟公路，全长12.5公里”：到“县交通局”为止一致，接下来原文是“要在10月底前修”，这里写的是“应在10月底前修”，请照原文改正",
    ]),
    ("draw without anything read", both(folder("readings/draws/1"), put("readings/draws/1/draw.yaml", DRAW)), [
        "readings/draws/1/draw.yaml:1:1: 【引用】没有两个人各自写的，agreed 要依次写明各项：任务、责任单位、责任、依据、完成时限、要求程度、量化指标、规模、底线、预期效果、保障措施、成果形式",
    ]),
    ("draw of no commit", both(folder("readings/draws/1"), put("readings/draws/1/draw.yaml", DRAW.replace(b"0", b"", 1))), [
        "readings/draws/1/draw.yaml:1:9: 【格式】“000000000000000000000000000000000000000”的写法不对，提交应当是四十位的编号，用 git log 看得到",
    ]),
    ("earlier draw read nowhere", both(folder("readings/draws/1"), put("readings/draws/1/draw.yaml", DRAW + AGREED)), [
        "readings/draws/1/draw.yaml:1:1: 【引用】没有两个人各自写的，请在 read_in 里写明它们在哪次提交里",
    ]),
    ("earlier draw with more of both than of either", both(folder("readings/draws/1"), put("readings/draws/1/draw.yaml", DRAW + b"read_in: " + COMMIT + AGREED.replace(b"both: 1", b"both: 3", 1))), [
        "readings/draws/1/draw.yaml:5:23: 【数字】两个人都有的 3 比至少一人有的 2 多，请核对",
    ]),
    ("earlier draw that is here, too", both(readings("readings/draws/1"), put("readings/draws/1/draw.yaml", DRAW + AGREED)), [
        "readings/draws/1/draw.yaml:4:3: 【引用】两个人各自写的还在，请删去 agreed，或者删去 first/ 和 second/",
    ]),
    ("retired id gone into no task", put("retired.yaml", RETIRED.replace(b"2.1-01", b"2.1-01, 2.1-20")), [
        "retired.yaml:1:43: 【引用】没有编号为 2.1-20 的任务，请核对（是不是“2.1-02”？）",
    ]),
    ("retired id gone into itself", put("retired.yaml", RETIRED.replace(b"2.1-01", b"2.1-09")), [
        "retired.yaml:1:35: 【引用】没有编号为 2.1-09 的任务，请核对（是不是“2.1-02”？）",
    ]),
    ("retired id gone twice into a task", put("retired.yaml", RETIRED.replace(b"2.1-01", b"2.1-01, 2.1-01")), [
        "retired.yaml:1:43: 【引用】2.1-01 写了两次，请删去一处",
    ]),
    ("unknown section", put("mechanisms.yaml", TWIN.replace(b"2.1", b"2.3")), [
        "mechanisms.yaml:1:31: 【引用】提纲里没有 2.3，请核对（是不是“2.2”？）",
    ]),
    ("section without the quote", put("mechanisms.yaml", TWIN.replace(b"2.1", b"2.2")), [
        "mechanisms.yaml:1:31: 【引用】第一条引语在 2.1，不在 2.2，请改 section 或改引语",
    ]),
    ("alias of two things", edit(TERMS, "“两免”", "县教育局"), [
        "terms.yaml:1:26: 【引用】“县教育局”在 units.yaml:2:22 已经是名称，同一名称只能归一处",
    ]),
    ("role given twice", edit(T1, "basis: stated}", "basis: stated}\n    - {unit: jiaotong, role: responsible, basis: stated}"), [
        "tasks/2.1.yaml:7:7: 【格式】县交通局 的同一责任写了两次，请删去一处",
    ]),
    ("accounted part that is no section", edit(INFO, '["2"]', '["二"]'), [
        "handbook.yaml:6:19: 【引用】提纲的第一层里没有“二”，只能写 0、1、2、3",
    ]),
    ("accounted part that is no part", edit(INFO, '["2"]', '["2.1", "2", "2"]'), [
        "handbook.yaml:6:19: 【引用】提纲的第一层里没有“2.1”，只能写 0、1、2、3",
        "handbook.yaml:6:31: 【引用】“2”写了两次，请删去一处",
    ]),
    # -- the speech and its outline --------
    ("empty speech", put("speech.txt", b"\n"), [
        "speech.txt:1:1: 【文字】讲话原文是空的，请放进讲话全文",
    ]),
    ("empty outline", put("outline.yaml", b"[]"), [
        "outline.yaml:1:1: 【文字】提纲是空的，请至少列出一节",
    ]),
    ("section that the speech has not", edit(OUTLINE, "title: 办学", "title: 办校"), [
        "outline.yaml:5:35: 【文字】在上一节之后的原文里找不到“（二）办校”，请照原文写 number、title 或 start（是不是“（二）办学”？）",
    ]),
    ("sections out of order", edit(OUTLINE, SECTION_22, "", SECTION_21, SECTION_22 + SECTION_21), [
        "outline.yaml:5:8: 【文字】2.1 应当排在同级的 2.2 之前，请改编号或次序",
        "outline.yaml:5:35: 【文字】在上一节之后的原文里找不到“（一）修路”，它在原文里更靠前，请照原文先后排列，或者用 start 写明这一节的头几个字",
    ]),
    ("section whose parent is missing", edit(OUTLINE, 'id: "2.2"', 'id: "4.2"'), [
        "outline.yaml:5:8: 【文字】4.2 的上级 4 不在提纲里，请补上",
    ]),
    ("section that is not below its parent", edit(OUTLINE, '{id: "3", title: 结束语, start: 谢谢大家。}', '{id: "1.1", title: 谢谢大家。}'), [
        "outline.yaml:6:8: 【文字】1.1 没有排在上级 1 之下，请照原文先后排列",
    ]),
    ("twin sections", edit(OUTLINE, 'id: "2.2"', 'id: "2.1"'), [
        "outline.yaml:5:8: 【文字】编号“2.1”与前面的一节重复，请改用别的编号",
    ]),
    ("speech before the first section", edit(OUTLINE, "start: 各位同事：", "start: 今天布置"), [
        "outline.yaml:1:31: 【文字】第一节应当从原文第一个字开始，请写明 start",
    ]),
    # -- words --------
    ("quote with a changed character", edit(T1, "县交通局要在10月底前", "县交通局要在11月底前"), [
        "speech.txt:6:7: 【交代】第8句“县交通局要在10月底前修通柳树沟公路，全长12.5公里。”没有任何任务、问题、机制引用，也没有标明为何不立任务，请在 tasks/ 里立任务，或者在 context/ 里引这一句并写明 reason",
        "tasks/2.1.yaml:4:7: 【文字】原文没有“县交通局要在11月底前修通柳树沟公路，全长12.5公里”：到“县交通局要在1”为止一致，接下来原文是“0月底前修通柳树”，这里写的是“1月底前修通柳树”，请照原文改正",
        "tasks/2.1.yaml:7:20: 【文字】“10月底前”不在本任务的引语里，请照原文摘录",
    ]),
    ("quote with a changed first character", edit(P1, "[有的村路灯还不亮]", "[些的村路灯还不亮]"), [
        "problems/1.yaml:4:12: 【文字】原文没有“些的村路灯还不亮”：从“的村路灯还不亮”起一致，前面原文是“**座正在修。有”，这里写的是“些”，请照原文改正",
    ]),
    ("quote with full-width digits", edit(T1, "- 县交通局要在10月底前", "- 县交通局要在１０月底前"), [
        "speech.txt:6:7: 【交代】第8句“县交通局要在10月底前修通柳树沟公路，全长12.5公里。”没有任何任务、问题、机制引用，也没有标明为何不立任务，请在 tasks/ 里立任务，或者在 context/ 里引这一句并写明 reason",
        "tasks/2.1.yaml:4:7: 【文字】原文没有“县交通局要在１０月底前修通柳树沟公路，全长12.5公里”：到“县交通局要在”为止一致，接下来原文是“10月底前修通柳”，这里写的是“１０月底前修通柳”（“1”是 U+0031，“１”是 U+FF11），请照原文改正",
        "tasks/2.1.yaml:7:20: 【文字】“10月底前”不在本任务的引语里，请照原文摘录",
    ]),
    ("quote in traditional characters", edit(P1, "[有的村路灯还不亮]", "[有的村路燈还不亮]"), [
        "problems/1.yaml:4:12: 【文字】原文没有“有的村路燈还不亮”：到“有的村路”为止一致，接下来原文是“灯还不亮。↵二、”，这里写的是“燈还不亮”，请照原文改正",
    ]),
    ("quote with a look-alike character", edit(P1, "[有的村路灯还不亮]", "[有的村路灯还\uf967亮]"), [
        "problems/1.yaml:4:12: 【文字】原文没有“有的村路灯还不亮”：到“有的村路灯还”为止一致，接下来原文是“不亮。↵二、重点”，这里写的是“不亮”（“不”是 U+4E0D，“不”是 U+F967），请照原文改正",
    ]),
    ("quote with straight quotation marks", edit(T2, "抓紧编制“两免”方案", "抓紧编制\"两免\"方案"), [
        "speech.txt:7:7: 【交代】第11句“请县教育局牵头，抓紧编制“两免”方案。”没有任何任务、问题、机制引用，也没有标明为何不立任务，请在 tasks/ 里立任务，或者在 context/ 里引这一句并写明 reason",
        'tasks/2.2.yaml:4:7: 【文字】原文没有“请县教育局牵头，抓紧编制"两免"方案”：到“局牵头，抓紧编制”为止一致，接下来原文是““两免”方案。跳”，这里写的是“"两免"方案”（““”是 U+201C，“"”是 U+0022），请照原文改正',
    ]),
    ("quote with half-width punctuation", edit(P1, "[有的村路灯还不亮]", '["三座桥,**座正在修"]'), [
        "problems/1.yaml:4:12: 【文字】原文没有“三座桥,**座正在修”：从“**座正在修”起一致，前面原文是“年修好了三座桥，”，这里写的是“三座桥,”（“，”是 U+FF0C，“,”是 U+002C），请照原文改正",
    ]),
    ("quote with a trailing space", edit(P1, "[有的村路灯还不亮]", '["有的村路灯还不亮 "]'), [
        "problems/1.yaml:4:12: 【格式】首尾有空格或换行，请删去（用 | 或 > 写的，改成 |- 或 >-）",
    ]),
    ("quote that is nowhere", edit(P1, "[有的村路灯还不亮]", "[Zzz]"), [
        "problems/1.yaml:4:12: 【文字】原文没有“Zzz”，请照原文逐字引用",
    ]),
    ("quote that occurs several times", edit(P1, "[有的村路灯还不亮]", "[修]"), [
        "problems/1.yaml:4:12: 【文字】“修”在原文出现 5 次（第4句、第4句、第7句、第8句、第9句），请把引语写长，或者用 prefix、suffix 写明前后文",
    ]),
    ("quote with the wrong context", edit(P1, "[有的村路灯还不亮]", "[{exact: 修, prefix: 不}]"), [
        "problems/1.yaml:4:12: 【文字】原文有“修”，但它的前后文与 prefix、suffix 不符，原文前面是“主要情况↵上半年”，后面是“好了三座桥，**”，请照原文改正",
    ]),
    ("quote across paragraphs", edit(P1, "[有的村路灯还不亮]", '["有的村路灯还不亮。\\n二、重点工作"]'), [
        "problems/1.yaml:4:12: 【文字】引语跨了段落，请在段落处分成两条",
    ]),
    ("quote given twice", edit(P1, "[有的村路灯还不亮]", "[有的村路灯还不亮, 有的村路灯还不亮]"), [
        "problems/1.yaml:4:22: 【文字】“有的村路灯还不亮”在这一条里引了两次，请删去一处",
    ]),
    ("phrase that is not in the quotes", edit(T2, "deliverable: 方案", "measures: [开会]"), [
        "tasks/2.2.yaml:7:14: 【文字】“开会”不在本任务的引语里，请照原文摘录",
    ]),
    ("measure that is not in the quote given with it", edit(T2, "deliverable: 方案", "measures: [{text: 抓紧编制, quote: 请县教育局牵头}]"), [
        "tasks/2.2.yaml:7:14: 【文字】“抓紧编制”不在引出它的 quote 里，请照原文摘录",
    ]),
    ("quote of a measure that is not in the speech", edit(T2, "deliverable: 方案", "measures: [{text: 抓紧, quote: 抓紧布置}]"), [
        "tasks/2.2.yaml:7:32: 【文字】原文没有“抓紧布置”：到“抓紧”为止一致，接下来原文是“编制“两免”方案”，这里写的是“布置”，请照原文改正",
    ]),
    ("red line that is not in the quotes", edit(T1, TARGETS, "  red_lines: [{text: 严防停工}]\n" + TARGETS), [
        "tasks/2.1.yaml:8:22: 【文字】“严防停工”不在本任务的引语里，请照原文摘录",
    ]),
    ("red line in the quotes that is not written down", both(edit("speech.txt", "修好各村路灯，", "修好各村路灯，严防停工，"), edit(T1, "修好各村路灯，", "修好各村路灯，严防停工，")), [
        "tasks/2.1.yaml:14:7: 【情况】引语里有“严防”，请写进 red_lines，或者在记着它的那一条的 also 里写上这条的编号",
    ]),
    ("outcome that is not in the quotes", edit(T1, TARGETS, "  outcomes: [{text: 让群众满意}]\n" + TARGETS), [
        "tasks/2.1.yaml:8:21: 【文字】“让群众满意”不在本任务的引语里，请照原文摘录",
    ]),
    ("title_quote that is not in the speech", edit(T1, TITLE, TITLE + "\n  title_quote: 修好柳树沟公路"), [
        "tasks/2.1.yaml:3:16: 【文字】原文没有“修好柳树沟公路”：从“柳树沟公路”起一致，前面原文是“在10月底前修通”，这里写的是“修好”，请照原文改正",
    ]),
    ("title that begins with other words", edit(T1, TITLE, "title: 建成柳树沟公路"), [
        "tasks/2.1.yaml:2:10: 【文字】任务名开头的“建成”不在引语里，请用原文的话，或者用 title_quote 引出前面的话",
    ]),
    ("title that ends with other words", edit(T1, TITLE, "title: 修通柳树沟大道"), [
        "tasks/2.1.yaml:2:10: 【文字】任务名末尾的“大道”不在引语里，请用原文的话，或者用 title_quote 引出前面的话",
    ]),
    ("deliverable that is not in the quotes", edit(T2, "deliverable: 方案", "deliverable: 草案"), [
        "tasks/2.2.yaml:7:16: 【文字】“草案”不在本任务的引语里，请照原文摘录",
    ]),
    ("strength word that is not in the quotes", edit(T1, "commitment: 力争", "commitment: 必保"), [
        "tasks/2.1.yaml:12:15: 【文字】本任务的引语里没有“必保”，请删去或补引原文",
    ]),
    ("name that the speech has not", edit(TERMS, "“两免”", "“三免”"), [
        "terms.yaml:1:26: 【文字】原文没有““三免””，请照原文的叫法写",
    ]),
    ("alias that the speech has not", edit(UNITS, "name: 各村,", "name: 各村, aliases: [每个村],"), [
        "units.yaml:3:36: 【文字】原文没有“每个村”，请照原文的叫法写",
    ]),
    ("year_quote that is not in the speech", edit(INFO, "year: 2031", "year: 2031\nyear_quote: 到2031年年底"), [
        "handbook.yaml:6:13: 【文字】原文没有“到2031年年底”，请照原文逐字引用",
    ]),
    # -- figures and times --------
    ("figure in the title that the words have not", edit(T1, TITLE, "title: 修通3条公路"), [
        "tasks/2.1.yaml:2:10: 【数字】“修通3条公路”里的 3 不在本任务的引语里，请核对原文",
    ]),
    ("value that the words have not", edit(T1, "value: 12.5", "value: 12.6"), [
        "tasks/2.1.yaml:9:46: 【数字】12.6 不在“全长12.5公里”里，请核对",
    ]),
    ("extent that is not in the quotes", edit(T1, TARGETS, "  extents: [{name: 公路, text: 三条公路, unit: 条}]\n" + TARGETS), [
        "tasks/2.1.yaml:8:30: 【数字】“三条公路”不在本任务的引语里，请照原文摘录",
        "tasks/2.1.yaml:8:42: 【数字】“条”不在本任务的引语里，请照原文摘录",
    ]),
    ("value that the words of an extent have not", edit(T1, TARGETS, "  extents: [{name: 公路, text: 全长12.5公里, value: 12}]\n" + TARGETS), [
        "tasks/2.1.yaml:8:47: 【数字】12 不在“全长12.5公里”里，请核对",
    ]),
    ("masked extent with a value", edit(T1, "  more_deadlines:", "  extents: [{name: 亮灯率, text: 达到**%, value: 90, masked: true}]\n  more_deadlines:"), [
        "tasks/2.1.yaml:16:45: 【数字】90 不在“达到**%”里，请核对",
        "tasks/2.1.yaml:16:45: 【数字】原文隐去的数字不能填值，请删去 value",
    ]),
    ("figure that belongs to a name", both(edit("speech.txt", "修通柳树沟公路", "修通10公里以上公路"), edit(T1, "修通柳树沟公路，", "修通10公里以上公路，", TITLE, "title: 修通公路", TARGETS, "  extents: [{name: 公路, text: 10公里以上公路, value: 10}]\n" + TARGETS)), [
        "tasks/2.1.yaml:8:30: 【数字】“10公里以上公路”的数在名称里，不是要达到的数，请删去这一项",
    ]),
    ("range that ends before it begins", edit(T1, "value: 12.5,", "value: 12.5, upper: 12.5,"), [
        "tasks/2.1.yaml:9:59: 【数字】upper 是区间的上限，先写 value，upper 要比 value 大",
    ]),
    ("masked figure with a value", edit(T1, "masked: true", "value: 90, masked: true"), [
        "tasks/2.1.yaml:19:66: 【数字】90 不在“达到**%”里，请核对",
        "tasks/2.1.yaml:19:66: 【数字】原文隐去的数字不能填值，请删去 value",
    ]),
    ("figure called masked that is not", edit(T1, "unit: 公里}", "unit: 公里, masked: true}"), [
        "tasks/2.1.yaml:9:46: 【数字】原文隐去的数字不能填值，请删去 value",
        "tasks/2.1.yaml:9:70: 【数字】“全长12.5公里”没有隐去的数字，请删去 masked: true",
    ]),
    ("masked figure not called so", edit(T1, ", masked: true", ""), [
        "tasks/2.1.yaml:19:25: 【数字】“达到**%”的数字原文隐去了，请写 masked: true",
    ]),
    ("sum that does not add up", put("sums.yaml", SUM), [
        "sums.yaml:1:11: 【数字】10 + 3 不等于 12.5，请核对",
        "sums.yaml:1:50: 【数字】10 不在引语里，请核对",
        "sums.yaml:1:50: 【数字】3 不在引语里，请核对",
    ]),
    ("drafts that the text does not bear out", put("drafts.yaml", "".join([
        DRAFT.format(id="d00000001", n=999, words="修路", more=""),
        DRAFT.format(id="d00000001", n=1, words="没有这句话", more=""),
        DRAFT.format(id="d00000002", n=1, words="各位同事", more=", times: [某日前], units: [{name: 某局}]"),
    ]).encode()), [
        "drafts.yaml:1:29: 【引用】原文只有13句，没有第999句",
        "drafts.yaml:2:8: 【引用】编号“d00000001”写了两次",
        "drafts.yaml:2:39: 【文字】第1句里没有“没有这句话”，请重新起草",
        "drafts.yaml:3:84: 【文字】原文没有“某日前”，请重新起草",
        "drafts.yaml:3:105: 【情况】原文没有“某局”，请照原文的叫法写",
    ]),
    ("words that people use and the text, too", put("asked.yaml", ASKED), [
        "asked.yaml:1:12: 【文字】原文里就有“公路”，直接能搜到，请从这里删去",
        "asked.yaml:1:28: 【文字】原文没有“高速铁路”，请照原文的叫法写",
        "asked.yaml:2:12: 【格式】“马路”写了两次，请合成一条",
    ]),
    ("time that the words have not", edit(T1, "deadline: {text: 10月底前}", "deadline: {text: 9月底前}"), [
        "tasks/2.1.yaml:7:20: 【文字】“9月底前”不在本任务的引语里，请照原文摘录",
    ]),
    ("time that no rule knows", edit(T2, "deliverable: 方案", "deadline: {text: 请县教育局}"), [
        "tasks/2.2.yaml:7:20: 【数字】deadlines.yaml 里没有“请县教育局”这类时限用语，请补一条",
    ]),
    ("time that belongs to a name", both(edit("speech.txt", "要在10月底前修通", "要照“10月底前”行动修通"), edit(T1, "要在10月底前修通", "要照“10月底前”行动修通")), [
        "tasks/2.1.yaml:7:20: 【情况】“10月底前”在名称里，不是办这件事的时间，请删去",
    ]),
    ("time close to a word of a rule", edit(T1, "text: 年内", "text: 年未"), [
        "tasks/2.1.yaml:15:20: 【数字】deadlines.yaml 里没有“年未”这类时限用语，请补一条（是不是“每年”？）",
        "tasks/2.1.yaml:15:20: 【文字】“年未”不在本任务的引语里，请照原文摘录",
    ]),
    ("second time without a first", edit(T1, "  deadline: {text: 年内}\n", ""), [
        "tasks/2.1.yaml:16:5: 【格式】先写 deadline，第二个时限才写 more_deadlines",
    ]),
    ("placeholder that does not exist", edit(RULES, "{month}月底", "{mouth}月底"), [
        "deadlines.yaml:9:11: 【格式】settles 是 month-end 的用语要有 {month}，“{mouth}月底”没有",
        "deadlines.yaml:9:11: 【格式】不认识“{mouth}”，花括号里只能写 year 或 month（是不是“month”？）",
    ]),
    ("placeholder given twice", edit(RULES, "{year}年底", "{year}{year}年底"), [
        "deadlines.yaml:5:11: 【格式】{year} 写了两次，请删去一处",
    ]),
    ("brace that is not closed", edit(RULES, "{year}年底", "{year年底"), [
        "deadlines.yaml:5:11: 【格式】“{year年底”的花括号不成对，或者除了花括号没有别的字，请改正",
    ]),
    ("rule for months without a month", edit(RULES, "[\"{month}月底\"]", "[月底]"), [
        "deadlines.yaml:9:11: 【格式】settles 是 month-end 的用语要有 {month}，“月底”没有",
    ]),
    ("rule for quarters without a quarter", edit(RULES, "[一季度,", "[季度末,"), [
        "deadlines.yaml:13:11: 【格式】settles 是 quarter-end 的用语要以 一、二、三、四 开头，“季度末”不是",
    ]),
    ("word in two rules", edit(RULES, "[适时]", "[适时, 年内]"), [
        "deadlines.yaml:37:15: 【引用】“年内”在 deadlines.yaml:17:15 已经写过，请删去一处",
    ]),
    ("year that is not in its quote", edit(INFO, "year: 2031", "year: 2031\nyear_quote: 今天布置下半年的工作"), [
        "handbook.yaml:5:7: 【数字】2031 不在“今天布置下半年的工作”里，请核对",
    ]),
    ("year other than the day of the speech", edit(INFO, "year: 2031", "year: 2031\ndelivered_on: 2032-07-20"), [
        "handbook.yaml:6:15: 【情况】讲话日期不在 2031 年，请核对 year 和 delivered_on",
    ]),
    # -- units --------
    ("unit that the words do not name", edit(T1, "unit: jiaotong", "unit: jiaoyu"), [
        "tasks/2.1.yaml:6:14: 【情况】引语里没有点名“县教育局”，请引出点名的原文，或删去这一责任",
    ]),
    ("unit that carries no tasks", edit(T1, "unit: jiaotong", "unit: ge-cun"), [
        "tasks/2.1.yaml:6:14: 【情况】各村 标为只被提到（context_only），不能承担任务，请核对",
        "tasks/2.1.yaml:6:14: 【情况】引语里没有点名“各村”，请引出点名的原文，或删去这一责任",
    ]),
    ("inherited duty without its quote", edit(T1, "basis: stated", "basis: inherited"), [
        "tasks/2.1.yaml:6:50: 【情况】依据为 inherited 的，要用 quote 引出点名的那段原文",
    ]),
    ("list called open that names no more units", edit(T1, "basis: stated}", "basis: stated, open: true}"), [
        "tasks/2.1.yaml:6:64: 【情况】引语里没有“等”，名单没有说还有别的单位，请删去 open: true",
    ]),
    ("list that names more units, not called open", both(edit("speech.txt", "县交通局要", "县交通局等部门要"), edit(T1, "县交通局要", "县交通局等部门要")), [
        "tasks/2.1.yaml:6:7: 【情况】“县交通局”后面有“等”，名单没有列完，请在这一项写 open: true",
    ]),
    # -- accounting --------
    ("sentence left out", edit(C2, ", （二）办学。", ""), [
        "speech.txt:7:1: 【交代】第10句“（二）办学。”没有任何任务、问题、机制引用，也没有标明为何不立任务，请在 tasks/ 里立任务，或者在 context/ 里引这一句并写明 reason",
    ]),
    ("sentence with a task and a reason", edit(C2, "（二）办学。", "抓紧编制“两免”方案。"), [
        "context/2.yaml:2:28: 【交代】第11句已有任务、问题或机制引用，不必再标“标题”，请删去：“请县教育局牵头，抓紧编制“两免”方案。”",
        "speech.txt:7:1: 【交代】第10句“（二）办学。”没有任何任务、问题、机制引用，也没有标明为何不立任务，请在 tasks/ 里立任务，或者在 context/ 里引这一句并写明 reason",
    ]),
    ("sentence with two reasons", edit(C2, "（二）办学。]", "（二）办学。, 二、重点]"), [
        "context/2.yaml:2:36: 【交代】第6句在 context/2.yaml:2:12 已经标为“标题”，请删去一处",
    ]),
    ("reason that is none", edit(C2, "reason: 口号", "reason: 口头"), [
        "context/2.yaml:3:11: 【格式】“口头”不在可选的值里（标题、导语、背景、意义、形势、成绩、表扬、举例、说明、口号、引语、表态），请改成其中之一（是不是“口号”？）",
    ]),
    # -- files --------
    ("no task at all", both(remove(T1), remove(T2)), [
        "problems/1.yaml:5:11: 【引用】没有编号为 2.1-02 的任务，请核对",
        "speech.txt:6:7: 【交代】第8句“县交通局要在10月底前修通柳树沟公路，全长12.5公里。”没有任何任务、问题、机制引用，也没有标明为何不立任务，请在 tasks/ 里立任务，或者在 context/ 里引这一句并写明 reason",
        "speech.txt:6:35: 【交代】第9句“要尽快修好各村路灯，力争年内亮灯率达到**%。”没有任何任务、问题、机制引用，也没有标明为何不立任务，请在 tasks/ 里立任务，或者在 context/ 里引这一句并写明 reason",
        "speech.txt:7:7: 【交代】第11句“请县教育局牵头，抓紧编制“两免”方案。”没有任何任务、问题、机制引用，也没有标明为何不立任务，请在 tasks/ 里立任务，或者在 context/ 里引这一句并写明 reason",
        "tasks:1:1: 【格式】还没有任务，请在 tasks/ 里至少写一条（如 tasks/2.1.yaml）",
    ]),
    ("missing file", remove("units.yaml"), [
        "units.yaml:1:1: 【格式】没有这个文件，请补上，或者检查文件名是否写错",
    ]),
    ("missing speech", remove("speech.txt"), [
        "speech.txt:1:1: 【格式】没有这个文件，请补上，或者检查文件名是否写错",
    ]),
    ("missing data folder", remove(""), [
        "data:1:1: 【格式】没有这个数据文件夹，请检查 --data",
    ]),
    ("empty file", put("units.yaml", b"", "results.yaml", b"# nothing\n"), [
        "results.yaml:1:1: 【格式】文件是空的，请补上内容，或者删去这个文件",
        "units.yaml:1:1: 【格式】文件是空的，请补上内容，没有可写的，写 []",
    ]),
    ("file of 10 MB", put("results.yaml", b"- a\n" * 2_500_000), [
        "results.yaml:1:1: 【格式】文件有 10,000,000 字节，超过上限 2,000,000 字节，请检查是否放错了文件",
    ]),
    ("misspelt file name", move("terms.yaml", "term.yaml"), [
        "term.yaml:1:1: 【格式】没有用到这个文件，请检查文件名和所在文件夹，不是数据的请移走（是不是“terms.yaml”？）",
    ]),
    ("file name with an extension of Notepad's", move("results.yaml", "results.yaml.txt"), [
        "results.yaml.txt:1:1: 【格式】没有用到这个文件，请检查文件名和所在文件夹，不是数据的请移走（是不是“results.yaml”？）",
    ]),
    ("file name with another extension", move(T2, "tasks/2.2.yml"), [
        "speech.txt:7:7: 【交代】第11句“请县教育局牵头，抓紧编制“两免”方案。”没有任何任务、问题、机制引用，也没有标明为何不立任务，请在 tasks/ 里立任务，或者在 context/ 里引这一句并写明 reason",
        "tasks/2.2.yml:1:1: 【格式】没有用到这个文件，请检查文件名和所在文件夹，不是数据的请移走（是不是“tasks/2.2.yaml”？）",
    ]),
    ("file in the wrong folder", move("problems/1.yaml", "problem/1.yaml"), [
        "problem/1.yaml:1:1: 【格式】没有用到这个文件，请检查文件名和所在文件夹，不是数据的请移走（是不是“problems/1.yaml”？）",
    ]),
    ("file name in other letters", move("terms.yaml", "Terms.YAML"), [
        "Terms.YAML:1:1: 【格式】没有用到这个文件，请检查文件名和所在文件夹，不是数据的请移走（是不是“terms.yaml”？）",
    ]),
    ("file name that is no UTF-8", move("terms.yaml", b"\xb1\xea.yaml"), [
        "\\xb1\\xea.yaml:1:1: 【格式】没有用到这个文件，请检查文件名和所在文件夹，不是数据的请移走",
    ]),
    ("folder in the place of a file", folder("results.yaml"), [
        "results.yaml:1:1: 【格式】这里应当是文件，却是文件夹，请改名或移走",
    ]),
    ("folder in the place of a file of tasks", folder("tasks/2.3.yaml"), [
        "tasks/2.3.yaml:1:1: 【格式】这里应当是文件，却是文件夹，请改名或移走",
    ]),
    ("file in the place of a folder", put("projects", b"", "mindset", b""), [
        "mindset:1:1: 【格式】没有用到这个文件，请检查文件名和所在文件夹，不是数据的请移走（是不是“mindsets.yaml”？）",
        "projects:1:1: 【格式】没有用到这个文件，请检查文件名和所在文件夹，不是数据的请移走（是不是“projects.yaml”？）",
    ]),
    ("link out of the data", link("results.yaml", "../outside.yaml"), [
        "results.yaml:1:1: 【格式】是指向数据文件夹以外的链接，请换成文件本身",
    ]),
    ("link to nothing", link("results.yaml", "nothing.yaml"), [
        "results.yaml:1:1: 【格式】是指向不存在的文件的链接，请换成文件本身",
    ]),
    ("link to a folder", link("results.yaml", "tasks"), [
        "results.yaml:1:1: 【格式】这里应当是文件，却是文件夹，请改名或移走",
    ]),
    ("link to itself", link("results.yaml", "results.yaml"), [
        "results.yaml:1:1: 【格式】是指向不存在的文件的链接，请换成文件本身",
    ]),
    ("folder that is a link to itself", link("tasks", "tasks"), [
        "tasks:1:1: 【格式】文件夹打不开，请检查权限，以及它是不是错误的链接",
    ]),
    ("pipe in the place of a file", pipe("results.yaml"), [
        "results.yaml:1:1: 【格式】不是普通文件，请换成文字文件",
    ]),
    # -- what a handbook calls things --------
    ("genre too long", edit(INFO, "year: 2031", "year: 2031\ngenre: 政府工作报告书"), [
        "handbook.yaml:6:8: 【格式】“政府工作报告书”有 7 个字，最多 6 个，请写短",
    ]),
    ("genre that is empty", edit(INFO, "year: 2031", "year: 2031\ngenre:"), [
        "handbook.yaml:6:7: 【格式】“genre”是空的，请补上内容或删去这一项",
    ]),
    ("notice too long", edit(INFO, "year: 2031", f"year: 2031\nnotice: {'字' * 61}"), [
        "handbook.yaml:6:9: 【格式】“字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字…（共61字）”有 61 个字，最多 60 个，请写短",
    ]),
    ("notice with a stop", edit(INFO, "year: 2031", "year: 2031\nnotice: 依据方案整理。"), [
        "handbook.yaml:6:9: 【格式】句末不用写句号，请删去",
    ]),
    ("commitment that stands twice", edit(INFO, "year: 2031", "year: 2031\ncommitments: [力争, 确保, 力争]"), [
        "handbook.yaml:6:23: 【格式】“力争”写了两次，请删去一处",
    ]),
    ("no commitments at all", edit(INFO, "year: 2031", "year: 2031\ncommitments: []"), [
        "handbook.yaml:6:14: 【格式】“commitments”不能为空，请补上内容或删去这一项",
    ]),
    ("commitments that are no list", edit(INFO, "year: 2031", "year: 2031\ncommitments: 力争"), [
        "handbook.yaml:6:14: 【格式】“commitments”应为列表，每项一行、以“- ”开头，这里是“力争”",
    ]),
    ("too many commitments", edit(INFO, "year: 2031", f"year: 2031\ncommitments: [力争, {', '.join('甲乙丙丁戊己庚辛壬癸')}]"), [
        "handbook.yaml:6:14: 【格式】“commitments”有 11 项，最多 10 项，请分成几条",
    ]),
    ("commitment that the handbook does not have", edit(INFO, "year: 2031", "year: 2031\ncommitments: [确保, 努力]"), [
        "tasks/2.1.yaml:12:15: 【格式】“力争”不在可选的值里（确保、努力），请改成其中之一（是不是“努力”？）",
    ]),
    ("commitment close to one there is", edit(T1, "commitment: 力争", "commitment: 力争到"), [
        "tasks/2.1.yaml:12:15: 【格式】“力争到”不在可选的值里（必保、确保、力争、争取），请改成其中之一（是不是“力争”？）",
    ]),
    ("commitment that is a number", edit(T1, "commitment: 力争", "commitment: 12"), [
        "tasks/2.1.yaml:12:15: 【格式】“12”不在可选的值里（必保、确保、力争、争取），请改成其中之一",
    ]),
    ("kind of unit that there is not", edit(UNITS, "kind: collective", "kind: colective"), [
        "units.yaml:3:32: 【格式】“colective”不在可选的值里（department 部门、county 县（市、区）、zone 开发区、taskforce 专班和筹备组、office 个人职务、collective 统称、other 其他），请改成其中之一（是不是“collective”？）",
    ]),
    ("kind of unit by its Chinese name", edit(UNITS, "kind: collective", "kind: 统称"), [
        "units.yaml:3:32: 【格式】“统称”不在可选的值里（department 部门、county 县（市、区）、zone 开发区、taskforce 专班和筹备组、office 个人职务、collective 统称、other 其他），请改成 collective",
    ]),
    ("kind of unit by part of its Chinese name", edit(UNITS, "kind: collective", "kind: 专班"), [
        "units.yaml:3:32: 【格式】“专班”不在可选的值里（department 部门、county 县（市、区）、zone 开发区、taskforce 专班和筹备组、office 个人职务、collective 统称、other 其他），请改成其中之一（是不是“taskforce 专班和筹备组”？）",
    ]),
    ("kind of unit that the handbook does not have", edit(INFO, "year: 2031", "year: 2031\nunit_kinds: {department: 部门, village: 村}"), [
        "units.yaml:3:32: 【格式】“collective”不在可选的值里（department 部门、village 村），请改成其中之一",
    ]),
    ("kinds of unit that are no mapping", edit(INFO, "year: 2031", "year: 2031\nunit_kinds: [department]"), [
        "handbook.yaml:6:13: 【格式】这一条应当由“键: 值”组成，这里是列表，请检查缩进和冒号后的空格",
    ]),
    ("no kinds of unit at all", edit(INFO, "year: 2031", "year: 2031\nunit_kinds: {}"), [
        "handbook.yaml:6:13: 【格式】“unit_kinds”不能为空，请补上内容或删去这一项",
    ]),
    ("key of a kind of unit in capitals", edit(INFO, "year: 2031", "year: 2031\nunit_kinds:\n  Department: 12"), [
        "handbook.yaml:7:3: 【格式】“Department”的写法不对，编号只用小写字母、数字和连字符，应当像 shi-zhujianju 这样（是不是“department”？）",
        "handbook.yaml:7:15: 【格式】“Department”应为文字，这里是“12”；如果是数字或 true/false，请加上引号",
    ]),
    ("name of a kind of unit that stands twice", edit(INFO, "year: 2031", "year: 2031\nunit_kinds: {department: 部门, collective: 部门}"), [
        "handbook.yaml:6:42: 【格式】“部门”写了两次，请删去一处",
    ]),
    ("title of nothing", edit(INFO, "year: 2031", "year: 2031\ntitles: {result: 上半年成绩}"), [
        "handbook.yaml:6:10: 【格式】不认识“result”这一项，请删去或改正（是不是“results”？）",
    ]),
    ("title that is a list", edit(INFO, "year: 2031", "year: 2031\ntitles: {terms: [术语]}"), [
        "handbook.yaml:6:17: 【格式】“terms”应为文字，这里是列表，请改正",
    ]),
    ("title of a kind too long", edit(INFO, "year: 2031", f"year: 2031\ntitles: {{terms: {'字' * 21}}}"), [
        "handbook.yaml:6:17: 【格式】“字字字字字字字字字字字字字字字字字字字字字”有 21 个字，最多 20 个，请写短",
    ]),
    ("titles that are a list", edit(INFO, "year: 2031", "year: 2031\ntitles: [术语]"), [
        "handbook.yaml:6:9: 【格式】这一条应当由“键: 值”组成，这里是列表，请检查缩进和冒号后的空格",
    ]),
    ("year other than the day of a plan", edit(INFO, "year: 2031", "year: 2031\ngenre: 方案\ndelivered_on: 2032-07-20"), [
        "handbook.yaml:7:15: 【情况】方案日期不在 2031 年，请核对 year 和 delivered_on",
    ]),
    # -- formats: one message, whatever else is wrong --------
    ("data that say no format", both(edit(INFO, "format: 2\n", "# 手册\n", "2031", "31"), edit(UNITS, "kind: collective", "kind: village")), [
        "handbook.yaml:2:1: 【格式】数据是第 1 版格式，这个程序用第 2 版，请执行 shouce upgrade 查看要改什么",
    ]),
    ("data of an older format", both(edit(INFO, "format: 2", "format: 1"), remove(UNITS)), [
        "handbook.yaml:1:9: 【格式】数据是第 1 版格式，这个程序用第 2 版，请执行 shouce upgrade 查看要改什么",
    ]),
    ("data of a newer format", both(edit(INFO, "format: 2", "format: 3\nmottos: [甲]"), remove("speech.txt")), [
        "handbook.yaml:1:9: 【格式】数据是第 3 版格式，这个程序只认得第 2 版，请升级程序",
    ]),
    ("format that is no number", edit(INFO, "format: 2", "format: 二"), [
        "handbook.yaml:1:9: 【格式】“format”应为数字，这里是“二”，请照 12 或 12.5 的样子写，不加引号和单位",
    ]),
    ("format that is empty", edit(INFO, "format: 2", "format:"), [
        "handbook.yaml:1:8: 【格式】“format”是空的，请补上内容或删去这一项",
    ]),
    ("format of none", edit(INFO, "format: 2", "format: 0"), [
        "handbook.yaml:1:9: 【格式】“0”太小，“format”不小于 1，请改正",
    ]),
    ("format that stands twice", edit(INFO, "format: 2", "format: 2\nformat: 1"), [
        "handbook.yaml:2:1: 【格式】“format”在同一条里写了两次，请删去一处",
    ]),
    ("speech that is empty where it is a plan", both(edit(INFO, "year: 2031", "year: 2031\ngenre: 方案"), put("speech.txt", b"\n")), [
        "speech.txt:1:1: 【文字】方案原文是空的，请放进方案全文",
    ]),
]
# fmt: on


def contents(folder: Path) -> dict[bytes, tuple[int, bytes]]:
    """Every name below a folder with its type and what it holds or leads to."""
    found = {}
    for path in folder.rglob("*"):
        kind = path.lstat().st_mode
        if path.is_symlink():
            raw = os.fsencode(path.readlink())
        else:
            raw = path.read_bytes() if path.is_file() else b""
        found[os.fsencode(path)] = kind, raw
    return found


@pytest.fixture(scope="module")
def earlier(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, dict[bytes, tuple[int, bytes]]]:
    """Pages built from good data, and what they hold."""
    docs = tmp_path_factory.mktemp("built") / "docs"
    assert main_pages(["--data", str(TINY), "--docs", str(docs)]) == 0
    return docs, contents(docs)


@pytest.mark.parametrize(("spoil", "findings"), [pytest.param(*k[1:], id=k[0]) for k in KINDS])
def test_wrong_data_is_named_and_nothing_is_touched(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    earlier: tuple[Path, dict[bytes, tuple[int, bytes]]],
    spoil: Wrong,
    findings: list[str],
) -> None:
    data = Path(shutil.copytree(TINY, tmp_path / "data"))
    spoil(data)
    before = contents(data)
    docs, pages = earlier
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(spelling, "can_fork", bool)  # wrong data have no titles to be spelled
    assert main_pages(["--data", "data", "--docs", str(docs)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert [line.replace("data/", "") for line in said[:-1]] == findings
    assert said[-1] == f"共{len(findings)}处需要改正，什么都没有写。"
    assert contents(data) == before
    assert contents(docs) == pages


def test_there_are_at_least_eighty_kinds() -> None:
    assert len({name for name, *_ in KINDS}) == len(KINDS) >= 80


GOOD: list[tuple[str, Wrong]] = [
    ("BOM in YAML, as Notepad writes it", recode(T1, "utf-8-sig")),
    ("CRLF in YAML, as Notepad writes it", recode(T1, "utf-8", newline="\r\n")),
    ("both, in every file", both(*(
        recode(name, "utf-8-sig", newline="\r\n")
        for name in (T1, T2, P1, C2, OUTLINE, UNITS, INFO, RULES, TERMS, RESULTS)
    ))),
    ("comment on a line of its own", edit(T1, "- id: 2.1-02", "# 修路灯\n- id: 2.1-02")),
    ("empty list in an optional file", put("projects.yaml", b"[]\n")),
    ("text in a block", edit(T1, TITLE, "title: |-\n    修通柳树沟公路")),
    ("folder of tasks that is a link inside the data", relink("tasks")),
    ("name beside the data that begins with a dot", put(".DS_Store", b"\0")),
    ("number with a fraction of zero", edit(T1, "value: 12.5", "value: 12.50")),
]  # fmt: skip


@pytest.mark.parametrize("spoil", [pytest.param(wrong, id=name) for name, wrong in GOOD])
def test_what_an_editor_leaves_behind_changes_nothing(tiny_data: Path, spoil: Wrong) -> None:
    whole = load(TINY)
    spoil(tiny_data)
    assert load(tiny_data) == whole


def test_a_rule_may_know_another_year(tiny_data: Path) -> None:
    """明年10月底 is no 10月底; a word of the table for it settles the matter."""
    both(
        edit("speech.txt", "要在10月底前", "要在明年10月底前"),
        edit(T1, "要在10月底前", "要在明年10月底前", "text: 10月底前", "text: 明年10月底前"),
        edit(RULES, "[适时]", "[适时, 明年]"),
    )(tiny_data)
    assert load(tiny_data).tasks["2.1-01"].deadlines[0].date is None


def test_a_title_may_have_forty_characters(tiny_data: Path) -> None:
    title = f"修通{'柳' * 36}公路"
    edit(T1, TITLE, f"title: {title}")(tiny_data)
    assert load(tiny_data).tasks["2.1-01"].title == title
    assert len(title) == 40


def test_text_is_what_was_typed(tiny_data: Path) -> None:
    """What YAML likes to turn into something else stays text."""
    for typed in ("yes", "no", "on", "08", "0o7", "1_000", "12:30", "2022-07-20", ".inf", "1e3"):
        edit(T2, "deliverable: 方案", f"deliverable: 方案\n  note: {typed}")(tiny_data)
        assert load(tiny_data).tasks["2.2-01"].note == typed
        edit(T2, f"\n  note: {typed}", "")(tiny_data)


def test_all_findings_come_at_once(tiny_data: Path) -> None:
    """Slips in every file are named in one run, whatever else cannot be read."""
    edit(T1, "value: 12.5", "value: 1")(tiny_data)
    edit(T2, "deliverable: 方案", "deliverable: 草案")(tiny_data)
    edit(UNITS, "kind: collective", "kind: village")(tiny_data)
    edit(INFO, "year: 2031", "year: 两千")(tiny_data)
    edit(OUTLINE, "title: 办学", "title: 办校")(tiny_data)
    edit(P1, "title: 有", "title: [")(tiny_data)
    edit(TERMS, "“两免”", "“三免”")(tiny_data)
    edit(RULES, "[适时]", "[适时, 年内]")(tiny_data)
    with pytest.raises(DataError) as caught:
        load(tiny_data)
    named = {finding.place.path.removeprefix("data/") for finding in caught.value.findings}
    assert named == {T1, T2, UNITS, INFO, OUTLINE, P1, TERMS, RULES}


@pytest.mark.parametrize("name", [T1, "tasks", "speech.txt", "."])
def test_what_may_not_be_read_is_named(
    tiny_data: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Tests may run as root, whom no permission stops: the system's answer is put in its mouth."""
    target, real_open, real_iterdir = tiny_data / name, Path.open, Path.iterdir

    def refuse(path: Path, real: Callable[..., Any]) -> Callable[..., Any]:
        if path == target:
            raise PermissionError(13, "Permission denied", str(path))
        return real

    monkeypatch.setattr(Path, "open", lambda p, *a, **k: refuse(p, real_open)(p, *a, **k))
    monkeypatch.setattr(Path, "iterdir", lambda p: refuse(p, real_iterdir)(p))
    with pytest.raises(DataError, match=r"请检查.*权限") as caught:
        load(tiny_data)
    assert all(finding.message.count("请") for finding in caught.value.findings)


HUGE = [
    (RESULTS, b"- a\n" * 66_000),
    (RESULTS, b"[" + b"{a: b}," * 33_000 + b"]"),
    (RESULTS, b"- {" + b"".join(b"k%d: 1, " % i for i in range(16_000)) + b"}"),
    (RESULTS, "- \u200b\n".encode() * 33_000),
    (RESULTS, b"\x01\n" * 66_000),
    (RESULTS, b"- *a\n" * 50_000),
    (RESULTS, b"- !!a b\n" * 33_000),
    (RESULTS, b"{[" * 100_000),
    (RESULTS, b'- "' + b"\\u200b" * 50_000 + b'"'),
    ("speech.txt", "。".encode() * 100_000),
    ("speech.txt", "修".encode() * 100_000),
    ("speech.txt", "\u200b".encode() * 100_000),
    ("tasks/2.3.yaml", b"- {id: 2.2-01, title: a, quotes: [b]}\n" * 6_000),
    (OUTLINE, b"- {id: '1', title: a}\n" * 10_000),
    (C2, "- {reason: 标题, quotes: [甲乙丙丁]}\n".encode() * 6_000),
    (TERMS, b"".join(b"- {id: a%d, name: b%d}\n" % (i, i) for i in range(10_000))),
    (UNITS, b"".join(b"- {id: a%d, name: b%d, kind: other}\n" % (i, i) for i in range(6_000))),
    (P1, b"- {id: p, title: a, admitted: named, quotes: [b], tasks: [2.1-77, 2.1-78]}\n" * 6_000),
    (INFO, b"format: 2\naccounted_parts: [" + b"'1', " * 50_000 + b"]"),
    (T1, b"- {id: 2.1-01, title: a, quotes: [" + b"b, " * 50_000 + b"]}"),
    (RULES, b"- {words: ['{year}{a}'], settles: month-end, kind: by, note: a}\n" * 4_000),
]
"""So much wrong that anything quadratic would take minutes; at most 0.3 MB, for speed."""


@pytest.mark.parametrize(("name", "raw"), HUGE)
def test_a_huge_file_is_named_without_end(tiny_data: Path, name: str, raw: bytes) -> None:
    """It comes to an end, and with no more to read than somebody might."""
    (tiny_data / name).write_bytes(raw)
    with pytest.raises(DataError) as caught:
        load(tiny_data)
    assert all(len(str(finding)) < 600 for finding in caught.value.findings)
