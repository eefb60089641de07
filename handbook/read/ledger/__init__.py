"""In: the files of a ledger. Out: what was entered, or all findings; and what of it may go out."""
