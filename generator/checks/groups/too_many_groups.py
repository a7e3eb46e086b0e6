"""Lesson 5: more security groups on a network interface than AWS can put there."""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.limits import raised_limit
from generator.checks.check import Check
from generator.checks.groups._client_groups import client_groups
from generator.checks.groups._groups_of_interfaces import CHANGE, LIMIT, MESSAGE, groups_of_interfaces, too_many
from generator.finding import Finding
from generator.needs.context import Context


class TooManyGroups(Check):
    id = "ECS051"
    lesson = 5
    title = "More than 16 security groups on a network interface"
    symptom = (
        "SecurityGroupsPerInterfaceLimitExceeded: The maximum number of security groups per interface has been reached"
    )
    why = "AWS raises the quota of security groups per interface to 16 at most."
    fix = "Let tasks carry one shared client group instead of one for each endpoint or store."
    message = MESSAGE + "and AWS raises the quota to {most} at most; the interfaces cannot be created"
    change = CHANGE
    base = "nat"
    good = client_groups(1, 4)
    bad = client_groups(5, 16)

    def find(self, context: Context) -> Iterator[Finding]:
        most = raised_limit(LIMIT)
        for interface in groups_of_interfaces(context):
            if interface.count > most:
                yield too_many(self, interface, most)
