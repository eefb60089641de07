"""The example in both its editions, with a canary in every field of every entry for inside."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import ROOT

EXAMPLE = ROOT / "examples/pinghe"
CANARY = "金丝雀"
PHONE = "13900000000"
"""Of a contact, which no edition knows."""
ISSUES = (("2022-08", "2022-08-31", "2"), ("2022-09", "2022-09-30", "3"))
"""What was handed up: the month, as of which day, under which number."""
TEXTS = ("by", "source", "title", "number", "words", "closes_when", "evidence", "done", "next",
         "obstacle", "asks", "reason", "figure", "text", "why", "signed_by")  # fmt: skip
"""The fields of entries that hold words."""


def built(folder: Path) -> Path:
    ours = shutil.ignore_patterns("internal", "docs", "site", ".*")
    shutil.copytree(EXAMPLE, folder, ignore=ours)
    for path in (folder / "data/ledger/entries").rglob("*.yaml"):
        entries = yaml.safe_load(path.read_text("utf-8"))
        path.write_text(quoted([*map(marked, entries)]), "utf-8")
    contacts = f'- {{unit: hewan, name: 陈某某, phone: "{PHONE}"}}\n'
    (folder / "data/ledger/contacts.yaml").write_text(contacts, "utf-8")
    for month, as_of, number in ISSUES:
        command = [sys.executable, "-m", "handbook", "issue", "-q", "--month", month, "--as-of",
                   as_of, "--number", number, str(folder)]  # fmt: skip
        subprocess.run(command, check=True, cwd=ROOT)
    for edition in ("internal", "public"):
        command = [sys.executable, "-m", "handbook", "build", "-q", "--edition", edition,
                   str(folder)]  # fmt: skip
        subprocess.run(command, check=True, cwd=ROOT)
    return folder


def quoted(entries: list[dict[str, Any]]) -> str:
    """Entries as a file of the ledger holds them."""
    return yaml.safe_dump(entries, allow_unicode=True, sort_keys=False).replace("'", '"')


def marked(entry: dict[str, Any]) -> dict[str, Any]:
    if entry.get("public"):
        return entry
    words: dict[str, Any] = {
        key: [word + CANARY for word in value] if isinstance(value, list) else value + CANARY
        for key, value in entry.items()
        if key in TEXTS
    }
    return entry | words
