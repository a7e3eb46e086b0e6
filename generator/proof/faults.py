"""Everything that is wrong in a graph: what the proofs found, and what needs no proof."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.proof.access_logs import access_log_faults
from generator.proof.addresses import address_faults
from generator.proof.answer import Fault
from generator.proof.capacity import capacity_faults
from generator.proof.creation import creation_faults
from generator.proof.deployment import deployment_faults
from generator.proof.discovery import discovery_faults
from generator.proof.empty_targets import empty_target_faults
from generator.proof.health import health_faults
from generator.proof.hygiene import hygiene_faults
from generator.proof.log_keys import log_key_faults
from generator.proof.monitoring import monitoring_faults
from generator.proof.naming import registration_faults
from generator.proof.order import order_faults
from generator.proof.passwords import password_faults
from generator.proof.protocols import protocol_faults
from generator.proof.prove import Prover
from generator.proof.replacements import replacement_faults
from generator.proof.rotation import rotation_faults
from generator.proof.sessions import session_faults
from generator.proof.targets import target_faults
from generator.proof.tls import tls_faults
from generator.proof.volumes import volume_faults
from generator.proof.zones import zone_faults
from generator.stack import Graph


def all_faults(graph: Graph, prover: Prover | None = None) -> tuple[Fault, ...]:
    """Give every fault once, with all the tasks that suffer from it; in the order of the matrix, then check by check.

    A prover of the same graph, given along, saves proving everything again.
    """
    return united(found_by(prover or Prover(graph)))


def found_by(prover: Prover) -> tuple[Fault, ...]:
    """Give the same as they are found: for each task that suffers, and each need that shows it."""
    context = prover.context
    proven = [fault for proof in prover.proofs for fault in proof.answer.faults]
    refused = {(fault.resource.path, fault.steps) for fault in proven if fault.rule == "ECS095"}
    return (
        *proven,
        *health_faults(context),
        *tls_faults(context, refused),
        *registration_faults(context),
        *target_faults(context),
        *order_faults(context),
        *deployment_faults(context),
        *hygiene_faults(context),
        *session_faults(context),
        *rotation_faults(context),
        *replacement_faults(context),
        *log_key_faults(context),
        *volume_faults(context),
        *empty_target_faults(context),
        *monitoring_faults(context),
        *access_log_faults(context),
        *creation_faults(context),
        *address_faults(context),
        *capacity_faults(context),
        *discovery_faults(context),
        *zone_faults(context),
        *password_faults(context),
        *protocol_faults(context),
    )


def united(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Make one of all faults that ask for the same change at the same place."""
    found: dict[tuple[str, str, tuple[str | int, ...], str], Fault] = {}
    for fault in faults:
        key = (fault.rule, fault.resource.path, fault.steps, fault.fix)
        known = found.get(key)
        tasks = dict.fromkeys((*(known.tasks if known else ()), *fault.tasks))
        found[key] = replace(known or fault, tasks=tuple(tasks))
    return tuple(found.values())
