"""In: a ``Handbook``. Out: the pages as Markdown, path below ``docs/`` to text."""
