"""Hosts whose agent joins another cluster."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.hosts.hosts import HostsJoinElsewhere as JoinElsewhere


class HostsJoinElsewhere(Check):
    id = "ECS271"
    lesson = 27
    title = "Hosts join another cluster than that of the service"
    symptom = (
        "service ... was unable to place a task because no container instance met all of its requirements. Reason: No "
        "Container Instances were found in your cluster."
    )
    why = (
        "The agent of an instance joins the cluster that ECS_CLUSTER in /etc/ecs/ecs.config names, and the cluster "
        "called default when it names none. A cluster without ClusterName gets a generated name, so UserData has to "
        "refer to it, within Fn::Sub."
    )
    fix = "Write ECS_CLUSTER with a reference to the cluster: Fn::Base64 with Fn::Sub around ECS_CLUSTER=${Cluster}."
    fault = JoinElsewhere
    message = {
        "named": (
            "UserData has the instances of {hosts} join the cluster {named} (ECS_CLUSTER), and {task} runs in "
            "{cluster}: ECS finds no instance for its tasks"
        ),
        "default": (
            "UserData has no ECS_CLUSTER, so the instances of {hosts} join the cluster default, and {task} runs in "
            "{cluster}: ECS finds no instance for its tasks"
        ),
        "text": (
            "UserData names the cluster as {named}, but no Fn::Sub is around it: the shell reads an empty variable, "
            "and the instances of {hosts} do not join {cluster}, where {task} runs"
        ),
    }
    change = "UserData: Fn::Base64 with Fn::Sub, and ECS_CLUSTER=${{{cluster}}}"
    base = "hosts"
    bad = {
        "HostTemplate.LaunchTemplateData.UserData": '!Base64 "echo ECS_CLUSTER=web >> /etc/ecs/ecs.config"',
    }
