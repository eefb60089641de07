"""Check data/ and write docs/. See --help."""

import gc
import sys
from pathlib import Path

gc.disable()  # one short run, few cycles: collecting would take a quarter of its time
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from handbook.cli import main_pages  # noqa: E402

if __name__ == "__main__":
    sys.exit(main_pages(root=ROOT))
