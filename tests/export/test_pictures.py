"""Pictures of a site: in every size and kind that the page's layout wants, decoded as a browser would."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from funnelstudio.export import export, preview_page
from funnelstudio.export.site import MANIFEST
from funnelstudio.images import kept
from funnelstudio.model.edits import products, steps
from funnelstudio.model.edits.document import set_brand
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.value import replace
from tests.images.pictures import file_of, halves, made, moving, png_head

HERO = "en-GB/red-roses.html"
CARDS = "en-GB/vase.html"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FUNNELSTUDIO_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "pictures"


@pytest.fixture
def site(funnel: Funnel, assets: Path, tmp_path: Path) -> Callable[..., Path]:
    """Exports the funnel with these bytes as its picture."""

    def make(data: bytes, changed: Funnel | None = None, *, warns: str = "") -> Path:
        (assets / "red.png").write_bytes(data)
        result = export(changed or funnel, assets, tmp_path / "site")
        assert [warns in warning for warning in result.warnings] == ([True] if warns else [])
        return tmp_path / "site"

    return make


def element(site: Path, page: str = HERO) -> str:
    """The first picture after the page's head, as it stands in the page."""
    text = (site / page).read_text("utf-8").partition("<main")[2]
    found = re.search(r"<picture>.*?</picture>|<img[^>]*>", text)
    return found[0] if found else ""


def shown(site: Path, page: str = HERO) -> dict[str, Image.Image]:
    """Every picture that the element names, decoded, by path; each has to be there."""
    paths = re.findall(r'\.\./(assets/[^", ]+)', element(site, page))
    return {path: Image.open(io.BytesIO((site / path).read_bytes())) for path in paths}


def test_a_picture_comes_in_kinds_and_sizes(site: Callable[..., Path]) -> None:
    folder = site(made("JPEG", 1200, 900))
    found = shown(folder)
    sizes = {(image.format, image.size) for image in found.values()}
    for kind in ("AVIF", "WEBP", "JPEG"):
        wide = {(360, 225), (720, 450), (1080, 675)}
        tall = {(484, 555), (785, 900)}
        assert {size for name, size in sizes if name == kind} == wide | tall
    text = element(folder)
    assert text.index("image/avif") < text.index("image/webp") < text.index("image/jpeg")
    assert 'fetchpriority="high"' in text
    assert "loading" not in text
    for image in re.findall(r"<(?:img|source)[^>]*>", text):
        width, height = (int(re.findall(rf' {name}="(\d+)"', image)[0]) for name in ("width", "height"))
        assert abs(width / height - (48 / 55 if "min-width" in image else 1.6)) < 0.01
    for path, image in found.items():
        assert f"-{image.width}." in path
        image.load()


def test_no_picture_is_larger_than_it_was(site: Callable[..., Path]) -> None:
    for path, image in shown(site(made("JPEG", 100, 50))).items():
        assert image.size in ((44, 50), (80, 50)), path


def test_what_can_be_seen_through_stays_so(site: Callable[..., Path]) -> None:
    clear = halves(400, 300, "RGBA")
    clear.paste((0, 0, 0, 0), (0, 0, 400, 150))
    found = shown(site(file_of(clear, "PNG")))
    assert {image.format for image in found.values()} == {"AVIF", "WEBP", "PNG"}
    for image in found.values():
        corner = image.convert("RGBA").getpixel((3, 3))
        assert isinstance(corner, tuple)
        assert corner[3] < 10


@pytest.mark.parametrize(("focus", "colour"), [((0, 50), "red"), ((100, 50), "blue")])
def test_the_focus_stays_in_sight(
    site: Callable[..., Path], funnel: Funnel, focus: tuple[int, int], colour: str
) -> None:
    changed = steps.set_step(funnel, "start", picture_focus=focus)
    changed = products.set_product(changed, "glass", picture_focus=focus)
    folder = site(made("PNG", 600, 200), changed)
    images = [*shown(folder).values(), *shown(folder, CARDS).values()]
    assert len(images) > 6
    for image in images:
        red, _green, blue = image.convert("RGB").getpixel((image.width // 2, image.height // 2))  # type: ignore[misc]  # an RGB pixel
        assert (red > blue) == (colour == "red")


def test_cards_are_square_and_late(site: Callable[..., Path]) -> None:
    folder = site(made("JPEG", 700, 500))
    assert {image.size for image in shown(folder, CARDS).values()} == {(240, 240), (480, 480)}
    assert 'loading="lazy"' in element(folder, CARDS)


def test_nothing_of_the_camera_s_goes_along(site: Callable[..., Path]) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Anna"
    exif[0x0112] = 6
    folder = site(made("JPEG", 400, 300, exif=exif))
    for path in (folder / "assets").iterdir():
        assert b"Anna" not in path.read_bytes()
    # Turned upright it is higher than wide, and its red half is on top.
    image = next(iter(shown(folder).values())).convert("RGB")
    assert image.getpixel((image.width // 2, 2))[0] > 200  # type: ignore[index]  # an RGB pixel


def test_an_unchanged_export_makes_no_picture(
    site: Callable[..., Path], funnel: Funnel, assets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = made("JPEG", 400, 300)
    folder = site(data)
    first = {path.name: path.read_bytes() for path in (folder / "assets").iterdir()}
    monkeypatch.setattr("funnelstudio.images.pixels.encoded", None)
    assert export(funnel, assets, folder).written == ()
    # What was made before is used for other folders as well.
    export(funnel, assets, tmp_path / "other")
    assert {path.name: path.read_bytes() for path in (tmp_path / "other/assets").iterdir()} == first


def test_without_a_cache_the_bytes_are_the_same(
    site: Callable[..., Path], funnel: Funnel, assets: Path, tmp_path: Path, own_cache: Path
) -> None:
    folder = site(made("JPEG", 400, 300))
    for path in own_cache.iterdir():
        path.unlink()
    own_cache.rmdir()
    own_cache.write_bytes(b"a file where the folder would be")
    result = export(funnel, assets, tmp_path / "other")
    assert not result.warnings
    for path in (folder / "assets").iterdir():
        assert (tmp_path / "other/assets" / path.name).read_bytes() == path.read_bytes()
    assert export(funnel, assets, tmp_path / "other").written == ()


def test_another_focus_writes_its_page_and_its_pictures_only(
    site: Callable[..., Path], funnel: Funnel, assets: Path
) -> None:
    folder = site(made("JPEG", 400, 300))
    changed = steps.set_step(funnel, "start", picture_focus=(0, 0))
    result = export(changed, assets, folder)
    pages = {path for path in result.written if path.endswith(".html")}
    assert pages == {f"{language}/red-roses.html" for language in ("en-GB", "de-DE", "ar-EG")}
    # The other step still shows the old crop.
    assert not result.removed
    again = steps.set_step(changed, "more", picture_focus=(0, 0))
    assert any(path.startswith("assets/") for path in export(again, assets, folder).removed)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "“red.png” is empty. The pages go without it."),
        (b"plain words", "“red.png” is not a picture that browsers show."),
        (png_head(60_000, 60_000), "“red.png” has 60000 × 60000 pixels"),
        (png_head(7_000, 7_000), "“red.png” is damaged: it can't be read to its end."),
        (made("JPEG", 300, 300)[:-200], "“red.png” is damaged: it can't be read to its end."),
        (b"<svg><script>", "“red.png” can't be used as a drawing: it is not well-formed XML."),
    ],
)
def test_what_can_not_be_used_is_a_warning_and_the_page_goes_without(
    site: Callable[..., Path], data: bytes, words: str
) -> None:
    folder = site(data, warns=words)
    assert element(folder) == ""
    assert "hero" not in (folder / HERO).read_text("utf-8").partition("<main")[2]


def test_a_missing_picture_is_a_warning(funnel: Funnel, assets: Path, tmp_path: Path) -> None:
    (assets / "red.png").unlink()
    result = export(funnel, assets, tmp_path / "site")
    assert result.warnings == ("The picture “red.png” is missing. The pages go without it.",)
    assert element(tmp_path / "site") == ""


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "GIF", "AVIF"])
def test_a_wrong_ending_is_no_trouble(site: Callable[..., Path], kind: str) -> None:
    assert shown(site(made(kind, 300, 200)))


def test_a_long_thin_picture_is_cut(site: Callable[..., Path]) -> None:
    sizes = {image.size for image in shown(site(made("PNG", 8000, 60))).values()}
    assert sizes == {(52, 60), (96, 60)}


def test_a_picture_that_moves_goes_on_moving_unless_it_may_not(site: Callable[..., Path]) -> None:
    folder = site(moving("GIF"))
    text = element(folder)
    assert (folder / re.findall(r'<img[^>]*src="\.\./([^"]+)"', text)[0]).read_bytes() == moving("GIF")
    assert text.count("(prefers-reduced-motion: reduce)") == text.count("<source") == 2
    assert {getattr(image, "n_frames", 1) for path, image in shown(folder).items() if "-" in path} == {1}


def test_a_drawing_is_cleaned(site: Callable[..., Path]) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" onload="a()"><path d="M0 0h9"/></svg>'
    folder = site(svg)
    text = element(folder)
    # Cut to 16 by 10 on the phone.
    assert re.findall(r'<img[^>]* width="32" height="20"', text)
    kept_svg = (folder / re.findall(r'src="\.\./([^"]+\.svg)"', text)[0]).read_bytes()
    assert b"M0 0h9" in kept_svg
    assert b'viewBox="4 0 32 20"' in kept_svg
    assert b"onload" not in kept_svg


def test_a_logo_has_three_densities_and_gives_the_icons(funnel: Funnel, assets: Path, tmp_path: Path) -> None:
    (assets / "logo.png").write_bytes(made("PNG", 400, 200))
    branded = set_brand(funnel, logo="logo.png")
    assert not export(branded, assets, tmp_path / "site").warnings
    text = (tmp_path / "site" / HERO).read_text("utf-8")
    brand = text.partition('class="brand"')[2].partition("</div>")[0]
    assert " 1x" in brand
    assert " 3x" in brand
    assert 'width="80" height="40"' in brand
    links = re.findall(r'<link rel="([a-z-]*icon)"[^>]* href="\.\./([^"]+)"', text)
    found = dict(links)
    files = {rel: (tmp_path / "site" / path).read_bytes() for rel, path in found.items()}
    sizes = {rel: Image.open(io.BytesIO(data)).size for rel, data in files.items()}
    assert sizes == {"icon": (32, 32), "apple-touch-icon": (180, 180)}


@pytest.mark.parametrize(("width", "height"), [(0, 0), (400, 40)])
def test_without_a_logo_that_fits_the_icon_is_a_letter(
    funnel: Funnel, assets: Path, tmp_path: Path, width: int, height: int
) -> None:
    if width:
        (assets / "logo.png").write_bytes(made("PNG", width, height))
        funnel = set_brand(funnel, logo="logo.png")
    export(funnel, assets, tmp_path / "site")
    text = (tmp_path / "site" / HERO).read_text("utf-8")
    icon = re.findall(r'<link rel="icon" type="image/svg\+xml" sizes="any" href="\.\./([^"]+)"', text)[0]
    assert ">R</text>" in (tmp_path / "site" / icon).read_text("utf-8")


def test_a_name_that_is_markup_is_no_markup_in_the_icon(funnel: Funnel, tmp_path: Path) -> None:
    for name in ("<script>", "&", "", "漢字", "ı", "ß"):
        odd = replace(set_brand(funnel, name=name), title="")
        export(odd, None, tmp_path / "site")
        icons = [path for path in (tmp_path / "site/assets").iterdir() if path.suffix == ".svg"]
        assert len(icons) == 1
        assert b"<script" not in icons[0].read_bytes()


def test_the_preview_has_its_pictures_at_once_in_one_size(funnel: Funnel, assets: Path) -> None:
    (assets / "red.png").write_bytes(made("JPEG", 1200, 900))
    changed = steps.set_step(funnel, "start", picture_focus=(0, 0))
    page = preview_page(changed, assets, "static", "start", "en-GB")
    pictures = {path: data for path, data in page.files.items() if path.endswith(".jpg")}
    assert {Image.open(io.BytesIO(data)).size for data in pictures.values()} == {(785, 900), (1080, 675)}
    assert all(path in page.html for path in page.files)


def test_the_cache_lets_the_oldest_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MAX_BYTES", 25)
    store = kept.Store(tmp_path / "kept")
    for number, name in enumerate("abcd"):
        store.put(name, b"0123456789")
        os.utime(tmp_path / "kept" / name, (number, number))
    store.tidy()
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == ["c", "d"]
    assert store.get("a") == b""
    assert store.get("d") == b"0123456789"
    assert kept.Store(None).get("a") == b""


def test_the_site_s_manifest_names_every_picture(site: Callable[..., Path]) -> None:
    folder = site(made("JPEG", 100, 100))
    told = (folder / MANIFEST).read_text("utf-8")
    assert all(f"assets/{path.name}" in told for path in (folder / "assets").iterdir())
