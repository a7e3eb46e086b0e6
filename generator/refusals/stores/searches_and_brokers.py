"""What OpenSearch, Kafka, brokers of messages and caches refuse of settings that do not fit each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import flag, items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Mapping, Resource

_KEPT_ON_INSTANCE = re.compile(r"(i\d|[a-z]\d+gd|im4gn|or1|or2|om2|oi2|m3|r3)[a-z0-9]*\..+|ultrawarm.+")
"""Types of nodes with storage of their own, or that bring it. Source: OpenSearch Service Developer Guide, "Supported
instance types"; from memory, 2026-11."""


def _of_domain(_graph: Graph, domain: Resource) -> Iterator[str]:
    """Source: OpenSearch Service API Reference, CreateDomain; Developer Guide, "Fine-grained access control" (needs
    encryption and HTTPS) and "Configuring a multi-AZ domain"; from memory, 2026-11."""
    kind = literal(domain.get("ClusterConfig", "InstanceType"))
    stored = flag(domain.get("EBSOptions", "EBSEnabled")) is Truth.YES
    known = isinstance(domain.get("EBSOptions"), Absent)
    by_default = isinstance(domain.get("ClusterConfig", "InstanceType"), Absent)
    if known and not stored and (by_default or (kind is not None and not _KEPT_ON_INSTANCE.fullmatch(kind))):
        yield f"{domain} has no EBSOptions, which its nodes need"
    zoned = flag(domain.get("ClusterConfig", "ZoneAwarenessEnabled")) is Truth.YES
    nodes = number(domain.get("ClusterConfig", "InstanceCount"))
    zones = number(domain.get("ClusterConfig", "ZoneAwarenessConfig", "AvailabilityZoneCount")) or 2
    if zoned and nodes is not None and (nodes < zones or (zones == 2 and nodes % 2)):
        yield f"{domain} has {nodes} nodes, and is in {zones} zones"
    subnets = list(items(domain.get("VPCOptions", "SubnetIds")))
    if len(subnets) > 1 and not zoned and isinstance(domain.get("ClusterConfig", "ZoneAwarenessEnabled"), Absent):
        yield f"{domain} has {len(subnets)} subnets, and without ZoneAwarenessEnabled one is taken"
    if flag(domain.get("AdvancedSecurityOptions", "Enabled")) is Truth.YES:
        needed = (("EncryptionAtRestOptions", "Enabled"), ("NodeToNodeEncryptionOptions", "Enabled"),
                  ("DomainEndpointOptions", "EnforceHTTPS"))  # fmt: skip
        lacking = [each[0] for each in needed if isinstance(domain.get(*each), Absent)]
        if lacking:
            yield f"{domain} has AdvancedSecurityOptions, and no {' and '.join(lacking)}"


def _of_kafka(_graph: Graph, cluster: Resource) -> Iterator[str]:
    """Source: MSK API Reference, CreateCluster (brokers are a multiple of the subnets); from memory, 2026-11."""
    count, zones = (
        number(cluster.get("NumberOfBrokerNodes")),
        len(list(items(cluster.get("BrokerNodeGroupInfo", "ClientSubnets")))),
    )
    if count is not None and zones and count % zones:
        yield f"NumberOfBrokerNodes of {cluster} is {count}, which is no multiple of its {zones} subnets"


def _of_broker(_graph: Graph, broker: Resource) -> Iterator[str]:
    """Source: Amazon MQ API Reference, DeploymentMode (by engine); from memory, 2026-11."""
    engine, mode = ((literal(broker.get(key)) or "").upper() for key in ("EngineType", "DeploymentMode"))
    wrong = {"RABBITMQ": "ACTIVE_STANDBY_MULTI_AZ", "ACTIVEMQ": "CLUSTER_MULTI_AZ"}.get(engine)
    if wrong and mode == wrong:
        yield f"DeploymentMode of {broker} is {mode}, which {engine} does not have"


def _of_cache(_graph: Graph, cache: Resource) -> Iterator[str]:
    """Source: ElastiCache API Reference, CreateReplicationGroup; (data tiering with r6gd, as many zones as
    clusters, replicas told by ReplicasPerNodeGroup instead of NumCacheClusters); read 2026-11."""
    kind = literal(cache.get("CacheNodeType")) or ""
    tiered = cache.get("DataTieringEnabled")
    if kind.startswith("cache.r6gd.") and (isinstance(tiered, Absent) or flag(tiered) is Truth.NO):
        yield f"{cache} has nodes of {kind[:40]}, and no DataTieringEnabled"
    counts = [name for name in ("NumCacheClusters", "ReplicasPerNodeGroup") if number(cache.get(name)) is not None]
    if len(counts) > 1:
        yield f"{cache} has {' and '.join(counts)}, of which one is taken"
    zones, nodes = len(list(items(cache.get("PreferredCacheClusterAZs")))), number(cache.get("NumCacheClusters"))
    if zones and nodes is not None and zones != nodes:
        yield f"PreferredCacheClusterAZs of {cache} has {zones} zones, and it has {nodes} nodes"
    for index, _ in items(cache.get("LogDeliveryConfigurations")):
        place = ("LogDeliveryConfigurations", index)
        wanted = {"cloudwatch-logs": "CloudWatchLogsDetails", "kinesis-firehose": "KinesisFirehoseDetails"}
        key = wanted.get(literal(cache.get(*place, "DestinationType")) or "")
        details = cache.get(*place, "DestinationDetails")
        if key and isinstance(details, Mapping) and isinstance(details.get(key), Absent):
            yield f"LogDeliveryConfigurations.{index} of {cache} has no {key}"


def _of_user(_graph: Graph, user: Resource) -> Iterator[str]:
    """Source: ElastiCache API Reference, CreateUser (a password, IAM, or none needed); User Guide, "Specifying
    permissions using an access string" (on, keys, channels, commands); from memory, 2026-11."""
    ways = ("Passwords", "NoPasswordRequired", "AuthenticationMode")
    if all(isinstance(user.get(name), Absent) for name in ways):
        yield f"{user} has no Passwords, NoPasswordRequired or AuthenticationMode, of which one is needed"
    for word in (literal(user.get("AccessString")) or "").split():
        if not re.fullmatch(r"on|off|[~&+%@(>-].*|all(keys|channels|commands)|(reset|clear|no)\w*|-.*", word):
            yield f"AccessString of {user} has the word {word[:40]}, which there is none of"


def _of_users(graph: Graph, group: Resource) -> Iterator[str]:
    """Source: ElastiCache API Reference, CreateUserGroup DefaultUserRequired (a group needs a default user);
    read 2026-11. That it is of Redis OSS alone was not looked up."""
    users = [graph.target(value, "AWS::ElastiCache::User") for _, value in items(group.get("UserIds"))]
    if (literal(group.get("Engine")) or "").lower() != "redis" or not users or None in users:
        return
    if all(literal(user.get("UserName")) not in (None, "default") for user in users if user):
        yield f"{group} has no user of the UserName default"


def _of_subnets(graph: Graph, group: Resource) -> Iterator[str]:
    """Source: ElastiCache API Reference, CreateCacheSubnetGroup (subnets of one VPC, one at the least);
    not looked up, 2026-11."""
    places = [graph.target(value, "AWS::EC2::Subnet") for value in values_at(group.get("SubnetIds"), ("*",))]
    vpcs = {vpc.path for each in places if each and (vpc := graph.target(each.get("VpcId"), "AWS::EC2::VPC"))}
    if len(vpcs) > 1:
        yield f"{group} has subnets of {len(vpcs)} VPCs"
    if getattr(group.get("SubnetIds"), "items", None) == ():
        yield f"{group} has no subnet"


OF_SEARCHES_AND_BROKERS = {
    "AWS::OpenSearchService::Domain": _of_domain,
    "AWS::MSK::Cluster": _of_kafka,
    "AWS::AmazonMQ::Broker": _of_broker,
    "AWS::ElastiCache::ReplicationGroup": _of_cache,
    "AWS::ElastiCache::User": _of_user,
    "AWS::ElastiCache::UserGroup": _of_users,
    "AWS::ElastiCache::SubnetGroup": _of_subnets,
}
