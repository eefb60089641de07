"""In: a command line. Out: the steps of the other rooms in their order, what came of them in words,
and an exit code."""

from handbook.cli.commands import main, main_pages

__all__ = ["main", "main_pages"]
