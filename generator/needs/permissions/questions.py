"""Questions to IAM about one graph. Where only the partition is open, that of its templates counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from generator.ecs.partitions import partition
from generator.iam import Caller, Decision, Symbolic, Text, decide
from generator.logic import Truth
from generator.needs.permissions.policy_values import in_partition
from generator.stack import Graph

WHOLE: Mapping[str, object] = {
    "all": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
}
"""Identity policies of one who may do everything."""


@dataclass(frozen=True)
class Question:
    """What ``generator.iam.decide`` is asked, with the names that it has there."""

    action: str
    resource: str | Symbolic
    caller: Caller
    identity: Mapping[str, object] = field(default_factory=dict)
    context: Mapping[str, object] = field(default_factory=dict)
    resource_policies: Mapping[str, object] = field(default_factory=dict)
    boundary: object = None
    endpoint_policy: object = None
    same_account: bool | None = True

    def decided(self) -> Decision:
        """What IAM decides."""
        return decide(
            self.identity,
            self.action,
            self.resource,
            self.context,
            boundary=self.boundary,
            endpoint_policy=self.endpoint_policy,
            same_account=self.same_account,
            caller=self.caller,
            resource_policies=self.resource_policies,
        )

    def within(self, name: str) -> Question:
        """The same question in one partition."""
        names = ("resource", "identity", "context", "resource_policies", "boundary", "endpoint_policy")
        changed = {each: in_partition(getattr(self, each), name) for each in names}
        arn = in_partition(self.caller.arn, name)
        caller = replace(self.caller, arn=arn if isinstance(arn, str | Text) else self.caller.arn)
        return replace(self, caller=caller, **changed)  # type: ignore[arg-type]


def decided(graph: Graph, question: Question) -> Decision:
    """What IAM decides in the partition of a graph. That one was taken for granted is said among the reasons."""
    decision = question.decided()
    if decision.verdict is not Truth.UNKNOWN or not (home := partition(graph)).name:
        return decision
    again = question.within(home.name).decided()
    if again.verdict is Truth.UNKNOWN:
        return decision
    premise = () if home.told else (f"judged for the partition {home.name}, since nothing tells another",)
    return replace(again, because=(*again.because, *premise))
