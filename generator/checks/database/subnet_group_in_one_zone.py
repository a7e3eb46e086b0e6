"""Lesson 9: a database whose subnets stand in one zone."""

from __future__ import annotations

from generator.checks.check import Check


class SubnetGroupInOneZone(Check):
    id = "ECS097"
    lesson = 9
    title = "Subnets of a database stand in one zone only"
    symptom = (
        "CREATE_FAILED: DB Subnet Group doesn't meet availability zone coverage requirement. Please add subnets to "
        "cover at least 2 availability zones"
    )
    why = "RDS wants a choice of two zones for every database, one of a single instance included."
    fix = "List subnets of two zones in SubnetIds of the AWS::RDS::DBSubnetGroup."
    base = "database"
    bad = {
        "DatabaseSubnets.SubnetIds.1": None,
    }
