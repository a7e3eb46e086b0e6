"""Endpoints that name a Region of their own, and images of another Region."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited

API: Edits = {"EcrApiEndpoint.ServiceName": "com.amazonaws.eu-west-1.ecr.api"}
ALL: Edits = {
    **API,
    "EcrDkrEndpoint.ServiceName": "com.amazonaws.eu-west-1.ecr.dkr",
    "LogsEndpoint.ServiceName": "com.amazonaws.eu-west-1.logs",
    "S3Endpoint.ServiceName": "com.amazonaws.eu-west-1.s3",
}
IMAGE = "TaskDefinition.ContainerDefinitions.0.Image"


def image(region: str) -> Edits:
    return {IMAGE: f"!Sub '${{AWS::AccountId}}.dkr.ecr.{region}.amazonaws.com/web:v1'"}


@pytest.mark.parametrize(
    ("edits", "region", "verdict"),
    [
        (API, "", "unknown"),
        (API, "eu-west-1", "yes"),
        (API, "us-east-1", "no"),
        ({**API, "Subnet.AvailabilityZone": "us-east-1a"}, "", "no"),
        ({**API, "Subnet.AvailabilityZone": "eu-west-1a"}, "", "yes"),
        ({**API, "EcrDkrEndpoint.ServiceName": "com.amazonaws.us-east-1.ecr.dkr"}, "", "no"),
        ({**ALL, **API, "EcrApiEndpoint.ServiceName": "com.amazonaws.us-east-1.ecr.api"}, "", "no"),
        (ALL, "", "yes"),
        ({**API, **image("eu-west-1")}, "", "yes"),
    ],
)
def test_an_endpoint_leads_to_its_own_region(tmp_path: Path, edits: Edits, region: str, verdict: str) -> None:
    result = edited(tmp_path, "isolated", edits, region=region)
    assert result.verdict("ecr.api") == verdict
    assert ("ECS240" in result.rules) is (verdict == "no")
    assert (result.verdict("start") == "no") is False or verdict == "no"


def test_one_that_is_refused_stops_tasks_that_do_not_use_it(tmp_path: Path) -> None:
    other = {
        "Sqs": "{Type: 'AWS::EC2::VPCEndpoint', Properties: {VpcId: !Ref Vpc, VpcEndpointType: Interface, "
        "ServiceName: com.amazonaws.eu-west-1.sqs, SubnetIds: [!Ref Subnet]}}"
    }
    assert edited(tmp_path, "isolated", other, region="us-east-1").verdict("start") == "no"


@pytest.mark.parametrize(
    ("base", "edits", "region", "verdict"),
    [
        ("isolated", image("eu-west-3"), "", "unknown"),
        ("isolated", image("eu-west-3"), "us-east-1", "no"),
        ("isolated", image("eu-west-3"), "eu-west-3", "yes"),
        ("isolated", {**image("eu-west-1"), **ALL}, "", "yes"),
        ("isolated", {**image("eu-west-3"), **ALL}, "", "no"),
        ("nat", image("eu-west-3"), "us-east-1", "yes"),
    ],
)
def test_no_endpoint_leads_to_the_images_of_another(
    tmp_path: Path, base: str, edits: Edits, region: str, verdict: str
) -> None:
    result = edited(tmp_path, base, edits, region=region)
    assert [result.verdict(api) for api in ("ecr.api", "ecr.dkr", "s3")] == [verdict] * 3
    assert ("ECS246" in result.rules) is (verdict == "no")
