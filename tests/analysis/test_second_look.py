"""Behind a slip in the wiring the rest is looked at as it is meant; nothing is proven by that, and it is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.analysis import Analysis
from generator.analysis.shared import analysed
from generator.logic import Truth
from tests.checks.cases import put

Edit = tuple[str, str, str]
"""A file, what stands there, and what takes its place, everywhere."""

RIGHT: Edit = ("root.yaml", "SubnetId: !GetAtt Network.Outputs.VpcId", "SubnetId: !GetAtt Network.Outputs.SubnetId")
SHUT: Edit = ("groups.yaml", "SourceSecurityGroupId: !Ref TaskGroup", "CidrIp: 10.0.9.0/24")
"""Whether these addresses are the tasks' is seen by their subnet: groups alone would be judged without it."""
SLIP: Edit = ("root.yaml", "Network.Outputs.SubnetId", "Network.Outputs.SubnettId")
KIND: Edit = ("root.yaml", "SubnetId: !GetAtt Network.Outputs.SubnetId", "SubnetId: !GetAtt Network.Outputs.VpcId")
MISSING: Edit = ("root.yaml", "        SubnetId: !GetAtt Network.Outputs.SubnetId\n", "")
RENAMED: Edit = ("root.yaml", "        SubnetId: !GetAtt", "        SubnetID: !GetAtt")
OTHER: Edit = ("root.yaml", "Network.Outputs.SubnetId", "Network.Outputs.Something")
TWO: Edit = (
    "network.yaml",
    "  SubnetId: {Value: !Ref Subnet}",
    "  SubnetAId: {Value: !Ref Subnet}\n  SubnetBId: {Value: !Ref Subnet}",
)
BY_URL: Edit = (
    "root.yaml",
    "TemplateURL: network.yaml",
    "TemplateURL: https://s3.amazonaws.com/somewhere/network.yaml",
)


def look(folder: Path, *edits: Edit) -> Analysis:
    root = put("ECS110-nested-kind.bad", folder)
    for file, old, new in (RIGHT, *edits):
        text = (folder / file).read_text()
        assert old in text
        (folder / file).write_text(text.replace(old, new))
    return analysed(root, project=folder)


def told(result: Analysis) -> dict[str, str]:
    return {finding.rule: finding.message for finding in result.findings if not finding.rule.startswith("ICS")}


def verdicts(result: Analysis, verdict: Truth) -> set[str]:
    return {cell.need.name for cell in result.cells if cell.task == "Web/Service" and cell.verdict is verdict}


def test_what_it_begins_with_is_right(tmp_path: Path) -> None:
    result = look(tmp_path)
    assert told(result) == {}
    assert "ecr.api" in verdicts(result, Truth.YES)


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        (SLIP, "(if Network.Outputs.SubnettId, which there is not, means SubnetId)"),
        (KIND, "Web: Parameters.SubnetId means Network.Outputs.SubnetId"),
        (MISSING, "Web: Parameters.SubnetId, which is not passed, means Network.Outputs.SubnetId"),
        (RENAMED, "Web: Parameters.SubnetID means SubnetId"),
    ],
    ids=["output misspelt", "of another kind", "not passed", "parameter misspelt"],
)
def test_a_fault_behind_a_slip_is_found_and_the_slip_is_named(tmp_path: Path, slip: Edit, words: str) -> None:
    result = look(tmp_path, slip, SHUT)
    assert words in told(result)["ECS050"]
    assert {"ecr.api", "ecr.dkr", "logs"} <= verdicts(result, Truth.NO)
    (cell, *_) = [each for each in result.cells if each.need.name == "ecr.api"]
    assert cell.because[0].count("(if ") == 1
    assert cell.causes[0][:2] == (cell.because[0], "ECS050")


@pytest.mark.parametrize("slip", [SLIP, KIND, MISSING, RENAMED])
def test_nothing_is_proven_behind_a_slip(tmp_path: Path, slip: Edit) -> None:
    behind = look(tmp_path, slip)
    assert "ECS050" not in told(behind)
    assert {"ecr.api", "ecr.dkr", "logs"} <= verdicts(behind, Truth.UNKNOWN)
    assert "start" not in verdicts(behind, Truth.YES)


def test_without_one_candidate_it_stays_unknown(tmp_path: Path) -> None:
    for number, edits in enumerate([(OTHER, SHUT), (SLIP, TWO, SHUT), (KIND, TWO, SHUT)]):
        result = look(tmp_path / str(number), *edits)
        assert "ECS050" not in told(result)
        assert "ecr.api" in verdicts(result, Truth.UNKNOWN)


def test_an_output_that_there_is_not_is_told_where_cfn_lint_does_not_look(tmp_path: Path) -> None:
    found = [each for each in look(tmp_path / "url", BY_URL, SLIP).findings if each.rule == "ECS110"]
    assert [(each.at, each.fix) for each in found] == [
        ("Network", "Outputs of network.yaml: add SubnettId, or take SubnetId")
    ]
    assert "ECS110" not in told(look(tmp_path / "beside", SLIP))
    assert "ECS110" not in told(look(tmp_path / "right", BY_URL))
