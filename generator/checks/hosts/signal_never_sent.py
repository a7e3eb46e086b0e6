"""A group of hosts that waits for a signal which nothing sends."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.needs.context import Context


class SignalNeverSent(Check):
    id = "ECS279"
    lesson = 27
    title = "Hosts are waited for, and send no signal"
    symptom = (
        "CREATE_FAILED: Received 0 SUCCESS signal(s) out of 1. Unable to satisfy 100% MinSuccessfulInstancesPercent"
    )
    why = (
        "With a ResourceSignal in its CreationPolicy, CloudFormation takes a group for created only when its instances "
        "have sent their signals, which is what cfn-signal in UserData does."
    )
    fix = "Run cfn-signal at the end of UserData, or take the CreationPolicy away."
    message = {
        "": (
            "CreationPolicy of {resource}, whose instances {task} runs on, waits for a signal, and UserData of {place} "
            "sends none: the creation fails when its Timeout is over, with Received 0 SUCCESS signal(s)"
        ),
        "other": (
            "CreationPolicy of {resource}, whose instances {task} runs on, waits for a signal, and UserData of {place} "
            "sends it for {named} (cfn-signal --resource): the creation fails when its Timeout is over, with Received "
            "0 SUCCESS signal(s)"
        ),
    }
    change = "UserData: /opt/aws/bin/cfn-signal --resource {resource}; or no CreationPolicy"
    base = "hosts"
    bad = {
        "Hosts.CreationPolicy": "{ResourceSignal: {Count: 1, Timeout: PT15M}}",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the groups of hosts that wait for a signal.

        Source: CloudFormation User Guide, CreationPolicy attribute, read 2026-11.
        """
        for task in context.tasks:
            for hosts in context.hosts.certain(task):
                policy = hosts.resource.body.get("CreationPolicy")
                signal = policy.get("ResourceSignal") if isinstance(policy, dict) else None
                if signal is None or (isinstance(signal, dict) and str(signal.get("Count", 1)) == "0"):
                    continue
                told = hosts.user_data
                other = bool(told.signalled) and hosts.resource.logical_id not in told.signalled
                if hosts.launch is not None and (other or not told.signals):
                    variant, named = "other" if other else "", told.signalled
                    yield self.at(hosts.resource, tasks=(task.name,), variant=variant, place=hosts.place, named=named)
