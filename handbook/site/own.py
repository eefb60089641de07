"""What a folder has of its own beside the data: its pages and its settings, and their slips."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from handbook.site.folder import Folder, shown
from handbook.site.settings import PATH
from handbook.words.findings import Fault

LISTS = ("extra_css", "extra_javascript")
PICTURES = ("logo", "favicon")


class _Loader(yaml.SafeLoader):
    """Reads settings; what MkDocs alone can resolve (``!ENV`` and the like) stays open."""


_Loader.add_multi_constructor("", lambda loader, tag, node: None)


def own_theme(folder: Folder) -> Path | None:
    """The theme that the folder's ``mkdocs.yml`` names, as far as the file can be read."""
    try:
        settings = yaml.load((folder.root / "mkdocs.yml").read_text(encoding="utf-8"), _Loader)
        place = settings["theme"]["custom_dir"]
    except (OSError, ValueError, TypeError, KeyError, yaml.YAMLError):
        return None
    return folder.root / place if isinstance(place, str) else None


def check_settings(folder: Folder) -> None:
    """Raise ``Fault`` with all that is wrong with the folder's ``mkdocs.yml``, as far as we know.

    MkDocs takes a style sheet that is not there, or one on another host, without a word.
    """
    path = folder.root / "mkdocs.yml"
    line = f"INHERIT: {folder.docs.name}/{PATH}"
    if not path.is_file():
        raise Fault(f"{shown(folder.root)} 里没有 mkdocs.yml，请新建一个，内容一行：{line}")
    try:
        settings = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Fault(f"mkdocs.yml:{at}: YAML 写法有误，请检查缩进、冒号后的空格和引号") from error
    except UnicodeDecodeError as error:
        raise Fault("mkdocs.yml 不是 UTF-8 编码，请另存为 UTF-8") from error
    wrong = list(_wrong(settings if isinstance(settings, dict) else {}, folder, line))
    if wrong:
        raise Fault("\n".join(f"mkdocs.yml: {words}" for words in wrong))


def _wrong(settings: dict[str, Any], folder: Folder, line: str) -> Iterator[str]:
    if "INHERIT" not in settings:
        yield f"缺少生成的设置，请在第一行写 {line}"
    for key in LISTS:
        value = settings.get(key) or []
        if not isinstance(value, list):
            yield f"{key} 应为列表，如 {key}: [own.{'css' if 'css' in key else 'js'}]"
            continue
        for entry in value:
            name = entry.get("path") if isinstance(entry, dict) else entry
            yield from _missing(key, name, folder)
    theme = settings.get("theme")
    pictures = theme if isinstance(theme, dict) else {}
    for key in PICTURES:
        yield from _missing(f"theme 的 {key}", pictures.get(key), folder)


def _missing(key: str, name: Any, folder: Folder) -> Iterator[str]:
    """What is wrong with a file that a setting names."""
    if not isinstance(name, str):
        return
    if "://" in name or name.startswith("//"):
        place = f"{folder.docs.name}/"
        yield f"{key} 写的“{name}”在别的网站上。手册不向别的网站要文件，请把它放进 {place}"
    elif not (folder.docs / name).is_file():
        yield f"{key} 写的“{name}”不在 {folder.docs.name}/ 里，请核对文件名"
