"""Hosts whose agent may not register."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.hosts.host_role import HostMayNotRegister as MayNotRegister
from generator.remedy import Trust


class HostMayNotRegister(Check):
    id = "ECS273"
    lesson = 27
    title = "Hosts have no role that lets them register with ECS"
    symptom = (
        "Unable to register as a container instance with ECS: AccessDeniedException, or NoCredentialProviders, in "
        "/var/log/ecs/ecs-agent.log; No Container Instances were found in your cluster"
    )
    why = (
        "The agent calls ECS as the role of the instance, which it has from its instance profile. EC2 has to be "
        "allowed to assume the role, and the role to register and to ask for work: "
        "AmazonEC2ContainerServiceforEC2Role is what AWS has for it. The roles of the tasks do not count here."
    )
    fix = "Give the instances a profile with a role that trusts ec2.amazonaws.com and has that policy."
    fault = MayNotRegister
    message = {
        "profile": (
            "the instances of {hosts} have no IamInstanceProfile: their agent has no credentials and does not "
            "register, so ECS places no task of {task}"
        ),
        "metadata": (
            "HttpEndpoint of {hosts} is disabled: its instances get neither their user data nor the credentials of "
            "their role, their agent does not register, and ECS places no task of {task}"
        ),
        "trust": (
            "{role}, the role of the instances of {hosts}, does not trust ec2.amazonaws.com: they get no credentials, "
            "their agent does not register, and ECS places no task of {task}"
        ),
        "log": (
            "{role}, the role of the instances of {hosts}, does not allow {action}: on EC2 it writes the logs, and the "
            "containers of {task} do not start"
        ),
        "denied": (
            "{role}, the role of the instances of {hosts}, does not allow {action}: their agent is not given tasks, "
            "and ECS places none of {task}"
        ),
    }
    change = {
        "log": "{resource}: allow {action}, as AmazonEC2ContainerServiceforEC2Role does",
        "profile": "IamInstanceProfile: one whose role has AmazonEC2ContainerServiceforEC2Role",
        "metadata": "HttpEndpoint: enabled, with HttpTokens: required",
        "trust": "AssumeRolePolicyDocument: allow sts:AssumeRole to Principal Service ec2.amazonaws.com",
        "denied": "ManagedPolicyArns: add service-role/AmazonEC2ContainerServiceforEC2Role",
    }
    remedy = {"trust": Trust("ec2.amazonaws.com")}
    base = "hosts"
    bad = {
        "HostRole.AssumeRolePolicyDocument.Statement.0.Principal.Service": "ecs.amazonaws.com",
    }
