"""What turns packets, names and values aside without a resource that is refused: a row says so, and none of a twin."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits, template
from generator.logic import Answer, Truth
from generator.needs.matrix import Prover
from generator.stack import load

ENTRY = "{Type: AWS::EC2::NetworkAclEntry, Properties: {NetworkAclId: !Ref Acl, RuleNumber: %s, Protocol: '-1', "
ENTRY += "RuleAction: %s, Egress: %s, CidrBlock: %s}}"
ACL: Edits = {
    "Acl": "{Type: AWS::EC2::NetworkAcl, Properties: {VpcId: !Ref Vpc}}",
    "Has": "{Type: AWS::EC2::SubnetNetworkAclAssociation, Properties: {SubnetId: !Ref Subnet, NetworkAclId: !Ref Acl}}",
    "Out": ENTRY % (100, "allow", "true", "0.0.0.0/0"),
    "In": ENTRY % (100, "allow", "false", "0.0.0.0/0"),
}
INGRESS: Edits = {
    "Table": "{Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}",
    "Comes": "{Type: AWS::EC2::GatewayRouteTableAssociation, Properties: {GatewayId: !Ref InternetGateway, "
    "RouteTableId: !Ref Table}}",
}
W = "TaskDefinition.ContainerDefinitions.0"
READS = "{Effect: Allow, Action: 'ssm:GetParameters', Resource: '*'}"
ALLOWED: Edits = {"ExecutionRole.Policies.0.PolicyDocument.Statement.0": READS}


@pytest.mark.parametrize(
    ("base", "edits", "twin", "row", "word"),
    [
        ("nat", {**ACL, "No": ENTRY % (90, "deny", "true", "52.0.0.0/8")},
         {**ACL, "No": ENTRY % (90, "deny", "true", "203.0.113.0/24")}, "ecr.api", ""),
        ("nat", INGRESS, {"Table": INGRESS["Table"]}, "ecr.api", "Comes"),
        ("database", {f"{W}.Environment.0.Value": "!Sub '${Database.Endpoint.Address}:5432'"}, {}, "address in PGHOST",
         "more than a host"),
        ("injected", {**ALLOWED, f"{W}.Secrets.0.ValueFrom": "/aws/reference/secretsmanager/api"}, {}, "API_KEY of web",
         "who may read it"),
    ],
    ids=["acl", "ingress", "host", "reference"],
)  # fmt: skip
def test_the_row_is_not_known_and_that_of_the_twin_is_yes(
    tmp_path: Path, base: str, edits: Edits, twin: Edits, row: str, word: str
) -> None:
    told = rows(tmp_path, base, edits)
    found = [answer for name, answer in told if name == row]
    assert found, [name for name, _ in told]
    assert found[0].verdict is Truth.UNKNOWN
    assert word in str(found[0].because)
    quiet = [answer for name, answer in rows(tmp_path, base, twin) if name == row]
    assert all(answer.yes for answer in quiet), quiet


@pytest.mark.parametrize(("count", "proven"), [(256, True), (300, False)])
def test_no_more_blocks_than_there_are(tmp_path: Path, count: int, proven: bool) -> None:
    block = f"!Select [0, !Cidr [!GetAtt Vpc.CidrBlock, {count}, 8]]"
    assert dict(rows(tmp_path, "nat", {"Subnet.CidrBlock": block}))["start"].yes == proven


def rows(folder: Path, base: str, edits: Edits) -> list[tuple[str, Answer]]:
    path = folder / "root.yaml"
    path.write_text(template(base, tuple(edits.items())))
    return [(each.need.name, each.answer) for each in Prover(load(path, {"AWS::Region": "us-east-1"})).proofs]
