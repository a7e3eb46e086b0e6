"""Ours: subnets of one VPC, and security groups of another."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.needs.cause import Worded
from generator.proof.networks import network_faults
from generator.stack import Graph


class GroupOfAnotherVpc(Check):
    id = "ECS114"
    lesson = 11
    title = "Subnets and security groups are of different VPCs"
    symptom = "CREATE_FAILED: The DB instance and EC2 security group are in different VPCs; ... different networks"
    why = (
        "A security group works in its own VPC alone. With nested stacks the two often come by different ways, and a "
        "database without a DBSubnetGroupName is put into the account's default VPC, whatever its groups are of."
    )
    fix = "Pass groups of the VPC that the subnets are in; give a database its DBSubnetGroupName."
    base = "database"
    bad = {
        "Database.DBSubnetGroupName": None,
    }

    @staticmethod
    def check(graph: Graph) -> Iterator[Worded]:
        return network_faults(graph)
