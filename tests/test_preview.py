"""The preview renders what a change touches, and shows what a build from nothing would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from handbook.site import docs, mkdocs
from handbook.site.folder import Folder
from handbook.site.incremental import Updated
from handbook.site.mkdocs import ENVIRONMENT
from handbook.site.preview import Preview
from handbook.site.stamp import ingredients
from handbook.words.findings import Fault
from tests.conftest import TINY, lay_out
from tests.test_folder import free_port, until
from tests.test_folder import shown as shown_at
from tests.test_publish import tree

Edit = tuple[str, str] | str | None
"""Words of a file and what takes their place; what a file is to hold; ``None``: no such file."""
Edits = Mapping[str, Edit]


def write(root: Path, edits: Edits) -> Edits:
    """Make the edits below ``root``; what undoes them."""
    undo: dict[str, Edit] = {}
    for name, edit in edits.items():
        path = root / name
        undo[name] = path.read_text("utf-8") if path.exists() else None
        if edit is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(edit, tuple):
            old, new = edit
            assert old in path.read_text("utf-8"), old
            edit = path.read_text("utf-8").replace(old, new)
        path.write_text(edit, "utf-8")
    return undo


@dataclass
class Shown:
    """A folder, its preview, and where a build from nothing goes."""

    folder: Folder
    preview: Preview
    cold: Path

    def made(self) -> Updated:
        """Pages from the data, site from the pages."""
        made_of = ingredients(self.folder)
        docs.write_pages(docs.read(self.folder), self.folder, made_of, with_downloads=False)
        return self.preview.refresh()

    def pages(self) -> dict[str, bytes]:
        place = self.folder.docs
        return {
            path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*.md")
        }

    def site(self) -> dict[str, object]:
        return dict(tree(self.preview.root))

    def built(self) -> dict[str, object]:
        """What a build from nothing makes of the same pages."""
        mkdocs.run(self.folder, self.cold)
        return dict(tree(self.cold))

    @contextmanager
    def edited(self, edits: Edits) -> Iterator[None]:
        undo = write(self.folder.root, edits)
        try:
            yield
        finally:
            write(self.folder.root, undo)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """The tiny handbook with a page and a style of its own, being previewed."""
    place = tmp_path_factory.mktemp("previewed")
    root = lay_out(TINY, place / "手册")
    (root / "docs").mkdir()
    (root / "docs/own.md").write_text("# 我们的话\n\n[全部任务](tasks.md)\n", "utf-8")
    (root / "docs/style.css").write_text("b {}", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        (place / "shown").mkdir()
        shown = Shown(Folder.at(root), Preview(Folder.at(root), place / "shown"), place / "cold")
        shown.made()
        yield shown


SLOGAN = "  quotes: [跳出**看**，站在全省的高度办学。]\n"
ADDED: Edits = {
    "data/tasks/2.2.yaml": (
        "  deliverable: 方案\n",
        f"  deliverable: 方案\n- id: 2.2-02\n  title: 跳出本地办学\n{SLOGAN}",
    ),
    "data/context/2.yaml": (f"- reason: 口号\n{SLOGAN}", ""),
}
TEMPLATE = '{% extends "default/task.md.j2" %}{% block plain %}请找督查室。{% endblock %}'
THEME = '{% extends "handbook.html" %}{% block announce %}自己的公告{% endblock %}'
CASES: dict[str, tuple[Edits, set[str] | None]] = {
    # what changes, and the pages rendered beside those whose Markdown changed; None: all are
    "a task edited": ({"data/tasks/2.1.yaml": ("title: 修好各村", "title: 修好各村的")}, set()),
    "a task added, then removed": (ADDED, set()),
    "a unit renamed": ({"data/units.yaml": ("name: 县交通局", "name: 交通局")}, set()),
    "the handbook renamed": ({"data/handbook.yaml": ("short_title: ", "short_title: 新")}, None),
    "nothing that shows": ({"data/units.yaml": ("- {id: jiaoyu", "\n- {id: jiaoyu")}, set()),
    "an own page edited": ({"docs/own.md": ("全部任务", "任务")}, set()),
    "an own page titled anew": ({"docs/own.md": ("我们的话", "大家的话")}, None),
    "an own page added, then removed": ({"docs/更多/其他.md": "# 其他\n\n[回](../own.md)\n"}, None),
    "an own page and a task it leads to": (
        {**ADDED, "docs/own.md": ("(tasks.md)", "(tasks/2.2-02.md#top)")}, set(),
    ),
    "own files": ({"docs/图/own.svg": "<svg/>", "docs/own.css": "a {}"}, set()),
    "an own style edited": ({"docs/style.css": ("b", "i")}, set()),
    "an own file in place of the theme's": ({"docs/assets/images/favicon.png": "甲"}, set()),
    "an own template": ({"templates/task.md.j2": TEMPLATE}, set()),
    "a setting": ({"mkdocs.yml": (".yml", ".yml\nextra_css: [style.css]")}, None),
    "an own theme": (
        {"mkdocs.yml": (".yml", ".yml\ntheme: {custom_dir: theme}"), "theme/main.html": THEME},
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "also"), CASES.values(), ids=CASES)
def test_only_what_a_change_touches_is_rendered_and_the_bytes_are_those_of_a_build(
    shown: Shown, edits: Edits, also: set[str] | None
) -> None:
    before, site = shown.pages(), shown.site()
    with shown.edited(edits):
        done, after = shown.made(), shown.pages()
        changed = {path for path, text in after.items() if before.get(path) != text}
        assert done.said == []
        assert {*done.rendered} == (after.keys() if also is None else changed | also)
        assert shown.site() == shown.built()
    shown.made()
    assert shown.site() == site, "and back"


def test_what_is_wrong_with_an_own_page_is_said_as_long_as_it_is_wrong(shown: Shown) -> None:
    link = "docs/own.md 里的链接“tasks/2.2-02.md”指向没有的文件，请改正"
    place = "docs/own.md 里的链接“tasks.md#none”指向没有的位置，请改正 # 后面的部分"
    site = shown.site()
    with shown.edited({"docs/own.md": "# 我们的话\n\n[甲](tasks/2.2-02.md) [乙](tasks.md#none)\n"}):
        assert shown.made().said == [link, place]
        with shown.edited({"data/tasks/2.1.yaml": ("title: 修好各村", "title: 修好各村的")}):
            assert shown.made().said == [link, place]
        shown.made()
        with shown.edited(ADDED):
            done = shown.made()
            assert done.said == [place], "the page is there now"
            assert "own.md" in done.rendered
            assert b'href="tasks/2.2-02.html"' in (shown.preview.root / "own.html").read_bytes()
        assert shown.made().said == [link, place]
    assert shown.made().said == []
    assert shown.site() == site


BROKEN: dict[str, tuple[Edits, str]] = {
    "settings": ({"mkdocs.yml": "INHERIT: docs/.mkdocs.yml\noops: [\n"}, "mkdocs.yml:3: YAML"),
    "a plugin that is not there": (
        {"mkdocs.yml": (".yml", ".yml\nplugins: {nobody: {}}")}, 'The "nobody" plugin is not inst',
    ),
    "a theme": (
        {"mkdocs.yml": (".yml", ".yml\ntheme: {custom_dir: theme}"),
         "theme/main.html": '{% extends "handbook.html" %}\n{% block'},
        "theme/main.html:2: 主题文件写法有误",
    ),
    "a theme without ours": (
        {"mkdocs.yml": (".yml", ".yml\ntheme: {custom_dir: theme}"), "theme/main.html": "甲"},
        "没有带上手册的安全设置和搜索",
    ),
    "an own page of no template": ({"docs/own.md": "---\ntemplate: no.html\n---\n甲\n"}, "no.html"),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "said"), BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_built_leaves_the_pages_as_they_are(
    shown: Shown, edits: Edits, said: str
) -> None:
    site, version = shown.site(), shown.preview.version
    with shown.edited(edits):
        with pytest.raises(Fault, match=said):
            shown.made()
        assert shown.site() == site
        assert shown.preview.version == version
    shown.made()
    assert shown.site() == site


TANGLED: dict[str, Edits] = {
    "a plugin": {"mkdocs.yml": (".yml", ".yml\nplugins: {material/tags: {}}")},
    "a hook": {"mkdocs.yml": (".yml", ".yml\nhooks: [hook.py]"), "hook.py": ""},
    "an extension that reads files": {
        "mkdocs.yml": (".yml", ".yml\nmarkdown_extensions: [attr_list, md_in_html, tables, toc, "
                       "pymdownx.superfences, pymdownx.snippets]"),
    },
    "a theme that shows other pages": {
        "mkdocs.yml": (".yml", ".yml\ntheme: {custom_dir: theme}"),
        "theme/main.html": '{% extends "handbook.html" %}{% block libs %}{{ super() }}'
                           "<meta name=n content={{ pages | length }}>{% endblock %}",
    },
}  # fmt: skip


@pytest.mark.parametrize("settings", TANGLED.values(), ids=TANGLED)
def test_where_a_page_may_be_made_of_others_all_are_rendered(shown: Shown, settings: Edits) -> None:
    with shown.edited(settings):
        shown.made()
        with shown.edited({"docs/own.md": ("全部任务", "任务")}):
            assert {*shown.made().rendered} == shown.pages().keys()
    shown.made()


# -- the command --------------------------------------------------------------------------------


@contextmanager
def serving(folder: Path, said: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The command, once its pages are shown, and their address."""
    port = free_port()
    command = [sys.executable, "-m", "handbook", "serve", "--port", str(port), str(folder)]
    with (
        said.open("wb") as file,
        subprocess.Popen(
            command, stdout=file, stderr=file, env=os.environ | {"TMPDIR": str(said.parent)}
        ) as server,
    ):
        try:
            until(lambda: shown_at(f"http://127.0.0.1:{port}/index.html") != "")
            yield server, f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


STEPS: list[tuple[Edits, str, str]] = [
    # what changes while the preview runs, and what a page, or the console, then holds; "": none
    ({"docs/own.md": "# 自己的\n\n甲[去](nope.md)\n"}, "own.html", "甲"),
    ({}, "said", "docs/own.md 里的链接“nope.md”指向没有的文件"),
    ({"docs/own.md": "# 自己的\n\n乙[去](tasks.md)\n"}, "own.html", "乙"),
    ({"docs/own.css": "b {}"}, "own.css", "b {}"),
    ({"mkdocs.yml": (".yml", ".yml\ntheme: {custom_dir: theme}"), "theme/main.html": "{% bad"},
     "said", "theme/main.html:1: 主题文件写法有误"),
    ({"theme/main.html": THEME}, "own.html", "自己的公告"),
    ({"theme/main.html": THEME.replace("公告", "通知")}, "own.html", "自己的通知"),
    ({"templates/task.md.j2": TEMPLATE}, "tasks/2.1-01.html", "请找督查室"),
    ({"templates/task.md.j2": TEMPLATE.replace("找", "问")}, "tasks/2.1-01.html", "请问督查室"),
    ({"docs/own.md": None}, "own.html", ""),
]  # fmt: skip


def test_whatever_changes_in_the_folder_is_shown(tmp_path: Path) -> None:
    root, said = lay_out(TINY, tmp_path / "手册"), tmp_path / "said"
    with serving(root, said) as (server, address):

        def seen(place: str, words: str) -> bool:
            text = said.read_text("utf-8") if place == "said" else shown_at(f"{address}/{place}")
            return words in text if words else not text

        for edits, place, words in STEPS:
            write(root, edits)
            until(partial(seen, place, words))
        server.send_signal(signal.SIGINT)
        assert server.wait() == 0
    assert "Traceback" not in said.read_text("utf-8")


ENDS = [(signal.SIGINT, 0), (signal.SIGTERM, -signal.SIGTERM), (signal.SIGKILL, -signal.SIGKILL)]


@pytest.mark.parametrize(("sent", "code"), ENDS, ids=[sent.name for sent, _ in ENDS])
def test_nothing_is_left_of_a_preview_that_was_ended(
    tmp_path: Path, sent: signal.Signals, code: int
) -> None:
    with serving(lay_out(TINY, tmp_path / "手册"), tmp_path / "said") as (server, address):
        server.send_signal(sent)
        assert server.wait() == code
        until(lambda: shown_at(address) == "" and not [*tmp_path.glob("shouce-*")])
