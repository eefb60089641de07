"""The units that tasks name: those of the data, and new ones as they are met."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from handbook.draft.ids import Ids
from handbook.model import Unit


class Unfit(ValueError):
    """What was asked for cannot be; ``key`` is the field at fault."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key
        self.source: Any = None
        """What asked for it."""


_KINDS = (
    ("collective", r"^(?:各|有关|相关|全市|全县|凡|每|所有|全体|行业)"),
    ("collective", r"(?:部门|单位|地区|地|干部|同志)$"),
    ("taskforce", r"(?:专班|指挥部|领导小组|工作组|筹备组)$"),
    ("office", r"(?:市长|县长|区长|旗长|州长|盟长|书记|主任|秘书长|局长)$"),
    ("zone", r"(?:开发区|园区|新区|高新区|经开区|管委会|示范区)$"),
    ("county", r"(?:县|市|区|旗|州|盟)(?:委)?(?:（[^）]*）)?(?:人民)?(?:政府)?$"),
    ("department", r"(?:局|委|办|厅|部|署|院|室|会|行|联社|中心|队|社|政府|法院|公司|集团)$"),
)


@dataclass
class Roster:
    """Who is known by which name; ``same``, ``kinds`` and ``full_names`` are what somebody said of
    names that the data do not have yet."""

    units: Iterable[Unit]
    same: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    full_names: Mapping[str, str] = field(default_factory=dict)
    offered: Iterable[str] = ()
    ids: Ids = field(default_factory=Ids)
    new: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Records of units that the data lack, by the name that they go by."""

    def __post_init__(self) -> None:
        self._known = {
            name: unit.id
            for unit in self.units
            for name in (unit.name, unit.full_name, *unit.aliases)
            if name
        }
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        for name, key in self._known.items():
            self._names[key].add(name)

    def id_of(self, name: str) -> str:
        """The id of a unit; one that is not known is entered."""
        chief = self._chief(name)
        if name in self._known:
            return self._known[name]
        if chief not in self._known:
            key = self.ids.free(chief, {*self._known.values()}, "danwei")
            self._known[chief] = key
            self.new[chief] = {"id": key, "name": chief, "kind": self._kind(chief)}
            if full := self.full_names.get(chief):
                self.new[chief]["full_name"] = full
        if name != chief:
            if chief not in self.new:
                raise Unfit("units", f"请先在 data/units.yaml 里给“{chief}”加上叫法“{name}”")
            self._known[name] = self._known[chief]
            self.new[chief].setdefault("aliases", []).append(name)
        self._names[self._known[chief]] |= {name, chief}
        return self._known[chief]

    def knows(self, name: str) -> bool:
        """Whether the data, or somebody's word, have a unit of this name."""
        return self._chief(name) in self._known

    def names_of(self, key: str) -> set[str]:
        """All that a unit is called."""
        return self._names[key]

    def _chief(self, name: str) -> str:
        seen = {name}
        while (other := self.same.get(name)) and other not in seen:
            seen.add(other)
            name = other
        return name

    def _kind(self, name: str) -> str:
        kind = self.kinds.get(name) or kind_of(name)
        offered = [*self.offered]
        return kind if not offered or kind in offered else offered[-1]


def kind_of(name: str) -> str:
    """What a unit is by its name, as far as that tells."""
    return next((kind for kind, words in _KINDS if re.search(words, name)), "other")
