"""A place to live: under any address, published by a workflow that may do no more than it must."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from lxml import html

from handbook.cli import main_pages
from tests.conftest import ROOT, TINY, build_site

ADDRESS = "https://zf.example.cn/a/handbook/"
BASE = "/a/handbook/"


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site for an address below a host's root."""
    return build_site(TINY, tmp_path_factory.mktemp("hosted") / "folder", ADDRESS)


def pages(site: Path) -> set[str]:
    return {p.relative_to(site).as_posix() for p in site.rglob("*.html")} - {"404.html"}


def test_the_page_for_lost_readers_works_at_any_depth(hosted: Path) -> None:
    tree = html.parse(hosted / "404.html")
    found = [str(url) for url in tree.xpath("//*/@src | //link/@href | //a/@href | //@data-base")]
    local = [u for u in found if not u.startswith(("#", "javascript:", ADDRESS))]
    assert len(local) > 10
    assert [url for url in local if not url.startswith(BASE)] == []
    for url in local:
        path = hosted / url.removeprefix(BASE).partition("#")[0]
        assert path.exists(), url


def test_each_page_names_its_own_address(hosted: Path) -> None:
    for name in pages(hosted):
        tree = html.parse(hosted / name)
        assert tree.xpath("//link[@rel='canonical']/@href") == [ADDRESS + name], name
        assert tree.xpath("//meta[@property='og:url']/@content") == [ADDRESS + name], name
        assert tree.xpath("//meta[@property='og:image']/@content") == [
            f"{ADDRESS}downloads/preview.png"
        ]


def test_the_site_map_lists_every_page(hosted: Path) -> None:
    tree = ElementTree.parse(hosted / "sitemap.xml")
    listed = {str(e.text) for e in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert {url.removeprefix(ADDRESS) or "index.html" for url in listed} == pages(hosted)


def test_files_to_take_away_lead_back_to_the_site(hosted: Path) -> None:
    calendar = (hosted / "downloads" / "dates.ics").read_text("utf-8").replace("\r\n ", "")
    assert f"URL:{ADDRESS}tasks/2.1-01.html" in calendar


@pytest.mark.parametrize(
    ("in_data", "in_environment", "shown"),
    [
        ("", "", ""),
        ("https://a.example.cn/", "", "https://a.example.cn/"),
        ("https://a.example.cn/", ADDRESS, ADDRESS),
    ],
)
def test_the_address_comes_from_the_data_or_from_who_hosts_it(
    tiny_data: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    in_data: str,
    in_environment: str,
    shown: str,
) -> None:
    with (tiny_data / "handbook.yaml").open("a", encoding="utf-8") as file:
        file.write(f"site_url: {in_data}\n")
    monkeypatch.setenv("SITE_URL", in_environment)
    assert main_pages(["--data", str(tiny_data), "--site-url"]) == 0
    assert capsys.readouterr().out == f"{shown}\n"


@pytest.fixture(params=["pages.yml", "audit.yml", "windows.yml"])
def workflow(request: pytest.FixtureRequest) -> Any:
    return yaml.safe_load((ROOT / ".github" / "workflows" / request.param).read_text("utf-8"))


def test_actions_are_pinned_by_commit_and_may_do_no_more_than_they_must(workflow: Any) -> None:
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        writing = {key for key, level in job["permissions"].items() if level != "read"}
        assert writing == ({"pages", "id-token"} if name == "deploy" else set())
        for step in job["steps"]:
            if "uses" in step:
                assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", step["uses"])
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


def test_nothing_is_published_untested() -> None:
    text = (ROOT / ".github" / "workflows" / "pages.yml").read_text("utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    commands = [step["run"] for step in jobs["build"]["steps"] if "run" in step]
    assert commands[-2:] == ["make test", "make site"]
    assert jobs["deploy"]["needs"] == "build"
    assert yaml.safe_load(text)["concurrency"]["group"] == "pages"
