"""Handbooks' folders of ours and of the earlier version, and the commands that fill them."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

from bench import base, handbooks
from bench.timing import ROOT, Run, run
from handbook.site.mkdocs import ENVIRONMENT, command
from handbook.site.settings import FIXED, PATH

LEFT_OUT = "search: {exclude: true}\n"


@dataclass(frozen=True)
class Folder:
    """A handbook's folder with its data; ``python`` and ``root`` are its generator's."""

    place: Path
    python: str
    root: Path
    mkdocs: tuple[str, ...]
    tasks: int = 0

    @property
    def docs(self) -> Path:
        """Its pages."""
        return self.place / "docs"

    @property
    def site(self) -> Path:
        """Its site."""
        return self.place / "site"

    def write_pages(self) -> Run:
        """Run ``scripts/build_pages.py``."""
        script = str(self.root / "scripts" / "build_pages.py")
        places = ["--data", str(self.place / "data"), "--docs", str(self.docs)]
        return run([self.python, script, *places], self.root)

    def write_pages_anew(self) -> Run:
        """The same, without any page to begin with."""
        clear(self.docs)
        return self.write_pages()

    def write_site(self) -> Run:
        """Run ``mkdocs build`` into an empty folder."""
        return mkdocs(self.place, self.site, self.mkdocs, self.root)


def clear(folder: Path) -> None:
    """Move a folder away, to go with all that is there in the end.

    Files are slow to make where others were just removed (ext4 spares their inodes for minutes):
    measure on a disk from which nobody removes many.
    """
    if folder.exists():
        spent = folder.parent / ".spent"
        spent.mkdir(exist_ok=True)
        folder.rename(spent / f"{folder.name}-{len([*spent.iterdir()])}")


def mkdocs(place: Path, site: Path, program: tuple[str, ...], *path: Path) -> Run:
    """Run MkDocs in a folder; ``path`` is where Python looks besides."""
    clear(site)
    quiet = ["build", "--quiet", "--site-dir", str(site)]
    looked = ":".join(map(str, path))
    return run([*program, *quiet], place, **ENVIRONMENT, PYTHONPATH=looked)


def ours(place: Path, tasks: int) -> Folder:
    """A folder of ours with that many tasks."""
    made = handbooks.write(place, tasks)
    return Folder(place, sys.executable, ROOT, tuple(command()), made)


def earlier(place: Path, tasks: int, at: Path | None) -> Folder:
    """A folder of the earlier version with as many tasks, made of its own data.

    Its pages lead to downloads that nobody made: it is asked not to mind.
    """
    root = (at or base.lay_out()).resolve()
    made = handbooks.write(place, tasks, root / "data")
    shutil.copytree(root / "overrides", place / "overrides", dirs_exist_ok=True)
    config = place / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("strict: true", "strict: false"), "utf-8")
    python = base.python(root)
    return Folder(place, python, root, (python, "-P", "-m", "mkdocs"), made)


def stock(folder: Folder, place: Path, nav: bool = True) -> Folder:
    """The same pages with the theme and its search as they come, and our nav or one of all."""
    shutil.copytree(folder.docs, place / "docs")
    let_the_theme_search(place / "docs")
    made = yaml.safe_load((folder.docs / PATH).read_text("utf-8"))
    fixed = yaml.safe_load(FIXED.read_text("utf-8"))
    extensions = {"markdown_extensions": fixed["markdown_extensions"]}
    kept = {"nav": made["nav"], "not_in_nav": made["not_in_nav"]} if nav else {}
    theme = {"theme": {"name": "material", "language": "zh"}}
    settings(place / "docs", place, theme | extensions | kept)
    return Folder(place, folder.python, place, folder.mkdocs)


def let_the_theme_search(docs: Path) -> None:
    """Take the line out of the pages that keeps them from the theme's own index."""
    for page in docs.rglob("*.md"):
        page.write_text(page.read_text("utf-8").replace(LEFT_OUT, "", 1), "utf-8")


def bare(folder: Folder, place: Path, **plugins: object) -> None:
    """Settings for a site of nothing but the pages' text, to tell what comes before it."""
    (place / "theme").mkdir(parents=True, exist_ok=True)
    (place / "theme" / "main.html").write_text("{{ page.content }}", "utf-8")
    fixed = yaml.safe_load(FIXED.read_text("utf-8"))
    told = {
        "theme": {"name": None, "custom_dir": str(place / "theme")},
        "markdown_extensions": fixed["markdown_extensions"],
        "plugins": [{name: options} for name, options in plugins.items()],
    }
    settings(folder.docs, place, told)


def settings(docs: Path, place: Path, told: dict[str, object]) -> None:
    """Write ``mkdocs.yml`` for the pages in ``docs``, which may complain of nothing."""
    silent = {"validation": {"nav": _IGNORED["nav"], "links": _IGNORED["links"]}}
    common = {"site_name": "任务手册", "use_directory_urls": False, "docs_dir": str(docs)}
    text = yaml.safe_dump(common | silent | told, allow_unicode=True, sort_keys=False)
    (place / "mkdocs.yml").write_text(text, "utf-8")


_IGNORED = {
    "nav": dict.fromkeys(("omitted_files", "not_found", "absolute_links"), "ignore"),
    "links": dict.fromkeys(("not_found", "anchors", "absolute_links"), "ignore"),
}
