"""How a deployment ends: what runs now, what failed first and why, or what a person has to do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.aws.follow import last_events
from generator.aws.inventory import inventory
from generator.aws.preflight import read
from generator.aws.protect import protect
from generator.aws.stacks import Stack, find
from generator.changes.causes import Event, causes
from generator.changes.states import Outcome, outcome
from generator.deploy.run import DONE, FAILED, HUMAN, Run
from generator.errors import InputError, Problem
from generator.explain import explain
from generator.report.inventory import inventory_json, inventory_markdown


def finish(run: Run, stack_id: str, stack: Stack | None, events: list[Event]) -> int:
    """Say how an operation ended: what runs now, or what failed first and why."""
    status = stack.status if stack else "DELETE_COMPLETE"
    how = outcome(status)
    if how is Outcome.DONE and stack and status != "DELETE_COMPLETE":
        protect(run.cloud, stack_id, termination=run.release.termination_protection)
        return report(run, stack, "deployed")
    if how is Outcome.DONE:
        run.say.result({"status": status, "stack": run.release.stack}, f"{run.release.stack} is deleted")
        return DONE
    if stack and status == "UPDATE_ROLLBACK_COMPLETE":
        protect(run.cloud, stack_id, termination=run.release.termination_protection)  # what was allowed was for once
    lines, data = failure(events)
    undone = "what it had changed is undone" if how is Outcome.ROLLED_BACK else "it needs a person"
    run.say.result(
        {"status": status, "stack": run.release.stack, "causes": data},
        "\n".join([f"{run.release.stack} failed ({status}); {undone}", *lines]),
    )
    if how is Outcome.STUCK and stack:
        return explain_stuck(run, stack)
    return FAILED


def failure(events: list[Event]) -> tuple[list[str], list[dict[str, Any]]]:
    """Say what failed by itself, and what is known about such a message."""
    lines, data = [], []
    for each in causes(events):
        lines.append(f"  {each.name or '(root)'} ({each.type}): {' '.join(each.reason.split())}")
        known = explain(each.reason).found[:1] if each.reason else ()
        for found in known:
            lines.append(f"    {found.entry.fix}")
        data.append({"path": each.name, "type": each.type, "reason": each.reason})
    return lines, data


def report(run: Run, stack: Stack, word: str) -> int:
    """Say what runs now: outputs, addresses of services, and the inventory if one is wanted."""
    current = find(run.cloud, stack.id) or stack
    urls = addresses(current, read(run.release))
    lines = [f"{current.name}: {word}"]
    lines += [f"  {key}  {value}" for key, value in sorted(current.outputs.items())]
    lines += [f"  {path}" for path in urls]
    if run.options.inventory:
        write_inventory(run, current, Path(run.options.inventory))
        lines.append(f"  inventory  {run.options.inventory}")
    data = {"status": current.status, "stack": current.name, "outputs": dict(current.outputs), "urls": urls}
    run.say.result({**data, "changed": word != "no change"}, "\n".join(lines))
    return DONE


def addresses(stack: Stack, templates: Mapping[str, Any]) -> list[str]:
    """Give the addresses under which the load balancer's services answer."""
    door = stack.outputs.get("LoadBalancerUrl", "")
    found = []
    for template in templates.values():
        for resource in template["Resources"].values():
            if door and resource["Type"] == "AWS::ElasticLoadBalancingV2::ListenerRule":
                for condition in resource["Properties"].get("Conditions", ()):
                    found += (condition.get("PathPatternConfig") or {}).get("Values", ())
    return [door + str(path).rstrip("*") for path in sorted(found)]


def write_inventory(run: Run, stack: Stack, path: Path) -> None:
    """Write every id and ARN to a file, in the format that its name asks for. Raises InputError."""
    entries = inventory(run.cloud, run.caller, stack)
    write = inventory_json if path.suffix == ".json" else inventory_markdown
    try:
        path.write_text(write(stack.name, stack.outputs, entries), encoding="utf-8")
    except OSError as error:
        raise InputError([Problem((), f"cannot be written: {error.strerror}", where=str(path))]) from None


def explain_stuck(run: Run, stack: Stack) -> int:
    """Say what CloudFormation waits for, and the command that continues."""
    events = last_events(run.cloud, stack.id)
    failed = [each for each in events if each.failed and each.path]
    run.say.warn(f"{stack.name} is {stack.status}: {stack.reason}".rstrip(": "))
    for line in failure(events)[0]:
        run.say.warn(line)
    if stack.status == "UPDATE_ROLLBACK_FAILED":
        skip = sorted({_skipped(each) for each in failed if each.type != "AWS::CloudFormation::Stack"})
        command = f"aws cloudformation continue-update-rollback --stack-name {stack.name} --region {run.cloud.region}"
        run.say.warn("take away what stopped the rollback, and then:")
        run.say.warn(f"  {command}")
        if skip:
            run.say.warn("or leave these as they are, and mend them by hand afterwards:")
            run.say.warn(f"  {command} --resources-to-skip {' '.join(skip)}")
    elif stack.status in ("CREATE_FAILED", "UPDATE_FAILED"):
        command = f"aws cloudformation rollback-stack --stack-name {stack.name} --region {run.cloud.region}"
        run.say.warn(f"what had begun stands as it is: mend it, and go on with {run.options.command}; or undo it:")
        run.say.warn(f"  {command}")
    else:
        run.say.warn(f"take away what is in the way, and then: {run.options.command} --delete")
    return HUMAN


def _skipped(event: Event) -> str:
    """Name a resource as ContinueUpdateRollback does: in a nested stack by the stack's own name, not its logical id.

    Source: API reference of ContinueUpdateRollback, ResourcesToSkip, read 2026-11.
    """
    stack = event.stack.partition(":stack/")[2].partition("/")[0]
    return event.path[-1] if len(event.path) == 1 else f"{stack}.{event.path[-1]}"
