"""Stub."""

from collections.abc import Mapping


def upgraded(texts: Mapping[str, str]) -> dict[str, str]:
    """Nothing yet."""
    return {}
