"""A role that ECS assumes for a service, and that does not trust it or may not do enough."""

from __future__ import annotations

from generator.checks.check import Check
from generator.checks.deployment.shift_is_refused import ShiftIsRefused
from generator.needs.services.infrastructure_roles import InfrastructureRoleRefused
from generator.remedy import Trust


class InfrastructureRoleIsRefused(Check):
    id = "ECS134"
    lesson = 13
    title = "Role with which ECS manages a service does not trust it, or may not do enough"
    symptom = "CREATE_FAILED: unable to assume role ...; or a deployment that fails with AccessDenied"
    why = (
        "ECS itself, ecs.amazonaws.com, assumes the role that moves requests between target groups, calls the function "
        "of a lifecycle hook, or issues certificates. That is neither the role of the tasks nor the one that starts "
        "them, whose principal is ecs-tasks.amazonaws.com."
    )
    fix = (
        "Trust ecs.amazonaws.com, and attach what AWS made for it: AmazonECSInfrastructureRolePolicyForLoadBalancers "
        "to move requests; lambda:InvokeFunction for a hook."
    )
    fault = InfrastructureRoleRefused
    message = {
        "trust": (
            "{role}, which {setting} of {service} names, does not trust ecs.amazonaws.com: ECS cannot assume it to "
            "{purpose}, and the deployment fails"
        ),
        "denied": (
            "{role}, which {setting} of {service} names, does not allow {action}: ECS cannot {purpose}, and the "
            "deployment fails"
        ),
    }
    change = {
        "trust": "AssumeRolePolicyDocument: allow sts:AssumeRole to Principal Service ecs.amazonaws.com",
        "denied": "policies of {role}: allow {action}",
    }
    remedy = {"trust": Trust("ecs.amazonaws.com")}
    base = "routed"
    good = ShiftIsRefused.good
    bad = {"ShiftRole.AssumeRolePolicyDocument.Statement.0.Principal.Service": "ecs-tasks.amazonaws.com"}
