"""A handbook is a folder, the generator a package: installed from its wheel into an environment
that holds nothing else, with no registry in reach, and never run from the checkout."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import venv
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from filelock import FileLock
from lxml import html

from handbook import __version__
from handbook.cli import main
from tests.conftest import ROOT, TINY, lay_out
from tests.test_publish import tree
from tests.test_site import text_of

NOWHERE = "http://127.0.0.1:9"
OUT_OF_REACH = {
    "PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": NOWHERE, "PIP_NO_INDEX": "1",
    "http_proxy": NOWHERE, "https_proxy": NOWHERE, "no_proxy": "",
}  # fmt: skip
OWN = ("PYTHON", "PIP_", "SOURCE_DATE", "SITE_URL", "LC_", "LANG", "NO_MKDOCS")


def surroundings(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """An office's environment: nothing that the tests themselves run with."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OWN)}
    return kept | {"LANG": "C.UTF-8"} | dict(changes or {})


def make_generator(place: Path) -> None:
    """Gather the wheels and install them from their folder alone."""
    gather = [sys.executable, str(ROOT / "scripts" / "gather_wheels.py"), str(place / "wheels")]
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    machine = "aarch64" if os.uname().machine == "aarch64" else "x86_64"
    options = ["--platform", f"manylinux_2_28_{machine}", "--python", version]
    subprocess.run([*gather, *options], check=True, stdout=subprocess.DEVNULL, timeout=200)
    venv.create(place / "env", symlinks=True)
    (wheel,) = (place / "wheels").glob("renwu_shouce-*.whl")
    options = ["--quiet", "--no-compile", "--find-links", ".", f"./{wheel.name}"]
    subprocess.run(
        [*pip(place / "env" / "bin"), "install", *options],
        cwd=place / "wheels", env=surroundings(OUT_OF_REACH), check=True,
    )  # fmt: skip


def pip(programs: Path) -> list[str]:
    """The command of pip for that environment, which need not hold one of its own."""
    return [sys.executable, "-m", "pip", "--python", str(programs / "python")]


@pytest.fixture(scope="session")
def generator(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The programs of an environment with the wheel, made by the first process that asks."""
    base = tmp_path_factory.getbasetemp()
    place = (base if worker_id == "master" else base.parent) / "generator"
    with FileLock(f"{place}.lock"):
        if not (place / "done").exists():
            make_generator(place)
            (place / "done").touch()
    return place / "env" / "bin"


Shouce = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def shouce(generator: Path, tmp_path_factory: pytest.TempPathFactory) -> Shouce:
    """Run the command; ``code`` is the exit code that it must end with."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    def run(
        *arguments: str | Path, cwd: Path = elsewhere, env: Mapping[str, str] | None = None,
        code: int = 0, encoding: str = "utf-8",
    ) -> subprocess.CompletedProcess[str]:  # fmt: skip
        done = subprocess.run(
            [str(generator / "shouce"), *map(str, arguments)], cwd=cwd, env=surroundings(env),
            capture_output=True, encoding=encoding, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stdout + done.stderr
        return done

    return run


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shouce:
    """The same command in this process, where what it says of a folder is asked and not where it
    was installed: no test of these waits for a start."""
    monkeypatch.delenv("SITE_URL", raising=False)

    def run(*arguments: str | Path, code: int = 0) -> subprocess.CompletedProcess[str]:
        ended = main([*map(str, arguments)])
        done = subprocess.CompletedProcess(arguments, ended, *capsys.readouterr())
        assert ended == code, done.stdout + done.stderr
        return done

    return run


@pytest.fixture(scope="session")
def example(shouce: Shouce, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that ``new`` made, checked and built as it is."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "example"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            shouce("new", folder)
            shouce("check", folder)
            shouce("build", folder)
    return folder


@pytest.fixture
def own(example: Path, tmp_path: Path) -> Path:
    """A copy of the example for one test."""
    return Path(shutil.copytree(example, tmp_path / "own"))


# -- new ----------------------------------------------------------------------------------------


def test_what_new_writes_builds_and_says_on_every_page_that_it_is_an_example(example: Path) -> None:
    pages = list((example / "site").rglob("*.html"))
    assert len(pages) > 30
    assert [page for page in pages if "示例数据" not in text_of(page)] == []
    assert {"handbook.pdf", "ledger.xlsx", "offline.zip"} <= {
        path.name for path in (example / "site" / "downloads").iterdir()
    }


def test_a_new_folder_holds_nothing_of_ours(example: Path) -> None:
    for path in example.glob("**/*"):
        if path.suffix in (".yaml", ".yml", ".md", ".txt") and "docs" not in path.parts:
            assert not re.search("查干湖|督查室|海绵城市|make site", path.read_text("utf-8")), path


@pytest.mark.parametrize("name", ["data/own.yaml", ".git/HEAD", "own.txt"])
def test_new_refuses_a_folder_that_holds_something(
    shouce: Shouce, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("手写", "utf-8")
    before = tree(tmp_path)
    assert "已经有内容，什么都没有写" in shouce("new", tmp_path, code=1).stderr
    assert tree(tmp_path) == before


def test_settings_of_a_folder_are_a_line(example: Path) -> None:
    for folder in (ROOT, example):
        lines = (folder / "mkdocs.yml").read_text("utf-8").splitlines()
        assert [line for line in lines if not line.startswith("#")] == ["INHERIT: docs/.mkdocs.yml"]


def test_the_workflow_installs_the_wheel_by_its_hash(example: Path, generator: Path) -> None:
    (wheel,) = (example / "generator").glob("*.whl")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    first, *rest = (example / "generator/requirements.txt").read_text("utf-8").splitlines()
    assert first == f"./generator/{wheel.name} --hash=sha256:{digest}"
    pins = [line for line in rest if line and not line.startswith((" ", "#"))]
    assert all("==" in pin and pin.endswith("\\") for pin in pins)
    flow = yaml.safe_load((example / ".github/workflows/pages.yml").read_text("utf-8"))
    commands = [step["run"] for step in flow["jobs"]["build"]["steps"] if "run" in step]
    assert commands == [
        "python -m pip install --require-hashes -r generator/requirements.txt", "shouce build",
    ]  # fmt: skip
    dry = [*pip(generator), "install", "--dry-run", "--require-hashes", "--find-links",
           str(generator.parent.parent / "wheels"), "-r", "generator/requirements.txt"]  # fmt: skip
    subprocess.run(dry, cwd=example, env=surroundings(OUT_OF_REACH), check=True)


def test_pins_of_the_wheel_are_those_of_the_lock() -> None:
    locked = dict(
        re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "requirements.lock").read_text("utf-8"), re.M)
    )
    text = (ROOT / "handbook/starter/files/generator/requirements.txt").read_text("utf-8")
    pins = dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.M))
    assert pins.keys() - locked.keys() == {"lazy-importer"} - locked.keys()
    assert {name: version for name, version in pins.items() if locked[name] != version} == {}


def test_the_guide_to_the_data_is_the_same_everywhere(example: Path) -> None:
    assert (example / "data/README.md").read_bytes() == (ROOT / "data/README.md").read_bytes()


# -- check, build -------------------------------------------------------------------------------


def test_the_tiny_handbook_is_the_same_from_the_wheel_as_from_the_checkout(
    shouce: Shouce, tiny_site: Path, tmp_path: Path
) -> None:
    folder = lay_out(TINY, tmp_path / "tiny")
    shouce("build", folder)
    assert tree(folder / "site") == tree(tiny_site)


def test_two_handbooks_side_by_side_leave_each_other_alone(
    shouce: Shouce, own: Path, tmp_path: Path
) -> None:
    other = lay_out(TINY, tmp_path / "other")
    before = tree(own)
    shouce("build", "--no-downloads", cwd=other)
    assert tree(own) == before
    shouce("build", cwd=own)
    assert tree(own) == before, "the same data, the same bytes"


def test_wrong_data_is_named_and_the_site_stays(shouce: Shouce, own: Path) -> None:
    task = own / "data/tasks/2.1.yaml"
    task.write_text(task.read_text("utf-8").replace("value: 12,", "value: 13,"), "utf-8")
    before = tree(own)
    for command in ("check", "build"):
        done = shouce(command, cwd=own, code=1)
        assert "data/tasks/2.1.yaml:9:44: 【数字】13 不在“12个老旧小区”里，请核对\n" in done.stderr
    assert tree(own) == before


def test_a_folder_without_data_or_settings_says_what_to_do(shouce: Shouce, own: Path) -> None:
    assert "不是手册文件夹" in shouce("build", own.parent, code=1).stderr
    assert "没有 nowhere 这个文件夹" in shouce("build", "nowhere", code=1).stderr
    (own / "mkdocs.yml").unlink()
    assert "INHERIT: docs/.mkdocs.yml" in shouce("build", own, code=1).stderr


def test_without_downloads_no_page_leads_to_any(here: Shouce, own: Path) -> None:
    (own / "docs/downloads/handbook.pdf").unlink()
    here("build", "--no-downloads", own)
    assert tree(own / "docs/downloads") == {}, "what is not whole goes"
    for page in (own / "site").rglob("*.html"):
        links = html.parse(page).xpath("//a/@href")
        assert [link for link in links if "downloads/" in str(link)] == [], page
    front = (own / "site/index.html").read_text("utf-8")
    assert '"downloads":false' in front, "nor does the picker"
    here("build", own)
    assert "downloads/index.html" in (own / "site/index.html").read_text("utf-8")


QUIET = [
    # options, what is said
    (["-q"], r"^$"),
    ([], r"核对数据……用时.*生成网站……用时.*完成，用浏览器打开"),
    (["-v"], r"INFO.*完成，用浏览器打开"),
]


@pytest.mark.parametrize(("options", "said"), QUIET)
def test_how_much_is_said(shouce: Shouce, own: Path, options: list[str], said: str) -> None:
    done = shouce("build", *options, own)
    assert re.search(said, done.stdout, re.S)
    assert done.stderr == ""


HELP = [
    # command, what its help must tell
    ("new", ["data/", "mkdocs.yml", "不写"]),
    ("check", ["读 data/", "什么都不写"]),
    ("build", ["读 data/", "写 docs/ 和 site/", "--no-downloads"]),
    ("serve", ["只写 docs/", "--port"]),
    ("upgrade", ["读 data/", "--write"]),
]


@pytest.mark.parametrize(("command", "words"), HELP)
def test_each_command_says_what_it_reads_and_writes(
    shouce: Shouce, command: str, words: list[str]
) -> None:
    said = "".join(shouce(command, "--help").stdout.split())
    assert [word for word in words if "".join(word.split()) not in said] == []


def test_the_package_runs_as_a_module_and_knows_its_version(
    generator: Path, shouce: Shouce, tmp_path: Path
) -> None:
    assert shouce("--version").stdout == f"shouce {__version__}\n"
    command = [str(generator / "python"), "-m", "handbook", "--version"]
    done = subprocess.run(command, cwd=tmp_path, env=surroundings(), capture_output=True, text=True)
    assert done.stdout == f"shouce {__version__}\n"
    assert "用法见 shouce --help" in shouce("bild", code=2).stderr


# -- what is the folder's own -------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def test_a_page_of_its_own_enters_nav_search_and_git(shouce: Shouce, own: Path) -> None:
    (own / "docs/guide").mkdir()
    (own / "docs/own.md").write_text("# 值班安排\n\n夜间由梧桐岗值守。\n", "utf-8")
    (own / "docs/guide/more.md").write_text("# 办事指南\n\n见[值班](../own.md)。\n", "utf-8")
    shouce("build", own)
    index = html.parse(own / "site/index.html")
    links = {str(link) for link in index.xpath("//nav//a/@href")}
    assert {"own.html", "guide/more.html"} <= links
    search = json.loads((own / "site/search/search_index.json").read_text("utf-8"))
    assert any("梧桐岗" in entry["text"] for entry in search["docs"])
    git(own, "init", "-q")
    git(own, "add", ".")
    listed = set(git(own, "ls-files", "-z").split("\0"))
    assert {name for name in listed if name.startswith("docs/")} == {
        "docs/own.md", "docs/guide/more.md",
    }  # fmt: skip
    assert {"data/speech.txt", "mkdocs.yml", ".github/workflows/pages.yml"} <= listed
    assert not {name for name in listed if name.startswith(("site/", ".docs.lock"))}
    shouce("upgrade", "--write", own)
    shouce("build", own)
    assert "梧桐岗" in (own / "docs/own.md").read_text("utf-8")


def own_file(name: str, text: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")

    return write


def own_setting(line: str, *others: Callable[[Path], None]) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        for other in others:
            other(folder)
        with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")

    return write


def own_theme(text: str) -> Callable[[Path], None]:
    return own_setting("theme: {custom_dir: theme}", own_file("theme/main.html", text))


SLIPS: list[tuple[str, Callable[[Path], None], str]] = [
    # what somebody did, how, what is said
    ("link to nothing", own_file("docs/own.md", "# 值班\n\n[没有](nothing.md)\n"),
     "docs/own.md 里的链接“nothing.md”指向没有的文件"),
    ("link to no place", own_file("docs/own.md", "# 值班\n\n[没有](index.md#nowhere)\n"),
     "docs/own.md 里的链接“index.md#nowhere”指向没有的位置"),
    ("style sheet that is not there", own_setting("extra_css: [nope.css]"),
     "mkdocs.yml: extra_css 写的“nope.css”不在 docs/ 里"),
    ("style sheet of another host", own_setting("extra_css: ['https://example.com/a.css']"),
     "在别的网站上。手册不向别的网站要文件"),
    ("style sheet that is no list", own_setting("extra_css: own.css"),
     "extra_css 应为列表，如 extra_css: [own.css]"),
    ("logo that is not there", own_setting("theme: {logo: logo.png}"),
     "theme 的 logo 写的“logo.png”不在 docs/ 里"),
    ("settings that are no YAML", own_setting("theme: {"), "mkdocs.yml:4: YAML 写法有误"),
    ("settings of its own alone", own_file("mkdocs.yml", "site_name: 手册\n"),
     "缺少生成的设置，请在第一行写 INHERIT: docs/.mkdocs.yml"),
    ("theme without ours", own_theme('{% extends "base.html" %}'),
     '第一行请写 {% extends "handbook.html" %}'),
    ("theme that is not finished", own_theme('{% extends "handbook.html" %}\n{% block announce %}'),
     "theme/main.html:2: 主题文件写法有误"),
    ("theme that extends nothing", own_theme('{% extends "handbok.html" %}'),
     "handbok.html"),
    ("theme that extends itself", own_theme('{% extends "main.html" %}'), "有误"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("slip", "said"), [case[1:] for case in SLIPS], ids=[case[0] for case in SLIPS]
)
def test_a_slip_in_what_is_its_own_is_named_and_the_site_stays(
    here: Shouce, own: Path, slip: Callable[[Path], None], said: str
) -> None:
    slip(own)
    before = tree(own / "site")
    assert said in here("build", "--no-downloads", own, code=1).stderr
    assert tree(own / "site") == before


def test_what_the_data_no_longer_call_for_goes_at_once(here: Shouce, own: Path) -> None:
    (own / "data/results.yaml").unlink()
    for path in (own / "data/tasks/2.2.yaml", own / "data/problems/1.yaml"):
        path.write_text(path.read_text("utf-8").replace("2.2-03", "2.2-04"), "utf-8")
    here("build", "--no-downloads", own)
    names = {path.relative_to(own / "site").as_posix() for path in (own / "site").rglob("*.html")}
    assert not {"results.html", "tasks/2.2-03.html"} & names
    assert "tasks/2.2-04.html" in names
    assert "补充材料" not in text_of(own / "site/index.html")


def test_files_of_earlier_data_do_not_stay_beside_new_pages(here: Shouce, own: Path) -> None:
    here("build", "--no-downloads", own)
    assert (own / "site/downloads/handbook.pdf").exists(), "these are still what the data give"
    info = own / "data/handbook.yaml"
    info.write_text(info.read_text("utf-8").replace("year: 2026", "year: 2027"), "utf-8")
    here("build", "--no-downloads", own)
    assert not (own / "site/downloads").exists()
    links = html.parse(own / "site/index.html").xpath("//a/@href")
    assert not [link for link in links if "downloads/" in str(link)]


def test_an_address_in_the_environment_is_looked_at(shouce: Shouce, own: Path) -> None:
    said = shouce("check", own, env={"SITE_URL": "nei.example.cn"}, code=1).stderr
    assert "环境变量 SITE_URL 写的“nei.example.cn”不是网站的地址" in said


def test_own_styles_logo_and_theme_stand_beside_ours(here: Shouce, own: Path) -> None:
    (own / "docs/own.css").write_text("h1 { color: red }\n", "utf-8")
    (own / "docs/logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>\n', "utf-8")
    (own / "theme").mkdir()
    (own / "theme/main.html").write_text(
        '{% extends "handbook.html" %}{% block announce %}演练用{% endblock %}', "utf-8"
    )
    # a part of the theme that is the same on all pages, until somebody has it differ
    (own / "theme/partials").mkdir()
    (own / "theme/partials/copyright.html").write_text("本页：{{ page.title }}。", "utf-8")
    (own / "mkdocs.yml").write_text(
        "INHERIT: docs/.mkdocs.yml\nextra_css: [own.css]\n"
        "theme: {logo: logo.svg, custom_dir: theme}\n",
        "utf-8",
    )
    here("build", own)
    text = (own / "site/tasks/2.1-01.html").read_text("utf-8")
    sheets = [str(url) for url in html.fromstring(text).xpath("//link[@rel='stylesheet']/@href")]
    names = [url.rpartition("/")[2] for url in sheets]
    assert names.index("handbook.css") < names.index("own.css")
    assert "logo.svg" in text
    assert "演练用" in text_of(own / "site/tasks/2.1-01.html")
    for path in (own / "site/tasks").glob("*.html"):
        title = html.parse(path).findtext(".//title").partition(" - ")[0].strip()
        assert f"本页：{title}。" in text_of(path)
    assert "Content-Security-Policy" in text
    assert "assets/search.js" in text


TEMPLATES = [
    # name, what somebody wrote, what is said
    ("task.md.j2", "{% block words %}", r"templates/task\.md\.j2:1"),
    ("task.md.j2", "# 题\n{{ nothing }}\n", r"templates/task\.md\.j2:2"),
    ("unit.md.j2", '# 题\n\n{{ link("unit:nobody") }}\n', r"templates/unit\.md\.j2:3"),
]


@pytest.mark.parametrize(("name", "words", "said"), TEMPLATES)
def test_a_fault_in_an_own_template_names_the_file(
    here: Shouce, own: Path, name: str, words: str, said: str
) -> None:
    (own / "templates" / name).write_text(words, "utf-8")
    assert re.search(said, here("build", "--no-downloads", own, code=1).stderr)


def test_an_own_template_changes_what_it_names(here: Shouce, own: Path) -> None:
    (own / "templates/task.md.j2").write_text(
        '{% extends "default/task.md.j2" %}\n{% block plain %}\n## 联系 { #contact }\n\n'
        "请找督查室。\n{% endblock %}\n",
        "utf-8",
    )
    here("build", "--no-downloads", own)
    text = text_of(own / "site/tasks/2.1-01.html")
    assert "请找督查室" in text
    assert "复制为纯文本" not in text
    assert "完成12个老旧小区的改造" in text


# -- serve --------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


def until(condition: Callable[[], bool]) -> None:
    """Wait; the limit of the test ends what never comes."""
    while not condition():
        time.sleep(0.1)


def shown(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return str(answer.read().decode("utf-8"))
    except OSError:
        return ""


def test_serve_shows_what_changes_and_keeps_the_pages_while_the_data_are_wrong(
    generator: Path, own: Path
) -> None:
    port, task = free_port(), own / "data/tasks/2.1.yaml"
    page, text = f"http://127.0.0.1:{port}/tasks/2.1-01.html", task.read_text("utf-8")
    command = [str(generator / "shouce"), "serve", "--port", str(port), str(own)]
    with (own.parent / "said").open("w", encoding="utf-8") as said:
        server = subprocess.Popen(command, env=surroundings(), stdout=said, stderr=said)
    until(lambda: "完成12个老旧小区的改造" in shown(page))
    task.write_text(text.replace("title: 完成12个", "title: 完成99个"), "utf-8")
    until(lambda: "99 不在本任务的引语里" in (own.parent / "said").read_text("utf-8"))
    assert "完成12个老旧小区的改造" in shown(page)
    task.write_text(text.replace("title: 完成12个", "title: 完成全部12个"), "utf-8")
    until(lambda: "完成全部12个老旧小区的改造" in shown(page))
    server.send_signal(signal.SIGINT)
    assert server.wait() == 0
    assert shown(page) == ""


def test_a_port_that_is_taken_is_named(shouce: Shouce, own: Path) -> None:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        place.listen()
        port = place.getsockname()[1]
        said = shouce("serve", "--port", str(port), own, code=1).stderr
    assert f"端口 {port} 用不了" in said


# -- upgrade ------------------------------------------------------------------------------------


def test_upgrade_shows_the_change_and_makes_it_only_when_told(shouce: Shouce, own: Path) -> None:
    info = own / "data/handbook.yaml"
    today = info.read_text("utf-8")
    assert "不用改" in shouce("upgrade", own).stdout
    info.write_text(today.replace("format: 2\n", ""), "utf-8")
    for command in ("check", "build"):
        (line, total) = shouce(command, own, code=1).stderr.splitlines()
        assert "data/handbook.yaml:" in line
        assert "shouce upgrade" in line
        assert "共1处" in total
    before = tree(own)
    said = shouce("upgrade", own).stdout
    assert "+format: 2" in said
    assert "加上 --write 再执行" in said
    assert tree(own) == before
    shouce("upgrade", "--write", own)
    assert info.read_text("utf-8") == today
    shouce("check", own)


def test_data_of_a_later_version_are_answered_with_one_message(shouce: Shouce, own: Path) -> None:
    info = own / "data/handbook.yaml"
    info.write_text(info.read_text("utf-8").replace("format: 2", "format: 3\nunknown: 1"), "utf-8")
    (line, total) = shouce("check", own, code=1).stderr.splitlines()
    assert "请升级程序" in line
    assert "共1处" in total


# -- where Python is, it runs -------------------------------------------------------------------

CONSOLES = [
    # what the console is, encoding of what it shows, what a finding looks like on it, steps
    (
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        "ascii", r"\\u6838\\u5bf9", ["check", "build"],
    ),
    ({"PYTHONIOENCODING": "gbk"}, "gbk", "核对", ["check", "build"]),
    ({"PYTHONIOENCODING": "ascii"}, "ascii", r"\\u6838\\u5bf9", ["check"]),
    ({"PYTHONIOENCODING": "utf-8"}, "utf-8", "核对", ["check"]),
]  # fmt: skip


@pytest.mark.parametrize("console", CONSOLES, ids=["C locale", "GBK", "ASCII", "UTF-8"])
def test_any_console_and_any_path_will_do(
    shouce: Shouce,
    example: Path,
    tmp_path: Path,
    console: tuple[dict[str, str], str, str, list[str]],
) -> None:
    env, encoding, said, steps = console
    folder = tmp_path / "政府办 2026年" / "手册 一"
    shouce("new", folder, env=env, encoding=encoding)
    task = folder / "data/tasks/2.1.yaml"
    good = task.read_bytes()
    task.write_bytes(good.replace(b"value: 12,", b"value: 13,"))
    assert re.search(said, shouce("check", folder, env=env, encoding=encoding, code=1).stderr)
    task.write_bytes(good)
    for step in steps:
        shouce(step, cwd=folder, env=env, encoding=encoding)
    assert "build" not in steps or tree(folder / "site") == tree(example / "site")


def test_an_installation_that_may_not_be_written_serves(
    shouce: Shouce, generator: Path, own: Path
) -> None:
    env = generator.parent
    made = subprocess.run(["mount", "--bind", "-o", "ro", str(env), str(env)], check=False)
    if made.returncode:
        pytest.skip("only root may mount")
    try:
        shouce("build", own)
    finally:
        # lazily: another worker may be running a program from there
        subprocess.run(["umount", "--lazy", str(env)], check=True)


def test_no_file_is_opened_without_its_encoding(shouce: Shouce, own: Path) -> None:
    strict = {"PYTHONWARNDEFAULTENCODING": "1", "PYTHONWARNINGS": "error::EncodingWarning:handbook"}
    shouce("build", own, env=strict)


def test_names_of_files_are_fit_for_windows(example: Path) -> None:
    devices = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
    for path in example.rglob("*"):
        assert not re.search(r'[<>:"\\|?*]', path.name), path
        assert not devices.fullmatch(path.name), path
        assert not path.name.endswith((".", " ")), path
