"""The earlier version that the benchmarks compare with, in a folder and an environment of its own.

    .venv/bin/python -m bench.base

Lays out commit ``COMMIT`` in ``bench/.base`` with what its own ``requirements.lock`` pins, once.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
from pathlib import Path

from bench.timing import HERE, ROOT

COMMIT = "44a2ac5"
PLACE = HERE / ".base"
READY = ".venv/ready"


def python(base: Path) -> str:
    """The interpreter of the earlier version."""
    return str(base / ".venv" / "bin" / "python")


def lay_out(place: Path = PLACE) -> Path:
    """The folder of the earlier version, made where it is not there yet."""
    if (place / READY).is_file():
        return place
    packed = subprocess.run(
        ["git", "archive", COMMIT], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    if packed.returncode:
        sys.exit(
            f"历史里没有提交 {COMMIT}，不能同旧版对比。浅克隆的，先执行 git fetch --unshallow；"
            "别处已经有装好的旧版，用 --base 指出它的文件夹"
        )
    print(f"准备旧版（提交 {COMMIT}）", file=sys.stderr, flush=True)
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(place, filter="data")
    quiet = ["--quiet", "--disable-pip-version-check"]
    subprocess.run([sys.executable, "-m", "venv", str(place / ".venv")], check=True)
    install = [python(place), "-m", "pip", "install", *quiet, "-r", "requirements.lock"]
    subprocess.run(install, cwd=place, check=True)
    (place / READY).touch()
    return place


if __name__ == "__main__":
    print(lay_out())
