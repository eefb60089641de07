"""MkDocs as a program: how it is called, and what it complains of in words."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from handbook.site.folder import Folder, shown
from handbook.words.findings import Fault

ENVIRONMENT = {
    # the theme's notice about its own future is no warning about our pages
    "NO_MKDOCS_2_WARNING": "1",
    # dates that tools put into files of their own accord: the first a zip archive knows
    "SOURCE_DATE_EPOCH": "315532800",
    # whatever the console is, files and their names are UTF-8, and so is what we are told
    "PYTHONUTF8": "1",
    "PYTHONIOENCODING": "utf-8",
}
_SAYINGS = (
    (r"Doc file '(.*?)' contains a link '(.*?)', but the target (?:'.*' )?is not found.*",
     r"docs/\1 里的链接“\2”指向没有的文件，请改正"),
    (r"Doc file '(.*?)' contains an unrecognized relative link '(.*?)'.*",
     r"docs/\1 里的链接“\2”认不出，请写成 .md 文件的相对路径"),
    (r"Doc file '(.*?)' contains an absolute link '(.*?)'.*",
     r"docs/\1 里的链接“\2”是绝对路径，请改成相对路径"),
    (r"Doc file '(.*?)' contains a link '(.*?)', but (?:there is no such|the doc .* contain an) .*",
     r"docs/\1 里的链接“\2”指向没有的位置，请改正 # 后面的部分"),
)  # fmt: skip
"""What MkDocs warns of in pages written by hand, and the same in Chinese."""


class SiteError(Fault):
    """MkDocs did not make the site; the message says why."""


def command(*arguments: str) -> list[str]:
    """The command line of MkDocs; -P keeps what lies in the folder from being imported."""
    return [sys.executable, "-P", "-m", "mkdocs", *arguments]


def run(folder: Folder, target: Path) -> str:
    """Have MkDocs make the site ``target`` of ``docs/``; what it said.

    What it warns of is an error: raises ``SiteError``.
    """
    done = subprocess.run(
        command("build", "--strict", "--site-dir", str(target.resolve())),
        cwd=folder.root, env=os.environ | ENVIRONMENT, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode:
        raise SiteError(in_words(done.stdout, folder))
    return done.stdout


def in_words(said: str, folder: Folder) -> str:
    """What MkDocs said, in Chinese where we know it."""
    own = _own_theme(said, folder)
    if own:
        return own
    lines = re.findall(r"^(?:WARNING|ERROR) +-  (.*(?:\n {2,}.*)*)", said, re.M) or [said.strip()]
    return "\n".join(["网站没有生成，原来的没有动：", *map(translated, lines)])


def translated(line: str) -> str:
    """What MkDocs complains of, in Chinese where we know it."""
    for pattern, words in _SAYINGS:
        if re.search(pattern, line):
            return re.sub(pattern, words, line)
    return f"MkDocs 说：{line}"


def _own_theme(said: str, folder: Folder) -> str:
    """A fault in a file of the folder's own theme; empty where there is none."""
    if "Traceback" not in said:
        return ""
    last, kept = said.strip().splitlines()[-1], "网站没有生成，原来的没有动"
    root = re.escape(str(folder.root.resolve()))
    places = re.findall(rf'File "({root}[^"]*\.html)", line (\d+)', said)
    # a virtual environment may lie in the folder, too
    own = [(path, line) for path, line in places if "site-packages" not in path]
    if own:
        path, line = own[-1]
        return f"{shown(Path(path))}:{line}: 主题文件写法有误，{kept}：{last}"
    if "jinja2" in last or "RecursionError" in last:
        return f"自己的主题（theme 的 custom_dir）有误，{kept}：{last}"
    return ""
