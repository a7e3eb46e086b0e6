"""A store that stands in another VPC than the tasks that are told about it."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.stores.store_places import StoreInOtherVpc as Fault


class StoreInOtherVpc(Check):
    id = "ECS263"
    lesson = 26
    title = "Store stands in another VPC than the tasks that are told about it"
    symptom = (
        "connect ETIMEDOUT 172.31.7.20:6379; or the store is not created: the security group and the subnet group "
        "belong to different VPCs"
    )
    why = (
        "Without a subnet group (or subnets) a store is placed in the default VPC of the account. Nothing leads from "
        "one VPC to another unless they are peered, and a security group of one is refused in the other."
    )
    fix = "Give the store a subnet group, or subnets, of the VPC of the tasks."
    fault = Fault
    message = {
        "default": (
            "{store} has no {named}, so it is placed in the default VPC: {task} is in another, and cannot reach it"
        ),
        "other": "{store} stands in another VPC than {task}, and nothing here connects the two: connections time out",
    }
    change = {
        "default": "{named}: subnets of the VPC of {task}, or a subnet group of them",
        "other": "{named}: subnets of the VPC of {task}, or a subnet group of them",
    }
    base = "cached"
    bad = {"Cache.CacheSubnetGroupName": None}
