"""Draw sentences by lot, for a reading that is to test the rules.

    python scripts/draw_sentences.py COMMIT [--count 60] [--data data]

The lot is seeded by the commit that holds the rules, so that the first draw counts. Prints the
numbers of the sentences, in order.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from handbook.read.load import load  # noqa: E402


def draw(numbers: list[int], seed: str, count: int) -> list[int]:
    """``count`` of ``numbers``, the same for the same seed."""
    return sorted(random.Random(seed).sample(numbers, count))


def main() -> None:
    """Print the draw."""
    parser = argparse.ArgumentParser(description="抽签选句")
    parser.add_argument("commit", help="规则所在的提交，全部四十位")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--data", type=Path, default=ROOT / "data")
    chosen = parser.parse_args()
    hb = load(chosen.data)
    parts = hb.info.accounted_parts
    numbers = [s.id for s in hb.speech.sentences if hb.path_to(s.section)[0].id in parts]
    print(*draw(numbers, chosen.commit, chosen.count))


if __name__ == "__main__":
    main()
