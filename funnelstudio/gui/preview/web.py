"""The locked-down web view: no scripts, no network, no files but the page's; imported when first shown."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final

if hasattr(os, "geteuid") and os.geteuid() == 0:
    # The sandbox refuses to start for root, and would end the whole program.
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

import mimetypes

import shiboken6
from PySide6.QtCore import QBuffer, QObject, QPointF, QUrl, Signal
from PySide6.QtGui import QColor
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

SCHEME: Final = b"funnel"
HOST: Final = "page"

_OFF: Final = (
    QWebEngineSettings.WebAttribute.JavascriptEnabled,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessRemoteUrls,
    QWebEngineSettings.WebAttribute.LocalStorageEnabled,
    QWebEngineSettings.WebAttribute.PluginsEnabled,
    QWebEngineSettings.WebAttribute.HyperlinkAuditingEnabled,
    QWebEngineSettings.WebAttribute.ScreenCaptureEnabled,
    QWebEngineSettings.WebAttribute.FullScreenSupportEnabled,
    QWebEngineSettings.WebAttribute.DnsPrefetchEnabled,
    QWebEngineSettings.WebAttribute.PdfViewerEnabled,
    QWebEngineSettings.WebAttribute.JavascriptCanOpenWindows,
)


_OWN_WORLD: Final = int(QWebEngineScript.ScriptWorldId.ApplicationWorld.value)
"""Where this program's own line of script runs; those of a page never do."""

_OWN: Final = (
    QWebEnginePage.NavigationType.NavigationTypeTyped,
    QWebEnginePage.NavigationType.NavigationTypeReload,
)
"""Navigation that comes from this program, not from the page."""


def _register() -> None:
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
    QWebEngineUrlScheme.registerScheme(scheme)


# The engine learns its schemes when its first profile is made, so this can't wait for a view.
_register()


class Site(QWebEngineUrlSchemeHandler):
    """Answers the view's requests: with the one page it was given, and with that page's pictures."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = ""
        self.html = b""
        self.files: Mapping[str, bytes] = {}

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        path = job.requestUrl().path().lstrip("/")
        if path == self.path:
            self._answer(job, b"text/html", self.html)
            return
        try:
            data = self.files[path]
        except KeyError:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        self._answer(job, kind.encode(), data)

    def _answer(self, job: QWebEngineUrlRequestJob, kind: bytes, data: bytes) -> None:
        buffer = QBuffer(job)
        buffer.setData(data)
        job.reply(kind, buffer)


class _Guard(QWebEngineUrlRequestInterceptor):
    """Nothing but our own scheme is ever asked for."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        info.block(info.requestUrl().scheme().encode() != SCHEME)


class _Page(QWebEnginePage):
    followed = Signal(QUrl)

    def acceptNavigationRequest(
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        ours = (
            QWebEnginePage.NavigationType.NavigationTypeTyped,
            QWebEnginePage.NavigationType.NavigationTypeReload,
        )
        if kind in ours:
            return True
        if is_main_frame:
            self.followed.emit(QUrl(url))
        return False


class WebView(QWebEngineView):
    """Shows one page of a site at a time. A link never loads anything: it is told."""

    followed = Signal(str)
    """Path within the site of a link to another page."""
    left = Signal(str)
    """Address of a link that leads out of the site."""
    stopped = Signal()
    """The process that draws the page has ended."""
    loaded = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._profile = QWebEngineProfile()
        self._site = Site()
        self._kept: QPointF | None = None
        self._guard = _Guard()
        self._profile.installUrlSchemeHandler(SCHEME, self._site)
        self._profile.setUrlRequestInterceptor(self._guard)
        self._profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
        self._page = _Page(self._profile)
        for attribute in _OFF:
            self._page.settings().setAttribute(attribute, False)
        self._page.followed.connect(self._on_link)
        self._page.loadFinished.connect(self._on_loaded)
        self._page.renderProcessTerminated.connect(lambda *_: self.stopped.emit())
        self._page.fullScreenRequested.connect(lambda request: request.reject())
        self.setPage(self._page)
        # Children go in the order they came: the page has to go before its profile.
        self._page.setParent(self)
        self._profile.setParent(self)
        self.setContextMenuPolicy(self.contextMenuPolicy().NoContextMenu)

    def show_page(self, path: str, html: str, files: Mapping[str, bytes], ground: QColor) -> None:
        """Show the page at `path`; the same path again keeps the place that was scrolled to."""
        same = self._site.path == path
        self._site.path, self._site.html, self._site.files = path, html.encode(), files
        self._page.setBackgroundColor(ground)
        if same:
            # The engine often restores the place by itself, but not one that was scrolled to just now.
            self._kept = self._kept or self._page.scrollPosition()
            self._page.triggerAction(QWebEnginePage.WebAction.Reload)
        else:
            self._kept = None
            self._page.load(QUrl(f"{SCHEME.decode()}://{HOST}/{path}"))

    def show_scroll_bars(self, shown: bool) -> None:
        """A phone and a tablet have none, so that the page is as wide there as it says."""
        self._page.settings().setAttribute(QWebEngineSettings.WebAttribute.ShowScrollBars, shown)

    def forget(self) -> None:
        """Load the page anew the next time, as after its process has ended."""
        self._site.path = ""

    def close_page(self) -> None:
        """Let the page go before its profile, as the engine wants it."""
        if shiboken6.isValid(self._page):
            shiboken6.delete(self._page)
        if shiboken6.isValid(self._profile):
            shiboken6.delete(self._profile)

    def _on_loaded(self, done: bool) -> None:
        kept, self._kept = self._kept, None
        if kept is not None and (kept - self._page.scrollPosition()).manhattanLength() > 1:
            zoom = self.zoomFactor() or 1.0
            script = f"window.scrollTo({kept.x() / zoom:.0f}, {kept.y() / zoom:.0f})"
            self._page.runJavaScript(script, _OWN_WORLD)
        self.loaded.emit(done)

    def _on_link(self, url: QUrl) -> None:
        if url.scheme().encode() == SCHEME and url.host() == HOST:
            self.followed.emit(url.path().lstrip("/"))
        else:
            self.left.emit(url.toString())
