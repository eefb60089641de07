"""Days in words."""

from __future__ import annotations

from datetime import date


def in_full(day: date) -> str:
    """A day as papers write it, its year said: 2022年9月30日."""
    return f"{day.year}年{day.month}月{day.day}日"
