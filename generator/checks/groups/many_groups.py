"""Lesson 5: more security groups on a network interface than a fresh account allows."""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.limits import limit, raised_limit
from generator.checks.check import Check
from generator.checks.groups._client_groups import client_groups
from generator.checks.groups._groups_of_interfaces import CHANGE, LIMIT, MESSAGE, groups_of_interfaces, too_many
from generator.finding import Finding
from generator.needs.context import Context


class ManyGroups(Check):
    id = "WCS051"
    lesson = 5
    title = "More than five security groups on a network interface"
    symptom = "SecurityGroupsPerInterfaceLimitExceeded, in an account whose quota was not raised"
    why = "Five groups per interface is the default quota. This works only in accounts where it was raised."
    fix = "Let tasks carry one shared client group, or have the quota raised before deploying."
    message = MESSAGE + "and the default quota is {most}; above the quota, the interfaces cannot be created"
    change = CHANGE
    base = "nat"
    good = client_groups(1, 4)
    bad = client_groups(5, 5)

    def find(self, context: Context) -> Iterator[Finding]:
        most = limit(LIMIT)
        for interface in groups_of_interfaces(context):
            if most < interface.count <= raised_limit(LIMIT):
                yield too_many(self, interface, most)
