"""Whatever is done to the data, it loads whole or says what is wrong with it.

``MUTATIONS=5000 pytest tests/test_mutations.py`` runs that many new examples of each kind.
"""

from __future__ import annotations

import copy
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from handbook.model import Handbook, Quote, Task, kinds
from handbook.model.info import usual_titles
from handbook.read.load import load
from handbook.words.findings import DataError
from handbook.words.vocabulary import COMMITMENTS, GENRE
from tests.conftest import ROOT, TINY

SOAK = int(os.environ.get("MUTATIONS", "0"))
ODD_BYTES = [
    b"\t", b"\r", b"\r\n", b"\n", b" ", b"  ", b"\0", b"\xff", b"\xef\xbb\xbf", b"\xb1\xea",
    b"- ", b": ", b":", b"#", b" # ", b"&a ", b"*a", b"!!python/name:os ", b"<<: ", b"---\n",
    b"[", b"]", b"{", b"}", b"'", b'"', b"|", b">", b"%", b"@", b"`", b"? ", b"\\", b'"\\ud800"',
    b"\xe2\x80\x8b", b"\xe2\x80\xae", b"\xc2\xa0", b"\xc2\x85", b"\xe2\x80\xa8", b"\xef\xbc\x9a",
    b"[" * 40, b"...", b"1_000", b"1e400", b"9" * 400, b"~", b"**", "，年".encode(),
]  # fmt: skip
ODD_VALUES: list[Any] = [
    None, True, False, 0, -1, 12.5, 10**400, float("inf"), float("nan"), "", " ", "\n", "a\nb",
    "yes", "08", "0o7", "1_000", "12:30", "2022-02-30", "~", "*", "**", "<b>", "{year}", "{",
    "{month}月底", "{year}{year}年", "季度", "明年年底", "2.1", "2.1-01", "2.10", "9.9", "con",
    "../x", "\u200b", "\u202e", "\xa0", "\ud7ff", "\uffff", "１２", "長", "javascript:x",
    "https://[", "字" * 3000, [], {}, [[]], [None], {"exact": "修"}, {"": 1}, [1, "a", None],
]  # fmt: skip
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""Where a thousand copies of the data cost the disk nothing."""
Mutate = Callable[[st.DataObject, Path], None]


def examples(number: int) -> settings:
    return settings(
        max_examples=SOAK or number,
        derandomize=not SOAK,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],  # what is drawn says enough, and shrinking takes minutes
    )


# -- what is done to the data ---------------------------------------------------------------


def files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.suffix in (".yaml", ".txt"))


def mutate_bytes(data: st.DataObject, root: Path) -> None:
    path = data.draw(st.sampled_from(files(root)))
    raw = path.read_bytes()
    places = st.integers(0, len(raw))
    start, end = sorted((data.draw(places), data.draw(places)))
    end = min(end, start + data.draw(st.sampled_from([1, 3, 30, 3000])))
    chunk = raw[start:end]
    odd = data.draw(st.one_of(st.sampled_from(ODD_BYTES), st.binary(max_size=4)))
    moved = raw[:start] + raw[end:]
    at = data.draw(st.integers(0, len(moved)))
    done = {
        "delete": moved,
        "insert": raw[:start] + odd + raw[start:],
        "replace": raw[:start] + odd + raw[end:],
        "double": raw[:end] + chunk + raw[end:],
        "move": moved[:at] + chunk + moved[at:],
    }
    path.write_bytes(done[data.draw(st.sampled_from(sorted(done)))])


def mutate_lines(data: st.DataObject, root: Path) -> None:
    path = data.draw(st.sampled_from(files(root)))
    lines = path.read_bytes().splitlines(keepends=True) or [b""]
    first, second = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    match data.draw(st.sampled_from(["delete", "double", "swap", "indent", "outdent", "join"])):
        case "delete":
            del lines[first]
        case "double":
            lines.insert(second, lines[first])
        case "swap":
            lines[first], lines[second] = lines[second], lines[first]
        case "indent":
            lines[first] = b" " * data.draw(st.integers(1, 3)) + lines[first]
        case "outdent":
            lines[first] = lines[first].lstrip(b" ")
        case "join":
            lines[first] = lines[first].rstrip(b"\r\n")
    path.write_bytes(b"".join(lines))


def mutate_tree(data: st.DataObject, root: Path) -> None:
    path = data.draw(st.sampled_from([p for p in files(root) if p.suffix == ".yaml"]))
    try:
        tree = copy.deepcopy(parsed(path.read_bytes()))
    except yaml.YAMLError:
        return  # an earlier mutation broke it
    spots = list(inner_values(tree))
    if not spots:
        return
    parent, key = data.draw(st.sampled_from(spots))
    other, other_key = data.draw(st.sampled_from(spots))
    match data.draw(st.sampled_from(["odd", "drop", "double", "rename", "swap", "copy", "wrap"])):
        case "odd":
            parent[key] = copy.deepcopy(data.draw(st.sampled_from(ODD_VALUES)))
        case "drop":
            del parent[key]
        case "double" if isinstance(parent, list):
            parent.insert(key, copy.deepcopy(parent[key]))
        case "rename" if isinstance(parent, dict):
            odd = data.draw(st.sampled_from(["", "titel", "id", "name", "<<", "exact", "标题"]))
            parent[odd] = parent.pop(key)
        case "swap":
            parent[key], other[other_key] = copy.deepcopy((other[other_key], parent[key]))
        case "copy":
            parent[key] = copy.deepcopy(other[other_key])
        case "wrap":
            parent[key] = [parent[key]]
    text = yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")


@cache
def parsed(raw: bytes) -> Any:
    return yaml.load(raw, yaml.CSafeLoader)


def inner_values(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Each value with what holds it: the container and its key or index."""
    pairs: list[tuple[Any, Any]] = []
    if isinstance(tree, dict | list):
        pairs = list(tree.items() if isinstance(tree, dict) else enumerate(tree))
    for key, value in pairs:
        yield tree, key
        yield from inner_values(value)


def mutate_files(data: st.DataObject, root: Path) -> None:
    one, other = (data.draw(st.sampled_from(files(root))) for _ in range(2))
    match data.draw(st.sampled_from(["remove", "empty", "rename", "copy", "swap", "append"])):
        case "remove":
            one.unlink()
        case "empty":
            one.write_bytes(b"")
        case "rename":
            one.rename(one.with_name(data.draw(st.sampled_from(["x.yaml", "2².yaml", "a.txt"]))))
        case "copy":
            one.with_name("9.yaml").write_bytes(one.read_bytes())
        case "swap":
            left, right = one.read_bytes(), other.read_bytes()
            one.write_bytes(right)
            other.write_bytes(left)
        case "append":
            one.write_bytes(one.read_bytes() + other.read_bytes())


OPTIONAL = (
    "note", "deliverable", "targets", "extents", "red_lines", "outcomes", "measures", "into",
    "more_deadlines", "commitment", "tasks",
)  # fmt: skip


def mutate_gently(data: st.DataObject, root: Path) -> None:
    """What an editor may do without fault: another order or style, less of what is optional."""
    path = data.draw(st.sampled_from([p for p in files(root) if p.suffix == ".yaml"]))
    try:
        tree = copy.deepcopy(parsed(path.read_bytes()))
    except yaml.YAMLError:
        return
    if isinstance(tree, list) and path.name != "outline.yaml":
        tree = data.draw(st.permutations(tree))
    for item in tree if isinstance(tree, list) else []:
        key = data.draw(st.sampled_from(OPTIONAL))
        if isinstance(item, dict) and data.draw(st.booleans()):
            item.pop(key, None)
    style: dict[str, Any] = {
        "default_flow_style": data.draw(st.sampled_from([True, False, None])),
        "allow_unicode": data.draw(st.booleans()),
        "line_break": data.draw(st.sampled_from(["\n", "\r\n"])),
        "indent": data.draw(st.integers(2, 8)),
        "explicit_end": data.draw(st.booleans()),
    }
    ordered = data.draw(st.booleans())
    text = yaml.dump(tree, Dumper=yaml.CSafeDumper, sort_keys=ordered, **style)
    path.write_bytes(text.encode(data.draw(st.sampled_from(["utf-8", "utf-8-sig"]))))


# -- what must hold afterwards --------------------------------------------------------------


def check(root: Path) -> None:
    try:
        handbook = load(root)
    except DataError as error:
        check_findings(error, root)
    else:
        speech = (root / "speech.txt").read_bytes()
        assert "".join(s.text for s in handbook.speech.sentences).encode() == speech
        assert held(handbook) == typed(root)


def check_findings(error: DataError, root: Path) -> None:
    assert error.findings
    for finding in error.findings:
        assert re.search("[一-龥]{2}", finding.message), finding
        assert str(finding).isprintable()
        assert len(finding.message) < 600, finding
        path = root.parent / finding.place.path
        if "没有这个文件" in finding.message or path == root / "tasks":
            continue
        lines = path.read_bytes().replace(b"\r", b"\n").count(b"\n") + 1
        assert 1 <= finding.place.line <= lines, finding
        assert finding.place.column >= 1


def held(hb: Handbook) -> dict[str, Any]:
    """What the handbook holds, in a shape to compare with ``typed``."""
    named = {k.plural: hb.entities[k.key] for k in kinds.KINDS if not k.explained}
    answered = {
        "problems": hb.problems, "results": hb.results, "mechanisms": hb.mechanisms,
        "mindsets": hb.mindsets,
    }  # fmt: skip
    return {
        "tasks": {t.id: held_task(t) for t in hb.tasks.values()},
        "retired": {x.id: (x.reason, [*x.into]) for x in hb.retired.values()},
        "hints": {(x.task, x.text): x.answer for x in hb.hints if x.answer is not None},
        "settled": {
            key: (how.verdict, how.rule, how.reason)
            for key, how in (hb.agreement.settled.items() if hb.agreement else ())
        },
        "units": {u.id: (u.name, u.full_name or "", [*u.aliases]) for u in hb.units.values()},
        "terms": {
            t.id: (t.name, [*t.aliases], said(t.explained_by)) for t in hb.entities["term"].values()
        },
        "lists": {x.id: (x.title, said(x.quotes), [*x.items]) for x in hb.lists},
        "channels": {c.id: (c.name, c.quote.exact) for c in hb.channels},
        "rules": [(list(r.words), r.settles, r.kind, r.note) for r in hb.deadline_rules],
        "sections": {s.id: s.title for s in hb.sections.values() if not s.lead_in},
        "parts": [row.part for row in hb.coverage],
        "title": hb.info.title,
        "called": (hb.info.genre, [*hb.info.commitments], dict(hb.info.titles)),
        **{k: {e.id: (e.name, [*e.aliases]) for e in v.values()} for k, v in named.items()},
        **{
            k: {a.id: (a.title, said(a.quotes), [*a.tasks]) for a in v.values()}
            for k, v in answered.items()
        },
    }


def held_task(task: Task) -> list[Any]:
    """What a task's own words set: what it shares with others stands with the first of them."""
    own = [x for x in task.targets if x.tasks[0] == task.id]
    effects = (*task.red_lines, *task.outcomes)
    return [
        task.title, task.title_quote.exact if task.title_quote else "", said(task.quotes),
        task.commitment or "", task.deliverable or "",
        [(m.text, m.quote.exact if m.quote else "") for m in task.measures],
        [d.text for d in task.deadlines], task.note or "",
        [(a.unit.id, a.role, a.basis, a.open) for a in task.assignments],
        [(t.name, t.text, t.unit or "", [*t.tasks[1:]]) for t in own],
        [(x.name, x.text, x.unit or "") for x in task.extents],
        [(x.text, [*x.tasks[1:]]) for x in effects if x.tasks[0] == task.id],
    ]  # fmt: skip


def said(quotes: tuple[Quote, ...]) -> list[str]:
    return [quote.exact for quote in quotes]


def typed(root: Path) -> dict[str, Any]:
    """What the files hold, read by PyYAML without any idea of types or records."""

    def by_id(*keys: str) -> Callable[[str], dict[str, tuple[Any, ...]]]:
        return lambda name: {
            x["id"]: tuple(QUOTE_KEYS.get(k, plain)(x.get(k)) for k in keys)
            for x in raw(root, name)
        }

    info = raw(root, "handbook.yaml")
    return {
        "tasks": {x["id"]: typed_task(x) for x in raw(root, "tasks")},
        "retired": by_id("reason", "into")("retired.yaml"),
        "hints": {(x["task"], x["text"]): x["reason"] for x in raw(root, "hints.yaml")},
        "settled": {
            (x["field"], plain(x.get("first")), plain(x.get("second")), x["value"]): (
                x["verdict"],
                x["rule"],
                x["reason"],
            )
            for x in raw(root, "readings/settled.yaml")
        },
        "units": by_id("name", "full_name", "aliases")("units.yaml"),
        "terms": by_id("name", "aliases", "explained_by")("terms.yaml"),
        "lists": by_id("title", "quotes", "items")("lists.yaml"),
        "channels": by_id("name", "quote")("channels.yaml"),
        "rules": [
            (x["words"], x["settles"], x["kind"], x["note"]) for x in raw(root, "deadlines.yaml")
        ],
        "sections": {x["id"]: x["title"] for x in raw(root, "outline.yaml")},
        "parts": info.get("accounted_parts", []),
        "title": info["title"],
        "called": (
            info.get("genre", GENRE),
            info.get("commitments", [*COMMITMENTS]),
            usual_titles() | {k: v for k, v in (info.get("titles") or {}).items() if plain(v)},
        ),
        **{k: by_id("name", "aliases")(f"{k}.yaml") for k in NAMED},
        **{k: by_id("title", "quotes", "tasks")(file) for k, file in ANSWERED.items()},
    }


NAMED = ("documents", "projects", "campaigns")
ANSWERED = {"problems": "problems"} | {
    kind: f"{kind}.yaml" for kind in ("results", "mechanisms", "mindsets")
}


def typed_task(x: dict[str, Any]) -> list[Any]:
    deadlines = [x["deadline"]] if plain(x.get("deadline")) else []
    measures = [m if isinstance(m, dict) else {"text": m} for m in x.get("measures", [])]
    return [
        plain(x["title"]), exact(x.get("title_quote")), exacts(x["quotes"]),
        plain(x.get("commitment")), plain(x.get("deliverable")),
        [(m["text"], exact(m.get("quote"))) for m in measures],
        [d["text"] for d in [*deadlines, *x.get("more_deadlines", [])]], plain(x.get("note")),
        [
            (a["unit"], a["role"], a["basis"], a.get("open") == "true")
            for a in x.get("assignments", [])
        ],
        [
            (t["name"], t["text"], plain(t.get("unit")), t.get("also") or [])
            for t in x.get("targets", [])
        ],
        [(e["name"], e["text"], plain(e.get("unit"))) for e in x.get("extents", [])],
        [
            (e["text"], e.get("also") or [])
            for e in [*x.get("red_lines", []), *x.get("outcomes", [])]
        ],
    ]  # fmt: skip


def raw(root: Path, name: str) -> Any:
    """The content of a file, or of all files of a folder; every scalar as text."""
    path = root / name
    if path.is_dir():
        return [x for file in sorted(path.glob("*.yaml")) for x in raw(path, file.name)]
    return yaml.load(path.read_bytes(), yaml.CBaseLoader) if path.exists() else []


def plain(value: Any) -> Any:
    return "" if value in (None, "~", "null", "Null", "NULL") else value


def exacts(quotes: Any) -> list[str]:
    return [exact(quote) for quote in quotes or []]


def exact(quote: Any) -> Any:
    return quote["exact"] if isinstance(quote, dict) else plain(quote)


QUOTE_KEYS: dict[str, Callable[[Any], Any]] = {
    "quotes": exacts,
    "explained_by": exacts,
    "quote": exact,
    **{key: lambda value: value or [] for key in ("aliases", "items", "tasks", "into")},
}


KINDS: list[Mutate] = [mutate_bytes, mutate_lines, mutate_tree, mutate_files, mutate_gently]


def mutated(data: st.DataObject, source: Path, kinds: list[Mutate]) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        root = Path(shutil.copytree(source, Path(folder) / "data"))
        for _ in range(data.draw(st.sampled_from([1, 1, 1, 2, 4]))):
            data.draw(st.sampled_from(kinds))(data, root)
        check(root)


@pytest.mark.parametrize("kind", KINDS)
def test_spoilt_small_data_loads_whole_or_is_named(kind: Mutate) -> None:
    @examples(200)
    @given(st.data())
    def run(data: st.DataObject) -> None:
        mutated(data, TINY, [kind])

    run()


@pytest.mark.heavy
@pytest.mark.parametrize("kind", KINDS)
def test_spoilt_real_data_loads_whole_or_is_named(kind: Mutate) -> None:
    @examples(6)  # as the tiny data in kind, only more of it
    @given(st.data())
    def run(data: st.DataObject) -> None:
        mutated(data, ROOT / "data", [kind])

    run()


def test_data_spoilt_in_several_ways_loads_whole_or_is_named() -> None:
    @examples(150)
    @given(st.data())
    def run(data: st.DataObject) -> None:
        mutated(data, TINY, KINDS)

    run()


def test_the_check_sees_what_is_lost(tiny: Handbook, real: Handbook) -> None:
    """The comparison itself: the fixture passes, and fails once a file holds more."""
    assert held(tiny) == typed(TINY)
    assert held(real) == typed(ROOT / "data")
    assert held(tiny) != typed(ROOT / "data")
