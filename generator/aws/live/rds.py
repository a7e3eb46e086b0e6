"""Databases of VPCs, with the parameters that decide about TLS."""

from __future__ import annotations

from collections.abc import Collection

from generator.aws.live.reading import Reading


def databases(reading: Reading, vpcs: Collection[str]) -> None:
    """Keep instances and clusters that stand in these VPCs, and the parameters that somebody set."""
    told = reading.all("rds", "describe_db_instances", "DBInstances")
    here = [each for each in told if (each.get("DBSubnetGroup") or {}).get("VpcId") in vpcs]
    reading.facts.add("rds:DescribeDBInstances", here)
    names = {each.get("DBClusterIdentifier") for each in here}
    clusters = reading.all("rds", "describe_db_clusters", "DBClusters") if names - {None} else []
    mine = [each for each in clusters if each["DBClusterIdentifier"] in names]
    reading.facts.add("rds:DescribeDBClusters", mine)
    for group in dict.fromkeys(
        group["DBParameterGroupName"] for each in here for group in each.get("DBParameterGroups") or ()
    ):
        _parameters(reading, "describe_db_parameters", "DBParameterGroupName", group)
    for group in dict.fromkeys(each["DBClusterParameterGroup"] for each in mine if each.get("DBClusterParameterGroup")):
        _parameters(reading, "describe_db_cluster_parameters", "DBClusterParameterGroupName", group)


def _parameters(reading: Reading, operation: str, key: str, group: str) -> None:
    if group.startswith("default."):
        return  # AWS's own: nobody sets anything there
    arguments = {key: group, "Source": "user"}
    told = reading.all("rds", operation, "Parameters", **arguments)
    if not reading.refused("rds", operation):
        reading.facts.add(reading.action("rds", operation), [{key: group, "Parameters": told}])
