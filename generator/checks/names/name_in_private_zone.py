"""Lesson 10: a private zone that stands before a name, and does not have it."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.network.resolution import NameShadowed

_FAILS = (
    "has no record of it, so that it does not resolve for tasks of {task}, and they do not get there (no such host)"
)


class NameInPrivateZone(Check):
    id = "ECS106"
    lesson = 10
    title = "Private zone stands before a name that tasks ask for, and does not have it"
    symptom = "ResourceInitializationError ... dial tcp: lookup api.ecr.us-east-1.amazonaws.com: no such host"
    why = (
        "A private hosted zone answers in its VPCs for all names below its own, and says that those without a record "
        "do not exist: the public zone of that name is not asked. A private namespace of Cloud Map is such a zone. Of "
        "several, and of the zones of interface endpoints, the one with the longest name answers."
    )
    fix = "Give the zone a name of its own, such as one below a domain of yours; or the records that tasks ask for."
    fault = NameShadowed
    message = {
        "zone": "{resource} answers for the name of {what} in the VPC, and " + _FAILS,
        "namespace": "the zone of the namespace {resource} answers for the name of {what} in its VPC, and " + _FAILS,
    }
    change = "Name: one of your own, with which no name ends that tasks ask others for; or records for those names"
    base = "nat"
    good = {
        "Zone": """
            Type: AWS::Route53::HostedZone
            Properties: {Name: app.example.com, VPCs: [{VPCId: !Ref Vpc, VPCRegion: !Ref AWS::Region}]}
""",
    }
    bad = {
        "Zone.Name": "amazonaws.com",
    }
