"""What CloudFormation refuses in a template, so that nothing of the stack is created: broken references and the like.

cfn-lint's own rules say each with its line (E1010, E1012, E2015, E3001, E3002, E3004, E3005 among them); here they are
reasons why no task of the stack is proven to start.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from generator.ecs.creation_order import CreationOrder
from generator.logic import Truth
from generator.refusals.registry import refused_alone, refused_together
from generator.refusals.schema.attributes import unknown_types
from generator.refusals.schema.names_not_arns import names_not_arns
from generator.refusals.schema.refused_values import refused_values
from generator.refusals.schema.schema_misfits import misfits
from generator.refusals.schema.settings_beside import settings_beside
from generator.refusals.schema.tags import tags
from generator.refusals.schema.wrong_attributes import wrong_attributes
from generator.refusals.template.circles import circles, waits_for_nothing
from generator.refusals.template.crossing import crossing_faults
from generator.refusals.template.dynamic_references import dynamic_references
from generator.refusals.template.functions_misused import functions_misused
from generator.refusals.template.imports import imports
from generator.refusals.template.lists_in_lists import lists_in_lists
from generator.refusals.template.near_names import near_names
from generator.refusals.template.nested_values import nested_values
from generator.refusals.template.nulls import nulls
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
    order = CreationOrder(graph)
    for resource in resources:
        rewritten = may_add(resource.at.document)
        yield from unknown_types(resource)
        yield from references(graph, resource)
        if not rewritten:
            yield from waits_for_nothing(resource)
        yield from wrong_attributes(graph, resource)
        if not rewritten:
            yield from lists_in_lists(resource)
        yield from refused_values(resource)
        yield from settings_beside(resource)
        yield from tags(resource)
        yield from dynamic_references(graph, order, resource)
        yield from near_names(graph, order, resource)
        yield from names_not_arns(resource)
        yield from refused_alone(graph, resource)
        for misfit in misfits(resource):
            yield f"{resource}: {misfit}, says the schema of {resource.type}"
        for name, words in _POLICIES.items():
            written = resource.body.get(name)
            if isinstance(written, str) and written not in words:
                yield f"{name} of {resource} is {written}, and {', '.join(words)} are taken"
    yield from refused_together(graph)
    yield from section_faults(graph)
    yield from section_shapes(graph)
    yield from functions_misused(graph)
    yield from nested_values(graph)
    yield from nulls(graph)
    yield from crossing_faults(graph)
    yield from imports(graph, order)
    yield from circles(resources)
    yield from parameter_faults(graph)
    yield from outputs(graph)
