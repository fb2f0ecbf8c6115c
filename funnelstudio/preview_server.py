"""Serves a funnel's pages on this machine alone, and reloads the browser when the file changes."""

from __future__ import annotations

import contextlib
import mimetypes
import secrets
import tempfile
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from urllib.parse import quote, unquote, urlsplit

from funnelstudio.errors import UserError
from funnelstudio.export import export, find_exporter
from funnelstudio.progress import Progress
from funnelstudio.storage.files import digest_of, load

LOOPBACK: Final = "127.0.0.1"
LOOK_EVERY: Final = 0.5
HEARTBEAT: Final = 15.0
"""Seconds between looks at the file, and between signs of life to a browser that waits."""


class PreviewServer:
    """The pages of the funnel file `path` at `address`, exported into a folder that goes when this ends.

    Used as a context; `serve` runs until `stop` is called from elsewhere. `told` gets one sentence whenever
    the file can't be shown as it is; the last good pages stay. Raises OSError when the port can't be had,
    UserError when the first export fails.
    """

    def __init__(
        self,
        path: Path,
        port: int = 0,
        *,
        exporter: str = "",
        own_exporters: Path | None = None,
        told: Callable[[str], None] = lambda _sentence: None,
    ) -> None:
        self._path = path
        self._exporter = exporter
        self._own_exporters = own_exporters
        self._told = told
        self._stopping = threading.Event()
        self._starting = threading.Lock()
        self._serving = False
        self._changed = threading.Condition()
        self._turn = 0
        self._digest = ""
        self._folder = tempfile.TemporaryDirectory(prefix="funnelstudio-preview-")
        with contextlib.ExitStack() as undo:
            undo.callback(self._folder.cleanup)
            self._server = _Server((LOOPBACK, port), self)
            undo.callback(self._server.server_close)
            self._build()
            undo.pop_all()

    @property
    def address(self) -> str:
        """Where a browser finds the pages."""
        return f"http://{LOOPBACK}:{self._server.server_port}/"

    @property
    def site(self) -> Path:
        """The folder with the exported pages."""
        return Path(self._folder.name) / "site"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._server.server_close()
        self._folder.cleanup()

    def serve(self) -> None:
        """Answer browsers and watch the file until `stop`."""
        with self._starting:
            if self._stopping.is_set():
                return
            self._serving = True
        watcher = threading.Thread(target=self._watch, daemon=True)
        watcher.start()
        try:
            self._server.serve_forever(poll_interval=0.1)
        finally:
            self._stopping.set()
            watcher.join()

    def stop(self) -> None:
        """End `serve`. Safe to call more than once, from any thread but the one that serves."""
        with self._starting:
            self._stopping.set()
            if self._serving:
                self._server.shutdown()
        with self._changed:
            self._changed.notify_all()

    def wait(self, turn: int, seconds: float) -> int | None:
        """The number of the newest pages once it differs from `turn` or time is up; None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._turn != turn or self._stopping.is_set(), seconds)
            return None if self._stopping.is_set() else self._turn

    def _watch(self) -> None:
        while not self._stopping.wait(LOOK_EVERY):
            if digest_of(self._path) in (self._digest, ""):
                continue
            try:
                self._build()
            except Exception as error:  # whatever it is, the watch goes on: the next save may mend it
                self._told(str(error) if isinstance(error, UserError) else repr(error))

    def _build(self) -> None:
        # Remembered before reading: a file that can't be shown is told once, not at every look.
        self._digest = digest_of(self._path)
        opened = load(self._path)
        name = self._exporter or opened.funnel.export.exporter
        exporter = find_exporter(name, self._own_exporters)
        export(opened.funnel, opened.assets, self.site, exporter=exporter, draft=True, progress=Progress())
        with self._changed:
            self._turn += 1
            self._changed.notify_all()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # Two previews on one port would take turns in answering.
    allow_reuse_address = False

    def __init__(self, address: tuple[str, int], preview: PreviewServer) -> None:
        self.preview = preview
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "FunnelStudio"
    sys_version = ""

    def do_GET(self) -> None:
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        if host not in (LOOPBACK, "localhost"):
            # A page elsewhere whose name was pointed at this machine must not read the funnel.
            self._answer(HTTPStatus.FORBIDDEN, "text/plain", b"This preview is for this machine alone.\n")
            return
        path = unquote(urlsplit(self.path).path)
        if path == "/":
            self._send_frame()
        elif path == "/events":
            self._send_events()
        elif path.startswith("/site/"):
            self._send_file(path.removeprefix("/site/"))
        else:
            self._not_found()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Nobody reads a log of a preview."""

    def _send_frame(self) -> None:
        nonce = secrets.token_urlsafe(12)
        policy = (
            f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; "
            "frame-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
        )
        page = _FRAME.replace("NONCE", nonce).replace("FIRST", quote(_first_page(self.server.preview.site)))
        self._answer(HTTPStatus.OK, "text/html; charset=utf-8", page.encode(), policy)

    def _send_file(self, path: str) -> None:
        site = self.server.preview.site.resolve()
        try:
            wanted = (site / path).resolve()
            if wanted.is_dir():
                wanted /= "index.html"
            if not wanted.is_relative_to(site):
                raise FileNotFoundError(path)
            data = wanted.read_bytes()
        except (OSError, ValueError):
            self._not_found()
            return
        kind = mimetypes.guess_type(wanted.name)[0] or "application/octet-stream"
        text = kind.startswith("text/")
        # A platform's scripts, and code that was pasted into the funnel, have no business on this machine.
        policy = "script-src 'none'; object-src 'none'; base-uri 'none'"
        self._answer(HTTPStatus.OK, f"{kind}; charset=utf-8" if text else kind, data, policy)

    def _send_events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        turn = self.server.preview.wait(-1, 0.0)
        try:
            while turn is not None:
                self.wfile.write(f"data: {turn}\n\n".encode())
                self.wfile.flush()
                turn = self.server.preview.wait(turn, HEARTBEAT)
        except OSError:
            return  # the browser has gone

    def _not_found(self) -> None:
        self._answer(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"There is no such page.\n")

    def _answer(self, status: HTTPStatus, kind: str, body: bytes, policy: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(body)


def _first_page(site: Path) -> str:
    """The address of the page to begin with: the overview, else any page there is."""
    if (site / "index.html").is_file():
        return "index.html"
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return pages[0] if pages else ""


_FRAME: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Funnel Studio preview</title>
<style nonce="NONCE">html,body{height:100%;margin:0}
iframe{border:0;display:block;width:100%;height:100%}</style>
</head><body><iframe src="/site/FIRST" title="The page"></iframe>
<script nonce="NONCE">
let turn = null;
new EventSource("/events").onmessage = (event) => {
  if (turn !== null && event.data !== turn)
    document.querySelector("iframe").contentWindow.location.reload();
  turn = event.data;
};
</script></body></html>
"""
"""The window's own page: it holds the funnel's page, whose policy allows no script, and reloads it."""
