"""A store outside of every VPC, and tasks without a way out."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.stores.stores import StoreBeyondReach as Fault


class StoreBeyondReach(Check):
    id = "ECS267"
    lesson = 26
    title = "Store has public addresses only, and tasks have no way to the internet"
    symptom = "connect ETIMEDOUT 52.94.10.7:443"
    why = (
        "A domain of OpenSearch Service without VPCOptions is reached by public addresses. Tasks get there through a "
        "NAT gateway, or with public addresses of their own."
    )
    fix = "Put the domain into the VPC with VPCOptions, or give the subnets of the tasks a route to a NAT gateway."
    fault = Fault
    message = "{store} is in no VPC, and {task} has no way out from {subnet} ({reason}): requests to it time out"
    change = "VPCOptions of {store}: subnets of the VPC of {task}, and a group that admits it on 443"
    base = "isolated"
    good = {
        "Search": (
            "{Type: AWS::OpenSearchService::Domain, DeletionPolicy: Retain, UpdateReplacePolicy: Retain, Properties: "
            "{ClusterConfig: {InstanceType: t3.small.search, InstanceCount: 1}, "
            "EBSOptions: {EBSEnabled: true, VolumeSize: 10}, DomainEndpointOptions: {EnforceHTTPS: true}, "
            "EncryptionAtRestOptions: {Enabled: true}, NodeToNodeEncryptionOptions: {Enabled: true}, "
            "EngineVersion: OpenSearch_2.17, "
            "VPCOptions: {SubnetIds: [!Ref Subnet], SecurityGroupIds: [!Ref EndpointGroup]}}}"
        ),
        "TaskDefinition.ContainerDefinitions.0.Environment": (
            "[{Name: SEARCH_URL, Value: !Sub 'https://${Search.DomainEndpoint}'}]"
        ),
    }
    bad = {"Search.VPCOptions": None}
