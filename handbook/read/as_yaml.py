"""Values as the YAML that people could have typed."""

from __future__ import annotations

from typing import Any

import yaml


class _Plain(yaml.SafeDumper):
    """Writes everything out: what is shared would be written as an alias, which data may not be."""

    def ignore_aliases(self, data: Any) -> bool:
        """Nothing becomes an alias."""
        return True


def as_yaml(records: list[dict[str, Any]]) -> str:
    """A list of records, an item for each, a line for each field."""
    return yaml.dump(records, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10**9)
