"""Turn a leader's work speech into a task handbook.

Data goes one way, through one room after the other::

    data/ ─► read ─► model.Handbook ─┬► pages ─┬► publish ─► docs/ ─► site ─► site/
                                     └► files ─┘

``words`` is the floor: what a finding is, and what the field calls things. Imports run one way as
well: ``cli`` → ``site`` → ``starter`` → ``files`` | ``pages`` | ``read`` | ``publish`` → ``model``
→ ``words``; ``pages`` and ``files`` never name each other, and nothing but ``read`` sees a record.
"""

__version__ = "0.3.0"
