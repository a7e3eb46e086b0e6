"""Databases: the way to them, what they accept, what clients are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from one_app import OPEN, Change, add, attribute, both, faults, properties, row, rows, rules, set_in, set_to, variable

NEED = "database Database"
SHUT = set_to("DataGroup", SecurityGroupIngress=[])


def group(**parameters: object) -> Change:
    return both(
        add("Group", "AWS::RDS::DBParameterGroup", Family="postgres17", Parameters=parameters),
        set_to("Database", DBParameterGroupName={"Ref": "Group"}),
    )


def test_the_database_admits_nobody(tmp_path: Path) -> None:
    found = faults(tmp_path, SHUT)
    assert [(fault.rule, fault.resource.path, fault.steps) for fault in found] == [
        ("ECS093", "DataGroup", ("SecurityGroupIngress",))
    ]
    assert row(tmp_path, NEED, SHUT) == "no"


def test_the_task_may_not_leave(tmp_path: Path) -> None:
    only_https = [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "0.0.0.0/0"}]
    api = [{"IpProtocol": "tcp", "FromPort": 8080, "ToPort": 8080, "CidrIp": "10.0.0.0/16"}]
    found = faults(tmp_path, set_to("TaskGroup", SecurityGroupEgress=[*only_https, *api]))
    assert [(fault.rule, fault.resource.path, fault.steps) for fault in found] == [
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
        both(SHUT, set_to("Database", VPCSecurityGroups=None)),
        both(SHUT, set_to("Database", VPCSecurityGroups=[OPEN])),
        both(SHUT, set_to("Database", Port=OPEN)),
        both(SHUT, set_to("Database", DBSubnetGroupName=OPEN)),
        both(SHUT, set_to("DataGroup", SecurityGroupIngress=OPEN)),
        both(SHUT, lambda t: t.update(Outputs={"Group": {"Value": {"Ref": "DataGroup"}}})),
        both(SHUT, add("Proxy", "AWS::RDS::DBProxy", EngineFamily="POSTGRESQL")),
        both(SHUT, add("Any", "AWS::EC2::SecurityGroupIngress", GroupId=OPEN, IpProtocol="-1", CidrIp="0.0.0.0/0")),
    ],
)
def test_a_way_that_is_not_seen(tmp_path: Path, change: Change) -> None:
    assert "ECS093" not in rules(tmp_path, change)
    assert row(tmp_path, NEED, change) == "unknown"


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


CLUSTER = both(
    add(
        "Cluster1",
        "AWS::RDS::DBCluster",
        Engine="aurora-postgresql",
        EngineVersion="17.4",
        DBSubnetGroupName={"Ref": "DataSubnets"},
        VpcSecurityGroupIds=[{"Ref": "DataGroup"}],
    ),
    set_to("Database", DBClusterIdentifier={"Ref": "Cluster1"}),
)


def test_an_instance_of_a_cluster_is_the_cluster(tmp_path: Path) -> None:
    assert row(tmp_path, "database Cluster1", CLUSTER) == "yes"
    assert rows(tmp_path, NEED, CLUSTER) == []


@pytest.mark.parametrize(
    ("engine", "version", "fires"),
    [
        ("postgres", "14.12", True),
        ("postgres", "15.2", False),
        ("postgres", "17", False),
        ("postgres", None, False),
        ("postgres", OPEN, False),
        ("mysql", "8.0.39", True),
        ("mysql", "8.4.3", True),
        ("mysql", "8", False),
        ("mysql", "9.7.0", False),
        ("mariadb", "10.11.6", True),
        ("mariadb", "11.8.2", False),
        ("sqlserver-ex", "15.00", False),
        (OPEN, "14", False),
    ],
)
def test_the_default_of_the_version(tmp_path: Path, engine: object, version: object, fires: bool) -> None:
    values = {"EngineVersion": version} if version is not None else {}
    change = both(
        set_to("Database", Engine=engine, Port=5432), set_to("Database", **(values or {"EngineVersion": None}))
    )
    found = {fault.rule: fault for fault in faults(tmp_path, change)}
    assert set(found) == ({"WCS090"} if fires else set())
    if fires:
        assert (found["WCS090"].resource.path, found["WCS090"].tasks) == ("Database", ("Web",))


@pytest.mark.parametrize(
    ("engine", "version", "fires"),
    [
        ("aurora-postgresql", "16.4", True),
        ("aurora-postgresql", "17.4", False),
        ("aurora-mysql", "8.0.mysql_aurora.3.08.0", True),
        ("aurora-mysql", "8.4.mysql_aurora.8.4.7", False),
    ],
)
def test_the_default_of_a_cluster(tmp_path: Path, engine: str, version: str, fires: bool) -> None:
    change = both(CLUSTER, set_to("Cluster1", Engine=engine, EngineVersion=version, Port=5432))
    assert rules(tmp_path, change) == ({"WCS090"} if fires else set())


@pytest.mark.parametrize(
    ("change", "fires"),
    [
        (group(**{"rds.force_ssl": "0"}), True),
        (group(**{"rds.force_ssl": 0}), True),
        (both(group(**{"rds.force_ssl": "1"}), set_to("Database", EngineVersion="13.4")), False),
        (both(group(**{"rds.force_ssl": 1}), set_to("Database", EngineVersion="13.4")), False),
        (both(group(log_connections="1"), set_to("Database", EngineVersion="13.4")), True),
        (both(group(**{"rds.force_ssl": OPEN}), set_to("Database", EngineVersion="13.4")), False),
        (set_to("Database", EngineVersion="13.4", DBParameterGroupName=OPEN), False),
        (set_to("Database", EngineVersion="13.4", DBParameterGroupName="default.postgres13"), True),
    ],
)
def test_the_parameter_group_decides(tmp_path: Path, change: Change, fires: bool) -> None:
    found = faults(tmp_path, change)
    assert {fault.rule for fault in found} == ({"WCS090"} if fires else set())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PGSSLMODE", "require"),
        ("PGSSLMODE", "prefer"),
        ("DB_SSLMODE", "allow"),
        ("DATABASE_SSL_MODE", "REQUIRED"),
        ("DATABASE_URL", "postgres://u@db.example:5432/app?sslmode=require"),
        ("JDBC_URL", "jdbc:postgresql://db.example:5432/app?ssl=true&sslmode=require"),
        ("MYSQL_URL", "mysql://db.example/app?ssl-mode=PREFERRED"),
        ("NODE_TLS_REJECT_UNAUTHORIZED", "0"),
        ("DB_OPTIONS", '{"ssl": {"rejectUnauthorized": false}}'),
    ],
)
def test_a_client_that_does_not_verify(tmp_path: Path, name: str, value: str) -> None:
    found = faults(tmp_path, variable(name, value))
    assert [(fault.rule, fault.steps[-3:]) for fault in found] == [("WCS091", ("Environment", 1, "Value"))]


@pytest.mark.parametrize(
    "change",
    [
        variable("PGSSLMODE", "verify-full"),
        variable("PGSSLMODE", "verify-ca"),
        variable("PGSSLMODE", OPEN),
        both(variable("PGSSLMODE", "require"), variable("PGSSLROOTCERT", "/ca.pem")),
        variable("DATABASE_URL", "postgres://db.example/app?sslmode=require&sslrootcert=/ca.pem"),
        variable("DATABASE_URL", "postgres://u@localhost:5432/app?sslmode=disable"),
        both(variable("PGHOST", "127.0.0.1"), variable("PGSSLMODE", "disable")),
        variable("NODE_TLS_REJECT_UNAUTHORIZED", "1"),
        variable("MODE", "require"),
        variable("NOTE", "we require sslmode"),
    ],
)
def test_a_client_that_may_be_right(tmp_path: Path, change: Change) -> None:
    assert rules(tmp_path, change) == set()


def test_a_client_that_the_database_refuses(tmp_path: Path) -> None:
    off = variable("PGSSLMODE", "disable")
    assert rules(tmp_path, off) == {"ECS095"}
    assert row(tmp_path, NEED, off) == "no"
    assert rules(tmp_path, both(off, group(**{"rds.force_ssl": "0"}))) == {"WCS090", "WCS091"}
    assert rules(tmp_path, both(off, set_to("Database", EngineVersion=OPEN))) == {"WCS091"}
    assert rules(tmp_path, both(off, add("Proxy", "AWS::RDS::DBProxy"))) == {"WCS091"}
    assert rules(tmp_path, variable("MYSQL_SSL_MODE", "DISABLED")) == {"WCS091"}, "another engine's word"
    mysql = set_to("Database", Engine="mysql", EngineVersion="9.7.1", Port=5432)
    assert rules(tmp_path, both(mysql, variable("JDBC_URL", "jdbc:mysql://db/app?useSSL=false"))) == {"ECS095"}


def test_an_authority_that_has_expired(tmp_path: Path) -> None:
    assert rules(tmp_path, variable("CA", "/etc/ssl/rds-ca-2019-root.pem")) == {"WCS092"}
    assert rules(tmp_path, set_to("Database", CACertificateIdentifier="rds-ca-2019")) == {"WCS092"}
    assert rules(tmp_path, set_to("Database", CACertificateIdentifier="rds-ca-rsa2048-g1")) == set()
    assert rules(tmp_path, set_to("Database", CACertificateIdentifier=OPEN)) == set()
    assert rules(tmp_path, variable("CA", "/etc/ssl/global-bundle.pem")) == set()


def test_two_databases_make_it_open_which_one_is_meant(tmp_path: Path) -> None:
    def second(template: dict[str, object]) -> None:
        properties(template, "Database")
        add("Other", "AWS::RDS::DBInstance", **properties(template, "Database"))(template)
        variable("OTHER_HOST", attribute("Other", "Endpoint.Address"))(template)
        variable("PGSSLMODE", "disable")(template)

    assert rules(tmp_path, second) == {"WCS091"}
    assert row(tmp_path, "database Other", second) == "yes"
