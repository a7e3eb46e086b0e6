"""A database that is replaced under running tasks: said only when nothing of it is in the task definition."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.one_app import (
    CLUSTER,
    OPEN,
    Change,
    add,
    attribute,
    both,
    container,
    faults,
    rules,
    set_in,
    set_to,
    variable,
)

UNNAMED = set_to("Database", DBInstanceIdentifier=None)
ADDRESS = attribute("Database", "Endpoint.Address")


def injects(value: object) -> Change:
    return lambda t: container(t).update(Secrets=[{"Name": "DB_HOST", "ValueFrom": value}])


PARAMETER = both(
    add("Address", "AWS::SSM::Parameter", Name="/app/host", Type="String", Value=ADDRESS),
    injects({"Ref": "Address"}),
    lambda t: t["Resources"]["Role"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"].append(
        {"Effect": "Allow", "Action": "ssm:GetParameters", "Resource": "*"}
    ),
)


def test_an_address_that_only_a_secret_tells(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, UNNAMED)
    assert (fault.rule, fault.at, fault.tasks) == ("WCS152", "WebTask", ("Web",))
    assert fault.steps == ("ContainerDefinitions", 0, "Secrets", 0, "ValueFrom")
    assert "web gets the address of Database from Login (DB_HOST)" in fault.message
    assert fault.fix.startswith("Environment: DB_HOST from !GetAtt Database.Endpoint.Address")


@pytest.mark.parametrize(
    "change",
    [
        injects({"Ref": "Login"}),
        PARAMETER,
        variable("DB_NAME", "postgres"),
        set_to("Web", Tags=[{"Key": "database", "Value": {"Ref": "Database"}}]),
        add(
            "Alarm",
            "AWS::CloudWatch::Alarm",
            Dimensions=[{"Name": "DBInstanceIdentifier", "Value": {"Ref": "Database"}}],
        ),
    ],
)
def test_what_does_not_change_the_task_definition(tmp_path: Path, change: Change) -> None:
    assert rules(tmp_path, both(UNNAMED, change)) - {"ICS165"} == {"WCS152"}


def test_a_cluster_without_a_name(tmp_path: Path) -> None:
    assert rules(tmp_path, both(UNNAMED, CLUSTER)) == set()
    target = set_to("LoginAttachment", TargetId={"Ref": "Cluster1"}, TargetType="AWS::RDS::DBCluster")

    def waits(template: dict[str, Any]) -> None:
        template["Resources"]["Web"]["DependsOn"].append("Database")

    change = both(CLUSTER, target, set_to("Cluster1", DBClusterIdentifier=None), waits)
    assert rules(tmp_path, change) == {"WCS152"}


MADE = add("Lookup", "Custom::Address", ServiceToken="arn:aws:lambda:us-east-1:111122223333:function:f", Of=ADDRESS)


@pytest.mark.parametrize(
    "change",
    [
        variable("PGHOST", ADDRESS),
        variable("DATABASE_ID", attribute("Database", "DbiResourceId")),
        variable("DATABASE_URL", {"Fn::Sub": "postgres://${Database.Endpoint.Address}/app"}),
        set_in("WebTask", DockerLabels={"database": {"Ref": "Database"}}),
        variable("ADDRESS", OPEN),
        set_in("WebTask", EnvironmentFiles=[{"Type": "s3", "Value": "arn:aws:s3:::settings/web.env"}]),
        both(MADE, variable("PGHOST", attribute("Lookup", "Address"))),
        injects({"Fn::Sub": "${Login}:password::"}),
        set_to("Web", ForceNewDeployment={"EnableForceNewDeployment": True, "ForceNewDeploymentNonce": "1"}),
        set_to("Login", Name={"Fn::Sub": "${Database}-login"}),
        add("Proxy", "AWS::RDS::DBProxy", Auth=[]),
        add("Moved", "AWS::Events::Rule", EventPattern={"source": ["aws.rds"]}),
        lambda t: t.update(Outputs={"S": {"Value": {"Ref": "Web"}}}),
    ],
)
def test_what_changes_it_or_may_change_it(tmp_path: Path, change: Change) -> None:
    assert "WCS152" not in rules(tmp_path, both(UNNAMED, change))
