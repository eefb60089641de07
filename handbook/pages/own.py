"""The templates that a handbook's folder has of its own, and what is wrong with them.

A file of the same name replaces ours; one that begins ``{% extends "default/task.md.j2" %}``
changes ours block by block. Whatever is wrong is said in Chinese with file and line: these
files are written by an office's technician, to whom a traceback says nothing.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PrefixLoader,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from handbook.pages.links import UnknownRef
from handbook.words.findings import Fault, did_you_mean
from handbook.words.prose import SUFFIX as OF_PAPERS
from handbook.words.template_slips import syntax, undefined

OURS = [Path(__file__).parent / name for name in ("templates", "standard")]
PREFIX = "default"
"""Under it our templates can be reached although a folder has one of the same name."""
SUFFIX = ".j2"
SHOWN = "templates"
"""The folder as its owner knows it."""
NOTES = OURS[0] / "README.md"
"""What a technician may use; ``new`` lays it into the folder's own."""
SEE = f"可以用的块和名称见 {NOTES}"


class TemplateError(Fault):
    """A page could not be made; the message names template and line."""


class OwnTemplates:
    """The folder ``root`` of a handbook's own templates; one that holds none is as good as none."""

    def __init__(self, root: Path | None) -> None:
        self._root = root
        if not self.names:  # the notes that ``new`` writes may be all there is
            self._root = None

    @property
    def names(self) -> list[str]:
        """The templates of pages in the folder, by their path in it."""
        if self._root is None:
            return []
        found = sorted(
            path
            for path in self._root.rglob(f"*{SUFFIX}")
            if path.is_file() and not path.name.endswith(OF_PAPERS)
        )
        return [path.relative_to(self._root).as_posix() for path in found]

    def environment(self, **settings: Any) -> Environment:
        """Where templates are found and run; what others wrote runs fenced in."""
        ours = FileSystemLoader(OURS)
        if self._root is None:
            return _Ours(loader=ours, bytecode_cache=_Compiled.beside(OURS[0]), **settings)
        loaders: list[BaseLoader] = [
            PrefixLoader({PREFIX: ours}), FileSystemLoader(self._root), ours
        ]  # fmt: skip
        return ImmutableSandboxedEnvironment(loader=ChoiceLoader(loaders), **settings)

    def check(self, env: Environment) -> None:
        """Raise ``TemplateError`` with all that can be told of the files without a page."""
        complaints = [f"{SHOWN}/{name}{said}" for name in self.names for said in _wrong(env, name)]
        if complaints:
            raise TemplateError("\n".join([*complaints, f"{SEE}。改好以后请重新执行"]))

    def fault(self, error: Exception, page: str, env: Environment) -> TemplateError | None:
        """What to tell of an error on a page; ``None`` where it is a fault of our own templates."""
        frames = [f for f in traceback.extract_tb(error.__traceback__) if _is_template(f.filename)]
        own = [f for f in frames if self._root and Path(f.filename).is_relative_to(self._root)]
        if not own and not self.names and not isinstance(error, UnknownRef):
            return None
        said = _explain(error, env)
        if own:
            place = Path(own[-1].filename).relative_to(self._root or "").as_posix()
            where = f"{SHOWN}/{place}:{own[-1].lineno}"
        else:
            where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else page
            if self.names:  # ours stumbles over what one of them lacks
                said += f"（与自己的模板有关：{'、'.join(f'{SHOWN}/{x}' for x in self.names)}）"
        return TemplateError(f"{where}: 页面 {page} {said}")


class _Ours(Environment):
    """Our templates have no names but those of the environment: in one dict, quick to look up."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The names that a template finds; ``d`` are its own."""
        return super().make_globals(d) if d else self.globals


class _Compiled(FileSystemBytecodeCache):
    """Our templates as Python code, kept where Python keeps its own."""

    @classmethod
    def beside(cls, templates: Path) -> _Compiled | None:
        """For a folder of templates; none where nothing can be kept."""
        place = templates / "__pycache__"
        try:
            place.mkdir(exist_ok=True)
        except OSError:
            return None
        return (
            cls(str(place), f"%s.jinja-{jinja2.__version__}") if os.access(place, os.W_OK) else None
        )

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, if there is room."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _is_template(filename: str) -> bool:
    return filename.endswith(SUFFIX)


# -- what can be told of a file by itself -----------------------------------------------------


def _wrong(env: Environment, name: str) -> Iterator[str]:
    """What is wrong with an own template, each with the line where it can be told."""
    known = {path.name for folder in OURS for path in folder.glob(f"*{SUFFIX}")}
    if name not in known and not Path(name).name.startswith("_"):
        meant = did_you_mean(name, known)
        yield f": 没有叫这个名称的页面模板{meant}；供别的模板引用的，名称请以 _ 开头"
    try:
        tree = _parsed(env, name)
    except UnicodeDecodeError:
        yield ": 不是 UTF-8 编码的文本，请另存为 UTF-8"
    except TemplateSyntaxError as error:
        yield f":{error.lineno}: {syntax(error)}"
    else:
        yield from _wrong_blocks(env, name, tree)


def _parsed(env: Environment, name: str) -> nodes.Template:
    assert env.loader
    source, filename, _ = env.loader.get_source(env, name)
    env.get_template(name)  # some faults show only when it is compiled
    return env.parse(source, name, filename)


def _wrong_blocks(env: Environment, name: str, tree: nodes.Template) -> Iterator[str]:
    """In a template that extends another only the blocks of that one show."""
    extends = next(tree.find_all(nodes.Extends), None)
    if extends is None or not isinstance(extends.template, nodes.Const):
        return
    line, parent = extends.lineno, str(extends.template.value)
    if parent == name:
        yield f":{line}: 模板不能扩展自己，要在原有模板上改，请写 {PREFIX}/{name}"
        return
    try:
        known = _blocks(env, parent)
    except TemplateNotFound as error:
        yield f":{line}: {_not_found(error, env)}"
        return
    except (TemplateSyntaxError, UnicodeDecodeError):
        return  # said of that file
    for part in tree.body:
        if isinstance(part, nodes.Block) and part.name not in known:
            yield f":{part.lineno}: {parent} 里没有块“{part.name}”{did_you_mean(part.name, known)}"
        if isinstance(part, nodes.Output) and (at := _first_words(part)):
            yield f":{at}: 块以外的文字不会出现在页面上，请放进某个块里"


def _blocks(env: Environment, name: str, seen: tuple[str, ...] = ()) -> set[str]:
    """The blocks of a template and of those that it extends."""
    tree = _parsed(env, name)
    extends = next(tree.find_all(nodes.Extends), None)
    known = {block.name for block in tree.find_all(nodes.Block)}
    if extends and isinstance(extends.template, nodes.Const) and name not in seen:
        known |= _blocks(env, str(extends.template.value), (*seen, name))
    return known


def _first_words(output: nodes.Output) -> int:
    """The line of the first text that is more than white space; 0 where there is none."""
    for part in output.nodes:
        if not isinstance(part, nodes.TemplateData):
            return part.lineno
        if part.data.strip():
            before = part.data[: len(part.data) - len(part.data.lstrip())]
            return part.lineno + before.count("\n")
    return 0


# -- errors in words --------------------------------------------------------------------------


def _explain(error: Exception, env: Environment) -> str:
    """What went wrong on a page."""
    if isinstance(error, UnknownRef):
        return f"链接到不存在的“{error}”"
    if isinstance(error, UndefinedError):
        return f"{undefined(error)}。{SEE}"
    if isinstance(error, TemplateNotFound):
        return _not_found(error, env)
    if isinstance(error, TemplateSyntaxError):
        return syntax(error)
    if isinstance(error, RecursionError):
        return f'没有尽头地引用自己；要在原有模板上改，请写 {{% extends "{PREFIX}/…" %}}'
    if isinstance(error, SecurityError):
        return f"用了模板里不许用的东西：{error}"
    return f"生成不了：{type(error).__name__}: {error}"


def _not_found(error: TemplateNotFound, env: Environment) -> str:
    known = [*env.list_templates(), *(f"{PREFIX}/{p.name}" for o in OURS for p in o.glob("*.j2"))]
    return f"没有模板“{error.name}”{did_you_mean(str(error.name), known)}"
