"""Judge ``generator.live`` and what is proven of it by batfish/batfish: recorded VPCs, and where packets end in them.

FOLDER is its ``projects/batfish/src/test``: answers of AWS below ``resources``, and tests that say from which instance
to which address a flow is sent, and whether it is accepted. Each instance is put in the place of a task, with the same
subnet and groups; what it sends to, in that of a database, of an API of AWS, or of a registry in the internet.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.diagnosis.proven import proven
from generator.live.facts import Facts
from generator.live.template import live
from tests.judges.compared import Compared, compare, not_applicable

_TESTS, _RECORDED = "java/org/batfish/representation/aws", "resources"
_READ = (
    "Vpcs", "Subnets", "RouteTables", "NetworkAcls", "InternetGateways", "NatGateways", "VpcEndpoints",
    "SecurityGroups", "VpnGateways", "VpcPeeringConnections",
)  # fmt: skip
_ACTIONS = {name: f"ec2:Describe{name}" for name in _READ}
_TEXT = re.compile(r'(_?\w+)\s*=\s*(?:Ip\.parse\()?\s*"([^"]+)"')
_FOLDER = re.compile(r'TESTCONFIGS_DIR\s*=\s*"([^"]+)"')
_METHOD = re.compile(r"@Test\s+public void (\w+)\(")
_FLOW = re.compile(
    r"(?P<how>testTrace|testBidirectionalTrace)\(\s*(?:Flow\w* )?get(?:Any|Tcp)Flow\(\s*(?P<source>\w+),\s*"
    r"(?P<target>Ip\.parse\(\"[^\"]+\"\)|\w+)(?:,\s*(?P<port>\d+|[\w.]+\(\)))?,\s*_batfish\),"
    r"\s*(?:FlowDisposition\.(?P<end>\w+))?"
)
_ACCEPTED = {"ACCEPTED", "EXITS_NETWORK"}
_PORTS = {"NamedPort.SSH.number()": 22}


@dataclass
class _Recorded:
    facts: Facts
    instances: dict[str, dict[str, Any]] = field(default_factory=dict)
    interfaces: list[dict[str, Any]] = field(default_factory=list)


def judge(folder: Path) -> Iterator[Compared]:
    """Compare each flow that one of their tests sends from an instance."""
    for test in sorted((folder / _TESTS).glob("AwsConfiguration*Test.java")):
        text = test.read_text()
        where = _FOLDER.search(text)
        if where is None:
            continue
        recorded = _recorded(folder / _RECORDED / where[1])
        names = dict(_TEXT.findall(text))
        methods = [(found.start(), found[1]) for found in _METHOD.finditer(text)]
        for number, flow in enumerate(_FLOW.finditer(text)):
            method = next((name for start, name in reversed(methods) if start < flow.start()), "")
            name = f"{test.stem.removeprefix('AwsConfiguration')}.{method} {number}"
            yield _case(name, recorded, flow, names)


def _recorded(folder: Path) -> _Recorded:
    recorded = _Recorded(Facts("us-east-1"))
    for file in sorted(folder.rglob("*.json")):
        content = json.loads(file.read_text())
        if file.stem in _ACTIONS:
            entries = content.get(file.stem) or ()
            if file.stem == "Vpcs":  # the attributes are not recorded: those that let names of AWS resolve are assumed
                entries = [entry | {"EnableDnsSupport": True, "EnableDnsHostnames": True} for entry in entries]
            recorded.facts.add(_ACTIONS[file.stem], entries)
        elif file.stem == "Reservations":
            for reservation in content.get("Reservations") or ():
                recorded.instances |= {each["InstanceId"]: each for each in reservation.get("Instances") or ()}
        elif file.stem == "NetworkInterfaces":
            recorded.interfaces += content.get("NetworkInterfaces") or ()
    return recorded


def _case(name: str, recorded: _Recorded, flow: re.Match[str], names: Mapping[str, str]) -> Compared:
    source = recorded.instances.get(names.get(flow["source"], flow["source"]))
    if source is None or not source.get("SubnetId"):
        return not_applicable(name, "does not begin at an instance")
    written = re.search(r'"([^"]+)"', flow["target"])
    address = written[1] if written else names.get(flow["target"], "")
    expected = flow["how"] == "testBidirectionalTrace" or flow["end"] in _ACCEPTED
    port = _PORTS.get(flow["port"] or "", int(flow["port"]) if (flow["port"] or "").isdigit() else 443)
    asked = _asked(recorded, flow["target"], address, port)
    if asked is None:
        return not_applicable(name, "sends to what no task asks for by itself")
    need, definition, more = asked
    made = live(recorded.facts).template
    made["Resources"] |= _as_task(source, definition) | more
    text = json.dumps(_by_reference(made))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "recorded.json"
        path.write_text(text)
        rows = [row for row in proven(path).rows if row.need.startswith(need)]
    if not rows:
        return compare(name, expected, None, f"no row {need}")
    ours = {"yes": True, "no": False}.get(rows[0].verdict)
    return compare(name, expected, ours, f"{flow['source']} to {address}: {'; '.join(rows[0].because)}")


def _asked(
    recorded: _Recorded, target: str, address: str, port: int
) -> tuple[str, dict[str, Any], dict[str, Any]] | None:
    """The row that answers for an address, with what a task says, and what else is there, to have it."""
    if target.startswith("_configuredService"):
        return "s3", {"Image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/app:1"}, {}
    if target.startswith("_otherAwsService"):
        return "logs", {"LogConfiguration": _LOGS}, {}
    for each in recorded.interfaces:
        if each.get("PrivateIpAddress") == address and each.get("InterfaceType") == "vpc_endpoint":
            for one in recorded.facts.of("ec2:DescribeVpcEndpoints"):
                if each["NetworkInterfaceId"] in (one.get("NetworkInterfaceIds") or ()):
                    one["ServiceName"] = "com.amazonaws.us-east-1.logs"  # packets do not mind which API it is of
                    return "logs", {"LogConfiguration": _LOGS}, {}
    for each in recorded.instances.values():
        if each.get("PrivateIpAddress") == address:
            return "database", {"Environment": _HOST}, _as_database(each, port)
    if re.match(r"(10|192\.168|172\.(1[6-9]|2\d|3[01]))\.", address) or not address:
        return None
    return "docker.io", {"Image": "docker.io/library/busybox:1"}, {}


_LOGS = {
    "LogDriver": "awslogs",
    "Options": {"awslogs-group": "app", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "app"},
}
_HOST = [{"Name": "DB_HOST", "Value": {"Fn::GetAtt": ["Target", "Endpoint.Address"]}}]


def _groups(instance: Mapping[str, Any]) -> list[str]:
    return [group["GroupId"] for group in instance.get("SecurityGroups") or ()]


def _as_task(instance: Mapping[str, Any], container: Mapping[str, Any]) -> dict[str, Any]:
    network = {
        "Subnets": [instance["SubnetId"]],
        "SecurityGroups": _groups(instance),
        "AssignPublicIp": "ENABLED" if instance.get("PublicIpAddress") else "DISABLED",
    }
    definition = {
        "RequiresCompatibilities": ["FARGATE"], "NetworkMode": "awsvpc", "Cpu": "256", "Memory": "512",
        "ExecutionRoleArn": "arn:aws:iam::111122223333:role/execution",
        "ContainerDefinitions": [{"Name": "app", "Image": "registry.example.com/app:1", **container}],
    }  # fmt: skip
    service = {
        "Cluster": "c", "LaunchType": "FARGATE", "TaskDefinition": {"Ref": "Asking"},
        "NetworkConfiguration": {"AwsvpcConfiguration": network},
    }  # fmt: skip
    return {
        "Asking": {"Type": "AWS::ECS::TaskDefinition", "Properties": definition},
        "Source": {"Type": "AWS::ECS::Service", "Properties": service},
    }


def _as_database(instance: Mapping[str, Any], port: int) -> dict[str, Any]:
    place = {"DBSubnetGroupDescription": "-", "SubnetIds": [instance["SubnetId"]]}
    target = {
        "Engine": "postgres", "EngineVersion": "16.4", "DBInstanceClass": "db.t4g.micro", "Port": str(port),
        "VPCSecurityGroups": _groups(instance), "DBSubnetGroupName": {"Ref": "Place"},
        "MasterUsername": "app", "MasterUserPassword": {"Ref": "NotRead"}, "AllocatedStorage": "20",
    }  # fmt: skip
    return {
        "Place": {"Type": "AWS::RDS::DBSubnetGroup", "Properties": place},
        "Target": {"Type": "AWS::RDS::DBInstance", "Properties": target},
    }


def _by_reference(made: Mapping[str, Any]) -> Any:
    """Put references in the place of the ids that were read."""
    ids = {
        one["Metadata"]["live"]: name for name, one in made["Resources"].items() if "live" in one.get("Metadata", {})
    }

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return {"Ref": ids[value]} if value in ids else value
        if isinstance(value, list):
            return [walk(each) for each in value]
        if isinstance(value, dict):
            return {key: value[key] if key == "Metadata" else walk(value[key]) for key in value}
        return value

    return walk(made)
