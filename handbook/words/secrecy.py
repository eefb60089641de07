"""Marks of state secrecy: what bears one is refused everywhere. Marks that a paper stays inside:
what bears one is not sent to any other machine.

GB/T 9704—2012, 7.2.2: 密级和保密期限, as 机密★1年, in a line of its own at the head of a paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_MARK = re.compile(
    r"(?:绝密|机密|秘密)\s*[★☆*]|^[\s【\[（(]*(?:绝密|机密|秘密)级?(?:文件|件)?[\s】\]）)]*$",
    re.MULTILINE,
)
_NAMED = re.compile(r"(?:^|[\W_])(?:绝密|机密|秘密)(?:级|件|文件)?(?=$|[\W_])")
_INSIDE = (
    r"(?:内部|工作秘密)[★☆*]?(?:文件|资料|材料|参考|参阅|使用|掌握|传阅|发行|刊物|讲话|件)?"
    r"(?:[，,、。；;！!\s·—-]*(?:请?注意(?:保存|保管|保密)|妥善保[管存]"
    r"|(?:请勿|不得|严禁|切勿|谢绝)[一-龥]{2,8}|[阅用]后[一-龥]{2,6}|不公开))*[。！!]?"
)
_INTERNAL = re.compile(
    rf"^[ \u3000【\[（(〔]*({_INSIDE})[ \u3000】\]）)〕]*$"
    rf"|[【\[（(〔]({_INSIDE})[】\]）)〕][ \u3000]*$",
    re.MULTILINE,
)
_SAYS_SO = re.compile("绝密|机密|秘密|内部")
REFUSED = "有密级标志“{mark}”，涉密的内容不能放进手册，请按保密规定处理"


def secrecy_mark(text: str) -> str | None:
    """The mark that a text bears, if any; that it speaks of 商业秘密 is none."""
    found = _MARK.search(text)
    return found.group().strip() if found else None


def secrecy_in_name(name: str) -> str | None:
    """The mark in the name of a file."""
    found = _NAMED.search(name)
    return found.group().strip("_-. 【】[]（）()") if found else None


def mark_of(text: str, titles: Iterable[str], mark: str) -> str | None:
    """The mark by which a text, a title of it or what its handbook prints on every page says that
    it is secret or stays inside (内部资料 注意保存), if any; that it speaks of 内部控制 is none."""
    for words in (text, *titles):
        inside = _INTERNAL.search(words)
        found = secrecy_mark(words) or (inside and (inside[1] or inside[2]))
        if found:
            return found.strip()
    named = next(filter(None, map(secrecy_in_name, titles)), None)
    return named or (mark if _SAYS_SO.search(mark) else None)
