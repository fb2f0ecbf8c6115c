"""A hostile exporter: what it tries ends within seconds, in one sentence, and the last good site stays."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from funnelstudio.errors import BadInput, Cancelled, UserError
from funnelstudio.export import export, foreign, load_exporter, load_exporters, render_page
from funnelstudio.export.bounded import Child
from funnelstudio.export.catalogues import MAX_CATALOGUE
from funnelstudio.export.folder import MAX_FILES, MAX_FOLDER
from funnelstudio.export.foreign import Stopped
from funnelstudio.export.frames import Begin, Bounds, Render
from funnelstudio.model.funnel import Funnel
from funnelstudio.progress import Progress
from tests.export.conftest import small_funnel
from tests.export.own import MANIFEST, has_ended, own_exporter
from tests.repository import ROOT

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
NESTED = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
LONG_AGO = 40.0
"""Seconds within which the worst of these ends, on a machine that has much else to do."""


@pytest.fixture(autouse=True)
def small_bounds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    bounds = Bounds(seconds_a_page=4.0, seconds=30.0, memory=300_000_000, bytes_a_page=300_000, bytes=900_000)
    monkeypatch.setattr(foreign, "USUAL", bounds)
    started = time.monotonic()
    yield
    assert time.monotonic() - started < LONG_AGO


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (NESTED, "took longer than 4 s"),
        (
            "{% set n = namespace(x=3) %}{% for a in range(40) %}{% set n.x = n.x * n.x %}{% endfor %}",
            "took longer than 4 s",
        ),
        ("{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}", "recursion"),
        ("{{ 10 ** (10 ** 9) }}", "a power is too large"),
        ("{{ (10 ** 1000) ** (10 ** 5) }}", "a power is too large"),
        ("{{ 'x' * 10 ** 10 }}", "too long"),
        ("{{ [1] * 10 ** 10 }}", "too long"),
        ("{{ 'x' | center(10 ** 10) }}", "memory"),
        ("{{ '%9999999999d' % 1 }}", "memory"),
        ("{{ '{:>9999999999}'.format('x') }}", "memory"),
        ("{{ range(99999999) | list }}", "range"),
        (
            "{% set n = namespace(x='x') %}{% for a in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
            "more than 300 MB of memory",
        ),
        ("{% for a in range(99999) %}0123456789{% endfor %}", "wrote more than 0.3 MB"),
        ("{{ 'ä' * 200000 }}", "wrote more than 0.3 MB"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{{ '' | attr('__class__') }}", "unsafe"),
        ("{{ '{0.__class__.__init__.__globals__}'.format(site) }}", "unsafe"),
        ("{{ ('{0.__class__}' | safe).format(site) }}", "unsafe"),
        ("{{ '%s' | format(site.__class__) }}", "unsafe"),
        ("{{ self.__init__.__globals__ }}", "unsafe"),
        ("{{ page.update({'x': 1}) }}", "unsafe|has no attribute"),
        ("{{ cycler.__init__.__globals__.os.environ }}", "unsafe"),
        ("{{ lipsum.__globals__ }}", "undefined"),
        ("{{ environment }}", "undefined"),
        ("{% include '/etc/passwd' %}", "/etc/passwd"),
        ("{% include '../../exporter.toml' %}", "exporter.toml"),
        ("{% import 'os' as os %}", "os"),
        ("{{ 'x'.encode('idna') }}", "failed"),
        ("{% for %}", "line 2"),
        ("(" * 5 + "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "failed|memory"),
        ("{% if 1 %}" * 5000, "failed"),
        ("{{ 1 / 0 }}", "division by zero"),
    ],
)
def test_no_template_gets_out_or_on_for_ever(
    tmp_path: Path, funnel: Funnel, good_site: Path, body: str, reason: str
) -> None:
    site = tmp_path / "site"
    shutil.copytree(good_site, site)
    bad = load_exporter(own_exporter(tmp_path, body))
    with pytest.raises(UserError, match=rf"exporter “own”[\s\S]*({reason})") as caught:
        export(funnel, None, site, exporter=bad)
    assert "page.html.j2" in caught.value.message
    assert _contents(site) == _contents(good_site)


@pytest.fixture(scope="module")
def good_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an exporter of the same name wrote when it was still good."""
    folder = tmp_path_factory.mktemp("good")
    export(small_funnel(), None, folder / "site", exporter=load_exporter(own_exporter(folder)))
    assert len(list((folder / "site").rglob("*.html"))) == 12
    return folder / "site"


def test_all_pages_together_have_bounds(tmp_path: Path, funnel: Funnel, monkeypatch) -> None:
    slow = load_exporter(own_exporter(tmp_path, "{% for a in range(99999) %}{% endfor %}"))
    monkeypatch.setattr(foreign, "USUAL", Bounds(seconds=0.001))
    with pytest.raises(Stopped, match=r"“page.html.j2”: all took longer than 0.001 s"):
        export(funnel, None, tmp_path / "site", exporter=slow)
    large = load_exporter(own_exporter(tmp_path, "{{ 'x' * 90000 }}"))
    monkeypatch.setattr(foreign, "USUAL", Bounds(bytes=300_000))
    with pytest.raises(Stopped, match=r"all wrote more than 0.3 MB"):
        export(funnel, None, tmp_path / "site", exporter=large)
    assert not list((tmp_path / "site").iterdir())


def test_cancelling_kills_it(tmp_path: Path, funnel: Funnel, monkeypatch) -> None:
    monkeypatch.setattr(foreign, "USUAL", Bounds(seconds_a_page=100, seconds=100))
    exporter = load_exporter(own_exporter(tmp_path, NESTED))
    cancelled = threading.Event()
    threading.Timer(1.0, cancelled.set).start()
    with pytest.raises(Cancelled):
        export(
            funnel, None, tmp_path / "site", exporter=exporter, progress=Progress(cancelled=cancelled.is_set)
        )
    assert not list((tmp_path / "site").iterdir())


def test_no_child_is_left(tmp_path: Path, funnel: Funnel, monkeypatch) -> None:
    started: list[Child] = []
    start = Child._start
    pids: list[int] = []

    def noted(child: Child) -> None:
        start(child)
        started.append(child)
        pids.append(child.pid)

    monkeypatch.setattr(Child, "_start", noted)
    exporter = load_exporter(own_exporter(tmp_path))
    export(funnel, None, tmp_path / "site", exporter=exporter, jobs=4)
    render_page(funnel, None, exporter, "more", "en-GB")
    assert len(pids) == 2
    assert all(has_ended(pid) for pid in pids)
    assert {child.pid for child in started} == {0}


PARENT = """
import sys, time
from funnelstudio.export.bounded import Child
from funnelstudio.export.frames import Begin, Bounds, Render
child = Child(Begin({"a": sys.argv[1]}, Bounds(seconds_a_page=float(sys.argv[2]))), lambda: told())
done = False
def told():
    global done
    if child.pid and not done:
        done = True
        print(child.pid, flush=True)
child.ask(Render("a", {}))
told()
time.sleep(100)
"""


STUCK = "{% set n = namespace(x=3) %}{% for a in range(40) %}{% set n.x = n.x * n.x %}{% endfor %}"
"""One step of the interpreter that lasts for minutes, in which none of its threads gets a turn."""


@pytest.mark.parametrize(
    ("body", "seconds"),
    [("x", 99), (NESTED, 99), (STUCK, 3)],
    ids=["idle", "busy", "stuck"],
)
def test_a_child_ends_with_its_parent(body: str, seconds: int) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, body, str(seconds)], cwd=ROOT, stdout=subprocess.PIPE
    )
    try:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
    finally:
        parent.kill()
        parent.wait()
        parent.stdout.close()  # type: ignore[union-attr]  # it is a pipe
    assert has_ended(pid, 20)


def test_it_sees_nothing_of_the_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even a way out of the sandbox would find anything: asked of the child's own program."""
    monkeypatch.setenv("FUNNEL_SECRET", "hunter2")
    child = Child(Begin({"a": "{{ 1 }}"}, Bounds()), lambda: None)
    assert child.ask(Render("a", {})).text == b"1"
    try:
        if sys.platform == "linux":
            about = Path(f"/proc/{child.pid}")
            assert (about / "environ").read_bytes() == b""
            assert list((about / "cwd").resolve().iterdir()) == []
            lines = (about / "limits").read_text().splitlines()
            limits = {line[:25].strip(): line[25:].split()[:2] for line in lines}
            assert limits["Max file size"] == limits["Max open files"] == ["0", "0"]
            assert limits["Max address space"] == ["512000000", "512000000"]
            assert os.getpgid(child.pid) == child.pid
    finally:
        child.close()


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [
        (MANIFEST + "surprise = 1", "unknown field"),
        (MANIFEST.replace('"Own"', "1"), "Expected"),
        ('name = "own"\ntitle = "x"\ndescription = ' + "[" * 3000, "nested|line"),
        ('name = "own"\ntitle = "x"\ndescription = ' + "[\n" * 30000, "nested"),
        ("a." * 90_000 + "b = 1", "line 1 is too long"),
        ("x" * 300_000, "too large"),
        (MANIFEST.replace("{language}/{step}.html", "../{language}/{step}.html"), "not allowed"),
        (MANIFEST.replace("{language}/{step}.html", "/{language}/{step}.html"), "not allowed"),
        (MANIFEST.replace("{language}/{step}.html", "C:{language}/{step}.html"), "not allowed"),
        (MANIFEST.replace("{language}/{step}.html", "{language}//{step}.html"), "not allowed"),
        (MANIFEST.replace("{language}/{step}.html", "./{language}/{step}.html"), "not allowed"),
        (MANIFEST.replace("{language}/{step}.html", ".git/{language}/{step}.html"), "not allowed"),
        (MANIFEST.replace("{language}/{step}.html", "{language}/{step}/.htaccess"), "not allowed"),
        (
            MANIFEST
            + '[[outputs]]\nper = "funnel"\npath = ".funnelstudio-site.json"\ntemplate = "page.html.j2"',
            "not allowed",
        ),
        (MANIFEST + 'scripts = ["javascript:alert(1)"]', "unknown field|not allowed"),
        ('scripts = ["javascript:alert(1)"]' + MANIFEST, "not allowed"),
        ('extends = "../static"' + MANIFEST, "small letters"),
        (MANIFEST + '[[outputs]]\nper = "funnel"\npath = "a"\ntemplate = "b"\n' * 3000, "too many outputs"),
        (MANIFEST + '[[settings]]\nkey = "a"\nlabel = "b"\n' * 3000, "too many settings"),
        (MANIFEST + "[[pictures.hero]]\nwidths = [" + "16, " * 900 + "16]\n", "too many pictures"),
    ],
)
def test_a_hostile_manifest_is_one_sentence(tmp_path: Path, manifest: str, reason: str) -> None:
    folder = own_exporter(tmp_path, files={"exporter.toml": manifest})
    with pytest.raises(BadInput, match=f"can't be used: .*({reason})"):
        load_exporter(folder)
    assert "own" not in load_exporters(tmp_path)


@POSIX
@pytest.mark.parametrize("kind", ["templates/x.html.j2", "assets/x.css", "locales/de.po", "exporter.toml"])
@pytest.mark.parametrize("target", ["/etc/passwd", "/dev/zero", "nowhere", "pipe"])
def test_links_and_devices_are_refused(tmp_path: Path, kind: str, target: str) -> None:
    folder = own_exporter(tmp_path)
    path = folder / kind
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    if target == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(target)
    with pytest.raises(BadInput, match=r"can't be used: it (is|can't)"):
        load_exporter(folder)
    assert "own" not in load_exporters(tmp_path)


@POSIX
@pytest.mark.parametrize("part", ["", "templates", "assets", "locales", "templates/deeper"])
def test_folders_that_are_links_are_refused(tmp_path: Path, part: str) -> None:
    folder = own_exporter(tmp_path)
    elsewhere = own_exporter(tmp_path / "elsewhere", files={"assets/x.css": "", "locales/de.po": ""})
    place = folder / part
    if place.is_dir():
        place.rename(tmp_path / "away")
    place.symlink_to(elsewhere / part if "/" not in part else elsewhere / "templates")
    with pytest.raises(BadInput, match="a link"):
        load_exporter(folder)


def test_a_link_inside_of_the_folder_is_fine(tmp_path: Path, funnel: Funnel) -> None:
    folder = own_exporter(tmp_path, "{% include 'same.html.j2' %}", files={"templates/real.html.j2": "Hello"})
    (folder / "templates/same.html.j2").symlink_to("real.html.j2")
    assert "Hello" in render_page(funnel, None, load_exporter(folder), "more", "en-GB")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("templates/page.html.j2", b"\xff\xfe{{ 1 }}", "no text in UTF-8"),
        ("templates/page.html.j2", b"x" * 10_000_000, "too large"),
        ("assets/a.css", b"x" * (MAX_FOLDER + 1), "too large"),
        ("exporter.toml", b"\xff", "no text in UTF-8"),
        ("/".join(["templates", *"abcdefghi", "x.html.j2"]), b"", "too deep"),
    ],
)
def test_files_that_are_no_good_are_one_sentence(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        load_exporter(own_exporter(tmp_path, files={name: data}))


def test_very_many_files_are_one_sentence(tmp_path: Path) -> None:
    folder = own_exporter(tmp_path)
    for number in range(MAX_FILES + 1):
        (folder / "templates" / f"{number}.html.j2").touch()
    with pytest.raises(BadInput, match="too many files"):
        load_exporter(folder)


HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset={charset}\\nPlural-Forms: {plural};\\n"\n\n'
DAYS = 'msgctxt "days"\nmsgid "{count} day"\nmsgid_plural "{count} days"\nmsgstr[0] "Tag"\nmsgstr[1] "Tage"\n'


@pytest.mark.parametrize(
    ("charset", "plural", "more"),
    [
        ("utf-8", "nplurals=2000000000; plural=(n != 1)", DAYS),
        ("utf-8", "nplurals=2; plural=n % 0", DAYS),
        ("utf-8", "nplurals=2; plural=" + "(" * 400 + "n" + ")" * 400, DAYS),
        ("utf-8", "nplurals=2; plural=__import__('os').system('true')", DAYS),
        ("utf-8", "nplurals=x; plural=n", DAYS),
        ("punycode", "nplurals=2; plural=n", DAYS * 500),
        ("no-such", "nplurals=2; plural=n", DAYS),
        ("utf-8", "nplurals=2; plural=n", 'msgid "unclosed\nmsgstr nothing\n'),
        ("utf-8", "nplurals=2; plural=n", 'msgstr[99999999] "x"\n' + DAYS),
        ("utf-8", "nplurals=2; plural=n", "#" + "x" * MAX_CATALOGUE),
    ],
)
def test_hostile_words_do_no_harm(
    tmp_path: Path, funnel: Funnel, charset: str, plural: str, more: str
) -> None:
    text = HEAD.format(charset=charset, plural=plural) + more
    folder = own_exporter(tmp_path, files={"locales/de.po": text})
    (folder / "exporter.toml").write_text(
        MANIFEST + '[words]\ndays = { one = "{count} day", other = "{count} days" }\n'
    )
    try:
        export(funnel, None, tmp_path / "site", exporter=load_exporter(folder))
    except BadInput as error:
        assert "can't be read" in error.message or "too large" in error.message


@pytest.mark.parametrize(
    "body",
    ["<!--" * 70_000, "<a " * 90_000, "<p>" * 90_000, "<![CDATA[" * 30_000, "<" * 290_000, "<a b='" * 40_000],
)
def test_pages_that_are_hard_to_read_are_read_in_time(
    tmp_path: Path, funnel: Funnel, body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign, "USUAL", Bounds())
    exporter = load_exporter(own_exporter(tmp_path, body))
    result = export(funnel, None, tmp_path / "site", exporter=exporter, languages=["en-GB"])
    assert len(result.pages) == 4
    assert any("closed" in warning for warning in result.warnings) or body[:2] == "<<"


def test_a_style_sheet_with_many_open_comments_is_made_in_time(tmp_path: Path, funnel: Funnel) -> None:
    assets = {"assets/page.css": "/* " * 1_000_000}
    exporter = load_exporter(own_exporter(tmp_path, "<style>{{ style.css }}</style>", files=assets))
    assert "<style>" in render_page(funnel, None, exporter, "more", "en-GB")


def test_own_scripts_are_told_of(tmp_path: Path, funnel: Funnel) -> None:
    body = '<script>alert(1)</script><p onclick="x()"><a href="javascript:x()">x</a></p>'
    exporter = load_exporter(own_exporter(tmp_path, body + '<img src="https://other.example/x.png">'))
    found = " ".join(export(funnel, None, tmp_path / "site", exporter=exporter).warnings)
    assert "“script” may not stand in a page" in found
    assert "“javascript:x()” leads nowhere" in found
    assert "other.example" in found


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
