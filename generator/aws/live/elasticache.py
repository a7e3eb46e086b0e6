"""Caches of VPCs."""

from __future__ import annotations

from collections.abc import Collection

from generator.aws.live.reading import Reading


def caches(reading: Reading, vpcs: Collection[str], subnets: Collection[str]) -> None:
    """Keep the caches that stand in these VPCs."""
    told = reading.all("elasticache", "describe_cache_subnet_groups", "CacheSubnetGroups")
    groups = [each for each in told if each.get("VpcId") in vpcs]
    reading.facts.add("elasticache:DescribeCacheSubnetGroups", groups)
    names = {each["CacheSubnetGroupName"] for each in groups}
    nodes = reading.all("elasticache", "describe_cache_clusters", "CacheClusters", ShowCacheNodeInfo=True)
    here = [each for each in nodes if each.get("CacheSubnetGroupName") in names]
    reading.facts.add("elasticache:DescribeCacheClusters", here)
    replicated = {each.get("ReplicationGroupId") for each in here}
    for group in reading.all("elasticache", "describe_replication_groups", "ReplicationGroups"):
        if group["ReplicationGroupId"] in replicated:
            reading.facts.add("elasticache:DescribeReplicationGroups", [group])
    for cache in reading.all("elasticache", "describe_serverless_caches", "ServerlessCaches"):
        if set(cache.get("SubnetIds") or ()) & set(subnets):
            reading.facts.add("elasticache:DescribeServerlessCaches", [cache])
