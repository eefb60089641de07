"""The commands: parse arguments, call the steps in order, say what came of it."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from handbook import __version__
from handbook.cli.arguments import Parser
from handbook.cli.console import INTERRUPTED, Steps, guarded, reported, say
from handbook.cli.places import edition_of, folder_of
from handbook.model import Agreement, Handbook, downloads
from handbook.publish.lock import alone
from handbook.publish.publish import Published, clean
from handbook.site.folder import INTERNAL, Folder, shown
from handbook.site.stamp import ingredients, unchanged
from handbook.words.findings import Fault, short
from handbook.words.follow import ENTRY_NAMES, LEDGER
from handbook.words.vocabulary import VERDICT_NAMES

GO_THROUGH = "请用 shouce review 写出校对表，看完收回；先看网页，加上 --edition internal"

# What a command needs beside these it loads itself: to find that nothing has changed takes less
# time than to load what could make it anew.

if TYPE_CHECKING:
    from handbook.intake.take import Taken
    from handbook.intake.workbook import Sheet
    from handbook.site.preview import Preview

PORT = 8000
_REMEDY = "请补上，或者在 hints.yaml 里写明为什么不写"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command ``shouce``; 0 on success, 1 where data or folder are at fault, 2 on a slip."""
    options = _parser().parse_args(arguments)
    return guarded(lambda: options.run(options))


def main_pages(arguments: Sequence[str] | None = None, root: Path = Path()) -> int:
    """``scripts/build_pages.py``: only the pages, from and to any folder; ``root`` by default."""
    folder = Folder.at(root)
    options = _pages_parser(folder).parse_args(arguments)
    return guarded(lambda: _pages(options, replace(folder, data=options.data, docs=options.docs)))


# -- the commands -------------------------------------------------------------------------------


def _new(options: argparse.Namespace) -> None:
    from handbook.starter.new import new

    if options.source:
        from handbook.cli.drafted import new_from

        new_from(options)
        return
    with_wheel = new(options.folder)
    say(options, f"新建了手册文件夹 {options.folder}，里面是示例。")
    if not with_wheel:
        say(options, "自动发布要用的 generator/requirements.txt 还缺程序的校验值，里面写着办法。")
    say(options, f"下一步：进入 {options.folder}，执行 shouce build，再打开 site/index.html。")


def _draft(options: argparse.Namespace) -> None:
    from handbook.cli.drafted import draft

    draft(options)


def _review(options: argparse.Namespace) -> None:
    from handbook.cli.drafted import review

    review(options)


def _check(options: argparse.Namespace) -> None:
    from handbook.site import docs

    hb = docs.read(replace(edition_of(options), internal=True))
    for hint in hb.hints:
        if hint.answer is None:
            say(
                options,
                f"{hint.place}: 【提示】{hint.task} 没有哪一项写着“{short(hint.text)}”，{_REMEDY}",
            )
    for note in hb.ledger.notes:
        say(options, f"{note.place}: 【提示】{note.matter}：{note.text}")
    say(options, _sound(hb))


def _compare(options: argparse.Namespace) -> None:
    from handbook.site import docs

    hb = docs.read(folder_of(options))
    agreement = hb.agreement
    if agreement is None:
        say(options, "data/readings/ 里没有两遍阅读，没有可比的。")
        return
    _tell(agreement)
    for number, draw in enumerate(hb.draws, start=1):
        print(f"抽句再读，第{number}次")
        _tell(draw.agreement)
    for x in agreement.differences:
        how = agreement.settled.get(x.key)
        words = (
            f"第一遍 {x.first or '无'} {x.mine or '—'}；第二遍 {x.second or '无'} {x.theirs or '—'}"
        )
        said = f"{VERDICT_NAMES[how.verdict]}（{how.rule}）" if how else "还没有定"
        print(f"{x.field}：{words}：{said}")


def _tell(agreement: Agreement) -> None:
    for field in agreement.either:
        counts = f"{agreement.both[field]}/{agreement.either[field]}"
        print(f"{field}\t{counts}\t{agreement.share(field):.1%}")


def _build(options: argparse.Namespace) -> None:
    from handbook.site import build, docs

    folder = edition_of(options)
    with alone(folder.docs):
        step = Steps(options)
        made_of = ingredients(folder)
        handbook = step("核对数据", lambda: docs.read(folder))
        if handbook.drafts and not folder.internal:
            raise Fault(f"还有{len(handbook.drafts)}条草稿没有看过，公开版不能生成。{GO_THROUGH}")
        if folder.internal:
            from handbook.site.edition import mirror

            mirror(folder_of(options), folder)
        with_downloads = options.downloads and bool(handbook.tasks)
        if options.downloads and not with_downloads:
            say(options, "还没有任务，不做供下载的文件。")
        if with_downloads:
            make = partial(docs.write_downloads, handbook, folder, made_of)
            step("生成供下载的文件", make, _counts)
        write = partial(docs.write_pages, handbook, folder, made_of, with_downloads=with_downloads)
        step("生成页面", write, _counts)
        said = step("生成网站", lambda: build.write_site(handbook, folder))
        if options.verbose:
            print(said)
    say(options, f"完成，用浏览器打开 {shown(folder.site / 'index.html')}")


def _serve(options: argparse.Namespace) -> None:
    from handbook.cli import leash

    folder = folder_of(options)
    if not leash.held():
        quiet = ["--quiet"] if options.quiet else []
        leash.run(["serve", "--port", str(options.port), *quiet, "--", str(options.folder)])
        return
    from handbook.site.preview import Preview
    from handbook.site.serve import check_free, serve
    from handbook.words import pinyin

    check_free(options.port)
    pinyin.reader(())  # long to load: here once, not at each refresh
    with leash.followed(), tempfile.TemporaryDirectory(prefix="shouce-") as place:
        preview = Preview(folder, Path(place))
        _refresh(options, preview)
        address = f"http://127.0.0.1:{options.port}/"
        say(options, f"预览在 {address} ，改了数据自动更新，按 Ctrl+C 退出。")

        def refresh(with_data: bool) -> bool:
            code = reported(lambda: _refresh(options, preview, with_data=with_data))
            return code != INTERRUPTED

        serve(preview, options.port, refresh)


def _refresh(options: argparse.Namespace, preview: Preview, *, with_data: bool = True) -> None:
    """Bring ``docs/`` and the preview up to date; say what is wrong with pages written by hand."""
    from handbook.site import docs

    folder, step = preview.folder, Steps(options)
    with alone(folder.docs):
        if with_data:
            made_of = ingredients(folder)
            handbook = step("核对数据", lambda: docs.read(folder))
            write = partial(docs.write_pages, handbook, folder, made_of, with_downloads=False)
            step("生成页面", write, _counts)
        done = step("更新预览", preview.refresh, lambda done: f"更新 {len(done.rendered)} 页")
    for line in done.said:
        print(line, file=sys.stderr, flush=True)


def _forms(options: argparse.Namespace) -> None:
    from handbook.files.forms import forms
    from handbook.publish.stage import replace_files
    from handbook.site import docs

    folder = replace(edition_of(options), internal=True)
    hb = docs.read(folder)
    if not hb.ledger.parties:
        raise Fault("督办单位表是空的，请先写 ledger/units.yaml，办法见 data/ledger/README.md")
    place = options.out or folder.root / INTERNAL / "forms"
    day = hb.ledger.as_of or hb.info.delivered_on or options.received
    made = {f"{day}-{_file_name(hb, key)}.xlsx": raw for key, raw in forms(hb).items()}
    replace_files(place, sorted(made.items()))
    say(options, f"写出 {len(made)} 份表，在 {shown(place)}/")


def _file_name(hb: Handbook, key: str) -> str:
    party = hb.ledger.parties.get(key)
    return f"{party.name}-{key}" if party else "办公室"


def _import(options: argparse.Namespace) -> None:
    from handbook.intake.apart import reader
    from handbook.intake.take import Intake, files_in
    from handbook.intake.write import add, receipts
    from handbook.publish.stage import replace_files
    from handbook.site import docs
    from handbook.words.forms import OFFICE

    if reviews := _reviews(options):
        from handbook.cli.drafted import import_reviews

        import_reviews(options, reviews)
        return
    if options.unit == OFFICE:
        raise Fault("办公室的表要写 --office 才收")
    base = folder_of(options)
    ledger = options.ledger or base.data / LEDGER
    files = files_in(options.files)
    with alone(ledger):
        hb = docs.read(replace(base, ledger=options.ledger, internal=True))
        whose = OFFICE if options.office else options.unit
        intake = Intake(hb, options.received, whose)
        with closing(reader()):
            taken = [intake.take(path) for path in files]
        for one in taken:
            _tell_taken(options, one)
        if options.write:
            add(ledger, taken, options.received)
            place = base.root / INTERNAL / "receipts"
            there = {path.name for path in place.glob("*.txt")}
            told = receipts(hb, taken, options.received, there)
            replace_files(place, [(name, text.encode()) for name, text in sorted(told.items())])
            if options.remove:
                for one in taken:
                    if not one.slips:
                        one.path.unlink()
    added = sum(len(one.added) for one in taken)
    wrong = sum(bool(one.slips) for one in taken)
    done = "登记了" if options.write else "可以登记"
    say(options, f"{len(files)} 个文件：{done} {added} 条，{wrong} 个文件有错没有收。")
    if not options.write and added:
        say(options, "还没有写。看过没有问题，加上 --write 再执行。")
    if wrong:
        raise Fault("有错的文件，请按上面列的单元格改好，重新发来")


def _reviews(options: argparse.Namespace) -> dict[Path, dict[str, Sheet]]:
    """The files with what people decided on drafts; none where these are forms of the follow-up.

    Raises ``Fault`` where some are and some are not.
    """
    from handbook.intake.apart import reader
    from handbook.intake.take import files_in, sheets_of
    from handbook.review.verdicts import is_review

    found, others = {}, []
    with closing(reader()):
        for path in files_in(options.files):
            try:
                sheets = sheets_of(path)
            except Fault:
                others.append(path)
                continue
            if is_review(sheets):
                found[path] = sheets
            else:
                others.append(path)
    if found and others:
        told = "、".join(path.name for path in others)
        raise Fault(f"{told} 不是校对表，请与校对表分开导入")
    return found


def _tell_taken(options: argparse.Namespace, one: Taken) -> None:
    """Matter by matter what a file would add, or cell by cell what is wrong with it."""
    for slip in one.slips:
        print(f"{one.path.name}: {slip}", file=sys.stderr)
    for entry in one.added:
        correction = f"，更正 {entry.corrects}" if entry.corrects else ""
        kind = ENTRY_NAMES[entry.kind]
        say(options, f"{one.path.name}: {entry.matter}：{one.whose} {kind}{correction}")
    if one.known:
        say(options, f"{one.path.name}: {one.known} 条以前登记过")


def _purge(options: argparse.Namespace) -> None:
    from handbook.intake.write import purge
    from handbook.site import docs

    base = folder_of(options)
    ledger = options.ledger or base.data / LEDGER
    if not options.reason.strip():
        raise Fault("没有写理由，请在 --reason 后面写明")
    with alone(ledger):
        # or it says what is wrong
        issues = docs.read(replace(base, ledger=options.ledger, internal=True)).ledger.issues
        paths = purge(ledger, options.entry, options.reason.strip(), options.received)
    say(options, f"已经清除，留下日期和理由：{'、'.join(map(shown, paths))}")
    if sent := [
        f"{issue.name}（期号{issue.number}）" for issue in issues if options.entry in issue.entries
    ]:
        say(
            options,
            f"已经发出的 {'、'.join(sent)} 里也可能写着，程序不改发出的文件，请按规定处理。",
        )


def _bulletin(options: argparse.Namespace) -> None:
    from handbook.cli import handed_up

    handed_up.bulletin(options)


def _issue(options: argparse.Namespace) -> None:
    from handbook.cli import handed_up

    handed_up.issue(options)


def _slips(options: argparse.Namespace) -> None:
    from handbook.cli import handed_up

    handed_up.slips(options)


def _urge(options: argparse.Namespace) -> None:
    from handbook.cli import handed_up

    handed_up.urge(options)


def _upgrade(options: argparse.Namespace) -> None:
    from handbook.site import upgrade

    folder = folder_of(options)
    changes = upgrade.changes(folder)
    for change in changes:
        print(change.diff, end="")
    if not changes:
        say(options, "数据和附带的文件都是这个版本的，不用改。")
    elif options.write:
        upgrade.write(folder, changes)
        say(options, f"改了 {len(changes)} 个文件。请执行 shouce check 再核对一遍。")
    else:
        say(options, f"要改 {len(changes)} 个文件，还没有改。看过没有问题，加上 --write 再执行。")


def _pages(options: argparse.Namespace, folder: Folder) -> None:
    started = time.perf_counter()
    if options.clean:
        with alone(folder.docs):
            removed = clean(folder.docs / downloads.FOLDER) + clean(folder.docs)
        print(f"删去生成的文件 {removed} 个。")
    elif options.site_url or options.check:
        from handbook.site import docs

        handbook = docs.read(folder)
        print((handbook.info.site_url or "") if options.site_url else _sound(handbook))
    else:
        with alone(folder.docs):
            told = _written(folder)
        print(f"{told}；用时 {time.perf_counter() - started:.2f} 秒")


def _written(folder: Folder) -> str:
    """Make the pages of a folder, if anything has changed; what came of it."""
    made_of = ingredients(folder)
    if whole := unchanged(folder, made_of):
        return f"数据、模板和程序都没有变；{_counts(Published(0, whole, 0))}"
    from handbook.pages.spelling import Speller

    with Speller(at_once=True) as speller:  # it loads while we do
        from handbook.site import docs

        handbook = docs.read(folder)
        result = docs.write_pages(handbook, folder, made_of, with_downloads=False, speller=speller)
    sections = sum(not section.lead_in for section in handbook.sections.values())
    things = f"任务 {len(handbook.tasks)}，单位 {len(handbook.units)}"
    return f"章节 {sections}，{things}；{_counts(result)}"


def _sound(hb: Handbook) -> str:
    count, left = len(hb.hints), sum(hint.answer is None for hint in hb.hints)
    hints = f"提示{count}条，{left}条没有答复。" if count else ""
    ledger = hb.ledger
    entered = (
        f"台账截至{ledger.as_of}：{len(ledger.matters)}件事项，{len(ledger.entries)}条登记，"
        f"提示{len(ledger.notes)}条。"
        if ledger
        else ""
    )
    drafts = f"草稿{len(hb.drafts)}条没有看过，公开版还不能生成。" if hb.drafts else ""
    return f"数据没有问题：{len(hb.tasks)}条任务，{len(hb.units)}个单位。{hints}{drafts}{entered}"


def _counts(result: Published) -> str:
    return f"写出 {result.written}，未变 {result.unchanged}，删去 {result.removed}"


# -- the command line ---------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="shouce",
        description="把讲话、报告、方案、纪要整理成任务手册。各命令的用法：shouce 命令 --help",
    )
    parser.options.add_argument(
        "--version", action="version", version=f"shouce {__version__}", help="显示版本"
    )
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True)
    for name, run, summary, details in _COMMANDS:
        command = commands.add_parser(name, help=summary, description=f"{summary}。{details}")
        command.set_defaults(run=run)
        if run is _new:
            command.places.add_argument(
                "folder", type=Path, metavar="文件夹", help="还没有的或者空的"
            )
        elif run in (_import, _purge):
            if run is _import:
                command.places.add_argument(
                    "files", type=Path, nargs="+", metavar="文件", help="收回的表，或者放表的文件夹"
                )
            else:
                command.places.add_argument("entry", metavar="编号", help="哪一条登记")
            command.options.add_argument(
                "--folder", type=Path, default=Path(), metavar="文件夹",
                help="手册文件夹（默认是现在所在的文件夹）",
            )  # fmt: skip
        else:
            command.places.add_argument(
                "folder", type=Path, metavar="文件夹", nargs="?", default=Path(),
                help="手册文件夹（默认是现在所在的文件夹）",
            )  # fmt: skip
        loudness = command.options.add_mutually_exclusive_group()
        loudness.add_argument("-q", "--quiet", action="store_true", help="只在出错时说话")
        loudness.add_argument("-v", "--verbose", action="store_true", help="多说一些")
        if run in (_build, _check, _forms, _import, _purge, _slips, _urge, _bulletin, _issue):
            _add_ledger(command)
        if run in (_bulletin, _issue):
            command.options.add_argument(
                "--month", type=_month, required=True, metavar="月份", help="哪个月，如 2022-09"
            )
        if run is _issue:
            command.options.add_argument(
                "--number", default="", metavar="期号",
                help="办公室编的期号，如 3；不写就只出草稿，不算发出",
            )  # fmt: skip
        if run in (_forms, _import, _purge, _issue):
            command.options.add_argument(
                "--received", type=_day, default=date.today(), metavar="日期",
                help="登记的日期（默认今天）",
            )  # fmt: skip
        if run is _new:
            command.options.add_argument(
                "--from", dest="source", type=Path, metavar="文件",
                help="原文的文件：Word、WPS、PDF、OFD、网页、文本；不写就用附带的示例",
            )  # fmt: skip
        if run is _draft:
            _add_model(command)
        if run is _forms:
            command.options.add_argument(
                "--out", type=Path, metavar="文件夹", help="写到哪里（默认 internal/forms）"
            )
        if run is _review:
            command.options.add_argument(
                "--out", type=Path, metavar="文件", help="写成什么文件（默认 review.xlsx）"
            )
        if run is _import:
            whose = command.options.add_mutually_exclusive_group()
            whose.add_argument("--from", dest="unit", metavar="单位", help="只收这个单位的（id）")
            whose.add_argument("--office", action="store_true", help="收办公室的立项、交办、核查")
            command.options.add_argument("--write", action="store_true", help="照列出的登记")
            command.options.add_argument(
                "--remove", action="store_true", help="登记以后删去收下的文件，有错的留着"
            )
            command.options.add_argument(
                "--settle", type=Path, metavar="文件", help="几个人的校对表不一样时，写出要裁定的"
            )
        if run is _purge:
            command.options.add_argument("--reason", required=True, metavar="理由", help="为什么")
        if run is _build:
            command.options.add_argument(
                "--edition", choices=["public", "internal"], default="public", metavar="版本",
                help="public 公开版（默认），internal 内部版，做在 internal/ 里，每页印着内部资料",
            )  # fmt: skip
            command.options.add_argument(
                "--since", type=Path, metavar="文件",
                help="与别处一期的 handbook.json 对照，只用于内部版（台账里的各期自动对照）",
            )  # fmt: skip
            command.options.add_argument(
                "--no-downloads", dest="downloads", action="store_false",
                help="不做 PDF、Excel 等供下载的文件，页面上也不列（做好的还与数据一致，就照旧用）",
            )  # fmt: skip
        if run is _serve:
            command.options.add_argument(
                "--port", type=int, default=PORT, metavar="端口", help=f"默认 {PORT}"
            )
        if run is _upgrade:
            command.options.add_argument("--write", action="store_true", help="照列出的改")
    return parser


def _add_ledger(command: Parser) -> None:
    command.set_defaults(edition="public")
    command.options.add_argument(
        "--ledger", type=Path, metavar="文件夹", help="督办台账所在的文件夹（默认 data/ledger）"
    )
    command.options.add_argument(
        "--as-of", type=_day, metavar="日期", help="截至日，如 2022-09-30（默认照台账）"
    )


def _add_model(command: Parser) -> None:
    command.options.add_argument(
        "--model", metavar="地址",
        help="再请单位自己的语言模型起草，如 http://10.0.0.8:8000/v1（默认不请）；"
        "密钥写在环境变量 SHOUCE_MODEL_KEY 里",
    )  # fmt: skip
    command.options.add_argument("--name", metavar="名称", help="模型的名称，与 --model 一起写")
    command.options.add_argument(
        "--timeout", type=float, metavar="秒", help="一段最多等模型多久（默认 120）"
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


_COMMANDS: tuple[tuple[str, Callable[[argparse.Namespace], None], str, str], ...] = (
    ("new", _new, "新建一个手册文件夹，里面是一篇原文，或者可以直接生成的示例",
     "写出 data/、mkdocs.yml、说明、发布到 GitHub Pages 的工作流程。文件夹里已经有内容的，不写。"
     "用 --from 写明原文的文件，就取它的文字，照它自己的序号列出层次。"),
    ("draft", _draft, "照原文起草任务",
     "按规则从没有处理过的句子起草任务、单位、时限、指标，写 data/drafts.yaml；"
     "已经写进任务、问题、机制的句子，和注明不立任务的，不再起草。还有草稿时不生成公开版。"
     "不写 --model，就不连网；写了，逐段请模型起草，在原文里核对得上的才要，"
     "有的段没有答复，退出码为 1，规则起草的照样写。"),
    ("review", _review, "写出校对表",
     "写出 review.xlsx，一行一条草稿，逐条选采用、修改、合并、拆分、不立任务，再用 import 收回。"
     "已经有的文件不覆盖。"),
    ("check", _check, "核对数据",
     "读 data/，逐条列出文件、行、列和改法；什么都不写。有错时退出码为 1。"),
    ("compare", _compare, "比较两遍阅读",
     "读 data/readings/ 里两个人各自写的，逐项列出一致的比例和每一处不同。"),
    ("build", _build, "生成网站",
     "读 data/、templates/、mkdocs.yml 和 docs/ 里自己写的页面，写 docs/ 和 site/。"
     "数据有错时什么都不写，退出码为 1。"),
    ("serve", _serve, "在本机预览，改了数据自动更新",
     "读的与 build 相同，只写 docs/。不做供下载的文件。"),
    ("forms", _forms, "写出要填的表",
     "读督办台账，给办公室一份、给每个承办单位一份 Excel，问到截至日该答复的。"),
    ("import", _import, "收回填好的表",
     "逐个文件列出会登记什么，有错的列出单元格和改法；加上 --write 才登记，并写出回执。"
     "一个文件有错，不影响别的文件；一格有错，这个文件一条也不登记。"
     "校对表（review.xlsx）也用它收回：采用的写进 data/，几个人不一样的并排列出，定了才写。"),
    ("purge", _purge, "清除一条登记里的个人信息",
     "把登记里的文字、人名换成“已清除”，留下日期和理由；办得怎样不受影响。"),
    ("urge", _urge, "列出应答未答的单位和催办的话",
     "每个单位一段话，可以粘贴到微信、钉钉；联系人取自台账文件夹里的 contacts.yaml。什么都不写。"),
    ("slips", _slips, "写出三色督办单",
     "已过时限、临近时限、慢于时间进度的，每个单位一份 Word、一份 PDF，放在 internal/，供签收。"),
    ("bulletin", _bulletin, "写出督查通报的草稿",
     "写出一个月的通报（Word、PDF）和台账（Excel），期号、签发人、印章空着，放在 internal/。"),
    ("issue", _issue, "发出一个月的台账和通报",
     "把当月的台账（Excel）、通报（Word、PDF）和当时登记的编号冻结在台账文件夹的 issues/ 里。"
     "一个月只发一次，期号只用一次，发出以后不再改动；以后登记的，下一期写明是补报。"),
    ("upgrade", _upgrade, "把数据和附带的文件改成这个版本的写法",
     "读 data/ 和 generator/，列出要改的行；加上 --write 才写。"),
)  # fmt: skip


def _pages_parser(folder: Folder) -> argparse.ArgumentParser:
    parser = Parser(
        prog="build_pages.py",
        description="核对 data/ 里的原文和数据，生成 docs/ 里的页面、公开数据和网站设置。",
        epilog="数据有误时逐条列出文件、行、列和改法，不写任何页面，退出码为 1。",
    )
    parser.options.add_argument(
        "--data", type=Path, default=folder.data, metavar="文件夹", help="数据（默认 data/）"
    )
    parser.options.add_argument(
        "--docs", type=Path, default=folder.docs, metavar="文件夹", help="页面（默认 docs/）"
    )
    parser.options.add_argument("--check", action="store_true", help="只核对数据，不写页面")
    parser.options.add_argument(
        "--site-url", action="store_true",
        help="只显示网站地址：环境变量 SITE_URL，没有就是 data/handbook.yaml 的 site_url",
    )  # fmt: skip
    parser.options.add_argument(
        "--clean", action="store_true", help="删去生成的文件，不动手写的文件"
    )
    return parser
