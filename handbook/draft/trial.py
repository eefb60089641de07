"""What the gates would say: the data with some files changed, read in a place of its own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from handbook.model import Handbook
from handbook.read.load import load
from handbook.read.yaml_lines import parse_yaml
from handbook.words.findings import DataError, Finding
from handbook.words.follow import LEDGER

SHOWN = "data"


@dataclass(frozen=True)
class Tried:
    """What came of it: the handbook, or what is wrong with it."""

    handbook: Handbook | None
    findings: tuple[Finding, ...] = ()


def tried(data: Path, files: Mapping[str, bytes | None], *, drafts: bool = False) -> Tried:
    """Read ``data`` as it would be with ``files`` changed; nothing of it is written there.

    The follow-up is left out: what is added to the data touches none of it.
    """
    with tempfile.TemporaryDirectory(prefix="shouce-") as place:
        copy = Path(place) / SHOWN
        skip = shutil.ignore_patterns(LEDGER, ".*")
        shutil.copytree(data, copy, ignore=skip)
        for name, raw in files.items():
            path = copy / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            if raw is not None:
                path.write_bytes(raw)
        try:
            return Tried(load(copy, SHOWN, internal=True, drafts=drafts))
        except DataError as error:
            return Tried(None, tuple(error.findings))


def lines_of(text: str) -> Iterator[tuple[int, int, str]]:
    """Of each top-level field of a list of records: its line, which record, which field."""
    source = parse_yaml(text, "")
    for index, record in enumerate(source.value):
        for key in record:
            yield source.key_place(index, key).line or 0, index, key
