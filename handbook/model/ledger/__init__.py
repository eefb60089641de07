"""The follow-up after the speech: what was entered, and how each matter stands for a given day.

In: entries, only ever added. Out: standing, which nobody types and nothing stores. Most handbooks
have none: what it takes is loaded when there is one.
"""
