"""What a manifest allows reaches the checks."""

from __future__ import annotations

from msgspec.structs import replace

from funnelstudio.export.exporter import find_exporter
from funnelstudio.export.limits import limits_of


def test_the_static_pages_conclude_the_contract_and_branch_by_option() -> None:
    limits = limits_of(find_exporter("static"))
    assert limits.concluded
    assert limits.branches == "option"
    assert limits.levels == 6
    assert limits.lengths["headline"] == 160


def test_one_answer_for_all_options_is_yes_and_no() -> None:
    exporter = find_exporter("static")
    manifest = exporter.manifest
    narrow = replace(manifest, limits=replace(manifest.limits, branches="yes_no", options=5))
    limits = limits_of(replace(exporter, manifest=narrow))
    assert (limits.branches, limits.options) == ("yes_no", 5)
