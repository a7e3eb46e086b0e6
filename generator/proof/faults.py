"""Everything that is wrong in a graph: what the proofs found, and what needs no proof."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from generator.crash import Watch
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.needs.health import health_faults
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
from generator.proof.replacements import replacement_faults
from generator.proof.retained import retained_faults
from generator.proof.rotation import rotation_faults
from generator.proof.routing import routing_faults
from generator.proof.scratch import scratch_faults
from generator.proof.sessions import session_faults
from generator.proof.targets import target_faults
from generator.proof.tls import tls_faults
from generator.proof.volumes import volume_faults
from generator.proof.zones import zone_faults
from generator.stack import Graph

_CHECKS: tuple[Callable[[Context], Iterable[Worded]], ...] = (
    registration_faults,
    target_faults,
    order_faults,
    deployment_faults,
    hygiene_faults,
    session_faults,
    rotation_faults,
    replacement_faults,
    log_key_faults,
    volume_faults,
    empty_target_faults,
    monitoring_faults,
    access_log_faults,
    creation_faults,
    address_faults,
    capacity_faults,
    discovery_faults,
    zone_faults,
    password_faults,
    protocol_faults,
    scratch_faults,
    flow_log_faults,
    alarm_faults,
    retained_faults,
    certificate_faults,
    routing_faults,
)


def all_faults(graph: Graph, prover: Prover | None = None) -> tuple[Worded, ...]:
    """Give every fault once, with all the tasks that suffer from it; in the order of the matrix, then check by check.

    A prover of the same graph, given along, saves proving everything again.
    """
    return united(found_by(prover or Prover(graph)))


def found_by(prover: Prover, watch: Watch | None = None) -> tuple[Worded, ...]:
    """Give the same as they are found: for each task that suffers, and each need that shows it.

    With a ``watch``, a check that fails takes no other with it.
    """
    if watch is None:
        return tuple(fault for find in _finders(prover) for fault in find())
    return tuple(fault for find in _finders(prover) for fault in watch.all(find))


def _finders(prover: Prover) -> Iterator[Callable[[], Iterable[Worded]]]:
    def proven() -> Iterator[Worded]:
        return (fault for proof in prover.proofs for fault in proof.answer.causes)

    def without_tls() -> Iterable[Worded]:
        refused = {(fault.resource.path, fault.steps) for fault in proven() if fault.rule == "ECS095"}
        return tls_faults(prover.context, refused)

    yield proven
    yield lambda: health_faults(prover.context)
    yield without_tls
    for check in _CHECKS:
        yield partial(_asked, check, prover)


def _asked(check: Callable[[Context], Iterable[Worded]], prover: Prover) -> Iterable[Worded]:
    return check(prover.context)


def united(faults: Iterable[Worded]) -> tuple[Worded, ...]:
    """Make one of all faults that ask for the same change at the same place."""
    found: dict[tuple[str, str, tuple[str | int, ...], str], Worded] = {}
    for fault in faults:
        key = (fault.rule, fault.resource.path, fault.steps, fault.fix)
        known = found.get(key)
        tasks = dict.fromkeys((*(known.tasks if known else ()), *fault.tasks))
        found[key] = replace(known or fault, tasks=tuple(tasks))
    return tuple(found.values())
