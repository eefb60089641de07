"""How Chinese is read: as the library does that knows all phrases."""

import json
import os
import subprocess
import sys

import pytest

from handbook.words.pinyin import reader
from tests.conftest import ROOT

ALL = """
import json, sys
from pypinyin import lazy_pinyin
json.dump([lazy_pinyin(text) for text in json.load(sys.stdin)], sys.stdout)
"""
SPEECH = (ROOT / "data" / "speech.txt").read_text("utf-8").splitlines()


def with_all_phrases(texts: list[str]) -> list[list[str]]:
    environment = {key: said for key, said in os.environ.items() if key != "PYPINYIN_NO_PHRASES"}
    asked = subprocess.run(
        [sys.executable, "-c", ALL], input=json.dumps(texts), capture_output=True, check=True,
        encoding="ascii", env=environment,
    )  # fmt: skip
    answer: list[list[str]] = json.loads(asked.stdout)
    return answer


@pytest.mark.parametrize("texts", [["重庆银行行长", "长大", "乐山的音乐", "2022年abc", ""], SPEECH])
def test_texts_are_read_as_with_all_phrases(texts: list[str]) -> None:
    read = reader(texts)
    assert [read(text) for text in texts] == with_all_phrases(texts)
