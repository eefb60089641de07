"""In: a ``Handbook``. Out: the files to take away, path to bytes, and the public JSON."""
