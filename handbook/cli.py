"""The commands: parse arguments, call the steps in order, print a summary."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from handbook.files.public import make_exports
from handbook.model import Handbook
from handbook.model.downloads import FOLDER
from handbook.pages.make import make_downloads_page, make_pages
from handbook.publish.lock import alone
from handbook.publish.publish import Published, clean, explain, publish, replace_files
from handbook.read.load import load
from handbook.words.findings import DataError, Fault

ROOT = Path(__file__).resolve().parent.parent
ICON = "assets/favicon.svg"


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the pages; 0 on success, 1 where data or target are at fault."""
    options = _pages_parser().parse_args(arguments)
    return _guarded(lambda: _pages(options))


def main_downloads(arguments: Sequence[str] | None = None) -> int:
    """Make the files to take away and their page; 0 on success, 1 on a fault."""
    parser = _parser("build_downloads.py", "核对 data/，生成 docs/downloads/ 里供下载的文件。")
    options = parser.parse_args(arguments)
    return _guarded(lambda: _downloads(options))


def main_offline(arguments: Sequence[str] | None = None) -> int:
    """Pack the built site as the offline copy; 0 on success, 1 on a fault."""
    parser = _parser("pack_offline.py", "把生成好的网站 site/ 打成离线版压缩包，写出校验值。")
    parser.add_argument(
        "--site", type=Path, default=ROOT / "site", metavar="文件夹", help="网站（默认 site/）"
    )
    options = parser.parse_args(arguments)
    return _guarded(lambda: _offline(options))


def _pages(options: argparse.Namespace) -> str:
    if options.site_url:
        return _load(options).info.site_url or ""
    if options.check:
        handbook = _load(options)
        return f"数据没有问题：{len(handbook.tasks)}条任务，{len(handbook.units)}个单位。"
    with alone(options.docs):
        return _clean(options.docs) if options.clean else _write_pages(options)


def _clean(docs: Path) -> str:
    removed = clean(docs / FOLDER) + clean(docs)
    return f"删去生成的文件 {removed} 个。"


def _write_pages(options: argparse.Namespace) -> str:
    started = time.perf_counter()
    handbook = _load(options)
    result = publish(options.docs, make_pages(handbook).files | make_exports(handbook))
    sections = sum(not section.lead_in for section in handbook.sections.values())
    return (
        f"章节 {sections}，任务 {len(handbook.tasks)}，单位 {len(handbook.units)}；"
        f"{_counts(result)}；用时 {time.perf_counter() - started:.2f} 秒"
    )


def _downloads(options: argparse.Namespace) -> str:
    # these load typesetters and office formats, which the pages can do without
    from handbook.files.card import make_pictures
    from handbook.files.make import make_files

    started = time.perf_counter()
    icon = (options.docs / ICON).read_text(encoding="utf-8")
    with alone(options.docs):
        handbook = _load(options)
        files = make_files(handbook)
        page = make_downloads_page(handbook, files)
        made: Mapping[str, str | bytes] = {
            **files, **make_pictures(handbook, icon), "index.md": page
        }  # fmt: skip
        result = publish(options.docs / FOLDER, made)
    return f"供下载的文件：{_counts(result)}；用时 {time.perf_counter() - started:.2f} 秒"


def _offline(options: argparse.Namespace) -> str:
    from handbook.site.offline import pack_offline

    with alone(options.site):
        replace_files(options.site, list(pack_offline(_load(options), options.site).items()))
    return f"离线版：{options.site / FOLDER}"


def _load(options: argparse.Namespace) -> Handbook:
    """The handbook; a host that knows the site's address says it in ``SITE_URL``."""
    handbook = load(options.data, _shown(options.data))
    address = os.environ.get("SITE_URL") or handbook.info.site_url
    return replace(handbook, info=replace(handbook.info, site_url=address))


def _guarded(command: Callable[[], str]) -> int:
    """Run a command and print what it has to say, faults without a traceback."""
    try:
        print(command())
    except DataError as error:
        for finding in error.findings:
            print(finding, file=sys.stderr)
        print(f"共{len(error.findings)}处需要改正，没有写任何页面。", file=sys.stderr)
        return 1
    except Fault as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"读写文件出错：{explain(error)}。请排除以后重新执行。", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("已中断，每个文件不是旧的就是新的；重新执行就会补齐。", file=sys.stderr)
        return 130
    return 0


def _counts(result: Published) -> str:
    return f"写出 {result.written}，未变 {result.unchanged}，删去 {result.removed}"


def _parser(program: str, description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=program,
        description=description,
        epilog="数据有误时逐条列出文件、行、列和改法，不写任何页面，退出码为 1。",
    )
    parser.add_argument(
        "--data", type=Path, default=ROOT / "data", metavar="文件夹", help="数据（默认 data/）"
    )
    parser.add_argument(
        "--docs", type=Path, default=ROOT / "docs", metavar="文件夹", help="页面（默认 docs/）"
    )
    return parser


def _pages_parser() -> argparse.ArgumentParser:
    parser = _parser("build_pages.py", "核对 data/ 里的讲话和数据，生成 docs/ 里的页面和公开数据。")
    parser.add_argument("--check", action="store_true", help="只核对数据，不写页面")
    parser.add_argument(
        "--site-url",
        action="store_true",
        help="只显示网站地址：环境变量 SITE_URL，没有就是 data/handbook.yaml 的 site_url",
    )
    parser.add_argument("--clean", action="store_true", help="删去生成的页面，不动手写的文件")
    return parser


def _shown(data: Path) -> str:
    """The data folder as messages name it: relative to where the user stands, if below."""
    try:
        return data.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return data.as_posix()
