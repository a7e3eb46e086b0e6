"""The rows of databases: the way to them, and connections that they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import (
    CLUSTER,
    OPEN,
    Change,
    add,
    attribute,
    both,
    faults,
    properties,
    row,
    rows,
    rules,
    set_in,
    set_to,
    variable,
)

NEED = "database Database"
SHUT = set_to("DataGroup", SecurityGroupIngress=[])


def test_the_database_admits_nobody(tmp_path: Path) -> None:
    found = faults(tmp_path, SHUT)
    assert [(fault.rule, fault.at, fault.steps) for fault in found] == [
        ("ECS093", "DataGroup", ("SecurityGroupIngress",))
    ]
    assert row(tmp_path, NEED, SHUT) == "no"


def test_the_task_may_not_leave(tmp_path: Path) -> None:
    only_https = [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "0.0.0.0/0"}]
    api = [{"IpProtocol": "tcp", "FromPort": 8080, "ToPort": 8080, "CidrIp": "10.0.0.0/16"}]
    found = faults(tmp_path, set_to("TaskGroup", SecurityGroupEgress=[*only_https, *api]))
    assert [(fault.rule, fault.at, fault.steps) for fault in found] == [
        ("ECS093", "TaskGroup", ("SecurityGroupEgress",))
    ]


@pytest.mark.parametrize(
    "rule",
    [
        {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "CidrIp": "10.0.0.0/16"},
        {"IpProtocol": "TCP", "FromPort": 0, "ToPort": 65535, "CidrIp": "10.0.1.0/24"},
        {"IpProtocol": "-1", "CidrIp": {"Fn::GetAtt": ["Vpc", "CidrBlock"]}},
    ],
)
def test_any_rule_that_lets_packets_through(tmp_path: Path, rule: dict[str, object]) -> None:
    assert rules(tmp_path, set_to("DataGroup", SecurityGroupIngress=[rule])) == set()


def test_a_rule_of_its_own(tmp_path: Path) -> None:
    apart = add(
        "Rule",
        "AWS::EC2::SecurityGroupIngress",
        GroupId={"Ref": "DataGroup"},
        IpProtocol="tcp",
        FromPort=5432,
        ToPort=5432,
        SourceSecurityGroupId=attribute("TaskGroup", "GroupId"),
    )
    assert row(tmp_path, NEED, both(SHUT, apart)) == "yes"


@pytest.mark.parametrize(
    "change",
    [
        both(SHUT, set_to("Database", VPCSecurityGroups=[OPEN])),
        both(SHUT, set_to("Database", Port=OPEN)),
        both(SHUT, set_to("DataGroup", SecurityGroupIngress=OPEN)),
        both(SHUT, lambda t: t.update(Outputs={"Group": {"Value": {"Ref": "DataGroup"}}})),
        both(SHUT, add("Proxy", "AWS::RDS::DBProxy", EngineFamily="POSTGRESQL")),
        both(SHUT, add("Any", "AWS::EC2::SecurityGroupIngress", GroupId=OPEN, IpProtocol="-1", CidrIp="0.0.0.0/0")),
    ],
)
def test_a_way_that_is_not_seen(tmp_path: Path, change: Change) -> None:
    assert "ECS093" not in rules(tmp_path, change)
    assert row(tmp_path, NEED, change) == "unknown"


def test_its_groups_tell_the_vpc_where_its_subnets_do_not(tmp_path: Path) -> None:
    elsewhere = set_to("Database", DBSubnetGroupName=OPEN)
    assert row(tmp_path, NEED, both(SHUT, elsewhere)) == "no", "no group of another VPC can be its"
    assert row(tmp_path, NEED, elsewhere) == "unknown", "what else is on the way is not seen"


def test_without_groups_it_has_the_default_one_which_admits_itself_only(tmp_path: Path) -> None:
    found = faults(tmp_path, set_to("Database", VPCSecurityGroups=None))
    assert [(fault.rule, fault.at) for fault in found] == [("ECS093", "Database")]
    told = both(
        set_to("Database", VPCSecurityGroups=None), lambda t: t.update(Outputs={"V": {"Value": {"Ref": "Vpc"}}})
    )
    assert rules(tmp_path, told) == set()


def test_how_a_task_is_told(tmp_path: Path) -> None:
    untold = set_in("WebTask", Secrets=[])
    assert rows(tmp_path, NEED, untold) == []
    host = variable("DB_HOST", attribute("Database", "Endpoint.Address"))
    assert row(tmp_path, NEED, both(untold, SHUT, host)) == "no"
    url = variable("DB_URL", {"Fn::Sub": "postgres://${Database.Endpoint.Address}:5432/app"})
    assert row(tmp_path, NEED, both(untold, SHUT, url)) == "no"
    login = set_in("WebTask", Secrets=[{"Name": "P", "ValueFrom": {"Fn::Sub": "${Login}:password::"}}])
    assert row(tmp_path, NEED, both(login, SHUT)) == "unknown", "it may connect to something before the database"
    assert rows(tmp_path, NEED, variable("DB_NAME", {"Ref": "Database"})) == rows(tmp_path, NEED)


def test_a_port_of_its_own(tmp_path: Path) -> None:
    assert rules(tmp_path, set_to("Database", Port=6543)) == {"ECS093"}


def test_an_instance_of_a_cluster_is_the_cluster(tmp_path: Path) -> None:
    assert row(tmp_path, "database Cluster1", CLUSTER) == "yes"
    assert rows(tmp_path, NEED, CLUSTER) == []


def test_two_databases_make_it_open_which_one_is_meant(tmp_path: Path) -> None:
    def second(template: dict[str, object]) -> None:
        add("Other", "AWS::RDS::DBInstance", **{**properties(template, "Database"), "DBInstanceIdentifier": "other"})(
            template
        )
        variable("OTHER_HOST", attribute("Other", "Endpoint.Address"))(template)
        variable("PGSSLMODE", "disable")(template)

    assert rules(tmp_path, second) == {"WCS091"}
    assert row(tmp_path, "database Other", second) == "yes"


PLAINTEXT = both(
    add("Group", "AWS::RDS::DBParameterGroup", Family="postgres17", Parameters={"rds.force_ssl": "0"}),
    set_to("Database", DBParameterGroupName={"Ref": "Group"}),
)


def test_a_client_that_the_database_refuses(tmp_path: Path) -> None:
    off = variable("PGSSLMODE", "disable")
    assert rules(tmp_path, off) == {"ECS095"}
    assert row(tmp_path, NEED, off) == "no"
    assert rules(tmp_path, both(off, PLAINTEXT)) == {"WCS090", "WCS091"}
    assert rules(tmp_path, both(off, set_to("Database", EngineVersion=OPEN))) == {"WCS091"}
    assert rules(tmp_path, both(off, add("Proxy", "AWS::RDS::DBProxy"))) == {"WCS091"}
    assert rules(tmp_path, variable("MYSQL_SSL_MODE", "DISABLED")) == {"WCS091"}, "another engine's word"
    mysql = set_to("Database", Engine="mysql", EngineVersion="9.7.1", Port=5432)
    assert rules(tmp_path, both(mysql, variable("JDBC_URL", "jdbc:mysql://db/app?useSSL=false"))) == {"ECS095"}


def test_a_cluster_without_an_instance_answers_nobody(tmp_path: Path) -> None:
    told = both(CLUSTER, variable("CLUSTER_HOST", attribute("Cluster1", "Endpoint.Address")))
    apart = both(told, set_to("Database", DBClusterIdentifier=None))
    assert row(tmp_path, "database Cluster1", told) == "yes"
    assert row(tmp_path, "database Cluster1", apart) == "no"
    of_many_zones = set_to("Cluster1", DBClusterInstanceClass="db.m6gd.large")
    assert row(tmp_path, "database Cluster1", both(apart, of_many_zones)) == "yes"
    assert row(tmp_path, "database Cluster1", both(apart, set_to("Database", DBClusterIdentifier=OPEN))) == "unknown"
