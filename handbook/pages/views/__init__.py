"""What single pages show: each a pure function of the handbook, ``None`` where there is nothing."""
