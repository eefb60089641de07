"""What a finder needs beside its table: values to filter and group by, labels, counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handbook.model import Handbook

Labels = Mapping[str, Any]
"""What the template calls things: ``facets`` by key, the values of each facet, and ``chips``."""
Row = Mapping[str, Any]
"""What a finder knows of a row: ``units`` [[id, role]], ``days``, and of other facets values."""


def finder_data(
    rows: Sequence[Row], labels: Labels, options: Mapping[str, Sequence[tuple[str, str]]]
) -> dict[str, Any]:
    """``facets`` [{key, label, options [[value, label]]}], ``chips`` and ``tasks``, the rows.

    A facet that gets no ``options`` has those that the labels give; values that no row has are
    left out.
    """
    used = _used(rows, labels["facets"])
    named = {key: [*labels[key].items()] for key in labels["facets"] if key not in options}
    every = {**named, **options}
    return {
        "facets": [
            {"key": key, "label": label, "options": [o for o in every[key] if o[0] in used[key]]}
            for key, label in labels["facets"].items()
        ],
        "chips": [
            {"key": key, "value": value, "label": label, "count": used[key][value]}
            for key, value, label in labels["chips"]
            if value in used[key]
        ],
        "tasks": rows,
    }  # fmt: skip


def section_options(hb: Handbook) -> list[tuple[str, str]]:
    """All sections as a finder calls them, in order."""
    return [
        (s.id, f"{s.id} {s.title}" if not s.lead_in else f"{s.parent} {s.title}")
        for s in hb.sections.values()
    ]


def _used(rows: Sequence[Row], facets: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """How many rows have each value of each facet."""
    counts: dict[str, dict[str, int]] = {key: {} for key in facets}
    for row in rows:
        units = {unit for unit, _ in row["units"]} or {"none"}
        values = {**row, "unit": units, "role": {role for _, role in row["units"]}}
        for key, of_key in counts.items():
            for value in values[key]:
                of_key[value] = of_key.get(value, 0) + 1
    return counts
