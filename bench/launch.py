"""Run a command; write how long it took, in seconds, and the most memory it held, in KiB.

    python -I -S bench/launch.py REPORT COMMAND [ARGUMENT ...]

A process begins with the peak of the one it was forked from: this one stays small.
"""

import os
import sys
import time

if __name__ == "__main__":
    report, *command = sys.argv[1:]
    begun = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - begun
    with open(report, "w", encoding="ascii") as file:  # noqa: PTH123
        file.write(f"{seconds} {usage.ru_maxrss}")
    sys.exit(os.waitstatus_to_exitcode(status))
