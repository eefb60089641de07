"""Where a command reads and writes: the folder and the ledger that its line names."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path

from handbook.site.folder import Folder
from handbook.words.findings import Fault


def folder_of(options: argparse.Namespace) -> Folder:
    """The handbook's folder. Raises ``Fault`` where it is none."""
    folder = Folder.at(options.folder)
    folder.check()
    return folder


def edition_of(options: argparse.Namespace) -> Folder:
    """The folder with the ledger, the day and the edition that the command line asks for."""
    folder = replace(folder_of(options), ledger=options.ledger, as_of=options.as_of)
    if folder.ledger and not folder.ledger.is_dir():
        raise Fault(f"没有台账文件夹 {folder.ledger}，请检查 --ledger")
    since: Path | None = getattr(options, "since", None)
    if options.edition == "public":
        if since:
            raise Fault("变动对照只在内部版里，请加上 --edition internal")
        return folder
    if os.environ.get("SITE_URL"):  # as a workflow sets it that publishes
        raise Fault("环境变量 SITE_URL 是公开网站的地址，内部版不能放到网上，请在自己的电脑上生成")
    return replace(folder.for_office(), since=since)
