"""Deploy output/<env>/ as nested change sets: upload, plan, show, confirm, execute, follow."""

from __future__ import annotations

import getpass
import platform
from dataclasses import replace

from generator.aws import bucket as buckets
from generator.aws import change_set
from generator.aws.follow import beginning, newest
from generator.aws.preflight import preflight, read
from generator.aws.protect import protect
from generator.aws.stacks import Stack, find
from generator.aws.upload import address, upload
from generator.changes.change import flatten
from generator.changes.plan import Fault, plan
from generator.changes.reasons import Failure
from generator.changes.states import Outcome, Step, outcome, step
from generator.deploy.deletion import clear
from generator.deploy.endings import explain_stuck, report
from generator.deploy.run import BUSY, DONE, FAILED, HUMAN, Run, confirmed
from generator.deploy.watch import watch
from generator.errors import invalid
from generator.output.linked import Linked, linked


def deploy(run: Run) -> int:
    """Upload, plan, show, confirm, execute, follow."""
    stack = find(run.cloud, run.release.stack)
    wanted, templates, bucket = want(run)

    what = step(stack.status if stack else "")
    if stack and (what is Step.WAIT or run.options.resume):
        return attach(run, stack, wanted)
    if run.options.resume:
        raise invalid(f"there is no stack {run.release.stack}", hint="leave --resume out to deploy it")
    if stack and what in (Step.REPAIR, Step.DELETE_AGAIN):
        return explain_stuck(run, stack)
    wrong = faults(run, stack)
    if wrong and not run.options.plan:
        return unchanged(run, stack, "refused")
    if stack and what is Step.RECREATE:
        if (ended := clear(run, stack)) != DONE:
            return ended
        stack = None

    if not ready(run, bucket):
        return FAILED
    uploaded = upload(run.cloud, bucket, run.caller, templates)
    run.say.note(f"uploaded {', '.join(uploaded)}" if uploaded else "every template is uploaded already")

    kind = "UPDATE" if stack and step(stack.status) is Step.UPDATE else "CREATE"
    wanted = replace(wanted, kind=kind)
    name = wanted.name(stack)
    run.say.note(f"making change set {name}")
    made = change_set.make(run.cloud, wanted, name)
    if change_set.wait(run.cloud, made.id)["Status"] == "FAILED":
        ended = no_change_set(run, made, stack)
        return unchanged(run, stack, "refused") if wrong else ended

    changes = flatten(change_set.describe(run.cloud, made.id))
    shown = plan(
        run.release.stack, run.release.environment, run.caller.account, run.cloud.region, kind.lower(), made.id,
        changes, run.options.allow, wrong,
    )  # fmt: skip
    agreed = False
    try:
        run.say.plan(shown)
        agreed = not (shown.refused or run.options.plan) and confirmed(run, "deploy this?")
    finally:
        # Whatever came in between: Ctrl-C instead of an answer, or nobody who reads on.
        if not agreed:
            change_set.delete(run.cloud, made, with_stack=kind == "CREATE")
    if not agreed:
        word = "planned" if run.options.plan else "declined"
        return unchanged(run, stack, "refused" if shown.refused else word)

    protect(run.cloud, made.stack_id, termination=run.release.termination_protection, allowed=run.options.allow)
    after = newest(run.cloud, made.stack_id)
    unfinished = stack is not None and stack.status in ("CREATE_FAILED", "UPDATE_FAILED")
    if not change_set.execute(run.cloud, made, unfinished=unfinished) and not ours(run, made):
        stack = find(run.cloud, made.stack_id)
        if stack and step(stack.status) is Step.WAIT:
            return attach(run, stack, wanted)
        run.say.warn("somebody else changed the stack in the meantime; run this again to see what is left to do")
        return BUSY
    return watch(run, made.stack_id, after)


def ours(run: Run, made: change_set.Made) -> bool:
    """Whether the operation that began last is this one: its answer was lost, and asking again found it under way."""
    began = beginning(run.cloud, made.stack_id)
    return began is not None and began.token == made.token


# ── its parts, in the order in which they are needed ────────────────────────────────────────────────────────────────


def want(run: Run) -> tuple[change_set.Wanted, list[Linked], str]:
    """Put together what is to be deployed: no call to AWS is needed for that."""
    bucket = run.options.bucket or buckets.default_name(run.cloud, run.caller)
    templates = linked(run.release.templates, run.release.template, lambda key: address(run.cloud, bucket, key))
    wanted = change_set.Wanted(
        stack=run.release.stack,
        kind="CREATE",
        template_url=address(run.cloud, bucket, templates[-1].key),
        capabilities=run.release.capabilities,
        tags=run.release.tags,
        role_arn=run.options.role_arn,
        description=f"by {run.caller.name}, {user()} on {platform.node()}",
    )
    return wanted, templates, bucket


def user() -> str:
    """Name who is logged in, as far as that is known: in a container, nobody may be."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def attach(run: Run, stack: Stack, wanted: change_set.Wanted) -> int:
    """Take up an operation that runs: ours, or anybody's when asked to. Else say whose it is."""
    if step(stack.status) is not Step.WAIT:
        run.say.result(
            {"status": stack.status, "stack": stack.name}, f"nothing is running: {stack.name} is {stack.status}"
        )
        how = outcome(stack.status)
        return {Outcome.DONE: DONE, Outcome.ROLLED_BACK: FAILED}.get(how, HUMAN)
    began = beginning(run.cloud, stack.id)
    same = began is not None and change_set.content_of(began.token) == wanted.content
    if not same and not run.options.resume:
        since = f" since {began.time:%H:%M:%S} UTC" if began else ""
        run.say.warn(f"{stack.name} is busy{since}: {stack.status}{change_set.author(run.cloud, stack)}")
        run.say.warn(f"to follow it: {run.options.command} --resume")
        return BUSY
    run.say.note(
        f"{stack.name} is being changed already ({'by the same deployment' if same else 'as asked'}): following"
    )
    return watch(run, stack.id)


def faults(run: Run, stack: Stack | None) -> list[Fault]:
    """Look for what is missing before anything is made, say it and give it."""
    if run.options.skip_preflight:
        return []
    found = preflight(run.cloud, run.release, run.caller, stack, read(run.release))
    for each in found:
        run.say.warn(f"{each.what}; {each.hint}")
    if found and not run.options.plan:
        run.say.warn("nothing was changed; to deploy all the same: --skip-preflight")
    return found


def unchanged(run: Run, stack: Stack | None, outcome: str) -> int:
    """Tell a script how it ended without a change: ``planned``, ``refused`` or ``declined``. A person was told why."""
    status = stack.status if stack else ""
    run.say.result({"status": status, "stack": run.release.stack, "outcome": outcome, "changed": False}, "")
    return DONE if outcome == "planned" else FAILED


def ready(run: Run, bucket: str) -> bool:
    """See to the bucket for templates: make it when that is wanted, and finish one that was half made."""
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


def no_change_set(run: Run, made: change_set.Made, stack: Stack | None) -> int:
    """Say why there is no change set: mostly because there is nothing to change."""
    refused = change_set.refusal(run.cloud, made.id)
    change_set.delete(run.cloud, made, with_stack=stack is None or stack.status == "REVIEW_IN_PROGRESS")
    if refused.failure is Failure.NO_CHANGE and stack:
        if not run.options.plan:
            protect(run.cloud, stack.id, termination=run.release.termination_protection)
        return report(run, stack, "no change")
    place = f"{'/'.join(refused.path)}: " if refused.path else ""
    run.say.warn(f"CloudFormation refuses the change: {place}{refused.text}")
    for each in refused.details:
        run.say.warn(f"  {each}")
    return FAILED
