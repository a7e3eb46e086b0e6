"""Whole bills: what they add up, and what they say that they leave out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.cost import Usage, book, estimate
from generator.cost.estimate import SERVICES
from generator.errors import InputError
from generator.stack import load
from tests.cost.bills import NOWHERE, priced, unknown

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("environment", ["dev", "prod"])
def test_our_own_output_has_a_price_for_everything_but_spot(environment: str) -> None:
    graph = load(ROOT / "output" / environment / "root.yaml", {"AWS::Region": "us-east-1"})
    found = estimate(graph, book("us-east-1", NOWHERE))
    assert all("Spot" in item.unknown for item in found.unknown)
    assert all(each.startswith("AWS::SNS::Topic") for each in found.not_included if each.startswith("AWS::"))
    paths = {item.resource for item in found.items}
    assert {"Endpoints/LogsEndpoint", "Database/Database", "LoadBalancer/LoadBalancer"} <= paths


def test_what_may_not_exist_is_in_no_sum(tmp_path: Path) -> None:
    resources = {"It": {"Type": "AWS::KMS::Key", "Condition": "Encrypted"}}
    parameters, conditions = {"Secret": {"Type": "String"}}, {"Encrypted": {"Fn::Equals": [{"Ref": "Secret"}, "yes"]}}
    found = priced(tmp_path, resources, parameters=parameters, conditions=conditions)
    assert found.monthly == 0
    assert all("Encrypted" in item.unknown for item in unknown(found))


def test_what_does_not_exist_costs_nothing(tmp_path: Path) -> None:
    resources = {"It": {"Type": "AWS::KMS::Key", "Condition": "Never"}}
    assert priced(tmp_path, resources, conditions={"Never": {"Fn::Equals": ["a", "b"]}}).items == ()


def test_a_type_of_which_nothing_is_known_is_named(tmp_path: Path) -> None:
    resources = {
        "One": {"Type": "AWS::MSK::Cluster"},
        "Two": {"Type": "AWS::MSK::Cluster"},
        "Net": {"Type": "AWS::EC2::VPC"},
    }
    found = priced(tmp_path, resources)
    assert [each for each in found.not_included if "AWS::" in each] == [
        "AWS::MSK::Cluster (2): no price of this type is known here"
    ]


def test_a_nested_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    nested = {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "gone.yaml"}}
    assert any(each.startswith("Inner: ") for each in priced(tmp_path, {"Inner": nested}).not_included)


def test_prices_that_nobody_has_looked_up_are_named_where_they_count(tmp_path: Path) -> None:
    assert priced(tmp_path, {"It": {"Type": "AWS::CloudWatch::CompositeAlarm"}}).unverified == ("alarm/composite",)
    assert priced(tmp_path, {"It": {"Type": "AWS::KMS::Key"}}).unverified == ()


def test_usage_of_a_resource_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"resources\.Other\.kms-calls"):
        priced(tmp_path, {"It": {"Type": "AWS::KMS::Key"}}, Usage(single={"Other": {"kms-calls": 1.0}}))


@pytest.mark.parametrize(
    ("single", "said"),
    [
        ({"Itt": {"kms-calls": 1.0}}, "did you mean It?"),
        ({"Quite/Other": {"kms-calls": 1.0}}, "by their paths"),
        ({"It": {"nat-gb": 1.0}}, "accepted kms-calls"),
    ],
)
def test_usage_of_a_resource_says_what_is_meant(single: dict[str, Any], said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        priced(tmp_path, {"It": {"Type": "AWS::KMS::Key"}}, Usage(single=single, file="use.yaml"))
    assert said in str(caught.value)
    assert str(caught.value).startswith("use.yaml: resources.")


def test_usage_that_nothing_is_paid_by_is_remarked(tmp_path: Path) -> None:
    found = priced(tmp_path, {"It": {"Type": "AWS::KMS::Key"}}, Usage({"nat-gb": 10.0}))
    assert ["nat-gb" in remark for remark in found.remarks] == [True]


def test_no_type_is_priced_by_two_modules() -> None:
    types = [kind for service in SERVICES for kind in service.TYPES]
    assert len(types) == len(set(types))
