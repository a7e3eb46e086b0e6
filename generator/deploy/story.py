"""Deploy output/<env>/ as nested change sets: upload, plan, show, confirm, execute, follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from generator.aws import bucket as buckets
from generator.aws import change_set
from generator.aws.calls import RefusedError
from generator.aws.change_set_reading import author, describe, wait
from generator.aws.change_set_refusal import Refusal, refusal
from generator.aws.change_set_warnings import notices
from generator.aws.empties import empties
from generator.aws.events import beginning, newest
from generator.aws.follow import last_events
from generator.aws.preflight import preflight, read
from generator.aws.protect import protect
from generator.aws.stacks import Stack, find
from generator.aws.upload import upload
from generator.awsdata.resources import stateful
from generator.changes.change import flatten
from generator.changes.leftovers import Left
from generator.changes.plan import Fault, Plan, plan
from generator.changes.reasons import Failure
from generator.changes.states import Outcome, Step, outcome, step
from generator.deploy.again import with_option
from generator.deploy.allowed import check_allowed_paths
from generator.deploy.deletion import delete_failed_creation
from generator.deploy.endings import explain_stuck, finish, leftovers_of_stack, protected, report, rolled_back
from generator.deploy.foreseen import foreseen
from generator.deploy.offer import Offer, offered
from generator.deploy.outcomes import end, left_lines
from generator.deploy.protection import ran_before, root_parameters
from generator.deploy.rehearsed import obey_the_proof, tell_of_time
from generator.deploy.run import Run, confirmed
from generator.deploy.standing import keep_running, starting
from generator.deploy.undo import undo_first
from generator.deploy.unfinished import unfinished, warn_of_replacements
from generator.deploy.unproven import faults, unproven
from generator.deploy.wanted import wanted_change_set
from generator.deploy.watch import watch
from generator.diagnosis.causes import Cause, cause_json
from generator.errors import invalid
from generator.output.linked import Linked


def deploy(run: Run) -> int:
    """Upload, plan, show, confirm, execute, follow."""
    stack = find(run.cloud, run.release.stack)
    wanted, templates, bucket = wanted_change_set(run)

    what = step(stack.status if stack else "")
    if stack and (what is Step.WAIT or run.options.resume):
        return attach(run, stack, wanted)
    if run.options.resume:
        raise invalid(f"there is no stack {run.release.stack}", hint="leave --resume out to deploy it")
    if stack and what in (Step.REPAIR, Step.DELETE_AGAIN):
        return explain_stuck(run, stack)
    check_allowed_paths(run, stack)
    causes = unproven(run)
    if causes and not run.options.plan:
        return unchanged(run, stack, "refused", causes)
    going = empties(run.cloud, last_events(run.cloud, stack.id)) if stack and what is Step.RECREATE else []
    wrong = [*faults(causes), *missing_prerequisites(run, stack, going)]
    if wrong and not run.options.plan:
        return unchanged(run, stack, "refused")
    if stack is None or what is not Step.RECREATE:
        return change_stack(run, stack, wanted, templates, bucket, wrong)
    if (ended := delete_failed_creation(run, stack, going, refused=bool(wrong))) is not None:
        return ended
    run.standing.words = f"{stack.name} was deleted, and is not created again yet. To continue: {run.options.command}"
    return change_stack(run, None, wanted, templates, bucket, wrong)


def change_stack(
    run: Run,
    stack: Stack | None,
    wanted: change_set.Wanted,
    templates: list[Linked],
    bucket: str,
    wrong: Sequence[Fault],
) -> int:
    """Upload, and change a stack to what is wanted, or make it. With what is ``wrong`` it is only looked at."""
    if not prepare_bucket(run, bucket):
        return unchanged(run, stack, "declined")
    uploaded = upload(run.cloud, bucket, run.caller, templates)
    run.say.note(f"uploaded {', '.join(uploaded)}" if uploaded else "every template is uploaded already")

    kind = "UPDATE" if stack and step(stack.status) is Step.UPDATE else "CREATE"
    wanted = replace(wanted, kind=kind, parameters=root_parameters(run.release, stack))
    with offered(run, wanted, stack) as offer:
        ending = show_and_confirm(run, offer, stack, wrong) or execute(run, offer, stack)
    return ending()


# How a run ends, said once the change set is taken away again.
Ending = Callable[[], int]


def show_and_confirm(run: Run, offer: Offer, stack: Stack | None, wrong: Sequence[Fault]) -> Ending | None:
    """Show what the change set does, and ask; None when it is to be executed."""
    made = offer.made
    if wait(run.cloud, made.id)["Status"] == "FAILED":
        return partial(no_change_set, run, refusal(run.cloud, made.id), stack, wrong)
    changes = flatten(describe(run.cloud, made.id))
    offer.plan = plan(
        run.release.stack, run.release.environment, run.caller.account, run.cloud.region, offer.wanted.kind.lower(),
        made.id, changes, run.options.allow, wrong, notices(run.cloud, made.id),
    )  # fmt: skip
    ahead = foreseen(run, stack, changes)
    offer.plan = replace(offer.plan, interruptions=ahead.interruptions, monthly=ahead.monthly, openings=ahead.openings)
    run.say.plan(offer.plan)
    warn_of_replacements(run, stack, offer.plan)
    if offer.plan.refused:
        return partial(unchanged, run, stack, "refused")
    if run.options.plan:
        return partial(unchanged, run, stack, "planned")
    if undone := undo_first(run, stack, offer.plan, deploy):
        return undone
    return None if confirmed(run, "deploy this?") else partial(unchanged, run, stack, "declined")


def execute(run: Run, offer: Offer, stack: Stack | None) -> Ending:
    """Execute the change set; if somebody was faster, see what has become of the stack."""
    made = offer.made
    try:
        protect_before(run, stack, made.stack_id, offer.plan)
        obey_the_proof(run)
        after = newest(run.cloud, made.stack_id)
        offer.executed = True  # as far as anybody knows, should the answer be lost
        with starting(run, "the deployment"):
            accepted = change_set.execute(run.cloud, made, rollback=not (unfinished(stack) or run.options.no_rollback))
    except RefusedError:
        offer.executed = False
        raise
    finally:
        if stack and run.options.allow and not offer.executed:
            protected(run, made.stack_id)  # what was allowed did not happen
    if accepted or is_ours(run, made):
        keep_running(run)
        return partial(followed, run, made.stack_id, after)
    run.standing.words = ""
    stack = find(run.cloud, made.stack_id)
    if stack and step(stack.status) is Step.WAIT:
        return partial(attach, run, stack, offer.wanted)
    run.say.warn("somebody else changed the stack in the meantime; run this again to see what is left to do")
    return partial(end, run, "busy")


def protect_before(run: Run, stack: Stack | None, stack_id: str, shown: Plan) -> None:
    """Protect the stack before it is changed. Raises RefusedError when that fails and the plan ends what holds data.

    Termination protection waits for the first success: until then, the stack may have to be deleted.
    """
    termination = run.release.termination_protection and ran_before(stack)
    try:
        protect(run.cloud, stack_id, termination=termination, allowed=run.options.allow)
    except RefusedError as error:
        if any(stateful(change.type) and change.action in ("replace", "remove") for change in shown.changes):
            why = "nothing was deployed, since this replaces or removes what holds data"
            raise RefusedError(f"{error}; {why}") from None
        run.say.warn(f"{error}; nothing that holds data is replaced or removed now, so the deployment continues")


def is_ours(run: Run, made: change_set.Made) -> bool:
    """Whether the operation that began last is this one: its answer was lost, and asking again found it under way."""
    began = beginning(run.cloud, made.stack_id)
    return began is not None and began.token == made.token


# ── its parts, in the order in which they are needed ────────────────────────────────────────────────────────────────


def attach(run: Run, stack: Stack, wanted: change_set.Wanted) -> int:
    """Follow an operation that runs: the same deployment, or anybody's with --resume. Otherwise say whose it is."""
    if step(stack.status) is not Step.WAIT:
        return nothing_runs(run, stack)
    began = beginning(run.cloud, stack.id)
    same = began is not None and change_set.content_of(began.token) == wanted.content
    if not same and not run.options.resume:
        since = f" since {began.time:%H:%M:%S} UTC" if began else ""
        run.say.warn(f"{stack.name} is busy{since}: {stack.status}{author(run.cloud, stack)}")
        run.say.warn(f"to follow it: {with_option(run.options.command, '--resume')}")
        return end(run, "busy", status=stack.status)
    run.say.note(
        f"{stack.name} is being changed already ({'by the same deployment' if same else 'as asked'}): following"
    )
    return followed(run, stack.id)


def followed(run: Run, stack_id: str, after: str = "") -> int:
    """Follow an operation to its end, and say how it ended."""
    ended = watch(run, stack_id, after)
    tell_of_time(run)
    return finish(run, ended)


def nothing_runs(run: Run, stack: Stack) -> int:
    """Say how the operation ended that somebody wanted to follow."""
    said = f"nothing is running: {stack.name} is {stack.status}"
    how, events = outcome(stack.status), last_events(run.cloud, stack.id)
    if how is Outcome.STUCK:
        return explain_stuck(run, stack, events)
    if stack.status == "REVIEW_IN_PROGRESS":
        return end(run, "refused", f"{said}: nothing of it was deployed yet", status=stack.status)
    if how is Outcome.ROLLED_BACK:
        return rolled_back(run, stack, events, said)
    left = leftovers_of_stack(run, stack, events)
    text = "\n".join([said, *left_lines(run, left)])
    return end(run, "left over" if left else "done", text, left=left, status=stack.status)


def missing_prerequisites(run: Run, stack: Stack | None, going: Sequence[Left]) -> list[Fault]:
    """Say what the templates need outside of the stack and do not find, before anything is made; give it as well."""
    if run.options.skip_preflight:
        return []
    missing = preflight(run.cloud, run.release, run.caller, stack, read(run.release), going)
    for fault in missing:
        run.say.warn(f"{fault.what}; {fault.hint}")
    if missing and not run.options.plan:
        run.say.warn("nothing was changed; to deploy all the same: --skip-preflight")
    return missing


def unchanged(run: Run, stack: Stack | None, outcome: str, causes: Sequence[Cause] = ()) -> int:
    """End without a change: ``planned``, ``refused`` or ``declined``. A person was told why."""
    told = [cause_json(cause) for cause in causes]
    return end(run, outcome, causes=told, status=stack.status if stack else "", changed=False)


def prepare_bucket(run: Run, bucket: str) -> bool:
    """Make the bucket for templates when a person agrees, or finish one that was half made; False when they do not."""
    own = not run.options.bucket
    if buckets.exists(run.cloud, bucket, run.caller):
        if own and not buckets.finished(run.cloud, bucket):
            buckets.create(run.cloud, bucket)
        return True
    if not run.options.local and not confirmed(run, f"there is no bucket {bucket} for templates: make it?"):
        return False
    buckets.create(run.cloud, bucket)
    run.say.note(f"made the bucket {bucket}")
    return True


def no_change_set(run: Run, refused: Refusal, stack: Stack | None, wrong: Sequence[Fault]) -> int:
    """Say why there is no change set: mostly because there is nothing to change."""
    if refused.failure is Failure.NO_CHANGE and stack and wrong:
        run.say.note("nothing would change")
        return unchanged(run, stack, "refused")
    if refused.failure is Failure.NO_CHANGE and stack:
        unprotected = "" if run.options.plan else protected(run, stack.id)
        return report(run, stack, "no change", unprotected=unprotected)
    place = f"{'/'.join(refused.path)}: " if refused.path else ""
    run.say.warn(f"CloudFormation refuses the change: {place}{refused.text}")
    for detail in refused.details:
        run.say.warn(f"  {detail}")
    return unchanged(run, stack, "refused")
