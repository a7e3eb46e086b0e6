"""Whether a cluster decides what a service is started on that says nothing of it."""

from __future__ import annotations

from generator.logic import Truth
from generator.stack import Absent, Graph, Resource

_CLUSTER, _ASSOCIATION = "AWS::ECS::Cluster", "AWS::ECS::ClusterCapacityProviderAssociations"
_KEY = "DefaultCapacityProviderStrategy"


def started_on_instances(graph: Graph, service: Resource) -> Truth:
    """Tell whether a service with neither LaunchType nor strategy is started on instances: the launch type EC2.

    It is where its cluster has no default strategy; unknown where the cluster, or what associates providers with it,
    is not seen. Source: ECS API Reference, CreateService, launchType and capacityProviderStrategy ("If a
    capacityProviderStrategy or launchType isn't specified, the defaultCapacityProviderStrategy for the cluster is
    used"); that it is EC2 where there is none: terraform-provider-aws #12566, pulumi_aws, Service, launchType; read
    2026-11.
    """
    cluster = graph.target(service.get("Cluster"), _CLUSTER)
    controller = service.get("DeploymentController", "Type")
    if cluster is None or not graph.closed(cluster) or str(controller).endswith("EXTERNAL"):
        return Truth.UNKNOWN
    holders = [cluster]
    for association in graph.of_type(_ASSOCIATION):
        target = graph.target(association.get("Cluster"), _CLUSTER)
        if target is None:
            return Truth.UNKNOWN
        if target is cluster:
            holders.append(association)
    told = any(not isinstance(holder.get(_KEY), Absent) for holder in holders)
    return Truth.UNKNOWN if told else Truth.YES
