"""Pack site/ as the offline copy. See --help."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from handbook.cli import main_offline

if __name__ == "__main__":
    sys.exit(main_offline())
