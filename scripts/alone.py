"""Run a command while no other one started this way runs here: alone.py COMMAND [ARG ...]."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from handbook.publish.lock import alone  # noqa: E402
from handbook.publish.publish import explain  # noqa: E402

if __name__ == "__main__":
    try:
        with alone(ROOT / "make"):
            # all descriptors go on: through some of them make shares out its jobs
            sys.exit(subprocess.call(sys.argv[1:], close_fds=False))
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        sys.exit(f"没有执行：{explain(error)}。请排除以后重新执行。")
