"""The commands: parse arguments, call the steps in order, say what came of it."""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn, TypeVar

from handbook import __version__
from handbook.model import downloads
from handbook.publish.lock import alone
from handbook.publish.publish import Published, clean, explain
from handbook.site import build, upgrade
from handbook.site.folder import Folder, shown
from handbook.starter.new import new
from handbook.words.findings import DataError, Fault

ROOT = Path(__file__).resolve().parent.parent
PORT = 8000
T = TypeVar("T")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command ``shouce``; 0 on success, 1 where data or folder are at fault, 2 on a slip."""
    options = _parser().parse_args(arguments)
    return _guarded(lambda: options.run(options))


def main_pages(arguments: Sequence[str] | None = None) -> int:
    """``scripts/build_pages.py``: only the pages, from and to any folder."""
    options = _pages_parser().parse_args(arguments)
    return _guarded(lambda: _pages(options))


# -- the commands -------------------------------------------------------------------------------


def _new(options: argparse.Namespace) -> None:
    with_wheel = new(options.folder)
    _say(options, f"新建了手册文件夹 {options.folder}，里面是示例。")
    if not with_wheel:
        _say(options, "自动发布要用的 generator/requirements.txt 还缺程序的校验值，里面写着办法。")
    _say(options, f"下一步：进入 {options.folder}，执行 shouce build，再打开 site/index.html。")


def _check(options: argparse.Namespace) -> None:
    handbook = build.read(Folder.at(options.folder))
    _say(options, f"数据没有问题：{len(handbook.tasks)}条任务，{len(handbook.units)}个单位。")


def _build(options: argparse.Namespace) -> None:
    folder = Folder.at(options.folder)
    folder.check()
    with alone(folder.docs):
        step = _Steps(options)
        handbook = step("核对数据", lambda: build.read(folder))
        if options.downloads:
            step("生成供下载的文件", lambda: _counts(build.write_downloads(handbook, folder)))
        step(
            "生成页面",
            lambda: _counts(build.write_pages(handbook, folder, with_downloads=options.downloads)),
        )
        step("生成网站", lambda: build.write_site(folder, verbose=options.verbose))
        if build.has_downloads(handbook, folder):
            step("打包离线版", lambda: build.pack(handbook, folder))
    _say(options, f"完成，用浏览器打开 {shown(folder.site / 'index.html')}")


def _serve(options: argparse.Namespace) -> None:
    from handbook.site.serve import serve

    folder = Folder.at(options.folder)

    def rebuild() -> None:
        with alone(folder.docs):
            handbook = build.read(folder)
            _say(options, _counts(build.write_pages(handbook, folder, with_downloads=False)))

    rebuild()
    _say(options, f"预览在 http://127.0.0.1:{options.port}/ ，改了数据自动更新，按 Ctrl+C 退出。")
    serve(folder, options.port, lambda: _reported(rebuild))


def _upgrade(options: argparse.Namespace) -> None:
    folder = Folder.at(options.folder)
    folder.check()
    changes = upgrade.changes(folder)
    for change in changes:
        print(change.diff, end="")
    if not changes:
        _say(options, "数据和附带的文件都是这个版本的，不用改。")
    elif options.write:
        upgrade.write(folder, changes)
        _say(options, f"改了 {len(changes)} 个文件。请执行 shouce check 再核对一遍。")
    else:
        _say(options, f"要改 {len(changes)} 个文件，还没有改。看过没有问题，加上 --write 再执行。")


def _pages(options: argparse.Namespace) -> None:
    folder = replace(Folder.at(ROOT), data=options.data, docs=options.docs)
    started = time.perf_counter()
    if options.clean:
        with alone(folder.docs):
            removed = clean(folder.docs / downloads.FOLDER) + clean(folder.docs)
        print(f"删去生成的文件 {removed} 个。")
        return
    handbook = build.read(folder)
    if options.site_url:
        print(handbook.info.site_url or "")
    elif options.check:
        print(f"数据没有问题：{len(handbook.tasks)}条任务，{len(handbook.units)}个单位。")
    else:
        with alone(folder.docs):
            result = build.write_pages(handbook, folder, with_downloads=False)
        sections = sum(not section.lead_in for section in handbook.sections.values())
        print(
            f"章节 {sections}，任务 {len(handbook.tasks)}，单位 {len(handbook.units)}；"
            f"{_counts(result)}；用时 {time.perf_counter() - started:.2f} 秒"
        )


# -- what they share ----------------------------------------------------------------------------


class _Steps:
    """Runs the steps of a build one after the other and says how each is getting on."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options

    def __call__(self, label: str, step: Callable[[], T]) -> T:
        started = time.perf_counter()
        _say(self.options, f"{label}……", end="")
        try:
            result = step()
        except BaseException:
            _say(self.options, "没有完成")
            raise
        counts = f"{result}，" if isinstance(result, str) else ""
        _say(self.options, f"{counts}用时 {time.perf_counter() - started:.1f} 秒")
        return result


def _say(options: argparse.Namespace, words: str, end: str = "\n") -> None:
    if not options.quiet:
        print(words, end=end, flush=True)


def _guarded(command: Callable[[], None]) -> int:
    """Run a command; faults are said without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a console that lacks a character shows its escape instead
            stream.reconfigure(errors="backslashreplace")
    return _reported(command)


def _reported(command: Callable[[], None]) -> int:
    try:
        command()
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


# -- the command line ---------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    """Says in Chinese where help is to be had."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong with the command line and end with 2."""
        self.exit(2, f"命令写得不对（{message}）。用法见 {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="shouce",
        description="把讲话、报告、方案、纪要整理成任务手册。各命令的用法：shouce 命令 --help",
    )
    parser.add_argument("--version", action="version", version=f"shouce {__version__}")
    commands = parser.add_subparsers(metavar="命令", required=True)
    for name, run, summary, details in _COMMANDS:
        command = commands.add_parser(name, help=summary, description=f"{summary}。{details}")
        command.set_defaults(run=run)
        if run is _new:
            command.add_argument("folder", type=Path, metavar="文件夹", help="还没有的或者空的")
        else:
            command.add_argument(
                "folder", type=Path, metavar="文件夹", nargs="?", default=Path(),
                help="手册文件夹（默认是现在所在的文件夹）",
            )  # fmt: skip
        loudness = command.add_mutually_exclusive_group()
        loudness.add_argument("-q", "--quiet", action="store_true", help="只在出错时说话")
        loudness.add_argument("-v", "--verbose", action="store_true", help="多说一些")
        if run is _build:
            command.add_argument(
                "--no-downloads", dest="downloads", action="store_false",
                help="不做 PDF、Excel 等供下载的文件，页面上也不列（以前做好的还在，就照旧用）",
            )  # fmt: skip
        if run is _serve:
            command.add_argument(
                "--port", type=int, default=PORT, metavar="端口", help=f"默认 {PORT}"
            )
        if run is _upgrade:
            command.add_argument("--write", action="store_true", help="照列出的改")
    return parser


_COMMANDS: tuple[tuple[str, Callable[[argparse.Namespace], None], str, str], ...] = (
    ("new", _new, "新建一个手册文件夹，里面是可以直接生成的示例",
     "写出 data/、mkdocs.yml、说明、发布到 GitHub Pages 的工作流程。文件夹里已经有内容的，不写。"),
    ("check", _check, "核对数据",
     "读 data/，逐条列出文件、行、列和改法；什么都不写。有错时退出码为 1。"),
    ("build", _build, "生成网站",
     "读 data/、templates/、mkdocs.yml 和 docs/ 里自己写的页面，写 docs/ 和 site/。"
     "数据有错时什么都不写，退出码为 1。"),
    ("serve", _serve, "在本机预览，改了数据自动更新",
     "读的与 build 相同，只写 docs/。不做供下载的文件。"),
    ("upgrade", _upgrade, "把数据和附带的文件改成这个版本的写法",
     "读 data/ 和 generator/，列出要改的行；加上 --write 才写。"),
)  # fmt: skip


def _pages_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="build_pages.py",
        description="核对 data/ 里的原文和数据，生成 docs/ 里的页面、公开数据和网站设置。",
        epilog="数据有误时逐条列出文件、行、列和改法，不写任何页面，退出码为 1。",
    )
    parser.add_argument(
        "--data", type=Path, default=ROOT / "data", metavar="文件夹", help="数据（默认 data/）"
    )
    parser.add_argument(
        "--docs", type=Path, default=ROOT / "docs", metavar="文件夹", help="页面（默认 docs/）"
    )
    parser.add_argument("--check", action="store_true", help="只核对数据，不写页面")
    parser.add_argument(
        "--site-url", action="store_true",
        help="只显示网站地址：环境变量 SITE_URL，没有就是 data/handbook.yaml 的 site_url",
    )  # fmt: skip
    parser.add_argument("--clean", action="store_true", help="删去生成的文件，不动手写的文件")
    return parser
