"""What a rehearsal has besides: tasks that obey the proof, and AWS's time beside the time that it took here."""

from __future__ import annotations

from generator.deploy.black_box import proof_of
from generator.deploy.run import Run


def obey_the_proof(run: Run) -> None:
    """Have tasks of the local AWS start and end as the proof of this release says; elsewhere AWS itself does."""
    if not run.options.local or not run.cloud.endpoint_url:
        return
    from generator.rehearsal.seed import hand_over

    proof = proof_of(run)
    hand_over(run.cloud.endpoint_url, run.release.stack, run.cloud.region, proof.rows if proof else ())


def tell_of_time(run: Run) -> None:
    """Say what AWS would have taken longer for."""
    if not run.options.local or not run.cloud.endpoint_url:
        return
    from generator.rehearsal.seed import told

    for note in told(run.cloud.endpoint_url, run.release.stack, run.cloud.region):
        run.say.note(note)
