"""Bridge: what looks for faults and is not a check yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.needs.matrix import Prover
from generator.needs.names import registration_faults
from generator.proof.access_logs import access_log_faults
from generator.proof.addresses import address_faults
from generator.proof.alarms import alarm_faults
from generator.proof.capacity import capacity_faults
from generator.proof.certificates import certificate_faults
from generator.proof.creation import creation_faults
from generator.proof.deployment import deployment_faults
from generator.proof.discovery import discovery_faults
from generator.proof.empty_targets import empty_target_faults
from generator.proof.flow_logs import flow_log_faults
from generator.proof.hygiene import hygiene_faults
from generator.proof.log_keys import log_key_faults
from generator.proof.monitoring import monitoring_faults
from generator.proof.order import order_faults
from generator.proof.passwords import password_faults
from generator.proof.protocols import protocol_faults
from generator.proof.retained import retained_faults
from generator.proof.rotation import rotation_faults
from generator.proof.routing import routing_faults
from generator.proof.sessions import session_faults
from generator.proof.targets import target_faults

_CHECKS: tuple[Callable[[Context], Iterable[Worded]], ...] = (
    registration_faults,
    target_faults,
    order_faults,
    deployment_faults,
    hygiene_faults,
    session_faults,
    rotation_faults,
    log_key_faults,
    empty_target_faults,
    monitoring_faults,
    access_log_faults,
    creation_faults,
    address_faults,
    capacity_faults,
    discovery_faults,
    password_faults,
    protocol_faults,
    flow_log_faults,
    alarm_faults,
    retained_faults,
    certificate_faults,
    routing_faults,
)


def finders(prover: Prover) -> Iterator[Callable[[], Iterable[Worded]]]:
    """Give what looks for faults besides the matrix."""
    for check in _CHECKS:
        yield partial(check, prover.context)
