"""One small function a rule, in the order in which a text is read; ``make`` does it all."""
