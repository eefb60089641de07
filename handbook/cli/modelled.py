"""``draft --model``: a model that drafts beside the rules, and what came of it, in words."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from handbook.cli.console import say
from handbook.words.findings import Fault

if TYPE_CHECKING:  # loaded where a model is asked for
    from handbook.draft.model.ask import Model
    from handbook.draft.model.asked import Asked
    from handbook.model import Handbook

EVERY = 10
"""Passages after which it is said how far the asking has got."""


def model_of(options: argparse.Namespace) -> Model | None:
    """The model that the command line names; ``None`` where it names none.

    Raises ``Fault`` where something of it is missing or wrong.
    """
    if options.model is None:
        if options.name is not None or options.timeout is not None:
            raise Fault("--name 和 --timeout 要与 --model 一起写。什么都没有写")
        return None
    if options.name is None:
        raise Fault("写了 --model，还要用 --name 写明模型的名称。什么都没有写")
    from handbook.draft.model.ask import KEY, SECONDS, model_at

    seconds = SECONDS if options.timeout is None else options.timeout
    return model_at(options.model, options.name, os.environ.get(KEY, ""), seconds)


def ask(options: argparse.Namespace, hb: Handbook, model: Model) -> Asked:
    """Ask ``model`` about what nobody has dealt with; say where the text goes, and how far."""
    from handbook.draft.model.asked import asked

    def progress(done: int, of: int) -> None:
        if done == 0:
            say(options, f"逐段发给模型 {model.name}（{model.url}），共{of}段。")
        elif done % EVERY == 0:
            say(options, f"问了{done}段，共{of}段。")

    return asked(hb, model, progress)


def tell(options: argparse.Namespace, asked: Asked) -> None:
    """Say what the model gave. Raises ``Fault`` where it did not answer on each passage."""
    more = len(asked.tasks) - asked.agreed
    say(options, f"其中模型起草了{more}条；它的另外{asked.agreed}条，规则已经起草过。")
    if asked.refused:
        count = sum(asked.refused.values())
        say(options, f"模型写的有{count}处核对不上，没有要：{_listed(asked.refused)}。")
    if asked.unanswered:
        count = sum(asked.unanswered.values())
        raise Fault(
            f"模型没有答复{count}段，共{asked.passages}段：{_listed(asked.unanswered)}。"
            "规则起草的和核对过的照样写了；排除以后可以再起草一次"
        )


def _listed(counts: Mapping[str, int]) -> str:
    return "；".join(f"{reason}（{count}）" for reason, count in counts.items())
