"""In: a ``Handbook``. Out: pages as Markdown, and their styles and scripts, path to content.

``make`` does it; ``catalog`` and ``things`` say which pages there are, ``views`` what each shows,
``templates`` and ``standard`` hold every word, ``own`` lets a handbook have its own.
"""
