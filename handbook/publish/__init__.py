"""In: files, path to content. Out: the same on the disk, whole; nothing of others is touched."""
