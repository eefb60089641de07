"""In: a file of any kind that holds a text. Out: its text as the handbook quotes it, and what was
left out or put together on the way. One module for each kind of file."""
