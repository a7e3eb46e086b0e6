"""The root template: one nested stack per template, wired and ordered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from troposphere import GetAtt, Output, Ref, Tags, Template
from troposphere.cloudformation import Stack as NestedStack

from generator.compose.wiring import Stack, depths_of
from generator.config import DELETION_PROTECTION, App, architecture, deletion_protection, why


def root(app: App, stacks: Sequence[Stack]) -> Template:
    """Build the root: stacks in the order in which they can be created, values passed from one to the next."""
    t = Template()
    t.set_version("2010-09-09")
    t.set_description(f"{app.name} in {app.environment}: everything it needs to start, and then its services")
    t.set_metadata(
        architecture(
            "Nested stacks cut by readiness: a stack waits only for those whose Outputs it takes, or DependsOn names",
            "A service is created after everything its tasks need to start",
        )
    )
    if any(_has_protection(stack) for stack in stacks):
        deletion_protection(t)
    depths = depths_of({stack.logical_id: stack for stack in stacks})
    taken = {name for stack in stacks for name in stack.wires}
    for stack in sorted(stacks, key=lambda stack: (depths[stack.logical_id], stack.logical_id)):
        t.add_resource(_nested(app, stack))
        if stack.provides:
            for name in sorted(stack.body.get("Outputs", {}).keys() - taken):
                t.add_output(Output(name, Value=GetAtt(stack.logical_id, f"Outputs.{name}")))
    return t


def _has_protection(stack: Stack) -> bool:
    """Whether a stack has something that is protected from deletion; an Output of that name would be passed instead."""
    return DELETION_PROTECTION in stack.body.get("Parameters", {}) and DELETION_PROTECTION not in stack.wires


def _nested(app: App, stack: Stack) -> NestedStack:
    optional: dict[str, Any] = {}
    passed: dict[str, Any] = {name: GetAtt(source, f"Outputs.{name}") for name, source in stack.wires.items()}
    if _has_protection(stack):
        passed[DELETION_PROTECTION] = Ref(DELETION_PROTECTION)
    if passed:
        optional["Parameters"] = dict(sorted(passed.items()))
    after = sorted(set(stack.after) - set(stack.wires.values()))
    if after:
        optional["DependsOn"] = after
    return NestedStack(
        stack.logical_id,
        TemplateURL=stack.file,
        Tags=Tags(Name=f"{app.stack}-{stack.file.removesuffix('.yaml')}"),
        Metadata=why(stack.body["Description"]),
        **optional,
    )
