"""Drafts from a language model that an office runs itself, where somebody asks for them.

In: a ``Handbook`` and the address of a server with an interface like OpenAI's. Out: ``Asked``,
drafts like those of the rules. Nothing that a model says is believed: each draft rests on words
that are found in the text, and what is not there is refused and counted (``gates``). Nothing here
is called, and no connection opened, unless the command names a model.
"""
