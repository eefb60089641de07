"""The floor of the house, which imports nothing of ours: findings, and the field's own words."""
