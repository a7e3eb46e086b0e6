"""A Classic Load Balancer for tasks with interfaces of their own."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context


class ClassicRefused(Check):
    id = "ECS198"
    lesson = 19
    title = "Tasks in awsvpc mode are registered with a Classic Load Balancer"
    symptom = (
        "CreateService error: Classic Load Balancers are not supported for services that use the awsvpc network mode"
    )
    why = (
        "A Classic Load Balancer registers instances, and tasks in the awsvpc network mode, which Fargate always uses, "
        "have addresses of their own. They can be registered in target groups of the type ip only."
    )
    fix = "Use a load balancer for applications or networks, and TargetGroupArn instead of LoadBalancerName."
    message = (
        "{task} registers its tasks with {name}, a Classic Load Balancer, and they use the awsvpc network mode, which "
        "it does not support: CreateService fails"
    )
    change = "TargetGroupArn: an AWS::ElasticLoadBalancingV2::TargetGroup of TargetType ip, instead of LoadBalancerName"
    base = "balanced"
    bad = {
        "Service.LoadBalancers.0.TargetGroupArn": None,
        "Service.LoadBalancers.0.LoadBalancerName": "old-web",
        "Listener.DefaultActions.0": "{Type: fixed-response, FixedResponseConfig: {StatusCode: '404'}}",
        "Targets": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find Classic Load Balancers of services whose tasks have interfaces of their own.

        Source: ECS Developer Guide, "Use load balancing to distribute service traffic", considerations; read 2026-11.
        """
        for task in context.tasks:
            for steps, name in context.balancers.classic(task) if task.awsvpc is Truth.YES else ():
                assert task.service is not None
                yield self.at(task.service, *steps, tasks=(task.name,), name=name)
