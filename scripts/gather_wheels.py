"""Gather all that an office without internet needs to install the generator. See --help."""

import argparse
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / "handbook" / "starter" / "files" / "generator" / "requirements.txt"
PLATFORMS = {
    # what pip calls it: what markers ask for
    "win_amd64": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    "manylinux_2_28_x86_64": {"platform_machine": "x86_64"},
    "manylinux_2_28_aarch64": {"platform_machine": "aarch64"},
}
"""LoongArch is not among them: lxml and others have no wheels for it."""
OWN = "renwu_shouce-*.whl"
LATEST = 99
"""Some release of a Python series that is later than any that a package asks for."""
OLDER = {"manylinux_2_28": ("manylinux_2_17", "manylinux2014", "manylinux_2_12", "manylinux1")}
"""Platforms whose wheels run on a newer one, too."""


def pins(platform: str, python: str) -> Iterator[str]:
    """The lines of the pins that count on a platform, hashes and all."""
    target: dict[str, str] = {
        **{name: str(value) for name, value in default_environment().items()},
        **PLATFORMS[platform],
        "python_version": python, "python_full_version": f"{python}.{LATEST}",
    }  # fmt: skip
    lines = PINS.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    for line in lines:
        words, hashes = re.match(r"([^#]*?)((?:\s+--hash=\S+)*)\s*$", line).groups()  # type: ignore[union-attr]
        if words.strip():
            wanted = Requirement(words)
            if wanted.marker is None or wanted.marker.evaluate(target):
                yield f"{wanted.name}{wanted.specifier} {' '.join(hashes.split())}"


def run(*command: str) -> None:
    """Run a command in silence; what it said is shown once it fails."""
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        sys.stderr.buffer.write(done.stdout)
        sys.exit(f"没有收齐，{command[2]} 没有成功，原因见上面。")


def gather(folder: Path, platform: str, python: str) -> Path:
    """Fill ``folder`` with the wheels of all pins and our own, which is returned."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    wanted = folder / "wanted.txt"
    wanted.write_text("\n".join(pins(platform, python)), encoding="utf-8")
    system = platform.removesuffix("_x86_64").removesuffix("_aarch64")
    machine = platform.removeprefix(f"{system}_")
    older = [f"{name}_{machine}" for name in OLDER.get(system, ())]
    named = [f"--platform={name}" for name in (platform, *older)]
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet"]
    try:
        run(
            *pip, "--no-deps", "--only-binary=:all:", "--require-hashes", *named,
            f"--python-version={python}.{LATEST}", "--dest", str(folder), "-r", str(wanted),
        )  # fmt: skip
    finally:
        wanted.unlink()
    for earlier in folder.glob(OWN):
        earlier.unlink()
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    return next(folder.glob(OWN))


def main() -> None:
    """Gather, and say how to install from what was gathered."""
    parser = argparse.ArgumentParser(
        description="把程序和它需要的全部安装文件收进一个文件夹，拿到不联网的电脑上安装。"
    )
    parser.add_argument("folder", type=Path, metavar="文件夹", help="收进哪里")
    parser.add_argument(
        "--platform",
        choices=PLATFORMS,
        default="win_amd64",
        help="那里的系统（默认 win_amd64）",
    )
    parser.add_argument(
        "--python", default="3.11", metavar="版本", help="那台电脑的 Python 版本（默认 3.11）"
    )
    options = parser.parse_args()
    wheel = gather(options.folder, options.platform, options.python)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    print(
        f"收齐 {len(list(options.folder.glob('*.whl')))} 个。在那台电脑上进入这个文件夹，执行：\n"
        f"python -m pip install --no-index --find-links . ./{wheel.name}\n"
        f"{wheel.name} 的 SHA-256：{digest}"
    )


if __name__ == "__main__":
    main()
