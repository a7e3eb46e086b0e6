"""Patterns of events that no event matches, or that EventBridge does not take: their rules start nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from generator.awsdata.event_sources import detail_types, sources
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Idle, Never, Refusals
from generator.refusals.resources.events.filters import filter_faults
from generator.stack import Absent, Graph, Listing, Literal, Mapping, Reference, Resource, Value, document

_RULE, _BUS = "AWS::Events::Rule", "AWS::Events::EventBus"
_FIELDS = ("source", "detail-type", "detail", "account", "region", "resources", "time", "id", "version",
           "replay-name")  # fmt: skip
"""The fields of an event. Source: EventBridge User Guide, "Events in Amazon EventBridge", from memory; replay-name,
which replayed events have, and which rules leave out by {exists: false}: public notes, and a model of events in Python
that has it; excerpts, read 2026-11."""
_MEANT = {"".join(name.split("-")).lower(): name for name in _FIELDS}
_BY_TRAIL = ("AWS API Call via CloudTrail", "AWS Service Event via CloudTrail", "AWS Console Sign In via CloudTrail")
_NEAR = 0.9
"""How like each other two names of as many words are, of which one is a slip: names that are one word longer are other
events (Instance Refresh Failed, Instance Refresh Rollback Failed)."""


def matches_nothing(graph: Graph, rule: Resource) -> Iterator[str]:
    """Say which part of a pattern nothing matches: EventBridge takes it all the same."""
    for said in _faults(graph, rule):
        yield said if isinstance(said, Never) else Idle(said)


def _faults(graph: Graph, rule: Resource) -> Iterator[str]:
    """Say which part of a pattern nothing matches.

    Sources: EventBridge User Guide, "Events in Amazon EventBridge" (what a service of the account sends goes to the
    default bus); read 2026-11. "Event patterns" (values are lists; names and case are matched exactly); S3 User Guide,
    "Enabling Amazon EventBridge" (a bucket sends events once that is turned on); not looked up. A rule of any bus, also
    of another account or Region, can send its events on to a bus, so that what is on a bus is not known where others
    are let in, or something here sends to it.
    """
    written = rule.get("EventPattern")
    if isinstance(written, Absent):
        return
    pattern = document(written) if isinstance(written, Literal) else written
    if not isinstance(pattern, Mapping) or pattern.rest is not None:
        return
    for key, value in pattern.entries:
        meant = _MEANT.get(re.sub(r"[-_ ]", "", key).lower())
        if key not in _FIELDS and not key.startswith("$"):
            hint = f": {meant} is meant" if meant else ", which no event has"
            yield f"EventPattern of {rule} asks for {key[:40]}{hint}"
        elif isinstance(value, Literal):
            yield f"EventPattern of {rule} has a text for {key}, and a list is taken"
        elif isinstance(value, Listing) and not value.items:
            yield f"EventPattern of {rule} has an empty list for {key}"
    yield from _of_sources(rule, pattern)
    if not _others_send(graph):
        yield from _of_places(graph, rule, pattern)
        yield from _of_bus(graph, rule, pattern)
    for fault in filter_faults(pattern):
        yield f"EventPattern of {rule} {fault}"
    yield from _of_buckets(graph, rule, pattern)


def _of_sources(rule: Resource, pattern: Mapping) -> Iterator[str]:
    named = list(_texts(pattern.get("source")))
    unknown = [name for name in named if _of_aws(name) and name not in sources()]
    served = [name for name in named if re.fullmatch(r"[a-z0-9-]+\.amazonaws\.com(\.cn)?", name)]
    if named and len(unknown) + len(served) == len(named) and _whole(pattern.get("source")):
        yield f"EventPattern of {rule} has the source {named[0][:60]}, from which no service sends events on record"
    listed = pattern.get("source")
    for each in listed.items if isinstance(listed, Listing) else ():
        start = literal(each.get("prefix")) if isinstance(each, Mapping) else None
        if start and _of_aws(start) and not any(one.startswith(start) for one in sources()):
            yield f"EventPattern of {rule} has sources that begin with {start[:60]}, and none is on record"
    wanted = list(_texts(pattern.get("detail-type")))
    if len(named) == 1 and _whole(pattern.get("source")):
        known = detail_types(named[0])
        for name in wanted:
            near = get_close_matches(name.lower(), [each.lower() for each in (*known, *_BY_TRAIL)], 1, _NEAR)
            if known and name not in (*known, *_BY_TRAIL) and near and len(_words(near[0])) == len(_words(name)):
                meant = next(each for each in (*known, *_BY_TRAIL) if each.lower() == near[0])
                yield f"EventPattern of {rule} has the detail-type {name[:60]}, and {named[0]} sends {meant}"


def _words(name: str) -> list[str]:
    return re.split(r"[ -]+", name.strip())


def _of_aws(source: str) -> bool:
    """Whether only AWS can send from a source; those of partners begin with aws.partner."""
    return source.lower().startswith("aws.") and not source.lower().startswith("aws.partner")


def _others_send(graph: Graph) -> bool:
    """Whether the templates let others send to a bus, or send to one themselves."""
    if any(True for _ in graph.of_type("AWS::Events::EventBusPolicy")):
        return True
    if any(not isinstance(bus.get("Policy"), Absent) for bus in graph.of_type(_BUS)):
        return True
    arns = (
        rule.get("Targets", index, "Arn") for rule in graph.of_type(_RULE) for index, _ in items(rule.get("Targets"))
    )
    return any(graph.target(arn, _BUS) or ":event-bus/" in (literal(arn) or "") for arn in arns)


def _of_bus(graph: Graph, rule: Resource, pattern: Mapping) -> Iterator[str]:
    named, written = list(_texts(pattern.get("source"))), rule.get("EventBusName")
    bus = "default" if isinstance(written, Absent) else literal(written)
    other = isinstance(written, Reference) if bus is None else bus != "default" and not bus.endswith("/default")
    if named and other and all(name in sources() for name in named) and _whole(pattern.get("source")):
        said = f"EventPattern of {rule} waits for {named[0]} on a bus of its own, and AWS sends to the default bus"
        made = graph.target(written, _BUS) or any(literal(each.get("Name")) == bus for each in graph.of_type(_BUS))
        # Who sends to a bus of another stack is not known.
        yield Never(said, rule, "EventBusName", change="EventBusName: leave it out") if made else said


def _of_places(graph: Graph, rule: Resource, pattern: Mapping) -> Iterator[str]:
    for key, own in (("account", graph.pseudo("AWS::AccountId")), ("region", graph.pseudo("AWS::Region"))):
        wanted, here = list(_texts(pattern.get(key))), literal(own)
        bus = rule.get("EventBusName")
        if wanted and here and here not in wanted and _whole(pattern.get(key)) and isinstance(bus, Absent):
            yield f"EventPattern of {rule} asks for the {key} {wanted[0][:40]}, and its rule is in {here}"


def _of_buckets(graph: Graph, rule: Resource, pattern: Mapping) -> Iterator[str]:
    """Events of a bucket of this template that does not send any."""
    calls = any(text in _BY_TRAIL for text in _texts(pattern.get("detail-type")))
    detail = pattern.get("detail")
    named = detail.get("bucket") if isinstance(detail, Mapping) else Absent()
    names = named.get("name") if isinstance(named, Mapping) else Absent()
    if "aws.s3" not in set(_texts(pattern.get("source"))) or calls or not isinstance(names, Listing):
        return
    for name in names.items:
        bucket = graph.target(name, "AWS::S3::Bucket")
        told = bucket.get("NotificationConfiguration") if bucket else None
        silent = isinstance(told, Absent) or (
            isinstance(told, Mapping) and told.rest is None and isinstance(told.get("EventBridgeConfiguration"), Absent)
        )
        if bucket is not None and silent and graph.closed(bucket):
            said = f"EventPattern of {rule} waits for {bucket}, whose EventBridgeConfiguration is not turned on"
            change = f"NotificationConfiguration of {bucket}: EventBridgeConfiguration, EventBridgeEnabled true"
            yield Never(said, rule, "EventPattern", change=change)


def _texts(value: Value) -> Iterator[str]:
    for inner in value.items if isinstance(value, Listing) else ():
        if isinstance(inner, Literal):
            yield inner.text


def _whole(value: Value) -> bool:
    return isinstance(value, Listing) and all(isinstance(each, Literal) for each in value.items)


REFUSALS: Refusals = {
    _RULE: (matches_nothing,),
}
