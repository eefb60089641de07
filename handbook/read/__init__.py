"""In: a folder ``data/``. Out: one frozen ``model.Handbook``, or every finding at once.

Bytes become text (``text``), text YAML whose every value knows its line (``source``), YAML typed
records (``parse``, ``records``, ``typed``), and records the linked handbook (``load``), once they
have passed the gates (``gates``, ``checks``).
"""
