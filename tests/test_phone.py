"""Pages for a phone: at an address that nobody guesses, only to be read, and gone when closed."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from funnelstudio.preview_server import LOOPBACK, PhoneServer, lan_address


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site" / "en-GB").mkdir(parents=True)
    (tmp_path / "site" / "index.html").write_text("<h1>All</h1>")
    (tmp_path / "site" / "en-GB" / "more roses.html").write_text("<h1>More</h1>")
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path / "site"


@pytest.fixture
def server(site: Path) -> Iterator[PhoneServer]:
    made = PhoneServer(site)
    yield made
    made.close()


def ask(address: str, method: str = "GET", host: str = "") -> tuple[int, dict[str, str], str]:
    """Status, headers and body of an answer."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    connection.request(method, parts.path, headers={"Host": host or parts.netloc})
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read().decode()
    connection.close()
    return found


def test_the_page_is_there_in_a_frame_that_fits_a_phone(server: PhoneServer) -> None:
    address = server.address("en-GB/more roses.html")
    assert address.startswith(f"http://{LOOPBACK}:")
    status, headers, body = ask(address)
    assert status == 200
    assert "width=device-width" in body
    assert "/site/en-GB/more%20roses.html" in body
    assert headers["Referrer-Policy"] == "no-referrer"
    status, headers, body = ask(address.replace("/show/", "/site/"))
    assert (status, body) == (200, "<h1>More</h1>")
    assert "script-src 'none'" in headers["Content-Security-Policy"]


def test_without_the_token_there_is_nothing(server: PhoneServer) -> None:
    address = server.address("index.html")
    root = address[: address.index("/", 8)]
    token = urlsplit(address).path.split("/")[1]
    assert len(token) >= 20
    for path in ("/", "/show/index.html", "/site/index.html", "/events", f"/{token[:-1]}x/site/index.html"):
        assert ask(root + path)[0] == 404
    assert ask(f"{root}/{token}/site/../../secret.txt")[0] == 404
    assert ask(f"{root}/{token}/site/%2e%2e/secret.txt")[0] == 404


def test_two_servers_have_two_addresses(site: Path, server: PhoneServer) -> None:
    other = PhoneServer(site)
    assert urlsplit(other.address("a")).path != urlsplit(server.address("a")).path
    other.close()


def test_other_names_and_other_methods_are_refused(server: PhoneServer) -> None:
    address = server.address("index.html")
    assert ask(address, host="shop.example")[0] == 403
    assert ask(address, host="shop.example:80")[0] == 403
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert ask(address, method)[0] == 501


def test_a_change_is_told_and_closing_ends_it(site: Path) -> None:
    server = PhoneServer(site)
    parts = urlsplit(server.address("index.html"))
    events = f"/{parts.path.split('/')[1]}/events"
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    connection.request("GET", events, headers={"Host": parts.netloc})
    answer = connection.getresponse()
    assert answer.readline() == b"data: 0\n"
    answer.readline()
    server.changed()
    assert answer.readline() == b"data: 1\n"
    server.close()
    server.close()
    connection.close()
    assert not any("serve_forever" in thread.name for thread in threading.enumerate())
    with pytest.raises(OSError):
        ask(server.address("index.html"))


def test_the_address_in_the_network_is_asked_for_without_sending_anything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not lan_address().startswith("127.")

    class Nowhere:
        def __init__(self, *_kind: object) -> None: ...

        def __enter__(self) -> Nowhere:
            return self

        def __exit__(self, *_error: object) -> None: ...

        def connect(self, _to: object) -> None:
            raise OSError(101, "Network is unreachable")

    monkeypatch.setattr("socket.socket", Nowhere)
    assert lan_address() == ""
