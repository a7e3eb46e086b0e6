"""Routes to internet gateways that are attached to no VPC, or to another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import OPEN, Change, add, both, faults, rules, set_to, without

OTHER_VPC = add("Other", "AWS::EC2::VPC", CidrBlock="10.7.0.0/16")
ELSEWHERE = both(OTHER_VPC, set_to("Attachment", VpcId={"Ref": "Other"}))
GATEWAY_PUT_OUT: Change = lambda t: t.update(Outputs={"It": {"Value": {"Ref": "Internet"}}})  # noqa: E731


@pytest.mark.parametrize(
    ("change", "resource", "state"),
    [
        (without("Attachment"), "Internet", "which is not attached to a VPC"),
        (ELSEWHERE, "Attachment", "but Attachment attaches it to another VPC"),
    ],
)
def test_the_route_is_refused(tmp_path: Path, change: Change, resource: str, state: str) -> None:
    found = [fault for fault in faults(tmp_path, change) if fault.rule == "ECS014"]
    assert [(fault.at, fault.steps) for fault in found] == [(resource, ())]
    assert found[0].message.startswith(f"PublicRoute leads to Internet, {state}")
    assert found[0].fix == "an AWS::EC2::VPCGatewayAttachment of Internet to the VPC of the route table"


@pytest.mark.parametrize(
    "change",
    [
        both(without("Attachment"), GATEWAY_PUT_OUT),
        set_to("Attachment", InternetGatewayId=OPEN),
        set_to("Attachment", VpcId=OPEN),
        both(
            ELSEWHERE,
            add("Second", "AWS::EC2::VPCGatewayAttachment", VpcId=OPEN, InternetGatewayId={"Ref": "Internet"}),
        ),
        both(without("Attachment"), without("PublicRoute")),
    ],
)
def test_it_may_be_attached(tmp_path: Path, change: Change) -> None:
    assert "ECS014" not in rules(tmp_path, change)
