"""Hugo's data mode: content adapters make the pages from JSON, one a language; nothing else is made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.peers.given import write_json
from funnelstudio.export.build import Build
from funnelstudio.export.tongue import language_names

OURS = Path(__file__).resolve().parent / "hugo"


def prepare(build: Build, given: Iterable[Mapping[str, Any]], to: Path) -> None:
    """Write Hugo's project: layouts, and all data as JSON."""
    shutil.copytree(OURS, to, ignore=shutil.ignore_patterns("_content.gotmpl"))
    adapter = (OURS / "_content.gotmpl").read_text(encoding="utf-8")
    by_tag: dict[str, list[Mapping[str, Any]]] = {tag: [] for tag in build.plan.tags}
    for page in given:
        by_tag[page["tag"]].append(page)
    for tag, pages in by_tag.items():
        write_json(to / "data" / "pages" / f"{tag}.json", pages)
        (to / "content" / tag).mkdir(parents=True)
        own = adapter.replace("LANGUAGE", tag)
        (to / "content" / tag / "_content.gotmpl").write_text(own, encoding="utf-8")
    languages = {page.tag: build.seen(page, {})["site"] for page in build.plan.pages if page.tag}
    names = {tag: {"tag": tag, "name": name} for tag, name in language_names(build.plan.tags).items()}
    data = to / "data"
    write_json(data / "languages.json", {tag: {**languages[tag], **names[tag]} for tag in by_tag})
    write_json(data / "tags.json", list(by_tag))
    look = build.seen(build.plan.pages[0], {})["style"]
    write_json(data / "site.json", {**look, "brand": build.funnel.brand.name})


def run(project: Path, to: Path, cores: int = 0) -> None:
    """Make the site on so many cores, on all there are with 0, as Hugo does by itself.

    Hugo itself is started: the package's script takes a tenth of a second more.
    """
    environment = {**os.environ, "GOMAXPROCS": str(cores)} if cores else None
    command = [str(_binary()), "--source", str(project), "--destination", str(to), "--quiet"]
    subprocess.run([*command, "--ignoreCache"], check=True, env=environment)


def _binary() -> Path:
    packages = Path(sysconfig.get_paths()["purelib"])
    found = [*(packages / "hugo" / "binaries").glob("hugo*")]
    return found[0] if found else Path(sys.executable).with_name("hugo")
