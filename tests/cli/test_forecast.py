"""What `funnelstudio forecast` prints: the table, the sentences, the paths, and the JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from funnelstudio.model.edits.document import set_assumptions
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.languages import Language
from funnelstudio.model.offers import NO
from funnelstudio.model.value import replace
from funnelstudio.storage.files import save
from tests.builders import a_funnel, big_funnel
from tests.cli.conftest import Terminal
from tests.forecast.test_flow import roses


@pytest.fixture
def path(tmp_path: Path) -> Path:
    save(roses(), tmp_path / "my.funnel")
    return tmp_path / "my.funnel"


def test_every_step_has_its_reach_its_revenue_and_its_range(terminal: Terminal, path: Path) -> None:
    lines = terminal.run("forecast", path).splitlines()
    assert lines[0].split("  ")[0] == "Step"
    assert "From 1,000 orders" in lines[0]
    small = next(line for line in lines if "68.0%" in line)
    # 122.4 of 1,000 buyers for 5 pounds each; the count's 10 and 90 % quantiles are 109 and 136.
    assert small.split()[-6:] == ["68.0%", "£0.61", "£612.00", "£545.00", "to", "£680.00"]
    start = next(line for line in lines if line.startswith("12 roses"))
    assert start.split()[-3:] == ["£24.00", "£24,000.00", "£24,000.00"]
    assert len({line.rindex("%") for line in lines[1:5]}) == 1


def test_the_sentences_name_the_range_and_what_it_leaves_out(terminal: Terminal, path: Path) -> None:
    told = terminal.run("forecast", path)
    assert "An order of £24.00 becomes £28.45 on average" in told
    assert "1,000 orders bring £28,452.00 on average (£28,219.00 to £28,686.00 in 8 of 10 runs)." in told
    assert "At least half of the orders bring £24.00 or less, one in ten £34.00 or more." in told
    assert "chance alone" in told


def test_the_likeliest_paths_come_first(terminal: Terminal, path: Path) -> None:
    lines = terminal.run("forecast", path).splitlines()
    paths = lines[lines.index("") :][-5:]
    assert paths[0].endswith("Likeliest paths")
    assert [line.split()[0] for line in paths[1:]] == ["55.8%", "24.0%", "12.2%", "8.0%"]
    assert paths[1].endswith("no → Thank you")
    save(big_funnel(500, 1), path)
    assert terminal.run("forecast", path).count("→ Ending") == 10


def test_the_json_holds_the_quantiles_of_funnel_steps_and_paths(terminal: Terminal, path: Path) -> None:
    found = json.loads(terminal.run("forecast", path, "--json"))
    assert found["order_value_quantiles"] == {"p10": "24.00", "p50": "24.00", "p90": "34.00"}
    assert found["revenue"] == "28452.00"
    assert found["revenue_quantiles"] == {"p10": "28219.00", "p50": "28451.00", "p90": "28686.00"}
    assert found["average_order_quantiles"]["p90"] == "28.69"
    small = found["steps"]["small"]
    assert small["revenue"] == "612.00"
    assert small["revenue_quantiles"] == {"p10": "545.00", "p50": "610.00", "p90": "680.00"}
    assert small["answers"] == {"yes": {"revenue_quantiles": small["revenue_quantiles"]}}
    assert small["buyers_quantiles"] == {"p10": 661, "p50": 680, "p90": 699}
    assert found["steps"]["end"]["revenue_quantiles"] == {"p10": "0.00", "p50": "0.00", "p90": "0.00"}
    first = found["paths"][0]
    assert first["answers"][-1] == {"step": "small", "outcome": NO}
    assert (first["ending"], first["order_value"]) == ("end", "24.00")
    assert first["share"] == pytest.approx(0.5576)
    assert first["revenue_quantiles"]["p10"] < first["revenue"] < first["revenue_quantiles"]["p90"]
    assert sum(one["share"] for one in found["paths"]) == pytest.approx(1)


def test_another_currency_and_funnels_with_little_in_them(terminal: Terminal, path: Path) -> None:
    save(a_funnel(), path)
    found = json.loads(terminal.run("forecast", path, "--json", "--currency", "EUR"))
    assert found["currency"] == "EUR"
    assert found["steps"]["start"]["reach"] == 1.0
    assert float(found["average_order"]) > float(found["main_price"]) == 24.0
    yen = replace(roses(), languages=(Language(tag="ja", currency="JPY"),))
    save(yen, path)
    assert json.loads(terminal.run("forecast", path, "--json"))["revenue_quantiles"]["p90"] == "0"
    for bare in (Funnel(), replace(roses(), languages=()), replace(a_funnel(), products={})):
        save(bare, path)
        assert terminal.run("forecast", path)
        json.loads(terminal.run("forecast", path, "--json"))


def test_one_order_brings_what_one_order_is_worth(terminal: Terminal, path: Path) -> None:
    save(set_assumptions(roses(), orders=1), path)
    assert "1 order brings £28.45 on average (£24.00 to £34.00 in 8 of 10 runs)." in terminal.run(
        "forecast", path
    )
