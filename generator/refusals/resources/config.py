"""What AWS Config refuses of a recorder: it starts when there is a channel to deliver to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.refusals.refusal import Refusals
from generator.stack import Graph, Resource


def delivers_nowhere(graph: Graph, recorder: Resource) -> Iterator[str]:
    """Source: CloudFormation Template Reference, AWS::Config::ConfigurationRecorder (a delivery channel is created with
    it), NoAvailableDeliveryChannelException of StartConfigurationRecorder; from memory, 2026-11."""
    if not graph.of_type("AWS::Config::DeliveryChannel"):
        yield f"{recorder} starts with a delivery channel, and whether the account has one is not known here"


REFUSALS: Refusals = {"AWS::Config::ConfigurationRecorder": (delivers_nowhere,)}
