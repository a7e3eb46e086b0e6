"""Findings and rows say which Defaults of parameters they rest on, and no more than these."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.analysis import Analysis, resting
from generator.analysis.shared import analysed
from generator.checks.examples import Edits, template

BASE = "balanced"
TRUST = "ExecutionRole.AssumeRolePolicyDocument.Statement.0.Principal.Service"
WAY = "DefaultRoute.DestinationCidrBlock"
OTHER = "ec2.amazonaws.com"


def look(folder: Path, edits: Edits, given: dict[str, str] | None = None) -> Analysis:
    (folder / "root.yaml").write_text(template(BASE, tuple(edits.items())))
    result = analysed(folder / "root.yaml", given, project=folder)
    assert result.crashes == ()
    return result


def untrusted(result: Analysis) -> str:
    """What is said of the role that does not trust ECS."""
    (finding,) = (each for each in result.findings if each.rule == "ECS033")
    (cell,) = (each for each in result.cells if each.need.name == "trust in ExecutionRoleArn")
    assert cell.because == (finding.message,)
    return finding.message


def reason(result: Analysis, need: str) -> str:
    (cell,) = (each for each in result.cells if each.need.name == need)
    return f"{cell.verdict}: {'; '.join(cell.because)}"


def declared(name: str, default: str, more: str = "") -> Edits:
    return {f"Parameters.{name}": f"{{Type: String, Default: '{default}'{more}}}"}


WHO = {**declared("Who", OTHER), TRUST: "!Ref Who"}


def test_a_finding_and_a_no_of_a_value_beside_their_place(tmp_path: Path) -> None:
    assert untrusted(look(tmp_path, WHO)).endswith(" (this rests on the Default of Who)")


@pytest.mark.parametrize(
    ("edits", "given"),
    [
        ({TRUST: OTHER}, None),
        (WHO, {"Who": OTHER}),
        ({**WHO, **declared("Who", OTHER, f", AllowedValues: [{OTHER}]")}, None),
        ({**WHO, **declared("Who", OTHER, f", AllowedValues: [{OTHER}, events.amazonaws.com]")}, None),
        ({TRUST: OTHER, **declared("Size", "512"), "TaskDefinition.Memory": "!Ref Size"}, None),
    ],
    ids=["written out", "given", "nothing else is taken", "nothing right is taken", "the Default of something else"],
)
def test_what_no_other_value_changes_says_nothing(tmp_path: Path, edits: Edits, given: dict[str, str] | None) -> None:
    assert "rests on" not in untrusted(look(tmp_path, edits, given))


@pytest.mark.parametrize(
    ("passed", "rests"),
    [
        (f"{{Who: {OTHER}}}", ""),
        ("{Who: !Ref Whom}", " (this rests on the Default of Whom)"),
        (None, " (this rests on the Default of Who)"),
    ],
)
def test_what_the_stack_around_it_passes_decides(tmp_path: Path, passed: str | None, rests: str) -> None:
    parameters = f"\n      Parameters: {passed}" if passed else ""
    look(tmp_path, WHO)
    (tmp_path / "root.yaml").rename(tmp_path / "app.yaml")
    (tmp_path / "root.yaml").write_text(
        f"Parameters: {{Whom: {{Type: String, Default: {OTHER}}}}}\n"
        "Resources:\n  App:\n    Type: AWS::CloudFormation::Stack\n"
        f"    Properties:\n      TemplateURL: app.yaml{parameters}\n"
    )
    said = untrusted(analysed(tmp_path / "root.yaml", project=tmp_path))
    assert said.endswith(rests) if rests else "rests on" not in said


IS_PROD = {**declared("Stage", "prod"), "Conditions": "{Prod: !Equals [!Ref Stage, prod]}"}


@pytest.mark.parametrize(
    ("right", "rests"),
    [("ecs-tasks.amazonaws.com", " (this rests on the Default of Stage)"), ("events.amazonaws.com", "")],
)
def test_a_condition_both_of_whose_ways_are_wrong_decides_nothing(tmp_path: Path, right: str, rests: str) -> None:
    said = untrusted(look(tmp_path, {**IS_PROD, TRUST: f"!If [Prod, {OTHER}, {right}]"}))
    assert said.endswith(rests) if rests else "rests on" not in said


def test_one_of_the_allowed_values_is_right(tmp_path: Path) -> None:
    edits = {**WHO, **declared("Who", OTHER, f", AllowedValues: [{OTHER}, ecs-tasks.amazonaws.com]")}
    assert untrusted(look(tmp_path, edits)).endswith(" (this rests on the Default of Who)")


def test_a_yes_with_each_allowed_value(tmp_path: Path) -> None:
    size = "{Type: String, Default: '512', AllowedValues: ['512', '1024']}"
    other = {**declared("Who", OTHER), "TaskDefinition.ContainerDefinitions.0.User": "!Ref Who"}
    result = look(tmp_path, {"Parameters.Size": size, "TaskDefinition.Memory": "!Ref Size", **other})
    assert "rests on" not in reason(result, "start")


def test_of_two_parameters_each_of_which_suffices_both_are_named(tmp_path: Path) -> None:
    edits = {
        **declared("One", "on"),
        **declared("Other", "on"),
        "Conditions": "{Any: !Or [!Equals [!Ref One, 'on'], !Equals [!Ref Other, 'on']]}",
        TRUST: f"!If [Any, {OTHER}, ecs-tasks.amazonaws.com]",
    }
    assert untrusted(look(tmp_path, edits)).endswith(" (this rests on the Defaults of One and Other)")


def test_a_yes_that_a_default_makes(tmp_path: Path) -> None:
    edits = {**declared("Range", "0.0.0.0/0"), WAY: "!Ref Range"}
    result = look(tmp_path, edits)
    assert reason(result, "ecr.api").startswith("yes: ")
    assert reason(result, "ecr.api").endswith("internet gateway (this rests on the Default of Range)")
    assert "rests on" not in reason(result, "trust in ExecutionRoleArn")
    given = look(tmp_path, edits, {"Range": "0.0.0.0/0"})
    assert reason(given, "ecr.api") == reason(look(tmp_path, {}), "ecr.api")


def test_a_doubt_that_a_default_raises(tmp_path: Path) -> None:
    port = "TaskDefinition.ContainerDefinitions.0.PortMappings.0.HostPort"
    edits = {**declared("Port", "8080"), port: "!Ref Port"}
    result = look(tmp_path, edits)
    assert reason(result, "start").endswith("awsvpc takes no other (this rests on the Default of Port)")
    assert "rests on" not in reason(look(tmp_path, edits, {"Port": "8080"}), "start")


def test_the_name_of_a_row_that_a_default_makes_is_no_reason(tmp_path: Path) -> None:
    name = "TaskDefinition.ContainerDefinitions.0.Name"
    edits = {
        **declared("Container", "web"),
        name: "!Ref Container",
        "Service.LoadBalancers.0.ContainerName": "!Ref Container",
    }
    assert "rests on" not in reason(look(tmp_path, edits), "log of web")


def test_a_suppression_that_is_vain_by_a_default(tmp_path: Path) -> None:
    remark = "[{id: ECS033, reason: that is how it is}]"
    edits = {
        **declared("Who", "ecs-tasks.amazonaws.com"),
        TRUST: "!Ref Who",
        "ExecutionRole.Metadata.ecs-proof": remark,
    }
    (found,) = (each for each in look(tmp_path, edits).findings if each.rule == "WCS002")
    assert found.message.endswith("matches no finding (this rests on the Default of Who)")
    (found,) = (
        each for each in look(tmp_path, edits, {"Who": "ecs-tasks.amazonaws.com"}).findings if each.rule == "WCS002"
    )
    assert found.message.endswith("matches no finding")


def test_what_takes_too_long_to_name_is_said_without_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resting, "_EFFORT", 0)
    edits = {**WHO, **declared("Size", "512"), "TaskDefinition.Memory": "!Ref Size"}
    assert untrusted(look(tmp_path, edits)).endswith(" (this rests on Defaults of parameters)")
    assert "rests on" not in untrusted(look(tmp_path, edits, {"Who": OTHER}))


def test_a_failing_look_leaves_what_was_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = look(tmp_path, {TRUST: OTHER})
    monkeypatch.setattr(resting, "_words", None)
    (tmp_path / "root.yaml").write_text(template(BASE, tuple(WHO.items())))
    after = analysed(tmp_path / "root.yaml", project=tmp_path)
    assert after.crashes
    assert untrusted(before) == untrusted(after)
