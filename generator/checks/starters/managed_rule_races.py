"""A state machine that may be created before the policy that lets it wait for a task."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks._races import place_to_wait
from generator.checks.check import Check
from generator.checks.starters.managed_rule_is_denied import MACHINE
from generator.finding import Finding
from generator.needs.context import Context
from generator.needs.starters.starter_extras import late_policy
from generator.remedy import WaitFor


class ManagedRuleRaces(Check):
    id = "WCS282"
    lesson = 28
    title = "State machine that waits for a task may be created before the policy that lets it"
    symptom = "CREATE_FAILED: ... is not authorized to create managed-rule, and not each time"
    why = (
        "CreateStateMachine makes the rule for ecs:runTask.sync at once, with the role as it is then. A policy that is "
        "a resource of its own is attached later than the role is there, and nothing waits for it but DependsOn."
    )
    fix = "Let the state machine depend on the policy; or write the policy into Policies of the role."
    message = (
        "{machine} may be created before {policy} is attached to its role: without events:PutRule the creation fails, "
        "not authorized to create managed-rule"
    )
    change = "DependsOn of {resource}: add {name}"
    remedy = WaitFor("{resource}", ("{name}",))
    base = "scheduled"
    good = {
        **{place: value for place, value in MACHINE.items() if ".Statement." not in place or "Principal" in place},
        "RulePolicy": """
      Type: AWS::IAM::Policy
      Properties:
        PolicyName: rule
        Roles: [!Ref NightlyRole]
        PolicyDocument:
          Version: "2012-10-17"
          Statement: [{Effect: Allow, Action: ["events:*", "ecs:StopTask", "ecs:DescribeTasks"], Resource: "*"}]
""",
        "Machine.DependsOn": "[RulePolicy]",
    }
    bad = {"Machine.DependsOn": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the state machines whose role lacks the rule until a policy comes that they do not wait for."""
        for task in context.tasks:
            policy = late_policy(context, task)
            if policy is not None and policy.resource is not None and task.starter is not None:
                machine = task.starter.resource
                place, name = place_to_wait(context.graph, machine, policy.resource)
                yield self.at(place, tasks=(task.name,), machine=machine, policy=policy.resource, name=name)
