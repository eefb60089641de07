"""Turn a leader's work speech into a task handbook.

Data goes one way: ``load`` reads ``data/`` into a frozen ``Handbook``, ``pages`` and
``exports`` render it, ``publish`` writes ``docs/``.
"""
