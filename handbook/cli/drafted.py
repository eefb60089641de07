"""``new --from``: a handbook's folder from the file of a text."""

from __future__ import annotations

import argparse
import unicodedata
from contextlib import closing
from pathlib import Path

from handbook.cli.console import say
from handbook.cli.places import folder_of
from handbook.publish.lock import alone
from handbook.read.typed import DRAFTS
from handbook.site.folder import shown
from handbook.words.findings import Fault, short

NEXT = (
    "对照原文核对 data/speech.txt 和 data/outline.yaml，补上 data/handbook.yaml 里空着的",
    "执行 shouce draft 起草任务，看过、要用的照 data/README.md 写进 data/tasks/ 和 data/units.yaml",
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
    """Draft tasks from the sentences that nobody has dealt with, into ``data/drafts.yaml``."""
    from handbook.draft.write import drafted
    from handbook.publish.stage import replace_files
    from handbook.read.load import load

    folder = folder_of(options)
    with alone(folder.data):
        hb = load(folder.data, folder.shown_data, internal=True, drafts=False)
        text = drafted(hb)
        replace_files(folder.data, [(DRAFTS, text.encode())])
    count = text.count("\n- id: ")
    say(options, f"起草了{count}条任务，写在 {shown(folder.data / DRAFTS)}，都还是草稿。")
    say(options, "看网页：shouce build --edition internal --no-downloads，打开“草稿”一页；"
                 "要用的写进 data/tasks/，看完再起草一次，直到没有草稿。")  # fmt: skip
