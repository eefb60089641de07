"""Valid handbooks of any size, made of a handbook's own data.

    .venv/bin/python -m bench.handbooks 4032 FOLDER [--data data]

Writes ``FOLDER/data`` and ``FOLDER/mkdocs.yml``: as many copies of the data as make that many
tasks. The first copy is the data as they are. In every other one, each Han character that no rule
reads stands for another (``Cipher``), so that its sentences, names and quotes are its own; its
sections and ids are shifted, and all that refers to them. Links stay as dense as they were, every
check passes, and the same size always gives the same bytes. The two readings are of the first copy.
"""

from __future__ import annotations

import argparse
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from handbook.words.vocabulary import COMMITMENTS

ROOT = Path(__file__).resolve().parent.parent
TIMES = "一二三四五六七八九十〇零百千万亿年月日底季度明来次后去上努"
"""Numerals and words of time: what the checks read into words."""
SIGNS = "决不能坚防止守住兜牢严避免出现发生围绕结合通过依托等以上下"
"""What begins a red line or a measure, ends a list or sets a threshold: the checks read it, too."""
PARTS = 5
"""The first level of sections a copy has room for."""
STAY = {"kind", "role", "basis", "reason", "admitted", "settles"}
"""Keys whose values are words of the data's format, not of the speech."""
NUMBERED = {"outline", "tasks", "retired"}
"""Files whose ids are numbers of sections."""
NAMED = {"units", "documents", "projects", "campaigns", "terms"}
"""Files of things that may stand only once by the same name."""
ONCE = {"handbook", "deadlines", "readings"}
UNIT_IDS = {"covers", "may_cover", "but"}
"""Keys whose values are ids of units, once ``of_their_own`` has named them."""
TASK_IDS = {"tasks", "also", "into", "task"}
"""Keys whose values are ids of tasks."""


@dataclass(frozen=True)
class Source:
    """A handbook's data as typed: its speech, and what each YAML file holds, by its path."""

    speech: str
    files: dict[str, Any]
    tasks: int

    @classmethod
    def read(cls, data: Path) -> Source:
        """The data of a folder ``data/``."""
        paths = sorted(data.rglob("*.yaml"))
        files = {
            path.relative_to(data).as_posix(): yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
            for path in paths
        }
        tasks = sum(len(records) for name, records in files.items() if _stem(name) == "tasks")
        return cls((data / "speech.txt").read_text("utf-8"), files, tasks)

    def kept(self) -> str:
        """The characters that mean something to the checks."""
        words = [word for rule in self.files["deadlines.yaml"] for word in rule["words"]]
        strengths = self.files["handbook.yaml"].get("commitments", COMMITMENTS)
        return TIMES + SIGNS + "".join([*words, *strengths])


@dataclass(frozen=True)
class Cipher:
    """What makes a copy's words and ids its own."""

    copy: int
    table: dict[int, int]

    @classmethod
    def of(cls, copy: int, kept: str) -> Cipher:
        """The cipher of a copy: the common characters (GB 2312, first level) but ``kept`` ones."""
        codes = [bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)]
        common = "".join(code.decode("gb2312", "ignore") for code in codes)
        plain = [char for char in common if char not in kept]
        swapped = list(plain)
        random.Random(copy).shuffle(swapped)
        return cls(copy, str.maketrans("".join(plain), "".join(swapped)) if copy else {})

    def words(self, text: str) -> str:
        """A text of the copy."""
        return text.translate(self.table)

    def number(self, key: str) -> str:
        """A section's or a task's number: ``2.1-01`` becomes ``7.1-01`` in the second copy."""
        part, dot, rest = key.partition(".")
        first, dash, task = part.partition("-")
        return f"{int(first) + PARTS * self.copy}{dash}{task}{dot}{rest}"

    def slug(self, key: str) -> str:
        """Any other id."""
        return f"{key}-x{self.copy}" if self.copy else key

    def own(self, name: str) -> bool:
        """Whether a name is not the same in every copy."""
        return not self.copy or any(ord(char) in self.table for char in name)

    def value(self, value: Any, stem: str, key: str = "") -> Any:
        """A value below ``key`` of a record of the files ``stem``."""
        if isinstance(value, list):
            return [self.value(item, stem, key) for item in value]
        if isinstance(value, dict):
            return {name: self._field(value, name, stem) for name in value}
        if not isinstance(value, str) or key in STAY:
            return value
        if key in TASK_IDS or key == "section" or (key == "id" and stem in NUMBERED):
            return self.number(value)
        return self.slug(value) if key == "id" else self.words(value)

    def _field(self, record: dict[str, Any], key: str, stem: str) -> Any:
        if key == "unit" and "role" in record:
            return self.slug(record[key])
        if key in UNIT_IDS:
            return [self.slug(name) for name in record[key]]
        if key == "aliases":
            return [self.words(name) for name in record[key] if self.own(name)]
        return self.value(record[key], stem, key)

    def records(self, name: str, records: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """The records of a file in this copy."""
        for record in records:
            if _stem(name) not in NAMED or self.own(record["name"]):
                yield self.value(record, _stem(name))


def multiply(source: Source, copies: int) -> dict[str, Any]:
    """What each file of the big handbook holds, by its path."""
    info = dict(source.files["handbook.yaml"])
    kept, parts = source.kept(), info.get("accounted_parts", [])
    files = {name: held for name, held in source.files.items() if _stem(name) in ONCE}
    if copies > 1:
        of_their_own(source.files["units.yaml"])
    files["handbook.yaml"] = info
    speech, accounted = [], []
    for copy in range(copies):
        cipher = Cipher.of(copy, kept)
        speech.append(cipher.words(source.speech))
        accounted += [cipher.number(part) for part in parts]
        for name, records in source.files.items():
            if _stem(name) not in ONCE:
                found = files.setdefault(_path(name, cipher), [])
                found.extend(cipher.records(name, records or []))
    info["accounted_parts"] = accounted
    text = "".join(speech)
    if "asked.yaml" in files:  # what people ask in one copy, another may say
        asked = (
            {**one, "asked": [word for word in one["asked"] if word not in text]}
            for one in files["asked.yaml"]
        )
        files["asked.yaml"] = [one for one in asked if one["asked"]]
    return files | {"speech.txt": text}


def of_their_own(units: list[dict[str, Any]]) -> None:
    """Name those whom a collective takes in: by kind it would take in those of all copies."""
    for unit in units:
        for key in UNIT_IDS & unit.keys():
            unit[key] = [u["id"] for u in units if {u["kind"], u["id"]} & {*unit[key]}]


def write(folder: Path, tasks: int, data: Path = ROOT / "data") -> int:
    """Fill ``folder`` with a handbook of at least ``tasks`` tasks; say how many it has.

    What stands at the same paths is replaced; ``mkdocs.yml`` comes from beside ``data``.
    """
    source = Source.read(data)
    copies = max(1, -(-tasks // source.tasks))
    shutil.rmtree(folder / "data", ignore_errors=True)
    for name, content in multiply(source, copies).items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not isinstance(content, str):
            content = yaml.dump(
                content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000
            )
        path.write_text(content, "utf-8")
    shutil.copy(data.parent / "mkdocs.yml", folder)
    return copies * source.tasks


def _stem(name: str) -> str:
    """The kind of records that a file holds: ``tasks`` of ``tasks/2.1.yaml``."""
    return name.partition("/")[0].removesuffix(".yaml")


def _path(name: str, cipher: Cipher) -> str:
    """Where a copy's records go: files are named by sections where they stand in folders."""
    folder, slash, file = name.partition("/")
    if not slash:
        return name
    return f"{folder}/{cipher.number(file.removesuffix('.yaml'))}.yaml"


def main() -> None:
    """Write a handbook of the size asked for and say what it has become."""
    parser = argparse.ArgumentParser(description="写出一册够大的手册，用来测生成速度和文件大小。")
    parser.add_argument("tasks", type=int, metavar="条数", help="至少多少条任务")
    parser.add_argument("folder", type=Path, metavar="文件夹", help="写到哪里")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="照哪里的数据（data/）")
    options = parser.parse_args()
    made = write(options.folder, options.tasks, options.data)
    rounded = "" if made == options.tasks else f"（要 {options.tasks} 条，凑成整册）"
    print(f"写出 {made} 条任务{rounded}：{options.folder}")


if __name__ == "__main__":
    main()
