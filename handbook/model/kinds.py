"""The kinds of thing that a text names and that have a page each and an index of them.

To add a kind: an entry here, and its data file, named by ``plural``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of named thing.

    ``key`` begins its refs (``project:…``); ``plural`` names its data file, the folder of its
    pages, its index and its list in the public data; ``title`` heads the index.
    """

    key: str
    plural: str
    title: str
    explained: bool = False
    """Words that an outsider must look up: grouped by who explains them, not by a label."""


KINDS = (
    Kind("document", "documents", "文件和会议"),
    Kind("project", "projects", "项目和企业"),
    Kind("campaign", "campaigns", "行动和活动"),
    Kind("term", "terms", "名词", explained=True),
)


def for_readers() -> list[Kind]:
    """The kinds in the order in which pages list them: first what must be looked up."""
    return sorted(KINDS, key=lambda kind: not kind.explained)
