"""A cluster that nothing answers for."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.stores.members import ClusterWithoutInstance as Fault


class ClusterWithoutInstance(Check):
    id = "ECS264"
    lesson = 26
    title = "Cluster that tasks are told about has no instance"
    symptom = "getaddrinfo ENOTFOUND, or connections that time out, although the cluster is available"
    why = (
        "A cluster of Aurora, DocumentDB or Neptune is storage and an address. Connections are taken by its instances, "
        "which are resources of their own."
    )
    fix = "Create an instance of the cluster, and let the service wait for it."
    fault = Fault
    message = "{cluster} has no instance, so nothing answers at the address that {task} is told"
    change = "add an {member} with DBClusterIdentifier: the cluster, and DependsOn of {task} on it"
    base = "cached"
    good = {
        "Documents": (
            "{Type: AWS::DocDB::DBCluster, DeletionPolicy: Snapshot, UpdateReplacePolicy: Snapshot, Properties: "
            "{DBSubnetGroupName: !Ref DocumentSubnets, VpcSecurityGroupIds: [!Ref CacheGroup], StorageEncrypted: true, "
            "MasterUsername: app, ManageMasterUserPassword: true, Port: 6379}}"
        ),
        "DocumentSubnets": (
            "{Type: AWS::DocDB::DBSubnetGroup, Properties: {DBSubnetGroupDescription: Documents, "
            "SubnetIds: [!Ref Subnet, !Ref SecondSubnet]}}"
        ),
        "Writer": (
            "{Type: AWS::DocDB::DBInstance, Properties: {DBClusterIdentifier: !Ref Documents, "
            "DBInstanceClass: db.t4g.medium}}"
        ),
        "TaskDefinition.ContainerDefinitions.0.Environment": (
            "[{Name: DOCUMENTS_HOST, Value: !GetAtt Documents.Endpoint}]"
        ),
        "Service.DependsOn": "[DefaultRoute, Writer]",
    }
    bad = {"Writer": None, "Service.DependsOn": "[DefaultRoute]"}
