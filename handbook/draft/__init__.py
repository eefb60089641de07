"""In: a text as people have it, a file of Word, WPS, PDF, OFD, a web page or plain text. Out: the
files of ``data/`` that follow from its words alone.

What the words do not settle is left open. Only the command imports this room.
"""
