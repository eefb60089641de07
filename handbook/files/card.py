"""The site's pictures for elsewhere: beside a link in a chat, on a phone's home screen."""

from __future__ import annotations

from handbook.files.typeset import picture
from handbook.model import Handbook

CARD = "preview.png"
ICON = "icon.png"


def make_pictures(hb: Handbook, icon: str) -> dict[str, bytes]:
    """The pictures as PNG; ``icon`` is the site's icon as SVG.

    Raises ``TypesetError`` where a font lacks a character of the title.
    """
    tasks = hb.tasks.values()
    units = {part.unit for task in tasks for part in task.named}
    targets = len(hb.targets)
    numbers = [(len(tasks), "条任务"), (len(units), "个责任单位和统称"), (targets, "项指标")]
    data = {
        "where": "data/handbook.yaml",
        "icon": icon,
        "title": hb.info.title,
        "numbers": [(str(count), words) for count, words in numbers if count],
        "notice": hb.info.notice,
    }
    return {CARD: picture("card.typ", data), ICON: picture("icon.typ", data)}
