"""A handbook's own templates: they change pages block by block, and their faults are named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handbook.model import Handbook
from handbook.pages.make import make_downloads_page, make_pages
from handbook.pages.own import OURS, OwnTemplates, TemplateError

TASK = "tasks/2.1-01.md"
MACROS = (OURS[0] / "_macros.md.j2").read_text("utf-8")


def write(folder: Path, **templates: str) -> Path:
    """The folder with these templates, ``task`` for ``task.md.j2``."""
    for name, text in templates.items():
        (folder / f"{name}.md.j2").write_text(text, encoding="utf-8")
    return folder


def on(name: str, rest: str) -> str:
    return f'{{% extends "default/{name}.md.j2" %}}\n{rest}'


CHANGES = [
    # template, text, a page, what stands there now, what no longer does
    ("task", on("task", "{% block plain %}{% endblock %}"), TASK, "## 原文 {", "复制为纯"),
    ("task", on("task", "{% block facts %}{{ super() }}\n记{{ task.id }}{% endblock %}"),
     TASK, "\n记2.1-01\n", None),
    ("unit", on("unit", "{% block more %}由{{ link(unit.ref) }}办。{% endblock %}"),
     "units/jiaotong.md", "由[县交通局](jiaotong.md)办。", None),
    ("method", "# {{ title }}\n\n见{{ link('page:units') }}。", "method.md", "见[责", "怎样编"),
    ("correct", on("correct", "{% block more %}请打电话。{% endblock %}"), "correct.md",
     "请打电话。", None),
    ("_macros", MACROS.replace(" › ", " → "), TASK, "[首页](../index.md) →", "›"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "page", "there", "gone"), CHANGES)
def test_a_template_of_the_same_name_changes_the_page(
    tiny: Handbook, tmp_path: Path, name: str, text: str, page: str, there: str, gone: str | None
) -> None:
    changed = make_pages(tiny, write(tmp_path, **{name: text}))[page]
    assert there in changed
    assert gone is None or gone not in changed


def test_a_folder_without_templates_changes_nothing(tiny: Handbook, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("说明", encoding="utf-8")
    plain = make_pages(tiny)
    assert make_pages(tiny, tmp_path) == plain
    assert make_pages(tiny, tmp_path / "none") == plain
    assert not OwnTemplates(tmp_path).environment().sandboxed, "nothing to fence in"


def test_templates_that_only_extend_ours_change_nothing(tiny: Handbook, tmp_path: Path) -> None:
    names = [p.name for folder in OURS for p in folder.glob("*.j2") if not p.name.startswith("_")]
    for name in names:
        (tmp_path / name).write_text(f'{{% extends "default/{name}" %}}\n', encoding="utf-8")
    assert make_pages(tiny, tmp_path) == make_pages(tiny)


@pytest.mark.parametrize("block", ["content", "more"])
def test_every_page_has_its_content_and_a_hook_after_it(
    tiny: Handbook, tmp_path: Path, block: str
) -> None:
    names = [p.name for folder in OURS for p in folder.glob("*.j2") if not p.name.startswith("_")]
    own = f"{{% block {block} %}}甲乙丙丁{{% endblock %}}"
    for name in names:
        text = f'{{% extends "default/{name}" %}}\n{own}'
        (tmp_path / name).write_text(text, encoding="utf-8")
    pages = make_pages(tiny, tmp_path)
    assert [path for path, text in pages.items() if "甲乙丙丁" not in text] == []
    if block == "content":
        assert "甲乙丙丁" in make_downloads_page(tiny, {}, tmp_path)


FAULTS = [
    # what is wrong, the template, how the message begins, what it says
    ("a tag cut short", "task", "甲\n{% if %}", ":2: ", "写法有误"),
    ("a tag not closed", "task", "{% if task %}", ":1: ", "缺少“endif”"),
    ("a block not closed", "task", on("task", "{% block facts %}"), ":2: ", "写法有误"),
    ("an unknown tag", "task", "\n\n{% show %}", ":3: ", "不认识的标签“show”"),
    ("an unknown filter", "task", "{{ task|bold }}", ":1: ", "没有叫“bold”的过滤器"),
    ("an unknown name", "task", "甲\n{{ taks.id }}", ":2: ", f"页面 {TASK} 用了没有的名称“taks”"),
    ("an unknown field", "task", "{{ task.phone }}", ":1: ", "用了没有的项“phone”"),
    ("an unknown link", "task", "{{ link('unit:x') }}", ":1: ", "链接到不存在的“unit:x”"),
    ("no such page", "task", "{{ link('page:terns') }}", ":1: ", "链接到不存在的“page:terns”"),
    ("extends itself", "task", '{% extends "task.md.j2" %}', ":1: ", "default/task.md.j2"),
    ("includes itself", "task", '甲\n{% include "task.md.j2" %}', ":2: ", "没有尽头"),
    ("extends nothing", "task", '{% extends "defualt/task.md.j2" %}', ":1: ", "是不是“default/"),
    ("includes nothing", "task", '\n{% include "_foot.md.j2" %}', ":2: ", "没有模板“_foot.md.j2”"),
    ("no such block", "task", on("task", "{% block fact %}{% endblock %}"), ":2: ",
     "是不是“facts”"),
    ("a block twice", "task", on("task", "{% block a %}{% endblock %}" * 2), ":2: ", "写了两次"),
    ("text between blocks", "task", on("task", "\n甲"), ":3: ", "块以外的文字不会出现"),
    ("a value between blocks", "task", on("task", "{{ task.id }}"), ":2: ", "块以外的文字不"),
    ("a name of no page", "unti", "甲", ": ", "是不是“unit.md.j2”"),
    ("a division by zero", "task", "{{ 1 / 0 }}", ":1: ", "生成不了"),
    ("a wrong type", "task", "{{ task.title + 1 }}", ":1: ", "生成不了"),
    ("a value missing from a list", "task", "{{ task.quotes[9].exact }}", ":1: ", "没有的项"),
    ("Python's inside", "task", "{{ hb.__class__.__mro__ }}", ":1: ", "不许用"),
    ("a change to the data", "task", "{{ hb.tasks.clear() }}", ":1: ", "不许用"),
    ("no end of numbers", "task", "{% for x in range(10**12) %}{% endfor %}", ":1: ", "生成不了"),
    ("a macro not there", "task", '{% from "_macros.md.j2" import x %}{{ x() }}', ":1: ", "“x”"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "begin", "said"), [case[1:] for case in FAULTS], ids=[c[0] for c in FAULTS]
)
def test_a_fault_names_the_file_its_line_and_the_remedy(
    tiny: Handbook, tmp_path: Path, name: str, text: str, begin: str, said: str
) -> None:
    with pytest.raises(TemplateError) as caught:
        dict(make_pages(tiny, write(tmp_path, **{name: text})))
    message = str(caught.value)
    assert message.startswith(f"templates/{name}.md.j2{begin}"), message
    assert said in message
    assert str(tmp_path) not in message
    assert re.search("[一-龥]{2}", message)


def test_all_faults_that_need_no_page_are_told_at_once(tiny: Handbook, tmp_path: Path) -> None:
    write(tmp_path, task="{% if %}", unit="{% for %}", home="甲")
    (tmp_path / "dates.md.j2").write_bytes("时限".encode("gb18030"))
    with pytest.raises(TemplateError) as caught:
        make_pages(tiny, tmp_path)
    files = re.findall(r"^templates/(\w+)\.md\.j2", str(caught.value), re.MULTILINE)
    assert files == ["dates", "home", "task", "unit"]
    assert "UTF-8" in str(caught.value)


def test_ours_stumbling_over_theirs_names_theirs(tiny: Handbook, tmp_path: Path) -> None:
    write(tmp_path, _macros="{% macro head(title, about, hide=()) %}{% endmacro %}")
    with pytest.raises(TemplateError, match=r"与自己的模板有关：templates/_macros\.md\.j2"):
        dict(make_pages(tiny, tmp_path))


def test_what_the_notes_list_is_there() -> None:
    """The notes for technicians name every block of every template, and no other."""
    notes = (OURS[0] / "README.md").read_text("utf-8")
    for folder in OURS:
        for path in sorted(folder.glob("[!_]*.j2")):
            blocks = re.findall(r"{% block (\w+)", path.read_text("utf-8"))
            row = re.search(rf"^\| `{re.escape(path.name)}` \|[^|]*\|(.*)\|$", notes, re.MULTILINE)
            assert row, path.name
            assert re.findall(r"`(\w+)`", row[1]) == blocks, path.name
