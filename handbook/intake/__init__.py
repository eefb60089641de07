"""In: files that people send. Out: entries of a ledger, or what is wrong with a file, by cell.

Nothing passes the checks by: what comes in is written only when the ledger with it is sound.
"""
