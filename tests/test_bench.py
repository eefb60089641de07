"""The tools of the benchmarks: big handbooks are valid."""

from __future__ import annotations

from pathlib import Path

from bench.handbooks import write
from handbook.model import Handbook
from handbook.pages.make import make_pages
from handbook.read.load import load

COPIES = 2


def _sizes(hb: Handbook) -> dict[str, int]:
    """How many there are of each thing."""
    made = make_pages(hb)
    groups = {
        "sections": hb.sections, "units": hb.units, "problems": hb.problems,
        "results": hb.results, "mechanisms": hb.mechanisms, "lists": hb.lists,
        "sentences": hb.speech.sentences, "mentions": hb.mentions, "pages": made.pages,
        **hb.entities,
    }  # fmt: skip
    return {name: len(group) for name, group in groups.items()}


def test_a_big_handbook_is_valid_and_as_dense_as_its_source(real: Handbook, tmp_path: Path) -> None:
    made = write(tmp_path, COPIES * len(real.tasks) - 1)
    big = load(tmp_path / "data")
    assert made == len(big.tasks) == COPIES * len(real.tasks)
    once, twice = _sizes(real), _sizes(big)
    for name, size in once.items():
        assert COPIES * size * 0.9 <= twice[name] <= COPIES * size * 1.1, name


def test_a_big_handbook_is_the_same_every_time(tmp_path: Path) -> None:
    texts = []
    for name in ("one", "other"):
        write(tmp_path / name, 500)
        paths = sorted((tmp_path / name).rglob("*.*"))
        texts.append([(p.relative_to(tmp_path / name), p.read_bytes()) for p in paths])
    assert texts[0] == texts[1]
