"""`funnelstudio import`: from a platform's tree to a file, and out again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from funnelstudio.cli import main
from funnelstudio.storage.files import load

TREE = {"y": 51, "yn": 52, "yy": 53, "yny": 52}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tree.json").write_text(json.dumps(TREE), encoding="utf-8")


def test_a_tree_goes_in_and_comes_out_equal() -> None:
    words = ["import", "digistore24", "tree.json", "--main", "50", "-o", "mine", "--language", "de-DE"]
    assert main(words) == 0
    assert load(Path("mine.funnel")).funnel.languages[0].tag == "de-DE"
    # A draft, as the pages have no words yet; the exporter is the one that the funnel names.
    assert main(["export", "mine.funnel", "--to", "site", "--draft"]) == 0
    assert json.loads(Path("site/setup/de-DE/upsells.json").read_text("utf-8")) == TREE


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["gone.json", "--main", "50", "-o", "a"], "is not there"),
        (["broken.json", "--main", "50", "-o", "a"], "no upsell map"),
        (["tree.json", "--main", "x", "-o", "a"], "no product number"),
        (["tree.json", "--main", "50", "-o", "tree.json"], "is there already"),
        (["tree.json", "--main", "50", "-o", "a", "--language", "not a tag"], "language"),
        (["tree.json", "--main", "50", "-o", "a", "--currency", "XYZW"], "currency"),
        ([".", "--main", "50", "-o", "a"], "can't be read"),
        (["tree.json", "-o", "a"], "--main"),
        (["tree.json", "--main", "50"], "-o"),
    ],
)
def test_what_can_not_be_used_is_one_sentence(
    words: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("broken.json").write_text('{"yn": 52}', encoding="utf-8")
    try:
        code = main(["import", "digistore24", *words])
    except SystemExit as end:  # as argparse ends
        code = int(end.code or 0)
    out, err = capsys.readouterr()
    assert code == 2
    assert out == ""
    assert reason in err
    assert err.count("\n") == 1
    assert not Path("a.funnel").exists()
