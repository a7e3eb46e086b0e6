"""Lesson 33: a function that calls a name it cannot get to."""

from __future__ import annotations

from generator.checks.callers.caller_is_shut_out import CallerIsShutOut
from generator.checks.check import Check
from generator.needs.services.callers import CallerAstray

_CALL = "{caller} calls {name} of {service} ({variable}), "


class CallerIsAstray(Check):
    id = "ECS331"
    lesson = 33
    title = "Function calls a service by a name that it cannot get to"
    symptom = "getaddrinfo ENOTFOUND; Task timed out after 3.00 seconds"
    why = (
        "A Lambda function is in no VPC unless VpcConfig says so: private names do not resolve for it, and private "
        "addresses are out of reach. In a VPC it has no public address, so that public ones need a NAT gateway. Names "
        "of Service Connect are for tasks of services with it alone."
    )
    fix = "Give the function a VpcConfig, and call a name of Cloud Map or of an internal load balancer."
    fault = CallerAstray
    message = {
        "outside": _CALL + "which is private, and has no VpcConfig: from outside of the VPC its calls fail",
        "connect": (
            _CALL + "which is a name of Service Connect: only tasks of services with it know the name, and it does not "
            "resolve for a function"
        ),
        "way": _CALL + "which is internet-facing, and has no way to public addresses ({reason}): its calls time out",
    }
    change = {
        "outside": "VpcConfig of {caller}: SubnetIds and SecurityGroupIds in the VPC of {service}",
        "connect": "{variable}: a name of ServiceRegistries of {service}, or of an internal load balancer",
        "way": "subnets of {caller}: with a route to a NAT gateway; or an internal load balancer",
    }
    base = "called"
    good = CallerIsShutOut.good
    bad = {"Function.VpcConfig": None}
