"""The guide says what the program does: its tables are the program's, its links and pictures are there."""

from __future__ import annotations

import re
import shlex

import pytest

from funnelstudio import cli, i18n
from tests import guide
from tests.repository import ROOT, tracked

PAGES = [path for path in tracked("docs", "README.md") if path.suffix == ".md"]
MOST_BYTES = 200_000


@pytest.fixture(autouse=True)
def english() -> None:
    i18n.use_language("en")


def test_shortcuts_are_those_of_the_program() -> None:
    page = (guide.GUIDE / "shortcuts.md").read_text(encoding="utf-8")
    assert page == guide.shortcuts(), "./studio words writes it anew"


def test_variables_are_those_of_the_program() -> None:
    page = (guide.GUIDE / "write.md").read_text(encoding="utf-8")
    assert page == guide.with_variables(page), "./studio words writes it anew"


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_links_and_pictures_are_there(page: object) -> None:
    text = (ROOT / str(page)).read_text(encoding="utf-8")
    found = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r" (?:src|srcset)=\"([^\"]+)\"", text)
    targets = [target.split("#")[0] for target in found if "://" not in target]
    folder = (ROOT / str(page)).parent
    assert [target for target in targets if target and not (folder / target).exists()] == []


def test_pictures_are_small() -> None:
    sizes = {path.name: (ROOT / path).stat().st_size for path in tracked("docs/pictures")}
    assert sizes
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}


def commands() -> list[list[str]]:
    """Every command that the guide and the README show as code."""
    found = []
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        lines = [line for block in re.findall(r"```\n(.*?)```", text, re.S) for line in block.splitlines()]
        found += [shlex.split(line, comments=True) for line in lines if line.startswith("funnelstudio ")]
    return [words[1:] for words in found]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_commands_are_understood(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Their names and options are known; what they do is tested elsewhere."""
    assert words[0] in {command.name for command in cli.COMMANDS}
    with pytest.raises(SystemExit) as ended:
        cli.main([words[0], "--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert [word for word in words[1:] if word.startswith("-") and word not in said] == []
