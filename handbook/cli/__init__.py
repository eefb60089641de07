"""In: a command line. Out: the steps of the other rooms in their order, what came of them in words,
and an exit code."""

import os

# no other program's plugin has a say in how data are read, and none is looked for
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from handbook.cli.commands import main, main_pages

__all__ = ["main", "main_pages"]
