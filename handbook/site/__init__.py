"""In: ``docs/``. Out: the finished site. The only room that knows MkDocs."""
