"""From a text's file to its handbook: ``new --from``, ``draft``, ``review``, the way home."""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

from handbook.cli.console import say
from handbook.cli.places import folder_of
from handbook.publish.lock import alone
from handbook.read.typed import DRAFTS
from handbook.site.folder import shown
from handbook.words.findings import Fault, short
from handbook.words.forms import EXPLAINED
from handbook.words.review import DECISION_NAMES, SETS_NAMES, Sets

if TYPE_CHECKING:
    from handbook.intake.workbook import Sheet
    from handbook.model import Handbook
    from handbook.review.differ import Agreed, Difference
    from handbook.review.settle import Settled

T = TypeVar("T")
REVIEW_FILE = "review.xlsx"
NEXT = (
    "对照原文核对 data/speech.txt 和 data/outline.yaml，补上 data/handbook.yaml 里空着的",
    "执行 shouce draft 起草任务，执行 shouce review 写出校对表，逐条看过，用 shouce import 收回",
)


def new_from(options: argparse.Namespace) -> None:
    """Take a text in and lay out its folder; say what was left out, joined and guessed.

    Raises ``Fault`` where the text cannot be taken; nothing is written then.
    """
    from handbook.apart import Reader
    from handbook.draft.begin import begin
    from handbook.draft.source.read import read_source
    from handbook.starter.new import check_free, new

    check_free(options.folder)
    path: Path = options.source
    try:
        with closing(Reader(read_source, "一篇原文")) as reader:
            source = reader.read(path)
    except Fault as fault:
        raise Fault(f"{path}：{fault}。什么都没有写") from None
    except OSError as error:
        raise Fault(f"{path}：读不出来（{error.strerror}），请核对文件权限。什么都没有写") from None
    begun = begin(source, _named(path))
    new(options.folder, begun.files)
    about, text = begun.about, source.text
    say(options, f"新建了手册文件夹 {options.folder}，原文取自 {path.name}。")
    say(
        options, f"原文 {len(text):,} 字，{text.count(chr(10))} 段，{len(begun.outline.parts)} 节。"
    )
    for what, lines in (("没有取", source.dropped), ("接起来", source.joined)):
        for line in lines:
            say(options, f"{what}：{line}")
    for note in begun.outline.notes:
        say(options, f"请核对：{note}")
    for line in _unsettled(about.title, about.year, about.delivered_on):
        say(options, f"没有写明：{line}")
    say(options, f"下一步：进入 {options.folder}，执行 shouce build --no-downloads，"
                 "打开 site/index.html 看原文和层次。")  # fmt: skip
    for line in NEXT:
        say(options, f"然后：{line}。")


def _unsettled(title: str, year: int | None, day: object) -> list[str]:
    """What the text does not say of itself, and what was done about it."""
    return [
        *([] if title else ["原文的名称，先用了文件名"]),
        *([] if year else ["“今年”是哪一年，handbook.yaml 的 year 空着，“年底”一类时限落不到日期"]),
        *([] if day else ["哪一天作的或者印发的，handbook.yaml 的 delivered_on 空着"]),
    ]  # fmt: skip


def _named(path: Path) -> str:
    """The file's name without its extension, fit to stand in the data."""
    name = unicodedata.normalize("NFC", path.stem)
    return short("".join(c for c in name if c.isprintable()).strip() or "原文")


def draft(options: argparse.Namespace) -> None:
    """Draft from the sentences that nobody has dealt with, into ``data/drafts.yaml``."""
    from handbook.cli.modelled import ask, model_of, tell
    from handbook.draft.write import drafted
    from handbook.publish.stage import replace_files
    from handbook.read.load import load

    folder, model = folder_of(options), model_of(options)
    with alone(folder.data):
        hb = load(folder.data, folder.shown_data, internal=True, drafts=False)
        asked = ask(options, hb, model) if model else None
        more = (asked.beside,) if asked else ()
        text, counts = drafted(hb, folder.data, *more)
        replace_files(folder.data, [(DRAFTS, text.encode() if text else None)])
    if text:
        say(options, f"起草了{_told(counts)}，写在 {shown(folder.data / DRAFTS)}，都还是草稿。")
        say(options, "下一步：执行 shouce review，在写出的表里逐条看。")
        say(
            options,
            "或者在网页上看：shouce build --edition internal --no-downloads，打开“校对”一页。",
        )
    else:
        say(options, "没有要起草的了：每一句都处理过。")
    if asked:
        tell(options, asked)


def _told(counts: Mapping[Sets, int]) -> str:
    return "、".join(f"{SETS_NAMES[key]}{count}条" for key, count in counts.items())


def review(options: argparse.Namespace) -> None:
    """Write the workbook in which drafts are gone through; one that is there stays."""
    from handbook.files.review import review_book
    from handbook.publish.stage import replace_files
    from handbook.site import docs

    folder = replace(folder_of(options), internal=True)
    hb = docs.read(folder)
    if not hb.drafts:
        raise Fault("没有草稿，请先执行 shouce draft")
    place: Path = options.out or folder.root / REVIEW_FILE
    _check_free(place)
    replace_files(place.parent, [(place.name, review_book(hb))])
    say(options, f"写出校对表 {shown(place)}，{len(hb.drafts)}条草稿。填法见表里的“{EXPLAINED}”。")
    say(options, f"填好以后：shouce import {place.name}")


def _check_free(place: Path) -> None:
    """Raise ``Fault`` where a file is there: somebody may have filled it in."""
    if place.exists():
        raise Fault(f"{shown(place)} 已经有了，没有写。请先导入它、移走它，或者用 --out 换一个名字")


def import_reviews(options: argparse.Namespace, sheets: Mapping[Path, Mapping[str, Sheet]]) -> None:
    """What people decided on drafts, into the files of data/; see ``shouce import``."""
    from handbook.publish.stage import replace_files
    from handbook.review.differ import agree
    from handbook.review.settle import settle
    from handbook.review.verdicts import gone_through, joined_units
    from handbook.site import docs

    folder = folder_of(options)
    with alone(folder.data):
        hb = docs.read(replace(folder, internal=True))
        gone = [gone_through(hb, who, its) for who, its in _apart(sheets).items()]
        _stop_at([(one.who, slip) for one in gone for slip in one.slips])
        agreed = agree(gone, {one.draft: one for one in hb.decided})
        if agreed.differences:
            _settle_first(options, hb, agreed.differences)
        units = joined_units(gone)
        settled = settle(hb, folder.data, agreed.verdicts, units)
        _stop_at([("", slip) for slip in settled.slips])
        if options.write and agreed.verdicts:
            replace_files(folder.data, settled.files.items())
    _tell_review(options, agreed, settled)


def _apart(sheets: Mapping[Path, T]) -> dict[str, T]:
    """By the names of files; with the folder where two have the same."""
    count = Counter(path.name for path in sheets)
    return {
        path.name if count[path.name] == 1 else f"{path.parent.name}/{path.name}": its
        for path, its in sheets.items()
    }


def _stop_at(slips: Sequence[tuple[str, object]]) -> None:
    for who, slip in slips:
        print(f"{who}: {slip}" if who else slip, file=sys.stderr)
    if slips:
        raise Fault(f"共{len(slips)}处需要改正，什么都没有写。请在上面列的格子里改好，再导入")


def _settle_first(
    options: argparse.Namespace, hb: Handbook, differences: Sequence[Difference]
) -> NoReturn:
    """Show side by side where people differ; nothing is written before somebody settles it."""
    for one in differences:
        print(one, file=sys.stderr)
    told = f"{len(differences)}条草稿决定不一样，什么都没有写。"
    if not options.settle:
        raise Fault(f"{told}请改成一致，或者加上 --settle 裁定.xlsx 写出要裁定的，填好以后一起导入")
    from handbook.files.review import review_book
    from handbook.publish.stage import replace_files

    open_ones = [one for one in differences if one.draft.end]
    if len(open_ones) < len(differences):
        told += "已经写进 data/ 的，要改请直接改 data/ 里的文件，校对表里照改。"
    if open_ones:
        _check_free(options.settle)
        said = {one.draft.id: str(one) for one in open_ones}
        raw = review_book(hb, [one.draft for one in open_ones], said)
        replace_files(options.settle.parent, [(options.settle.name, raw)])
        told += f"要裁定的写在 {shown(options.settle)}，填好以后同原来的表一起导入。"
    raise Fault(told)


def _tell_review(options: argparse.Namespace, agreed: Agreed, settled: Settled) -> None:
    from handbook.review.settle import accountable

    after = settled.handbook
    decided = Counter(verdict.decision for verdict in agreed.verdicts)
    told = "、".join(f"{DECISION_NAMES[key]}{n}条" for key, n in decided.items()) or "没有新的"
    tasks = {key for v in agreed.verdicts if v.draft.sets in ("task", "context")
             for key in settled.made.get(v.draft.id, ())}  # fmt: skip
    known = f"，以前定过的{agreed.known}条" if agreed.known else ""
    verb = "写进了" if options.write else "可以写进"
    made = f"{verb} data/ 任务{len(tasks)}条、不立任务的句子{settled.contexts}句"
    say(options, f"{told}{known}；{made}；还剩草稿{len(after.drafts)}条。")
    if agreed.verdicts and not options.write:
        say(options, "还没有写。看过没有问题，加上 --write 再执行。")
    elif parts := accountable(after):
        told = ", ".join(f'"{part}"' for part in parts)
        say(options, f"每一句都有了交代：可以在 data/handbook.yaml 里写 accounted_parts: [{told}]")
