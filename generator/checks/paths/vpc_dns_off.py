"""Lesson 10: a VPC in which names do not resolve: private ones, or none at all."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.needs.agent.sessions import session_path_faults
from generator.needs.context import Context
from generator.needs.network.vpc_dns import NamesOff, private_names
from generator.remedy import Write

_ENDPOINT = "the private name of {owner} does not resolve for tasks of {task}, because {flag} of {resource} is off"
_MOUNT = (
    "the name of {owner} does not resolve for tasks of {task}, because {flag} of {resource} is off%s: ECS cannot mount "
    'it, Failed to resolve "fs-..."'
)
_NAMESPACE = (
    "no name in {{owner}} resolves in {{resource}}, because {{flag}} {state}; calls by such a name "
    "fail with could not resolve host (NXDOMAIN)"
)


class VpcDnsOff(Check):
    id = "ECS100"
    lesson = 10
    title = "DNS of the VPC is off while tasks ask for names that need it"
    symptom = (
        "CREATE_FAILED: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set "
        'to true; or: no such host, between services; or: Failed to resolve "fs-...efs...", where a volume is on EFS'
    )
    why = (
        "Private DNS of endpoints, file systems and private namespaces need both flags. EnableDnsHostnames is off by "
        "default. Without EnableDnsSupport the VPC has no name server, and tasks find nothing, whichever way leads "
        "there."
    )
    fix = "Set EnableDnsSupport and EnableDnsHostnames of the VPC to true."
    fault = NamesOff
    message = {
        "endpoint": _ENDPOINT,
        "endpoint, default": _ENDPOINT + " by default",
        "mount": _MOUNT % "",
        "mount, default": _MOUNT % " by default",
        "any": (
            "no name resolves in {resource}, because {flag} is off: tasks of {task} do not find {owner} (no such host)"
        ),
        "namespace": _NAMESPACE.format(state="is off"),
        "namespace, default": _NAMESPACE.format(state="is off by default"),
    }
    change = "{flag}: true"
    remedy = Write("{flag}", True)
    base = "isolated"
    bad = {
        "Vpc.EnableDnsHostnames": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Look at the namespaces that services register in, called or not; and at the endpoint of ECS Exec."""
        for task in context.tasks:
            for fault in session_path_faults(context, task):
                if isinstance(fault, NamesOff):
                    yield self.word(fault)
            for _, namespace in context.names.registered(task):
                answer = private_names(context.network.subnets, namespace.get("Vpc"), namespace, (task.name,))
                for cause in answer.causes:
                    if isinstance(cause, NamesOff):
                        yield self.word(cause)
