"""Is every nested stack passed the parameters that its template asks for, and no other?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import keys_of
from generator.logic import Truth
from generator.needs.cause import Worded
from generator.stack import Absent, Graph, Literal, Mapping, Resource
from generator.stack.instances import TEMPLATE_OF, Instance


def nesting_faults(graph: Graph) -> Iterator[Worded]:
    """Give the nested stacks that CloudFormation refuses; what cfn-lint (E3043) sees by itself is left to it."""
    for stack in graph.of_type(*TEMPLATE_OF):
        child = stack.at.children.get(stack.logical_id)
        given = stack.get("Parameters")
        if not isinstance(child, Instance) or stack.exists is not Truth.YES or _seen_by_cfn_lint(stack):
            continue
        if not isinstance(given, Absent | Mapping) or (isinstance(given, Mapping) and given.rest is not None):
            continue
        declared = child.document.section("Parameters")
        wanted = {str(k) for k, each in declared.items() if isinstance(each, dict) and each.get("Default") is None}
        if missing := sorted(wanted - set(keys_of(given))):
            what = f"{stack} is not passed {', '.join(missing)}, which {child.document.name} has no Default for: "
            what += "Parameters must have values, and the nested stack is not created"
            yield Worded("ECS110", stack, ("Parameters",), what, f"Parameters: add {', '.join(missing)}")
        if unknown := sorted(set(keys_of(given)) - {str(name) for name in declared}):
            what = f"{stack} is passed {', '.join(unknown)}, which {child.document.name} does not declare: Parameters "
            what += "do not exist in the template, and the nested stack is not created"
            yield Worded("ECS110", stack, ("Parameters", unknown[0]), what, f"Parameters: drop {', '.join(unknown)}")


def _seen_by_cfn_lint(stack: Resource) -> bool:
    url = stack.get(TEMPLATE_OF[stack.type])
    local = isinstance(url, Literal) and not url.via and "://" not in url.text
    return local and isinstance(stack.get("Parameters"), Mapping)
