"""Parts of a packed file (Word, OFD), held to a size; what they say of their sizes can be a lie."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from handbook.words.findings import Fault

MOST_UNPACKED = 200 * 1024**2
MOST_PART = 64 * 1024**2
"""Of XML: a text of the permitted size takes a tenth of it."""
_BROKEN = "文件坏了，打不开（{why}），请用 WPS 或者 Word 打开，另存一份再用"


class Packed:
    """A file that holds others. Raises ``Fault`` where it is broken or unpacks to too much."""

    def __init__(self, raw: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise Fault(_BROKEN.format(why="压缩包不完整")) from error
        entries = self._zip.infolist()
        if sum(info.file_size for info in entries) > MOST_UNPACKED:
            raise Fault("文件解开以后太大，不像一篇原文，没有打开")
        if any(info.flag_bits & 1 for info in entries):
            raise Fault("文件有密码，打不开，请去掉密码再用")
        self.names = frozenset(info.filename for info in entries)

    def part(self, name: str) -> etree._Element | None:
        """A part's XML; ``None`` where there is no such part."""
        name = name.lstrip("/")
        if name not in self.names:
            return None
        try:
            with self._zip.open(name) as stream:
                raw = stream.read(MOST_PART + 1)
            if len(raw) > MOST_PART:
                raise Fault("文件解开以后太大，不像一篇原文，没有打开")
            # nothing is fetched and no entity is put in: a part is what lies in the file
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            return etree.fromstring(raw, parser)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise Fault(_BROKEN.format(why="压缩包里的内容不完整")) from error
        except etree.XMLSyntaxError as error:
            raise Fault(_BROKEN.format(why=f"{name} 不完整")) from error
