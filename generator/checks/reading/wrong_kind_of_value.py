"""A property, or a parameter of a nested stack, that is passed a thing of another kind."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.tasks import keys_of
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Graph, Literal, Mapping, Resource
from generator.stack.instances import TEMPLATE_OF, Instance
from generator.stack.shapes import misshapen
from generator.text.slips import meant_by


class WrongKindOfValue(Check):
    id = "ECS110"
    lesson = 11
    title = "A value of the wrong kind is passed, or a nested stack is not passed a value that it needs"
    symptom = "CREATE_FAILED: The ... ID '...' does not exist, or is malformed, after everything before it was created"
    why = (
        "CloudFormation treats IDs as text: it passes a subnet where a security group is expected, or a list where "
        "one ID is, through any number of nested stacks, and only the service rejects it at the very end. Parameters "
        "of a nested stack that are missing or not declared are found as late."
    )
    fix = "Pass what the property takes; the message names the way by which the value was passed."
    message = {
        "kind": "{problem}",
        "missing": (
            "{resource} passes no value for {names}, which {template} declares without a Default: creating the "
            "nested stack fails (Parameters must have values)"
        ),
        "undeclared": (
            "{resource} passes {names}, which {template} does not declare: creating the nested stack fails "
            "(Parameters do not exist in the template)"
        ),
        "output": (
            "Outputs.{name} of {resource} is taken, but {template} has no such Output: the stack around them cannot be "
            "created"
        ),
    }
    change = {
        "output": "Outputs of {template}: add {name}{other}",
        "kind": "pass {wanted}",
        "missing": "Parameters: add {names}",
        "undeclared": "Parameters: remove {names}",
    }
    base = "nat"
    bad = {"Service.Cluster": "!Ref TaskDefinition"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the wrong ends of references, and the nested stacks with too few parameters or too many."""
        for error in context.edge_errors:
            yield self.at(error.resource, *error.steps, variant="kind", problem=error.message, wanted=error.want)
        yield from self._outputs_taken_in_vain(context.graph)
        for stack, child, passed in _passed_parameters(context.graph):
            declared = child.document.section("Parameters")
            wanted = {
                str(name) for name, body in declared.items() if isinstance(body, dict) and body.get("Default") is None
            }
            template = child.document.name
            if missing := sorted(wanted - passed):
                yield self.at(stack, "Parameters", variant="missing", names=", ".join(missing), template=template)
            if undeclared := sorted(passed - {str(name) for name in declared}):
                place, names = ("Parameters", undeclared[0]), ", ".join(undeclared)
                yield self.at(stack, *place, variant="undeclared", names=names, template=template)

    def _outputs_taken_in_vain(self, graph: Graph) -> Iterator[Finding]:
        for stack in graph.of_type(*TEMPLATE_OF):
            child = stack.at.children.get(stack.logical_id)
            if not isinstance(child, Instance) or stack.exists is not Truth.YES or _is_beside(stack):
                continue
            for (address, name), known in graph.resolver.lost.items():
                if address == child.address:
                    meant = meant_by(name, known)
                    other, template = f", or take {meant}" if meant else "", child.document.name
                    yield self.at(stack, variant="output", name=name, template=template, other=other)


def _passed_parameters(graph: Graph) -> Iterator[tuple[Resource, Instance, set[str]]]:
    """The nested stacks that were read, with the names that each is passed, where these are all known."""
    for stack in graph.of_type(*TEMPLATE_OF):
        child = stack.at.children.get(stack.logical_id)
        passed = stack.get("Parameters")
        if not isinstance(child, Instance) or stack.exists is not Truth.YES or _seen_by_cfn_lint(stack):
            continue
        if misshapen(child.document, "Parameters"):
            continue
        if isinstance(passed, Absent) or (isinstance(passed, Mapping) and passed.rest is None):
            yield stack, child, set(keys_of(passed))


def _seen_by_cfn_lint(stack: Resource) -> bool:
    """Tell whether cfn-lint itself (E3043) compares the parameters, as it does with a template beside this one."""
    return _is_beside(stack) and isinstance(stack.get("Parameters"), Mapping)


def _is_beside(stack: Resource) -> bool:
    """Tell whether a template is named by a path, so that cfn-lint itself (E1010) knows its outputs."""
    url = stack.get(TEMPLATE_OF[stack.type])
    return isinstance(url, Literal) and not url.via and "://" not in url.text
