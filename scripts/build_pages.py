"""Check data/ and write docs/. See --help."""

import gc
import os
import sys
from pathlib import Path

gc.disable()  # one short run, few cycles: collecting would take a quarter of its time
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from handbook.cli import main_pages  # noqa: E402

if __name__ == "__main__":
    code = main_pages(root=ROOT)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)  # what it knows need not be put away piece by piece
