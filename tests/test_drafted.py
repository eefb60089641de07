"""Drafts kept in a folder until somebody has gone through them: no tasks, and never public."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from handbook.cli import main
from handbook.pages.make import make_pages
from handbook.read.load import load
from tests.conftest import TINY

Kept = Path


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """A folder that a text has become, with its drafts."""
    folder = tmp_path / "手册"
    assert main(["new", "-q", str(folder), "--from", str(TINY / "speech.txt")]) == 0
    assert main(["draft", "-q", str(folder)]) == 0
    return folder


def drafts(folder: Path) -> list[dict[str, object]]:
    found = yaml.safe_load((folder / "data/drafts.yaml").read_text("utf-8"))
    assert isinstance(found, list)
    return found


def test_what_is_drafted_stands_in_the_text_and_is_no_task(kept: Kept) -> None:
    hb = load(kept / "data")
    assert hb.tasks == {}
    assert [hb.speech.text[d.start : d.end] for d in hb.drafts] == [
        d["words"] for d in drafts(kept)
    ]
    (road,) = [d for d in hb.drafts if "修通柳树沟公路" in d.title]
    assert [(unit.name, unit.role) for unit in road.units] == [("县交通局", "responsible")]
    assert road.times == ("10月底前",)
    page = make_pages(hb, with_downloads=False)["drafts.md"]
    assert "任务3条" in page
    assert "草稿" in page
    assert "修通柳树沟公路" in page


def test_drafts_are_never_public(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "-q", "--no-downloads", str(kept)]) == 1
    assert re.search(r"还有\d+条草稿没有看过，公开版不能生成", capsys.readouterr().err)
    assert not (kept / "site").exists()


def test_what_a_person_decided_is_not_drafted_again(kept: Kept) -> None:
    before = drafts(kept)
    context = kept / "data/context"
    context.mkdir(exist_ok=True)
    first = next(d for d in before if "sets" not in d)
    sentence = load(kept / "data").sentence(int(str(first["sentence"])))
    reason = {"reason": "口号", "quotes": [sentence.text.strip()]}
    (context / "c.yaml").write_text(yaml.safe_dump([reason], allow_unicode=True), "utf-8")
    assert main(["draft", "-q", str(kept)]) == 0
    after = drafts(kept)
    assert [d for d in after if d["sentence"] == first["sentence"]] == []
    words = [d["words"] for d in before if d["sentence"] != first["sentence"]]
    assert [d["words"] for d in after] == words


def test_drafting_again_gives_the_same(kept: Kept) -> None:
    before = (kept / "data/drafts.yaml").read_bytes()
    assert main(["draft", "-q", str(kept)]) == 0
    assert (kept / "data/drafts.yaml").read_bytes() == before


def test_drafts_that_no_longer_stand_are_named_and_made_anew(
    kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    text = kept / "data/speech.txt"
    text.write_text(text.read_text("utf-8").replace("柳树沟", "杨树沟"), "utf-8")
    assert main(["check", str(kept)]) == 1
    assert "请重新起草" in capsys.readouterr().err
    assert main(["draft", "-q", str(kept)]) == 0
    assert main(["check", "-q", str(kept)]) == 0
