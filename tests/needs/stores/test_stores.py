"""Stores that tasks are told about: faults as they are reported, and what is right beside each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.needs.of_containers import said

Edits = dict[str, str | None]
OPEN: Edits = {"Parameters.Open": "{Type: String}"}
ENVIRONMENT = "TaskDefinition.ContainerDefinitions.0.Environment"
BOTH = "[!Ref Subnet, !Ref SecondSubnet]"
ONE: Edits = {
    "Cache": (
        "{Type: AWS::ElastiCache::CacheCluster, Properties: {Engine: redis, CacheNodeType: cache.t4g.micro, "
        "NumCacheNodes: 1, CacheSubnetGroupName: !Ref CacheSubnets, VpcSecurityGroupIds: [!Ref CacheGroup]}}"
    ),
    ENVIRONMENT: "[{Name: REDIS_URL, Value: !Sub 'redis://${Cache.RedisEndpoint.Address}:6379'}]",
}


def port(*ports: int) -> Edits:
    rules = (f"{{IpProtocol: tcp, FromPort: {p}, ToPort: {p}, SourceSecurityGroupId: !Ref TaskGroup}}" for p in ports)
    return {"CacheGroup.SecurityGroupIngress": f"[{', '.join(rules)}]"}


def made(kind: str, properties: str, *told: str) -> Edits:
    """A store of another type, and the variables that tell of it."""
    written = ", ".join(f"{{Name: {each.partition('=')[0]}, Value: {each.partition('=')[2]}}}" for each in told)
    return {"Store": f"{{Type: {kind}, Properties: {{{properties}}}}}", ENVIRONMENT: f"[{written}]"}


ALONE = "SubnetIds: [!Ref Subnet], SecurityGroupIds: [!Ref CacheGroup]"
PLACED = f"SubnetIds: {BOTH}, SecurityGroupIds: [!Ref CacheGroup]"
SEARCH = f"VPCOptions: {{{ALONE}}}, DomainEndpointOptions: {{EnforceHTTPS: true}}"
DOCUMENTS: Edits = {
    "DocumentSubnets": (
        f"{{Type: AWS::DocDB::DBSubnetGroup, Properties: {{DBSubnetGroupDescription: D, SubnetIds: {BOTH}}}}}"
    ),
    "Writer": "{Type: AWS::DocDB::DBInstance, Properties: {DBClusterIdentifier: !Ref Store}}",
    "Service.DependsOn": "[DefaultRoute, Writer]",
}
IN_DOCUMENTS = "DBSubnetGroupName: !Ref DocumentSubnets, VpcSecurityGroupIds: [!Ref CacheGroup]"
KAFKA = f"BrokerNodeGroupInfo: {{ClientSubnets: {BOTH}, SecurityGroups: [!Ref CacheGroup]}}"
IAM_ONLY = f"{KAFKA}, ClientAuthentication: {{Sasl: {{Iam: {{Enabled: true}}}}}}"
ALONE_BROKER = "PubliclyAccessible: false, SubnetIds: [!Ref Subnet], SecurityGroups: [!Ref CacheGroup]"
BROKER = f"EngineType: ACTIVEMQ, DeploymentMode: SINGLE_INSTANCE, {ALONE_BROKER}"
AMQP = "URL=!Select [0, !GetAtt Store.AmqpEndpoints]"
REDSHIFT_SUBNETS: Edits = {
    "WarehouseSubnets": f"{{Type: AWS::Redshift::ClusterSubnetGroup, Properties: {{SubnetIds: {BOTH}}}}}"
}
WAREHOUSE = "ClusterSubnetGroupName: !Ref WarehouseSubnets, VpcSecurityGroupIds: [!Ref CacheGroup]"
MEMORY_SUBNETS: Edits = {
    "MemorySubnets": f"{{Type: AWS::MemoryDB::SubnetGroup, Properties: {{SubnetGroupName: m, SubnetIds: {BOTH}}}}}"
}
MEMORY = "SubnetGroupName: !Ref MemorySubnets, SecurityGroupIds: [!Ref CacheGroup]"
MONGO = "mongodb://${Store.Endpoint}:27017/?retryWrites=false"


def store(folder: Path, name: str, *edits: Edits) -> tuple[str, set[str]]:
    return said(folder, f"store {name}", OPEN, *edits, base="cached")


NOT_REACHED = [
    ("admits others", {"CacheGroup.SecurityGroupIngress.0.SourceSecurityGroupId": "!Ref CacheGroup"}),
    ("admits nobody", {"CacheGroup.SecurityGroupIngress": "[]"}),
    ("without source", {"CacheGroup.SecurityGroupIngress.0.SourceSecurityGroupId": None}),
    ("of a moved port", {"Cache.Port": "6390"}),
    ("another port", port(6380)),
    ("udp", {"CacheGroup.SecurityGroupIngress.0.IpProtocol": "udp"}),
    ("default group", {"Cache.SecurityGroupIds": None}),
    (
        "kept in",
        {"TaskGroup.SecurityGroupEgress": "[{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}]"},
    ),
]


@pytest.mark.parametrize("edit", [edit for _, edit in NOT_REACHED], ids=[name for name, _ in NOT_REACHED])
def test_a_cache_that_is_not_reached(tmp_path: Path, edit: Edits) -> None:
    verdict, rules = store(tmp_path, "Cache", edit)
    assert (verdict, "ECS260" in rules) == ("no", True)


def test_a_cache_that_is_reached(tmp_path: Path) -> None:
    assert store(tmp_path, "Cache") == ("yes", set())
    assert store(tmp_path, "Cache", {"Cache.Port": "6390"}, port(6390)) == ("yes", set())
    assert store(tmp_path, "Cache", ONE) == ("yes", set())


@pytest.mark.parametrize(
    ("edit", "rule"),
    [
        ({"Cache.CacheSubnetGroupName": None}, "ECS263"),
        ({"CacheSubnets.SubnetIds": "[!Ref Elsewhere]"}, "ECS263"),
        ({f"{ENVIRONMENT}.1.Value": "'6380'"}, "ECS261"),
        ({f"{ENVIRONMENT}.2.Value": "'false'"}, "ECS262"),
        ({"Cache.TransitEncryptionEnabled": "false"}, "ECS262"),
        ({f"{ENVIRONMENT}.0.Value": "!GetAtt Cache.ConfigurationEndPoint.Address"}, "ECS265"),
        ({"Cache.NumNodeGroups": "3"}, "ECS265"),
        ({"Cache.CacheParameterGroupName": "default.valkey8.cluster.on"}, "ECS265"),
        ({ENVIRONMENT: "[{Name: U, Value: !Sub 'redis://${Cache.PrimaryEndPoint.Address}:6379'}]"}, "ECS262"),
        ({ENVIRONMENT: "[{Name: U, Value: !Sub 'rediss://x:y@${Cache.PrimaryEndPoint.Address}:6380/0'}]"}, "ECS261"),
    ],
)
def test_what_a_task_is_told_of_a_cache(tmp_path: Path, edit: Edits, rule: str) -> None:
    elsewhere: Edits = {
        "Other": "{Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.9.0.0/16}}",
        "Elsewhere": "{Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Other, CidrBlock: 10.9.0.0/24}}",
    }
    verdict, rules = store(tmp_path, "Cache", elsewhere, edit)
    assert (verdict, rule in rules, rules <= {rule, "ECS266"}) == ("no", True, True)


@pytest.mark.parametrize(
    "edit",
    [
        {"Cache.TransitEncryptionMode": "preferred", f"{ENVIRONMENT}.2.Value": "'false'"},
        {ENVIRONMENT: "[{Name: U, Value: !Sub 'rediss://${Cache.PrimaryEndPoint.Address}:6379'}]"},
        {
            ENVIRONMENT: (
                "[{Name: U, Value: !Join ['', ['rediss://', !GetAtt Cache.PrimaryEndPoint.Address, ':', "
                "!GetAtt Cache.PrimaryEndPoint.Port]]}]"
            )
        },
        {"Cache.NumNodeGroups": "3", f"{ENVIRONMENT}.0.Value": "!GetAtt Cache.ConfigurationEndPoint.Address"},
        {f"{ENVIRONMENT}.2.Value": "'verify'"},
    ],
)
def test_what_is_right_for_a_cache(tmp_path: Path, edit: Edits) -> None:
    assert store(tmp_path, "Cache", edit) == ("yes", set())


@pytest.mark.parametrize(
    "edit",
    [
        {"Cache.SecurityGroupIds": "[!Ref Open]"},
        {"Cache.CacheSubnetGroupName": "!Ref Open"},
        {"Cache.TransitEncryptionEnabled": "!Ref Open"},
        {"Cache.TransitEncryptionMode": "!Ref Open"},
        {"Cache.NetworkType": "ipv6"},
        {"CacheGroup.SecurityGroupIngress.0.FromPort": "!Ref Open"},
    ],
)
def test_what_is_not_known_of_a_cache(tmp_path: Path, edit: Edits) -> None:
    assert store(tmp_path, "Cache", edit) == ("unknown", set())


@pytest.mark.parametrize(
    "edit",
    [
        {
            ENVIRONMENT: None,
            "TaskDefinition.ContainerDefinitions.0.Command": "[--redis, !GetAtt Cache.PrimaryEndPoint.Address]",
        },
        {
            ENVIRONMENT: None,
            "TaskDefinition.ContainerDefinitions.0.Secrets": "[{Name: H, ValueFrom: !Ref Where}]",
            "Where": "{Type: AWS::SSM::Parameter, Properties: {Type: String, Name: /cache, "
            "Value: !GetAtt Cache.PrimaryEndPoint.Address}}",
        },
        {
            ENVIRONMENT: None,
            "TaskDefinition.ContainerDefinitions.0.Secrets": "[{Name: H, ValueFrom: !Sub '${Where}:host::'}]",
            "Where": "{Type: AWS::SecretsManager::Secret, Properties: "
            '{SecretString: !Sub \'{"host": "${Cache.PrimaryEndPoint.Address}"}\'}}',
        },
    ],
    ids=["command", "parameter", "secret"],
)
def test_wherever_a_task_is_told(tmp_path: Path, edit: Edits) -> None:
    verdict, rules = store(tmp_path, "Cache", port(6380), edit)
    assert (verdict, "ECS260" in rules) == ("no", True)


RIGHT = [
    (made("AWS::ElastiCache::ServerlessCache", f"Engine: valkey, {PLACED}", "H=!GetAtt Store.Endpoint.Address"), 6379),
    (made("AWS::OpenSearchService::Domain", SEARCH, "U=!Sub 'https://${Store.DomainEndpoint}'"), 443),
    (made("AWS::Elasticsearch::Domain", SEARCH, "U=!GetAtt Store.DomainEndpoint"), 443),
    (DOCUMENTS | made("AWS::DocDB::DBCluster", IN_DOCUMENTS, f"U=!Sub '{MONGO}&tls=true'"), 27017),
    (made("AWS::MSK::Cluster", IAM_ONLY, "ARN=!Ref Store", "KAFKA_SECURITY_PROTOCOL=SASL_SSL"), 9098),
    (made("AWS::MSK::Cluster", KAFKA, "ARN=!GetAtt Store.Arn", "SECURITY_PROTOCOL=SSL"), 9094),
    (
        made(
            "AWS::MSK::ServerlessCluster",
            f"VpcConfigs: [{{SubnetIds: {BOTH}, SecurityGroups: [!Ref CacheGroup]}}]",
            "ARN=!Ref Store",
        ),
        9098,
    ),
    (made("AWS::AmazonMQ::Broker", BROKER, AMQP), 5671),
    (made("AWS::AmazonMQ::Broker", BROKER, "URL=!Select [0, !GetAtt Store.OpenWireEndpoints]"), 61617),
    (REDSHIFT_SUBNETS | made("AWS::Redshift::Cluster", WAREHOUSE, "H=!GetAtt Store.Endpoint.Address"), 5439),
    (made("AWS::RedshiftServerless::Workgroup", PLACED, "H=!GetAtt Store.Workgroup.Endpoint.Address"), 5439),
    (
        MEMORY_SUBNETS
        | made("AWS::MemoryDB::Cluster", MEMORY, "U=!Sub 'rediss://${Store.ClusterEndpoint.Address}:6379'"),
        6379,
    ),
    (
        made(
            "AWS::EC2::Instance",
            "SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref CacheGroup]",
            "U=!Sub 'http://${Store.PrivateIp}:8080'",
        ),
        8080,
    ),
]


@pytest.mark.parametrize(("edit", "own"), RIGHT, ids=[edit["Store"].split(",")[0][7:] for edit, _ in RIGHT])  # type: ignore[union-attr]
def test_a_store_of_each_type(tmp_path: Path, edit: Edits, own: int) -> None:
    assert store(tmp_path, "Store", edit, port(own)) == ("yes", set())
    verdict, rules = store(tmp_path, "Store", edit, port(own + 1))
    assert (verdict, "ECS260" in rules) == ("no", True)


@pytest.mark.parametrize(
    ("edit", "own", "rule"),
    [
        (
            made("AWS::OpenSearchService::Domain", SEARCH, "U=!Sub 'https://${Store.DomainEndpoint}:9200'"),
            443,
            "ECS261",
        ),
        (made("AWS::OpenSearchService::Domain", SEARCH, "U=!Sub 'http://${Store.DomainEndpoint}'"), 80, "ECS262"),
        (
            made("AWS::OpenSearchService::Domain", SEARCH, "OS_HOST=!GetAtt Store.DomainEndpoint", "OS_PORT='9200'"),
            443,
            "ECS261",
        ),
        (DOCUMENTS | made("AWS::DocDB::DBCluster", IN_DOCUMENTS, f"U=!Sub '{MONGO}&tls=false'"), 27017, "ECS262"),
        (DOCUMENTS | made("AWS::DocDB::DBCluster", IN_DOCUMENTS, f"U=!Sub '{MONGO}&ssl=false'"), 27017, "ECS262"),
        (made("AWS::MSK::Cluster", IAM_ONLY, "A=!Ref Store", "KAFKA_SECURITY_PROTOCOL=PLAINTEXT"), 9098, "ECS262"),
        (made("AWS::MSK::Cluster", IAM_ONLY, "A=!Ref Store", "KAFKA_SECURITY_PROTOCOL=SSL"), 9098, "ECS262"),
        (ONE | {"Cache.Engine": "memcached"}, 11211, "ECS265"),
        (
            ONE | {ENVIRONMENT: "[{Name: U, Value: !Sub 'rediss://${Cache.RedisEndpoint.Address}:6379'}]"},
            6379,
            "ECS262",
        ),
        (
            MEMORY_SUBNETS
            | made("AWS::MemoryDB::Cluster", MEMORY, "U=!Sub 'redis://${Store.ClusterEndpoint.Address}:6379'"),
            6379,
            "ECS262",
        ),
        (
            made(
                "AWS::ElastiCache::ServerlessCache",
                PLACED + ", Engine: redis",
                "U=!Sub 'redis://${Store.Endpoint.Address}'",
            ),
            6379,
            "ECS262",
        ),
        (made("AWS::AmazonMQ::Broker", "EngineType: RABBITMQ, PubliclyAccessible: false", AMQP), 5671, "ECS263"),
    ],
)
def test_a_store_that_is_told_wrongly(tmp_path: Path, edit: Edits, own: int, rule: str) -> None:
    verdict, rules = store(tmp_path, "Store" if "Store" in edit else "Cache", edit, port(own))
    assert (verdict, rule in rules) == ("no", True)


def test_the_parameter_of_a_cluster_decides_its_tls(tmp_path: Path) -> None:
    cluster = f"{IN_DOCUMENTS}, DBClusterParameterGroupName: !Ref Own"
    group = "{Type: AWS::DocDB::DBClusterParameterGroup, Properties: {Family: docdb5.0, Parameters: {tls: %s}}}"

    def told(option: str, tls: str) -> tuple[str, set[str]]:
        edit = DOCUMENTS | made("AWS::DocDB::DBCluster", cluster, f"U=!Sub '{MONGO}{option}'")
        return store(tmp_path, "Store", edit, {"Own": group % tls}, port(27017))

    assert told("&tls=false", "disabled") == ("yes", set())
    assert told("&tls=true", "disabled") == ("no", {"ECS262"})
    assert told("&tls=false", "enabled") == ("no", {"ECS262"})
    assert told("", "enabled")[0] == "unknown", "the code may say it"
    assert told("", "disabled") == ("yes", set())


def test_a_cluster_and_the_instance_that_answers_for_it(tmp_path: Path) -> None:
    edit = DOCUMENTS | made("AWS::DocDB::DBCluster", IN_DOCUMENTS, "H=!GetAtt Store.Endpoint")
    late: Edits = {"Service.DependsOn": "[DefaultRoute]"}
    assert store(tmp_path, "Store", edit, port(27017)) == ("yes", set())
    assert store(tmp_path, "Store", edit, port(27017), late) == ("yes", {"WCS121"})
    assert store(tmp_path, "Store", edit, port(27017), late, {"Writer": None}) == ("no", {"ECS264"})
    by_instance: Edits = {ENVIRONMENT: "[{Name: H, Value: !GetAtt Writer.Endpoint}]"}
    assert store(tmp_path, "Store", edit, port(27017), late, by_instance) == ("yes", set())


def test_no_row_where_no_address_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not enough values"):
        store(tmp_path, "Cache", {ENVIRONMENT: "[{Name: P, Value: !GetAtt Cache.PrimaryEndPoint.Port}]"})


def test_another_vpc_may_be_peered(tmp_path: Path) -> None:
    edit: Edits = {
        "Cache.CacheSubnetGroupName": None,
        "Peering": "{Type: AWS::EC2::VPCPeeringConnection, Properties: {VpcId: !Ref Vpc, PeerVpcId: !Ref Open}}",
    }
    assert store(tmp_path, "Cache", edit) == ("unknown", set())


def test_a_vpc_that_answers_for_no_name(tmp_path: Path) -> None:
    assert store(tmp_path, "Cache", {"Vpc.EnableDnsSupport": "false"})[0] == "no"


def told_srv(scheme: str) -> Edits:
    return made(
        "AWS::DocDB::DBCluster", IN_DOCUMENTS, f"U=!Sub '{scheme}://${{Store.Endpoint}}/?tls=true&retryWrites=false'"
    )


def test_documents_have_no_records_of_services(tmp_path: Path) -> None:
    assert store(tmp_path, "Store", DOCUMENTS | told_srv("mongodb+srv"), port(27017)) == ("no", {"ECS265"})
    assert store(tmp_path, "Store", DOCUMENTS | told_srv("mongodb"), port(27017)) == ("yes", set())


ZONES = "ClusterConfig: {ZoneAwarenessEnabled: true}"
OF_SEARCH = "U=!Sub 'https://${Store.DomainEndpoint}'"
STANDBY = "DeploymentMode: ACTIVE_STANDBY_MULTI_AZ"
IN_BOTH = f"PubliclyAccessible: false, SubnetIds: {BOTH}, SecurityGroups: [!Ref CacheGroup]"


@pytest.mark.parametrize(
    ("bad", "good", "own"),
    [
        (
            made("AWS::OpenSearchService::Domain", f"VPCOptions: {{{PLACED}}}", OF_SEARCH),
            made("AWS::OpenSearchService::Domain", f"VPCOptions: {{{PLACED}}}, {ZONES}", OF_SEARCH),
            443,
        ),
        (
            made("AWS::OpenSearchService::Domain", f"{SEARCH}, {ZONES}", OF_SEARCH),
            made("AWS::OpenSearchService::Domain", SEARCH, OF_SEARCH),
            443,
        ),
        (
            made("AWS::AmazonMQ::Broker", f"EngineType: ACTIVEMQ, {STANDBY}, {ALONE_BROKER}", AMQP),
            made("AWS::AmazonMQ::Broker", f"EngineType: ACTIVEMQ, {STANDBY}, {IN_BOTH}", AMQP),
            5671,
        ),
        (
            made("AWS::AmazonMQ::Broker", f"EngineType: RABBITMQ, {STANDBY}, {IN_BOTH}", AMQP),
            made("AWS::AmazonMQ::Broker", f"EngineType: RABBITMQ, DeploymentMode: CLUSTER_MULTI_AZ, {IN_BOTH}", AMQP),
            5671,
        ),
        (
            made("AWS::MSK::Cluster", f"{IAM_ONLY}, NumberOfBrokerNodes: 3", "A=!Ref Store"),
            made("AWS::MSK::Cluster", f"{IAM_ONLY}, NumberOfBrokerNodes: 4", "A=!Ref Store"),
            9098,
        ),
    ],
)
def test_a_store_that_is_refused(tmp_path: Path, bad: Edits, good: Edits, own: int) -> None:
    assert store(tmp_path, "Store", bad, port(own)) == ("no", {"ECS266"})
    assert store(tmp_path, "Store", good, port(own)) == ("yes", set())


@pytest.mark.parametrize(
    "edit",
    [
        {"Cache.MultiAZEnabled": "true", "Cache.AutomaticFailoverEnabled": "false"},
        {"Cache.NumCacheClusters": "1"},
        {
            "Cache.AuthToken": "a-token-of-sixteen",
            "Cache.TransitEncryptionEnabled": "false",
            f"{ENVIRONMENT}.2.Value": "'false'",
        },
        {
            "Other": "{Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.9.0.0/16}}",
            "Foreign": "{Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: F, VpcId: !Ref Other}}",
            "Cache.SecurityGroupIds": "[!Ref CacheGroup, !Ref Foreign]",
        },
    ],
)
def test_a_cache_that_is_refused(tmp_path: Path, edit: Edits) -> None:
    verdict, rules = store(tmp_path, "Cache", edit)
    assert (verdict, "ECS266" in rules) == ("no", True)


def test_a_variable_may_turn_on_what_the_scheme_does_not(tmp_path: Path) -> None:
    url = "{Name: REDIS_URL, Value: !Sub 'redis://${Cache.PrimaryEndPoint.Address}:6379'}"
    assert store(tmp_path, "Cache", {ENVIRONMENT: f"[{url}]"})[0] == "no"
    assert store(tmp_path, "Cache", {ENVIRONMENT: f"[{url}, {{Name: REDIS_TLS, Value: 'true'}}]"}) == ("unknown", set())
    assert store(tmp_path, "Cache", {ENVIRONMENT: f"[{url}, {{Name: REDIS_TLS, Value: 'false'}}]"})[0] == "no"


def test_the_port_of_a_scheme(tmp_path: Path) -> None:
    search = f"VPCOptions: {{{ALONE}}}"
    plain = made("AWS::OpenSearchService::Domain", search, "U=!Sub 'http://${Store.DomainEndpoint}'")
    assert store(tmp_path, "Store", plain, port(80)) == ("yes", set())
    assert store(tmp_path, "Store", plain, port(443)) == ("no", {"ECS260"})


@pytest.mark.parametrize(
    ("edit", "own"),
    [
        (
            made(
                "AWS::EC2::Instance",
                "SubnetId: !Ref Subnet, LaunchTemplate: {Version: '1'}",
                "U=!Sub 'http://${Store.PrivateIp}:80'",
            ),
            80,
        ),
        (
            made(
                "AWS::EC2::Instance", "NetworkInterfaces: [{DeviceIndex: '0'}]", "U=!Sub 'http://${Store.PrivateIp}:80'"
            ),
            80,
        ),
        (
            DOCUMENTS
            | made("AWS::DocDB::DBCluster", f"{IN_DOCUMENTS}, SnapshotIdentifier: s", "H=!GetAtt Store.Endpoint"),
            6000,
        ),
        ({"Cache.PrimaryClusterId": "first"}, 6000),
    ],
)
def test_what_comes_from_elsewhere_is_not_the_default(tmp_path: Path, edit: Edits, own: int) -> None:
    name = "Store" if "Store" in edit else "Cache"
    assert store(tmp_path, name, edit, port(own)) == ("unknown", set())


def test_a_subnet_group_by_its_name(tmp_path: Path) -> None:
    named: Edits = {"CacheSubnets.CacheSubnetGroupName": "caches", "Cache.CacheSubnetGroupName": "caches"}
    assert store(tmp_path, "Cache", named, {"Service.DependsOn": "[DefaultRoute, CacheSubnets]"}) == ("yes", set())


def test_who_may_have_the_token(tmp_path: Path) -> None:
    asked: Edits = {"Cache.AuthToken": "'{{resolve:secretsmanager:cache:SecretString:token}}'"}
    assert store(tmp_path, "Cache", asked)[1] == {"WCS261"}
    url = "[{Name: U, Value: !Sub 'rediss://:{{resolve:ssm:t}}@${Cache.PrimaryEndPoint.Address}:6379'}]"
    assert "WCS261" not in store(tmp_path, "Cache", asked, {ENVIRONMENT: url})[1]
    named = "[{Name: H, Value: !GetAtt Cache.PrimaryEndPoint.Address}, {Name: TOKEN_NAME, Value: cache}]"
    assert store(tmp_path, "Cache", asked, {ENVIRONMENT: named})[1] == set()
    role: Edits = {"TaskDefinition.TaskRoleArn": "!GetAtt ExecutionRole.Arn"}
    assert store(tmp_path, "Cache", asked, role)[1] == set()


def test_what_a_policy_denies_is_not_followed(tmp_path: Path) -> None:
    statement = "{Effect: %s, Principal: {AWS: '*'}, Action: 'es:*', Resource: '*'}"

    def policy(*effects: str) -> tuple[str, set[str]]:
        statements = ", ".join(statement % effect for effect in effects)
        written = f"{SEARCH}, AccessPolicies: {{Version: '2012-10-17', Statement: [{statements}]}}"
        return store(tmp_path, "Store", made("AWS::OpenSearchService::Domain", written, OF_SEARCH), port(443))

    assert policy("Allow") == ("yes", set())
    assert policy("Allow", "Deny") == ("unknown", set())
