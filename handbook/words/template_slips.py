"""What is wrong with a template that somebody else wrote, in Chinese where we know it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jinja2 import TemplateSyntaxError, UndefinedError

_UNDEFINED: Mapping[str, str] = {
    r"'(?P<name>[^']+)' is undefined": "用了没有的名称“{name}”",
    r"has no attribute '(?P<name>[^']+)'": "用了没有的项“{name}”",
    r"has no element (?P<name>.+)": "用了没有的项“{name}”",
    r"does not export the requested name '(?P<name>[^']+)'|"
    r"the template .* does not export .* '(?P<other>[^']+)'": "要引用的模板里没有“{name}”",
}
_SYNTAX: Mapping[str, str] = {
    r"Encountered unknown tag '(?P<name>\w+)'": "不认识的标签“{name}”",
    r"No filter named '(?P<name>\w+)'": "没有叫“{name}”的过滤器",
    r"No test named '(?P<name>\w+)'": "没有叫“{name}”的判断",
    r"block '(?P<name>\w+)' defined twice": "块“{name}”写了两次",
    r"needs to be closed is '(?P<name>\w+)'": "“{name}”没有结束，缺少“end{name}”",
    r"unexpected '(?P<name>[^']+)'": "这里不该有“{name}”",
    r"expected token '(?P<name>[^']+)'": "这里应当有“{name}”",
}


def undefined(error: UndefinedError) -> str:
    """What was asked for that there is not."""
    return _translated(_UNDEFINED, str(error.message))


def syntax(error: TemplateSyntaxError) -> str:
    """What cannot be read."""
    return f"写法有误，{_translated(_SYNTAX, str(error.message))}"


def _translated(words: Mapping[str, str], message: str) -> str:
    for pattern, said in words.items():
        if match := re.search(pattern, message):
            return said.format(name=next(filter(None, match.groups()), ""))
    return message
