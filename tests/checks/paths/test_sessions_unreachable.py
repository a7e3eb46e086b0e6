"""The path of ECS Exec: tasks run without, so it is a warning, and told once."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.analysis.shared import analysed
from generator.checks.examples import template
from generator.checks.paths.sessions_unreachable import SessionsUnreachable
from generator.finding import Finding
from generator.logic import Truth

CHECK = SessionsUnreachable()
Edits = dict[str, str | None]


def found(folder: Path, edits: Edits, base: str = CHECK.base) -> list[Finding]:
    good = tuple(CHECK.good.items()) if base == CHECK.base else ()
    (folder / "root.yaml").write_text(template(base, good, tuple(edits.items())))
    return [
        each for each in analysed(folder / "root.yaml", project=folder).findings if each.severity != "informational"
    ]


def test_tasks_run_whatever_becomes_of_sessions(tmp_path: Path) -> None:
    (tmp_path / "root.yaml").write_text(CHECK.rejected)
    result = analysed(tmp_path / "root.yaml", project=tmp_path)
    assert [cell.need.name for cell in result.cells if cell.verdict is Truth.NO] == []
    assert "ssmmessages" not in {cell.need.name for cell in result.cells}
    (finding,) = [each for each in result.findings if each.rule == "WCS010"]
    assert (finding.severity, finding.at, finding.tasks) == ("warning", "Service", ("Service",))
    assert finding.message.startswith("tasks of Service have no path to ssmmessages: their VPC has no endpoint for it")
    assert finding.message.endswith(
        "has no default route. Tasks run, but aws ecs execute-command fails with TargetNotConnectedException"
    )
    assert "ServiceName com.amazonaws.<region>.ssmmessages" in finding.fix


@pytest.mark.parametrize(
    ("edits", "rule", "place"),
    [
        ({"SessionsEndpoint.PrivateDnsEnabled": "false"}, "WCS010", "SessionsEndpoint"),
        ({"SessionsEndpoint.SubnetIds": None}, "WCS010", "SessionsEndpoint"),
        ({"SessionsEndpoint.SecurityGroupIds": None}, "WCS010", "SessionsEndpoint"),
        (
            {
                "SessionsEndpoint.VpcEndpointType": "Gateway",
                "SessionsEndpoint.PrivateDnsEnabled": None,
                "SessionsEndpoint.SubnetIds": None,
                "SessionsEndpoint.SecurityGroupIds": None,
                "SessionsEndpoint.RouteTableIds": "[!Ref RouteTable]",
            },
            "ECS060",
            "SessionsEndpoint",
        ),
    ],
)
def test_what_keeps_sessions_out(tmp_path: Path, edits: Edits, rule: str, place: str) -> None:
    assert [(each.rule, each.at) for each in found(tmp_path, edits)] == [(rule, place)]


def test_what_stops_tasks_as_well_is_told_as_that(tmp_path: Path) -> None:
    shut = found(tmp_path, {"EndpointGroup.SecurityGroupIngress": "[]"})
    assert [(each.rule, each.at) for each in shut] == [("ECS040", "EndpointGroup")]


def test_an_endpoint_that_is_refused_stops_the_stack(tmp_path: Path) -> None:
    """With names off in the VPC no endpoint with private DNS is created, be it for sessions alone."""
    edits: Edits = {
        "Vpc.EnableDnsHostnames": "false",
        "SessionsEndpoint": CHECK.good["SessionsEndpoint"],
        "EndpointGroup": """
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: endpoints
              VpcId: !Ref Vpc
              SecurityGroupIngress:
              - {IpProtocol: tcp, FromPort: 443, ToPort: 443, SourceSecurityGroupId: !Ref TaskGroup}
""",
    }
    assert [(each.rule, each.at) for each in found(tmp_path, edits, "sessions")] == [("ECS100", "Vpc")]


def test_nobody_is_bothered_without_exec_or_with_a_way_out(tmp_path: Path) -> None:
    assert found(tmp_path, {"SessionsEndpoint": None, "Service.EnableExecuteCommand": "false"}) == []
    assert found(tmp_path, {}, "sessions") == []


def _endpoint(api: str) -> str:
    return str(CHECK.good["SessionsEndpoint"]).replace("ssmmessages", api)


@pytest.mark.parametrize(
    ("configured", "endpoints", "missed"),
    [
        ("KmsKeyId: alias/sessions, Logging: DEFAULT", {}, ["kms"]),
        ("KmsKeyId: alias/sessions, Logging: DEFAULT", {"Keys": _endpoint("kms")}, []),
        ("Logging: DEFAULT", {}, []),
        ("Logging: OVERRIDE, LogConfiguration: {CloudWatchLogGroupName: x}", {}, []),
    ],
)
def test_what_goes_with_sessions(tmp_path: Path, configured: str, endpoints: Edits, missed: list[str]) -> None:
    """The log of sessions goes through the endpoint of the logs of tasks."""
    edits = {"SessionsEndpoint": CHECK.good["SessionsEndpoint"], **endpoints}
    edits["Cluster.Configuration"] = f"{{ExecuteCommandConfiguration: {{{configured}}}}}"
    told = [each for each in found(tmp_path, edits) if each.rule == "WCS010"]
    assert [api for each in told for api in ("kms", "logs") if f"no path to {api}:" in each.message] == missed
