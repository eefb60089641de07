"""From any text a handbook that still waits for its editor.

In: a text as people have it, a file of Word, WPS, PDF, OFD, a web page or plain text. Out: the
files of ``data/`` that follow from its words alone, and ``Drafts`` of tasks, units, days and
figures, each with the rule that made it and how sure that is. Every draft stands in the text, and
what the words do not settle is left open. No network and no model, but for ``model/``, where
somebody asks for one. Only the command imports this room.
"""
