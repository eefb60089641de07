"""The words that explain a table, from the templates beside this file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parent / "templates"


def notes(name: str, **context: Any) -> list[list[str]]:
    """The lines of a template, each split at its tabs."""
    made = _templates().get_template(f"{name}.txt.j2").render(context)
    return [line.split("\t") for line in made.splitlines() if line]


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(TEMPLATES)
    return Environment(loader=loader, undefined=StrictUndefined, trim_blocks=True)
