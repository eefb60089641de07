"""Bytes of a plain text, whatever editor wrote them.

``charset-normalizer`` guesses by statistics and takes short GBK texts for Korean or Cyrillic;
what Chinese offices have is UTF-8, or what Notepad calls ANSI (GBK, of which GB 18030 is the
whole) and Unicode (UTF-16 with its mark). Each is tried strictly, in this order, and none guessed.
"""

from __future__ import annotations

from handbook.words.findings import Fault

_MARKED = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decoded(raw: bytes, declared: str = "") -> str:
    """The text, line ends as ``\\n``; ``declared`` is the encoding that a file says it has.

    Raises ``Fault`` where it is no text, or in no encoding that is tried.
    """
    marked = [name for mark, name in _MARKED if raw.startswith(mark)]
    if not marked and b"\0" in raw:
        raise Fault("里面有文字文件不会有的字节（NUL），像是别的文件改了扩展名，请打开核对")
    for name in marked or filter(None, ("utf-8", declared, "gb18030")):
        try:
            text = raw.decode(name)
        except (UnicodeError, LookupError):
            continue
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    raise Fault("认不出是什么编码，请用记事本打开，看得清楚就另存为 UTF-8 再用")
