"""In: a folder ``data/``. Out: one frozen ``model.Handbook``, or every finding at once.

1. Bytes become text (``text``), and text YAML whose every value knows its line (``yaml_lines``).
2. YAML becomes typed records: ``parse`` one file, ``typed`` all of them, by ``fields`` and
   ``records``.
3. The speech is cut into sections and sentences (``speech``), its names are found (``mentions``).
4. Records pass the gates (``gates``, ``checks``), their times are settled (``deadlines``, with
   ``words.times``), and ``link`` makes them the things of the model.

``yaml_slips`` and ``record_slips`` say in plain Chinese what was refused. ``load`` is the one
entry: it does all this in order.
"""
