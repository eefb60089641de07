"""A sentence cut into clauses, and a clause into what stands side by side in it."""

from __future__ import annotations

from dataclasses import dataclass

_PAIRS = {"”": "“", "’": "‘", "》": "《", "）": "（", ")": "(", "〉": "〈", "】": "【"}
_OPEN = frozenset(_PAIRS.values())
_BRACKETS = frozenset("（()）【】")
_ENDS = frozenset("，；。！？：\n,;?!")


@dataclass(frozen=True)
class Span:
    """``text``, its place, and the mark that follows it (nothing where the sentence just ends)."""

    text: str
    start: int
    end: int
    mark: str


LONGEST = 400
"""Characters of a clause; no text has longer ones, and what is asked of one costs its square."""


def clauses(text: str, offset: int = 0) -> list[Span]:
    """What stands between commas and the like; marks in quotes and brackets part nothing."""
    return _cut(text, offset, _ENDS)


def side_by_side(text: str, offset: int = 0) -> list[Span]:
    """What stands between the 、 of a clause."""
    return _cut(text, offset, frozenset("、"))


def enclosed(text: str, *, brackets: bool = True) -> bytearray:
    """For each character 1 where it lies in quotes, a title or (``brackets``) closed brackets."""
    inside = bytearray(len(text))
    stack: list[tuple[str, int]] = []
    for index, char in enumerate(text):
        if not brackets and char in _BRACKETS:
            continue
        if char in _OPEN:
            stack.append((char, index))
        elif char in _PAIRS:
            # an opener that nobody closed must not swallow what follows
            for depth in range(len(stack) - 1, max(-1, len(stack) - 8), -1):
                if stack[depth][0] == _PAIRS[char]:
                    start = stack[depth][1]
                    del stack[depth:]
                    if not stack or not inside[start]:
                        inside[start : index + 1] = b"\x01" * (index + 1 - start)
                    break
            if len(stack) > 64:
                del stack[:32]
    return inside


def _cut(text: str, offset: int, ends: frozenset[str]) -> list[Span]:
    inside = enclosed(text)
    found: list[Span] = []
    start = 0
    for index, char in enumerate(text):
        if index - start >= LONGEST:
            _keep(found, text, start, index, offset, "")
            start = index
        if char in ends and not inside[index]:
            _keep(found, text, start, index, offset, char)
            start = index + 1
    _keep(found, text, start, len(text), offset, "")
    return found


def _keep(found: list[Span], text: str, start: int, end: int, offset: int, mark: str) -> None:
    while start < end and text[start] in " \u3000\t”’）)":
        start += 1
    while end > start and text[end - 1] in " \u3000\t":
        end -= 1
    if start < end:
        found.append(Span(text[start:end], offset + start, offset + end, mark))
