"""Container instances of clusters: what EC2 instances they are, and the roles of their profiles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.aws.live.reading import Reading, batches


def hosts(reading: Reading) -> list[dict[str, Any]]:
    """Keep the container instances of the clusters that were read and have some, and give their EC2 instances."""
    for cluster in reading.facts.of("ecs:DescribeClusters"):
        if cluster.get("registeredContainerInstancesCount"):
            _of_cluster(reading, cluster["clusterArn"])
    told = reading.facts.of("ecs:DescribeContainerInstances")
    found: list[dict[str, Any]] = []
    for some in batches(
        (each["ec2InstanceId"] for each in told if each.get("ec2InstanceId", "").startswith("i-")), 100
    ):
        filters = [{"Name": "instance-id", "Values": list(some)}]
        for reservation in reading.all("ec2", "describe_instances", "Reservations", Filters=filters):
            found += reservation.get("Instances") or ()
    reading.facts.add("ec2:DescribeInstances", found)
    return found


def _of_cluster(reading: Reading, cluster: str) -> None:
    arns = [
        str(arn) for arn in reading.all("ecs", "list_container_instances", "containerInstanceArns", cluster=cluster)
    ]
    for some in batches(arns, 100):
        answer = (
            reading.one("ecs", "describe_container_instances", cluster=cluster, containerInstances=list(some)) or {}
        )
        entries = answer.get("containerInstances") or ()
        reading.facts.add("ecs:DescribeContainerInstances", [{**each, "clusterArn": cluster} for each in entries])


def profiles(reading: Reading, instances: list[dict[str, Any]]) -> Iterator[str]:
    """Keep the instance profiles of instances; gives the ARNs of their roles."""
    arns = [(each.get("IamInstanceProfile") or {}).get("Arn") for each in instances]
    for arn in dict.fromkeys(arn for arn in arns if arn):
        name = arn.rpartition("/")[2]
        if answer := reading.one("iam", "get_instance_profile", InstanceProfileName=name):
            reading.facts.add("iam:GetInstanceProfile", [answer["InstanceProfile"]])
            yield from (role["Arn"] for role in answer["InstanceProfile"].get("Roles") or ())


def places(instances: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The subnets of instances, as services name theirs."""
    found = [each["SubnetId"] for each in instances if each.get("SubnetId")]
    return [{"networkConfiguration": {"awsvpcConfiguration": {"subnets": found}}}] if found else []
