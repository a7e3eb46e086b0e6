"""What CloudFormation refuses in a template, so that nothing of the stack is created: broken references and the like.

cfn-lint's own rules say each with its line (E1010, E1012, E2015, E3001, E3002, E3004, E3005 among them); here they are
reasons why no task of the stack is proven to start.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from generator.ecs.creation_order import CreationOrder
from generator.ecs.roles import Roles
from generator.logic import Truth
from generator.refusals.balancing.balancing_refused import addresses_twice
from generator.refusals.functions.event_patterns import event_patterns
from generator.refusals.functions.functions_refused import FUNCTION, functions_refused
from generator.refusals.functions.granted_to_functions import MAPPING, granted_to_functions
from generator.refusals.functions.inline_code import inline_code
from generator.refusals.functions.silent_functions import silent_functions
from generator.refusals.names.records_refused import records_twice
from generator.refusals.network.networks_refused import entries_twice, networks_refused
from generator.refusals.network.ranges_refused import ranges_refused
from generator.refusals.network.rule_bounds import rule_bounds
from generator.refusals.one_of_two import set_apart
from generator.refusals.policies.malformed_policies import malformed_policies
from generator.refusals.policies.policy_texts import policy_texts
from generator.refusals.schema.attributes import unknown_types
from generator.refusals.schema.refused_values import refused_values
from generator.refusals.schema.schema_misfits import misfits
from generator.refusals.schema.wrong_attributes import wrong_attributes
from generator.refusals.service_options import service_options
from generator.refusals.stores.bucket_rules import policies_twice
from generator.refusals.template.circles import circles, waits_for_nothing
from generator.refusals.template.crossing import crossing_faults
from generator.refusals.template.dynamic_references import dynamic_references
from generator.refusals.template.functions_misused import functions_misused
from generator.refusals.template.near_names import near_names
from generator.refusals.template.nested_values import nested_values
from generator.refusals.template.outputs import outputs
from generator.refusals.template.parameter_faults import parameter_faults
from generator.refusals.template.references import references
from generator.refusals.template.section_shapes import section_shapes
from generator.refusals.template.sections import section_faults
from generator.stack import Graph, macros

_POLICIES = {
    "DeletionPolicy": ("Delete", "Retain", "RetainExceptOnCreate", "Snapshot"),
    "UpdateReplacePolicy": ("Delete", "Retain", "Snapshot"),
}


def template_faults(graph: Graph) -> Iterator[str]:
    """Say what is refused, the first of each kind of a resource first."""
    resources = [each for each in graph.resources if each.exists is not Truth.NO]
    may_add = cache(macros.may_add)
    order, roles = CreationOrder(graph), Roles(graph)
    for resource in resources:
        rewritten = may_add(resource.at.document)
        yield from unknown_types(resource)
        yield from references(graph, resource)
        if not rewritten:
            yield from waits_for_nothing(resource)
        yield from wrong_attributes(graph, resource)
        yield from rule_bounds(resource)
        yield from refused_values(resource)
        yield from set_apart(resource)
        yield from malformed_policies(graph, resource)
        yield from policy_texts(resource)
        yield from networks_refused(graph, resource)
        yield from functions_refused(roles, resource)
        if resource.type in (FUNCTION, MAPPING):
            yield from granted_to_functions(graph, roles, resource)
        yield from dynamic_references(graph, order, resource)
        yield from near_names(graph, order, resource)
        yield from service_options(graph, resource)
        yield from silent_functions(graph, resource)
        yield from inline_code(graph, resource)
        yield from event_patterns(graph, resource)
        for misfit in misfits(resource):
            yield f"{resource}: {misfit}, says the schema of {resource.type}"
        for name, words in _POLICIES.items():
            written = resource.body.get(name)
            if isinstance(written, str) and written not in words:
                yield f"{name} of {resource} is {written}, and {', '.join(words)} are taken"
    yield from entries_twice(graph)
    yield from ranges_refused(graph)
    yield from records_twice(graph)
    yield from addresses_twice(graph)
    yield from policies_twice(graph)
    yield from section_faults(graph)
    yield from section_shapes(graph)
    yield from functions_misused(graph)
    yield from nested_values(graph)
    yield from crossing_faults(graph)
    yield from circles(resources)
    yield from parameter_faults(graph)
    yield from outputs(graph)
