"""What watches: logs, alarms, dashboards, flow logs, web ACLs; and hosted zones.

An alarm is paid for each metric that it looks at; one that looks at a band of anomaly detection, for three. Source:
Amazon CloudWatch pricing; AWS WAF pricing (a managed rule group is one rule); Amazon Route 53 pricing; ECS Developer
Guide, "Service discovery pricing" (a namespace with DNS is a hosted zone); read 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.cost.bill import Bill, length, number, plural, reason
from generator.cost.item import Item
from generator.ecs.containers.logs import LOG_GROUP
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.stack import Absent, Literal, Resource

ALARM, COMPOSITE = "AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"
DASHBOARD, FLOW_LOG, ACL = "AWS::CloudWatch::Dashboard", "AWS::EC2::FlowLog", "AWS::WAFv2::WebACL"
ZONES = {
    "AWS::Route53::HostedZone": "hosted zone",
    "AWS::ServiceDiscovery::PrivateDnsNamespace": "hosted zone of the namespace",
    "AWS::ServiceDiscovery::PublicDnsNamespace": "hosted zone of the namespace",
}
TYPES = (LOG_GROUP, ALARM, COMPOSITE, DASHBOARD, FLOW_LOG, ACL, *ZONES)


def lines(bill: Bill) -> Iterator[Item]:
    """What they cost."""
    flows = {bill.graph.target(each.get("LogGroupName"), LOG_GROUP) for each in bill.graph.of_type(FLOW_LOG)}
    for resource in bill.graph.of_type(LOG_GROUP):
        yield from _log_group(bill, resource, flows=resource in flows)
    for resource in bill.graph.of_type(ALARM):
        yield _alarm(bill, resource)
    for resource in bill.graph.of_type(COMPOSITE):
        yield bill.fixed(resource, "composite alarm", "alarm/composite", 1, "alarms")
    for resource in bill.graph.of_type(DASHBOARD):
        yield bill.fixed(resource, "dashboard", "dashboard/month", 1, "dashboards")
    for resource in bill.graph.of_type(FLOW_LOG):
        yield _flow_log(bill, resource)
    for resource in bill.graph.of_type(ACL):
        yield from _acl(bill, resource)
    for resource in bill.graph.of_type(*ZONES):
        yield bill.fixed(resource, ZONES[resource.type], "zone/month", 1, "zones")


def _log_group(bill: Bill, resource: Resource, flows: bool) -> Iterator[Item]:
    """What a log group costs; what is written to one by a flow log is paid as the flow log."""
    kind = resource.get("LogGroupClass")
    if not isinstance(kind, Absent) and literal(kind) != "STANDARD":
        yield bill.unknown(resource, "log group", f"no price of its LogGroupClass is known here ({kind})")
        return
    if not flows:
        yield bill.by_use(resource, "what is written to it", "logs/ingested", "logs-gb", "GB")
    yield bill.by_use(resource, "what it keeps", "logs/stored", "logs-stored-gb", "GB")


def _alarm(bill: Bill, resource: Resource) -> Item:
    queries = resource.get("Metrics")
    if not isinstance(queries, Absent) and length(queries) is None:
        return bill.unknown(resource, "alarm", reason("the number of its metrics", queries))
    stats = [i for i, _ in items(queries) if not isinstance(resource.get("Metrics", i, "MetricStat"), Absent)]
    periods = [resource.get("Metrics", index, "MetricStat", "Period") for index in stats] or [resource.get("Period")]
    if not all(isinstance(period, Absent | Literal) for period in periods):
        return bill.unknown(resource, "alarm", reason("its period", *periods))
    fine = any((number(period) or 60) < 60 for period in periods)
    bands = 1 if isinstance(resource.get("ThresholdMetricId"), Absent) else 3
    count = max(len(stats), 1) * bands
    what = f"alarm on {plural(count, 'metric')}" + (", high resolution" if fine else "")
    return bill.fixed(resource, what, "alarm/high" if fine else "alarm/standard", count, "metrics")


def _flow_log(bill: Bill, resource: Resource) -> Item:
    written = resource.get("LogDestinationType")
    kind = "cloud-watch-logs" if isinstance(written, Absent) else literal(written)
    price = {"cloud-watch-logs": "flow-log/logs", "s3": "flow-log/s3"}.get(kind or "")
    if price is None:
        return bill.unknown(resource, "flow log", f"no price of what goes to {written} is known here")
    return bill.by_use(resource, "flow log", price, "flow-log-gb", "GB")


def _acl(bill: Bill, resource: Resource) -> Iterator[Item]:
    rules = resource.get("Rules")
    count = 0 if isinstance(rules, Absent) else length(rules)
    yield bill.fixed(resource, "web ACL", "waf/acl", 1, "ACLs")
    if count is None:
        yield bill.unknown(resource, "rules", reason("their number", rules))
    elif count:
        yield bill.fixed(resource, plural(count, "rule"), "waf/rule", count, "rules")
    yield bill.by_use(resource, "requests", "waf/requests", "waf-requests", "million")
