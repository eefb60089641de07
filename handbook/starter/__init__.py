"""What ``new`` writes: a folder with example data that passes every check, and a workflow.

In: nothing but the files below ``files/`` (``dot-`` stands for a dot at the beginning of a name,
lest tools that walk this package obey them) and the generator's own wheel, where it was installed
from one. Out: the folder.
"""
