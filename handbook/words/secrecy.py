"""Marks of state secrecy: what bears one is refused everywhere.

GB/T 9704—2012, 7.2.2: 密级和保密期限, as 机密★1年, in a line of its own at the head of a paper.
"""

from __future__ import annotations

import re

_MARK = re.compile(
    r"(?:绝密|机密|秘密)\s*[★☆*]|^[\s【\[（(]*(?:绝密|机密|秘密)级?(?:文件|件)?[\s】\]）)]*$",
    re.MULTILINE,
)
_NAMED = re.compile(r"(?:^|[\W_])(?:绝密|机密|秘密)(?:级|件|文件)?(?=$|[\W_])")
REFUSED = "有密级标志“{mark}”，涉密的内容不能放进手册，请按保密规定处理"


def secrecy_mark(text: str) -> str | None:
    """The mark that a text bears, if any; that it speaks of 商业秘密 is none."""
    found = _MARK.search(text)
    return found.group().strip() if found else None


def secrecy_in_name(name: str) -> str | None:
    """The mark in the name of a file."""
    found = _NAMED.search(name)
    return found.group().strip("_-. 【】[]（）()") if found else None
