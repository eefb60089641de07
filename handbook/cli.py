"""The command: parse arguments, call the steps in order, print a summary."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from handbook.exports import make_exports
from handbook.findings import DataError
from handbook.load import load
from handbook.pages import make_pages
from handbook.publish import PublishError, clean, publish
from handbook.render import TemplateError

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the pages; 0 on success, 1 where data or target are at fault."""
    options = _parser().parse_args(arguments)
    started = time.perf_counter()
    try:
        if options.clean:
            print(f"删去生成的文件 {clean(options.docs)} 个。")
            return 0
        handbook = load(options.data, _shown(options.data))
        if options.check:
            print(f"数据没有问题：{len(handbook.tasks)}条任务，{len(handbook.units)}个单位。")
            return 0
        pages, links = make_pages(handbook)
        result = publish(options.docs, pages | make_exports(handbook, links))
    except DataError as error:
        for finding in error.findings:
            print(finding, file=sys.stderr)
        print(f"共{len(error.findings)}处需要改正，没有写任何页面。", file=sys.stderr)
        return 1
    except (PublishError, TemplateError) as error:
        print(error, file=sys.stderr)
        return 1
    sections = sum(not section.lead_in for section in handbook.sections.values())
    print(
        f"章节 {sections}，任务 {len(handbook.tasks)}，单位 {len(handbook.units)}；"
        f"写出 {result.written}，未变 {result.unchanged}，删去 {result.removed}；"
        f"用时 {time.perf_counter() - started:.2f} 秒"
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build_pages.py",
        description="核对 data/ 里的讲话和数据，生成 docs/ 里的页面和公开数据。",
        epilog="数据有误时逐条列出文件、行、列和改法，不写任何页面，退出码为 1。",
    )
    parser.add_argument("--check", action="store_true", help="只核对数据，不写页面")
    parser.add_argument("--clean", action="store_true", help="删去生成的页面，不动手写的文件")
    parser.add_argument(
        "--data", type=Path, default=ROOT / "data", metavar="文件夹", help="数据（默认 data/）"
    )
    parser.add_argument(
        "--docs", type=Path, default=ROOT / "docs", metavar="文件夹", help="页面（默认 docs/）"
    )
    return parser


def _shown(data: Path) -> str:
    """The data folder as messages name it: relative to where the user stands, if below."""
    try:
        return data.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return data.as_posix()
