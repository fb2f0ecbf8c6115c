"""A server on this machine that hands out a site as a web host would: compressed, with the site's headers."""

from __future__ import annotations

import fnmatch
import gzip
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final
from urllib.parse import unquote, urlsplit

TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
}
COMPRESSED: Final = (".html", ".txt", ".xml", ".json", ".svg")

PAUSE: Final = 0.2
"""How long a page in two parts lets a browser wait for the second, in seconds: it paints meanwhile."""

Rules = list[tuple[str, list[tuple[str, str]]]]


class _Server(ThreadingHTTPServer):
    """A server that doesn't mind a browser that has gone."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as it came


@contextmanager
def served(folder: Path, halt: bytes = b"") -> Iterator[str]:
    """The address of `folder` on the loopback, without a slash at its end.

    Where `halt` stands in a page, what comes after it is sent a little later.
    """
    server = _Server(("127.0.0.1", 0), partial(_Handler, folder, header_rules(folder), halt))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def header_rules(folder: Path) -> Rules:
    """What the site's `_headers` says: patterns of paths, each with its headers."""
    path = folder / "_headers"
    rules: Rules = []
    if not path.is_file():
        return rules
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            rules.append((line.strip(), []))
        elif rules:
            name, _, value = line.strip().partition(":")
            rules[-1][1].append((name, value.strip()))
    return rules


class _Handler(BaseHTTPRequestHandler):
    """Answers with a file of the folder; what asks for anything else gets a 404."""

    protocol_version = "HTTP/1.1"

    def __init__(self, folder: Path, rules: Rules, halt: bytes, *rest: object) -> None:
        self.folder, self.rules, self.halt = folder, rules, halt
        super().__init__(*rest)  # type: ignore[arg-type]  # what the server hands on

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = self.folder / path.lstrip("/")
        if file.is_dir():
            file /= "index.html"
        if not file.resolve().is_relative_to(self.folder.resolve()) or not file.is_file():
            self._answer(HTTPStatus.NOT_FOUND, "text/plain", b"There is no such page.", [])
            return
        headers = [
            header for pattern, found in self.rules if fnmatch.fnmatchcase(path, pattern) for header in found
        ]
        kind = TYPES.get(file.suffix, "application/octet-stream")
        data = file.read_bytes()
        if file.suffix in COMPRESSED and not self._halts(data):
            data = gzip.compress(data, 6, mtime=0)
            headers.append(("Content-Encoding", "gzip"))
        self._answer(HTTPStatus.OK, kind, data, headers)

    def _answer(self, status: HTTPStatus, kind: str, data: bytes, headers: list[tuple[str, str]]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        if self._halts(data):
            first, halt, data = data.partition(self.halt)
            self.wfile.write(first + halt)
            time.sleep(PAUSE)
        self.wfile.write(data)

    def _halts(self, data: bytes) -> bool:
        return bool(self.halt) and self.halt in data

    def log_message(self, *_: object) -> None:
        """Say nothing: tests read what is printed."""
