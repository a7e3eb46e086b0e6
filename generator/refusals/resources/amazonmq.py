"""What Amazon MQ refuses of brokers."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Graph, Resource


def deployment_mode(_graph: Graph, broker: Resource) -> Iterator[str]:
    """Source: Amazon MQ API Reference, DeploymentMode (by engine); from memory, 2026-11."""
    engine, mode = ((literal(broker.get(key)) or "").upper() for key in ("EngineType", "DeploymentMode"))
    wrong = {"RABBITMQ": "ACTIVE_STANDBY_MULTI_AZ", "ACTIVEMQ": "CLUSTER_MULTI_AZ"}.get(engine)
    size = literal(broker.get("HostInstanceType")) or ""
    if engine == "RABBITMQ" and mode == "CLUSTER_MULTI_AZ" and size.startswith("mq.t"):
        yield f"HostInstanceType of {broker} is {size[:40]}, of which there are no clusters"
    if wrong and mode == wrong:
        yield f"DeploymentMode of {broker} is {mode}, which {engine} does not have"


REFUSALS: Refusals = {
    "AWS::AmazonMQ::Broker": (deployment_mode,),
}
