"""Names that would make two things one, or one thing two, are refused instead of built."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.build import steps
from generator.build.steps import Built
from generator.config import InputError
from tests.gallery import TEMPLATES, resources

GENERATED = {"generate": 20}


def build(folder: Path, services: dict[str, Any], **sections: Any) -> Built:
    app = {"name": "a", "region": "us-east-1", "services": services, **sections}
    (folder / "app.yaml").write_text(json.dumps(app))
    return steps.build(folder / "app.yaml", TEMPLATES)[0]


def service(**settings: Any) -> dict[str, Any]:
    return {"image": "web:v1", "port": 3000, **settings}


@pytest.mark.parametrize(
    ("services", "told"),
    [
        (
            {"api": service(secrets={"V1_KEY": GENERATED}), "api-v1": service(secrets={"KEY": GENERATED})},
            "ApiV1KeyValue, between V1_KEY of api and KEY of api-v1",
        ),
        (
            {"api": service(secrets={"a_b": GENERATED, "A_B": GENERATED})},
            "ApiABValue, between A_B of api and a_b of api",
        ),
        ({"s3": service()}, "services.s3: is the name by which"),
        ({"dynamodb": service()}, "services.dynamodb: is the name by which"),
        ({"task": service()}, "would share its security group TaskGroup"),
        ({"web": service(secrets={"PORT": GENERATED})}, "secrets.PORT: is already given to the service"),
        ({"web": service(calls=["api"], secrets={"API_URL": "/a"}), "api": service()}, "secrets.API_URL: is already"),
    ],
)
def test_shared_name_is_refused(tmp_path: Path, services: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError) as refused:
        build(tmp_path, services)
    assert told in str(refused.value)


def test_names_and_ports_that_end_in_digits_stay_apart(tmp_path: Path) -> None:
    api, api1 = service(port=13000), service(port=3000)
    whole = build(tmp_path, {"api": api, "api1": api1, "web": service(calls=["api", "api1"])})
    rules = resources(whole, "AWS::EC2::SecurityGroupEgress")
    calls = [rule for name, rule in rules.items() if name.startswith("groups.yaml: Web")]
    ends = {(rule["DestinationSecurityGroupId"]["Ref"], rule["FromPort"]) for rule in calls}
    assert ends == {("ApiGroup", 13000), ("Api1Group", 3000)}


def test_load_balancer_that_admits_a_few_addresses_is_still_public(tmp_path: Path) -> None:
    few = {"allowed_cidrs": ["203.0.113.0/24"]}
    whole = build(tmp_path, {"web": service(route={"path": "/*"})}, load_balancer=few)
    assert len(resources(whole, "AWS::EC2::InternetGateway")) == 1
    sources = {rule.get("CidrIp") for rule in resources(whole, "AWS::EC2::SecurityGroupIngress").values()} - {None}
    assert sources == {"203.0.113.0/24"}
