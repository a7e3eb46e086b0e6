"""Bridge: what looks for faults and is not a check yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.needs.health import health_faults
from generator.needs.matrix import Prover
from generator.needs.names import registration_faults
from generator.proof.access_logs import access_log_faults
from generator.proof.addresses import address_faults
from generator.proof.creation import creation_faults
from generator.proof.flow_logs import flow_log_faults
from generator.proof.hygiene import hygiene_faults
from generator.proof.log_keys import log_key_faults
from generator.proof.monitoring import monitoring_faults
from generator.proof.passwords import password_faults
from generator.proof.replacements import replacement_faults
from generator.proof.retained import retained_faults
from generator.proof.rotation import rotation_faults
from generator.proof.scratch import scratch_faults
from generator.proof.sessions import session_faults
from generator.proof.tls import tls_faults
from generator.proof.volumes import volume_faults
from generator.proof.zones import zone_faults

_CHECKS: tuple[Callable[[Context], Iterable[Worded]], ...] = (
    registration_faults,
    hygiene_faults,
    session_faults,
    rotation_faults,
    replacement_faults,
    log_key_faults,
    volume_faults,
    monitoring_faults,
    access_log_faults,
    creation_faults,
    address_faults,
    zone_faults,
    password_faults,
    scratch_faults,
    flow_log_faults,
    retained_faults,
)


def finders(prover: Prover) -> Iterator[Callable[[], Iterable[Worded]]]:
    """Give what looks for faults besides the matrix."""
    refused = {
        (cause.resource.path, cause.steps)
        for proof in prover.proofs
        for cause in proof.answer.causes
        if isinstance(cause, Worded) and cause.rule == "ECS095"
    }
    yield lambda: health_faults(prover.context)
    yield lambda: tls_faults(prover.context, refused)
    for check in _CHECKS:
        yield partial(check, prover.context)
