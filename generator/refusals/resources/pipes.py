"""What EventBridge Pipes refuses of pipes: the role that they are given."""

from __future__ import annotations

from generator.refusals.refusal import Refusals
from generator.refusals.resources.assumed_roles import trusts_another

REFUSALS: Refusals = {"AWS::Pipes::Pipe": (trusts_another,)}
