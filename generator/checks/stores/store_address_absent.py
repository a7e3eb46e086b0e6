"""An attribute that gives no address for a store of its kind."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.stores.store_words import StoreAddressAbsent as Fault


class StoreAddressAbsent(Check):
    id = "ECS265"
    lesson = 26
    title = "Tasks are told an address that their store does not have"
    symptom = (
        "The stack fails where the attribute is asked for, or the variable is empty and the client tries localhost"
    )
    why = (
        "A replication group in cluster mode has a configuration endpoint alone, one without it a primary and a reader "
        "endpoint. A single cluster has RedisEndpoint or, with Memcached, ConfigurationEndpoint. mongodb+srv makes a "
        "driver look SRV records up first, and DocumentDB has none."
    )
    fix = "Ask for the attribute that a cache of this kind has; write mongodb:// for DocumentDB."
    fault = Fault
    message = {
        "attribute": "{name} is {attribute} of {store}, which has no such address: the stack fails, or {name} is empty",
        "records": "{name} asks DNS for SRV records of {store} ({attribute}://), which has none: querySrv ENOTFOUND",
    }
    change = {
        "attribute": "{name}: {instead} of {store}",
        "records": "{name}: {instead}://, the port, and ?tls=true&replicaSet=rs0&retryWrites=false",
    }
    base = "cached"
    bad = {"TaskDefinition.ContainerDefinitions.0.Environment.0.Value": "!GetAtt Cache.ConfigurationEndPoint.Address"}
