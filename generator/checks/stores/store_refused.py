"""A store that its service refuses to create."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.stores.store_refused import StoreRefused as Fault


class StoreRefused(Check):
    id = "ECS266"
    lesson = 26
    title = "Store that tasks are told about cannot be created as it is written"
    symptom = (
        "CREATE_FAILED: You must specify exactly one subnet; Auth token requires encryption in transit; The number of "
        "broker nodes must be a multiple of Availability Zones"
    )
    why = (
        "Settings of a store that are valid one by one can exclude each other. The service refuses them when it is "
        "asked to create the store: the stack is rolled back, and with it the service that waits for the address."
    )
    fix = "Change one of the two settings that the message names."
    fault = Fault
    message = "{store} is refused: {reason}. The stack fails, and {task} is never created"
    change = "{store}: {better}"
    base = "cached"
    bad = {"Cache.MultiAZEnabled": "true", "Cache.AutomaticFailoverEnabled": "false"}
