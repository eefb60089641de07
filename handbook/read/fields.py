"""What a value in the YAML may be: texts, ids, days, numbers, and what to say where it is not.

In: plain values as ``yaml_lines`` reads them. Out: the types of the fields of ``records``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""None is used, and to ask every package that is installed for one takes its time."""

MOST = 500
"""Items in a list; a longer one is a slip."""
SLUG = "^[a-z0-9]+([.-][a-z0-9]+)*$"
_SECTION_ID = "^(0|[1-9][0-9]*)([.][1-9][0-9]*)*$"
_TASK_ID = "^[1-9][0-9]*([.][1-9][0-9]*){0,2}-([0-9]{2}|[1-9][0-9]{2})$"
_COMMIT = "^[0-9a-f]{40}$"
_DRAFT_ID = "^d[0-9a-f]{8}$"
ID_FORMS = {
    SLUG: "编号只用小写字母、数字和连字符，应当像 shi-zhujianju 这样",
    _SECTION_ID: "章节编号应当像 2.1.3 这样",
    _TASK_ID: "任务编号是所在章节加横线和两位数，应当像 2.1-04 这样",
    _DRAFT_ID: "草稿编号由 shouce draft 写，应当像 d3f9a21c0 这样",
    _COMMIT: "提交应当是四十位的编号，用 git log 看得到",
}
"""What the patterns of ids ask for, in words."""
# devices that Windows sees in a file name, whatever its extension
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE | re.ASCII)
_PAGE_NAMES = {"index", "top", "lists", "mechanisms", "mindsets"}


Choices = Mapping[str, str]
"""Words to choose from, each with its Chinese name; that is empty where it needs none."""


class Remedy(PydanticCustomError):
    """A fault that says itself, in Chinese, what to do."""

    def __new__(cls, message: str) -> Remedy:
        """Braces in ``message`` stay as they are."""
        return super().__new__(cls, "remedy", "{said}", {"said": message})


class NoChoice(PydanticCustomError):
    """A word that is not among those that may be chosen."""

    def __new__(cls, choices: Choices) -> NoChoice:
        """``choices`` are those that may be."""
        return super().__new__(cls, "no_choice", "", {"choices": choices})


def _trimmed(text: str) -> str:
    if not text.strip():
        raise Remedy("这里只有空白，请补上内容或删去这一项")
    if text != text.strip():
        raise Remedy("首尾有空格或换行，请删去（用 | 或 > 写的，改成 |- 或 >-）")
    return text


def _one_line(text: str) -> str:
    if "\n" in text:
        raise Remedy("这里有换行，请写成一行")
    return text


def _no_stop(text: str) -> str:
    if text.endswith("。"):
        raise Remedy("句末不用写句号，请删去")
    return text


def _free_id(text: str) -> str:
    if _DEVICE.fullmatch(text):
        raise Remedy(f"“{text}”在 Windows 上不能作文件名，请换一个编号")
    if text in _PAGE_NAMES or re.fullmatch(r"g[0-9]+|list-.*", text):
        raise Remedy(f"“{text}”是网页自己要用的名字，请换一个编号")
    return text


def web_address(text: str) -> str:
    """The address of a site, as it is. Raises ``Remedy`` where it is none."""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        good = False
    if not good or re.search(r"[\s\\\"<>@?#]", text):
        raise Remedy("不是网站的地址，请写成 https://example.cn/shouce/ 的样子，没有网站就留空")
    return text


Slug = Annotated[str, Field(pattern=SLUG, max_length=60), AfterValidator(_free_id)]
SectionId = Annotated[str, Field(pattern=_SECTION_ID, max_length=20)]
TaskId = Annotated[str, Field(pattern=_TASK_ID, max_length=24)]
DraftId = Annotated[str, Field(pattern=_DRAFT_ID)]
Passage = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(_trimmed)]
"""Words of the speech, which may have line breaks in between."""
Text = Annotated[Passage, AfterValidator(_one_line)]
Name = Annotated[Text, Field(min_length=2, max_length=60)]
Year = Annotated[int, Field(ge=1949, le=2100)]
"""A zip archive knows no later date than 2107."""
Number = int | float
Count = Annotated[int, Field(ge=0)]
Commit = Annotated[Text, Field(pattern=_COMMIT)]
Word = Annotated[Text, Field(max_length=6)]
"""What pages show as a badge."""
Texts = Annotated[tuple[Text, ...], Field(strict=False, max_length=MOST)]
Names = Annotated[tuple[Name, ...], Field(strict=False, max_length=MOST)]
TaskIds = Annotated[tuple[TaskId, ...], Field(strict=False, max_length=MOST)]


def _day(value: Any) -> Any:
    """A day typed as 2022-07-20; anything else is left for the type check to refuse."""
    if not isinstance(value, str) or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def _choice_of(key: str) -> BeforeValidator:
    """Refuses what is not among the words that ``offered.Offered`` has under ``key``."""

    def check(value: Any, info: ValidationInfo) -> Any:
        choices: Choices | None = getattr(info.context, key, None)
        if choices is not None and value not in list(choices):  # a list has no hash
            raise NoChoice(choices)
        return value

    return BeforeValidator(check)


Commitments = Annotated[tuple[Word, ...], Field(min_length=1, max_length=10, strict=False)]
Commitment = Annotated[Text, _choice_of("commitments")]
UnitKinds = Annotated[
    dict[Annotated[Slug, Field(max_length=20)], Annotated[Text, Field(max_length=10)]],
    Field(min_length=1, max_length=20),
]
"""Few and short: a list to choose from in Excel holds 255 characters."""
UnitKind = Annotated[Text, _choice_of("unit_kinds")]
Day = Annotated[date, BeforeValidator(_day)]
Notice = Annotated[Text, Field(max_length=60), AfterValidator(_no_stop)]
Title = Annotated[Text, Field(max_length=20)]
Address = Annotated[Text, AfterValidator(web_address)]
"""Of a web site."""
