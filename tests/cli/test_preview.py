"""The preview: pages on this machine alone, new ones after a change, and nothing outside the site."""

from __future__ import annotations

import contextlib
import http.client
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from funnelstudio import preview_server
from funnelstudio.errors import UserError
from funnelstudio.model.value import replace
from funnelstudio.preview_server import PreviewServer
from funnelstudio.storage.files import save
from tests.builders import a_funnel
from tests.export.own import own_exporter

OUTSIDE = (
    "/site/../../etc/passwd",
    "/site/%2e%2e/%2e%2e/etc/passwd",
    "/site//etc/passwd",
    "/site/%00",
    "/elsewhere",
)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(preview_server, "LOOK_EVERY", 0.02)
    save(a_funnel(), tmp_path / "my.funnel")
    return tmp_path / "my.funnel"


@contextlib.contextmanager
def serving(path: Path, told: list[str] | None = None) -> Iterator[PreviewServer]:
    with PreviewServer(path, told=(told if told is not None else []).append) as server:
        thread = threading.Thread(target=server.serve, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.stop()
            thread.join(10)
            assert not thread.is_alive()


def get(server: PreviewServer, path: str, host: str = "") -> tuple[int, str, str]:
    """Status, kind and body of an answer."""
    netloc = server.address.split("/")[2]
    connection = http.client.HTTPConnection(netloc, timeout=10)
    connection.request("GET", path, headers={"Host": host or netloc})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, answer.getheader("Content-Type") or "", body


def test_pages_follow_an_exporter_of_ones_own(path: Path, tmp_path: Path) -> None:
    template = own_exporter(tmp_path, "First") / "templates/page.html.j2"
    told: list[str] = []
    with PreviewServer(path, exporter=str(tmp_path / "own"), told=told.append) as server:
        thread = threading.Thread(target=server.serve, daemon=True)
        thread.start()
        page = next(server.site.rglob("*.html"))
        assert "First" in page.read_text(encoding="utf-8")
        template.write_text("{{ nothing }}", encoding="utf-8")
        _until(lambda: any("failed" in sentence for sentence in told))
        assert "First" in page.read_text(encoding="utf-8")
        template.write_text("Second", encoding="utf-8")
        _until(lambda: "Second" in page.read_text(encoding="utf-8"))
        server.stop()
        thread.join(10)


def _until(holds: Callable[[], bool]) -> None:
    for _turn in range(400):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail("it never came")


def test_pages_are_served_and_follow_the_file(path: Path) -> None:
    with serving(path) as server:
        assert server.address.startswith("http://127.0.0.1:")
        status, kind, frame = get(server, "/")
        assert (status, kind) == (200, "text/html; charset=utf-8")
        assert 'src="/site/index.html"' in frame
        pages = sorted(server.site.rglob("*.html"))
        for page in pages:
            status, kind, body = get(server, f"/site/{page.relative_to(server.site).as_posix()}")
            assert (status, kind) == (200, "text/html; charset=utf-8")
            assert "<html" in body
        turn = server.wait(0, 0)
        assert turn == 1
        edited = a_funnel()
        six = edited.texts["en-GB"]["six"]
        headline = replace(six["headline"], value="Brand new words")
        english = {**edited.texts["en-GB"], "six": {**six, "headline": headline}}
        save(replace(edited, texts={**edited.texts, "en-GB": english}), path)
        assert server.wait(1, 20) == 2
        assert any("Brand new words" in page.read_text("utf-8") for page in server.site.rglob("*.html"))


def test_a_browser_is_told_of_a_change(path: Path) -> None:
    with serving(path) as server:
        connection = http.client.HTTPConnection(server.address.split("/")[2], timeout=20)
        connection.request("GET", "/events")
        answer = connection.getresponse()
        assert answer.getheader("Content-Type") == "text/event-stream"
        assert answer.fp.readline() == b"data: 1\n"
        save(replace(a_funnel(), title="Other"), path)
        assert answer.fp.readline() == b"\n"
        assert answer.fp.readline() == b"data: 2\n"
        connection.close()


def test_a_file_that_breaks_is_told_once_and_the_last_pages_stay(path: Path) -> None:
    told: list[str] = []
    with serving(path, told) as server:
        path.write_text("{")
        for _ in range(500):
            if told:
                break
            threading.Event().wait(0.02)
        threading.Event().wait(0.1)
        assert len(told) == 1
        assert "can't be opened" in told[0]
        assert get(server, "/site/index.html")[0] == 200
        save(replace(a_funnel(), title="Mended"), path)
        assert server.wait(1, 20) == 2


def test_nothing_outside_the_site_and_no_other_host(path: Path) -> None:
    with serving(path) as server:
        for wanted in (
            "/site/../../etc/passwd",
            "/site/%2e%2e/%2e%2e/etc/passwd",
            "/site//etc/passwd",
            "/x",
            "/site/%00",
        ):
            status, _kind, body = get(server, wanted)
            assert status == 404
            assert "root:" not in body
        assert get(server, "/", host="evil.example:80")[0] == 403
        assert get(server, "/", host="localhost")[0] == 200


def test_stopping_before_it_serves_is_heard(path: Path) -> None:
    with PreviewServer(path) as server:
        server.stop()
        server.serve()
        assert server.wait(0, 0) is None


def test_a_port_in_use_and_a_broken_file_are_refused(path: Path) -> None:
    with serving(path) as server, pytest.raises(OSError, match="in use"):
        PreviewServer(path, int(server.address.rsplit(":", 1)[1].strip("/")))
    path.write_text("{")
    with pytest.raises(UserError, match="can't be opened"):
        PreviewServer(path)


def test_no_script_of_a_page_runs_on_this_machine(path: Path) -> None:
    with serving(path) as server:
        connection = http.client.HTTPConnection(server.address.split("/")[2], timeout=10)
        connection.request("GET", "/site/index.html")
        answer = connection.getresponse()
        assert "script-src 'none'" in (answer.getheader("Content-Security-Policy") or "")
        connection.close()


def test_a_funnel_for_documents_is_served_as_pages(path: Path) -> None:
    funnel = a_funnel()
    with serving(path) as server:
        save(replace(funnel, export=replace(funnel.export, exporter="texts")), path)
        assert server.wait(1, 20) == 2
        assert (server.site / "index.html").is_file()
        save(replace(funnel, export=replace(funnel.export, exporter="digistore24")), path)
        assert server.wait(2, 20) == 3
        assert list(server.site.glob("setup/*/upsells.json"))


def test_documents_are_served_when_asked_for(path: Path) -> None:
    with PreviewServer(path, exporter="texts") as server:
        assert [page.name for page in server.site.rglob("*.html")] == ["texts.html"] * 2
