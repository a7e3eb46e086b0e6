"""Service Connect: the configuration of a service, its names, and whether a client gets to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits, template
from generator.needs.matrix import Prover
from generator.needs.row import Proof
from generator.stack import load

CONFIGURATION = "Service.ServiceConnectConfiguration"
ALIAS = f"{CONFIGURATION}.Services.0.ClientAliases.0"
CLIENT = "Caller.ServiceConnectConfiguration"
URL = "CallerTask.ContainerDefinitions.0.Environment.0.Value"
MAPPING = "TaskDefinition.ContainerDefinitions.0.PortMappings.0"
SECOND = f"{CONFIGURATION}.Services.1"
DEFAULT: Edits = {
    "Cluster.ServiceConnectDefaults": "{Namespace: !GetAtt Namespace.Arn}",
    f"{CONFIGURATION}.Namespace": None,
    f"{CLIENT}.Namespace": None,
}
OTHER = "{Type: AWS::ServiceDiscovery::HttpNamespace, Properties: {Name: other}}"


def proofs(folder: Path, edits: Edits) -> tuple[Proof, ...]:
    (folder / "root.yaml").write_text(template("connected", tuple(edits.items())))
    return Prover(load(folder / "root.yaml", parameters={"AWS::Region": "us-east-1"})).proofs


def of(folder: Path, edits: Edits, task: str, need: str) -> tuple[str, list[str]]:
    found = [each.answer for each in proofs(folder, edits) if each.task == task and each.need.name == need]
    (answer,) = found
    return answer.verdict.value, [getattr(cause, "variant", "") for cause in answer.causes]


@pytest.mark.parametrize(
    "edits",
    [
        {},
        DEFAULT,
        {**DEFAULT, "Cluster.ServiceConnectDefaults": "{Namespace: made-by-ecs}"},
        {f"{CONFIGURATION}.Namespace": "shop", "Service.DependsOn": "[DefaultRoute, Namespace]"},
        {f"{CONFIGURATION}.Services": None},
        {"Namespace": "{Type: AWS::ServiceDiscovery::PrivateDnsNamespace, Properties: {Name: shop, Vpc: !Ref Vpc}}"},
        {
            f"{CONFIGURATION}.LogConfiguration": """
                LogDriver: awslogs
                Options: {awslogs-group: !Ref LogGroup, awslogs-region: !Ref AWS::Region, awslogs-stream-prefix: proxy}
"""
        },
    ],
)
def test_what_ecs_takes(edits: Edits, tmp_path: Path) -> None:
    assert of(tmp_path, edits, "Service", "connect") == ("yes", [])


@pytest.mark.parametrize(
    ("edits", "variant"),
    [
        ({f"{MAPPING}.Name": None}, "port name"),
        ({f"{MAPPING}.Name": "https"}, "port name"),
        ({f"{CONFIGURATION}.Namespace": None}, "namespace"),
        ({f"{CONFIGURATION}.Namespace": "!Ref Namespace"}, "id"),
        ({f"{CONFIGURATION}.Namespace": "!GetAtt Namespace.Id"}, "id"),
        ({**DEFAULT, "Cluster.ServiceConnectDefaults": "{Namespace: !Ref Namespace}"}, "id"),
        ({f"{CONFIGURATION}.Namespace": "shop"}, "service"),
        ({**DEFAULT, "Cluster.ServiceConnectDefaults": "{Namespace: shop}"}, "cluster"),
        ({"TaskDefinition.NetworkMode": "host", "TaskDefinition.RequiresCompatibilities": "[EC2]"}, "mode"),
        (
            {"TaskDefinition.NetworkMode": None, "TaskDefinition.RequiresCompatibilities": "[EC2]",
             "Service.LaunchType": "EC2"},
            "mode",
        ),
        ({f"{CONFIGURATION}.Services.0.ClientAliases": "[{Port: 80, DnsName: a}, {Port: 81, DnsName: b}]"}, "several"),
        (
            {SECOND: "{PortName: http, DiscoveryName: b, ClientAliases: [{Port: 80, DnsName: web}]}"},
            "client alias",
        ),
        ({SECOND: "{PortName: http, ClientAliases: [{Port: 80, DnsName: b}]}"}, "discovery name"),
        ({f"{CONFIGURATION}.LogConfiguration": "{LogDriver: awslogs, Options: {awslogs-group: !Ref LogGroup}}",
          "ExecutionRole.ManagedPolicyArns": None}, "missing"),
    ],
)  # fmt: skip
def test_what_ecs_refuses(edits: Edits, variant: str, tmp_path: Path) -> None:
    verdict, variants = of(tmp_path, edits, "Service", "connect")
    assert verdict == "no"
    assert variant in variants


@pytest.mark.parametrize(
    "edits",
    [
        {f"{CONFIGURATION}.Namespace": "elsewhere"},
        {f"{CONFIGURATION}.Enabled": "!Ref On", "Parameters.On": "{Type: String}"},
        {**DEFAULT, "Service.Cluster": "shared"},
        {f"{CONFIGURATION}.Services.0.Tls": "{IssuerCertificateAuthority: {AwsPcaAuthorityArn: !ImportValue pca}}"},
        {f"{CONFIGURATION}.LogConfiguration": "{LogDriver: splunk}"},
    ],
)
def test_what_is_not_known(edits: Edits, tmp_path: Path) -> None:
    assert of(tmp_path, edits, "Service", "connect")[0] == "unknown"


@pytest.mark.parametrize(
    ("name", "edits"),
    [
        ("web:80", {}),
        ("web:80", DEFAULT),
        ("web:8080", {URL: "http://web:8080", f"{ALIAS}.Port": "8080"}),
        ("http.shop:80", {URL: "http://http.shop/x", f"{ALIAS}.DnsName": None}),
        ("api.shop:80", {URL: "http://api.shop", f"{ALIAS}.DnsName": None,
                         f"{CONFIGURATION}.Services.0.DiscoveryName": "api"}),
        ("web:80", {URL: "redis://web:80"}),
        ("web:80", {f"{MAPPING}.AppProtocol": "grpc", URL: "grpc://web:80"}),
        ("web:80", {f"{CONFIGURATION}.Services.0.IngressPortOverride": "9000",
                    "TaskGroup.SecurityGroupIngress.0.FromPort": "9000",
                    "TaskGroup.SecurityGroupIngress.0.ToPort": "9000"}),
    ],
)  # fmt: skip
def test_a_name_that_a_client_gets_to(name: str, edits: Edits, tmp_path: Path) -> None:
    assert of(tmp_path, edits, "Caller", name) == ("yes", [])


@pytest.mark.parametrize(
    ("name", "edits", "variant"),
    [
        ("web:3000", {URL: "http://web:3000"}, "port"),
        ("api:80", {URL: "http://api"}, "nobody"),
        ("api.shop:80", {URL: "http://api.shop"}, "nobody"),
        ("web:80", {CLIENT: None}, "outside"),
        ("web:80", {f"{CLIENT}.Namespace": "!GetAtt Other.Arn", "Other": OTHER}, "elsewhere"),
        ("web:80", {f"{MAPPING}.AppProtocol": "http", URL: "redis://web:80"}, "protocol"),
        ("web:80", {f"{CONFIGURATION}.Services.0.IngressPortOverride": "9000"}, "in"),
        ("web:80", {"CallerGroup.SecurityGroupEgress": "[{IpProtocol: tcp, FromPort: 443, ToPort: 443, "
                    "CidrIp: 0.0.0.0/0}]"}, "out"),
    ],
)  # fmt: skip
def test_a_name_that_leads_nowhere(name: str, edits: Edits, variant: str, tmp_path: Path) -> None:
    verdict, variants = of(tmp_path, edits, "Caller", name)
    assert verdict == "no"
    assert variant in variants


@pytest.mark.parametrize(
    "edits",
    [
        {URL: "web"},
        {URL: "web", CLIENT: None},
        {URL: "http://localhost:9000"},
        {URL: "http://api", f"{CLIENT}.Namespace": "elsewhere"},
        {URL: "http://api", "Options": "{Type: AWS::EC2::DHCPOptions, Properties: {DomainName: corp.example}}"},
        {URL: "http://api", "Outputs.Names": "{Value: !Ref Namespace}"},
        {URL: "http://example.com"},
        {URL: "postgres://db/app"},
        {URL: "http://caller:3000"},
    ],
)
def test_what_need_not_be_a_name_of_service_connect(edits: Edits, tmp_path: Path) -> None:
    rows = [each for each in proofs(tmp_path, edits) if each.task == "Caller" and each.need.lesson == 32]
    assert [each.need.name for each in rows] in ([], ["connect"])
    assert not any(each.answer.no for each in rows)


def test_other_names_of_a_private_namespace_are_still_known(tmp_path: Path) -> None:
    """Service Connect gives itself one name, and Cloud Map has nobody under another."""
    private = "{Type: AWS::ServiceDiscovery::PrivateDnsNamespace, Properties: {Name: shop.internal, Vpc: !Ref Vpc}}"
    edits = {"Namespace": private, URL: "http://other.shop.internal:3000"}
    assert of(tmp_path, edits, "Caller", "other.shop.internal:3000")[0] == "no"
