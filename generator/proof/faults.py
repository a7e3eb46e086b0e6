"""Bridge: what looks for faults and is not a check yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.needs.matrix import Prover
from generator.proof.alarms import alarm_faults
from generator.proof.capacity import capacity_faults
from generator.proof.certificates import certificate_faults
from generator.proof.creation import creation_faults
from generator.proof.deployment import deployment_faults
from generator.proof.discovery import discovery_faults
from generator.proof.empty_targets import empty_target_faults
from generator.proof.order import order_faults
from generator.proof.protocols import protocol_faults
from generator.proof.routing import routing_faults
from generator.proof.targets import target_faults

_CHECKS: tuple[Callable[[Context], Iterable[Worded]], ...] = (
    target_faults,
    order_faults,
    deployment_faults,
    empty_target_faults,
    creation_faults,
    capacity_faults,
    discovery_faults,
    protocol_faults,
    alarm_faults,
    certificate_faults,
    routing_faults,
)


def finders(prover: Prover) -> Iterator[Callable[[], Iterable[Worded]]]:
    """Give what looks for faults besides the matrix."""
    for check in _CHECKS:
        yield partial(check, prover.context)
