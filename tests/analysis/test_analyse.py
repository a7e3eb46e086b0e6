"""What proofs find beside the matrix is told once, with everyone who suffers, and can be accepted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import generator
from generator.analysis import Analysis as Whole
from generator.analysis import scenarios
from generator.analysis.scenarios import RELEVANT
from generator.analysis.shared import analysed as whole
from generator.checks.database.database_unreachable import DatabaseUnreachable
from generator.checks.definition.tag_moves import TagMoves
from generator.checks.deployment.count_owned_twice import CountOwnedTwice
from generator.checks.examples import template
from generator.checks.health.health_check_refused import HealthCheckRefused
from tests.rules.running import cfn_lint, ours

SECOND = """\
  Second:
    Type: AWS::ECS::Service
    DependsOn: [DefaultRoute]
    Properties:
      Cluster: !Ref Cluster
      LaunchType: FARGATE
      TaskDefinition: !Ref TaskDefinition
      NetworkConfiguration:
        AwsvpcConfiguration: {Subnets: [!Ref Subnet], SecurityGroups: [!Ref TaskGroup]}
"""


def analysed(folder: Path, text: str) -> Whole:
    (folder / "root.yaml").write_text(text)
    return whole(folder / "root.yaml", project=folder)


def test_what_a_row_and_a_check_both_find_is_told_once(tmp_path: Path) -> None:
    (mistake,) = analysed(tmp_path, HealthCheckRefused().rejected).findings
    assert (mistake.rule, mistake.tasks) == ("ECS082", ("Service",))


def test_two_services_of_one_task_definition_make_one_mistake(tmp_path: Path) -> None:
    (mistake,) = analysed(tmp_path, TagMoves().rejected + SECOND).findings
    assert (mistake.rule, mistake.tasks) == ("WCS151", ("Service", "Second"))
    assert mistake.message.endswith("(and the same for Second)")


def test_what_is_in_the_matrix_stays_there(tmp_path: Path) -> None:
    result = analysed(tmp_path, DatabaseUnreachable().rejected)
    assert [each.rule for each in result.findings] == ["ECS093"]
    assert [cell.rules for cell in result.cells if cell.rules] == [("ECS093",)]


def test_a_mistake_beside_the_matrix_can_be_accepted(tmp_path: Path) -> None:
    accepted = "    Metadata: {ecs-proof: [{id: WCS151, reason: A playground}]}\n"
    kind = "    Type: AWS::ECS::TaskDefinition\n"
    result = analysed(tmp_path, TagMoves().rejected.replace(kind, kind + accepted))
    assert result.findings == ()
    assert [(each.rule, why.reason) for each, why in result.accepted] == [("WCS151", "A playground")]


def test_conditions_of_everything_that_proofs_read_are_followed() -> None:
    package = Path(generator.__file__).parent
    files = [path for part in ("ecs", "needs", "checks", "proof", "iam") for path in package.glob(f"{part}/**/*.py")]
    read = {
        found
        for file in files
        if file.name != "creation_times.py"  # of how long a thing takes, a condition changes nothing that is told
        for found in re.findall(r"AWS::\w+::", file.read_text())
    }
    assert len(read) > 10
    # Alarms, dashboards and topics only look at what others are: under a condition, nothing is said of them.
    assert read - {"AWS::CloudWatch::", "AWS::SNS::"} <= set(RELEVANT)


def test_scaling_under_a_condition(tmp_path: Path) -> None:
    head = "Parameters: {Stage: {Type: String}}\nConditions: {Prod: !Equals [!Ref Stage, prod]}\nResources:\n"
    scaled = CountOwnedTwice().rejected.replace("Resources:\n", head)
    kind = "    Type: AWS::ApplicationAutoScaling::ScalableTarget\n"
    (mistake,) = analysed(tmp_path, scaled.replace(kind, kind + "    Condition: Prod\n")).findings
    assert mistake.rule == "WCS131"
    assert mistake.message.endswith(" (when Stage is prod)")


def test_scenarios_of_many_services_are_not_followed_for_minutes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "Parameters: {Stage: {Type: String}}\nConditions: {Prod: !Equals [!Ref Stage, prod]}\nResources:\n"
    second = SECOND.replace("    Type: AWS::ECS::Service\n", "    Type: AWS::ECS::Service\n    Condition: Prod\n")
    text = TagMoves().rejected.replace("Resources:\n", head) + second
    assert {each.rule for each in analysed(tmp_path, text).findings} == {"WCS151"}
    monkeypatch.setattr(scenarios, "MOST_TASKS", 3)
    result = analysed(tmp_path, text + "\n")
    assert {(cell.verdict.value, cell.because) for cell in result.cells} == {("unknown", (scenarios.TOO_MANY,))}
    assert result.findings == ()


def test_a_condition_is_said(tmp_path: Path) -> None:
    head = "Parameters: {Stage: {Type: String}}\nConditions: {Prod: !Equals [!Ref Stage, prod]}\nResources:\n"
    image = "!Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/web:"
    chosen = f"!If [Prod, {image}v1', {image}latest']"
    text = re.sub(r"!Sub \S+/web:v1\S*", lambda _: chosen, TagMoves().accepted).replace("Resources:\n", head, 1)
    (mistake,) = analysed(tmp_path, text).findings
    assert mistake.rule == "WCS151"
    assert mistake.message.endswith(" (when Stage is not prod)")


def test_a_child_that_shows_it_by_itself_reports_it_itself(tmp_path: Path) -> None:
    check = TagMoves()
    hasty = {**check.bad, "Service.DependsOn": None}
    (tmp_path / "child.yaml").write_text(template(check.base, tuple(check.good.items()), tuple(hasty.items())))
    root = "Resources:\n  Child:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: child.yaml}\n"
    (tmp_path / "root.yaml").write_text(root)
    assert ours(cfn_lint("root.yaml", folder=tmp_path)) == []
    found = [(each.rule, each.file) for each in ours(cfn_lint("root.yaml", "child.yaml", folder=tmp_path))]
    assert sorted(found) == [("WCS121", "child.yaml"), ("WCS151", "child.yaml")]
