"""A small ledger on the tiny speech, as data that a test may change before it is written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

Row = dict[str, Any]

UNITS: list[Row] = [
    {"id": "jiaotong", "name": "县交通局", "kind": "department"},
    {"id": "jiaoyu", "name": "县教育局", "kind": "department"},
    {"id": "caizheng", "name": "县财政局", "kind": "department"},
    {"id": "ducha", "name": "县政府督查室", "kind": "department"},
    {"id": "shenji", "name": "县审计局", "kind": "department"},
]


def _row(kind: str, matter: str, key: str, day: str, **more: Any) -> Row:
    return {"id": f"{matter}.{key}", "kind": kind, "matter": matter, "day": f"2031-{day}",
            "received": f"2031-{day}", **more}  # fmt: skip


ENTRIES: list[Row] = [
    _row("open", "road", "open", "07-25", by="县政府办公室", number="政督〔2031〕1号",
         title="修通柳树沟公路", tasks=["2.1-01"], lead="jiaotong", supports=["caizheng"],
         due="2031-10-31", asked="month", answer_on=25, closes_when="全线通车并验收",
         evidence="验收报告",
         goals=[{"name": "通车里程", "value": 12.5, "unit": "公里", "due": "2031-10-31"}]),
    _row("receive", "road", "got", "07-26", unit="jiaotong", signed_by="张某"),
    _row("report", "road", "r8", "08-20", unit="jiaotong", done="路基完成", signed_by="张某",
         figures=[{"name": "通车里程", "value": 4, "unit": "公里"}]),
    _row("check", "road", "c8", "08-28", checker="ducha", of=["road.r8"], outcome="returned",
         fault="figures", text="实地只有3公里", answer_by="2031-09-05", on_site=True),
    _row("reply", "road", "a8", "08-30", unit="jiaotong", to="road.c8", text="另1公里未铺油"),
    _row("request", "road", "q9", "09-10", unit="jiaotong", wish="extend", reason="汛期停工",
         due="2031-11-30"),
    _row("decide", "road", "d9", "09-15", by="县政府办公室", source="县长办公会议",
         answers="road.q9", granted=True, due="2031-11-30"),
    _row("open", "plan", "open", "07-25", by="县政府办公室", number="政督〔2031〕2号",
         title="编制“两免”方案", tasks=["2.2-01"], lead="jiaoyu", due="2031-08-31", asked="once",
         closes_when="方案印发", evidence="文件"),
    _row("report", "plan", "r8", "08-28", unit="jiaoyu", done="方案已印发", signed_by="李某"),
    _row("check", "plan", "c9", "09-02", checker="ducha", of=["plan.r8"], outcome="closed"),
]  # fmt: skip
SETTINGS: Row = {"as_of": "2031-09-30"}


def changed(
    rows: Iterable[Row], patches: Mapping[str, Row | None] = {}, more: Iterable[Row] = ()
) -> list[Row]:
    """The rows with fields of some set anew by id (``None`` takes a field, or a row, away)."""
    found = []
    for row in rows:
        patch = patches.get(row["id"], {})
        if patch is not None:
            found.append({k: v for k, v in (row | patch).items() if v is not None})
    return [*found, *more]


def write_ledger(
    folder: Path,
    entries: Iterable[Row] = ENTRIES,
    units: Iterable[Row] = UNITS,
    settings: Row = SETTINGS,
) -> Path:
    """Write a ledger below ``folder``; entries in one file."""
    (folder / "entries").mkdir(parents=True, exist_ok=True)
    for name, value in {
        "units.yaml": [*units], "entries/all.yaml": [*entries], "ledger.yaml": settings,
    }.items():  # fmt: skip
        plain = json.loads(json.dumps(value))  # what is shared would be written as an alias
        text = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=1000)
        (folder / name).write_text(text.replace("'", '"'), encoding="utf-8")
    return folder
