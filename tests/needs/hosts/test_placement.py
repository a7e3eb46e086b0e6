"""What tasks ask of their hosts by constraints, GPUs and room: a no, a yes, and what is not known here."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited

CONTAINER = "TaskDefinition.ContainerDefinitions.0"
DATA = "HostTemplate.LaunchTemplateData"
GIVEN = (
    r"""!Base64 {"Fn::Sub": "#!/bin/sh\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config\n"""
    r"""echo 'ECS_INSTANCE_ATTRIBUTES={\"stack\": \"blue\"}' >> /etc/ecs/ecs.config\n"}"""
)
GPU: Edits = {f"{CONTAINER}.ResourceRequirements": "[{Type: GPU, Value: '1'}]"}
LARGE = '"{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2/gpu/recommended/image_id}}"'


def asked(expression: str) -> Edits:
    return {"TaskDefinition.PlacementConstraints": f"[{{Type: memberOf, Expression: '{expression}'}}]"}


@pytest.mark.parametrize(
    ("edits", "verdict"),
    [
        (asked("attribute:ecs.instance-type =~ t3.*"), "yes"),
        (asked("attribute:ecs.instance-type =~ g4dn.*"), "no"),
        (asked("attribute:ecs.instance-type in [t3.medium, t3.large]"), "yes"),
        (asked("attribute:ecs.instance-type =~ t3"), "unknown"),
        (asked("attribute:ecs.os-type == windows"), "no"),
        (asked("attribute:ecs.os-type != windows and attribute:ecs.instance-type == t3.large"), "no"),
        (asked("attribute:ecs.availability-zone == us-east-1a"), "unknown"),
        (asked("runningTasksCount == 0"), "unknown"),
        (asked("not(attribute:ecs.os-type == windows)"), "unknown"),
        (asked("attribute:stack == blue"), "no"),
        (asked("attribute:com.amazonaws.ecs.capability.docker-remote-api.1.31 exists"), "unknown"),
        ({**asked("attribute:stack == blue"), f"{DATA}.UserData": GIVEN}, "yes"),
        ({**asked("attribute:stack == green"), f"{DATA}.UserData": GIVEN}, "no"),
        ({**asked("attribute:stack exists"), f"{DATA}.UserData": GIVEN}, "yes"),
        ({"Service.PlacementConstraints": "[{Type: distinctInstance}]"}, "yes"),
        ({**GPU, f"{DATA}.InstanceType": "g4dn.xlarge", f"{DATA}.ImageId": LARGE}, "yes"),
        ({**GPU, f"{DATA}.ImageId": LARGE}, "no"),
    ],
)
def test_hosts_are_as_tasks_ask(tmp_path: Path, edits: Edits, verdict: str) -> None:
    result = edited(tmp_path, "hosts", edits)
    assert result.verdict("host") == verdict
    assert ("ECS275" in result.rules) == (verdict == "no")
    assert result.verdict("start") == "yes"


@pytest.mark.parametrize(("edits"), [asked("attribute:stack == blue"), GPU])
def test_hosts_that_are_not_seen_may_lack_what_is_asked(tmp_path: Path, edits: Edits) -> None:
    result = edited(tmp_path, "hosts", {"Service.Cluster": "shared", "Service.LaunchType": "EXTERNAL"}, edits)
    assert "is not known here" in result.because("start")


@pytest.mark.parametrize(
    ("memory", "least", "found"), [("3000", "100", True), ("3000", "50", False), ("900", "100", False)]
)
def test_a_deployment_needs_room_for_one_task_more(tmp_path: Path, memory: str, least: str, found: bool) -> None:
    settings = f"{{MinimumHealthyPercent: {least}, MaximumPercent: 200}}"
    edits = {f"{CONTAINER}.Memory": memory, "Service.DeploymentConfiguration": settings}
    result = edited(tmp_path, "hosts", edits)
    assert ("WCS273" in result.rules) == found


@pytest.mark.parametrize(("other", "word"), [("m5.large", ""), ("m6g.large", "m6g.large among its types")])
def test_an_image_is_for_every_type_of_a_group(tmp_path: Path, other: str, word: str) -> None:
    specification = "{LaunchTemplateId: !Ref HostTemplate, Version: !GetAtt HostTemplate.LatestVersionNumber}"
    types = f"[{{InstanceType: t3.medium}}, {{InstanceType: {other}}}]"
    policy = f"{{LaunchTemplate: {{LaunchTemplateSpecification: {specification}, Overrides: {types}}}}}"
    result = edited(tmp_path, "hosts", {"Hosts.LaunchTemplate": None, "Hosts.MixedInstancesPolicy": policy})
    assert (result.verdict("host") == "unknown") == bool(word)
    assert word in result.because("host")
