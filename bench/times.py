"""How many times of ``tests/test_times.py`` are read rightly, here and by jionlp.

    .venv/bin/python -m bench.times [--wrong]

jionlp 1.5.31, which reads times of all kinds of Chinese text, is installed into an environment that
is thrown away; nothing else uses it. A day is right where it is the last day of the time; a time
without one where none is given. In favour of jionlp a time that it calls blurred counts as none
where none is wanted, and as its day where that is right. ``--wrong`` lists what is not right.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from handbook.words.times import read_time
from tests.test_times import DAYS, OPEN, SAID

PEER = "jionlp==1.5.31"
Case = tuple[str, str, str | None]
Answer = tuple[str | None, bool]
"""The day that is given, and whether it is called a blurred one."""
_ASK = """
import contextlib, io, json, sys
with contextlib.redirect_stdout(io.StringIO()):
    import jionlp
    answers = []
    for words, base in json.load(sys.stdin):
        try:
            found = jionlp.parse_time(words, time_base=base)
        except Exception:
            answers.append([None, False])
            continue
        end = found["time"][1] if isinstance(found["time"], list) else None
        day = end[:10] if end and end[:1].isdigit() else None
        answers.append([day, found.get("definition") == "blur"])
print(json.dumps(answers))
"""


def cases() -> list[Case]:
    """When, words, and the day, or ``None`` where the words settle none."""
    return [*DAYS, *((when, words, None) for when, words, _, _ in OPEN)]


def ours(table: Sequence[Case]) -> list[Answer]:
    """What this program says."""
    times = [read_time(words, SAID[when]) for when, words, _ in table]
    return [(str(time.day) if time and time.day else None, False) for time in times]


def theirs(table: Sequence[Case]) -> list[Answer]:
    """What jionlp says; a text without a day gives it the year alone."""
    asked = []
    for when, words, _ in table:
        said = SAID[when]
        day = {"month": said.day.month, "day": said.day.day} if said.day else {}
        asked.append([words, {"year": said.this_year, **day} if said.this_year else None])
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        python = str(Path(folder) / "bin" / "python")
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PEER]
        subprocess.run(install, check=True, stderr=subprocess.DEVNULL)
        said_back = subprocess.run(
            [python, "-c", _ASK], input=json.dumps(asked), capture_output=True, check=True,
            encoding="utf-8",
        ).stdout  # fmt: skip
    return [(day, blurred) for day, blurred in json.loads(said_back)]


def right(case: Case, answer: Answer) -> bool:
    """Whether an answer is what the table says."""
    day, blurred = answer
    return day == case[2] or (blurred and case[2] is None)


def main() -> None:
    """Print both scores."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wrong", action="store_true", help="list what is not right")
    wrong = parser.parse_args().wrong
    table = cases()
    settled = sum(day is not None for _, _, day in table)
    for name, answers in (("handbook", ours(table)), (PEER, theirs(table))):
        held = [right(case, answer) for case, answer in zip(table, answers, strict=True)]
        days = sum(ok for ok, case in zip(held, table, strict=True) if case[2])
        made_up = sum(
            not ok and day is not None for ok, (day, _) in zip(held, answers, strict=True)
        )
        print(
            f"{name}: {sum(held)} of {len(table)} right; days {days} of {settled}, none where none "
            f"is {sum(held) - days} of {len(table) - settled}; a wrong day {made_up} times"
        )
        for case, answer, ok in zip(table, answers, held, strict=True):
            if wrong and not ok:
                print(
                    f"  {case[1]} ({SAID[case[0]].day or SAID[case[0]].year}): "
                    f"{answer[0]}, not {case[2]}"
                )


if __name__ == "__main__":
    main()
