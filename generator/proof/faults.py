"""Everything that is wrong in a graph: what the proofs found, and what needs no proof."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.proof.answer import Fault
from generator.proof.context import Context
from generator.proof.database import database_needs
from generator.proof.deployment import deployment_faults
from generator.proof.health import health_faults
from generator.proof.hygiene import hygiene_faults
from generator.proof.naming import registration_faults
from generator.proof.order import order_faults
from generator.proof.prove import Prover
from generator.proof.rotation import rotation_faults
from generator.proof.sessions import session_faults
from generator.proof.targets import target_faults
from generator.proof.tls import tls_faults
from generator.stack import Graph, Truth


def all_faults(graph: Graph, prover: Prover | None = None) -> tuple[Fault, ...]:
    """Give every fault once, with all the tasks that suffer from it; in the order of the matrix, then check by check.

    A prover of the same graph, given along, saves proving everything again.
    """
    prover = prover or Prover(graph)
    proven = [fault for proof in prover.proofs for fault in proof.answer.faults if proof.answer.verdict is Truth.NO]
    return united((*proven, *other_faults(graph, prover.context)))


def other_faults(graph: Graph, context: Context | None = None) -> tuple[Fault, ...]:
    """Give the faults that are in no cell of the matrix; those that a cell has too are given again."""
    context = context or Context(graph)
    return united(
        (
            *health_faults(context),
            *tls_faults(context, _refused(context)),
            *registration_faults(context),
            *target_faults(context),
            *order_faults(context),
            *deployment_faults(context),
            *hygiene_faults(context),
            *session_faults(context),
            *rotation_faults(context),
        )
    )


def _refused(context: Context) -> set[tuple[str, tuple[str | int, ...]]]:
    """Give the variables for which a database turns the client away, which is worse than not to verify."""
    return {
        (fault.resource.path, fault.steps)
        for task in context.tasks
        if task.service is not None
        for _, answer in database_needs(context, task)
        for fault in answer.faults
        if fault.rule == "ECS095"
    }


def united(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Make one of all faults that ask for the same change at the same place."""
    found: dict[tuple[str, str, tuple[str | int, ...], str], Fault] = {}
    for fault in faults:
        key = (fault.rule, fault.resource.path, fault.steps, fault.fix)
        known = found.get(key)
        tasks = dict.fromkeys((*(known.tasks if known else ()), *fault.tasks))
        found[key] = replace(known or fault, tasks=tuple(tasks))
    return tuple(found.values())
