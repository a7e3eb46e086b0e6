"""Databases, caches and file systems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.live.facts import Facts
from generator.live.made import Made, named, some, taken

INSTANCE, CLUSTER = "AWS::RDS::DBInstance", "AWS::RDS::DBCluster"
SUBNETS, PARAMETERS = "AWS::RDS::DBSubnetGroup", "AWS::RDS::DBParameterGroup"
CLUSTER_PARAMETERS = "AWS::RDS::DBClusterParameterGroup"
CACHE, CACHE_GROUP = "AWS::ElastiCache::CacheCluster", "AWS::ElastiCache::ReplicationGroup"
SERVERLESS, CACHE_SUBNETS = "AWS::ElastiCache::ServerlessCache", "AWS::ElastiCache::SubnetGroup"
SYSTEM, TARGET, ACCESS = "AWS::EFS::FileSystem", "AWS::EFS::MountTarget", "AWS::EFS::AccessPoint"


def stores(facts: Facts) -> Iterator[Made]:
    """Everything that keeps data and stands in a VPC."""
    yield from _databases(facts)
    yield from _caches(facts)
    yield from _file_systems(facts)


def _databases(facts: Facts) -> Iterator[Made]:
    seen: dict[str, Made] = {}
    for told in facts.of("rds:DescribeDBInstances"):
        name = told["DBInstanceIdentifier"]
        endpoint, subnets = told.get("Endpoint") or {}, told.get("DBSubnetGroup") or {}
        parameters = [each["DBParameterGroupName"] for each in told.get("DBParameterGroups") or ()]
        properties = some(
            **taken(
                told,
                "Engine",
                "EngineVersion",
                "DBInstanceClass",
                "AllocatedStorage",
                "DBName",
                "KmsKeyId",
                "CACertificateIdentifier",
            ),
            DBInstanceIdentifier=name,
            Port=str(endpoint.get("Port") or told.get("DbInstancePort") or ""),
            VPCSecurityGroups=_open(told.get("VpcSecurityGroups")),
            DBSubnetGroupName=named(SUBNETS, subnets.get("DBSubnetGroupName", "")) if subnets else None,
            DBParameterGroupName=named(PARAMETERS, parameters[0]) if parameters else None,
            DBClusterIdentifier=told.get("DBClusterIdentifier") and named(CLUSTER, told["DBClusterIdentifier"]),
            MasterUsername=told.get("MasterUsername"),
        )
        properties["StorageEncrypted"] = bool(told.get("StorageEncrypted"))
        properties["PubliclyAccessible"] = bool(told.get("PubliclyAccessible"))
        properties["EnableIAMDatabaseAuthentication"] = bool(told.get("IAMDatabaseAuthenticationEnabled"))
        properties |= _password(told)
        gives = {
            endpoint.get("Address") or "": "Endpoint.Address",
            name: "Ref",
            told.get("DBInstanceArn") or "": "DBInstanceArn",
        }
        yield Made(INSTANCE, name, properties, gives, name)
        if subnets:
            group = _subnet_group(subnets)
            seen[group.id] = group
    yield from seen.values()
    for told in facts.of("rds:DescribeDBClusters"):
        name = told["DBClusterIdentifier"]
        properties = some(
            **taken(
                told, "Engine", "EngineVersion", "DatabaseName", "Port", "EngineMode", "KmsKeyId", "MasterUsername"
            ),
            DBClusterIdentifier=name,
            VpcSecurityGroupIds=_open(told.get("VpcSecurityGroups")),
            DBSubnetGroupName=named(SUBNETS, told.get("DBSubnetGroup") or ""),
            DBClusterParameterGroupName=named(CLUSTER_PARAMETERS, told.get("DBClusterParameterGroup") or ""),
        ) | _password(told)
        gives = {
            told.get("Endpoint") or "": "Endpoint.Address",
            told.get("ReaderEndpoint") or "": "ReadEndpoint.Address",
            name: "Ref",
            told.get("DBClusterArn") or "": "DBClusterArn",
        }
        yield Made(CLUSTER, name, properties, gives, name)
    for action, type_, key in (
        ("rds:DescribeDBParameters", PARAMETERS, "DBParameterGroupName"),
        ("rds:DescribeDBClusterParameters", CLUSTER_PARAMETERS, "DBClusterParameterGroupName"),
    ):
        for told in facts.of(action):
            values = {
                each["ParameterName"]: each["ParameterValue"] for each in told["Parameters"] if "ParameterValue" in each
            }
            family = told.get("DBParameterGroupFamily") or {"Ref": "NotRead"}
            properties = {"Family": family, "Description": "-", "Parameters": values, key: told[key]}
            yield Made(type_, told[key], properties, {told[key]: "Ref"}, told[key])


def _open(groups: Any) -> list[str]:
    return [each["VpcSecurityGroupId"] for each in groups or () if each.get("Status", "active") == "active"]


def _password(told: Mapping[str, Any]) -> dict[str, Any]:
    """Who keeps the password: RDS in a secret of its own, or somebody; what it is, nobody tells."""
    if told.get("DBClusterIdentifier") and "DBInstanceIdentifier" in told:
        return {}  # the cluster has it
    if secret := told.get("MasterUserSecret"):
        return {"ManageMasterUserPassword": True, "MasterUserSecret": some(KmsKeyId=secret.get("KmsKeyId"))}
    return {"MasterUserPassword": {"Ref": "NotRead"}}


def _subnet_group(told: Mapping[str, Any]) -> Made:
    name = told["DBSubnetGroupName"]
    subnets = [each["SubnetIdentifier"] for each in told.get("Subnets") or ()]
    properties = {"DBSubnetGroupDescription": "-", "DBSubnetGroupName": name, "SubnetIds": subnets}
    return Made(SUBNETS, name, properties, {name: "Ref"}, name)


def _caches(facts: Facts) -> Iterator[Made]:
    for told in facts.of("elasticache:DescribeCacheClusters"):
        if told.get("ReplicationGroupId"):
            continue  # the group stands for its nodes
        name, node = told["CacheClusterId"], (told.get("CacheNodes") or [{}])[0].get("Endpoint") or {}
        properties = some(
            **taken(told, "Engine", "EngineVersion", "CacheNodeType"),
            ClusterName=name,
            NumCacheNodes=told.get("NumCacheNodes"),
            Port=node.get("Port"),
            TransitEncryptionEnabled=told.get("TransitEncryptionEnabled"),
            VpcSecurityGroupIds=[each["SecurityGroupId"] for each in told.get("SecurityGroups") or ()],
            CacheSubnetGroupName=named(CACHE_SUBNETS, told.get("CacheSubnetGroupName") or ""),
        )
        gives = {node.get("Address") or "": "RedisEndpoint.Address", name: "Ref"}
        yield Made(CACHE, name, properties, gives, name)
    members = {told["CacheClusterId"]: told for told in facts.of("elasticache:DescribeCacheClusters")}
    for told in facts.of("elasticache:DescribeReplicationGroups"):
        name = told["ReplicationGroupId"]
        group = (told.get("NodeGroups") or [{}])[0]
        first, config = group.get("PrimaryEndpoint") or {}, told.get("ConfigurationEndpoint") or {}
        node = next((members[each] for each in told.get("MemberClusters") or () if each in members), {})
        properties = some(
            ReplicationGroupId=name,
            ReplicationGroupDescription=told.get("Description") or "-",
            Engine=told.get("Engine") or node.get("Engine"),
            EngineVersion=node.get("EngineVersion"),
            Port=first.get("Port") or config.get("Port"),
            TransitEncryptionEnabled=told.get("TransitEncryptionEnabled"),
            SecurityGroupIds=[each["SecurityGroupId"] for each in node.get("SecurityGroups") or ()],
            CacheSubnetGroupName=named(CACHE_SUBNETS, node.get("CacheSubnetGroupName") or ""),
        )
        if told.get("AuthTokenEnabled"):
            properties["AuthToken"] = {"Ref": "NotRead"}
        gives = {
            first.get("Address") or "": "PrimaryEndPoint.Address",
            config.get("Address") or "": "ConfigurationEndPoint.Address",
            (group.get("ReaderEndpoint") or {}).get("Address") or "": "ReaderEndPoint.Address",
            name: "Ref",
        }
        yield Made(CACHE_GROUP, name, properties, gives, name)
    for told in facts.of("elasticache:DescribeServerlessCaches"):
        name, endpoint = told["ServerlessCacheName"], told.get("Endpoint") or {}
        properties = taken(told, "ServerlessCacheName", "Engine", "SecurityGroupIds", "SubnetIds", "MajorEngineVersion")
        yield Made(SERVERLESS, name, properties, {endpoint.get("Address") or "": "Endpoint.Address", name: "Ref"}, name)
    for told in facts.of("elasticache:DescribeCacheSubnetGroups"):
        name = told["CacheSubnetGroupName"]
        subnets = [each["SubnetIdentifier"] for each in told.get("Subnets") or ()]
        properties = {"Description": "-", "CacheSubnetGroupName": name, "SubnetIds": subnets}
        yield Made(CACHE_SUBNETS, name, properties, {name: "Ref"}, name)


def _file_systems(facts: Facts) -> Iterator[Made]:
    for told in facts.of("elasticfilesystem:DescribeFileSystems"):
        id_ = told["FileSystemId"]
        properties = taken(told, "KmsKeyId", "FileSystemPolicy")
        properties["Encrypted"] = bool(told.get("Encrypted"))
        gives = {id_: "Ref", told.get("FileSystemArn") or "": "Arn"}
        yield Made(SYSTEM, id_, properties, gives, str(told.get("Name") or id_))
    for told in facts.of("elasticfilesystem:DescribeMountTargets"):
        id_ = told["MountTargetId"]
        if told.get("LifeCycleState", "available") == "available":
            groups = told.get("SecurityGroups") or [{"Ref": "NotRead"}]
            properties = {**taken(told, "FileSystemId", "SubnetId"), "SecurityGroups": groups}
            yield Made(TARGET, id_, properties, {id_: "Ref"}, id_)
    for told in facts.of("elasticfilesystem:DescribeAccessPoints"):
        id_ = told["AccessPointId"]
        properties = taken(told, "FileSystemId", "PosixUser", "RootDirectory")
        yield Made(ACCESS, id_, properties, {id_: "Ref", told.get("AccessPointArn") or "": "Arn"}, id_)
