"""Types of which an account has one in a Region: the second is refused."""

from __future__ import annotations

from collections.abc import Iterator

from generator.logic import Truth
from generator.refusals.refusal import Together
from generator.stack import Graph

_ONCE = (
    "AWS::GuardDuty::Detector",
    "AWS::Config::ConfigurationRecorder",
    "AWS::Config::DeliveryChannel",
    "AWS::SecurityHub::Hub",
    "AWS::Macie::Session",
    "AWS::ECR::RegistryPolicy",
    "AWS::ECR::RegistryScanningConfiguration",
    "AWS::ECR::ReplicationConfiguration",
    "AWS::EC2::VPCBlockPublicAccessOptions",
    "AWS::EC2::SnapshotBlockPublicAccess",
)


def twice(graph: Graph) -> Iterator[str]:
    """Sources: GuardDuty API Reference, CreateDetector ("only one detector per account per Region"); Config Developer
    Guide, "Service Limits" (one recorder, one channel); ECR API Reference, PutRegistryPolicy; from memory, 2026-11."""
    for kind in _ONCE:
        found = [each for each in graph.of_type(kind) if each.exists is Truth.YES]
        for second in found[1:]:
            if second.at.top is found[0].at.top:
                yield f"{found[0]} and {second} are of {kind}, of which an account has one in a Region"


TOGETHER: Together = (twice,)
