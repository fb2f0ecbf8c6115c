"""Serves a funnel's pages on this machine, or to one network when asked, and reloads them as they change."""

from __future__ import annotations

import contextlib
import hmac
import mimetypes
import secrets
import shutil
import socket
import tempfile
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self
from urllib.parse import quote, unquote, urlsplit

from funnelstudio.errors import UserError
from funnelstudio.export import export, find_exporter
from funnelstudio.export.exporter import USUAL, chosen_exporter
from funnelstudio.export.folder import stamp
from funnelstudio.export.plan import makes_pages
from funnelstudio.storage.files import digest_of, load

LOOPBACK: Final = "127.0.0.1"
LOOK_EVERY: Final = 0.5
HEARTBEAT: Final = 15.0
"""Seconds between looks at the file, and between signs of life to a browser that waits."""

_ELSEWHERE: Final = ("192.0.2.1", 9)
"""An address that is kept for documentation: asking for the way there sends nothing."""


class Turns:
    """Counts how often the pages were made anew, and lets browsers wait for the next time."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._turn = 0
        self._over = False

    def next(self) -> None:
        """There are new pages."""
        with self._changed:
            self._turn += 1
            self._changed.notify_all()

    def end(self) -> None:
        """There will be no more."""
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def wait(self, turn: int, seconds: float) -> int | None:
        """The number of the newest pages once it differs from `turn` or time is up; None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._turn != turn or self._over, seconds)
            return None if self._over else self._turn


class Served(NamedTuple):
    """What a server answers with: the files of `site` below `prefix`, when one of `hosts` is asked."""

    site: Path
    turns: Turns
    hosts: frozenset[str]
    prefix: str = ""


class PhoneServer:
    """The pages in the folder `site`, at an address that nobody guesses, until `close`.

    `host` is this machine alone, or its address in the network (`lan_address`): then whoever is in it and has
    the address can look. Raises OSError where the host can't be had.
    """

    def __init__(self, site: Path, host: str = LOOPBACK, port: int = 0) -> None:
        self.host = host
        self._token = secrets.token_urlsafe(16)
        self._turns = Turns()
        served = Served(site, self._turns, frozenset({host}), f"/{self._token}")
        self._server = _Server((host, port), served)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)
        self._thread.start()

    def address(self, path: str) -> str:
        """Where a browser finds the page at `path` of the site; it follows changes."""
        return f"http://{self.host}:{self._server.server_port}/{self._token}/show/{quote(path)}"

    def changed(self) -> None:
        """There are new pages in the folder."""
        self._turns.next()

    def close(self) -> None:
        """Stop. Safe to call more than once."""
        self._turns.end()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def lan_address() -> str:
    """This machine's address in its network, "" where it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(_ELSEWHERE)
            found = str(asking.getsockname()[0])
        except OSError:
            return ""
    return "" if found.startswith(("127.", "0.")) else found


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
        self._own: Path | None = None
        self._told = told
        self._stopping = threading.Event()
        self._starting = threading.Lock()
        self._serving = False
        self._turns = Turns()
        self._digest = self._shown = ""
        self._folder = tempfile.TemporaryDirectory(prefix="funnelstudio-preview-")
        with contextlib.ExitStack() as undo:
            undo.callback(self._folder.cleanup)
            served = Served(self.site, self._turns, frozenset({LOOPBACK, "localhost"}))
            self._server = _Server((LOOPBACK, port), served)
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
        self._turns.end()

    def wait(self, turn: int, seconds: float) -> int | None:
        """The number of the newest pages once it differs from `turn` or time is up; None at the end."""
        return self._turns.wait(turn, seconds)

    def _watch(self) -> None:
        while not self._stopping.wait(LOOK_EVERY):
            if self._now() in (self._digest, ""):
                continue
            try:
                self._build()
            except Exception as error:  # whatever it is, the watch goes on: the next save may mend it
                self._told(str(error) if isinstance(error, UserError) else repr(error))

    def _now(self) -> str:
        """What tells whether the pages are still right: the file, and an exporter of the user's own."""
        digest = digest_of(self._path)
        if not digest or self._own is None:
            return digest
        try:
            return f"{digest} {stamp(self._own)}"
        except UserError as error:
            return f"{digest} {error}"

    def _build(self) -> None:
        # Remembered before reading: a file that can't be shown is told once, not at every look.
        self._digest = self._now()
        opened = load(self._path)
        named = opened.funnel.export.exporter
        exporter = chosen_exporter(self._exporter, named, self._own_exporters)
        if not exporter.bundled and self._own is None:
            self._own = Path(exporter.folder)
            self._digest = self._now()
        if not self._exporter and not makes_pages(exporter):
            exporter = find_exporter(USUAL)  # documents and blocks have no pages to walk through
        if exporter.name != self._shown:
            shutil.rmtree(self.site, ignore_errors=True)  # a folder holds the pages of one exporter alone
            self._shown = exporter.name
        export(opened.funnel, opened.assets, self.site, exporter=exporter, draft=True, quick=True)
        self._turns.next()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # Two previews on one port would take turns in answering.
    allow_reuse_address = False

    def __init__(self, address: tuple[str, int], served: Served) -> None:
        self.served = served
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "FunnelStudio"
    sys_version = ""
    timeout = 30
    """Seconds that a browser may take for one request."""

    def do_GET(self) -> None:
        served = self.server.served
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        if host not in served.hosts:
            # A page elsewhere whose name was pointed at this machine must not read the funnel.
            self._answer(HTTPStatus.FORBIDDEN, "text/plain", b"This preview is not for that address.\n")
            return
        path = unquote(urlsplit(self.path).path)
        if served.prefix:
            named, path = path[: len(served.prefix)], path[len(served.prefix) :]
            if not hmac.compare_digest(named.encode("utf-8", "replace"), served.prefix.encode()):
                self._not_found()
                return
        if path == "/":
            self._send_frame(_first_page(served.site))
        elif path.startswith("/show/"):
            self._send_frame(path.removeprefix("/show/"))
        elif path == "/events":
            self._send_events()
        elif path.startswith("/site/"):
            self._send_file(path.removeprefix("/site/"))
        else:
            self._not_found()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Nobody reads a log of a preview."""

    def _send_frame(self, first: str) -> None:
        nonce = secrets.token_urlsafe(12)
        policy = (
            f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; "
            "frame-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
        )
        page = _FRAME.replace("NONCE", nonce).replace("PREFIX", self.server.served.prefix)
        page = page.replace("FIRST", quote(first))
        self._answer(HTTPStatus.OK, "text/html; charset=utf-8", page.encode(), policy)

    def _send_file(self, path: str) -> None:
        site = self.server.served.site.resolve()
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
        turns = self.server.served.turns
        turn = turns.wait(-1, 0.0)
        try:
            while turn is not None:
                self.wfile.write(f"data: {turn}\n\n".encode())
                self.wfile.flush()
                turn = turns.wait(turn, HEARTBEAT)
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
        # The address is the key to the pages: no link that leads out may carry it along.
        self.send_header("Referrer-Policy", "no-referrer")
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
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Funnel Studio preview</title>
<style nonce="NONCE">html,body{height:100%;margin:0}
iframe{border:0;display:block;width:100%;height:100%}</style>
</head><body><iframe src="PREFIX/site/FIRST" title="The page"></iframe>
<script nonce="NONCE">
let turn = null;
new EventSource("PREFIX/events").onmessage = (event) => {
  if (turn !== null && event.data !== turn)
    document.querySelector("iframe").contentWindow.location.reload();
  turn = event.data;
};
</script></body></html>
"""
"""The window's own page: it holds the funnel's page, whose policy allows no script, and reloads it."""
