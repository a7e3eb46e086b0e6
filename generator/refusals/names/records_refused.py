"""What Route 53 refuses of records, CloudWatch of alarms, and Systems Manager of parameters."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from ipaddress import IPv4Address

from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.stack import Absent, Graph, Literal, Mapping, Reference, Resource, Value

RECORD, ALARM, PARAMETER, ZONE = (
    "AWS::Route53::RecordSet", "AWS::CloudWatch::Alarm", "AWS::SSM::Parameter", "AWS::Route53::HostedZone",
)  # fmt: skip
_ACTIONS = ("AlarmActions", "OKActions", "InsufficientDataActions")
_WEEK, _DAY = 604_800, 86_400


def _of_record(graph: Graph, record: Resource) -> Iterator[str]:
    """Source: Route 53 API Reference, ResourceRecordSet and AliasTarget; read 2026-11. That a CNAME is not
    for the name of its zone was not looked up."""
    alias, lasts, kind = record.get("AliasTarget"), record.get("TTL"), literal(record.get("Type"))
    kept, name = record.get("ResourceRecords"), (literal(record.get("Name")) or "").rstrip(".").lower()
    if not isinstance(alias, Absent) and not (isinstance(lasts, Absent) and isinstance(kept, Absent)):
        yield f"{record} is an alias, and has a TTL or records of its own"
    if isinstance(alias, Absent) and not isinstance(kept, Absent) and isinstance(lasts, Absent):
        yield f"{record} has no TTL, which records that are no alias need"
    for _, value in items(kept):
        text = literal(value)
        if kind == "A" and text is not None and not _is_address(text):
            yield f"{record} is of the type A, and {text[:60]} is no address of IPv4"
    zone = graph.target(record.get("HostedZoneId"), ZONE)
    of_zone = literal(zone.get("Name")) if zone else literal(record.get("HostedZoneName"))
    above = (of_zone or "").rstrip(".").lower()
    if above and name and name != above and not name.endswith(f".{above}"):
        yield f"{record} is for {name[:60]}, which is not in the zone {above[:60]}"
    if zone and kind == "CNAME" and above and name == above:
        yield f"{record} is a CNAME for the name of its zone, which takes none"
    target = alias.get("HostedZoneId") if isinstance(alias, Mapping) else None
    named = alias.get("DNSName") if isinstance(alias, Mapping) else None
    if isinstance(named, Reference) and named.attribute == "DNSName" and target == record.get("HostedZoneId"):
        yield f"the alias {record} names its own zone, and the zone of {named} is the balancer's CanonicalHostedZoneID"


def records_twice(graph: Graph) -> Iterator[str]:
    """Say which records are of one name and type, with nothing to choose between them by."""
    first: dict[tuple[Value, ...], Resource] = {}
    for record in graph.of_type(RECORD):
        name = record.get("Name")
        if not isinstance(name, Literal) or record.exists is not Truth.YES:
            continue
        key = tuple(record.get(each) for each in ("HostedZoneId", "HostedZoneName", "Type", "SetIdentifier"))
        other = first.setdefault((Literal(name.text.rstrip(".").lower()), *key), record)
        if other is not record:
            yield f"{other} and {record} are both the record {name.text[:60]}"


def _of_alarm(graph: Graph, alarm: Resource) -> Iterator[str]:
    """Source: CloudWatch API Reference, PutMetricAlarm; read 2026-11. That topics are of its
    Region was not looked up."""
    every, times, enough = (number(alarm.get(key)) for key in ("Period", "EvaluationPeriods", "DatapointsToAlarm"))
    if every is not None and times is not None and every * times > (_WEEK if every >= 3600 else _DAY):
        yield f"{alarm} looks back on {every * times} seconds, which is more than CloudWatch does"
    if every is not None and every > 30 and every % 60:
        yield f"Period of {alarm} is {every}, and 10, 20, 30 or a multiple of 60 is taken"
    if enough is not None and times is not None and enough > times:
        yield f"DatapointsToAlarm of {alarm} is {enough}, of {times} EvaluationPeriods"
    if not isinstance(alarm.get("Statistic"), Absent) and not isinstance(alarm.get("ExtendedStatistic"), Absent):
        yield f"{alarm} has Statistic and ExtendedStatistic, of which one is taken"
    region = literal(graph.pseudo("AWS::Region"))
    for key in _ACTIONS:
        told = [literal(value) for _, value in items(alarm.get(key))]
        if len(told) > 5:
            yield f"{key} of {alarm} has {len(told)} items, and 5 are taken"
        for text in told:
            pieces = (text or "").split(":")
            if len(pieces) > 5 and pieces[2] == "sns" and region and pieces[3] not in ("", region):
                yield f"{key} of {alarm} names a topic of {pieces[3][:40]}, and alarms tell those of their Region"


def _of_parameter(_graph: Graph, parameter: Resource) -> Iterator[str]:
    """Source: Systems Manager API Reference, PutParameter (name, value, tier, policies); read 2026-11. Without a
    Tier, it is the default of the account, and that is Standard where nobody has set it."""
    text, tier = literal(parameter.get("Value")), literal(parameter.get("Tier")) or "Standard"
    name = literal(parameter.get("Name")) or ""
    if "/" in name and not name.startswith("/"):
        yield f"Name of {parameter} is {name[:60]}, and one with a path begins with /"
    if text is not None and len(text.encode()) > (4096 if tier == "Standard" else 8192):
        yield f"Value of {parameter} has {len(text.encode())} bytes, which is too much for the tier {tier}"
    policies = literal(parameter.get("Policies"))
    if policies and tier == "Standard":
        yield f"{parameter} has Policies, which the tier Standard does not take"
    pattern = literal(parameter.get("AllowedPattern"))
    if pattern and text is not None and _misfits(pattern, text):
        yield f"Value of {parameter} does not fit its own AllowedPattern"


def _of_repository(_graph: Graph, repository: Resource) -> Iterator[str]:
    """Source: ECR User Guide, "Lifecycle policy properties in Amazon ECR"; read 2026-11."""
    text = literal(repository.get("LifecyclePolicy", "LifecyclePolicyText"))
    if text is None:
        return
    try:
        rules = json.loads(text)["rules"]
        chosen = [each["selection"] for each in rules]
        priorities = [each["rulePriority"] for each in rules]
        kinds = [(each["tagStatus"], each["countType"], each) for each in chosen]
    except (ValueError, KeyError, TypeError):
        yield f"LifecyclePolicyText of {repository} is no policy: JSON with rules, each with a selection, is taken"
        return
    if len({str(each) for each in priorities}) < len(priorities):
        yield f"two rules of the lifecycle of {repository} have one rulePriority"
    for status, counted, selection in kinds:
        if status == "tagged" and not (selection.get("tagPrefixList") or selection.get("tagPatternList")):
            yield f"a rule of the lifecycle of {repository} is for tagged images, and names no tags"
        if counted == "sinceImagePushed" and selection.get("countUnit") != "days":
            yield f"a rule of the lifecycle of {repository} counts from the push, and has no countUnit of days"


def _is_address(text: str) -> bool:
    try:
        IPv4Address(text)
    except ValueError:
        return "resolve:" in text
    return True


def _misfits(pattern: str, text: str) -> bool:
    try:
        return re.search(pattern, text) is None
    except re.error:
        return False


OF_RECORDS = {
    RECORD: _of_record,
    ALARM: _of_alarm,
    PARAMETER: _of_parameter,
    "AWS::ECR::Repository": _of_repository,
}
