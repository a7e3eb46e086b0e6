"""What ElastiCache refuses of clusters and replication groups, their groups of parameters and subnets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import flag, items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.refusals.refusal import Refusals
from generator.refusals.values_at import values_at
from generator.stack import Absent, Choice, Graph, Mapping, Resource
from generator.stack import Unknown as StackUnknown

_FAMILY = re.compile(r"(?:default\.)?(valkey|redis|memcached)(\d)(?:\.\d+|\.x)?(?:\.cluster\.on)?")
_GROUP = "AWS::ElastiCache::ParameterGroup"
_POLICIES = (
    "volatile-lru", "allkeys-lru", "volatile-lfu", "allkeys-lfu", "volatile-random", "allkeys-random", "volatile-ttl",
    "noeviction",
)  # fmt: skip


def name_and_family(graph: Graph, cache: Resource) -> Iterator[str]:
    """Source: ElastiCache API Reference, CreateReplicationGroup (an id of 40 characters) and CreateCacheCluster (50);
    read 2026-11. ElastiCache User Guide, "Engine specific parameters" (families, policies); not looked up."""
    engine = (literal(cache.get("Engine")) or "redis").lower()
    own = literal(cache.get("ReplicationGroupId")) or literal(cache.get("ClusterName"))
    most = 40 if cache.type.endswith("ReplicationGroup") else 50
    if own is not None and len(own) > most:
        yield f"the id of {cache} has {len(own)} characters, and {most} are taken"
    if literal(cache.get("ReplicationGroupDescription")) == "":
        yield f"ReplicationGroupDescription of {cache} is empty"
    group = graph.target(cache.get("CacheParameterGroupName"), _GROUP)
    named = literal(group.get("CacheParameterGroupFamily") if group else cache.get("CacheParameterGroupName"))
    family = _FAMILY.fullmatch(named or "")
    if family is None or (group is None and not (named or "").startswith("default.")):
        return
    version = literal(cache.get("EngineVersion"))
    if family[1] != engine or (version and version[:1].isdigit() and version.partition(".")[0] != family[2]):
        yield f"the parameter group of {cache} is of the family {named}, and its engine is {engine} {version or ''}"


def parameter_group(_graph: Graph, group: Resource) -> Iterator[str]:
    written = group.get("Properties")
    policy = literal(written.get("maxmemory-policy")) if isinstance(written, Mapping) else None
    if policy is not None and policy not in _POLICIES:
        yield f"maxmemory-policy of {group} is {policy[:40]}, which is none"


def number_of_nodes(_graph: Graph, resource: Resource) -> Iterator[str]:
    """Source: ElastiCache API Reference, CreateCacheCluster, PreferredAvailabilityZones (as many as nodes); from
    memory, 2026-11."""
    engine, nodes = (literal(resource.get("Engine")) or "").lower(), number(resource.get("NumCacheNodes"))
    if engine in ("redis", "valkey") and nodes is not None and nodes != 1:
        yield f"NumCacheNodes of {resource} is {nodes}, and with {engine} 1 is taken"
    if literal(resource.get("AZMode")) == "cross-az" and (engine != "memcached" or nodes == 1):
        yield f"AZMode of {resource} is cross-az, which is for several nodes of memcached"
    zones = len(list(items(resource.get("PreferredAvailabilityZones"))))
    if engine == "memcached" and zones and nodes is not None and zones != nodes:
        yield f"PreferredAvailabilityZones of {resource} has {zones} zones, and it has {nodes} nodes"
    if engine == "redis" and (literal(resource.get("TransitEncryptionEnabled")) or "").lower() == "true":
        yield f"whether {resource}, of redis and no replication group, may have TransitEncryptionEnabled is not known"


def replication_group(_graph: Graph, cache: Resource) -> Iterator[str]:
    """Source: ElastiCache API Reference, CreateReplicationGroup; (data tiering with r6gd, as many zones as
    clusters, replicas told by ReplicasPerNodeGroup instead of NumCacheClusters); read 2026-11."""
    kind = literal(cache.get("CacheNodeType")) or ""
    tiered = cache.get("DataTieringEnabled")
    if kind.startswith("cache.r6gd.") and (isinstance(tiered, Absent) or flag(tiered) is Truth.NO):
        yield f"{cache} has nodes of {kind[:40]}, and no DataTieringEnabled"
    counts = [name for name in ("NumCacheClusters", "ReplicasPerNodeGroup") if number(cache.get(name)) is not None]
    if len(counts) > 1:
        yield f"{cache} has {' and '.join(counts)}, of which one is taken"
    shards = number(cache.get("NumNodeGroups"))
    if shards is not None and shards > 1 and "NumCacheClusters" in counts:
        yield f"{cache} has NumCacheClusters, which is for one shard, and NumNodeGroups {shards}"
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


def encryption(_graph: Graph, cache: Resource) -> Iterator[str]:
    """Source: ElastiCache API Reference, CreateReplicationGroup, KmsKeyId and AtRestEncryptionEnabled (false unless it
    is Valkey); ElastiCache User Guide, "In-transit encryption" (Memcached from 1.6.12 on); from memory, 2026-11."""
    engine, version = (literal(cache.get("Engine")) or "redis").lower(), literal(cache.get("EngineVersion")) or ""
    keyed = not isinstance(cache.get("KmsKeyId"), Absent | Choice | StackUnknown)
    if keyed and engine == "redis" and flag(cache.get("AtRestEncryptionEnabled")) is Truth.NO:
        yield f"{cache} has a KmsKeyId, and AtRestEncryptionEnabled is not true"
    spoken = flag(cache.get("TransitEncryptionEnabled")) is Truth.YES
    numbers = tuple(int(each) for each in version.split(".") if each.isdigit())
    if spoken and engine == "memcached" and len(numbers) == 3 and numbers < (1, 6, 12):
        yield f"{cache} has TransitEncryptionEnabled, which memcached {version} does not have: 1.6.12 is the first"


def subnet_group(graph: Graph, group: Resource) -> Iterator[str]:
    """Source: ElastiCache API Reference, CreateCacheSubnetGroup (subnets of one VPC, one at the least);
    not looked up, 2026-11."""
    places = [graph.target(value, "AWS::EC2::Subnet") for value in values_at(group.get("SubnetIds"), ("*",))]
    vpcs = {vpc.path for each in places if each and (vpc := graph.target(each.get("VpcId"), "AWS::EC2::VPC"))}
    if len(vpcs) > 1:
        yield f"{group} has subnets of {len(vpcs)} VPCs"
    if getattr(group.get("SubnetIds"), "items", None) == ():
        yield f"{group} has no subnet"


REFUSALS: Refusals = {
    "AWS::ElastiCache::ReplicationGroup": (
        name_and_family,
        replication_group,
        encryption,
    ),
    "AWS::ElastiCache::CacheCluster": (
        name_and_family,
        number_of_nodes,
        encryption,
    ),
    _GROUP: (parameter_group,),
    "AWS::ElastiCache::SubnetGroup": (subnet_group,),
}
