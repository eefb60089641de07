"""Pictures of numbers as SVG; colours and type are the style sheet's, for dark and for print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

# pygal and lxml are loaded where a picture is made: of two processes only one makes any

WIDTH = 480
"""Units of the picture's grid across: few, so that its type stays legible on a phone."""
ROW = 30
FONT = 13
MOST_LETTERS = 15
"""Characters of a label beside a bar; the table has it whole."""


def bars(rows: Sequence[tuple[str, int | float]], title: str) -> Markup:
    """One horizontal bar for each (label, number), the first on top, its number at its end."""
    import pygal

    widest = min(max(len(label) for label, _ in rows), MOST_LETTERS)
    chart = pygal.HorizontalBar(
        **_common(),
        height=ROW * len(rows) + 12,
        margin_left=widest * FONT // 2,
        margin_right=3 * FONT,
        print_values_position="top",
        show_x_labels=False,  # the library turns its axes with the bars
        show_x_guides=False,
        show_y_guides=False,
        formatter=str,
        zero=0,
        range=(0, max(number for _, number in rows)),
    )
    chart.x_labels = [_short(label) for label, _ in rows[::-1]]
    chart.add(title, [number for _, number in rows[::-1]])
    return _svg(chart, title)


def _common() -> dict[str, Any]:
    from pygal.style import Style

    return {
        "width": WIDTH,
        "style": Style(label_font_size=FONT, major_label_font_size=FONT, value_font_size=FONT),
        "js": [],
        "explicit_size": False,
        "show_legend": False,
        "print_values": True,
        "no_prefix": True,
        "margin": 6,
    }


def _short(label: str) -> str:
    return label if len(label) <= MOST_LETTERS else label[: MOST_LETTERS - 1] + "…"


def _svg(chart: Any, title: str) -> Markup:
    """The picture in one line, named, without the library's styles, tips and date."""
    from lxml import etree

    root = chart.render_tree()
    for parent in list(root.iter()):
        for child in list(parent):
            if _superfluous(child):
                parent.remove(child)
    root.attrib.pop("id", None)
    root.set("role", "img")
    root.set("aria-label", title)
    return Markup(etree.tostring(root, encoding="unicode").replace("\n", " "))


def _superfluous(element: Any) -> bool:
    """What only the library's own script would use."""
    if not isinstance(element.tag, str):  # a comment
        return True
    tip = "tooltip-overlay" in element.get("class", "")
    return tip or element.tag.rpartition("}")[2] in ("defs", "desc", "title")
