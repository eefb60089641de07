"""What only an office program can read (.doc, .wps, .rtf, .odt): by LibreOffice where it is."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from handbook.words.findings import Fault

SECONDS = 50
"""Less than the reader has (``apart.SECONDS``)."""
_ELSEWHERE = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


def as_docx(raw: bytes, suffix: str) -> bytes:
    """The same as .docx. Raises ``Fault`` where there is no LibreOffice, or it cannot read it."""
    program = _program()
    if program is None:
        raise Fault(
            f"{suffix} 要用 LibreOffice 打开，这台机器上没有。"
            "请用 WPS 或者 Word 打开，另存为 .docx 再用"
        )
    with tempfile.TemporaryDirectory(prefix="shouce-") as place:
        source = Path(place) / f"source{suffix}"
        source.write_bytes(raw)
        try:
            # a profile of its own: macros are off, and nobody's open window is taken over
            subprocess.run(
                [
                    program, "--headless", "--norestore", "--nolockcheck",
                    f"-env:UserInstallation={(Path(place) / 'profile').as_uri()}",
                    "--convert-to", "docx:MS Word 2007 XML", "--outdir", place, str(source),
                ],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                timeout=SECONDS, check=False, env=os.environ | {"SAL_USE_VCLPLUGIN": "svp"},
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise Fault("LibreOffice 打开它太慢，没有等到。请用 WPS 另存为 .docx 再用") from error
        made = source.with_suffix(".docx")
        if not made.is_file():
            raise Fault("LibreOffice 打不开它，可能坏了或者有密码。请用 WPS 另存为 .docx 再用")
        return made.read_bytes()


def _program() -> str | None:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((path for path in _ELSEWHERE if Path(path).is_file()), None)
