"""The simulator, mended: every gap that it has, in the order in which they are closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ministack.app as simulator

from generator.rehearsal import breaker, copies, parsing, targets
from generator.rehearsal.changes import nested_change_sets
from generator.rehearsal.gaps import (
    acls,
    addresses,
    change_sets,
    ec2,
    ecs,
    guards,
    names,
    resolvers,
    s3,
    scaling,
    secrets,
    stacks,
)

GAPS: tuple[Callable[[], None], ...] = (
    ec2.elastic_ip,
    ec2.nat_gateway,
    addresses.nat_gateway_addresses,
    ec2.security_group_rules,
    acls.network_acl,
    acls.network_acl_entry,
    acls.subnet_network_acl_association,
    ec2.flow_log,
    ec2.endpoint_fields,
    secrets.secret_is_known_by_its_arn,
    secrets.resource_policy,
    secrets.rotation_schedule,
    scaling.application_autoscaling,
    scaling.scalable_target,
    scaling.scaling_policy,
    scaling.web_acl_association,
    ecs.task_definition_as_written,
    ecs.service_as_written,
    ecs.tasks_have_addresses,
    ecs.tasks_survive_a_restart,
    ecs.reasons_of_the_scheduler,
    breaker.tasks_wait_for_a_verdict,
    targets.target_health,
    guards.deletion_protection,
    guards.buckets_with_objects,
    names.private_names_of_other_networks,
    resolvers.no_resolver_rules,
    s3.expected_bucket_owner,
    stacks.operations,
    stacks.replaced_properties,
    stacks.bucket_in_host_name,
    stacks.parent_and_root,
    stacks.unknown_parameters,
    change_sets.resources_whose_condition_fails,
    stacks.resources_are_required,
    stacks.capabilities,
    nested_change_sets.change_sets_of_nested_stacks,
    change_sets.name_of_an_executed_set,
    stacks.only_updatable_stacks,
)


def mended() -> Any:
    """Close every gap, and give the application."""
    for gap in GAPS:
        gap()
    parsing.templates_are_read_in_c()
    copies.copies_may_be_made_in_c()
    return simulator.app
