"""What the proof says of a release before it is deployed: a *no* is refused, and what is unknown is said."""

from __future__ import annotations

from generator.changes.plan import Fault
from generator.deploy.black_box import proof_of
from generator.deploy.run import Run
from generator.diagnosis.bundle import Proven
from generator.diagnosis.causes import Cause
from generator.diagnosis.naming import of_proof
from generator.report.diagnosis import lines_of_causes
from generator.report.style import terminal_style

SHOWN = 3
"""How many rows that are unknown are named; prove shows them all."""


def unproven(run: Run) -> list[Cause]:
    """Say what keeps tasks from starting or serving by the proof, as a diagnosis would; give it where that refuses."""
    proof = proof_of(run)
    if proof is None:
        return []
    if run.options.local and (unknown := _unknown(proof)):
        run.say.note(unknown)
    causes = of_proof(proof)
    if not causes:
        return []
    refused = not run.options.allow_unproven
    number = "one thing" if len(causes) == 1 else f"{len(causes)} things"
    run.say.warn(f"the proof of {proof.root} finds {number} that cannot work:")
    for line in lines_of_causes(causes, str(run.release.folder), terminal_style()):
        run.say.warn(line)
    if refused:
        run.say.warn("" if run.options.plan else "nothing was changed; to deploy all the same: --allow-unproven")
    return list(causes) if refused else []


def faults(causes: list[Cause]) -> list[Fault]:
    """The same for a plan, which is refused because of it."""
    return [Fault(f"{cause.resource}: {cause.what}", cause.fix) for cause in causes]


def _unknown(proof: Proven) -> str:
    """Say in one line what is taken for granted in a rehearsal."""
    rows = [f"{row.task}, {row.need}" for row in proof.rows if row.verdict == "unknown"]
    if not rows:
        return ""
    more = f" and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
    return f"unknown to the proof, and taken for granted here: {'; '.join(rows[:SHOWN])}{more}"
