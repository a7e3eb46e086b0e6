"""Functions and links from APIs: the services that they call, and whether these admit them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.callers.caller_is_shut_out import CallerIsShutOut
from generator.checks.callers.link_is_refused import LinkIsRefused
from generator.checks.examples import Edits, template
from generator.logic import Answer
from generator.needs.matrix import Prover
from generator.stack import load

FUNCTION, LINK = CallerIsShutOut.good, LinkIsRefused.good
WEB = "Function.Environment.Variables.WEB"
RULE = "TaskGroup.SecurityGroupIngress.1"
IN_FRONT: Edits = {
    **{key: value for key, value in FUNCTION.items() if key != RULE},
    "BalancerGroup.SecurityGroupIngress.1": (
        "{IpProtocol: tcp, FromPort: 80, ToPort: 80, SourceSecurityGroupId: !Ref FunctionGroup}"
    ),
    "BalancerGroup.SecurityGroupIngress.0.CidrIp": "192.168.0.0/16",
    WEB: "!Sub http://${Balancer.DNSName}/web",
}
BY_CLOUD_MAP: Edits = {
    "Namespace": "{Type: AWS::ServiceDiscovery::PrivateDnsNamespace, Properties: {Name: shop, Vpc: !Ref Vpc}}",
    "Discovery": """
        Type: AWS::ServiceDiscovery::Service
        Properties: {Name: web, DnsConfig: {NamespaceId: !Ref Namespace, DnsRecords: [{Type: SRV, TTL: 10}]}}
""",
    "Service.ServiceRegistries": "[{RegistryArn: !GetAtt Discovery.Arn, ContainerName: web, ContainerPort: 3000}]",
    "Integration.IntegrationUri": "!GetAtt Discovery.Arn",
    "TaskGroup.SecurityGroupIngress.1": (
        "{IpProtocol: tcp, FromPort: 3000, ToPort: 3000, SourceSecurityGroupId: !Ref LinkGroup}"
    ),
}


def rows(folder: Path, base: str, *edits: Edits) -> dict[str, Answer]:
    (folder / "root.yaml").write_text(template(base, *(tuple(each.items()) for each in edits)))
    proofs = Prover(load(folder / "root.yaml", parameters={"AWS::Region": "us-east-1"})).proofs
    found = [proof for proof in proofs if proof.need.lesson == 33]
    assert {proof.task for proof in found} <= {"Service"}
    return {proof.need.name: proof.answer for proof in found}


NARROW: Edits = {"BalancerGroup.SecurityGroupIngress.0.CidrIp": "192.168.0.0/16"}
OUT = "[{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}]"


@pytest.mark.parametrize(
    ("base", "good", "edits", "name", "expected"),
    [
        ("called", FUNCTION, {}, "Function", "yes"),
        ("called", FUNCTION, {WEB: "!Sub 'http://web.${Namespace.Name}:3000'"}, "Function", "yes"),
        ("called", FUNCTION, {WEB: "web.app.internal"}, "Function", "yes"),
        ("called", FUNCTION, {"Function.Type": "AWS::Serverless::Function"}, "Function", "yes"),
        ("called", FUNCTION, {RULE: None}, "Function", "no"),
        ("called", FUNCTION, {WEB: "http://web.app.internal:8080"}, "Function", "no"),
        ("called", FUNCTION, {"Function.Type": "AWS::Serverless::Function", RULE: None}, "Function", "no"),
        ("called", FUNCTION, {"FunctionGroup.SecurityGroupEgress": OUT}, "Function", "no"),
        ("called", FUNCTION, {"Function.VpcConfig.SubnetIds": "!ImportValue places"}, "Function", "unknown"),
        ("called", FUNCTION, {"Function.VpcConfig": None}, "Function", "no"),
        ("routed", IN_FRONT, {}, "Function", "yes"),
        ("routed", IN_FRONT, {"BalancerGroup.SecurityGroupIngress.1": None}, "Function", "no"),
        ("routed", IN_FRONT, {"Function.VpcConfig": None}, "Function", "no"),
        ("routed", LINK, {}, "Link", "yes"),
        ("routed", LINK, {"BalancerGroup.SecurityGroupIngress.1": None, **NARROW}, "Link", "no"),
        ("routed", {**LINK, **BY_CLOUD_MAP}, {}, "Link", "yes"),
        ("routed", {**LINK, **BY_CLOUD_MAP}, {RULE: None}, "Link", "no"),
        (
            "routed",
            {**LINK, **BY_CLOUD_MAP},
            {"Service.ServiceRegistries": "[{RegistryArn: !GetAtt Discovery.Arn}]"},
            "Link",
            "unknown",
        ),
    ],
)
def test_a_caller_of_a_service(base: str, good: Edits, edits: Edits, name: str, expected: str, tmp_path: Path) -> None:
    found = rows(tmp_path, base, good, edits)
    assert {need: answer.verdict.value for need, answer in found.items()} == {f"caller {name}": expected}


@pytest.mark.parametrize(
    ("base", "edits"),
    [
        ("called", {}),
        ("called", {**FUNCTION, WEB: "http://example.com"}),
        ("called", {**FUNCTION, WEB: "http://elsewhere.app.internal:3000"}),
        ("routed", {**LINK, "Integration.IntegrationUri": "!ImportValue listener"}),
        ("routed", {**IN_FRONT, "Function.VpcConfig": None, "Balancer.Scheme": "internet-facing"}),
    ],
)
def test_who_calls_somebody_else(base: str, edits: Edits, tmp_path: Path) -> None:
    assert rows(tmp_path, base, edits) == {}


def test_a_function_does_not_know_names_of_service_connect(tmp_path: Path) -> None:
    edits = {**{key: value for key, value in FUNCTION.items() if key != RULE}, WEB: "http://web"}
    (answer,) = rows(tmp_path, "connected", edits).values()
    assert [getattr(cause, "variant", "") for cause in answer.causes] == ["connect"]


def test_a_function_in_a_vpc_has_no_public_address(tmp_path: Path) -> None:
    facing = {**IN_FRONT, "Balancer.Scheme": "internet-facing", "Balancer.Subnets": "[!Ref PublicSubnet]"}
    assert rows(tmp_path, "routed", facing) == {}
    (answer,) = rows(tmp_path, "routed", {**facing, "Function.VpcConfig.SubnetIds": "[!Ref PublicSubnet]"}).values()
    assert [getattr(cause, "variant", "") for cause in answer.causes] == ["way"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}", []),
        ("{IpProtocol: '-1', CidrIp: 0.0.0.0/0}", []),
        ("{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}", ["out to the internet"]),
        (
            "{IpProtocol: tcp, FromPort: 80, ToPort: 80, DestinationSecurityGroupId: !Ref BalancerGroup}",
            ["out to the internet"],
        ),
    ],
)
def test_its_group_lets_it_out_to_public_addresses(tmp_path: Path, rule: str, expected: list[str]) -> None:
    facing = {**IN_FRONT, "Balancer.Scheme": "internet-facing", "Balancer.Subnets": "[!Ref PublicSubnet]"}
    found = rows(tmp_path, "routed", facing, {"FunctionGroup.SecurityGroupEgress": f"[{rule}]"})
    causes = [cause for answer in found.values() for cause in answer.causes]
    assert [getattr(cause, "variant", "") for cause in causes] == expected
