"""A browser loads the small picture on a phone and the large one on a sharp screen, and nothing moves."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from funnelstudio.export import export
from funnelstudio.model.edits.document import set_brand
from funnelstudio.model.edits.steps import set_step
from funnelstudio.storage.files import load
from tests.images.pictures import file_of
from tests.quality.visits import shifts
from tests.repository import ROOT

ROSES = ROOT / "resources" / "samples" / "red-roses.funnel"


class _Quiet(SimpleHTTPRequestHandler):
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".avif": "image/avif", ".webp": "image/webp"}

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Nobody reads it."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with a large picture and a logo, on a web server."""
    folder = tmp_path_factory.mktemp("pictures")
    opened = load(ROSES)
    assert opened.assets is not None
    assets = folder / "roses.assets"
    assets.mkdir()
    for path in opened.assets.iterdir():
        (assets / path.name).write_bytes(path.read_bytes())
    noise = Image.effect_noise((1500, 1000), 30).convert("RGB")
    (assets / "large.jpg").write_bytes(file_of(noise, "JPEG"))
    (assets / "logo.png").write_bytes(file_of(Image.new("RGB", (300, 200), "navy"), "PNG"))
    funnel = set_brand(set_step(opened.funnel, "more", picture="large.jpg"), logo="logo.png")
    assert not export(funnel, assets, folder / "site", languages=["en-GB"]).warnings
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/en-GB"
    server.shutdown()
    server.server_close()


def opened(browser: Browser, address: str, width: int, scale: float, name: str) -> tuple[Page, list[str]]:
    """The page in a window of this width, and what the browser complained of or asked for in vain."""
    page = browser.new_context(viewport={"width": width, "height": 800}, device_scale_factor=scale).new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("response", lambda response: wrong.append(response.url) if response.status >= 400 else None)
    page.goto(f"{address}/{name}.html", wait_until="networkidle")
    return page, wrong


def hero(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(
        "(() => { const it = document.querySelector('img.hero'); const box = it.getBoundingClientRect();"
        " return { src: it.currentSrc, wide: it.naturalWidth, high: it.naturalHeight,"
        " box: box.width, down: box.height, done: it.complete } })()"
    )
    return found


@pytest.mark.parametrize(
    ("width", "scale", "file"),
    [
        (375, 1, "-360.avif"),
        (375, 2, "-720.avif"),
        (375, 3, "-1080.avif"),
        (1280, 1, "-484.avif"),
        (1280, 2, "-873.avif"),
    ],
)
def test_the_browser_loads_what_it_shows(
    chromium_browser: Browser, address: str, width: int, scale: float, file: str
) -> None:
    page, wrong = opened(chromium_browser, address, width, scale, "more-roses")
    found = hero(page)
    assert found["src"].endswith(file)
    assert found["done"]
    # It is cut as the page shows it: nothing more of it is hidden than a rounded pixel.
    assert abs(found["wide"] / found["high"] - found["box"] / found["down"]) < 0.02
    assert shifts(page) == []
    assert wrong == []
    page.context.close()


def test_pictures_below_the_fold_come_late_and_move_nothing(chromium_browser: Browser, address: str) -> None:
    for width in (375, 1280):
        page, wrong = opened(chromium_browser, address, width, 1, "small-bunch")
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        page.wait_for_load_state("networkidle")
        broken = page.evaluate("[...document.images].filter((it) => it.complete && !it.naturalWidth).length")
        assert broken == 0
        assert shifts(page) == []
        assert wrong == []
        page.context.close()


def test_from_the_disk_the_policy_lets_every_picture_through(
    chromium_browser: Browser, address: str, tmp_path: Path
) -> None:
    loaded = load(ROSES)
    export(loaded.funnel, loaded.assets, tmp_path / "site", languages=["en-GB"], quick=True)
    page = chromium_browser.new_context().new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.goto((tmp_path / "site/en-GB/more-roses.html").as_uri(), wait_until="networkidle")
    assert hero(page)["wide"] > 400
    assert wrong == []
    page.context.close()
