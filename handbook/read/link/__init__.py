"""In: typed records and the speech, cut. Out: linked things of ``model``; defects are reported.

``desk`` is what every step needs at hand. Then one module for each kind of thing, in the order in
which ``load`` calls them: ``units``, ``tasks`` (with ``times``), ``answered``, ``named``, ``sums``,
``accounting``, ``called``; and ``index`` for the relations.
"""
