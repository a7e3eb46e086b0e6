"""How a deployment ends: what runs now, what failed first and why, or what a person has to do."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.aws.calls import AwsError
from generator.aws.follow import last_events
from generator.aws.holders import with_holders
from generator.aws.inventory import inventory
from generator.aws.preflight import read
from generator.aws.protect import protect
from generator.aws.stacks import Stack, find
from generator.changes.causes import Event
from generator.changes.change import STACK
from generator.changes.leftovers import Left, kept, leftovers, reports_leftovers
from generator.changes.skipping import skippable
from generator.changes.states import Outcome, outcome
from generator.deploy.again import with_option
from generator.deploy.black_box import of_events
from generator.deploy.outcomes import end, left_lines
from generator.deploy.protection import protect_from_deletion
from generator.deploy.run import Run
from generator.deploy.watch import Ended
from generator.diagnosis.bundle import Bundle
from generator.diagnosis.causes import cause_json
from generator.diagnosis.diagnose import diagnose
from generator.errors import InputError, Problem
from generator.report.diagnosis import lines, more
from generator.report.inventory import inventory_json, inventory_markdown
from generator.report.style import terminal_style


def finish(run: Run, ended: Ended) -> int:
    """Say how an operation ended: what runs now and what is left, or what failed first and why."""
    stack, events = ended.stack, ended.events
    for warning in dict.fromkeys(f"{event.name}: {event.why}" for event in events if event.warned):
        run.say.warn(warning)
    if stack is None or stack.status == "DELETE_COMPLETE":
        return deleted(run, events)
    how = outcome(stack.status)
    if how is Outcome.STUCK:
        return explain_stuck(run, stack, events, ended.evidence, ended.file)
    if how is Outcome.DONE:
        left, unprotected = leftovers_of_stack(run, stack, events), protected(run, ended.stack_id)
        unprotected = protect_from_deletion(run, ended.stack_id) or unprotected
        return report(run, stack, "deployed", left=left, unprotected=unprotected)
    if stack.status == "UPDATE_ROLLBACK_COMPLETE":
        protected(run, ended.stack_id)  # what was allowed was for once
    return rolled_back(run, stack, events, evidence=ended.evidence, file=ended.file)


def deleted(run: Run, events: Sequence[Event], left: Sequence[Left] = ()) -> int:
    """Say that a stack is gone, and what stays all the same."""
    stays = {(left_over.path, left_over.id): left_over for left_over in [*kept(events), *left]}
    for left_over in stays.values():
        run.say.warn(f"{left_over.name} ({left_over.id}) {left_over.why}")
    text = f"{run.release.stack} is deleted"
    return end(run, "done", text, left=list(stays.values()), status="DELETE_COMPLETE")


def rolled_back(
    run: Run, stack: Stack, events: list[Event], head: str = "", evidence: Bundle | None = None, file: str = ""
) -> int:
    """Say what to change, why it failed, that it is undone, and what of it is left."""
    left = leftovers_of_stack(run, stack, events)
    if stack.status == "ROLLBACK_COMPLETE":
        left += kept(events)  # a creation that is tried again meets it
    told, data = failure(evidence or of_events(run, events, stack.status), file)
    head = head or f"{stack.name} failed ({stack.status}), and its changes were undone"
    if stack.status == "ROLLBACK_COMPLETE":
        told.append(f"once that is changed: {run.options.command} (it asks, deletes what failed, and creates it anew)")
    text = "\n".join([terminal_style().red(head), *told, *left_lines(run, left)])
    return end(run, "rolled back", text, left=left, causes=data, evidence=file, status=stack.status)


def leftovers_of_stack(run: Run, stack: Stack, events: Sequence[Event]) -> list[Left]:
    """What an operation that ended well, or was undone, could not delete.

    When the stack says that there is something, and no event says what, the stack itself stands for it.
    """
    remaining = with_holders(run.cloud, leftovers(events), events)
    reasons = [stack.reason, *(event.reason for event in events if event.type == STACK and not event.failed)]
    reason = next((reason_ for reason_ in reasons if reports_leftovers(reason_)), "")
    return [Left((), STACK, "", reason)] if reason and not remaining else remaining


def protected(run: Run, stack_id: str) -> str:
    """Protect what runs now. Gives the reason when that is not possible, which changes nothing of what was deployed."""
    try:
        protect(run.cloud, stack_id, termination=run.release.termination_protection)
    except AwsError as error:
        run.say.warn(
            f"{error}; the deployed resources are not affected. Once that is repaired, run: {run.options.command}"
        )
        return str(error)
    return ""


def failure(evidence: Bundle, file: str = "") -> tuple[list[str], list[dict[str, Any]]]:
    """Say what to change and why it failed, for people and as data. ``file`` is where the evidence is kept."""
    diagnosis = diagnose(evidence)
    told = lines(diagnosis, terminal_style())
    if file:
        told.append(f"the evidence is kept: {more(file)}")
    return told, [cause_json(cause) for cause in diagnosis.causes]


def report(run: Run, stack: Stack, word: str, *, left: Sequence[Left] = (), unprotected: str = "") -> int:
    """Say what runs now: outputs, addresses of services, and the inventory if one is wanted; and what is left."""
    current = _current(run, stack)
    urls = addresses(current, read(run.release))
    lines = [f"{current.name}: {word}"]
    if word == "no change":
        lines += compared(run, current)
    lines += [f"  {key}  {value}" for key, value in sorted(current.outputs.items())]
    lines += [f"  {path}" for path in urls]
    if run.options.inventory:
        try:
            write_inventory(run, current, Path(run.options.inventory))
            lines.append(f"  inventory  {run.options.inventory}")
        except (InputError, AwsError) as error:
            run.say.warn(f"the inventory was not written: {error}")
    if left:
        lines += ["but not everything old could be deleted:", *left_lines(run, left)]
    more: dict[str, Any] = {"status": current.status, "outputs": dict(current.outputs), "urls": urls}
    more["changed"] = word != "no change"
    if word == "no change":
        more["compared"] = "templates and parameters"  # and not the account
    if unprotected:
        more["unprotected"] = unprotected
    ended = "no change" if word == "no change" else "left over" if left else "done"
    return end(run, ended, "\n".join(lines), left=left, **more)


def compared(run: Run, stack: Stack) -> list[str]:
    """Say what "no change" rests on: CloudFormation compares what it was given, and does not look at the account.

    What somebody changed by hand is drift, which is detected for one stack at a time, not for those nested in it
    (CloudFormation User Guide, "Detect unmanaged configuration changes", read 2026-11).
    """
    nested = f"aws cloudformation list-stack-resources --stack-name {stack.name} --region {run.cloud.region}"
    return [
        "  compared: templates and parameters with those that were deployed last, not with what is in the account.",
        "  Whether somebody changed that by hand, for this stack and then for each nested one, by the id that",
        f"  {nested} tells:",
        f"    aws cloudformation detect-stack-drift --stack-name {stack.name} --region {run.cloud.region}",
    ]


def _current(run: Run, stack: Stack) -> Stack:
    try:
        return find(run.cloud, stack.id) or stack
    except AwsError:
        return stack


def addresses(stack: Stack, templates: Mapping[str, Any]) -> list[str]:
    """The addresses under which the load balancer's services answer."""
    door = stack.outputs.get("LoadBalancerUrl", "")
    paths = []
    for template in templates.values():
        for resource in template["Resources"].values():
            if door and resource["Type"] == "AWS::ElasticLoadBalancingV2::ListenerRule":
                for condition in resource["Properties"].get("Conditions", ()):
                    paths += (condition.get("PathPatternConfig") or {}).get("Values", ())
    return [door + str(path).rstrip("*") for path in sorted(paths)]


def write_inventory(run: Run, stack: Stack, path: Path) -> None:
    """Write every id and ARN to a file, whole or not at all, in the format of its name. Raises InputError."""
    entries = inventory(run.cloud, run.caller, stack)
    write = inventory_json if path.suffix == ".json" else inventory_markdown
    part = path.with_name(f"{path.name}.part")
    try:
        if path.exists() and not path.is_file():  # /dev/stdout
            part = path
        part.write_text(write(stack.name, stack.outputs, entries), encoding="utf-8")
        if part != path:
            os.replace(part, path)
    except OSError as error:
        raise InputError([Problem((), f"cannot be written: {error.strerror}", where=str(path))]) from None


def explain_stuck(
    run: Run, stack: Stack, events: list[Event] | None = None, evidence: Bundle | None = None, file: str = ""
) -> int:
    """Say what CloudFormation waits for, and the command that continues."""
    events = last_events(run.cloud, stack.id) if events is None else events
    told, data = failure(evidence or of_events(run, events, stack.status), file)
    run.say.warn(f"{stack.name} is {stack.status}: {stack.reason}".rstrip(": "))
    stays = stack.status in ("DELETE_FAILED", "ROLLBACK_FAILED")
    left = with_holders(run.cloud, leftovers(events), events) if stays else []
    for line in [*told, *_way_on(run, stack, events, left)]:
        run.say.warn(line)
    text = f"{stack.name} stays {stack.status} until somebody acts"
    return end(run, "stuck", text, left=left, causes=data, evidence=file, status=stack.status)


def _way_on(run: Run, stack: Stack, events: list[Event], left: Sequence[Left]) -> list[str]:
    """Lines that tell a person how to continue from a status that is no end. An unknown one proposes no deletion."""
    here = f"--stack-name {stack.name} --region {run.cloud.region}"
    if stack.status == "UPDATE_ROLLBACK_FAILED":
        command = f"aws cloudformation continue-update-rollback {here}"
        lines = ["remove what stopped the rollback, then run:", f"  {command}"]
        if skip := skippable(events):
            lines.append("or skip these resources, and repair them by hand afterwards:")
            lines.append(f"  {command} --resources-to-skip {' '.join(skip)}")
        return lines
    if stack.status in ("CREATE_FAILED", "UPDATE_FAILED"):
        # RollbackStack deletes a stack that never was stable (API reference of RollbackStack, read 2026-11).
        undo = "which deletes everything in it" if stack.status == "CREATE_FAILED" else "back to what it was"
        return [
            "what was created or changed so far stays: "
            f"repair the cause, then run {run.options.command}; or undo it, {undo}:",
            f"  aws cloudformation rollback-stack {here}",
        ]
    if stack.status == "ROLLBACK_FAILED":
        again = f"remove what is in the way, then run: {run.options.command}"
        return [*left_lines(run, left), f"{again} (it asks before it deletes what is left)"]
    if stack.status == "DELETE_FAILED":
        delete = with_option(run.options.command, "--delete")
        return [*left_lines(run, left), f"remove what is in the way, then run: {delete}", *_without(here, left)]
    return [
        "ecs-proof knows no way to continue from this status. Look at the events, and ask AWS Support before you delete"
        " anything:",
        f"  aws cloudformation describe-stack-events {here}",
    ]


def _without(here: str, left: Sequence[Left]) -> list[str]:
    """What AWS offers where something cannot be deleted at all: the stack goes, and what failed stays, in no stack.

    Only in DELETE_FAILED, and RetainResources takes logical ids of the stack itself: a nested stack is kept as a whole
    (API reference of DeleteStack, RetainResources and DeletionMode, read 2026-11).
    """
    names = " ".join(dict.fromkeys(one.path[0] for one in left if one.path))
    keep = f"  aws cloudformation delete-stack {here} --retain-resources {names}"
    return [
        "or have the stack deleted without what cannot be, which then belongs to no stack and is yours to remove:",
        *([keep] if names else []),
        f"  aws cloudformation delete-stack {here} --deletion-mode FORCE_DELETE_STACK",
    ]
